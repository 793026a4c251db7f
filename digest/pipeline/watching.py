"""What published lines rest on, watched: whether a publisher still carries it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from digest.model import Entry, Evidence, Issue, LineRecord, State, by_any_id
from digest.pipeline.desk import Desk

WATCHED_DAYS = 30
"""Published lines are watched for so many days after their brief's."""

OLDER = 5
"""An entry is gone, not just old, when its feed still has so many that are older."""


def recent(desk: Desk, issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The published briefs whose lines are watched."""
    since = desk.today - timedelta(days=WATCHED_DAYS)
    return tuple(one for one in issues if one.record.state is State.PUBLISHED and one.record.day >= since)


def cited(line: LineRecord) -> frozenset[str]:
    """The entries that a line's sentences rest on."""
    return frozenset(entry for sentence in line.sentences for entry in sentence.entries)


def watched(desk: Desk, issues: Iterable[Issue]) -> Mapping[str, tuple[Evidence, ...]]:
    """The entries that watched lines rest on, by the present id of their feed."""
    present = by_any_id(desk.roster.feeds)
    found: dict[str, list[Evidence]] = defaultdict(list)
    for issue in recent(desk, issues):
        told = {entry for line in issue.record.lines for entry in cited(line)}
        for row in issue.record.evidence:
            if row.id in told:
                found[present[row.feed].id if row.feed in present else row.feed].append(row)
    return {feed: tuple(rows) for feed, rows in found.items()}


def missing(rows: Sequence[Evidence], carried: Sequence[Entry]) -> tuple[str, ...]:
    """The entries that a feed no longer carries although what it does carry goes further back, by id and by address."""
    ids, links = {one.id for one in carried}, {one.link for one in carried if one.link}
    dates = [one.published for one in carried if one.published]
    return tuple(
        row.id
        for row in rows
        if row.id not in ids and row.link not in links
        if row.published and sum(one < row.published for one in dates) >= OLDER
    )
