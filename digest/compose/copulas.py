"""Copulas: the "is", "are" or "it is" that English headlines leave out."""

from __future__ import annotations

import re
from itertools import pairwise

from digest.compose import english, verbs
from digest.compose.clauses import TAIL, has_verb
from digest.compose.doers import NAME, PARTIES, PARTY, SMALL, acts, tells
from digest.compose.lexicon import is_acronym, zipf

NOUNS = english.words("""
    bombing briefing building crossing fighting filing finding funding gathering hearing holding killing landing meeting
    opening reopening ruling shelling shooting spending testing trading training warning
""")
"""Gerunds that are as often nouns."""
_BODIES = english.words("""
    administration agency alliance army bank bloc cabinet coalition commission committee company council court
    department embassy government group junta militia military ministry navy office parliament party regulator union
    watchdog
""")
_STATE = (
    "able|accused|capable|due|expected|going|hopeful|keen|likely|open|optimistic|poised|prepared|ready|set|unable"
    "|unlikely|urged|willing|said(?= to (?:be|have)\\b)"
)
_DOING = "|".join(sorted(verbs.GERUNDS - NOUNS))
_AT_IT = "considering|eyeing|hoping|mulling|preparing|pursuing|pushing|seeking|threatening|trying|weighing"
"""What somebody is at whatever follows: these gerunds are no things."""
_DONE = (
    "accused|arrested|banned|barred|blocked|briefed|charged|convicted|delayed|denied|deported|detained|dropped|evacuated"
    "|excluded|expected|expelled|forced|freed|indicted|invited|jailed|ousted|postponed|praised|released|sentenced|slammed"
    "|strained|suspended|urged"
)
_FIRST = r"^(?P<before>(?:.*\b(?:says?|said) )?)"
_STILL = "(?:not |still |now )?"
_BASES = "|".join(sorted(verbs.BASES))
_IS_SO = re.compile(
    rf"{_FIRST}(?P<who>(?:{PARTY}|{NAME})(?: (?!(?:{SMALL}|getting)\b)[a-z]+)?)"
    rf" (?P<what>{_STILL}(?:{_STATE}) (?:for|of|on|to)\b.*)"
)
_IS_AT_IT = re.compile(rf"{_FIRST}(?P<who>{PARTY}|{NAME}) (?P<what>{_STILL}(?:{_AT_IT}) .*)")
_IS_DOING = re.compile(
    rf"{_FIRST}(?P<who>{PARTY}(?: and {PARTY})?)"
    rf" (?P<what>{_STILL}(?:{_DOING}) (?:[A-Z\d]|(?:ready|{SMALL})\b).*)"
)
_IS_TO_DO = re.compile(rf"^(?P<before>.*\bsays? )(?P<who>{PARTY}(?: and {PARTY})?) (?P<what>to (?:{_BASES})\b.*)")
_IS_DONE = re.compile(
    r"^(?P<before>)(?P<who>[A-Z][\w’'-]*(?: [\w’'-]+){0,5}?)"
    rf" (?P<what>(?:{_DONE}) (?:across|after|amid|as|at|by|entry|for|from|in|of|on|over|to|until)\b"
    rf"(?!.*\b(?:{_DONE})\b)[^;:]*)$"
)
_DONE_TO = re.compile(rf"\b(?:{_DONE})\b")
_IS_SUCH = re.compile(
    rf"^(?P<before>)(?P<who>{PARTY}|{NAME}) (?P<what>[‘'“\"](?:not|very|still|ready|open|willing)"
    rf"(?! (?:{_BASES})\b)\b[^‘’“”\"]*[’'”\"](?:$| {SMALL}\b.*))"
)
_IS_IN = re.compile(
    rf"^(?P<before>)(?P<who>(?:{PARTY}|{NAME})(?: and {NAME})?) (?P<what>in {NAME} "
    rf"(?:for (?:[\w-]+ )?(?:meetings?|summit|talks|visit)|to (?:{_BASES}))\b.*)"
)
_LACKING = (_IS_IN, _IS_SUCH, _IS_SO, _IS_AT_IT, _IS_DOING, _IS_TO_DO, _IS_DONE)
_BY_WHOM = re.compile(r"\bby [A-Z]\w+ (?P<verb>[a-z]+)")
_QUALITY = (
    r"(?:a|always|among|an|completely|fundamentally|never|not|quite|still|totally|utterly|very)\b[^‘'’“”\"]*"
    r"|\w*(?:able|al|ful|ible|ive|less|ous|wise|wrong)"
)
_CONDITION = (
    "(?:still )?(?:blocked|closed|delayed|halted|limited|necessary|needed|open|possible|suspended|unacceptable|unclear"
    "|unknown|unlikely)"
)
_IS_SAID = re.compile(
    rf"^(?P<before>[^,;:‘'“\"]* (?:says?|said) )(?P<who>[^,;:‘'“\"]+?)"
    rf" (?P<what>[‘'“\"](?:{_QUALITY})[’'”\"](?:$| {SMALL}\b.*)"
    rf"|(?:{_CONDITION})(?:$|(?:{TAIL.pattern}| (?:by|for|if|in|to|until)\b).*))"
)
_IS_CALLED = re.compile(
    r"^(?P<before>[^,;:‘'“\"]* (?:says?|said) )(?P<who>[^,;:‘'“\"]+?)"
    rf" (?P<what>[‘'“\"](?P<opens>[\w%-]+)[^‘'’“”\"]*[’'”\"](?:$| {SMALL}\b.*))"
)
_DID = re.compile(rf"[‘'“\"](?:always|never|not) (?:{'|'.join(sorted(verbs.PAST | verbs.BASES))})\b")
_NO_NAME = (verbs.VERBS - verbs.GERUNDS) | (english.FUNCTION - english.words("a an the very"))
"""What opens a quotation that does not only name something."""
_SAYS_WHAT = re.compile(
    rf"^(?P<who>[^,;:]*?(?:{PARTY}|\b(?i:{'|'.join(sorted(_BODIES))}))) says (?P<what>[‘'“\"]?(?P<opens>[a-z]+) .*)"
)
_SAID_OF_ITSELF = english.words("""
    committed concerned in not on open optimistic prepared ready still to unable united very willing worried
""")
_SAID_TO_HAVE = english.words("""
    agreed arrested carried completed concluded conducted confirmed deployed entered fired foiled held hit intercepted
    killed launched met reached received sent shot signed struck targeted thwarted
""")
_HELPERS = english.words("can cannot could did does had has is may might must was will would")
_ACRONYMS = re.compile("[A-Z]{2,}s")
_PHRASE_HEAD = re.compile(r" (?:against|at|between|by|during|for|from|in|of|on|over|to|with)\b")
_NUMBERS = english.words("""
    both dozens eight few five four hundreds many million nine scores seven several six ten thousands three two
""")


