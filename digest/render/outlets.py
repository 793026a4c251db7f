"""The public view of feeds.yaml: outlets, their feeds, and how each feed does."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import Feed, FeedHealth, Outlet, Page
from digest.render import dates
from digest.render.desk import Desk, place_name
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


def sources(desk: Desk, templates: Templates) -> Page:
    """The page of the sources: outlets by name, each with its feeds."""
    view = desk.view
    health = {row.feed: row for row in view.health}
    zone = desk.roster.calendar.zone
    rows = tuple(
        _outlet_row(outlet, [feed for feed in desk.roster.feeds if feed.outlet == outlet.id], health)
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
        cut_off=dates.moment(view.cut_off, zone) if view.cut_off else "",
        unreached=view.unreached,
    )


def _outlet_row(outlet: Outlet, feeds: list[Feed], health: dict[str, FeedHealth]) -> OutletRow:
    return OutletRow(
        outlet=outlet,
        home=outlet.home if is_safe(outlet.home) else "",
        place=place_name(outlet.country),
        owner=owner(outlet),
        feeds=tuple(_feed_row(feed, health.get(feed.id)) for feed in feeds),
    )


def _feed_row(feed: Feed, health: FeedHealth | None) -> FeedRow:
    if health is None or not (health.failures or health.last_ok):
        return FeedRow(feed=feed, well=None, state="not read yet")
    if health.gone:
        return FeedRow(feed=feed, well=False, state="gone", detail=f"ended on {dates.full(health.gone.date())}")
    if health.changed:
        return FeedRow(feed=feed, well=False, state="kept aside", detail="it changed; editors look at it first")
    if health.failures:
        times = "once" if health.failures == 1 else f"{health.failures} times in a row"
        return FeedRow(feed=feed, well=False, state=f"failed {times}", detail=health.trouble)
    newest = f"newest item of {dates.full(health.newest.date())}" if health.newest else "no dated item"
    return FeedRow(feed=feed, well=True, state="read", detail=newest)
