"""How often an account posts, from the entries that its own feed has shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

from digest.model import Cadence

ENOUGH = 14
"""So many posts must be seen before "working days only" is said."""

WEEKEND = frozenset({5, 6})


def cadence(
    published: Iterable[datetime],
    *,
    zone: ZoneInfo,
    weekend: Collection[int] = WEEKEND,
) -> Cadence | None:
    """The rhythm of posts by the moments at which they were published; None for fewer than two.

    Days are those of the account's own `zone`, with the `weekend` (Monday is 0) of its country.
    """
    moments = sorted(moment.astimezone(zone) for moment in published)
    if len(moments) < 2:
        return None
    intervals = [(later - earlier, earlier) for earlier, later in pairwise(moments)]
    silence, since = max(intervals, key=lambda pair: (pair[0], -pair[1].timestamp()))
    days = [moment.date() for moment in moments]
    resting = any(day.weekday() in weekend for day in days)
    return Cadence(
        posts=len(moments),
        first=days[0],
        last=days[-1],
        median=timedelta(seconds=median(interval.total_seconds() for interval, _ in intervals)),
        silence=silence,
        silent_since=since.date(),
        working_days_only=len(moments) >= ENOUGH and not resting,
        weekdays=dict(sorted(Counter(day.weekday() for day in days).items())),
    )
