"""Who is read: the public view of feeds.yaml, and a page for each outlet with what it told and how its feeds do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup

from digest.language import N_, iso
from digest.leaves import Leaf
from digest.model import Evidence, Feed, FeedHealth, Issue, Made, Outlet, Page, Run
from digest.render import timelines
from digest.render.almanac import Almanac
from digest.render.chapters import Chapter, chapters
from digest.render.lines import owner
from digest.render.links import SOURCES, brief_path, chapter_path, country_path, outlet_path
from digest.render.prose import is_safe, spoken_in
from digest.render.templates import Templates, leaf, matter, moved
from digest.text import primary


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A feed and its state in words; `well` is None when it was never read."""

    feed: Feed
    well: bool | None
    state: str
    detail: str = ""

    @property
    def name(self) -> str:
        """The feed's address as people read one: without `https://www.`, a long one without its middle."""
        parts = urlsplit(self.feed.public_url)
        host, path = parts.netloc.removeprefix("www."), parts.path.strip("/")
        whole = f"{host}/{path}" if path else host
        return whole if len(whole) <= LONGEST else f"{host}/…/{path.rpartition('/')[2]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """An outlet with its feeds."""

    outlet: Outlet
    path: str
    home: str
    place: str
    country: str
    owner: str
    role: str
    language: str
    feeds: tuple[FeedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A pull: when it began, how long it lasted in words, how many feeds it asked, and what came of it."""

    began: str
    lasted: str
    feeds: int
    failed: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of an outlet that a brief rests on or names: its headline, and the line that tells it."""

    day: date
    date: str
    iso: str
    title: Markup
    link: str
    path: str
    anchor: str
    brief: str
    record: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An entry of some outlet in a brief: the how manieth of the outlet's there."""

    issue: Issue
    number: int


LONGEST = 44
"""So many letters of a feed's address fit beside its state."""

QUIET = timedelta(days=7)
"""A feed that gave nothing for longer is said to have no items since then."""

_ROLES = {
    "primary": N_("speaks for itself"),
    "wire": N_("news agency"),
    "press": N_("press"),
    "analysis": N_("analysis"),
    "blog": N_("blog"),
}


def sources(almanac: Almanac, templates: Templates) -> Page:
    """The page of the sources: outlets by name, each with its feeds."""
    view, say = almanac.view, almanac.language.say
    rows = _rows(almanac, almanac.roster.outlets, almanac.roster.feeds)
    return templates.page(
        SOURCES,
        "sources.md.j2",
        matter(
            "sources",
            say("Sources"),
            say("The outlets and feeds that the briefs are made from, and how each feed does."),
            section="Sources",
        ),
        rows=rows,
        read=view.read,
        failing=len(view.failing),
        feeds=len(almanac.roster.feeds),
        cut_off=almanac.language.moment(view.cut_off, almanac.roster.calendar.zone) if view.cut_off else "",
        trouble=almanac.trouble,
        runs=tuple(_run_row(almanac, run) for run in view.runs),
    )


def outlets(almanac: Almanac, templates: Templates) -> Iterator[Leaf]:
    """A page for each outlet: who it is, how its feeds do, and what of it stands in the briefs, newest first."""
    cited = _cited(almanac)
    for row in _rows(almanac, almanac.roster.outlets, almanac.roster.feeds):
        yield from _outlet(almanac, row, cited.get(row.outlet.id, ()), templates)
        for name in row.outlet.formerly:
            path = f"outlets/{name}/index.html"
            yield leaf(path, moved, path, row.path, row.outlet.name, templates)


def outlet_rows(almanac: Almanac, feeds: Sequence[Feed]) -> tuple[OutletRow, ...]:
    """Some feeds by their outlets, with how each does."""
    named = {feed.outlet for feed in feeds}
    return _rows(almanac, [outlet for outlet in almanac.roster.outlets if outlet.id in named], feeds)


def _rows(almanac: Almanac, some: Iterable[Outlet], feeds: Iterable[Feed]) -> tuple[OutletRow, ...]:
    health = {row.feed: row for row in almanac.view.health}
    by_outlet: dict[str, list[FeedRow]] = defaultdict(list)
    for feed in feeds:
        by_outlet[feed.outlet].append(feed_row(almanac, feed, health.get(feed.id)))
    return tuple(
        _row(almanac, outlet, by_outlet[outlet.id])
        for outlet in sorted(some, key=lambda outlet: (outlet.name.casefold(), outlet.id))
    )


def _row(almanac: Almanac, outlet: Outlet, feeds: Iterable[FeedRow]) -> OutletRow:
    language = almanac.language
    tongue = primary(outlet.language)
    return OutletRow(
        outlet=outlet,
        path=outlet_path(outlet.id),
        home=outlet.home if is_safe(outlet.home) else "",
        place=language.country(outlet.country),
        country=country_path(outlet.country) if outlet.country else "",
        owner=owner(almanac, outlet),
        role=language.say(_ROLES[outlet.role]),
        language="" if tongue == language.code else language.tongue(tongue),
        feeds=tuple(feeds),
    )


