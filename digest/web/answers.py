"""What the headers of an answer say of the next time: pure functions on what stands in them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=31)
"""No server is believed that wants to be left alone for longer."""

_DIRECTIVE = re.compile(r'([^\s,;="]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s,;]*))?')


def good_for(*, cache_control: str = "", expires: str = "", date: str = "", age: str = "") -> timedelta:
    """How long an answer stays good for a private cache (RFC 9111, 4.2), at most LONGEST.

    What cannot be read counts as stale. `Expires` counts from the server's own `Date`, never from our clock.
    """
    directives: dict[str, str] = {}
    for name, value in _DIRECTIVE.findall(cache_control):
        key, number = name.lower(), value.strip('"')
        # Of two that differ the shorter one (RFC 9111, 4.2.1).
        directives[key] = number if key not in directives else min(directives[key], number, key=_seconds_or_none)
    if "no-cache" in directives or "no-store" in directives:
        return timedelta()
    lifetime = _seconds(directives["max-age"]) if "max-age" in directives else _between(date, expires)
    return max(timedelta(), (lifetime or timedelta()) - (_seconds(age) or timedelta()))


def wait(*, retry_after: str = "", date: str = "") -> timedelta | None:
    """How long not to ask again: `Retry-After` in seconds, or as a moment seen from the server's `Date`.

    None where it says nothing that can be read; at most LONGEST.
    """
    seconds = _seconds(retry_after)
    return _between(date, retry_after) if seconds is None else seconds


def _seconds(text: str) -> timedelta | None:
    """A whole number of seconds, at most LONGEST."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()):
        return None
    digits = digits.lstrip("0")
    return min(LONGEST, timedelta(seconds=int(digits or "0"))) if len(digits) < 10 else LONGEST


def _seconds_or_none(text: str) -> timedelta:
    return _seconds(text) or timedelta()


def _between(start: str, end: str) -> timedelta | None:
    last = _moment(end)
    first = _moment(start) if last else None
    return None if first is None or last is None else min(LONGEST, max(timedelta(), last - first))


def _moment(text: str) -> datetime | None:
    """A date of HTTP in any of its three forms (RFC 9110, 5.6.7); None for anything else."""
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
