"""Windows: which editions are due and where each brief stands, as the calendar and the briefs themselves say.

The calendar makes windows; a brief keeps the one it was made with. So a calendar that changes neither makes a moment
fall into two editions nor lets one fall out of all: what is new begins where the briefs that exist end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from digest import clock
from digest.model import Edition, Issue, State
from digest.pipeline.decisions import Decisions
from digest.pipeline.desk import Desk

_ORDER = list(State)


def due(desk: Desk, oldest: datetime | None, told: Mapping[date, Issue], decisions: Decisions) -> tuple[Edition, ...]:
    """The editions to compose or to release, oldest first. `oldest` is the first sight of the oldest entry.

    An edition is due while its window runs and until it was composed whole; then only when its editors decided
    something new, or when its time to be published has come. A published one never is.
    """
    return tuple(
        edition
        for edition in _windows(desk, oldest, told)
        if edition.day not in told or not _settled(desk, told[edition.day], decisions)
    )


def window_of(desk: Desk, day: date, told: Mapping[date, Issue]) -> Edition:
    """The window of a day: its brief's where there is one, else the calendar's. UsageError for a day off."""
    return _fixed(told[day]) if day in told else clock.edition_on(day, desk.roster.calendar)


def state_of(desk: Desk, until: datetime, kept: Issue | None) -> State:
    """Where a brief is whose window ends at `until`; never further back than it was."""
    state = _by_calendar(desk, until)
    return max(state, kept.record.state, key=_ORDER.index) if kept else state


def _windows(desk: Desk, oldest: datetime | None, told: Mapping[date, Issue]) -> Iterator[Edition]:
    first = min([*([oldest] if oldest else []), *(issue.record.since for issue in told.values())], default=None)
    if first is None:
        return
    fixed = [_fixed(issue) for issue in told.values()]
    planned = [edition for edition in _planned(desk, first) if edition.day not in told]
    end = None
    for edition in sorted([*fixed, *planned], key=lambda edition: (edition.until, edition.day)):
        if edition.day in told:
            yield edition
        elif end is None or edition.until > end:
            yield replace(edition, since=end or edition.since)
        end = max(end, edition.until) if end else edition.until


def _planned(desk: Desk, first: datetime) -> Iterator[Edition]:
    yield desk.edition
    for edition in clock.editions_before(desk.edition, desk.roster.calendar):
        if edition.until <= first:
            return
        yield edition


def _fixed(issue: Issue) -> Edition:
    return Edition(day=issue.record.day, since=issue.record.since, until=issue.record.until)


def _settled(desk: Desk, kept: Issue, decisions: Decisions) -> bool:
    """Whether nothing can change a brief any more but a decision that is not there."""
    if kept.record.state is State.PUBLISHED:
        return True
    released = state_of(desk, kept.record.until, kept) is not kept.record.state
    return kept.record.whole and not released and decisions.followed(kept.record)


def _by_calendar(desk: Desk, until: datetime) -> State:
    if desk.now < until:
        return State.OPEN
    calendar = desk.roster.calendar
    if calendar.unattended == "publish":
        return State.PUBLISHED
    if calendar.hold_until is None:
        return State.REVIEW
    local = until.astimezone(calendar.zone)
    release = datetime.combine(local.date(), calendar.hold_until, tzinfo=calendar.zone)
    release += timedelta(days=1) if release < local else timedelta()
    return State.PUBLISHED if desk.now >= release else State.REVIEW
