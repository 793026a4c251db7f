"""The sources of figures by the names that feeds.yaml has for them: ours, and those that other packages bring.

A package offers a source with an entry point of the group `digest.sources`: its name is the source's, and what it leads
to (a module will do) is a `FigureSource`. Ours cannot be replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from digest.model import Failed
from digest.sources import FigureSource

GROUP = "digest.sources"

BY_RECIPE = frozenset({"json", "html", "feed", "wikidata"})
"""Our sources whose accounts need a recipe."""

_OURS = {
    name: EntryPoint(name, f"digest.sources.{place}", GROUP)
    for name, place in {
        "mastodon": "mastodon",
        "bluesky": "bluesky",
        "youtube": "youtube",
        "json": "recipes:JSON",
        "html": "recipes:HTML",
        "feed": "recipes:FEED",
        "wikidata": "wikidata",
    }.items()
}
"""Ours are found like those of other packages, so that a name alone loads none of them."""
_PLAIN = _OURS.keys() - {"html", "feed"}


@dataclass(frozen=True, slots=True)
class Offered:
    """A source; `caged` where strangers' code or a parser of markup reads its answers."""

    name: str
    source: FigureSource
    caged: bool


def names() -> tuple[str, ...]:
    """The sources that there are: ours in the order of their table, then those of other packages by name."""
    return (*_OURS, *sorted(_theirs().keys() - _OURS.keys()))


def offered(name: str) -> Offered | Failed:
    """A source by its name; Failed where its package is not installed, or cannot be loaded."""
    if ours := _OURS.get(name):
        return Offered(name, ours.load(), caged=name not in _PLAIN)
    entry = _theirs().get(name)
    if entry is None:
        return Failed(what=f"no installed package offers the source {name}", todo="install it, or change the source")
    package = entry.dist.name if entry.dist else entry.module
    try:
        found = entry.load()
    except Exception as error:  # whatever a stranger's package raises is its own trouble
        why = f"{type(error).__name__}: {error}".splitlines()[0]
        return Failed(what=f"the source {name} of {package} cannot be loaded ({why})", todo="tell its author")
    if not callable(getattr(found, "requests", None)) or not callable(getattr(found, "read", None)):
        return Failed(what=f"the source {name} of {package} has no requests and read", todo="tell its author")
    return Offered(name, found, caged=True)


def _theirs() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}
