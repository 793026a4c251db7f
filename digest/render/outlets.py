"""The public view of feeds.yaml: outlets, their feeds, and how each feed does."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import Feed, FeedHealth, Outlet, Page, Run
from digest.render.desk import Desk
from digest.render.lines import owner
from digest.render.prose import is_safe
from digest.render.templates import Templates, matter


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A feed and its state in words; `well` is None when it was never read."""

    feed: Feed
    well: bool | None
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """An outlet with its feeds."""

    outlet: Outlet
    home: str
    place: str
    owner: str
    feeds: tuple[FeedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A pull: when it began, how long it lasted in words, how many feeds it asked, and what came of it."""

    began: str
    lasted: str
    feeds: int
    failed: int
    new: int


def sources(desk: Desk, templates: Templates) -> Page:
    """The page of the sources: outlets by name, each with its feeds."""
    view = desk.view
    health = {row.feed: row for row in view.health}
    zone = desk.roster.calendar.zone
    rows = tuple(
        _outlet_row(desk, outlet, [feed for feed in desk.roster.feeds if feed.outlet == outlet.id], health)
        for outlet in sorted(desk.roster.outlets, key=lambda outlet: (outlet.name.casefold(), outlet.id))
    )
    return templates.page(
        "sources.md",
        "sources.md.j2",
        matter(
            "sources",
            "Sources",
            "The outlets and feeds that the briefs are made from, and how each feed does.",
        ),
        rows=rows,
        read=view.read,
        failing=len(view.failing),
        feeds=len(desk.roster.feeds),
        cut_off=desk.language.moment(view.cut_off, zone) if view.cut_off else "",
        trouble=desk.trouble,
        runs=tuple(_run_row(desk, run) for run in view.runs),
    )


def _outlet_row(desk: Desk, outlet: Outlet, feeds: list[Feed], health: dict[str, FeedHealth]) -> OutletRow:
    return OutletRow(
        outlet=outlet,
        home=outlet.home if is_safe(outlet.home) else "",
        place=desk.language.country(outlet.country),
        owner=owner(desk, outlet),
        feeds=tuple(feed_row(desk, feed, health.get(feed.id)) for feed in feeds),
    )


def _run_row(desk: Desk, run: Run) -> RunRow:
    language = desk.language
    minutes = round((run.ended - run.started).total_seconds() / 60) if run.ended else 0
    short = language.say("less than a minute")
    lasted = language.count("1 minute", "%(num)s minutes", minutes) if minutes else short
    return RunRow(
        began=language.moment(run.started, desk.roster.calendar.zone),
        lasted=lasted,
        feeds=run.counts.get("feeds", 0),
        failed=run.counts.get("failed", 0),
        new=run.counts.get("new", 0),
    )


def feed_row(desk: Desk, feed: Feed, health: FeedHealth | None) -> FeedRow:
    """A feed and how it does."""
    language, say = desk.language, desk.language.say
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
    if not health.newest:
        return FeedRow(feed=feed, well=True, state=say("read"), detail=say("no dated item"))
    newest = say("newest item of %(day)s", day=language.full(health.newest.date()))
    return FeedRow(feed=feed, well=True, state=say("read"), detail=newest)
