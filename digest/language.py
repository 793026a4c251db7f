"""The language of a site: its words from a gettext catalogue, its dates, numbers and names from CLDR.

English stands in the templates and in the code themselves; another language is a catalogue `locale/CODE.po` beside the
templates. What is to be translated is marked as gettext's tools expect it: `_(...)` in templates, `say(...)` in code,
`t(...)` in the theme, and `N_(...)` where a text is kept before it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, get_day_names
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal
from babel.support import Translations

from digest import figures
from digest.model import Moment, Observation, Precision
from digest.text import in_sentence

ENGLISH = "en"

Width = Literal["wide", "abbreviated", "narrow"]
"""How long the name of a weekday is."""

_LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}
"""Languages that have one form of dates and numbers in whatever region: days before months in English, and Chinese in
simplified characters, in which its words are written."""

_SHORT_TIME = "%H:%M %Z"


def is_known(code: str) -> bool:
    """Whether there are dates, numbers and names in a language."""
    try:
        _locale(code)
    except UnknownLocaleError:
        return False
    return True


def _locale(code: str) -> Locale:
    """The locale of a tag, or of as much of it as CLDR has data for. UnknownLocaleError where it has none."""
    parts = code.replace("_", "-").split("-")
    if found := _LOCALES.get(parts[0].lower()):
        return Locale.parse(found)
    for length in range(len(parts), 1, -1):
        with suppress(UnknownLocaleError):
            return Locale.parse("-".join(parts[:length]), sep="-")
    return Locale.parse(parts[0].lower())


def N_(message: str) -> str:  # noqa: N802 - the name by which gettext's tools find what is translated later
    """The message itself; it is said in another place."""
    return message


PRECISIONS = {
    Precision.EXACT: N_("exact"),
    Precision.ROUNDED: N_("rounded"),
    Precision.LOWER_BOUND: N_("at least"),
    Precision.UPPER_BOUND: N_("at most"),
    Precision.APPROXIMATE: N_("about"),
    Precision.ESTIMATED: N_("estimated"),
    Precision.DERIVED: N_("derived"),
    Precision.HYPOTHETICAL: N_("supposed"),
    Precision.UNDISCLOSED: N_("not disclosed"),
}
"""How exactly a figure is known, in a reader's words."""

HAPPENINGS = {
    "announced": N_("announced"),
    "opened": N_("opened"),
    "verified": N_("verified"),
    "renamed": N_("renamed"),
    "silent": N_("silent"),
    "suspended": N_("suspended"),
    "closed": N_("closed"),
}
"""What may happen to an account."""

METRICS = {
    "active users": N_("active users"),
    "followers": N_("followers"),
    "following": N_("following"),
    "members": N_("members"),
    "posts": N_("posts"),
    "monthly active users": N_("monthly active users"),
    "posts per day": N_("posts per day"),
    "registered users": N_("registered users"),
    "accounts": N_("accounts"),
    "followers potential": N_("potential followers"),
    "internet users": N_("internet users"),
    "views": N_("views"),
}
"""What is counted, in a reader's words."""


def iso(day: date, *, by_month: bool = False) -> str:
    """The value of a `datetime` attribute."""
    return day.isoformat()[: 7 if by_month else 10]


