"""Charts of figures over time: where each point stands and what its figure leaves open, as shares of the plot.

Only geometry is made here; `_chart.j2` draws it as SVG whose colours are the page's own, so that dark pages and paper
show it as well as light ones. All places are percentages, 0/0 being the upper left corner, so that a chart fills
whatever width it has while its letters and points keep their size.

Of the libraries, leather has no intervals, pygal is LGPL, and what Altair (33 MB to write SVG without a browser),
matplotlib or Bokeh write has its colours and sizes fixed. Dashes, hollow points and month-wide bars say what a figure
leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import inf
from statistics import median

from digest import figures
from digest.language import Language
from digest.model import Moment, Observation, Precision

MANY = 60
"""From so many points on a chart shows a line and a band instead of each point with its bar."""

MOST = 400
"""Of more points than this, the last one of each month is drawn."""

LEFT, RIGHT = 14.0, 95.0
"""Where the first and the last day stand; the numbers of the scale have the room before them."""

_TICKS = 5
_LONG_GAP = 3
"""A line ends at a gap so many times the usual one, and longer than a week."""

_OPEN = frozenset({Precision.HYPOTHETICAL, Precision.DERIVED, Precision.ESTIMATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A label of an axis and its place on it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure: its bar from `low` down to `high` up, the days it may be of, and the number it names if it names one.

    `below` and `above` tell that nothing bounds it there; `counted` that it was counted, not told; `guess` that it is
    derived, estimated or supposed.
    """

    x: float
    left: float
    right: float
    y: float | None
    low: float
    high: float
    below: bool
    above: bool
    counted: bool
    guess: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Figures that may be joined by a line, as points of an SVG polygon and polyline in a square of 100."""

    band: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with its words: `title` says what it shows, `text` what it looks like, for those who do not see it.

    `monthly` tells that only the last figure of each month is drawn, `cut` that the scale does not begin at zero.
    """

    id: str
    title: str
    text: str
    marks: tuple[Mark, ...]
    runs: tuple[Run, ...]
    times: tuple[Tick, ...]
    scale: tuple[Tick, ...]
    monthly: bool
    cut: bool

    @property
    def exact(self) -> bool:
        """Whether no figure leaves anything open."""
        return all(mark.low == mark.high for mark in self.marks)

    @property
    def dense(self) -> bool:
        """Whether a band stands for the bars of the points."""
        return len(self.marks) > MANY

    @property
    def open_ended(self) -> bool:
        return any(mark.below or mark.above for mark in self.marks)

    @property
    def told(self) -> bool:
        return not all(mark.counted for mark in self.marks)

    @property
    def guessed(self) -> bool:
        return any(mark.guess for mark in self.marks)


@dataclass(frozen=True, slots=True)
class _Plot:
    """The ranges of both axes."""

    first: date
    last: date
    bottom: float
    top: float

    def x(self, day: date) -> float:
        whole = (self.last - self.first).days
        share = (day - self.first).days / whole if whole else 0.5
        return round(LEFT + (RIGHT - LEFT) * share, 2)

    def y(self, number: float) -> float:
        share = (number - self.bottom) / (self.top - self.bottom)
        return round(100 * (1 - min(1.0, max(0.0, share))), 2)


def chart(rows: Iterable[Observation], *, name: str, title: str, language: Language) -> Chart | None:
    """The chart of one subject's figures of one metric; None for fewer than two that name or bound a number.

    Points are joined only where they came to us in one way other than articles, whose numbers are older than they are,
    and not across a long gap. The scale begins at zero unless that would press all of them against its top.
    """
    known = sorted((row for row in rows if figures.span(row)), key=lambda row: (row.observed.first, figures.id_of(row)))
    if len(known) < 2:
        return None
    shown = _last_of_months(known) if len(known) > MOST else known
    plot, scale = _plot(shown, language)
    return Chart(
        id=name,
        title=title,
        text=_in_words(known, language),
        marks=tuple(_mark(plot, row, language) for row in shown),
        runs=tuple(_run(plot, rows) for rows in _runs(shown)),
        times=tuple(_times(plot, language)),
        scale=scale,
        monthly=len(shown) < len(known),
        cut=plot.bottom > 0,
    )


def _in_words(rows: Sequence[Observation], language: Language) -> str:
    first, last = (f"{_figure(row, language)} ({language.known(row.observed)})" for row in (rows[0], rows[-1]))
    return language.count(
        "%(num)s figure, from %(first)s to %(last)s. The table holds each of them.",
        "%(num)s figures, from %(first)s to %(last)s. The table holds each of them.",
        len(rows),
        first=first,
        last=last,
    )


