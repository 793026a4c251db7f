"""What an edition tells beneath its stories, from the figures and events that were known when it closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from digest import page, standings
from digest.compose.bulletin import Moves, bulletin
from digest.model import AccountEvent, Edition, Edits, Issue, Line, LineRecord, Observation, Policy, Sentence
from digest.pipeline.accounting import counted, happened
from digest.pipeline.desk import Desk

FRESH = timedelta(days=14)
"""An account event is news for so long."""

_REMEMBERED = 60
"""In so many earlier briefs it is looked up whether an event was told."""


class Bulletins:
    """What the editions of one run tell beneath their stories; figures and events are read once, when first needed."""

    def __init__(self, desk: Desk, policy: Policy) -> None:
        self._desk, self._roster, self._policy = desk, desk.roster, policy

    @cached_property
    def _figures(self) -> tuple[Observation, ...]:
        return counted(self._desk, self._policy)

    @cached_property
    def _events(self) -> tuple[AccountEvent, ...]:
        return happened(self._desk, self._policy)

    def of(
        self, edition: Edition, earlier: Iterable[Issue], edits: Edits, updated: datetime
    ) -> tuple[tuple[Line, LineRecord], ...]:
        """The lines beneath the stories of an edition, without those that its editors mute or withdraw, in their words
        where they have some.

        Days count as whole: an edition tells of the figures and events from the day on which the one before it closed
        to the day before its own close.
        """
        zone = self._roster.calendar.zone
        first, until = (moment.astimezone(zone).date() for moment in (edition.since, edition.until))
        before, on = first - timedelta(days=1), until - timedelta(days=1)
        if on < first:
            return ()
        told = frozenset(line.id for issue in tuple(earlier)[:_REMEMBERED] for line in issue.record.lines)
        lines = bulletin(
            edition.day,
            self._moves(before, on, told),
            self._roster,
            opens_week=first.isocalendar()[:2] != until.isocalendar()[:2],
            updated=updated,
        )
        gone = {*edits.mute, *(one.line for one in edits.withdraw)}
        words = {one.line: one.text for one in edits.retitle}
        return tuple(_worded(line, record, words) for line, record in lines if line.id not in gone)

    def _moves(self, before: date, on: date, told: frozenset[str]) -> Moves:
        """What moved after one day until another, as far as it was known then."""
        rows = tuple(row for row in self._figures if row.observed.first <= on)
        return Moves(
            risen=standings.risen(rows, self._roster.accounts, before, on),
            milestones=standings.milestones(rows, before, on),
            week=standings.movers(rows, on),
            events=tuple(one for one in self._events if on - FRESH < one.on.first <= on),
            told=told,
        )


def _worded(line: Line, record: LineRecord, words: Mapping[str, str]) -> tuple[Line, LineRecord]:
    """A line as it was composed, or in its editors' words."""
    if line.id not in words:
        return line, record
    line = replace(line, text=words[line.id])
    return line, replace(record, sentences=(Sentence(text=line.text, entries=()),), hash=page.line_hash(line))
