"""The shelf: the briefs of one section of the site, by year and month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Self

from digest.model import Brief, Issue


@dataclass(frozen=True)
class Shelf:
    """The issues of one section, newest first."""

    issues: tuple[Issue, ...]

    @classmethod
    def of(cls, issues: Iterable[Issue]) -> Self:
        """The shelf of some issues, whatever their order; a day before its month."""
        return cls(tuple(sorted(issues, key=lambda issue: (issue.day, not issue.head.month), reverse=True)))

    @cached_property
    def heads(self) -> tuple[Brief, ...]:
        """The briefs without their lines: what other pages say of them."""
        return tuple(issue.head for issue in self.issues)

    @cached_property
    def _by_year(self) -> Mapping[int, tuple[Brief, ...]]:
        return {year: tuple(some) for year, some in groupby(self.heads, key=lambda brief: brief.day.year)}

    def __bool__(self) -> bool:
        return bool(self.issues)

    @property
    def newest(self) -> Brief:
        return self.issues[0].head

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have briefs, newest first."""
        return tuple(dict.fromkeys(issue.day.year for issue in self.issues))

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of the months that have briefs, newest first."""
        return tuple(dict.fromkeys(issue.day.replace(day=1) for issue in self.issues))

    @property
    def span(self) -> str:
        """The years from first to last: `2011-2019`."""
        first, last = (self.years[-1], self.years[0]) if self else ("", "")
        return f"{first}-{last}" if first != last else str(first)

    def briefs(self, year: int, month: int = 0) -> tuple[Brief, ...]:
        """The briefs of a year or of one of its months without their lines, newest first."""
        return tuple(brief for brief in self._by_year.get(year, ()) if month in {0, brief.day.month})
