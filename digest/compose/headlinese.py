"""Headlinese: what English headlines leave out for want of room, put back where there is one way to do it.

"Peru, Chile sign pact" lacks an "and", "Oslo ready to sign" an "is", "Peru says held talks" an "it". No other words are
added, and what could be read in two ways stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from babel import Locale

from digest.compose import english, verbs
from digest.compose.clauses import TAIL, has_verb, is_balanced, is_sentence, main_clause
from digest.compose.lexicon import is_acronym, is_title_case

_PARTIES = frozenset(
    name for code, name in Locale.parse("en").territories.items() if len(code) == 2 and name[0].isupper()
) | frozenset(
    """DR Congo|EU|Hamas|Hezbollah|Hong Kong|Ivory Coast|Kremlin|NATO|Pentagon|Turkey|UAE|UK|UN|US|White House|Ankara
    |Baghdad|Beijing|Berlin|Brussels|Cairo|Damascus|Delhi|Doha|Hanoi|Islamabad|Kabul|Kyiv|London|Manila|Moscow|New Delhi
    |Paris|Pyongyang|Riyadh|Rome|Seoul|Tehran|Tokyo|Vienna|Warsaw|Washington""".replace("\n    ", "").split("|")
)
"""Countries, capitals and bodies that act and speak as one."""
_BODIES = english.words("""
    administration agency alliance army bank bloc cabinet coalition commission committee company council court
    department embassy government group junta militia military ministry navy office parliament party regulator union
    watchdog
""")
_PARTY = "|".join(sorted(map(re.escape, _PARTIES), key=lambda name: (-len(name), name)))
_NAME = r"[A-Z][\w’'.-]*(?: [A-Z][\w’'-]*){0,3}"
_GROUP = (
    " (?:allies|companies|countries|diplomats|envoys|firms|forces|governments|lawmakers|leaders|ministers|nations"
    "|negotiators|officials|powers|presidents|senators|soldiers|states|troops)"
)
_STATE = (
    "able|accused|capable|due|expected|going|hopeful|keen|likely|open|optimistic|poised|prepared|ready|set|unable|unlikely"
    "|urged|willing"
)
_SMALL = "|".join(sorted(english.FUNCTION))

_TOPICS = (
    "briefing|conflict|crisis|deal|dispute|elections?|oil|row|standoff|summit|talks|tensions|trade|unrest|visit|war"
)
_SLUG = re.compile(
    rf"^(?P<slug>(?:{_PARTY}|Gaza)(?: [\w-]+){{0,2}}|(?:[\w’'-]+ ){{1,3}}(?i:{_TOPICS})): (?P<rest>[A-Z][^:?]+)$"
)
_DOER = f"{_NAME}(?:{_GROUP})?"
_DOERS = re.compile(rf"^(?P<first>{_DOER}(?:, {_DOER})*), (?P<last>{_DOER}) (?P<verb>[a-z]+)(?P<rest> .*)")
_BEHIND_NAMES = english.FUNCTION - verbs.AUXILIARIES - english.words("and both many more most or other others")
_TOGETHER = re.compile(rf"{_GROUP}$")
_IN_A_ROW = re.compile(
    rf"(?<=[a-z] )(?P<first>(?:{_PARTY})(?:, (?:{_PARTY}))*), (?P<last>{_PARTY})(?=$| (?P<next>[a-z]+))"
)
_PREDICATES = re.compile(r"^(?P<first>[^,;:]+), (?P<verb>[a-z]+) (?P<rest>[^,;:]+)$")
_AS_NOUN = re.compile(rf"(?!(?:a|an|her|his|its|the|their|to)\b)(?:{_SMALL})\b")
"""What stands behind a noun and no verb."""
_IS_SO = re.compile(
    rf"^(?P<before>(?:.*\b(?:says?|said) )?)(?P<who>(?:{_PARTY}|{_NAME})(?: (?!(?:{_SMALL}|getting)\b)[a-z]+)?)"
    rf" (?P<what>(?:not |still |now )?(?:{_STATE}) (?:for|of|on|to)\b.*)"
)
_AT_IT = "considering|eyeing|hoping|mulling|preparing|pursuing|pushing|seeking|threatening|trying|weighing"
"""What somebody is at: gerunds that are no things."""
_IS_AT_IT = re.compile(
    rf"^(?P<before>(?:.*\b(?:says?|said) )?)(?P<who>{_PARTY}|{_NAME}) (?P<what>(?:not |still |now )?(?:{_AT_IT}) .*)"
)
_DONE = (
    "accused|arrested|banned|barred|blocked|charged|convicted|delayed|denied|deported|detained|dropped|evacuated|expected"
    "|expelled|forced|freed|indicted|invited|jailed|ousted|postponed|praised|released|sentenced|suspended|urged"
)
_IS_DONE = re.compile(
    rf"^(?P<before>)(?P<who>[A-Z][\w-]*(?: [\w-]+){{0,5}}?)"
    rf" (?P<what>(?:{_DONE}) (?:after|amid|as|at|by|entry|for|from|in|of|over|to|until)\b(?!.*\b(?:{_DONE})\b)[^;:]*)$"
)
_BY_WHOM = re.compile(r"\bby [A-Z]\w+ (?P<verb>[a-z]+)")
_IS_DOING = re.compile(
    rf"^(?P<before>(?:.*\b(?:says?|said) )?)(?P<who>(?:{_PARTY})(?: and (?:{_PARTY}))?)"
    rf" (?P<what>(?:not |still |now )?(?P<doing>[a-z]+ing) (?:[A-Z\d]|(?:ready|{_SMALL})\b).*)"
)
_SAYS_TO = re.compile(
    rf"^(?P<before>.*\bsays? )(?P<who>(?:{_PARTY})(?: and (?:{_PARTY}))?) (?P<what>to (?P<verb>[a-z]+)\b.*)"
)
_QUALITY = (
    r"(?:a|always|among|an|completely|fundamentally|never|not|quite|totally|utterly|very)\b[^‘'’“”\"]*"
    r"|\w*(?:able|al|ful|ible|ive|less|ous|wise|wrong)"
)
_CONDITION = (
    "(?:still )?(?:blocked|closed|delayed|halted|limited|necessary|needed|open|possible|suspended|unacceptable|unclear"
    "|unknown|unlikely)"
)
_IS_SAID = re.compile(
    rf"^(?P<before>[^,;:‘'“\"]* (?:says?|said) )(?P<who>[^,;:‘'“\"]+?)"
    rf" (?P<what>[‘'“\"](?:{_QUALITY})[’'”\"](?:$| (?:{_SMALL})\b.*)"
    rf"|(?:{_CONDITION})(?:$|(?:{TAIL.pattern}| (?:by|for|if|in|to|until)\b).*))"
)
_SAYS_WHAT = re.compile(
    rf"^(?P<who>[^,;:]*?(?:{_PARTY}|\b(?i:{'|'.join(sorted(_BODIES))}))) says (?P<what>[‘'“\"]?(?P<opens>[a-z]+) .*)"
)
_NOUNS = english.words("""
    bombing briefing building filing finding funding gathering hearing holding killing landing meeting opening ruling
    shelling shooting spending testing trading training warning
