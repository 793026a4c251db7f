"""Small charts of how often something was told: a bar for each day, week, month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from digest.language import Language

BARS = 62
"""So many bars are drawn at most; what needs more of them gets wider ones."""


_FULL, _THICK = 0.76, 3.0
"""How much of its span a bar fills, and how many hundredths of the whole it is wide at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How often within one span of time: its place and width from the left, its height, all in hundredths."""

    x: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Bars from the first day to the last, with the words for those who do not see them."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    text: str
    most: str


@dataclass(frozen=True, slots=True)
class _Span:
    """What is counted together: the number of the span that a day is in, the first day of a span, and its name."""

    number: Callable[[date], int]
    start: Callable[[int], date]
    name: Callable[[Language, date], str]


_DAYS = _Span(date.toordinal, date.fromordinal, Language.full)
_WEEKS = _Span(lambda day: (day.toordinal() - 1) // 7, lambda number: date.fromordinal(7 * number + 1), Language.full)
_MONTHS = _Span(
    lambda day: 12 * day.year + day.month - 1, lambda number: date(number // 12, number % 12 + 1, 1), Language.month
)
_YEARS = _Span(lambda day: day.year, lambda number: date(number, 1, 1), lambda _, day: str(day.year))


def timeline(days: Iterable[date], language: Language) -> Timeline | None:
    """How many there are of each span of time, from the first to the last; None where one day holds them all."""
    told = sorted(days)
    if not told or told[0] == told[-1]:
        return None
    span = _span(told[0], told[-1])
    counted = Counter(map(span.number, told))
    first, last = span.number(told[0]), span.number(told[-1])
    most = max(counted.values())
    width = 100 / (last - first + 1)
    thick = min(width * _FULL, _THICK)
    return Timeline(
        bars=tuple(
            Bar(
                x=round(place * width + (width - thick) / 2, 2),
                width=round(thick, 2),
                height=round(100 * count / most, 1),
                label=f"{span.name(language, span.start(first + place))}: {language.number(count)}",
            )
            for place, count in sorted((number - first, count) for number, count in counted.items())
        ),
        first=span.name(language, span.start(first)),
        last=span.name(language, span.start(last)),
        text=language.count(
            "%(num)s line, %(first)s to %(last)s",
            "%(num)s lines, %(first)s to %(last)s",
            len(told),
            first=language.full(told[0]),
            last=language.full(told[-1]),
        ),
        most=language.number(most),
    )


def _span(first: date, last: date) -> _Span:
    """The shortest span of which few enough reach from the first day to the last."""
    few = (span for span in (_DAYS, _WEEKS, _MONTHS) if span.number(last) - span.number(first) < BARS)
    return next(few, _YEARS)
