"""Freshness: of when the newest data are."""

from __future__ import annotations

from datetime import datetime

from digest import publish
from digest.model import Issue, State
from digest.pipeline.desk import Desk
from digest.store import Store


def data_moment(desk: Desk, issues: tuple[Issue, ...]) -> datetime | None:
    """The moment of the newest data on the pages, which their build date bears."""
    status = publish.read_status(desk.newsroom.status)
    closed = [issue.record.until for issue in issues if issue.record.state is not State.OPEN]
    return max([*closed, *([status.cut_off] if status and status.cut_off else [])], default=None)


def newest_moment(desk: Desk, issues: tuple[Issue, ...]) -> datetime | None:
    """When something new was last seen.

    That a feed answered proves nothing. Where there is no store, as in a build from content/ alone, the moment that the
    pages bear has to do.
    """
    with Store(desk.newsroom.store) as store:
        seen = store.first_seen_range()
    return seen[1] if seen else data_moment(desk, issues)
