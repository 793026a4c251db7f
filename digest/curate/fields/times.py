"""Days, hours, durations and time zones, and what becomes of a brief that nobody looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import PlainValidator

from digest.clock import duration
from digest.curate.fields.errors import refused, schema, string
from digest.curate.words import did_you_mean, nearest, shown

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = range(1900, 2200)
_HOUR = "([01]?[0-9]|2[0-3]):[0-5][0-9]"


@dataclass(frozen=True, slots=True)
class Unattended:
    """What becomes of a brief that nobody looked at."""

    then: Literal["publish", "hold"]
    until: time | None = None


def _date(value: object) -> date:
    text = string(value).strip()
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)  # date.fromisoformat takes more forms than one file should have
        day = date.fromisoformat(text)
    except ValueError:
        raise refused(f"must be a date of the calendar, not {shown(text)}", "write it as 2026-11-22") from None
    if day.year not in _YEARS:
        raise refused(f"must be a day from {_YEARS[0]} to {_YEARS[-1]}, not {shown(text)}", "look at its year")
    return day


def _clock(value: object) -> time:
    text = string(value).strip()
    if match := _CLOCK.fullmatch(text):
        return time(int(match[1]), int(match[2]))
    todo = 'write something like "06:00"'
    # An hour that a tool of YAML 1.1 has read as a number of base 60, and written so.
    if re.fullmatch("[0-9]{2,4}", text) and int(text) < 24 * 60:
        todo = f'write "{int(text) // 60:02}:{int(text) % 60:02}", in quotes for tools of YAML 1.1'
    raise refused(f"must be a time of day, not {shown(text)}", todo)


def _duration(most: timedelta, least: timedelta = timedelta(), example: str = "50m") -> PlainValidator:
    """A time with its unit, in bounds."""

    def read(value: object) -> timedelta:
        text = string(value).strip()
        found = duration(text)
        todo = f"write something like {example}"
        if found is None:
            raise refused(f"must be a number with s, m, h or d behind it, not {shown(text)}", todo)
        if not least <= found <= most:
            raise refused(f"must be between {_as_duration(least)} and {_as_duration(most)}, not {shown(text)}", todo)
        return found

    return PlainValidator(read)


def _as_duration(time: timedelta) -> str:
    seconds = int(time.total_seconds())
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m")):
        if seconds >= size and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def _weekday(value: object) -> int:
    text = string(value)
    if text not in WEEKDAYS:
        start = text.strip().casefold()[:3]
        todo = f"write {start}" if start in WEEKDAYS else f"write {', '.join(WEEKDAYS)}"
        raise refused(f"must be a weekday in three letters, not {shown(text)}", todo)
    return WEEKDAYS.index(text)


def _zone(value: object) -> ZoneInfo:
    text = string(value)
    try:
        return ZoneInfo(text)
    except (OSError, ValueError, LookupError):
        near = nearest(text.replace(" ", "_"), tuple(sorted(available_timezones()))) or _zone_of_city(text)
        todo = f'did you mean "{near}"?' if near else "write something like Europe/Zurich"
        raise refused(f"is not a time zone: {shown(text)}", todo) from None


def _zone_of_city(text: str) -> str | None:
    by_city = {zone.rpartition("/")[2]: zone for zone in sorted(available_timezones(), reverse=True)}
    near = nearest(text.replace(" ", "_"), tuple(by_city))
    return by_city[near] if near else None


def _unattended(value: object) -> Unattended:
    text = " ".join(string(value).split())
    match text:
        case "publish" | "hold":
            return Unattended(text)
    start, _, hour = text.rpartition(" ")
    if start == "hold until" and _CLOCK.fullmatch(hour):
        return Unattended("hold", _clock(hour))
    options = ("publish", "hold", "hold until 09:00")
    raise refused(
        f"must be publish, hold or hold until HH:MM, not {shown(text)}", did_you_mean(text, options, "choose one")
    )


Day = Annotated[date, PlainValidator(_date), schema(format="date")]
Clock = Annotated[time, PlainValidator(_clock), schema(pattern=f"^{_HOUR}$")]
Weekday = Annotated[int, PlainValidator(_weekday), schema(enum=list(WEEKDAYS))]
Zone = Annotated[ZoneInfo, PlainValidator(_zone), schema(minLength=1)]
WhenUnattended = Annotated[
    Unattended, PlainValidator(_unattended), schema(pattern=f"^(publish|hold( until {_HOUR})?)$")
]
Every = Annotated[timedelta, _duration(timedelta(days=7)), schema(pattern="^[0-9]+ ?[smhd]$")]
Pause = Annotated[timedelta, _duration(timedelta(minutes=10), example="1s"), schema(pattern="^[0-9]+ ?[smhd]$")]
Patience = Annotated[
    timedelta,
    _duration(timedelta(minutes=2), timedelta(seconds=1), example="8s"),
    schema(pattern="^[0-9]+ ?[smhd]$"),
]
