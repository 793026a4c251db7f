"""The days of rest of countries."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError


def weekend(country: str) -> frozenset[int]:
    """The days of rest of a country (Monday is 0), as CLDR has them; Saturday and Sunday where it says nothing."""
    try:
        locale = Locale.parse(f"und_{country}" if country else "en")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    start, end = locale.weekend_start, locale.weekend_end
    return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))
