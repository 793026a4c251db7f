"""The archive: years, months and their calendars, where each day says how much there was, or why there is nothing."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from digest.leaves import Leaf
from digest.model import Brief, Page
from digest.render import structured
from digest.render.almanac import Almanac
from digest.render.links import ARCHIVE, RECORD, brief_path, month_path, year_path
from digest.render.shelf import Shelf
from digest.render.templates import Templates, leaf, matter

SHADES = 4
"""So many shades the days of a calendar have, by how many entries their briefs were made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A day of a calendar: its brief with a shade from 1 to SHADES, or why it has none."""

    day: date
    brief: Brief | None = None
    shade: int = 0
    told: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month as weeks from Monday; None stands for the days of its neighbours. `empty` are reasons and their
    days, from the first to the last of each run.
    """

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]
    briefs: tuple[Brief, ...]
    shade: int
    empty: tuple[tuple[str, tuple[tuple[date, date], ...]], ...]

    @property
    def path(self) -> str:
        return month_path(self.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year of the archive: all of its months, those without briefs among them."""

    year: int
    months: tuple[Month, ...]
    count: int

    @property
    def path(self) -> str:
        return year_path(self.year)


T = TypeVar("T", "Month", "Year")


class _Calendar:
    """The days of the daily briefs, and why others have none."""

    def __init__(self, almanac: Almanac) -> None:
        self._almanac = almanac
        self._issues = {issue.day: issue for issue in almanac.daily.issues}
        self._heads = {brief.day: brief for brief in almanac.daily.heads}
        self._most: Mapping[int, int] = _most(almanac.daily)

    def year(self, year: int) -> Year:
        months = tuple(self.month(date(year, number, 1)) for number in range(1, 13))
        return Year(year=year, months=months, count=sum(len(month.briefs) for month in months))

    def month(self, first: date) -> Month:
        briefs = self._almanac.daily.briefs(first.year, first.month)
        weeks = tuple(
            tuple(self._cell(day) if day.month == first.month else None for day in week)
            for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
        )
        empty: dict[str, list[date]] = defaultdict(list)
        for cell in (cell for week in weeks for cell in week if cell and cell.why):
            empty[cell.why].append(cell.day)
        days = calendar.monthrange(first.year, first.month)[1]
        return Month(
            first=first,
            weeks=weeks,
            briefs=briefs,
            shade=_shade(len(briefs), days),
            empty=tuple((why, _runs(some)) for why, some in empty.items()),
        )

    def _cell(self, day: date) -> Cell:
        issue = self._issues.get(day)
        if issue is None:
            return Cell(day=day, why=self._why(day))
        size = issue.outline.entries
        told = self._almanac.language.count("%(num)s entry", "%(num)s entries", size) if size else ""
        return Cell(day=day, brief=self._heads[day], shade=_shade(size, self._most[day.year]), told=told)

    def _why(self, day: date) -> str:
        """Why there is no brief of a day; nothing for one that is still to come."""
        say, plan, shelf = self._almanac.language.say, self._almanac.roster.calendar, self._almanac.daily
        if day > shelf.newest.day:
            return ""
        if day < shelf.issues[-1].day:
            return say("before the first brief")
        if day in plan.holidays:
            return say("holiday")
        if day.weekday() not in plan.days:
            return say("no edition on %(weekday)s", weekday=self._almanac.language.weekday(day))
        return say("no brief was made")


def _runs(days: Sequence[date]) -> tuple[tuple[date, date], ...]:
    """Days in their order as runs of one after the other, each by its first and last."""
    runs: list[tuple[date, date]] = []
    for day in days:
        follows = runs and day - runs[-1][1] == timedelta(days=1)
        runs[-1:] = [(runs[-1][0], day)] if follows else [*runs[-1:], (day, day)]
    return tuple(runs)


def _most(shelf: Shelf) -> Mapping[int, int]:
    """From how many entries the biggest brief of each year was made."""
    found: dict[int, int] = defaultdict(int)
    for issue in shelf.issues:
        found[issue.day.year] = max(found[issue.day.year], issue.outline.entries)
    return found


def _shade(size: int, most: int) -> int:
    return 1 + min(SHADES - 1, SHADES * size // (most + 1)) if size else 0


def archive(almanac: Almanac, templates: Templates) -> Iterator[Leaf]:
    """The pages of the archive, its years and its months."""
    plan = _Calendar(almanac)
    years = tuple(plan.year(year) for year in almanac.daily.years)
    months = tuple(month for year in years for month in reversed(year.months) if month.briefs)
    yield leaf(ARCHIVE, _archive, almanac, years, months[:12], almanac.record.span, templates)
    for before, year, after in _neighbours(years):
        beside = _bare(before), _bare(after)
        yield leaf(year.path, _year, almanac, year, beside, templates)
    for earlier, month, later in _neighbours(months):
        yield leaf(month.path, _month, almanac, month, (_bare(earlier), _bare(later)), templates)


def _neighbours(places: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Each of some places, newest first, with the one before it in time and the one after it."""
    for number, place in enumerate(places):
        earlier = places[number + 1] if number + 1 < len(places) else None
        yield earlier, place, places[number - 1] if number else None


def _bare(place: T | None) -> T | None:
    """A month or a year without what is in it: what its neighbours say of it."""
    if isinstance(place, Month):
        return replace(place, weeks=(), briefs=(), shade=0, empty=())
    return replace(place, months=(), count=0) if place else None


def _archive(almanac: Almanac, years: Sequence[Year], latest: Sequence[Month], span: str, templates: Templates) -> Page:
    say, title = almanac.language.say, almanac.roster.site.title
    return templates.page(
        ARCHIVE,
        "archive.md.j2",
        matter(
            "listing",
            say("Archive"),
            say("Every brief of %(site)s, by year, month and day.", site=title),
            section="Archive",
        ),
        years=years,
        latest=latest,
        weekdays=_weekdays(almanac),
        path_of=brief_path,
        span=span,
        record=RECORD,
    )


def _weekdays(almanac: Almanac) -> tuple[tuple[str, str, str], ...]:
    """The days of the week from Monday: in full, short, and as one letter."""
    weekdays = almanac.language.weekdays
    wide, short, narrow = weekdays("wide"), weekdays("abbreviated"), weekdays("narrow")
    return tuple(zip(wide, short, narrow, strict=True))


def _year(almanac: Almanac, year: Year, beside: tuple[Year | None, Year | None], templates: Templates) -> Page:
    about = almanac.language.say("The briefs of %(when)s, day by day.", when=year.year)
    return templates.page(
        year.path,
        "year.md.j2",
        matter("listing", str(year.year), about, section="Archive"),
        year=year,
        weekdays=_weekdays(almanac),
        earlier=beside[0],
        later=beside[1],
        path_of=brief_path,
    )


def _month(almanac: Almanac, month: Month, beside: tuple[Month | None, Month | None], templates: Templates) -> Page:
    name = almanac.language.month(month.first)
    about = almanac.language.say("The briefs of %(when)s, day by day.", when=name)
    return templates.page(
        month.path,
        "month.md.j2",
        matter("listing", name, about, section="Archive", data=[structured.days(almanac, name, month.briefs)]),
        month=month,
        weekdays=_weekdays(almanac),
        year=year_path(month.first.year),
        earlier=beside[0],
        later=beside[1],
        path_of=brief_path,
    )


def record_index(almanac: Almanac, templates: Templates) -> Page:
    """The way into the section From the record."""
    shelf, say = almanac.record, almanac.language.say
    years = tuple((year, shelf.briefs(year)[::-1]) for year in reversed(shelf.years))
    name = say("From the record, %(span)s", span=shelf.span) if shelf else say("From the record")
    return templates.page(
        RECORD,
        "record.md.j2",
        matter("listing", name, say("A record reconstructed in 2026 from published documents."), section="Record"),
        name=name,
        years=years,
        path_of=brief_path,
        sources="record/sources.md" if "record/sources.md" in almanac.tree else "",
    )
