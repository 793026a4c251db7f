"""Names that stand in dates: months and weekdays of many languages, and time zones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product

from babel import Locale

_ENGLISH_MONTHS = """
jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|oct october
|nov november|dec december
"""
MONTHS = {name: number for number, names in enumerate(_ENGLISH_MONTHS.split("|"), start=1) for name in names.split()}
"""English names of the months, which most feeds use."""

_ENGLISH_DAYS = """
mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
"""
WEEKDAYS = frozenset(_ENGLISH_DAYS.split())
"""English names of the weekdays."""

_LANGUAGES = (
    *("fr", "es", "de", "ru", "pt", "it", "nl", "pl", "tr", "uk", "ar", "ar_LB", "fa", "he", "id", "sv", "da", "nb"),
    *("fi", "cs", "hu", "ro", "el", "hi", "ja", "ko", "zh"),
)
_SPOKEN = {"fév": 2, "avr": 4, "juil": 7, "août": 8, "sept": 9, "déc": 12, "märz": 3, "окт": 10, "фев": 2, "май": 5}

ZONES = {
    name: minutes
    for minutes, names in (
        (0, "z ut utc gmt wet"),
        # RFC 2822 gives these names to North America, whoever else uses them (CST is China's too).
        (-240, "edt ast"),
        (-300, "est cdt"),
        (-360, "cst mdt"),
        (-420, "mst pdt"),
        (-480, "pst akdt"),
        (-540, "akst"),
        (-600, "hst"),
        (-180, "adt brt art"),
        (-210, "nst"),
        (-150, "ndt"),
        (60, "cet met bst west wat"),  # BST is Britain's summer (Bangladesh writes BDT)
        (120, "cest mest eet sast cat"),
        (180, "eest msk trt eat idt"),  # MSK as it has been since 2014
        (240, "msd gst"),  # GST is the Gulf's
        (210, "irst"),
        (300, "pkt uzt"),
        (330, "ist"),  # India's, by far the most common in feeds; not Ireland's or Israel's
        (345, "npt"),
        (360, "bdt"),
        (420, "wib ict"),
        (480, "hkt sgt myt awst"),
        (540, "jst kst"),
        (600, "aest"),
        (570, "acst"),
        (630, "acdt"),
        (660, "aedt"),
        (720, "nzst"),
        (780, "nzdt"),
    )
    for name in names.split()
}
"""Minutes east of Greenwich by a zone's name. A name that stands here for one of several zones says which."""


@cache
def foreign_months() -> dict[str, int]:
    """Numbers of the months by their names in other languages than English, as CLDR has them.

    A name that means different months in two languages (Czech and Croatian share some) is left out, and so is a
    name of an English month.
    """
    found: dict[str, set[int]] = {}
    for locale, form, width in product(_locales(), ("format", "stand-alone"), ("wide", "abbreviated")):
        for number, name in locale.months[form][width].items():
            found.setdefault(_bare(name), set()).add(number)
    clear = {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1 and not name.isdigit()}
    return clear | _SPOKEN | MONTHS


@cache
def foreign_weekdays() -> frozenset[str]:
    """Names of the weekdays in other languages than English, as CLDR has them."""
    forms = product(_locales(), ("format", "stand-alone"), ("wide", "abbreviated"))
    names = {_bare(name) for locale, form, width in forms for name in locale.days[form][width].values()}
    return WEEKDAYS | {part for name in names for part in re.split(r"[\s-]", name)}  # Portuguese: segunda-feira


def _locales() -> Iterator[Locale]:
    return map(Locale.parse, _LANGUAGES)


def folded(text: str) -> str:
    """A text as names are compared: without regard to case, to ways of writing a character, to what is not seen."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in text if char.isprintable() or char.isspace())


def _bare(name: str) -> str:
    return folded(name).strip(". ")
