"""Briefs: what one edition says, in the words readers get."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """Where a brief is: its window still runs, its window has closed, or it is frozen."""

    OPEN = "open"
    REVIEW = "review"
    PUBLISHED = "published"


class Made(StrEnum):
    """How a brief came to be."""

    DAILY = "daily"
    CATCH_UP = "catch-up"
    BACKFILL = "backfill"
    RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A label in plain text and the address it leads to."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One bullet: one to three sentences as inline Markdown, then the other outlets in a quiet row.

    `id` is the line's anchor on its page and comes from its story. `more` holds the outlets that tell the same
    story, each with its entry's link.
    """

    id: str
    text: str
    more: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block of Markdown that is not a line: what a person wrote between the lines."""

    text: str


Block = Line | Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What one edition says. `word` is the title without the series name ("Edges").

    `extra` keeps front matter that a person added, as (key, YAML value) pairs in their order. `month` tells that the
    brief is dated to a month only (`day` is then its first day).
    """

    day: date
    word: str
    teaser: str
    state: State
    since: datetime
    until: datetime
    blocks: tuple[Block, ...]
    series: str = "First POST"
    made: Made = Made.DAILY
    month: bool = False
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """The title in full: "First POST: Edges"."""
        return f"{self.series}: {self.word}" if self.series else self.word

    @property
    def lines(self) -> tuple[Line, ...]:
        """The bullets, in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One text file: a path relative to its tree, with forward slashes, and its text."""

    path: str
    text: str
