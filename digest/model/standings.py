"""What follows from figures: places, changes, milestones, growth during events, and how often an account posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from digest.model.figures import Moment, Observation
from digest.model.roster import AccountKind, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An account's place among its peers.

    `rank` is one more than the number of peers that are certainly ahead; None for an account that is listed without
    a place (undisclosed, or only a floor is known). `low`..`high` is what is known of the figure. `shared` tells that
    its interval overlaps a peer's, so that the place may be shared. `moved` is how many peers it has certainly passed
    (positive) or been passed by since the last comparable table; None when it was not in it.
    """

    account: str
    rank: int | None
    low: int | None
    high: int | None
    observation: Observation
    shared: bool = False
    moved: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A league table, most followed first, accounts without a rank last.

    Its peers are those of one `platform` (empty: of all of them, side by side and never summed), and where they are
    given of one `kind`, `host` country or `office`. A living table (`observed` is None) holds each account's newest
    figure as of `on`; a historic one holds what was observed in one month, and `on` is its first day.
    """

    platform: str
    metric: str
    on: date
    standings: tuple[Standing, ...]
    observed: Moment | None = None
    kind: AccountKind | Literal[""] = ""
    host: str = ""
    office: str = ""

    @property
    def living(self) -> bool:
        """Whether the table is kept up to date."""
        return self.observed is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What two comparable figures of one subject prove of the difference: from `low` to `high`, None for no bound."""

    before: Observation
    after: Observation
    low: int | None
    high: int | None

    @property
    def proven(self) -> bool:
        """Whether it certainly rose or certainly fell."""
        return (self.low is not None and self.low > 0) or (self.high is not None and self.high < 0)

    @property
    def least(self) -> int:
        """How much it certainly rose (positive) or fell (negative); 0 where neither is proven."""
        if self.low is not None and self.low > 0:
            return self.low
        return self.high if self.high is not None and self.high < 0 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A round number that an account certainly had not reached at `before`, and certainly has at `after`."""

    number: int
    before: Observation
    after: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What an account gained during an event, beside the window of the same length before it, with so many points.

    `before` is None where the earlier window has fewer than two points.
    """

    event: Event
    during: Change
    before: Change | None
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoGrowth:
    """Nothing can be said of an account's growth during an event: `only` is the one figure there is of its days."""

    event: Event
    only: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often an account posts, from the posts that its feed has shown.

    `median` is the middle of the intervals between posts, `silence` the longest of them, begun on `silent_since`.
    `weekdays` counts the posts by weekday (Monday is 0). `working_days_only` is said from 14 posts on, none of them
    on another day: of posts spread over all days, (5/7)**14, 0.9 %, would look so by chance.
    """

    posts: int
    first: date
    last: date
    median: timedelta
    silence: timedelta
    silent_since: date
    working_days_only: bool
    weekdays: Mapping[int, int] = field(default_factory=dict)
