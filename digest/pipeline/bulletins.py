"""What an edition tells beneath its stories, from the figures and events that were known when it closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from digest import standings
from digest.compose.bulletin import Moves, bulletin
from digest.model import Edition, Edits, Issue, Line, LineRecord
from digest.pipeline.accounting import counted, happened, policy_of
from digest.pipeline.desk import Desk

FRESH = timedelta(days=14)
"""An account event is news for so long."""

_REMEMBERED = 60
"""In so many earlier briefs it is looked up whether an event was told."""


def bulletin_of(
    desk: Desk, edition: Edition, earlier: Iterable[Issue], edits: Edits, updated: datetime
) -> tuple[tuple[Line, LineRecord], ...]:
    """The lines beneath the stories of an edition, without those that its editors mute or withdraw.

    Days count as whole: an edition tells of the figures and events from the day on which the one before it closed to
    the day before its own close.
    """
    zone = desk.roster.calendar.zone
    first, until = (moment.astimezone(zone).date() for moment in (edition.since, edition.until))
    before, on = first - timedelta(days=1), until - timedelta(days=1)
    if on < first:
        return ()
    policy = policy_of(desk)
    rows = tuple(row for row in counted(desk, policy) if row.observed.first <= on)
    moves = Moves(
        risen=standings.risen(rows, desk.roster.accounts, before, on),
        milestones=standings.milestones(rows, before, on),
        week=standings.movers(rows, on),
        events=tuple(one for one in happened(desk, policy) if on - FRESH < one.on.first <= on),
        told=frozenset(line.id for issue in tuple(earlier)[:_REMEMBERED] for line in issue.record.lines),
    )
    lines = bulletin(
        edition.day,
        moves,
        desk.roster,
        opens_week=first.isocalendar()[:2] != until.isocalendar()[:2],
        updated=updated,
    )
    gone = {*edits.mute, *(one.line for one in edits.withdraw)}
    return tuple((line, record) for line, record in lines if line.id not in gone)
