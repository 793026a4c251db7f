"""Long lists cut into pages that do not grow: the newest at the list's own address, then one for each year or month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from digest.language import Language
from digest.model import Issue

PAGE = 100
"""So many are shown at the list's own address; where there are more, every year has a page of its own."""

YEAR = 300
"""A year with more than this has a page for each of its months instead."""


class OfBrief(Protocol):
    """What follows from a brief: a line of it on a topic, an entry behind it."""

    @property
    def issue(self) -> Issue:
        """The brief."""


T = TypeVar("T", bound=OfBrief)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter(Generic[T]):
    """What a page of a list holds: the newest (no `year`), a year, or one of its months."""

    rows: Sequence[T]
    year: int = 0
    month: int = 0

    @property
    def leaf_name(self) -> str:
        """What identifies the rows: how many there are, and the briefs that they all follow from; nothing where one of
        these was not read."""
        names = dict.fromkeys([row.issue.leaf_name for row in self.rows])
        return "" if "" in names else f"{len(self.rows)} of {' '.join(names)}"

    def label(self, language: Language) -> str:
        """The year or the month in words; nothing for the newest."""
        if self.month:
            return language.month(date(self.year, self.month, 1))
        return str(self.year) if self.year else ""


def chapters(rows: Sequence[T]) -> tuple[Chapter[T], ...]:
    """The pages of a list that is in the order of its days, newest first: the newest, then years and months."""
    newest: Chapter[T] = Chapter(rows=rows[:PAGE])
    if len(rows) <= PAGE:
        return (newest,)
    found = [newest]
    for year, some in groupby(rows, lambda row: row.issue.day.year):
        whole = list(some)
        if len(whole) <= YEAR:
            found.append(Chapter(rows=whole, year=year))
            continue
        for month, part in groupby(whole, lambda row: row.issue.day.month):
            found.append(Chapter(rows=list(part), year=year, month=month))
    return tuple(found)
