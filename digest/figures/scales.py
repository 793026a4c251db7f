"""The words and letters that multiply a number, by locale: CLDR's compact forms through Babel, and what CLDR lacks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from digest.figures.folding import fold
from digest.figures.lookup import Lookup

LANGUAGES = tuple(
    Locale.parse(code)
    for code in (
        *("ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hu", "id", "it"),
        *("ja", "ko", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh"),
    )
)
"""Whose forms are tried where nobody says which language a text is in."""

_EVERYWHERE: Mapping[str, int] = {
    **dict.fromkeys(("k", "thousand", "thousands"), 10**3),
    **dict.fromkeys(("m", "mn", "mln", "mio", "million", "millions"), 10**6),
    **dict.fromkeys(("b", "bn", "bln", "billion", "billions"), 10**9),
    **dict.fromkeys(("trillion", "trillions"), 10**12),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 10**5),
    **dict.fromkeys(("crore", "crores", "cr"), 10**7),
}
"""Letters and English words as the press of the world uses them, where the locale has no other meaning for them."""

_ZEROS = re.compile(r"0+")


@dataclass(frozen=True, slots=True)
class Scales:
    """What multiplies in a locale: after the number, before it, by what; and how the locale points and groups.

    `unsure` holds what has several meanings where the locale is unknown.
    """

    after: Lookup[int]
    before: Lookup[int]
    decimal: str
    unsure: Lookup[tuple[int, ...]]


@lru_cache(maxsize=256)
def scales(locale: str) -> Scales:
    """The scales of a BCP 47 tag; those of all `LANGUAGES` for one that is empty or unknown to CLDR."""
    try:
        known = Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return _anywhere()
    after, before = _affixes(known)
    own = {key: min(found) for key, found in after.items()}
    symbols = known.number_symbols["latn"]
    return Scales(
        after=Lookup({**_EVERYWHERE, **own}),
        before=Lookup({key: min(found) for key, found in before.items()}),
        decimal=str(symbols.get("decimal", ".")),
        unsure=Lookup({}),
    )


def _anywhere() -> Scales:
    after: dict[str, set[int]] = defaultdict(set)
    for key, number in _EVERYWHERE.items():
        after[key].add(number)
    for language in LANGUAGES:
        for key, numbers in _affixes(language)[0].items():
            after[key] |= numbers
    return Scales(
        after=Lookup({key: min(numbers) for key, numbers in after.items() if len(numbers) == 1}),
        before=Lookup({}),
        decimal="",
        unsure=Lookup({key: tuple(sorted(numbers)) for key, numbers in after.items() if len(numbers) > 1}),
    )


def _affixes(locale: Locale) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    after: dict[str, set[int]] = defaultdict(set)
    before: dict[str, set[int]] = defaultdict(set)
    for pattern, magnitude in _patterns(locale):
        zeros = _ZEROS.search(pattern)
        if zeros is None:
            continue
        number = magnitude // 10 ** (len(zeros.group()) - 1)
        for affix, found in ((pattern[: zeros.start()], before), (pattern[zeros.end() :], after)):
            if key := _key(affix.replace("'", "")):
                found[key].add(number)
    return after, before


def _patterns(locale: Locale) -> Iterator[tuple[str, int]]:
    """The positive patterns with their magnitudes; some locales have no long ones."""
    for width in ("short", "long"):
        if width in tuple(locale.compact_decimal_formats):
            try:
                by_plural = locale.compact_decimal_formats[width]
            except KeyError:  # an alias that Babel does not resolve: the short forms serve for the long ones
                continue
            for plural in by_plural:
                for magnitude, pattern in by_plural[plural].items():
                    yield str(pattern.pattern).split(";", maxsplit=1)[0], int(magnitude)


def _key(affix: str) -> str:
    """An affix as it is looked up: folded, without the dot of an abbreviation."""
    return fold(affix).text.strip().removesuffix(".")
