"""Long lists cut into pages that do not grow: the newest at the list's own address, then one for each year or month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, TypeVar

from digest.language import Language

PAGE = 100
"""So many are shown at the list's own address; where there are more, every year has a page of its own."""

YEAR = 300
"""A year with more than this has a page for each of its months instead."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter(Generic[T]):
    """What a page of a list holds: the newest (no `year`), a year, or one of its months."""

    rows: Sequence[T]
    year: int = 0
    month: int = 0

    def label(self, language: Language) -> str:
        """The year or the month in words; nothing for the newest."""
        if self.month:
            return language.month(date(self.year, self.month, 1))
        return str(self.year) if self.year else ""


def chapters(rows: Sequence[T], day_of: Callable[[T], date]) -> tuple[Chapter[T], ...]:
    """The pages of a list that is in the order of its days, newest first: the newest, then years and months."""
    newest: Chapter[T] = Chapter(rows=rows[:PAGE])
    if len(rows) <= PAGE:
        return (newest,)
    found = [newest]
    for year, some in groupby(rows, lambda row: day_of(row).year):
        whole = list(some)
        if len(whole) <= YEAR:
            found.append(Chapter(rows=whole, year=year))
            continue
        for month, part in groupby(whole, lambda row: day_of(row).month):
            found.append(Chapter(rows=list(part), year=year, month=month))
    return tuple(found)
