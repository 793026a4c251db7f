"""Problems: what is wrong, where, and what to do about it, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that a person can go to: a file with a line and column (both from 1), or a feed's id."""

    name: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.name}:{self.line}:{self.column}" if self.line else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault: `place what (todo)` on one line."""

    place: Place
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.place} {self.what} ({self.todo})"
