"""Records: what the program remembers of a brief, beside the page that readers get."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from digest.model.brief import Made, State
from digest.model.news import Facet
from digest.model.wordings import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a line and the ids of the entries it rests on; `by` is the model that worded it, if one did."""

    text: str
    entries: tuple[str, ...]
    by: str = ""


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


class AmendmentKind(StrEnum):
    """What an editor did to a line that readers may have seen."""

    ADDED = "added"
    CORRECTED = "corrected"
    MERGED = "merged"
    SPLIT = "split"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One change of a line: when, by whom and why; of a correction what the line said before and says since."""

    line: str
    change: AmendmentKind
    at: datetime
    by: str = ""
    why: str = ""
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A note of an editor that readers see under a line."""

    line: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """A line that is now another one."""

    line: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is left of a withdrawn line: its id and, so that none of it is told again, its entries, without a word.

    `links` are hashes of the entries' addresses, `decisions` of the editors' title and teaser where they told it.
    """

    line: str
    entries: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A line that a person and new evidence both changed; `hand` is the hash of the person's words, which stand."""

    line: str
    hand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Words as readers get them since `updated`, when a hand had changed them after publication.

    `id` is that of a line, or empty for the brief as a whole; `hash` identifies the words.
    """

    id: str
    hash: str
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The memory of one brief. `body` is the page as generated, the base for merging what people change.

    `method` names the version of the method (weights, tables, encoder) that composed it; `whole` is true once it was
    composed from its full window, `counts` says how many entries, outlets and stories the window held. `edits` and
    `policy` are hashes of the decisions that it was composed with, `applied` names those it followed one by one.
    `shown` has what hands changed after publication, `wordings` what a model was asked for and said. `released_by`
    names the editor who published it; it is empty where the calendar did.
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
    policy: str = ""
    applied: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    notes: tuple[Remark, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    withdrawn: tuple[Tombstone, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    shown: tuple[Shown, ...] = ()
    wordings: tuple[Wording, ...] = ()
    released_by: str = ""
