"""Cited: the source that a headline names at its end, as a sentence names it."""

from __future__ import annotations

import re

from digest.compose import english
from digest.compose.reference import Reference
from digest.model import Outlet, Story

_DETERMINED = ("the ", "a ", "an ", "his ", "her ", "its ", "their ", "some ", "two ", "three ", "top ")
_BEFORE_ROLES = english.words("foreign prime defence defense finance interior trade deputy vice")
_MINISTRIES = dict.fromkeys(["MFA", "MOFA", "MoFA"], "foreign ministry") | dict.fromkeys(
    ["MOD", "MoD"], "defence ministry"
)
_PRIME_MINISTER = re.compile(r"\bPM$")
_BODIES = english.words(
    "agency army commission council court department embassy government ministry navy office parliament"
)


def cited(source: str, outlet: Outlet, story: Story, reference: Reference) -> str:
    """A source named in headline style, as it is named inside a sentence ("the Kremlin", "a lawmaker", "officials")."""
    if source in _MINISTRIES:
        return _ministry(_MINISTRIES[source], outlet, story, reference)
    source = _PRIME_MINISTER.sub("prime minister", source)
    known = english.ROLES | _BEFORE_ROLES
    plain = all(word.casefold() in known and not word.isupper() for word in source.split())
    source = source.lower() if plain else reference.lexicon.lower_first(source)
    found = source.split()
    last = found[-1].casefold()
    if source.casefold().startswith(_DETERMINED) or found[0].endswith(("'s", "’s")):
        return source
    if english.NAMED_WITH_THE.match(source) or last in _BODIES:
        return f"the {source}"
    small = found[-1].islower() or found[-1].isupper()
    if small and (last in english.SINGULAR_SPEAKERS or (last in english.UNNAMED and len(found) == 1)):
        return f"{'an' if source[0].casefold() in 'aeiou' else 'a'} {source}"
    return f"the {source}" if small and last in english.ROLES else source


def _ministry(name: str, outlet: Outlet, story: Story, reference: Reference) -> str:
    """A ministry in full; it is that of the outlet's country where official media tell of their own, else anyone's."""
    own = any(facet.kind == "country" and facet.id == outlet.country for facet in story.facets)
    if not (own and outlet.ownership.official):
        return f"a {name}"
    country = reference.country_name(outlet.country)
    return f"{country}{'’' if country.endswith('s') else '’s'} {name}"
