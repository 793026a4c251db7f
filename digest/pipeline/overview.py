"""`digest status`: how the newsroom does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from digest.model import FeedHealth, Issue, Run, State
from digest.pipeline.desk import Desk
from digest.pipeline.doubting import Revised, revised_lines
from digest.pipeline.loading import issues_of
from digest.publish import merge
from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What `digest status` tells: the feeds' health, the last runs, and the briefs that wait for an editor."""

    feeds: tuple[FeedHealth, ...]
    runs: tuple[Run, ...]
    open: tuple[date, ...]
    review: tuple[date, ...]
    published: int
    conflicts: tuple[tuple[date, str], ...] = ()
    revised: tuple[Revised, ...] = ()


def overview(desk: Desk) -> Overview:
    """How the newsroom does."""
    issues = issues_of(desk)
    listed = {feed.id for feed in desk.roster.feeds}
    with Store(desk.newsroom.store) as store:
        return Overview(
            feeds=tuple(one for one in store.health() if one.feed in listed),
            runs=store.runs(5),
            open=_days(issues, State.OPEN),
            review=_days(issues, State.REVIEW),
            published=len(_days(issues, State.PUBLISHED)),
            conflicts=tuple((issue.record.day, line) for issue in issues for line in merge.open_conflicts(issue)),
            revised=revised_lines(desk, store, issues),
        )


def _days(issues: tuple[Issue, ...], state: State) -> tuple[date, ...]:
    return tuple(issue.record.day for issue in issues if issue.record.state is state)
