"""Flaws: what an editor has against a headline, and how much.

Words are judged by tables of patterns, each with what it costs; what more than a pattern can tell has a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from digest.compose import english, verbs
from digest.compose.clauses import has_verb, is_balanced
from digest.compose.comment import is_comment
from digest.compose.doers import NAME, PARTY
from digest.compose.evidence import quotations
from digest.compose.headline import Headline, any_of
from digest.compose.lexicon import WORD, is_title_case, zipf

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
        r"\bdiscuss(?:es|ed|ing)? about\b|\baccus(?:es|ed) [A-Z]\w+ in\b",
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
_EMPTY = re.compile(
    r"\b(?:participants|leaders|nations|world) reacts?\b|\breacts? to\b|\bweighs? in\b"
    r"|\breaffirms?\b.*\bstance\b|\breiterates?\b"
)
"""Tells that somebody says something, and not what."""
_ROLES = any_of(
    r"aides?|advis[eo]rs?|commanders?|diplomats?|envoys?|lawmakers?|militants|minister|negotiators?|officers?|official",
    "(?<!Houthi )(?<!M23 )(?<!Tuareg )rebels",
)
_UNNAMED = re.compile(
    rf"^(?:[A-Z][\w’'.-]* |[a-z-]+-backed ){{0,2}}(?:chief |senior |special |top )?(?i:{_ROLES}) (?=[a-z])"
    r"|\b(?:aide|official) who(?:se)?\b"
)
"""Does something and is one of many: "Danish envoy leaves Oslo" tells nobody which one."""
_STACKED = re.compile(
    rf"(?<![\w-]){PARTY} {PARTY}\b"
    rf"|\b{PARTY} and {PARTY} (?:border|nuclear|peace|trade|truce|war) (?:deal|meeting|plan|talks)\b"
)
"""Names of which none says what it has to do with the next: "after Norway Peru recognition"."""
_TWO_WAYS = re.compile(rf"\bwarns? {NAME} to (?!not\b)")
"""Could be what is asked of somebody, or what will happen: "Oslo warns Peru to end talks"."""
_PAST = re.compile(rf"^{NAME}(?: and {NAME})? (?:announced|pledged|said|threatened|vowed) (?!by\b|to (?:be|have)\b)")
"""Headlines tell in the present what is new; what somebody said is looked back at."""
_ADDRESSED = re.compile(
    rf"\b(?:{'|'.join(sorted(english.SPEECH))}|accuses?|asks?|blames?|brands?|calls?|condemns?|criticis\w+|criticiz\w+"
    r"|decr(?:y|ies)|defends?|demands?|den(?:y|ies)|denounces?|describes?|hails?|pledges?|praises?|rejects?|touts?"
    r"|urges?|voices?|vow|welcomes?)\b"
)
"""Verbs of those whose words a headline quotes."""
_CLAUSE = 5
"""So many words that are quoted are more than a term."""
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

_OF_TITLES = ((2.5, _LIVE), (3.0, _NO_NEWS), (1.2, _STALE))
_OF_TEXTS = (
    (0.9, _LOUD),
    (0.9, _NOBODY),
    (1.5, _CLIPPED),
    (1.5, _NOUNLESS),
    (2.5, _SLIPS),
    (0.3, _SHORT),
    (0.6, _EMPTY),
    (0.5, _SHOUT),
    (0.7, _VAGUE),
    (0.5, _UNNAMED),
    (0.5, _STACKED),
    (0.5, _TWO_WAYS),
    (0.8, _PAST),
    (1.5, _CUT),
    (0.5, _FIRST_PERSON),
    (0.6, _DOUBLE),
    (0.7, _TWO),
    (0.5, _UNDER_WAY),
)
"""What each pattern that is found in a title, or in what it says, costs a headline."""


def flaws(headline: Headline) -> float:
    """What is to be said against a headline, as what it costs its rating."""
    return sum(cost for cost, pattern in _OF_TITLES if pattern.search(headline.entry.title)) + sum(_of_text(headline))


def is_clean(headline: Headline) -> bool:
    """Whether next to nothing is to be said against a headline."""
    return flaws(headline) <= _PARDONED


def is_vague(text: str) -> bool:
    """Whether a headline opens with somebody or something that it does not name."""
    return bool(_VAGUE.match(text))


def is_spliced(text: str) -> bool:
    """Whether nothing but a comma stands between two clauses, or between two things of a row."""
    before, comma, after = text.partition(", ")
    return bool(comma) and not _JOINS.match(after) and has_verb(before) and has_verb(after)


def _of_text(headline: Headline) -> Iterator[float]:
    text, title = headline.text, headline.entry.title
    quotes = len(re.findall(r"[“”\"]|(?<!\w)[‘']|[’'](?!\w)", text))
    yield from (cost for cost, pattern in _OF_TEXTS if pattern.search(text))
    yield 1.5 if _MOVING_PAGE.search(headline.entry.link) else 0.0
    yield 0.9 if not headline.source and is_comment(text) else 0.0
    yield 0.4 if not headline.source and _is_unspoken(text) else 0.0
    yield 2.5 if not _SLIPS.search(text) and any(map(_is_slip, WORD.findall(text))) else 0.0
    yield 1.1 if _is_over(headline) else 0.0
    yield 0.3 if "," in title[: len(text)] else 0.0
    yield 0.0 if not headline.source else 0.6 if headline.source.casefold() in english.UNNAMED else 0.25
    yield 0.3 if headline.publisher else 0.0
    yield 0.4 if is_spliced(text) else 0.0
    yield 0.5 if text[:1] in "'‘“\"" else 0.0
    yield 0.15 * max(0, quotes - 2)
    yield 0.0 if is_balanced(text) else 0.8
    yield 1.6 if is_title_case(text) else 0.25 if is_title_case(title) else 0.0


def _is_unspoken(text: str) -> bool:
    """Whether a headline quotes a clause and nobody who says it: "Limits ‘end what we have left of the sea’"."""
    return not _ADDRESSED.search(text) and any(len(one.split()) >= _CLAUSE for one in quotations(text))


def _is_over(headline: Headline) -> bool:
    """Whether what a headline foresees has come when it is read: today, or on the weekday on which it was written."""
    day = f"{headline.entry.order[0]:%A}"
    return bool(_TODAY.search(headline.text) or (_FORESEES.search(headline.text) and day in headline.text))


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
