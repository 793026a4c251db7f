"""Cited: the source that a headline names at its end, as a sentence names it.

Who has a name says what he says, before it: an outlet reports it, and cites only those whom nobody knows, and media.
"""

from __future__ import annotations

import re
from dataclasses import replace

from digest.compose import english
from digest.compose.copulas import form_of_be
from digest.compose.doers import PARTY
from digest.compose.headline import Headline, Kind
from digest.compose.headlinese import written_out
from digest.compose.lexicon import is_title_case
from digest.compose.reference import Reference
from digest.compose.signs import names
from digest.model import Facet, Outlet, Story

_SAYS = {"is": "says", "are": "say"}
"""How somebody speaks of whom one says "is" or "are"."""
_SPOKEN = re.compile(r"[;:?…]|\b(?:says?|said|I|we|our|my)\b")
"""What cannot stand behind who says it: two sentences, a question, somebody's words as he spoke them."""
_MEDIUM = re.compile(
    r"\b(?:media|papers?|press|TV|radio|channel|reports?|poll|survey|study|broadcaster|(?-i:AFP|AP|Axios|BBC|Bloomberg|CNN"
    r"|DPA|KAN|NHK|Politico|Reuters|Times|Post|Journal|Guardian|Telegraph))\b",
    re.IGNORECASE,
)
_DETERMINED = ("the ", "a ", "an ", "his ", "her ", "its ", "their ", "some ", "two ", "three ", "top ")
_BEFORE_ROLES = english.words("foreign prime defence defense finance interior trade deputy vice")
_SHORT = dict.fromkeys(["MFA", "MOFA", "MoFA"], "foreign ministry") | dict.fromkeys(["MOD", "MoD"], "defence ministry")
_NOBODY = re.compile(
    r"(?!(?:AFP|AP|BBC|CIA|CNN|DPA|FBI|HRW|IDF|KAN|MSF|NHK|OCHA|OPCW|UNHCR|UNIFIL|UNRWA)$)[A-Z]{2,6}"
    r"|(?i:tv|radio|newspaper)(?: channel)?"
)
"""Initials that are short for several things, and media without a name."""
_OF_COUNTRY = re.compile(rf"(?P<country>{PARTY}) (?P<role>minister|ministry)", re.IGNORECASE)
_POSSESSED = re.compile(r"(?P<who>[^'’]+)['’]s ")
_OF_MANY = re.compile(r"(?:EU|UN|US) (?:agency|body|mission|official|source)")
_MINISTER = re.compile(r"(?<=[a-z] )(?:FM|PM)$|^PM$")
"""Short for one thing behind an adjective or the name of a country; FM alone may be for finance."""
_BODIES = english.words(
    "agency army commission council court department embassy government ministry navy office parliament"
)


def cited(head: Headline, outlet: Outlet, story: Story, reference: Reference) -> str:
    """The source of a headline as it is named inside a sentence ("the Kremlin", "a lawmaker", "officials").

    An office or body that many countries have is that of the country that the story's headlines name with it; where
    none does, nobody is cited.
    """
    if _tells_nobody(head.source):
        return ""
    source = _MINISTER.sub(_minister, _SHORT.get(head.source, head.source))
    offices = english.ROLES | _BEFORE_ROLES
    plain = all(word.casefold() in offices and not word.isupper() for word in source.split())
    source = source.lower() if plain else reference.lexicon.lower_first(source)
    if plain and _is_anyone(source):
        country = _country_of(source, head, outlet, story, reference)
        return f"{country}{'’' if country.endswith('s') else '’s'} {source}" if country else ""
    of = _OF_COUNTRY.fullmatch(source)
    return f"a {of['role']} of {of['country']}" if of else f"{_article(source)}{source}"


def spoken(head: Headline, story: Story, reference: Reference) -> Headline:
    """A headline with its source before what that says ("Peru says talks are off"), where the source has a name."""
    if not head.source or head.kind is not Kind.STATEMENT or is_title_case(head.text) or _SPOKEN.search(head.text):
        return head
    source = cited(head, reference.publisher(head.entry, head.publisher), story, reference)
    verb = _SAYS.get(form_of_be(source.removeprefix("the "))) if source else None
    if not verb or source == source.lower() or _MEDIUM.search(source):
        return head
    said = f"{source[0].upper()}{source[1:]} {verb} {reference.lexicon.lower_first(head.text)}"
    return replace(head, text=written_out(said), source="")


def _minister(short: re.Match[str]) -> str:
    return "foreign minister" if short.group() == "FM" else "prime minister"


def _tells_nobody(source: str) -> bool:
    """Whether a source is initials that are short for several things, or a medium without a name."""
    known = source in _SHORT or source.casefold() in english.BARE_NAMES or english.NAMED_WITH_THE.match(source)
    return not known and _NOBODY.fullmatch(source) is not None


def _article(source: str) -> str:
    """The article that a source takes inside a sentence, with its space; "" where it takes none."""
    found = source.split()
    last, small = found[-1].casefold(), found[-1].islower() or found[-1].isupper()
    whose = _POSSESSED.match(source)
    if whose and english.NAMED_WITH_THE.match(whose["who"]):
        return "the "
    if source.casefold().startswith(_DETERMINED) or found[0].endswith(("'s", "’s")):
        return ""
    if _OF_MANY.fullmatch(source):
        return "a "
    if english.NAMED_WITH_THE.match(source) or last in _BODIES:
        return "the "
    if small and (last in english.SINGULAR_SPEAKERS or (last in english.UNNAMED and len(found) == 1)):
        return "an " if source[0].casefold() in "aeiou" else "a "
    return "the " if small and last in english.ROLES else ""


def _is_anyone(source: str) -> bool:
    """Whether an office or body alone tells nobody which one it is; officials are never named."""
    return source.rsplit(maxsplit=1)[-1] not in english.SINGULAR_SPEAKERS | english.PLURAL_SPEAKERS


def _country_of(source: str, head: Headline, outlet: Outlet, story: Story, reference: Reference) -> str:
    """The country whose office or body is cited, where the headlines say so or there is no other; "" if none is."""
    countries = [facet for facet in story.facets if facet.kind == "country"]
    if outlet.ownership.official and any(facet.id == outlet.country for facet in countries):
        return reference.country_name(outlet.country)
    own = [facet for facet in countries if _has(facet, source, story)]
    own = own or [facet for facet in countries if names(facet, head.text)]
    sole = len(own) == 1 and not reference.beat.parties.find(head.text)
    return reference.country_name(own[0].id) if len(own) == 1 and (sole or _has(own[0], source, story)) else ""


def _has(facet: Facet, source: str, story: Story) -> bool:
    """Whether a headline of the story names an office with its country: "Peru's foreign minister"."""
    words = "|".join(map(re.escape, facet.words))
    office = re.compile(rf"\b(?:{words})(?:['’]s)? {re.escape(source)}\b", re.IGNORECASE)
    return any(office.search(entry.title) for entry in story.entries)
