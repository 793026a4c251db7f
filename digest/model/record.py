"""Records: what the program remembers of a brief, beside the page that readers get."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from digest.model.brief import Brief, Made, State
from digest.model.news import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a line and the ids of the entries it rests on."""

    text: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRecord:
    """A line as composed: its story, its sentences, the hash of its text and the moment that text last changed.

    `why` gives the reasons for its place in plain words, best first.
    """

    id: str
    story: str
    sentences: tuple[Sentence, ...]
    hash: str
    updated: datetime
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An entry that a brief rests on or told, with no more of its text than the brief quotes."""

    id: str
    feed: str
    outlet: str
    title: str
    link: str
    seen: datetime
    published: datetime | None = None
    language: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRecord:
    """A story that the brief tells: its entries by id, its facets, and the thread it goes on with."""

    id: str
    entries: tuple[str, ...]
    facets: tuple[Facet, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The memory of one brief. `body` is the page as generated, the base for merging what people change.

    `method` names the version of the method (weights, tables, encoder) that composed it; `whole` is true once it was
    composed from its full window, `counts` says how many entries, outlets and stories the window held.
    """

    day: date
    state: State
    since: datetime
    until: datetime
    made: Made
    method: str
    body: str
    lines: tuple[LineRecord, ...]
    stories: tuple[StoryRecord, ...]
    evidence: tuple[Evidence, ...]
    counts: tuple[tuple[str, int], ...] = ()
    whole: bool = False
    month: bool = False
    published: datetime | None = None
    edits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One brief as it stands: the page that readers get, and its record."""

    brief: Brief
    record: Record
