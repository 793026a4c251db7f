"""Clauses of English headlines: where the main one ends, whether it has a verb, and whether it is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.compose import english, verbs
from digest.compose.lexicon import WORD, is_acronym

TAIL = re.compile(
    r"\s(?=(?:as|after|amid|while|before|despite|ahead of|following|even as|in a bid to|because of)\s)", re.IGNORECASE
)
"""Where a subordinate part of a headline begins."""
_SUBORDINATE = re.compile(
    rf"{TAIL.pattern}|\s(?=(?:because|if|since|that|unless|until|when|where|whether|which|who|whose)\s)", re.IGNORECASE
)
_ABOUT_SUBJECT = re.compile(r"(?:that|where|whether|which|who|whose)\b")
_NO_INFINITIVE = english.FUNCTION - english.words("be have do")
_SAME_IN_THE_PAST = english.words("bet bid cost cut hit hurt let put quit set shut split spread upset")
"""Plain forms that are past ones as well, so that a single doer may stand before them."""
_PREPOSITIONS = english.words("against amid at between by for from in into of on over through under with without")
_PARTICLES = english.words("down off out up")
"""What belongs to a verb, whatever noun it could be: "summit kicks off"."""
_TAKES_INFINITIVE = english.words("""
    able ahead attempt attempts bid bids call calls capable chance country deal decision due effort efforts
    expected first freedom goal going keen key last leader likely move moves nation offer only open opportunity
    person plan plans pledge poised power prepared president pressure promise proposal push race ready reason
    right scramble set slow threat threats time unable unlikely vow way ways willing
""")
"""What an infinitive belongs to that stands behind it: "the only way to restore", no "Oslo to host"."""


def main_clause(text: str) -> str:
    """A headline up to its first subordinate part."""
    return _SUBORDINATE.split(text, maxsplit=1)[0]


def is_balanced(text: str) -> bool:
    """Whether every quotation mark that opens also closes."""
    singles = len(re.findall(r"(?<!\w)[‘'](?=\w)", text)), len(re.findall(r"(?<=[\w.!?,])[’'](?!\w)", text))
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0 and singles[0] <= singles[1]


def has_verb(text: str) -> bool:
    """Whether an English headline has a finite verb (or the infinitive or participle that headlines use for one)."""
    return any(_verbs(text))


def is_sentence(text: str) -> bool:
    """Whether the main clause of a headline has a verb, which may stand behind a clause about its subject."""
    main = main_clause(text)
    rest = text[len(main) :].lstrip()
    return has_verb(main) or (bool(_ABOUT_SUBJECT.match(rest)) and sum(_verbs(rest)) > 1)


def _verbs(text: str) -> Iterator[bool]:
    found = [match.group() for match in WORD.finditer(text)]
    return (_is_verb(found, place) for place in range(1, len(found)))


def _is_verb(found: Sequence[str], place: int) -> bool:
    word, before = found[place].casefold(), found[place - 1]
    following = found[place + 1] if place + 1 < len(found) else ""
    if before.casefold() in english.NOUN_BEFORE or before.casefold().endswith(("'s", "’s")):
        return False
    if word in verbs.FINITE:
        return True
    if word == "to":
        acts = following in verbs.BASES or (
            (before[0].isupper() or before.casefold().endswith("s"))
            and following[:1].islower()
            and following not in _NO_INFINITIVE
            and not (following in english.COMMON or following.endswith(("er", "est")))
        )
        return acts and before.casefold() not in _TAKES_INFINITIVE | verbs.GERUNDS
    if word in verbs.THIRD and following in _PARTICLES:
        return True
    several = _is_several(found, place - 1)
    if word in verbs.AMBIGUOUS:
        behind = place > 1 and found[place - 2].casefold() in _PREPOSITIONS
        alone = (before[0].isupper() and not behind) or before in english.ROLES
        return several or (alone and (word.endswith("s") or word in _SAME_IN_THE_PAST))
    return word in verbs.BASES and (several or _is_several(found, _before_name(found, place - 1)))


def _before_name(found: Sequence[str], place: int) -> int:
    """Where the subject stands of whose name behind a preposition a word is the last: "envoys of Peru"."""
    while place > 1 and found[place][0].isupper():
        place -= 1
    return max(0, place - 1) if found[place] in _PREPOSITIONS | {"to"} else place


def _is_several(found: Sequence[str], place: int) -> bool:
    """Whether a word is a plural, or the last of names in a row."""
    word = found[place]
    plural = word.casefold().endswith("s") and not (word.endswith(("is", "ss", "us")) or is_acronym(word))
    first = place
    while first > 0 and found[first][0].isupper():
        first -= 1
    listed = first < place and found[first] == "and"
    return plural or listed or word.casefold() in english.SEVERAL
