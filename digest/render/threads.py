"""Stories over days: a page for each that two briefs or more tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from digest.language import iso
from digest.leaves import Leaf
from digest.model import Evidence, Issue, Page
from digest.render import mentions, timelines
from digest.render.almanac import Almanac, Told
from digest.render.chapters import chapters
from digest.render.lines import LineView, headline, line_view, outlet_name
from digest.render.links import Here, brief_path, chapter_path, outlet_path, thread_path
from digest.render.prose import is_safe, spoken_in
from digest.render.templates import Templates, leaf, matter, moved


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


def threads(almanac: Almanac, templates: Templates) -> Iterator[Leaf]:
    """The pages of the stories that go on, and what leads to them from stories that were merged into them."""
    by_path = {brief_path(issue.head): issue for issue in almanac.daily.issues}
    going = almanac.threads()
    for story, tellings in going.items():
        yield from _thread(almanac, story, tellings, by_path, templates)
    for old, new in _merged(almanac).items():
        if new in going and old not in going:
            yield leaf(f"s/{old}/index.html", moved, f"s/{old}/index.html", thread_path(new), new, templates)


def _merged(almanac: Almanac) -> Mapping[str, str]:
    """Where the stories went that editors merged into others."""
    return {
        one.line: line.story
        for issue in almanac.daily.issues
        for one in issue.outline.redirects
        for line in issue.outline.lines
        if line.id == one.to and line.story
    }


def _thread(
    almanac: Almanac, story: str, tellings: Sequence[Told], by_path: Mapping[str, Issue], templates: Templates
) -> Iterator[Leaf]:
    """The pages of one story; all of them are made anew when a brief that tells it changes."""
    path = thread_path(story)
    told = tuple(_Telling(issue=by_path[one.path], anchor=one.line) for one in tellings)
    for one in chapters(told, lambda each: each.day):
        place = chapter_path(path, one.year, one.month)
        yield leaf(place, _page, almanac, story, told, place, templates)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """A brief that tells a story, and the anchor of its line."""

    issue: Issue
    anchor: str

    @property
    def day(self) -> date:
        return self.issue.day


def _page(almanac: Almanac, story: str, told: Sequence[_Telling], place: str, templates: Templates) -> Page:
    path, newest, oldest = thread_path(story), told[0], told[-1]
    title = headline(newest.issue.line(newest.anchor))
    days = {brief_path(one.issue.head): one.day for one in told}
    about = almanac.language.count(
        "A story over %(num)s day: %(title)s", "A story over %(num)s days: %(title)s", len(days), title=title
    )
    parts = [
        (chapter_path(path, one.year, one.month), one.label(almanac.language), one)
        for one in chapters(told, lambda each: each.day)
    ]
    label, chapter = next((label, one) for target, label, one in parts if target == place)
    weights = [one.day for one in told for _ in _entries(one.issue, story)]
    return templates.page(
        place,
        "thread.md.j2",
        matter("subject", f"{title}, {label}" if label else title, about, section="Archive"),
        title=title,
        path=path,
        span=(almanac.language.full(oldest.day), almanac.language.full(newest.day)),
        count=len(days),
        timeline=None if label else timelines.timeline(weights, almanac.language),
        part=label,
        parts=tuple((target, each) for target, each, _ in parts if each),
        days=[_day(almanac, one.issue, one.anchor, story, Here(place)) for one in chapter.rows],
    )


def _entries(issue: Issue, story: str) -> tuple[str, ...]:
    return next((row.entries for row in issue.outline.stories if row.id == story), ())


def _day(almanac: Almanac, issue: Issue, anchor: str, story: str, here: Here) -> Day:
    wanted = frozenset(_entries(issue, story))
    rows = (row for row in issue.record.evidence if row.id in wanted and is_safe(row.link))
    return Day(
        path=brief_path(issue.head),
        title=issue.head.title,
        date=mentions.date_of(almanac, issue),
        iso=iso(issue.day),
        view=line_view(almanac, issue, issue.line(anchor), here, anchor=anchor),
        sources=tuple(
            _source(almanac, row) for row in sorted(rows, key=lambda row: (row.published or row.seen, row.id))
        ),
    )


def _source(almanac: Almanac, row: Evidence) -> Source:
    outlet = almanac.outlet(row.outlet)
    day = (row.published or row.seen).astimezone(almanac.roster.calendar.zone).date()
    return Source(
        outlet=outlet_name(almanac, row),
        path=outlet_path(outlet.id) if outlet else "",
        title=spoken_in(row.title, row.language or (outlet.language if outlet else ""), almanac.language.code),
        link=row.link,
        date=almanac.language.short(day),
        iso=iso(day),
    )
