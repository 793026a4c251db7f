"""What editors trust of feeds: one that changed and is let in again, one that is not relied on any more."""

from __future__ import annotations

from datetime import date

from digest import files
from digest.curate.deciding import with_standing
from digest.errors import UsageError
from digest.model import Issue, by_any_id
from digest.pipeline.accounting import policy_of
from digest.pipeline.briefing import brief_due
from digest.pipeline.desk import Desk
from digest.pipeline.doubting import Distrusted, distrusted_lines
from digest.pipeline.loading import issues_of, store_of
from digest.pipeline.pulling import feeds_named
from digest.pipeline.running import running
from digest.pipeline.sighting import first_sight
from digest.store import Store


def accept(desk: Desk, feed: str) -> int:
    """Let in what is kept aside of a feed that an editor has looked at; gives how many entries the briefs can have now.

    Raises UsageError for what is no feed, or none of which anything is kept aside.
    """
    issues = issues_of(desk)
    with running(desk, "accept") as run, Store(desk.newsroom.store) as store:
        feeds_named(desk, [feed])
        state = store.states().get(feed)
        if state is None or not state.changed:
            raise UsageError(f"nothing is kept aside of {feed} (see `digest feeds health`)")
        accepted = store.accept(feed, now=desk.now, first_sight=first_sight(desk, store, issues))
        run.note({"new": accepted})
    return accepted


def distrust(desk: Desk, feed: str, *, since: date, by: str, why: str = "") -> tuple[Distrusted, ...]:
    """Rely on a feed no more from a day on: written into content/desk.yaml, and briefs in review composed without it.

    Gives the published lines that rest on what the feed said since. UsageError for a feed that is none, RosterFaults
    where the decision is by nobody of the newsroom.
    """
    issues = issues_of(desk)
    with running(desk, "distrust") as run, store_of(desk, issues) as store:
        lines = _distrust(desk, issues, feed, since=since, by=by, why=why)
        briefed = brief_due(desk, store, issues)
        run.note({"published lines": len(lines)}, briefed.problems)
    return lines


def _distrust(
    desk: Desk, issues: tuple[Issue, ...], feed: str, *, since: date, by: str, why: str
) -> tuple[Distrusted, ...]:
    known = by_any_id(desk.roster.feeds)
    told = {row.feed for issue in issues for row in issue.record.evidence}
    if feed not in known and feed not in told:
        raise UsageError(f"{feed} is no feed of this newsroom (`digest feeds list` names them)")
    item: dict[str, str] = {"distrust": feed, "since": since.isoformat(), "by": by, "why": why}
    files.write(desk.newsroom.policy, with_standing(desk.newsroom.policy, [item], desk.roster.editors))
    lines = distrusted_lines(desk, issues, policy_of(desk))
    names = {feed, *((known[feed].id, *known[feed].formerly) if feed in known else ())}
    return tuple(one for one in lines if one.feed in names)
