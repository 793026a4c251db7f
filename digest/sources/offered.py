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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ours:
    """A source of ours: where it is, and how accounts say what to ask, by a handle or by a recipe with its path."""

    place: str
    handle: str = ""
    path: str = ""

    def entry(self, name: str) -> EntryPoint:
        """It is found like those of other packages, so that its name alone loads nothing."""
        return EntryPoint(name, f"digest.sources.{self.place}", GROUP)


_OURS = {
    "mastodon": _Ours(place="mastodon", handle="NAME@SERVER"),
    "bluesky": _Ours(place="bluesky", handle="a domain such as name.bsky.social"),
    "youtube": _Ours(place="youtube", handle="@NAME or a channel id"),
    "json": _Ours(place="recipes:JSON", path="keys joined by dots, such as data.user.followers"),
    "html": _Ours(place="recipes:HTML", path="a CSS selector"),
    "feed": _Ours(place="recipes:FEED"),
    "wikidata": _Ours(place="wikidata", path="the account's property and value, such as P6552=MFA_China"),
}

HANDLES = {name: ours.handle for name, ours in _OURS.items() if ours.handle}
"""Our sources that find an account by its handle, and how that is written."""

BY_RECIPE = _OURS.keys() - HANDLES.keys()
"""Our sources whose accounts need a recipe."""

PATHS = {name: ours.path for name, ours in _OURS.items() if ours.path}
"""Those of them whose recipe needs a path, and what it is."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A source with the name that feeds.yaml has for it."""

    name: str
    source: FigureSource


def names() -> tuple[str, ...]:
    """The sources that there are: ours in the order of their table, then those of other packages by name."""
    return (*_OURS, *sorted(_theirs().keys() - _OURS.keys()))


def offered(name: str) -> Offered | Failed:
    """A source by its name; Failed where its package is not installed, or cannot be loaded."""
    if ours := _OURS.get(name):
        return Offered(name, ours.entry(name).load())
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
    return Offered(name, found)


def _theirs() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}
