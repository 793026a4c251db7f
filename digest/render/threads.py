"""Stories over days: a page for each that two briefs or more tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from digest.model import Evidence, Issue, Line, Page
from digest.render import mentions, timelines
from digest.render.chapters import chapters
from digest.render.desk import Desk, Told, anchors
from digest.render.language import iso
from digest.render.lines import LineView, headline, line_view, outlet_name
from digest.render.links import Here, brief_path, chapter_path, outlet_path, thread_path
from digest.render.prose import is_safe, spoken_in
from digest.render.templates import Templates, matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entry behind a telling: its outlet, its moment and its headline."""

    outlet: str
    path: str
    title: Markup
    link: str
    date: str
    iso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One telling of a story: the brief, its line, and the entries it rests on."""

    path: str
    title: str
    date: str
    iso: str
    view: LineView
    sources: tuple[Source, ...]


def threads(desk: Desk, templates: Templates) -> list[Page]:
    """The pages of the stories that go on, and what leads to them from stories that were merged into them."""
    by_path = {brief_path(issue.brief): issue for issue in desk.daily.issues}
    pages: list[Page] = []
    for story, tellings in desk.threads().items():
        pages += _thread(desk, story, tellings, by_path, templates)
    going = desk.threads()
    for old, new in _merged(desk).items():
        if new in going and old not in going:
            pages.append(templates.file(f"s/{old}/index.html", "moved.html.j2", target=thread_path(new), title=new))
    return pages


def _merged(desk: Desk) -> Mapping[str, str]:
    """Where the stories went that editors merged into others."""
    return {
        one.line: file.stories[one.to]
        for issue in desk.daily.issues
        for file in (desk.file(issue),)
        for one in issue.record.redirects
        if one.to in file.stories
    }


def _thread(
    desk: Desk, story: str, tellings: Sequence[Told], by_path: Mapping[str, Issue], templates: Templates
) -> list[Page]:
    path, newest = thread_path(story), tellings[0]
    title = headline(_line(by_path[newest.path], newest))
    days = {told.path: told.brief.day for told in tellings}
    about = desk.language.count(
        "A story over %(num)s day: %(title)s", "A story over %(num)s days: %(title)s", len(days), title=title
    )
    parts = tuple(
        (chapter_path(path, one.year, one.month), one.label(desk.language), one)
        for one in chapters(tellings, lambda told: told.brief.day)
    )
    weights = [told.brief.day for told in tellings for _ in _entries(by_path[told.path], story)]
    return [
        templates.page(
            place,
            "thread.md.j2",
            matter("subject", f"{title}, {label}" if label else title, about, section="Archive"),
            title=title,
            path=path,
            span=(desk.language.full(tellings[-1].brief.day), desk.language.full(newest.brief.day)),
            count=len(days),
            timeline=None if label else timelines.timeline(weights, desk.language),
            part=label,
            parts=tuple((target, each) for target, each, _ in parts if each),
            days=[_day(desk, by_path[told.path], told, story, Here(place)) for told in chapter.rows],
        )
        for place, label, chapter in parts
    ]


def _entries(issue: Issue, story: str) -> tuple[str, ...]:
    return next((row.entries for row in issue.record.stories if row.id == story), ())


def _day(desk: Desk, issue: Issue, told: Told, story: str, here: Here) -> Day:
    wanted = frozenset(_entries(issue, story))
    rows = (row for row in issue.record.evidence if row.id in wanted and is_safe(row.link))
    return Day(
        path=brief_path(issue.brief),
        title=issue.brief.title,
        date=mentions.date_of(desk, issue),
        iso=iso(issue.brief.day),
        view=line_view(desk, issue, _line(issue, told), here, anchor=told.line),
        sources=tuple(_source(desk, row) for row in sorted(rows, key=lambda row: (row.published or row.seen, row.id))),
    )


def _source(desk: Desk, row: Evidence) -> Source:
    outlet = desk.outlet(row.outlet)
    day = (row.published or row.seen).astimezone(desk.roster.calendar.zone).date()
    return Source(
        outlet=outlet_name(desk, row),
        path=outlet_path(outlet.id) if outlet else "",
        title=spoken_in(row.title, row.language or (outlet.language if outlet else ""), desk.language.code),
        link=row.link,
        date=desk.language.short(day),
        iso=iso(day),
    )


def _line(issue: Issue, told: Told) -> Line:
    return next(line for line, anchor in anchors(issue.brief) if anchor == told.line)
