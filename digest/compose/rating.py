"""Ratings: which headline of a story an editor would print.

Concrete, complete and neutral, of 38 to 92 characters, saying what the story's other headlines say; no question, no
live ticker, no click-bait, nothing cut off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from string import ascii_lowercase

from digest.compose import english, verbs
from digest.compose.clauses import has_verb, is_balanced
from digest.compose.comment import is_comment
from digest.compose.headline import Headline, Kind, any_of, stems
from digest.compose.lexicon import WORD, is_acronym, is_title_case, zipf
from digest.compose.segments import HAN

_LIVE = re.compile(
    r"\blive\b(?: updates?| blog)?(?:$|:)|latest updates|as it happened|\b(?:LIVE|VIDEO)\b", re.IGNORECASE
)
_NO_NEWS = re.compile("本版责编|责任编辑|[今本]日导读|要闻导读|更正启事|订阅|目录$")
_STALE = re.compile(
    any_of(
        r"here['’]?s |^key |^as .*, (?:how|why|what) |\band why\b|what (?:to|we) know|what you|everything|things to",
        r"need to know|who is |who are |takeaways|key (?:points|updates)|what happened|what is |what are |explained",
        r"a look at|a (?:brief |short )?(?:history|guide)|in their words|in photos|photos show|watch as|\bdeep dive\b",
        r"timeline|full text|first thing",
        r"the moment|live\b|day \d+|list of|meet the|all you|what comes next|what(?:['’]s| is) next",
        r"^inside |^in (?:his|her|their) (?:own )?words|: (?:how|why|what|the \w+)\b",
        "(?:photo|picture)s? of|morning brief|newsletter|weekly|podcast|transcript",
    ),
    re.IGNORECASE,
)
_LOUD_WORDS = any_of(
    r"slams?|blasts?|fumes?|rips?|shock(?:s|ing|ed)?|stunn(?:s|ing|ed)|explosive|furious|chilling|bombshell|viral|trap",
    r"destroys?|rages?|insane|epic|massive|huge|dramatic|brutal|jaw-dropping|hammers?|lashes|erupts in|wild|bizarre",
    r"ain['’]t|maelstrom|circus|farce|unhinged|humiliat\w+|meltdown|roasts?|schools|trolls?|gleeful|real reason",
)
_LOUD = re.compile(rf"!|\?.|\b{_LOUD_WORDS}\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:says?|said)\s(?:will|would|had|has|have|is|was|agreed|reached|held|ready|prepared|open|no|expects|plans|hopes"
    r"|weighing|considering|mulling|planning|sending|hiking|raising)\b"
    r"|\b(?:tells?|told)\s[\w’'-]+\s(?:will|wo|would|has|had|is|was)(?:n['’]t)?\b"
)
"""Headlines that leave out who is spoken of: "minister says will travel"."""
_SLIPS = re.compile(
    any_of(
        r"\bdiscuss(?:es|ed|ing)? about\b",
        r"\b(?:to|will|would|can|could|may|must) (?:phaseout|setup) (?!of\b|in\b|plan)",
        r"\b(?P<twice>(?!had|that)[a-z]+) (?P=twice)(?![\w-])",
        r"\b(?:an|the) (?:a|an|the)\b|\ba (?:a|an|the|[aio][a-z]{3,})\b|\b[A-Z]\w+-back\b",
        r"\b(?:comprises of|despite of|according a|return back)\b",
    )
)
"""What is certainly wrong: "discuss about", "to phaseout", "the the", "a official", "Oslo-back rebels"."""
_CLIPPED = re.compile(
    r"(?<=[a-z] )(?:amb|assn|bn|btw|cmte|def|dept|diff|exec|gov|hrs|info|intl|mgmt|min|mins|mln|natl|pres|rep"
    r"|repub|secy|spox|univ|vp|yr|yrs)(?= [a-z])"
)
"""Words cut short as no sentence has them: "def spending"."""
_NOUNLESS = re.compile(
    r"\b(?:an?|another|one|two) (?:dead|deceased|injured|wounded) (?:$|(?:[a-z]+ed|by|from|in|over)\b)"
)
"""Somebody is missing: "the body of another deceased buried in Oslo"."""
_WRONG_THIRD = frozenset(f"{past}s" for past in verbs.IRREGULAR_PAST)
_SPELLED, _WELL_KNOWN = 6, 3.0
"""A word of so many letters is a slip for one that is so common."""
_PARDONED = 0.3
_TODAY = re.compile(r"\b(?:today|tonight|tomorrow)\b(?!['’])")
_UNDER_WAY = re.compile(r"\bon (?:his|her|their|its) way to\b|\ben route to\b")
"""What has come to its end when it is read."""
_JOINS = re.compile(r"(?:after|and|as|but|or|says?|which|while|who|with)\b")
_FORESEES = re.compile(r"\b(?:to [a-z]+|will|set for|due)\b")
_SHORT = re.compile(r"\b(?:DPM|EAM|FM|MBS|MBZ)\b")
"""Short for several things, which stays as it is where no other headline tells the story."""
_EMPTY = re.compile(r"\b(?:participants|leaders|nations|world) reacts?\b|\breacts? to\b|\bweighs? in\b")
"""Tells that somebody says something, and not what."""
_SHOUT = re.compile(r"(?<![\w.])[A-Z]{6,}(?![\w.])")
_VAGUE = re.compile(
    r"^(?:he|she|they|it|this|these|that|his|her|their|there|experts?|analysts?|one|some|it['’]s|army|leaders?|military"
    r"|minist(?:er|ry)|navy|officials?|police|president|prime minister|neither|issue of|case on)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:…|\.\.\.)\s*['’”\"]?$|(?:\.\.\.|…)\s*\w")
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|my|you|your)\b(?![’'”\"]?\.)")
_DOUBLE = re.compile(r"[:;|]|\s[–—-]+\s|\s-(?=[^\W\d])")
_MOVING_PAGE = re.compile(r"/(?:live|liveblog|videos?|gallery|galleries|podcasts?|in-pictures|av)/", re.IGNORECASE)
_TWO = re.compile(r"(?:\b[a-z]{2,}|\b\w{4,}|\bUn)[.?!][’'”\"]? [A-Z\"‘“']")


def rate(headlines: Sequence[Headline], bonus: Sequence[float]) -> tuple[Headline, ...]:
    """The headlines of one story with their ratings, best first; `bonus` is what their outlets add."""
    found = [stems(headline.text) for headline in headlines]
    counts = Counter(stem for group in found for stem in group)
    texts = sorted({headline.text for headline in headlines})
    rated = (
        replace(
            headline,
            rating=round(
                _quality(headline) + _centrality(group, counts, len(found)) + extra - _torn(headline, texts), 6
            ),
        )
        for headline, group, extra in zip(headlines, found, bonus, strict=True)
    )
    return tuple(sorted(rated, key=lambda headline: (-headline.rating, headline.entry.order)))


def _torn(headline: Headline, texts: Sequence[str]) -> float:
    """What it costs a headline that another one has the rest of it: its publisher cut it off."""
    longer = any(text.startswith(f"{headline.text}{mark}") for text in texts for mark in (",", " ", "’", "'"))
    return 0.8 if longer else 0.0


@lru_cache(maxsize=65536)
def _is_slip(word: str) -> bool:
    """Whether a word in small letters is none that English knows, and one letter away from one that it does."""
    if word in _WRONG_THIRD:
        return True
    if not (word.isalpha() and word.isascii() and word.islower()) or len(word) < _SPELLED or zipf(word) > 0:
        return False
    cuts = [(word[:place], word[place:]) for place in range(len(word))]
    near = {f"{one}{other[1]}{other[0]}{other[2:]}" for one, other in cuts if len(other) > 1}
    for letter in ascii_lowercase:
        near |= {f"{one}{letter}{other}" for one, other in cuts}
        near |= {f"{one}{kept}{other[1:]}" for one, other in cuts if len(other) > 1 for kept in ("", letter)}
    return max(map(zipf, near)) >= _WELL_KNOWN


def is_spliced(text: str) -> bool:
    """Whether nothing but a comma stands between two clauses, or between two things of a row."""
    before, comma, after = text.partition(", ")
    return bool(comma) and not _JOINS.match(after) and has_verb(before) and has_verb(after)


def _is_over(headline: Headline) -> bool:
    """Whether what a headline foresees has come when it is read: today, or on the weekday on which it was written."""
    day = f"{headline.entry.order[0]:%A}"
    return bool(_TODAY.search(headline.text) or (_FORESEES.search(headline.text) and day in headline.text))


def _centrality(group: frozenset[str], counts: Counter[str], total: int) -> float:
    """How much of what the story's headlines share this one says, 0 to 1; a story of one headline gives 0.5."""
    if total < 2 or not group:
        return 0.5
    return min(1.0, sum((counts[stem] - 1) / (total - 1) for stem in sorted(group)) / max(4, len(group)) * 1.6)


