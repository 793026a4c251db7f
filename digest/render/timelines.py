"""Small charts of how often something was told: a bar for each day, week, month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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
    """What is counted together: the first day of a day's span, and so many days after which the next has begun."""

    start: Callable[[date], date]
    step: int
    name: Callable[[Language, date], str]


_DAYS = _Span(lambda day: day, 1, Language.full)
_WEEKS = _Span(lambda day: day - timedelta(days=day.weekday()), 7, Language.full)
_MONTHS = _Span(lambda day: day.replace(day=1), 31, Language.month)
_YEARS = _Span(lambda day: day.replace(month=1, day=1), 366, lambda _, day: str(day.year))


def timeline(days: Iterable[date], language: Language) -> Timeline | None:
    """How many there are of each span of time, from the first to the last; None where one day holds them all."""
    told = sorted(days)
    if not told or told[0] == told[-1]:
        return None
    span, starts = _spans(told)
    counted = Counter(map(span.start, told))
    most = max(counted.values())
    width = 100 / len(starts)
    thick = min(width * _FULL, _THICK)
    return Timeline(
        bars=tuple(
            Bar(
                x=round(place * width + (width - thick) / 2, 2),
                width=round(thick, 2),
                height=round(100 * counted[each] / most, 1),
                label=f"{span.name(language, each)}: {language.number(counted[each])}",
            )
            for place, each in enumerate(starts)
            if counted[each]
        ),
        first=span.name(language, starts[0]),
        last=span.name(language, starts[-1]),
        text=language.count(
            "%(num)s line, %(first)s to %(last)s",
            "%(num)s lines, %(first)s to %(last)s",
            len(told),
            first=language.full(told[0]),
            last=language.full(told[-1]),
        ),
        most=language.number(most),
    )


def _spans(told: Sequence[date]) -> tuple[_Span, list[date]]:
    """The shortest span of which few enough reach from the first day to the last, and its beginnings."""
    for span in (_DAYS, _WEEKS, _MONTHS):
        starts = _starts(told, span)
        if len(starts) <= BARS:
            return span, starts
    return _YEARS, _starts(told, _YEARS)


def _starts(told: Sequence[date], span: _Span) -> list[date]:
    found = [span.start(told[0])]
    while found[-1] < span.start(told[-1]):
        found.append(span.start(found[-1] + timedelta(days=span.step)))
    return found
