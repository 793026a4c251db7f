"""`digest feeds distrust`: a feed that is not relied on any more, and what rests on it."""

from __future__ import annotations

from datetime import date

from digest import curate, files
from digest.errors import UsageError
from digest.model import Issue
from digest.pipeline import deciding
from digest.pipeline.desk import Desk
from digest.pipeline.reviewing import Distrusted, distrusted_lines


def distrust_feed(
    desk: Desk, issues: tuple[Issue, ...], feed: str, *, since: date, by: str, why: str
) -> tuple[Distrusted, ...]:
    """Write the decision into content/desk.yaml; gives the published lines that rest on what the feed said since.

    UsageError for a feed that is none, RosterFaults where the decision is by nobody of the newsroom.
    """
    known = {name for one in desk.roster.feeds for name in (one.id, *one.formerly)}
    told = {row.feed for issue in issues for row in issue.record.evidence}
    if feed not in known | told:
        raise UsageError(f"{feed} is no feed of this newsroom (`digest feeds list` names them)")
    item: dict[str, str] = {"distrust": feed, "since": since.isoformat(), "by": by, "why": why}
    files.write(desk.newsroom.policy, curate.with_standing(desk.newsroom.policy, [item], desk.roster.editors))
    lines = distrusted_lines(desk, issues, deciding.load_decisions(desk.newsroom, desk.roster.editors))
    return tuple(one for one in lines if one.feed == feed)
