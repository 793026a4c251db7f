"""How each feed does, in one word, with what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from digest.model import NO_FEEDS, Feed, FeedHealth, Glimpse
from digest.pipeline.desk import Desk
from digest.store import Store

DEAD_AFTER = 5
"""A feed that fails so often in a row is dead..."""
STALE_AFTER = timedelta(days=90)
"""...one whose newest item is older is stale..."""
THIN_BELOW = 3
"""...one that had fewer entries is thin..."""
SAME_FROM = 0.8
"""...and one that shares more than this of its links with another is its duplicate."""

BLOCKED = frozenset({401, 403, 451})
"""Answers of a server that will not serve us; one that answers 429 so often in a row will not either."""
TOO_MANY_AFTER = 3

_TOO_MANY = 429


class Condition(StrEnum):
    """How a feed does."""

    OK = "ok"
    MUTED = "muted"
    UNREAD = "unread"
    GONE = "gone"
    CHANGED = "changed"
    BLOCKED = "blocked"
    NOT_A_FEED = "not a feed"
    DEAD = "dead"
    FAILING = "failing"
    MOVED = "moved"
    DUPLICATE = "duplicate"
    THIN = "thin"
    NO_DATES = "no dates"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A feed's condition, what speaks for it and what an editor can do."""

    feed: str
    condition: Condition
    evidence: str
    todo: str = ""


def feeds_health(desk: Desk) -> tuple[Diagnosis, ...]:
    """How each feed of the roster does, in its order."""
    with Store(desk.newsroom.store) as store:
        store.rename_feeds({old: feed.id for feed in desk.roster.feeds for old in feed.formerly})
        health = {one.feed: one for one in store.health()}
        glimpses = {one.feed: one for one in store.glimpses()}
    return diagnose(desk.roster.feeds, health, glimpses, now=desk.now, today=desk.today)


def diagnose(
    feeds: Sequence[Feed],
    health: Mapping[str, FeedHealth],
    glimpses: Mapping[str, Glimpse],
    *,
    now: datetime,
    today: date,
) -> tuple[Diagnosis, ...]:
    """One diagnosis for each feed, in order: of several that fit, the one to act on first.

    `health` and `glimpses` (its newest entries) are looked up by id; a feed that has none was never read.
    """
    twins = _twins(feeds, glimpses)
    return tuple(
        _muted(feed, today)
        or _trouble(feed, health.get(feed.id))
        or _moved(feed, health.get(feed.id))
        or twins.get(feed.id)
        or _content(feed, health.get(feed.id), glimpses.get(feed.id), now)
        for feed in feeds
    )


def _muted(feed: Feed, today: date) -> Diagnosis | None:
    if not feed.muted(today):
        return None
    return Diagnosis(feed=feed.id, condition=Condition.MUTED, evidence=f"not read before {feed.mute_until}")


def _trouble(feed: Feed, health: FeedHealth | None) -> Diagnosis | None:
    """What keeps a feed from being read."""
    if health is None:
        return Diagnosis(feed=feed.id, condition=Condition.UNREAD, evidence="never pulled", todo="run `digest pull`")
    times = f"{health.failures} times in a row" if health.failures > 1 else "once"
    last = f"last read {health.last_ok:%Y-%m-%d}" if health.last_ok else "never read"
    evidence = f"{health.trouble}, {times}, {last}"
    condition = Condition.DEAD if health.failures >= DEAD_AFTER else Condition.FAILING
    if health.gone:
        todo = f"look for another, or `digest feeds remove {feed.id}`"
        evidence = f"{health.trouble} on {health.gone:%Y-%m-%d}, {last}, not asked since"
        return Diagnosis(feed=feed.id, condition=Condition.GONE, evidence=evidence, todo=todo)
    if health.changed:
        said = f"its new entries {health.changed}; {_entries(health.held)} kept aside"
        todo = f"look at it, then `digest feeds accept {feed.id}` or `digest feeds remove {feed.id}`"
        return Diagnosis(feed=feed.id, condition=Condition.CHANGED, evidence=said, todo=todo)
    if not health.trouble:
        return None
    if health.status in BLOCKED or (health.status == _TOO_MANY and health.failures >= TOO_MANY_AFTER):
        condition = Condition.BLOCKED
    elif health.trouble in NO_FEEDS:
        condition = Condition.NOT_A_FEED
    return Diagnosis(feed=feed.id, condition=condition, evidence=evidence, todo=health.todo)


def _moved(feed: Feed, health: FeedHealth | None) -> Diagnosis | None:
    """That feeds.yaml should follow a feed."""
    if health is None or not health.moved:
        return None
    todo = f"`digest feeds fix {feed.id}` writes that into feeds.yaml"
    return Diagnosis(feed=feed.id, condition=Condition.MOVED, evidence=f"for good to {health.moved}", todo=todo)


def _content(feed: Feed, health: FeedHealth | None, glimpse: Glimpse | None, now: datetime) -> Diagnosis:
    """What is to be said of a feed that is read."""
    entries, newest = (health.entries, health.newest) if health else (0, None)
    ruled = " that its rules take" if feed.keep or feed.drop else ""
    said = f"{_entries(entries)}{ruled}"
    condition, todo = Condition.OK, ""
    if entries < THIN_BELOW:
        condition, todo = Condition.THIN, "look whether it is the right feed of its publisher"
    elif glimpse and not glimpse.dated:
        condition, said = Condition.NO_DATES, f"none of its newest {_entries(glimpse.entries)} has a date"
        todo = "its entries count as published when they are first seen: ask the publisher for dates"
    elif newest and newest < now - STALE_AFTER:
        condition, said = Condition.STALE, f"its newest entry{ruled} is of {newest:%Y-%m-%d}"
        todo = "look for a newer feed of its publisher, or remove it"
    elif newest:
        said = f"{said}, the newest of {newest:%Y-%m-%d}"
    return Diagnosis(feed=feed.id, condition=condition, evidence=said, todo=todo)


def _twins(feeds: Iterable[Feed], glimpses: Mapping[str, Glimpse]) -> dict[str, Diagnosis]:
    """The feeds whose newest links another feed has too: of two the one with fewer, else the later one."""
    seen = [glimpses[feed.id] for feed in feeds if feed.id in glimpses]
    order = {one.feed: number for number, one in enumerate(seen)}
    ranked = sorted(seen, key=lambda one: (-len(one.links), order[one.feed]))
    holders: dict[str, list[str]] = {}
    found: dict[str, Diagnosis] = {}
    for one in ranked:
        shared: dict[str, int] = {}
        for link in one.links:
            for other in holders.get(link, ()):
                shared[other] = shared.get(other, 0) + 1
            holders.setdefault(link, []).append(one.feed)
        best = max(shared, key=lambda other: (shared[other], -order[other]), default="")
        if best and len(one.links) >= THIN_BELOW and shared[best] > SAME_FROM * len(one.links):
            evidence = f"{shared[best]} of its newest {len(one.links)} links are in {best} too"
            todo = "remove one, unless its topics or weight are worth it"
            found[one.feed] = Diagnosis(feed=one.feed, condition=Condition.DUPLICATE, evidence=evidence, todo=todo)
    return found


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
