"""Published lines in doubt: their publishers say something else now, or editors do not trust the feed any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from digest import page
from digest.model import AmendmentKind, Issue, LineRecord, Policy, State, names_of
from digest.pipeline.decisions import distrusted
from digest.pipeline.desk import Desk
from digest.pipeline.watching import cited, recent
from digest.store import Store
from digest.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A published line one of whose headlines its publisher changed: before and after; or carries no longer (empty)."""

    day: date
    line: str
    outlet: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distrusted:
    """A published line, with what it says, that rests on a feed which editors do not trust any more."""

    day: date
    line: str
    feed: str
    text: str


def revised_lines(desk: Desk, store: Store, issues: Iterable[Issue]) -> tuple[Revised, ...]:
    """The published lines of the last days whose sentences rest on a headline that reads otherwise now, or is gone.

    A line that was corrected since is in doubt no more.
    """
    watched = recent(desk, issues)
    names = names_of(desk.roster.outlets)
    newest = store.revised(sorted({row.id for issue in watched for row in issue.record.evidence}))
    return tuple(
        Revised(
            day=issue.record.day,
            line=line.id,
            outlet=names.get(row.outlet, row.outlet),
            before=row.title,
            after=clean(newest[row.id][0]),
        )
        for issue in watched
        for line in issue.record.lines
        for row in issue.record.evidence
        if row.id in newest and row.id in cited(line) and clean(newest[row.id][0]) != row.title
        if not _corrected(issue, line, newest[row.id][1])
    )


def distrusted_lines(desk: Desk, issues: Iterable[Issue], policy: Policy) -> tuple[Distrusted, ...]:
    """The published lines that rest on what a distrusted feed said since the day it is not trusted."""
    zone, distrust = desk.roster.calendar.zone, distrusted(policy, desk.roster.feeds)
    found: dict[Distrusted, None] = {}
    for issue in issues if distrust else ():
        if issue.record.state is State.PUBLISHED:
            said = {line.id: page.plain(line.text) for line in issue.brief.lines}
            doubtful = {
                row.id: row.feed
                for row in issue.record.evidence
                if row.feed in distrust and row.seen.astimezone(zone).date() >= distrust[row.feed]
            }
            for line in issue.record.lines:
                for feed in sorted({doubtful[key] for key in cited(line) if key in doubtful}):
                    found[Distrusted(day=issue.record.day, line=line.id, feed=feed, text=said.get(line.id, ""))] = None
    return tuple(found)


def _corrected(issue: Issue, line: LineRecord, since: datetime) -> bool:
    made = [one for one in issue.record.amendments if one.line == line.id and one.change is AmendmentKind.CORRECTED]
    return any(one.at >= since for one in made)
