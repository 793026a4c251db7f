"""What of a feed's entries goes into the store: its editors' rules, and how many a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.model import Entry, Feed, Fresh, Rule
from digest.store import FirstSight


def taken(fresh: Fresh, feed: Feed) -> Fresh:
    """What a feed gave, without the entries that its rules leave out."""
    if not (feed.keep or feed.drop):
        return fresh
    return replace(fresh, entries=tuple(entry for entry in fresh.entries if wanted(entry, feed)))


def wanted(entry: Entry, feed: Feed) -> bool:
    """Whether a feed's rules take an entry: one of `keep` matches, or there is none, and none of `drop` does."""
    kept = not feed.keep or any(_matches(rule, entry) for rule in feed.keep)
    return kept and not any(_matches(rule, entry) for rule in feed.drop)


def _matches(rule: Rule, entry: Entry) -> bool:
    match rule.part:
        case "title":
            values: tuple[str, ...] = (entry.title,)
        case "link":
            values = (entry.link,)
        case "category":
            values = entry.categories
        case "author":
            values = entry.authors
    return any(rule.pattern.search(value) for value in values)


def within_a_days_most(
    first_sight: FirstSight, feeds: Mapping[str, Feed], zone: ZoneInfo, seen: Mapping[tuple[str, date], int]
) -> FirstSight:
    """The rule of first sight where feeds have a most: what goes beyond it on a day of the zone is backlog.

    `seen` counts what was taken of each feed on the days before and so far today. So what is left out of one day is
    known and does not come as news on the next.
    """
    counts = Counter(seen)

    def limited(entry: Entry) -> datetime | None:
        sight = first_sight(entry)
        most = feeds[entry.feed].max_items_per_day if entry.feed in feeds else None
        if sight is None or most is None:
            return sight
        day = entry.feed, sight.astimezone(zone).date()
        if counts[day] >= most:
            return None
        counts[day] += 1
        return sight

    return limited
