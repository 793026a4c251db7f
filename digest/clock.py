"""Time: the one place that asks what time it is, and the calendar of editions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from digest.errors import UsageError
from digest.model import Calendar, Edition

_NOON = time(12)

BACKLOG = timedelta(hours=72)
"""An entry published longer than this before its edition opened is backlog and goes into no brief."""

_YEARS = range(1990, 2200)

_DURATION = re.compile("([0-9]{1,6}) ?([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def now() -> datetime:
    """The present moment, UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def parse(text: str, calendar: Calendar | None = None) -> datetime:
    """Read a moment as people type it: ISO 8601; a date alone means its noon, no offset means the newsroom's zone.

    Raises UsageError for anything else, and for a moment that is further away than any newsroom's.
    """
    try:
        moment = _noon_of(text) or datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a moment (write 2026-11-22 or 2026-11-22T18:00Z)") from None
    check_year(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=calendar.zone if calendar else UTC)
    return moment.astimezone(UTC).replace(microsecond=0)


def check_year(day: date) -> None:
    """UsageError for a day of a year in which no newsroom works, before a calendar ends in its search for editions."""
    if day.year not in _YEARS:
        raise UsageError(f"{str(day)[:10]} is out of reach (give a day from {_YEARS[0]} to {_YEARS[-1]})")


def duration(text: str) -> timedelta | None:
    """A time with its unit as people write it, such as `30s`, `50m`, `26h` or `400d`; None for what is none."""
    match = _DURATION.fullmatch(text.strip())
    return timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None


def close_of(day: date, calendar: Calendar) -> datetime:
    """When the edition dated `day` closes (UTC); a local time that a clock change skips counts as if it were there."""
    return datetime.combine(day, calendar.cut_off, tzinfo=calendar.zone).astimezone(UTC)


def is_edition(day: date, calendar: Calendar) -> bool:
    """Whether an edition is dated `day`."""
    return day.weekday() in calendar.days and day not in calendar.holidays


def edition_on(day: date, calendar: Calendar) -> Edition:
    """The edition dated `day`; UsageError if the calendar has none that day."""
    if not is_edition(day, calendar):
        raise UsageError(f"{day} has no edition: it is a day off in feeds.yaml (editions.days, editions.holidays)")
    return Edition(day=day, since=close_of(_step(day, calendar, -1), calendar), until=close_of(day, calendar))


def edition_at(moment: datetime, calendar: Calendar) -> Edition:
    """The one edition whose window holds `moment`."""
    day = moment.astimezone(calendar.zone).date() - timedelta(days=1)
    while not is_edition(day, calendar) or close_of(day, calendar) <= moment:
        day += timedelta(days=1)
    return edition_on(day, calendar)


def editions_before(edition: Edition, calendar: Calendar) -> Iterator[Edition]:
    """The editions before `edition`, newest first, without end."""
    day = edition.day
    while True:
        day = _step(day, calendar, -1)
        yield edition_on(day, calendar)


def is_backlog(published: datetime | None, edition: Edition) -> bool:
    """Whether an item of that date is too old for the edition in which it was first seen."""
    return published is not None and published < edition.since - BACKLOG


def _noon_of(text: str) -> datetime | None:
    """The noon of a date in any form of ISO 8601; None for what is no date alone."""
    try:
        return datetime.combine(date.fromisoformat(text), _NOON)
    except ValueError:
        return None


def _step(day: date, calendar: Calendar, by: int) -> date:
    day += timedelta(days=by)
    while not is_edition(day, calendar):
        day += timedelta(days=by)
    return day
