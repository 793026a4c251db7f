"""Feeds tried: read now, keeping nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest import curate
from digest.errors import RosterFaults, UsageError
from digest.model import Fresh, Problem
from digest.pipeline.desk import Desk
from digest.pull import documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a feed gave when it was read live: how many entries, the newest one's date, or the problem."""

    feed: str
    entries: int
    newest: datetime | None
    problem: Problem | None


def read_live(desk: Desk, since: Path | None) -> tuple[Reading, ...]:
    """Read the feeds now, keeping nothing: all of them, or those that an older feeds.yaml does not have as they are."""
    feeds = desk.roster.feeds
    if since is not None:
        if not since.is_file():
            raise UsageError(f"{since} is not a file (name the older feeds.yaml)")
        known = set(_addresses(since))
        feeds = tuple(feed for feed in feeds if (feed.id, feed.url) not in known)
    outlets = {outlet.id: outlet for outlet in desk.roster.outlets}
    readings = {
        one.feed: _reading(one) for one in documents.pull(feeds, outlets, {}, now=desk.now, manners=desk.manners)
    }
    return tuple(readings[feed.id] for feed in feeds)


def _addresses(older: Path) -> list[tuple[str, str]]:
    """What an older roster read; nothing where it had faults, which a change may be there to repair."""
    try:
        return [(feed.id, feed.url) for feed in curate.load(older).feeds]
    except RosterFaults:
        return []


def _reading(fresh: Fresh) -> Reading:
    dates = [entry.published for entry in fresh.entries if entry.published]
    problem = documents.problem_of(fresh) if fresh.problem else None
    return Reading(feed=fresh.feed, entries=len(fresh.entries), newest=max(dates, default=None), problem=problem)
