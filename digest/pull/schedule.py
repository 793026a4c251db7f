"""When and where a feed is asked: decided from what is remembered of it and what it answered. Pure.

Its own `every`, the document's rhythm (ttl, sy:updatePeriod) and its server (Cache-Control, Expires) each say how long
to leave it alone, and the longest holds; then skipHours and skipDays push it out. What others say is honoured up to a
day, because a daily digest must see each feed daily; but a server that asks for patience (Retry-After) gets it, up to
a month. Failures double the time, to a day at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import assert_never
from urllib.parse import urlsplit

from digest.model import (
    Failed,
    Feed,
    FeedState,
    Fetched,
    Manners,
    Move,
    Outcome,
    Outlet,
    Postponed,
    Rhythm,
    Rule,
    Unchanged,
)
from digest.text import digest_of

SLACK = timedelta(minutes=1)
"""A run that starts so much earlier after its hour than yesterday's still finds due what was due then."""
LONGEST_HINT = timedelta(days=1)
LONGEST_WAIT = timedelta(days=31)
FIRST_BACK_OFF = timedelta(minutes=15)

_GONE = 410
_HOUR = timedelta(hours=1)


def current(state: FeedState | None, feed: Feed, outlet: Outlet) -> FeedState:
    """What is remembered of a feed, as far as it still belongs to what feeds.yaml says of it.

    Under another address everything begins anew, unless it is the one to which the feed was known to have moved. When
    the editors changed what is taken from its documents, the next one is asked for at once and read in any case.
    """
    reading = _reading(feed, outlet)
    if state is None or feed.url not in {state.url, state.moved}:
        return FeedState(feed=feed.id, url=feed.url, reading=reading)
    if feed.url != state.url:
        state = replace(state, url=feed.url, move=None)
    if reading != state.reading:
        return replace(state, reading=reading, etag="", last_modified="", body_hash="", due=None, since=None)
    return state


def address(state: FeedState) -> str:
    """Where to ask: where the feed moved for good, so that its old server is not asked for ever, else its address."""
    return state.moved or state.url


def due(state: FeedState, now: datetime) -> bool:
    """Whether the feed may be asked again, as far as it alone knows."""
    # What is further away than anything can be was written by a clock that went wrong.
    held = [moment for moment in (state.due, state.wait) if moment and moment - now <= LONGEST_WAIT]
    return state.gone is None and now >= max(held, default=now)


def to_ask(states: Iterable[FeedState], now: datetime) -> tuple[FeedState, ...]:
    """The feeds whose time has come, in their order.

    A wait is the business of the feed whose server asked for it; where two feeds of one host were told to wait, the
    whole host is left alone until the longer wait is over.
    """
    states = tuple(states)
    waits = _waits_of_hosts(states, now)
    return tuple(state for state in states if due(state, now) and now >= waits.get(_host(state), now))


def body_hash(document: Fetched) -> str:
    """By which a document is known again whose server sends it anew."""
    return blake2b(document.body, digest_size=16).hexdigest()


def after(
    state: FeedState,
    outcome: Outcome,
    rhythm: Rhythm | None,
    *,
    now: datetime,
    feed: Feed,
    manners: Manners,
    at: str = "",
) -> FeedState:
    """What is remembered of a feed after it was asked `at` an address (where `address` says, if not given).

    `outcome` is Failed also for a document that could not be read. `rhythm` is that of the document, None where it
    was not read because it is the one that is known.
    """
    at = at or address(state)
    every = manners.every if feed.every is None else feed.every
    match outcome:
        case Postponed():
            return replace(state, due=now + outcome.wait)
        case Failed():
            return _failed(state, outcome, now, every)
        case Fetched() | Unchanged():
            known = state.rhythm if rhythm is None else rhythm
            etag, last_modified, body = _validators(state, outcome)
            return replace(
                state,
                etag=etag,
                last_modified=last_modified,
                body_hash=body,
                due=_next(now, every, max(known.every, outcome.good_for), known),
                wait=None,
                failures=0,
                rhythm=known,
                move=_sighted(state, outcome.moved, now) if at == state.url else state.move,
                gone=None,
                since=state.since or now,
            )
        case _:
            assert_never(outcome)


def _failed(state: FeedState, failed: Failed, now: datetime, every: timedelta) -> FeedState:
    failures = state.failures + 1
    if failed.untried:  # that burdens nobody, and ends as soon as an editor or operator wants it to
        return replace(state, failures=failures)
    doubled = max(every, FIRST_BACK_OFF) * 2 ** min(failures - 1, 10)  # beyond that it is a day in any case
    again = _next(now, every, doubled, state.rhythm)
    wait = now + min(failed.wait, LONGEST_WAIT) if failed.wait else None
    return replace(
        state,
        due=max(again, wait) if wait else again,
        wait=wait,
        failures=failures,
        gone=(state.gone or now) if failed.status == _GONE else None,
    )


def _validators(state: FeedState, outcome: Fetched | Unchanged) -> tuple[str, str, str]:
    """ETag, Last-Modified and body hash by the newest answer; that nothing is new may be said without the first two."""
    match outcome:
        case Fetched():
            return outcome.etag, outcome.last_modified, body_hash(outcome)
        case Unchanged():
            return outcome.etag or state.etag, outcome.last_modified or state.last_modified, state.body_hash


def _next(now: datetime, every: timedelta, hint: timedelta, rhythm: Rhythm) -> datetime:
    """The moment from which on it may be asked again."""
    longest = max(every, LONGEST_HINT)
    latest = now + max(longest - SLACK, timedelta())
    moment = now + max(min(max(every, hint), longest) - SLACK, timedelta())
    while moment < latest and (moment.hour in rhythm.hours or moment.weekday() in rhythm.days):
        moment = moment.replace(minute=0, second=0, microsecond=0) + _HOUR
    return min(moment, latest)


def _sighted(state: FeedState, moved: str, now: datetime) -> Move | None:
    """What is known of a permanent redirect after the feed's own address was asked; another target begins anew."""
    move = state.move
    if not moved or moved == state.url:
        return None
    if move is None or move.to != moved:
        return Move(to=moved, since=now, last=now)
    return move if now <= move.last else replace(move, last=now, times=move.times + 1)


def _waits_of_hosts(states: Iterable[FeedState], now: datetime) -> Mapping[str, datetime]:
    waits: defaultdict[str, list[datetime]] = defaultdict(list)
    for state in states:
        if state.wait and timedelta() < state.wait - now <= LONGEST_WAIT:
            waits[_host(state)].append(state.wait)
    return {host: max(moments) for host, moments in waits.items() if len(moments) > 1}


def _host(state: FeedState) -> str:
    """Host and port of the address that would be asked; the feed's own id where it is no address."""
    try:
        return urlsplit(address(state)).netloc.lower()
    except ValueError:
        return state.feed


def _reading(feed: Feed, outlet: Outlet) -> str:
    """Stands for all that feeds.yaml says of how this feed's documents are read and what is taken from them."""
    return _read_alike(feed.keep, feed.drop, feed.language, outlet)


@lru_cache(maxsize=1_024)  # most feeds of an outlet are
def _read_alike(keep: tuple[Rule, ...], drop: tuple[Rule, ...], language: str, outlet: Outlet) -> str:
    rules = [f"{rule.part}:{rule.pattern.pattern}:{rule.pattern.flags}" for rule in (*keep, *drop)]
    said = (str(len(keep)), *rules, language, outlet.id, outlet.name, outlet.language, outlet.home)
    return digest_of(*said)
