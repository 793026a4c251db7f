"""Build: every page of the site derived, and of when the newest data on them are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from digest import publish
from digest.model import Issue, Problem, State
from digest.pipeline.columns import column_problems
from digest.pipeline.desk import Desk
from digest.pipeline.paging import forget, pages, record_of, shelf_of
from digest.pipeline.recording import record_due
from digest.pipeline.running import running
from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What deriving the pages came to: how many files changed, the moment of their newest data.

    `problems` keep what people wrote beside the briefs out of the site. `stale` says since when nothing new has come,
    where that is longer than was allowed.
    """

    changed: int
    moment: datetime | None
    stale: str = ""
    problems: tuple[Problem, ...] = ()


def build(desk: Desk, *, clean: bool = False, fresh: timedelta | None = None) -> Built:
    """Derive every page of the site from content/ and feeds.yaml; where data are older than `fresh`, pages say so.

    `clean` first forgets what was derived before.
    """
    with running(desk, "pages") as run:
        if clean:
            forget(desk)
        record_due(desk, record_of(desk))
        issues = shelf_of(desk)
        newest = _newest_moment(desk, issues)
        is_stale = fresh is not None and (newest is None or desk.now - newest > fresh)
        changed = pages(desk, issues, still_since=newest if is_stale else None)
        problems = column_problems(desk.newsroom, issues)
        run.note({"changed": changed}, problems)
    since = f"nothing new has come since {newest:%Y-%m-%d %H:%M} UTC" if newest else "nothing has come yet"
    return Built(changed=changed, moment=_data_moment(desk, issues), stale=since if is_stale else "", problems=problems)


def _data_moment(desk: Desk, issues: tuple[Issue, ...]) -> datetime | None:
    """The moment of the newest data on the pages, which their build date bears."""
    status = publish.read_status(desk.newsroom.status)
    closed = [issue.outline.until for issue in issues if issue.outline.state is not State.OPEN]
    return max([*closed, *([status.cut_off] if status and status.cut_off else [])], default=None)


def _newest_moment(desk: Desk, issues: tuple[Issue, ...]) -> datetime | None:
    """When something new was last seen.

    That a feed answered proves nothing. Where there is no store, as in a build from content/ alone, the moment that the
    pages bear has to do.
    """
    with Store(desk.newsroom.store) as store:
        seen = store.first_seen_range()
    return seen[1] if seen else _data_moment(desk, issues)
