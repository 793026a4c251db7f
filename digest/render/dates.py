"""Days and moments in words."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.model import Moment

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def weekday(day: date) -> str:
    """`Thursday`."""
    return WEEKDAYS[day.weekday()]


def month(day: date) -> str:
    """`April 2015`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def short(day: date) -> str:
    """`16 April`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def full(day: date, *, by_month: bool = False) -> str:
    """`16 April 2015`, or `April 2015` for what is known to the month only."""
    return month(day) if by_month else f"{short(day)} {day.year}"


def iso(day: date, *, by_month: bool = False) -> str:
    """The value of a `datetime` attribute."""
    return day.isoformat()[: 7 if by_month else 10]


def moment(value: datetime, zone: ZoneInfo) -> str:
    """`16 April 2015, 06:00 UTC`, in the newsroom's zone."""
    local = value.astimezone(zone)
    return f"{full(local.date())}, {local:%H:%M %Z}"


def known(value: Moment) -> str:
    """`16 April 2015`, `April 2015` or `2015`, as far as the date is known."""
    return (
        str(value.first.year) if value.precision == "year" else full(value.first, by_month=value.precision == "month")
    )
