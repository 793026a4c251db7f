"""Headlinese: what English headlines leave out for want of room, put back where there is one way to do it.

"Peru, Chile sign pact" lacks an "and", "Oslo ready to sign" an "is" (`copulas`). No other words are added, and what
could be read in two ways stays as it was; a slug that files a headline ("Herring row: ...") is cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from digest.compose import english, verbs
from digest.compose.clauses import TAIL, has_verb, is_balanced, is_sentence, main_clause
from digest.compose.copulas import with_copula
from digest.compose.doers import GROUP, NAME, PARTIES, PARTY, SMALL, acts
from digest.compose.embedded import with_inner_copula
from digest.compose.lexicon import is_acronym, is_title_case

_TOPICS = (
    "briefing|conflict|crisis|deal|dispute|elections?|oil|row|standoff|summit|talks|tensions|trade|unrest|visit|war"
)
_SLUG = re.compile(
    rf"^(?P<slug>(?:{PARTY}|Gaza)(?: [\w-]+){{0,2}}|(?:[\w’'-]+ ){{1,3}}(?i:{_TOPICS})): (?P<rest>[A-Z][^:?]+)$"
)
_DOER = f"{NAME}(?:{GROUP})?"
_GROUPS = "[a-z]+ (?:agencies|allies|groups|nations|officials|powers|rebels)"
_DOERS = re.compile(rf"^(?P<first>{_DOER}(?:, {_DOER})*), (?P<last>{_DOER}|{_GROUPS}) (?P<verb>[a-z]+)(?P<rest> .*)")
_BEHIND_NAMES = english.FUNCTION - verbs.AUXILIARIES - english.words("and both many more most or other others")
_TOGETHER = re.compile(rf"{GROUP}$")
_ONE = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"
_IN_A_ROW = re.compile(
    rf"(?<=[a-z] )(?P<first>{_ONE}(?:, {_ONE})*), (?P<last>{_ONE})(?=$| (?P<next>[a-z]+)(?P<rest>.*))"
)
_AT = re.compile(r"\b(?:at|from|in|near|off) $")
"""What stands before a place, behind which a comma adds the country that it lies in."""
_BETWEEN = english.words("""
    border calls ceasefire conflict deal dialogue dispute envoys leaders meeting meetings officials pact peace relations
    row standoff summit talks tensions ties trade treaty truce war
""")
"""What two have with each other: it belongs to both names before it."""
_SAID_FIRST = re.compile(
    rf"^(?P<said>[‘'“\"][^,’”\"]+),?(?P<close>[’'”\"]) says (?P<who>{PARTY}|{NAME})"
    r" (?P<when>(?:after|ahead of|amid|before) .+)$"
)
_THINGS = re.compile(
    r"^(?P<before>[^,;:]* [a-z][\w’'-]*),"
    rf" (?P<after>(?P<opens>[a-z]+)(?: (?!{SMALL}\b)[\w’'-]+){{0,2}}(?:$| {SMALL}\b[^,;:]*))$"
)
_NO_THINGS = (
    english.FUNCTION
    | english.SPEECH
    | english.SINGULAR_SPEAKERS
    | english.PLURAL_SPEAKERS
    | verbs.THIRD
    | (verbs.FINITE - verbs.PAST)
    | english.words("""
    courtesy days despite hours key minutes moments months part plus retaliation thanks toll weeks years
""")
)
"""What begins something else behind a comma than the last of two things."""
_NO_THING = re.compile(
    r"^\w+(?:ly|ed|ing|est)\b|\b(?:and|at|missing|still|under|unknown|unclear|\w+(?:ed|ing))\b|\bin custody\b"
)
"""What tells something of what begins there, or goes on in a row."""
_PREDICATES = re.compile(r"^(?P<first>[^,;:]+), (?P<verb>[a-z]+) (?P<rest>[^,;:]+)$")
_AS_NOUN = re.compile(rf"(?!(?:a|an|her|his|its|the|their|to)\b){SMALL}\b")
"""What stands behind a noun and no verb."""
_PAST = verbs.FINITE - verbs.THIRD - verbs.AUXILIARIES


def written_out(text: str) -> str:
    """A headline with what it leaves out; one in Title Case is left as it is."""
    if is_title_case(text):
        return text
    for rule in (_slug, _speaker_first, _doers, _in_a_row, _things, _predicates, with_copula, with_inner_copula):
        text = rule(text)
    return text


def _slug(text: str) -> str:
    """ "Herring row: Peru asks Norway to mediate" without what only files it."""
    match = _SLUG.match(text)
    if not match or has_verb(f"x {match['slug']}") or not is_sentence(match["rest"]):
        return text
    found = match["rest"].split()
    names = sum(one[0].isupper() for one in found[1:]) + bool(is_acronym(found[0]) or found[0] in PARTIES)
    return match["rest"] if names > 1 else text


def _speaker_first(text: str) -> str:
    """ "‘We wait,’ says Oslo ahead of talks" with Oslo before what it says."""
    match = _SAID_FIRST.match(text)
    return f"{match['who']} says {match['said']}{match['close']} {match['when']}" if match else text


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
    did = (verb in _PAST or verb in verbs.GERUNDS) and not acts(rest)
    return all(name in PARTIES or _TOGETHER.search(name) for name in names) and (will or did)


def _in_a_row(text: str) -> str:
    """ "Envoys visit Peru, Chile" with an "and"; where a clause begins behind the comma, nothing is joined."""

    def joined(match: re.Match[str]) -> str:
        first, last = match["first"].split(", "), match["last"]
        known = last in PARTIES and all(name in PARTIES for name in first)
        people = last not in PARTIES and match["next"] is not None and not _AT.search(text[: match.start()])
        small, rest = match["next"] or "", match["rest"] or ""
        asked = small != "to" or (known and text[: match.start()].rsplit(maxsplit=1)[-1] in verbs.VERBS)
        ends = not small or (small in _BEHIND_NAMES and asked) or (small in _BETWEEN and not acts(f"x{rest}"))
        return (
            f"{match['first']} and {text[match.start('last') : match.end()]}"
            if ends and (known or people)
            else match[0]
        )

    return _IN_A_ROW.sub(joined, text) if ", " in text else text


def _things(text: str) -> str:
    """ "Oslo sends nets, boats to Peru" with an "and"."""
    match = _THINGS.match(text)
    if not match or match["opens"] in _NO_THINGS or _NO_THING.search(match["after"]):
        return text
    before, after = match["before"], match["after"]
    told = has_verb(before) and is_balanced(before) and not has_verb(f"x {after}") and not acts(f"x {after}")
    return f"{before} and {after}" if told else text


def _predicates(text: str) -> str:
    """ "Peru recalls envoy, closes embassy" with an "and"."""
    match = _PREDICATES.match(text)
    if not match or not is_balanced(match["first"]) or TAIL.search(match["first"]):
        return text
    found = match["first"].split()
    told = any(word in verbs.THIRD and (word in verbs.FINITE or one[0].isupper()) for one, word in pairwise(found))
    joined = any(one == "and" and other in verbs.THIRD for one, other in pairwise(found))
    verb, rest = match["verb"], match["rest"]
    sure = verb in verbs.THIRD and (verb in verbs.FINITE or not (_AS_NOUN.match(rest) or acts(rest)))
    if verb in english.SPEECH:
        sure = sure and has_verb(main_clause(f"x {rest}"))
    return f"{match['first']} and {verb} {rest}" if told and sure and not joined else text
