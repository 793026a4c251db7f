"""What accounts gained during a visit, a summit or a crisis, beside the same number of days before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from digest import figures
from digest.model import Change, Event, Growth, NoGrowth, Observation
from digest.standings.movement import series


def growth(observations: Iterable[Observation], event: Event) -> tuple[Growth | NoGrowth, ...]:
    """What each account that has a figure from the event's days gained in them, in the order of their ids.

    Its gain is told from the last figure of the day before the event (else the first one during it) to the last one
    during it, so that at least two days are needed: one point is a number, no growth.
    """
    return tuple(
        _growth(rows, event)
        for rows in series(observations).values()
        if any(event.start <= row.observed.first <= event.end for row in rows)
    )


def _growth(rows: Sequence[Observation], event: Event) -> Growth | NoGrowth:
    length = event.end - event.start + timedelta(days=1)
    inside = _within(rows, event.start - timedelta(days=1), event.end)
    during = _across(inside)
    if during is None:
        only = next(row for row in rows if event.start <= row.observed.first <= event.end)
        return NoGrowth(event=event, only=only)
    earlier = _within(rows, event.start - length - timedelta(days=1), event.start - timedelta(days=1))
    return Growth(event=event, during=during, before=_across(earlier), points=len(inside))


def _within(rows: Sequence[Observation], first: date, last: date) -> tuple[Observation, ...]:
    return tuple(row for row in rows if first <= row.observed.first <= last)


def _across(rows: Sequence[Observation]) -> Change | None:
    return figures.change(rows[0], rows[-1]) if len(rows) > 1 else None