def _quality(headline: Headline) -> float:
    return _length(_width(headline.text)) + _form(headline) - sum(_faults(headline))


def is_clean(headline: Headline) -> bool:
    """Whether next to nothing is to be said against a headline."""
    return sum(_faults(headline)) <= _PARDONED


def is_vague(text: str) -> bool:
    """Whether a headline opens with somebody or something that it does not name."""
    return bool(_VAGUE.match(text))


def _width(text: str) -> int:
    """The length of a headline in Latin letters: a Chinese character says what two or three of them do."""
    return len(text) + round(1.5 * sum(len(run) for run in HAN.findall(text)))


def _length(length: int) -> float:
    if 38 <= length <= 92:
        return 1.0
    return max(-1.0, 1.0 - (38 - length) / 16) if length < 38 else max(-0.6, 1.0 - (length - 92) / 25)


def _form(headline: Headline) -> float:
    found = WORD.findall(headline.text)
    names = sum(1 for word in found[1:] if word[0].isupper() or is_acronym(word))
    concrete = 0.12 * min(names, 3) + (0.1 if any(char.isdigit() for char in headline.text) else 0.0)
    return {Kind.STATEMENT: 1.0, Kind.CLAUSE: 0.2, Kind.PHRASE: 0.15, Kind.QUESTION: -1.2, Kind.OPINION: -0.5}[
        headline.kind
    ] + concrete