class Language:
    """A language for people: `say` for words, the rest for dates, numbers and names.

    `words` holds its messages by the English ones, for scripts and the theme; there are none in English. `phrases` are
    how it says what figures prove, `comma` is what stands between things in a row.
    """

    def __init__(
        self, code: str = ENGLISH, catalogue: NullTranslations | None = None, words: Mapping[str, str] | None = None
    ) -> None:
        self.code = code.partition("-")[0].lower()
        self.locale = _locale(code)
        self.catalogue = catalogue or NullTranslations()
        self.words = dict(words or {})
        self.phrases = figures.phrases(self.code)
        self.comma = str(self.locale.list_patterns["standard"]["middle"]).format("", "")

    def say(self, message: str, **values: object) -> str:
        """A message in this language, its `%(name)s` filled with the values."""
        said = self.catalogue.gettext(message) if message else ""
        return said % values if values else said

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A message about a number of things; `%(num)s` is the number, written out."""
        said = self.catalogue.ngettext(one, many, number)
        return said % {"num": self.number(number), **values}

    def listed(self, things: Iterable[str]) -> str:
        """Things in a row, without "and": `Weibo, Facebook`, in Chinese `微博、脸书`."""
        return self.comma.join(things)

    def named(self, name: str) -> str:
        """A name as it stands inside a sentence: `the Embassy of Israel in China`."""
        return in_sentence(name) if self.code == ENGLISH else name

    def joined(self, parts: Iterable[str]) -> str:
        """The parts of what is said of one thing, without those that are empty: `ministry; France; 1,200 followers`."""
        return self.say("; ").join(part for part in parts if part)

    @property
    def unspaced(self) -> bool:
        """Whether its sentences follow each other without a space, as in Chinese and Japanese."""
        return self.code in {"zh", "ja"}

    # ---- Dates ----------------------------------------------------------------------------------------------------

    def weekday(self, day: date) -> str:
        """`Thursday`."""
        return str(format_date(day, "EEEE", locale=self.locale))

    def weekdays(self, width: Width = "wide") -> tuple[str, ...]:
        """The days of the week from Monday: `Monday`, `abbreviated` `Mon`, or `narrow` `M`."""
        names = get_day_names(width, "stand-alone", self.locale)
        return tuple(names[number] for number in range(7))

    def month(self, day: date) -> str:
        """`April 2015`."""
        return str(format_skeleton("yMMMM", day, locale=self.locale))

    def month_name(self, day: date) -> str:
        """`Apr`."""
        return str(format_date(day, "LLL", locale=self.locale))

    def short(self, day: date) -> str:
        """`16 April`."""
        return str(format_skeleton("MMMMd", day, locale=self.locale))

    def tick(self, day: date, *, by_month: bool = False) -> str:
        """`16 Apr`, or `Apr 2015`."""
        return str(format_skeleton("yMMM" if by_month else "MMMd", day, locale=self.locale))

    def full(self, day: date, *, by_month: bool = False) -> str:
        """`16 April 2015`, or `April 2015` for what is known to the month only."""
        return self.month(day) if by_month else _long(day, self.locale)

    def span(self, first: date, last: date, *, year: bool = True) -> str:
        """`18–20 November 2026`, without a `year` `18 November – 2 December`; of one day its date."""
        name = self.full if year else self.short
        if first == last:
            return name(first)
        if self.code != ENGLISH:
            return str(format_interval(first, last, "yMMMMd" if year else "MMMMd", locale=self.locale))
        # CLDR has English intervals with short months alone.
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{name(last)}"
        return f"{self.short(first) if first.year == last.year else name(first)} – {name(last)}"

    def between(self, first: Moment, last: Moment) -> str:
        """From one date to another, each as far as it is known."""
        if first.precision == last.precision == "day":
            return self.span(first.first, last.first)
        return self.say("%(first)s to %(last)s", first=self.known(first), last=self.known(last))

    def moment(self, value: datetime, zone: ZoneInfo) -> str:
        """`16 April 2015, 06:00 UTC`, in the newsroom's zone."""
        local = value.astimezone(zone)
        return self.say("%(day)s, %(time)s", day=self.full(local.date()), time=f"{local:{_SHORT_TIME}}")

    def known(self, value: Moment) -> str:
        """`16 April 2015`, `April 2015` or `2015`, as far as the date is known."""
        if value.precision == "year":
            return self.say("%(year)s", year=value.first.year)
        return self.full(value.first, by_month=value.precision == "month")

    # ---- Numbers and names ----------------------------------------------------------------------------------------

    def number(self, number: float) -> str:
        """`28,441`."""
        return str(format_decimal(number, locale=self.locale))

    def amount(self, number: int) -> str:
        """A round number: `1.5 million`."""
        if self.code == ENGLISH:
            return figures.count(number)
        return str(format_compact_decimal(number, fraction_digits=2, locale=self.locale))

    def precision(self, precision: Precision) -> str:
        """How exactly a figure is known: `at least`."""
        return self.say(PRECISIONS[precision])

    def figure(self, row: Observation) -> str:
        """A figure as its source prints it, or written out."""
        if row.precision is Precision.UNDISCLOSED:
            return self.precision(row.precision)
        return figures.in_words(row, str(self.locale))

    def happening(self, kind: str) -> str:
        """What happened to an account: `opened`."""
        return self.say(HAPPENINGS.get(kind, kind))

    def metric(self, name: str) -> str:
        """What a figure counts: `monthly active users`."""
        words = name.replace("_", " ")
        return self.say(METRICS.get(words, words))

    def country(self, code: str) -> str:
        """The name of a country; its code where it has none."""
        return str(self.locale.territories.get(code.upper(), code))

    def tongue(self, code: str) -> str:
        """The name of a language; its code where it has none."""
        return str(self.locale.languages.get(code, code))


@lru_cache(maxsize=4096)
def _long(day: date, locale: Locale) -> str:
    """A date in words; the same few stand on many pages, and CLDR's patterns take a while."""
    return str(format_date(day, "long", locale=locale))


def language_of(code: str, folders: Iterable[Path]) -> Language:
    """A language, its words from the catalogues of the folders, the first of them winning; English if none has it."""
    plain = Language(code)
    for folder in reversed(tuple(folders)):
        path = folder / "locale" / f"{plain.code}.po"
        if path.is_file():
            with path.open("rb") as file:
                catalogue = read_po(file, locale=plain.code)
            compiled = BytesIO()
            write_mo(compiled, catalogue)
            compiled.seek(0)
            found = Translations(compiled)
            found.add_fallback(plain.catalogue)
            plain = Language(code, found, {**plain.words, **_simple(catalogue)})
    return plain if plain.words else Language()


def _simple(catalogue: Catalog) -> Mapping[str, str]:
    """The messages of a catalogue that have one form."""
    return {each.id: str(each.string) for each in catalogue if each.id and isinstance(each.id, str) and each.string}