def with_copula(text: str) -> str:
    """A headline with what it lacks: "Oslo ready to sign" with an "is", "Peru says held talks" with an "it"."""
    return _with_it(_with_quality(_with_be(text)))


def _with_be(text: str) -> str:
    """ "Oslo ready to sign", "Oslo closing its embassy", "Envoy detained in Oslo" with an "is"."""
    match = next(filter(None, (pattern.match(text) for pattern in _LACKING)), None)
    be = form_of_be(match["who"]) if match else ""
    if not match or not be or text.endswith("?") or has_verb(_subject(match["who"])) or TAIL.search(match["who"]):
        return text
    by = _BY_WHOM.search(match["what"])
    done = _DONE_TO.match(match["what"])
    busy = tells if done and not _DONE_TO.search(match["what"], done.end()) else acts
    if busy(match["what"].split(maxsplit=1)[1]) or (by and by["verb"] in verbs.BASES):
        return text
    return f"{match['before']}{match['who']} {be} {match['what']}"


def _subject(who: str) -> str:
    """Who is spoken of, without a last word that is a noun before "is": "Peru talks", "border ties"."""
    rest, _, last = who.rpartition(" ")
    return rest if last in verbs.PLURALS else who


def _with_quality(text: str) -> str:
    """ "Envoy says talks ‘useless’", "Envoy says treaty ‘a farce’" with an "are" or "is"."""
    match = _IS_SAID.match(text) or _IS_CALLED.match(text)
    if match and (_DID.match(match["what"]) or match.groupdict().get("opens", "").casefold() in _NO_NAME):
        return text
    be = form_of_be(match["who"]) if match and _is_thing(match["who"]) else ""
    return f"{match['before']}{match['who']} {be} {match['what']}" if match and be else text


def _with_it(text: str) -> str:
    """ "Peru says held talks", "Peru says ready for talks" with an "it" and what it needs."""
    match = _SAYS_WHAT.match(text) if " says " in text else None
    if not match or has_verb(match["who"]) or len(match["who"].split()) > 5:
        return text
    opens, what = match["opens"], match["what"]
    alone = not acts(what.split(maxsplit=1)[1])
    if opens in _HELPERS or (opens in _SAID_TO_HAVE and alone):
        return f"{match['who']} says it {what}"
    return f"{match['who']} says it is {what}" if opens in _SAID_OF_ITSELF and alone else text


def _is_thing(who: str) -> bool:
    """Whether words name somebody or something, and say nothing of it."""
    first, last = who.split(maxsplit=1)[0], who.rsplit(maxsplit=1)[-1]
    busy = last in verbs.BASES - verbs.AMBIGUOUS or any(
        word in verbs.GERUNDS - NOUNS and before not in english.NOUN_BEFORE
        for before, word in pairwise(["", *who.split()])
    )
    nouns = " ".join("things" if word in verbs.PLURALS else word for word in who.split())
    return not (busy or first in {"he", "no", "not", "she", "they"} or has_verb(f"x {nouns}") or acts(who))


def form_of_be(who: str) -> str:
    """The form of "be" for somebody or something; "" where its number is not plain."""
    found = _PHRASE_HEAD.split(who, maxsplit=1)[0].split()
    last = found[-1]
    if "and" in found or last.casefold() in english.SEVERAL | _NUMBERS or any(map(_is_number, found)):
        return "are"
    if _ACRONYMS.fullmatch(last):
        return "are"
    if who in PARTIES or is_acronym(last):
        return "is"
    if who.rsplit(maxsplit=1)[-1].casefold() in english.FUNCTION:
        return ""
    if not last.endswith("s") or (last[0].isupper() and not zipf(last[:-1].casefold())):
        return "is"  # a name in -s is of one where nobody knows it without
    return "are" if last.islower() and not last.endswith(("ss", "us", "is")) else ""


def _is_number(word: str) -> bool:
    return word.isdigit() or word.casefold() in _NUMBERS
