"""The teaser: three or four clauses cut from the headlines of different lines, in the order of the lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.compose.clauses import TAIL, has_verb, is_balanced
from digest.compose.comment import is_comment
from digest.compose.flaws import is_clean, is_spliced, is_vague
from digest.compose.headline import Kind
from digest.compose.lexicon import base, is_title_case
from digest.compose.lines import Told
from digest.compose.reference import Reference
from digest.compose.speech import Speech
from digest.text import teasers

LONGEST = 330
WORDS, LONG = 14, 20
_CLOSING = 20
"""Letters that the closing words take."""
MANY = 10
_CUT = re.compile(rf",\s|\s[–—-]+\s|{TAIL.pattern}|\s(?=(?:when|until|unless|since|where|which|who)\s)")
_SUBORDINATE = re.compile(
    r"\b(?:as|after|while|before|when|until|unless|since|where|which|who|that|to)\b", re.IGNORECASE
)
_OPENS_LOW = re.compile(
    r"^(?:as|after|while|with|amid|despite|before|when|in|on|at|for|from|following)\s", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[\s.,:;–—。，：；-]+$")
_HANGING = re.compile(
    r"\b(?:a|an|the|of|to|for|and|or|in|on|at|by|with|from|as|its|their|his|her|that|is|are|was|will|new|says|say"
    r"|seen|known|described|regarded|viewed|labell?ed|branded|treated|such|same|far|long|soon|well|just|even|not)$",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"[;?!:]|\s[–—-]+\s|…|\.\.\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause, the place of its line, how badly it reads (0 is fine), and what its story is about."""

    place: int
    text: str
    fault: float
    about: frozenset[tuple[str, str]]

    @property
    def opens(self) -> str:
        """Its first word, in which those that speak of one person are alike."""
        return base(self.text.partition(" ")[0])


def teaser(told: Sequence[Told], reference: Reference) -> str:
    """The teaser of a brief's lines; three clauses, four from ten lines on, and the rest promised if there is one."""
    if not told:
        return reference.speech.nothing
    wanted, most = (4, WORDS - 2) if len(told) >= MANY else (3, WORDS)
    clauses = [_clause(place, line, most, reference) for place, line in enumerate(told)]
    chosen = sorted(_choose(clauses, wanted), key=lambda clause: clause.place)
    return _join([clause.text for clause in chosen], reference, more=len(told) > len(chosen))


def _join(texts: Sequence[str], reference: Reference, *, more: bool) -> str:
    later = [reference.lexicon.lower_first(text) if reference.english else text for text in texts[1:]]
    return teasers.join([texts[0][:1].upper() + texts[0][1:], *later], reference.speech.teaser, more=more)


def _choose(clauses: Sequence[Clause], wanted: int) -> list[Clause]:
    """The earliest good clauses on different subjects; faults and repeated subjects are weighed against place."""
    chosen: list[Clause] = []
    left = list(clauses)
    while left and len(chosen) < wanted:
        best = min(left, key=lambda clause: (_cost(clause, chosen, wanted), clause.place))
        left.remove(best)
        chosen.append(best)
    return chosen


def _cost(clause: Clause, chosen: Sequence[Clause], wanted: int) -> float:
    shared = sum(len(clause.about & other.about) > 0 for other in chosen)
    fair = (LONGEST - _CLOSING - 2 * wanted - 1) * (len(chosen) + 1) / wanted
    crowded = max(0.0, sum(len(other.text) for other in chosen) + len(clause.text) - fair) / 10
    alike = sum(clause.opens == other.opens for other in chosen)
    return clause.place + 4 * clause.fault + 3.5 * shared + 1.5 * alike + crowded


def _clause(place: int, told: Told, most: int, reference: Reference) -> Clause:
    """The clause of a line: its headline, or what stands for one, without trailing parts."""
    text = told.edited or (told.heads[0].text if told.heads else told.frame)
    text = teasers.first_clause(text)
    short = _shorten(text, most) if reference.english else _cut_short(text, reference.speech)
    cut = short if teasers.INITIALS.search(short) else _CLAUSE_END.sub("", short) or text
    fault = (
        _fault(cut, told)
        if reference.english
        else 2.0 * bool(told.frame) + 0.1 * max(0, len(cut) - reference.speech.clause)
    )
    return Clause(place=place, text=cut, fault=fault, about=told.pick.about)


def _cut_short(text: str, say: Speech) -> str:
    """A headline up to the last of its marks that keeps it within the length of a clause; cut off where none does."""
    if len(text) <= say.clause:
        return text
    ends = [match.start() for match in say.cuts.finditer(text) if say.clause // 4 <= match.start() <= say.clause]
    return text[: ends[-1]] if ends else f"{text[: say.clause]}…"


def _shorten(text: str, most: int) -> str:
    """A headline without trailing parts while it has more words than a clause may; cut off where nothing else helps."""
    while len(text.split()) > most:
        cuts = [match.start() for match in _CUT.finditer(text) if _ends(text, match.start())]
        if not cuts:
            return text if len(text.split()) <= LONG else f"{' '.join(text.split()[:most])}…"
        text = text[: cuts[-1]]
    return text


def _ends(text: str, place: int) -> bool:
    """Whether a headline may end at a place: not before what somebody is, or something is done, "as"."""
    rest = text[place:].lstrip(" ,")
    return _stands(text[:place]) and (not rest.startswith("as ") or has_verb(f"x {rest.removeprefix('as ')}"))


def _stands(text: str) -> bool:
    """Whether the beginning of a headline can stand alone: nothing left hanging or open at its end."""
    tail = _SUBORDINATE.split(text)[-1]
    whole = len(tail.split()) >= 3 or tail == text
    return (
        len(text.split()) >= 5 and whole and not (_HANGING.search(text) or _OPENS_LOW.match(text)) and is_balanced(text)
    )


def _fault(text: str, told: Told) -> float:
    size = len(text.split())
    fault = 0.3 * max(0, size - WORDS) + 0.4 * max(0, 4 - size)
    fault += 2.0 if _BROKEN.search(text) else 0.0
    fault += 0.0 if is_balanced(text) else 1.5
    fault += {Kind.STATEMENT: 0.0, Kind.CLAUSE: 0.5, Kind.PHRASE: 1.0}.get(told.pick.head.kind, 1.5)
    fault += 2.0 if told.frame or is_title_case(text) else 0.0
    fault += 0.4 if _OPENS_LOW.match(text) else 0.0
    fault += 0.4 if text[:1] in "'‘“\"" else 0.0
    fault += 1.0 if is_vague(text) or is_comment(text) else 0.0
    fault += 0.7 if is_spliced(text) or not is_clean(told.pick.head) else 0.0
    return fault + (0.9 if told.pick.head.source else 0.0)
