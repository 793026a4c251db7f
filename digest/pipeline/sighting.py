"""First sight: the moment to which a new entry is dated, which decides the edition that it belongs to."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import islice

from digest import clock
from digest.model import Entry, Issue
from digest.pipeline.desk import Desk
from digest.pipeline.filtering import within_a_days_most
from digest.store import FirstSight, Store

FIRST_EDITIONS = 7
"""So many editions are composed from what feeds still carry when an empty newsroom runs for the first time."""


def first_sight(desk: Desk, store: Store, issues: tuple[Issue, ...]) -> FirstSight:
    """The rule for the moment of first sight of a new entry; None makes it backlog.

    A running newsroom sees an entry now. An empty one takes the dates that feeds give, so that its last editions can
    still be composed. Either way a feed that has a most a day is held to it. The rule sees the store as it is now,
    whatever is kept while it is used; it counts what it lets in, so that it serves for one pull.
    """
    zone = desk.roster.calendar.zone
    feeds = {feed.id: feed for feed in desk.roster.feeds if feed.max_items_per_day}
    rule = _moment_of_sight(desk, store, issues)
    if not feeds:
        return rule
    since = datetime.combine(desk.today, time(), zone)
    counts = store.seen_by_feed(since, datetime.combine(desk.today + timedelta(days=1), time(), zone))
    return within_a_days_most(rule, feeds, zone, {(feed, desk.today): count for feed, count in counts.items()})


def _moment_of_sight(desk: Desk, store: Store, issues: tuple[Issue, ...]) -> FirstSight:
    edition = desk.edition
    closed = max((issue.record.until for issue in issues if issue.record.whole), default=None)
    if store.opened() is None and not issues:
        oldest = list(islice(clock.editions_before(edition, desk.roster.calendar), FIRST_EDITIONS))[-1]

        def carried(entry: Entry) -> datetime | None:
            moment = min(entry.published or desk.now, desk.now)
            return moment if moment >= oldest.since else None

        return carried
    if store.opened() is None and closed:
        # The store was lost: what was out before the newest brief closed had its chance in one of them.
        return lambda entry: None if (entry.published or closed) < closed else desk.now
    # Nothing enters an edition that has closed, even if the clock went back.
    sight = max(desk.now, closed) if closed else desk.now
    return lambda entry: None if clock.is_backlog(entry.published, edition) else sight
