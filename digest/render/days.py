"""The archive: years, months and their calendars."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from digest.model import Brief, Page
from digest.render.desk import Desk, Shelf
from digest.render.links import ARCHIVE, RECORD, brief_path, month_path, year_path
from digest.render.templates import Templates, matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A day of a calendar, with its brief if it has one."""

    day: date
    brief: Brief | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month as weeks from Monday; None stands for the days of its neighbours."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]
    briefs: tuple[Brief, ...]

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


def month_of(shelf: Shelf, first: date) -> Month:
    """The calendar of a month."""
    briefs = shelf.briefs(first.year, first.month)
    by_day = {brief.day: brief for brief in briefs}
    weeks = tuple(
        tuple(Cell(day=day, brief=by_day.get(day)) if day.month == first.month else None for day in week)
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(first=first, weeks=weeks, briefs=briefs)


def year_of(shelf: Shelf, year: int) -> Year:
    """The calendars of a year."""
    months = tuple(month_of(shelf, date(year, number, 1)) for number in range(1, 13))
    return Year(year=year, months=months, count=sum(len(month.briefs) for month in months))


def archive(desk: Desk, templates: Templates) -> list[Page]:
    """The pages of the archive, its years and its months."""
    years = tuple(year_of(desk.daily, year) for year in desk.daily.years)
    title = desk.roster.site.title
    pages = [
        templates.page(
            ARCHIVE,
            "archive.md.j2",
            matter("listing", "Archive", f"Every brief of {title}, by year, month and day.", section="Archive"),
            years=years,
            path_of=brief_path,
            span=desk.record.span,
            record=RECORD,
        )
    ]
    for place, year in enumerate(years):
        pages.append(_year_page(year, years[place + 1 : place + 2], years[max(place - 1, 0) : place], templates))
    months = [month for year in years for month in reversed(year.months) if month.briefs]
    for place, month in enumerate(months):
        pages.append(_month_page(month, months[place + 1 : place + 2], months[max(place - 1, 0) : place], templates))
    return pages


def _year_page(year: Year, earlier: tuple[Year, ...], later: tuple[Year, ...], templates: Templates) -> Page:
    return templates.page(
        year.path,
        "year.md.j2",
        matter("listing", str(year.year), f"The briefs of {year.year}, day by day.", section="Archive"),
        year=year,
        earlier=next(iter(earlier), None),
        later=next(iter(later), None),
        path_of=brief_path,
    )


def _month_page(month: Month, earlier: list[Month], later: list[Month], templates: Templates) -> Page:
    name = templates.language.month(month.first)
    return templates.page(
        month.path,
        "month.md.j2",
        matter("listing", name, f"The briefs of {name}, day by day.", section="Archive"),
        month=month,
        year=year_path(month.first.year),
        earlier=next(iter(earlier), None),
        later=next(iter(later), None),
        path_of=brief_path,
    )


def record_index(desk: Desk, templates: Templates) -> Page:
    """The way into the section From the record."""
    shelf = desk.record
    years = tuple((year, shelf.briefs(year)[::-1]) for year in reversed(shelf.years))
    name = f"From the record, {shelf.span}" if shelf else "From the record"
    return templates.page(
        RECORD,
        "record.md.j2",
        matter(
            "listing",
            name,
            "A record reconstructed in 2026 from published documents.",
            section="Record",
        ),
        name=name,
        years=years,
        path_of=brief_path,
        sources="record/sources.md" if "record/sources.md" in desk.tree else "",
    )
