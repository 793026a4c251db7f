"""Round-ups of weeks and months: what their briefs told most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A line of a round-up: where it stands last, and on which days its story was told, oldest first."""

    day: date
    line: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roundup:
    """The weightiest stories of a week or a month, best first, each as a brief tells it last.

    `first` and `last` are days of the period, `briefs` the days that had one, oldest first; `stories` counts all that
    they told.
    """

    kind: Literal["week", "month"]
    first: date
    last: date
    briefs: tuple[date, ...]
    stories: int
    lines: tuple[Telling, ...]

    @property
    def name(self) -> str:
        """`2015-W16`, or `2015-04`."""
        return f"{self.first:%G-W%V}" if self.kind == "week" else f"{self.first:%Y-%m}"