def _mark(plot: _Plot, row: Observation, language: Language) -> Mark:
    span = figures.span(row)
    low, high = (span.low, span.high) if span else (0, inf)
    named = row.value if row.value is not None else low if low == high else None
    left, right = plot.x(row.observed.first), plot.x(_last_day(row.observed))
    return Mark(
        x=round((left + right) / 2, 2),
        left=left,
        right=right,
        y=None if named is None else plot.y(named),
        low=plot.y(low),
        high=0 if high == inf else plot.y(high),
        below=row.low is None and low == 0 and high > 0,
        above=high == inf,
        counted=row.method != "article",
        guess=row.precision in _OPEN,
        label=f"{language.known(row.observed)}: {_figure(row, language)}{f', {row.said_by}' if row.said_by else ''}",
    )


def _figure(row: Observation, language: Language) -> str:
    return figures.in_words(row, str(language.locale))


def _run(plot: _Plot, rows: Sequence[Observation]) -> Run:
    days = [(plot.x(row.observed.first), span) for row in rows if (span := figures.span(row))]
    upper = [f"{x},{plot.y(span.high)}" for x, span in days]
    lower = [f"{x},{plot.y(span.low)}" for x, span in days]
    middle = [f"{x},{plot.y((span.low + span.high) / 2)}" for x, span in days]
    return Run(band=" ".join((*upper, *reversed(lower))), line=" ".join(middle))


def _runs(rows: Sequence[Observation]) -> Iterator[tuple[Observation, ...]]:
    ways = sorted({(row.method, row.said_by) for row in rows if row.method != "article"})
    for way in ways:
        some = [row for row in rows if (row.method, row.said_by) == way and _joins(row)]
        yield from (part for part in _unbroken(some) if len(part) > 1)


def _joins(row: Observation) -> bool:
    span = figures.span(row)
    return row.observed.precision == "day" and figures.is_evidence(row) and span is not None and span.high != inf


def _unbroken(rows: Sequence[Observation]) -> Iterator[tuple[Observation, ...]]:
    gaps = [(later.observed.first - earlier.observed.first).days for earlier, later in pairwise(rows)]
    longest = max(7, _LONG_GAP * median(gaps)) if gaps else 0
    start = 0
    for place, gap in enumerate(gaps, start=1):
        if gap > longest:
            yield tuple(rows[start:place])
            start = place
    yield tuple(rows[start:])


def _last_of_months(rows: Sequence[Observation]) -> list[Observation]:
    return list({(row.observed.first.replace(day=1), row.method): row for row in rows}.values())


# ---- Axes -----------------------------------------------------------------------------------------------------------


def _plot(rows: Sequence[Observation], language: Language) -> tuple[_Plot, tuple[Tick, ...]]:
    numbers = [float(number) for row in rows for number in _numbers(row)] or [0.0]
    least, most = min(numbers), max(numbers)
    if most > least > 0.6 * most:
        step = _step(most - least)
        bottom = least // step * step
    else:
        step, bottom = _step(most), 0.0
    top = max(-(-most // step) * step, bottom + step)
    plot = _Plot(rows[0].observed.first, max(_last_day(row.observed) for row in rows), bottom, top)
    lines = range(round((top - bottom) / step) + 1)
    return plot, tuple(
        Tick(at=plot.y(bottom + line * step), label=language.amount(round(bottom + line * step))) for line in lines
    )


def _numbers(row: Observation) -> Iterator[float]:
    span = figures.span(row)
    if span:
        yield from (number for number in (span.low, span.high) if number not in {0, inf})
    if row.value is not None:
        yield row.value


def _step(range_: float) -> float:
    """A round distance between lines that gives three or four of them."""
    rough = max(range_, 1) / 3
    power: float = 10 ** (len(str(int(rough))) - 1)
    return max(1, next(power * one for one in (1, 2, 5, 10) if power * one >= rough))


def _times(plot: _Plot, language: Language) -> Iterator[Tick]:
    first, last = plot.first, plot.last
    if first == last:
        yield Tick(at=plot.x(first), label=language.full(first))
        return
    days = [first + timedelta(days=one) for one in range((last - first).days + 1)] if (last - first).days < 120 else []
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    years = [day for day in months if day.month == 1]
    choices = (
        *([day for day in days if day.toordinal() % step == 0] for step in (1, 2, 7, 14)),
        *([day for day in months if (day.month - 1) % step == 0] for step in (1, 3, 6)),
        *([day for day in years if day.year % step == 0] for step in (1, 2, 5, 10, 20)),
    )
    for place, found in enumerate(choices):
        if 1 < len(found) <= _TICKS:
            yield from (Tick(at=plot.x(day), label=_tick(day, place, language)) for day in found)
            return
    yield from (Tick(at=plot.x(day), label=language.full(day)) for day in (first, last))


def _tick(day: date, place: int, language: Language) -> str:
    return language.tick(day, by_month=place >= 4) if place < 7 else str(day.year)


def _last_day(moment: Moment) -> date:
    if moment.precision == "year":
        return date(moment.first.year, 12, 31)
    if moment.precision == "month":
        return (moment.first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return moment.first
