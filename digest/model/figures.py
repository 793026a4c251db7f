"""Figures about accounts and platforms, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Literal, TypeVar

Method = Literal["api", "page", "feed", "article", "manual", "wikidata"]
"""How a figure came to us."""

EventKind = Literal["announced", "opened", "verified", "renamed", "silent", "suspended", "closed"]
"""What can happen to an account."""


class Precision(StrEnum):
    """How exactly a figure is known."""

    EXACT = "exact"
    ROUNDED = "rounded"
    LOWER_BOUND = "lower-bound"
    UPPER_BOUND = "upper-bound"
    APPROXIMATE = "approximate"
    ESTIMATED = "estimated"
    DERIVED = "derived"
    HYPOTHETICAL = "hypothetical"
    UNDISCLOSED = "undisclosed"

    @property
    def is_supposed(self) -> bool:
        """Whether the number was worked out or imagined, so that it proves nothing and ranks nobody."""
        return self in {Precision.DERIVED, Precision.HYPOTHETICAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date known to the day, the month or the year; `first` is its first day."""

    first: date
    precision: Literal["day", "month", "year"] = "day"

    def __str__(self) -> str:
        return self.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read `2016`, `2016-12` or `2016-12-01`; ValueError for anything else."""
        precision: Literal["day", "month", "year"]
        match text.count("-"):
            case 0:
                precision, full = "year", f"{text}-01-01"
            case 1:
                precision, full = "month", f"{text}-01"
            case _:
                precision, full = "day", text
        return cls(first=date.fromisoformat(full), precision=precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number as it was read: what its words and digits say it lies between, both ends inclusive.

    An end that they leave open is None. `value` is the number named, None where none is ("several million", "nearly").
    """

    printed: str
    precision: Precision
    value: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A text that is no number to count with, or that can be read in several ways: `why`, in a few words."""

    printed: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One metric of one subject at one moment: a value, or bounds, or the statement that there is none.

    `subject` is an account id, or `platform:ID`, `population:ID`, `page:ID`. `printed` is the numeral as its source
    prints it. `low` and `high` are inclusive; either may be None. `recorded` is the day it came to us. `formerly` is
    the account's id as it was written down, where the account has another one now.
    """

    subject: str
    metric: str
    observed: Moment
    precision: Precision
    value: int | None = None
    low: int | None = None
    high: int | None = None
    printed: str = ""
    recorded: date | None = None
    said_by: str = ""
    method: Method = "manual"
    source: str = ""
    supersedes: str = ""
    formerly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEvent:
    """Something that happened to an account, with its source; `formerly` as of an observation."""

    account: str
    kind: EventKind
    on: Moment
    source: str = ""
    note: str = ""
    formerly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The moment at which an account posted something, as its feed says; what it posted is not kept."""

    account: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What someone says about figures or their bearers, in our own words: quoted with who says so, never proven.

    `subject` and `other` (empty where there is none) are what an observation is about: an account's id,
    `platform:ID`, `population:ID`, `page:ID`.
    """

    subject: str
    on: Moment
    says: str
    said_by: str
    source: str
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A sentence of ours about figures that is true of all numbers inside their intervals, and the figures' ids."""

    sentence: str
    rests_on: tuple[str, ...]


Fact = TypeVar("Fact", Observation, AccountEvent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Generic[Fact]):
    """A figure or an event that an entry (its id) seems to tell, and why; nothing counts until an editor accepts it."""

    fact: Fact
    entry: str
    reasons: tuple[str, ...]
