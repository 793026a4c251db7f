"""What moved: changes between comparable figures, the movers of a week or a month, and round numbers passed."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from digest import figures
from digest.model import Change, Milestone, Observation

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
_FOLLOWERS = "followers"
_ROUND = tuple(step * 10**power for power in range(3, 12) for step in (1, 2, 5))


def series(observations: Iterable[Observation]) -> dict[str, tuple[Observation, ...]]:
    """The comparable figures of each account's followers, one a day, oldest first.

    Comparable are figures known to the day, that came to us in one way: an article's number may be
    older than the article, so that it is never set against an interface's. Of the ways the one with most days counts
    (ties: by name). Of several figures of one day the narrowest counts.
    """
    by_way: dict[tuple[str, str], dict[date, Observation]] = defaultdict(dict)
    for row in sorted(figures.current(observations), key=figures.id_of):
        known = figures.span(row)
        if row.metric != _FOLLOWERS or row.observed.precision != "day" or not known or not figures.is_evidence(row):
            continue
        days = by_way[row.subject, row.method]
        other = figures.span(days[row.observed.first]) if row.observed.first in days else None
        if other is None or known.high - known.low < other.high - other.low:
            days[row.observed.first] = row
    best: dict[str, tuple[Observation, ...]] = {}
    for (subject, _), days in sorted(by_way.items(), key=lambda way: (-len(way[1]), way[0])):
        best.setdefault(subject, tuple(days[day] for day in sorted(days)))
    return dict(sorted(best.items()))


def movers(observations: Iterable[Observation], on: date, *, window: timedelta = WEEK) -> tuple[Change, ...]:
    """The accounts that certainly rose or fell within a window up to a day, the greatest certain change first.

    The newest figure of the window is set against the newest one that is as old as the window, and not twice as old.
    A change is told only where the two intervals do not meet, so one step of rounding moves nobody.
    """
    found = []
    for rows in series(observations).values():
        after = _at(rows, on)
        before = _at(rows, on - window)
        if after is None or before is None or after.observed.first <= on - window:
            continue
        if before.observed.first > on - 2 * window and (change := figures.change(before, after)).proven:
            found.append(change)
    return tuple(sorted(found, key=lambda change: (-abs(change.least), change.after.subject)))


def milestones(observations: Iterable[Observation], since: date, until: date) -> tuple[Milestone, ...]:
    """The round numbers (1, 2 or 5 and zeros, from 1,000) that accounts certainly passed after `since`, to `until`.

    An account has passed one when its figure before certainly lies below and its figure after certainly at or above
    it; of several passed at once the greatest counts. An account may fall below and pass again: only the first time
    is told.
    """
    found = []
    for rows in series(observations).values():
        found += [one for one in _passed(rows) if since < one.after.observed.first <= until]
    return tuple(sorted(found, key=lambda one: (one.after.observed.first, -one.number, one.after.subject)))


def falls(observations: Iterable[Observation]) -> tuple[Change, ...]:
    """The figures that certainly are half of the one before them or less, by subject and day.

    Compared are figures of one metric that came in one way, each with the last one of an earlier day. They stay
    figures, for platforms do purge accounts; but somebody should look.
    """
    last: dict[tuple[str, str, str], Observation] = {}
    found = []
    for row in sorted(figures.current(observations), key=lambda row: (row.observed.first, figures.id_of(row))):
        way = row.subject, row.metric, row.method
        before = last.get(way)
        if row.observed.precision != "day" or not figures.is_evidence(row):
            continue
        if before and before.observed.first < row.observed.first and figures.halved(before, row):
            found.append(figures.change(before, row))
        last[way] = row
    return tuple(sorted(found, key=lambda one: (one.after.subject, one.after.observed.first)))


def _at(rows: Sequence[Observation], on: date) -> Observation | None:
    place = bisect_right(rows, on, key=lambda row: row.observed.first)
    return rows[place - 1] if place else None


def _passed(rows: Sequence[Observation]) -> Iterator[Milestone]:
    reached = 0
    for place, row in enumerate(rows):
        known = figures.span(row)
        number = max((one for one in _ROUND if known and one <= known.low), default=0)
        if number > reached:
            below = next((one for one in reversed(rows[:place]) if _below(one, number)), None)
            if below is not None:
                yield Milestone(number=number, before=below, after=row)
            reached = number


def _below(row: Observation, number: int) -> bool:
    known = figures.span(row)
    return known is not None and known.high < number