def _run_row(almanac: Almanac, run: Run) -> RunRow:
    language = almanac.language
    minutes = round((run.ended - run.started).total_seconds() / 60) if run.ended else 0
    short = language.say("less than a minute")
    lasted = language.count("1 minute", "%(num)s minutes", minutes) if minutes else short
    return RunRow(
        began=language.moment(run.started, almanac.roster.calendar.zone),
        lasted=lasted,
        feeds=run.counts.get("feeds", 0),
        failed=run.counts.get("failed", 0),
        new=run.counts.get("new", 0),
    )


def feed_row(almanac: Almanac, feed: Feed, health: FeedHealth | None) -> FeedRow:
    """A feed and how it does."""
    language, say = almanac.language, almanac.language.say
    if health is None or not (health.failures or health.last_ok):
        return FeedRow(feed=feed, well=None, state=say("not read yet"))
    if health.gone:
        ended = say("ended on %(day)s", day=language.full(health.gone.date()))
        return FeedRow(feed=feed, well=False, state=say("gone"), detail=ended)
    if health.changed:
        aside = say("it changed; editors look at it first")
        return FeedRow(feed=feed, well=False, state=say("kept aside"), detail=aside)
    if health.failures:
        state = language.count("failed once", "failed %(num)s times in a row", health.failures)
        return FeedRow(feed=feed, well=False, state=state, detail=health.trouble)
    return FeedRow(feed=feed, well=True, state=say("read"), detail=_newest(almanac, health.newest))


def _newest(almanac: Almanac, newest: datetime | None) -> str:
    """How old a feed's newest item is, in words."""
    if newest is None:
        return almanac.language.say("no dated item")
    day = almanac.language.full(newest.date())
    if almanac.view.cut_off and almanac.view.cut_off - newest > QUIET:
        return almanac.language.say("no items since %(day)s", day=day)
    return almanac.language.say("newest item of %(day)s", day=day)


def _outlet(almanac: Almanac, row: OutletRow, cited: Sequence[Cited], templates: Templates) -> Iterator[Leaf]:
    parts = [(chapter_path(row.path, one.year, one.month), one.label(almanac.language), one) for one in chapters(cited)]
    timeline = timelines.timeline([one.issue.day for one in cited], almanac.language)
    others = tuple((target, each) for target, each, _ in parts if each)
    for path, label, chapter in parts:
        part = _Part(path=path, label=label, parts=others, timeline=None if label else timeline)
        # Only the first page tells how the feeds do, which changes daily.
        shown = replace(row, feeds=()) if label else row
        yield leaf(path, _page, almanac, shown, part, chapter, templates)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One page of an outlet among the others."""

    path: str
    label: str
    parts: tuple[tuple[str, str], ...]
    timeline: timelines.Timeline | None


def _page(almanac: Almanac, row: OutletRow, part: _Part, cited: Chapter[Cited], templates: Templates) -> Page:
    name = row.outlet.name
    say = almanac.language.say
    return templates.page(
        part.path,
        "outlet.md.j2",
        matter(
            "subject",
            f"{name}, {part.label}" if part.label else name,
            say("%(outlet)s: who it is, how its feeds do, and what of it stands in the briefs.", outlet=name),
            section="Sources",
        ),
        row=row,
        timeline=part.timeline,
        part=part.label,
        parts=part.parts,
        items=list(_items(almanac, row.outlet, cited.rows)),
    )


def _cited(almanac: Almanac) -> Mapping[str, Sequence[Cited]]:
    """The entries of each outlet that briefs rest on or name, newest first, by the outlet's present id."""
    found: dict[str, list[Cited]] = defaultdict(list)
    for issue in almanac.newest_first:
        numbers: dict[str, int] = defaultdict(int)
        some: list[Cited] = []  # each for all outlets that have so many there
        for key in issue.outline.outlets:
            if outlet := almanac.outlet(key):
                number = numbers[outlet.id]
                if number == len(some):
                    some.append(Cited(issue=issue, number=number))
                found[outlet.id].append(some[number])
                numbers[outlet.id] += 1
    return found


def _items(almanac: Almanac, outlet: Outlet, cited: Sequence[Cited]) -> Iterator[Item]:
    for _, some in groupby(cited, lambda one: id(one.issue)):
        wanted = list(some)
        issue = wanted[0].issue
        places = _places(issue)
        told = (row for row in issue.record.evidence if row.id in places)
        rows = [row for row in told if almanac.outlet(row.outlet) is outlet]
        yield from (_item(almanac, issue, rows[one.number], outlet, places[rows[one.number].id]) for one in wanted)


def _places(issue: Issue) -> Mapping[str, str]:
    """The anchors of the lines that tell the entries of a brief."""
    lines = {line.story: line.anchor for line in issue.outline.shown if line.story}
    return {entry: lines[story.id] for story in issue.outline.stories if story.id in lines for entry in story.entries}


def _item(almanac: Almanac, issue: Issue, row: Evidence, outlet: Outlet, anchor: str) -> Item:
    brief = issue.head
    day = row.published.astimezone(almanac.roster.calendar.zone).date() if row.published else brief.day
    return Item(
        day=brief.day,
        date=almanac.language.full(day),
        iso=iso(day),
        title=spoken_in(row.title, row.language or outlet.language, almanac.language.code),
        link=row.link if is_safe(row.link) else "",
        path=brief_path(brief),
        anchor=anchor,
        brief=brief.title,
        record=brief.made is Made.RECORD,
    )
