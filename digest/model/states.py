"""What is remembered of a feed between pulls: when to ask it again, where, and with which validators."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

SIGHTINGS = 3
"""So often the same permanent redirect must have been met..."""
APART = timedelta(days=1)
"""...and so long must lie between the first time and the last, before it is taken at its word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often a document says that it changes.

    It need not be asked again before `every` is over, and not at all in the hours `hours` (0 to 23) and on the
    weekdays `days` (Monday is 0), both of UTC.
    """

    every: timedelta = timedelta()
    hours: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A permanent redirect (301, 308) as it was met: where it leads, first and last when, and how often."""

    to: str
    since: datetime
    last: datetime
    times: int = 1

    @property
    def proposed(self) -> bool:
        """Whether it held so often and so long that feeds.yaml should follow it."""
        return self.times >= SIGHTINGS and self.last - self.since >= APART


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What the store remembers of a feed between pulls.

    All of it belongs to the address `url` and to what `reading` stands for, a fingerprint of that in the roster which
    decides what is read from a document. Validators are kept as the server wrote them. The feed is asked again from
    `due` on (at once where there is none), never before `wait`, which its server asked for, and not at all once it is
    `gone`. `failures` counts those in a row. `since` is when its entries became such as editors want them: its first
    success, or the last time that they were looked at; `changed` says why new ones are kept aside until then.
    """

    feed: str
    url: str = ""
    reading: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    due: datetime | None = None
    wait: datetime | None = None
    failures: int = 0
    rhythm: Rhythm = field(default_factory=Rhythm)
    move: Move | None = None
    gone: datetime | None = None
    since: datetime | None = None
    changed: str = ""

    @property
    def moved(self) -> str:
        """Where the feed lies for good now, if that is certain enough to ask there and to propose it to editors."""
        return self.move.to if self.move and self.move.proposed else ""
