"""Codes of languages (BCP 47) and of countries (ISO 3166)."""

from __future__ import annotations

NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "XA", "XB", "ZZ"})
"""What CLDR lists beside the countries of ISO 3166: reservations for islands and customs unions, the euro area,
"outlying Oceania", pseudo-locales and "unknown". Kosovo (XK) is not among them: it keeps embassies."""


def primary(tag: str) -> str:
    """The language of a tag without script and region, in small letters: `zh` of `zh-Hant-TW`."""
    return tag.replace("_", "-").partition("-")[0].lower()
