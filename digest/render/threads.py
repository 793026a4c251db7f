"""Stories over days: a page for each that two briefs or more tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from markupsafe import Markup

from digest.language import iso
from digest.leaves import Leaf
from digest.model import Evidence, Issue, Page
from digest.render import mentions, timelines
from digest.render.almanac import Almanac
from digest.render.chapters import chapters
from digest.render.lines import headline, line_view, outlet_name
from digest.render.lineviews import LineView, Told
from digest.render.links import Here, brief_path, chapter_path, country_path, outlet_path, thread_path, topic_path
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
class Teller:
    """An outlet that tells a story, its page, and how many of the story's entries are its own."""

    name: str
    path: str
    count: int


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
    for one in chapters(told):
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
    title = headline(almanac.file(newest.issue).lines[newest.anchor])
    days = {brief_path(one.issue.head): one.day for one in told}
    about = almanac.language.count(
        "A story over %(num)s day: %(title)s", "A story over %(num)s days: %(title)s", len(days), title=title
    )
    parts = [(chapter_path(path, one.year, one.month), one.label(almanac.language), one) for one in chapters(told)]
    label, chapter = next((label, one) for target, label, one in parts if target == place)
    days_told = [_day(almanac, one.issue, one.anchor, story, Here(place)) for one in chapter.rows]
    weights = [one.day for one in told for _ in _entries(one.issue, story)]
    return templates.page(
        place,
        "thread.md.j2",
        matter("subject", f"{title}, {label}" if label else title, about, section="Archive"),
        title=title,
        path=path,
        span=almanac.language.span(oldest.day, newest.day),
        count=len(days),
        timeline=None if label else timelines.timeline(weights, almanac.language),
        part=label,
        parts=tuple((target, each) for target, each, _ in parts if each),
        days=days_told,
        outlets=() if label else _tellers(day.sources for day in days_told),
        touched=() if label else _touched(almanac, [one.issue for one in told], story),
    )


def _tellers(sources: Iterable[Sequence[Source]]) -> tuple[Teller, ...]:
    """Who tells a story, those with most entries first."""
    links = {one.link: one for one in chain.from_iterable(sources)}
    counted = Counter((one.outlet, one.path) for one in links.values())
    return tuple(
        Teller(name=name, path=path, count=count)
        for (name, path), count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _touched(almanac: Almanac, issues: Iterable[Issue], story: str) -> tuple[tuple[str, str], ...]:
    """The topics and countries that a story touches, by name and page, topics first."""
    rows = (row for issue in issues for row in issue.outline.stories if row.id == story)
    keys = sorted({key for row in rows for key in almanac.touched(row)}, key=lambda key: (key[0] != "topic", key))
    named = (
        (topic.title if (topic := almanac.topic(key)) else "", topic_path(key))
        if kind == "topic"
        else (almanac.language.country(key), country_path(key))
        for kind, key in keys
    )
    return tuple({name: (name, path) for name, path in reversed(tuple(named)) if name}.values())[::-1]


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
        view=line_view(almanac, issue, anchor, here),
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