""")
"""Gerunds that are as often nouns."""
_SAID_OF_ITSELF = english.words("""
    committed concerned in not on open optimistic prepared ready still to unable united very willing worried
""")
_SAID_TO_HAVE = english.words("""
    agreed arrested carried completed concluded conducted confirmed deployed entered fired foiled held hit intercepted
    killed launched met reached received sent shot signed struck targeted thwarted
""")
_PHRASE_HEAD = re.compile(r" (?:against|at|between|by|during|for|from|in|of|on|over|to|with)\b")
_NUMBERS = english.words("both dozens eight few five four hundreds many nine seven several six ten thousands three two")
_PAST = verbs.FINITE - verbs.THIRD - verbs.AUXILIARIES
_VERBS_ALONE = verbs.FINITE | (verbs.BASES - verbs.AMBIGUOUS)
_HELPERS = english.words("can cannot could did does had has is may might must was will would")


def written_out(text: str) -> str:
    """A headline with what it leaves out; one in Title Case is left as it is."""
    if is_title_case(text):
        return text
    for rule in (_slug, _doers, _in_a_row, _predicates, _is, _is_said, _is_to, _it):
        text = rule(text)
    return text


def _slug(text: str) -> str:
    """ "Herring row: Peru asks Norway to mediate" without what only files it."""
    match = _SLUG.match(text)
    if not match or has_verb(f"x {match['slug']}") or not is_sentence(match["rest"]):
        return text
    found = match["rest"].split()
    names = sum(one[0].isupper() for one in found[1:]) + bool(is_acronym(found[0]) or found[0] in _PARTIES)
    return match["rest"] if names > 1 else text


def _doers(text: str) -> str:
    """ "Peru, Chile sign pact" with an "and"."""
    match = _DOERS.match(text)
    if not match or match["first"].split()[0].casefold() in english.FUNCTION:
        return text
    names = [*match["first"].split(", "), match["last"]]
    named = not any(name.endswith(("'s", "’s")) for name in names)
    if not named or not _do_together(match["verb"], match["rest"], names):
        return text
    return f"{match['first']} and {text[match.start('last') :]}"


def _do_together(verb: str, rest: str, names: Sequence[str]) -> bool:
    """Whether what follows names in a row is what they do: in a form that one alone has not, or they are known."""
    if verb in verbs.BASES:
        return verb not in verbs.AMBIGUOUS or not has_verb(main_clause(f"x{rest}"))
    if verb in {"are", "have", "were"}:
        return True
    will = verb == "to" and rest.split(maxsplit=1)[0] in verbs.BASES | {"be"}
    did = (verb in _PAST or verb in verbs.GERUNDS) and not _acts(rest)
    return all(name in _PARTIES or _TOGETHER.search(name) for name in names) and (will or did)


def _in_a_row(text: str) -> str:
    """ "Envoys visit Peru, Chile" with an "and"; where a clause begins behind the comma, nothing is joined."""

    def joined(match: re.Match[str]) -> str:
        asked = match["next"] != "to" or text[: match.start()].rsplit(maxsplit=1)[-1] in verbs.VERBS
        ends = match["next"] is None or (match["next"] in _BEHIND_NAMES and asked)
        return f"{match['first']} and {match['last']}" if ends else match.group()

    return _IN_A_ROW.sub(joined, text) if ", " in text else text


def _predicates(text: str) -> str:
    """ "Peru recalls envoy, closes embassy" with an "and"."""
    match = _PREDICATES.match(text)
    if not match or not is_balanced(match["first"]) or TAIL.search(match["first"]):
        return text
    found = match["first"].split()
    acts = any(word in verbs.THIRD and (word in verbs.FINITE or one[0].isupper()) for one, word in pairwise(found))
    joined = any(one == "and" and other in verbs.THIRD for one, other in pairwise(found))
    verb, rest = match["verb"], match["rest"]
    sure = verb in verbs.THIRD and (verb in verbs.FINITE or not (_AS_NOUN.match(rest) or _acts(rest)))
    if verb in english.SPEECH:
        sure = sure and has_verb(main_clause(f"x {rest}"))
    return f"{match['first']} and {verb} {rest}" if acts and sure and not joined else text


def _is(text: str) -> str:
    """ "Oslo ready to sign", "Oslo closing its embassy" with an "is"."""
    match = _IS_SO.match(text) or _IS_AT_IT.match(text) or _IS_DOING.match(text) or _IS_DONE.match(text)
    be = _be(_PHRASE_HEAD.split(match["who"], maxsplit=1)[0]) if match else ""
    if not match or not be or text.endswith("?") or has_verb(match["who"]) or TAIL.search(match["who"]):
        return text
    by = _BY_WHOM.search(match["what"])
    if _acts(match["what"].split(maxsplit=1)[1]) or (by and by["verb"] in verbs.BASES):
        return text
    if match.groupdict().get("doing", "going") not in verbs.GERUNDS - _NOUNS:
        return text
    return f"{match['before']}{match['who']} {be} {match['what']}"


def _is_said(text: str) -> str:
    """ "Envoy says talks ‘useful’" with an "are"."""
    match = _IS_SAID.match(text)
    if not match or not _is_thing(match["who"]):
        return text
    be = _be(_PHRASE_HEAD.split(match["who"], maxsplit=1)[0])
    return f"{match['before']}{match['who']} {be} {match['what']}" if be else text


def _is_thing(who: str) -> bool:
    """Whether words name somebody or something, and say nothing of it."""
    first, last = who.split(maxsplit=1)[0], who.rsplit(maxsplit=1)[-1]
    ends = last in english.FUNCTION or last in verbs.BASES - verbs.AMBIGUOUS
    busy = any(word in verbs.GERUNDS - _NOUNS for word in who.split())
    return not (ends or busy or first in {"he", "no", "not", "she", "they"} or has_verb(f"x {who}") or _acts(who))


def _is_to(text: str) -> str:
    """ "Envoy says Peru to sign pact" with an "is"."""
    match = _SAYS_TO.match(text)
    if not match or match["verb"] not in verbs.BASES:
        return text
    return f"{match['before']}{match['who']} {_be(match['who'])} {match['what']}"


def _be(who: str) -> str:
    """The form of "be" for a doer; "" where its number is not plain."""
    found = who.split()
    last = found[-1]
    if " and " in who or last.casefold() in english.SEVERAL or any(_is_number(word) for word in found):
        return "are"
    if who in _PARTIES or is_acronym(last):
        return "is"
    if last.casefold() in english.FUNCTION:
        return ""
    if not last.endswith("s"):
        return "is"
    return "are" if last.islower() and not last.endswith(("ss", "us", "is")) else ""


def _is_number(word: str) -> bool:
    return word.isdigit() or word.casefold() in _NUMBERS


def _acts(text: str) -> bool:
    """Whether the main clause of a text has a verb of its own: what stood before it is only told of then."""
    found = ["to", *main_clause(text).split()]
    return any(one in _VERBS_ALONE and before != "to" for before, one in pairwise(found))


def _it(text: str) -> str:
    """ "Peru says held talks", "Peru says ready for talks" with an "it" and what it needs."""
    match = _SAYS_WHAT.match(text) if " says " in text else None
    if not match or has_verb(match["who"]) or len(match["who"].split()) > 5:
        return text
    opens, what = match["opens"], match["what"]
    if opens in _HELPERS:
        return f"{match['who']} says it {what}"
    alone = not _acts(what.split(maxsplit=1)[1])
    if opens in _SAID_TO_HAVE and alone:
        return f"{match['who']} says it {what}"
    return f"{match['who']} says it is {what}" if opens in _SAID_OF_ITSELF and alone else text