def _faults(headline: Headline) -> Iterable[float]:
    text, title = headline.text, headline.entry.title
    quotes = len(re.findall(r"[“”\"]|(?<!\w)[‘']|[’'](?!\w)", text))
    yield 2.5 if _LIVE.search(title) else 0.0
    yield 3.0 if _NO_NEWS.search(title) else 0.0
    yield 1.5 if _MOVING_PAGE.search(headline.entry.link) else 0.0
    yield 1.2 if _STALE.search(title) else 0.0
    yield 0.9 if _LOUD.search(text) else 0.0
    yield 0.9 if not headline.source and is_comment(text) else 0.0
    yield 0.9 if _NOBODY.search(text) else 0.0
    yield 1.5 if _CLIPPED.search(text) or _NOUNLESS.search(text) else 0.0
    yield 2.5 if _SLIPS.search(text) or any(_is_slip(word) for word in WORD.findall(text)) else 0.0
    yield 1.1 if _is_over(headline) else 0.0
    yield 0.3 if _SHORT.search(text) else 0.0
    yield 0.6 if _EMPTY.search(text) else 0.0
    yield 0.5 if _SHOUT.search(text) else 0.0
    yield 0.7 if _VAGUE.match(text) else 0.0
    yield 1.5 if _CUT.search(text) else 0.0
    yield 0.5 if _FIRST_PERSON.search(text) else 0.0
    yield 0.6 if _DOUBLE.search(text) else 0.0
    yield 0.7 if _TWO.search(text) else 0.0
    yield 0.3 if "," in title[: len(text)] else 0.0
    yield 0.0 if not headline.source else 0.6 if headline.source.casefold() in english.UNNAMED else 0.25
    yield 0.3 if headline.publisher else 0.0
    yield 0.4 if is_spliced(text) else 0.0
    yield 0.5 if _UNDER_WAY.search(text) else 0.0
    yield 0.5 if text[:1] in "'‘“\"" else 0.0
    yield 0.15 * max(0, quotes - 2)
    yield 0.0 if is_balanced(text) else 0.8
    yield 1.6 if is_title_case(text) else 0.25 if is_title_case(title) else 0.0
