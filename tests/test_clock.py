"""The calendar of editions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import clock
from digest.errors import UsageError
from digest.model import Calendar

ZONES = ["UTC", "Europe/Brussels", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe"]
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    cut_off=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    holidays=st.frozensets(st.dates(date(2025, 1, 1), date(2026, 12, 31)), max_size=9),
)
MOMENTS = st.datetimes(datetime(2025, 1, 5), datetime(2026, 12, 28), timezones=st.just(UTC))


@given(CALENDARS, MOMENTS)
def test_every_moment_is_in_one_edition(calendar: Calendar, moment: datetime) -> None:
    """The edition at a moment holds it, and neither neighbour does."""
    edition = clock.edition_at(moment, calendar)
    assert moment in edition
    before = next(clock.editions_before(edition, calendar))
    after = clock.edition_at(edition.until, calendar)
    assert moment not in before
    assert moment not in after
    assert before.until == edition.since
    assert after.since == edition.until


@given(CALENDARS, MOMENTS)
def test_editions_are_told_apart_by_their_day(calendar: Calendar, moment: datetime) -> None:
    """Going back in time gives ever earlier days, each one the calendar's own."""
    edition = clock.edition_at(moment, calendar)
    days = [edition.day, *(earlier.day for earlier in islice(clock.editions_before(edition, calendar), 5))]
    assert days == sorted(set(days), reverse=True)
    assert all(clock.is_edition(day, calendar) for day in days)
    assert clock.edition_on(edition.day, calendar) == edition


def test_a_weekend_makes_a_long_edition() -> None:
    """Monday's edition of a weekday newsroom opens at Friday's close, and a holiday makes it longer still."""
    calendar = Calendar(zone=ZoneInfo("UTC"), cut_off=time(6), days=frozenset(range(5)))
    monday = clock.edition_on(date(2026, 11, 23), calendar)
    assert monday.until - monday.since == timedelta(days=3)
    rested = Calendar(
        zone=ZoneInfo("UTC"), cut_off=time(6), days=frozenset(range(5)), holidays=frozenset({date(2026, 11, 20)})
    )
    assert clock.edition_on(date(2026, 11, 23), rested).since == clock.close_of(date(2026, 11, 19), rested)
    with pytest.raises(UsageError, match="day off"):
        clock.edition_on(date(2026, 11, 20), rested)


def test_clock_changes_make_days_of_23_and_25_hours() -> None:
    """The cut-off stays at its local hour when the zone's clocks change."""
    calendar = Calendar(zone=ZoneInfo("Europe/Brussels"), cut_off=time(6))
    spring = clock.edition_on(date(2026, 3, 29), calendar)
    autumn = clock.edition_on(date(2026, 10, 25), calendar)
    assert spring.until - spring.since == timedelta(hours=23)
    assert autumn.until - autumn.since == timedelta(hours=25)


def test_moments_as_people_type_them() -> None:
    """A date alone is its noon in the newsroom's zone; offsets are kept; nonsense is refused with an example."""
    calendar = Calendar(zone=ZoneInfo("Asia/Tokyo"), cut_off=time(6))
    for day in ("2026-11-22", "20261122", "2026-W47-7", "2026W477"):
        assert clock.parse(day, calendar) == datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert clock.parse("2026-11-22T18:00Z") == datetime(2026, 11, 22, 18, tzinfo=UTC)
    with pytest.raises(UsageError, match="2026-11-22T18:00Z"):
        clock.parse("yesterday")


def test_backlog_begins_three_days_before_an_edition_opens() -> None:
    """Items up to 72 hours older than their edition belong to it; older ones do not; undated ones do."""
    edition = clock.edition_on(date(2026, 11, 22), Calendar(zone=ZoneInfo("UTC"), cut_off=time(6)))
    assert not clock.is_backlog(edition.since - timedelta(hours=72), edition)
    assert clock.is_backlog(edition.since - timedelta(hours=72, seconds=1), edition)
    assert not clock.is_backlog(None, edition)
