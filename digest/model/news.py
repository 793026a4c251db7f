"""News: entries, the editions they fall in, and the stories they tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of one feed, as its publisher wrote it, in plain text.

    `id` is made from the feed's id and the publisher's guid. `seen` is the moment of first sight (UTC); `published`
    is None where the feed gives no usable date. `outlet` is the outlet's id in the roster.
    """

    id: str
    feed: str
    outlet: str
    title: str
    link: str
    seen: datetime
    published: datetime | None = None
    summary: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[datetime, str]:
        """Total order of entries: by publication (first sight where there is none), then id."""
        return (self.published or self.seen, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The half-open window [since, until), both UTC, whose entries make the brief of `day`."""

    day: date
    since: datetime
    until: datetime

    def __contains__(self, moment: object) -> bool:
        return isinstance(moment, datetime) and self.since <= moment < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What a story touches (a topic or a country of the roster's world), and the words that say so."""

    kind: Literal["topic", "country"]
    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The entries about one event, in their total order.

    `id` comes from the earliest entry, or is inherited from the thread that the story goes on with; `since` is the day
    of the first edition from which the thread was told without a long rest, None for a new story. `voices` are the ids
    of entries that carry one text, an agency's for instance, by text; none where nobody looked.
    """

    id: str
    entries: tuple[Entry, ...]
    facets: tuple[Facet, ...] = ()
    since: date | None = None
    voices: tuple[tuple[str, ...], ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """Ids of the outlets that tell the story, each once, in the order of their first entries."""
        return tuple(dict.fromkeys(entry.outlet for entry in self.entries))

    @property
    def own_words(self) -> tuple[str, ...]:
        """Ids of the outlets that tell it in words of their own, each once: of each text, the one that had it first."""
        here = {entry.id for entry in self.entries}  # a text may have been told before by the one that had it first
        carried = {entry for voice in self.voices for entry in [one for one in voice if one in here][1:]}
        return tuple(dict.fromkeys(entry.outlet for entry in self.entries if entry.id not in carried))
