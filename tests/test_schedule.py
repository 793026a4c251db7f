"""When feeds are asked: what servers, documents and editors say of it, and what failures and redirects do."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import (
    Failed,
    Feed,
    FeedState,
    Fetched,
    Manners,
    Move,
    Outcome,
    Outlet,
    Ownership,
    Postponed,
    Rhythm,
    Role,
    Rule,
    Unchanged,
)
from digest.pull.schedule import (
    FIRST_BACK_OFF,
    LONGEST_HINT,
    LONGEST_WAIT,
    SLACK,
    address,
    after,
    current,
    due,
    to_ask,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OUTLET = Outlet(id="one", name="The One", ownership=Ownership.PRIVATE, role=Role.PRESS)
FEED = Feed(id="a", outlet="one", url="https://a.example/feed")
MANNERS = Manners()
NEW = "https://new.example/feed"

STATE = current(None, FEED, OUTLET)


def fetched(**other: Any) -> Fetched:
    """A document that arrived."""
    return replace(Fetched(url=FEED.url, body=b"<rss/>"), **other)


def failed(**other: Any) -> Failed:
    """A failure."""
    return replace(Failed(what="HTTP 500", todo="wait", status=500), **other)


def asked(outcome: Outcome, state: FeedState = STATE, rhythm: Rhythm | None = None, **other: Any) -> FeedState:
    """What is remembered after one request, at noon and with the usual manners if nothing else is said."""
    with_these: dict[str, Any] = {"now": NOW, "feed": FEED, "manners": MANNERS}
    return after(state, outcome, rhythm, **(with_these | other))


# --- the next time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "rhythm", "every", "hours"),
    [
        (fetched(), Rhythm(), None, 50 / 60),
        (fetched(), Rhythm(), 6 * HOUR, 6),
        (fetched(good_for=3 * HOUR), Rhythm(), None, 3),
        (Unchanged(good_for=3 * HOUR), None, None, 3),
        (fetched(good_for=3 * HOUR), Rhythm(every=4 * HOUR), None, 4),
        (fetched(good_for=3 * HOUR), Rhythm(every=4 * HOUR), 5 * HOUR, 5),
        (fetched(good_for=90 * DAY), Rhythm(), None, 24),
        (fetched(), Rhythm(every=7 * DAY), None, 24),
        (fetched(), Rhythm(every=7 * DAY), 3 * DAY, 72),
    ],
)
def test_the_longest_of_what_is_said_holds_for_a_day_at_most(
    outcome: Outcome, rhythm: Rhythm | None, every: timedelta | None, hours: float
) -> None:
    """Of the editors', the server's and the document's word the longest holds; only the editors' beyond a day."""
    state = asked(outcome, rhythm=rhythm, feed=replace(FEED, every=every))
    assert state.due == NOW + hours * HOUR - SLACK


@pytest.mark.parametrize(
    ("rhythm", "moment"),
    [
        (Rhythm(hours=frozenset({12, 13})), datetime(2026, 11, 20, 14, tzinfo=UTC)),
        (Rhythm(hours=frozenset(range(1, 24))), datetime(2026, 11, 21, 0, tzinfo=UTC)),
        (Rhythm(days=frozenset({4})), datetime(2026, 11, 21, 0, tzinfo=UTC)),
        (Rhythm(days=frozenset({4, 5, 6})), NOW + DAY - SLACK),
        (Rhythm(days=frozenset({4}), hours=frozenset({0, 1})), datetime(2026, 11, 21, 2, tzinfo=UTC)),
        (Rhythm(days=frozenset({5})), NOW + 50 * MINUTE - SLACK),
    ],
)
def test_skipped_hours_and_days_push_it_out(rhythm: Rhythm, moment: datetime) -> None:
    """A feed is asked in the first hour that it does not skip, but a day after the last time in any case."""
    assert asked(fetched(), rhythm=rhythm).due == moment


def test_a_run_may_start_a_little_earlier_than_the_last() -> None:
    """A feed that is due after a day is asked by a run that starts some seconds less than a day later."""
    state = asked(fetched(good_for=DAY))
    assert due(state, NOW + DAY - timedelta(seconds=40))
    assert not due(state, NOW + DAY - 2 * MINUTE)


def test_a_rhythm_holds_while_the_document_does() -> None:
    """What is not read because nothing is new keeps the rhythm that was read."""
    state = asked(fetched(), rhythm=Rhythm(every=4 * HOUR))
    later = asked(Unchanged(), state, now=NOW + 4 * HOUR)
    assert later.due == NOW + 8 * HOUR - SLACK


def test_failures_double_the_time_up_to_a_day() -> None:
    """From the feed's own time (15 minutes at least) each failure in a row doubles it; a success ends that."""
    state, waits = STATE, []
    for _ in range(8):
        state = asked(failed(), state)
        assert state.due
        waits.append((state.due + SLACK - NOW) / MINUTE)
    assert waits == [50, 100, 200, 400, 800, 1440, 1440, 1440]
    assert asked(failed(), feed=replace(FEED, every=timedelta())).due == NOW + FIRST_BACK_OFF - SLACK
    assert asked(fetched(), state).failures == 0


def test_who_was_not_asked_need_not_wait() -> None:
    """An address that we refuse to ask is due again at once: allowing or correcting it helps at the next pull."""
    state = asked(failed(untried=True), STATE)
    assert state == replace(STATE, failures=1)
    assert due(state, NOW)


def test_patience_is_given_to_those_who_ask_for_it() -> None:
    """Retry-After is kept to the second, beyond a day too, but not for ever; a success ends it."""
    state = asked(failed(wait=3 * DAY, status=429))
    assert not due(state, NOW + 3 * DAY - timedelta(seconds=1))
    assert due(state, NOW + 3 * DAY)
    assert asked(failed(wait=400 * DAY)).wait == NOW + LONGEST_WAIT
    assert asked(failed(wait=timedelta(seconds=5))).due == NOW + 50 * MINUTE - SLACK
    assert asked(fetched(), state).wait is None


def test_what_was_postponed_is_no_failure() -> None:
    """A feed that was not asked is due when its host's wait is over, and remembers all else."""
    known = asked(fetched(etag='"1"'), rhythm=Rhythm(every=HOUR))
    state = asked(Postponed(wait=2 * HOUR), known)
    assert state == replace(known, due=NOW + 2 * HOUR)


def test_validators_are_those_of_the_last_answer() -> None:
    """A document brings its own or none; a 304 may bring newer ones; a failure leaves them."""
    state = asked(fetched(etag='"1"', last_modified="x"))
    assert (state.etag, state.last_modified, len(state.body_hash)) == ('"1"', "x", 32)
    assert asked(Unchanged(), state).etag == '"1"'
    newer = asked(Unchanged(etag='"2"'), state)
    assert (newer.etag, newer.last_modified, newer.body_hash) == ('"2"', "x", state.body_hash)
    assert asked(failed(), state).etag == '"1"'
    assert asked(fetched(), state).etag == ""


def test_a_clock_that_went_wrong_is_not_believed_for_ever() -> None:
    """A moment further away than any server may ask for does not keep a feed from being asked."""
    assert due(replace(STATE, due=NOW + 40 * DAY, wait=NOW + 40 * DAY), NOW)


TIMES = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=60))
RHYTHMS = st.builds(Rhythm, every=TIMES, hours=st.frozensets(st.integers(0, 23)), days=st.frozensets(st.integers(0, 6)))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
OUTCOMES = st.one_of(
    st.builds(fetched, good_for=TIMES, moved=st.sampled_from(["", FEED.url, NEW])),
    st.builds(Unchanged, good_for=TIMES, etag=st.text(max_size=3), moved=st.sampled_from(["", NEW])),
    st.builds(failed, wait=st.none() | TIMES, status=st.sampled_from([0, 404, 429, 500, 503])),
)
FEEDS = st.builds(lambda every: replace(FEED, every=every), st.none() | st.timedeltas(timedelta(), timedelta(days=7)))


@given(st.lists(st.tuples(OUTCOMES, RHYTHMS), min_size=1, max_size=6), FEEDS, MOMENTS)
def test_a_feed_is_never_asked_too_soon_nor_too_late(
    answers: list[tuple[Outcome, Rhythm]], feed: Feed, now: datetime
) -> None:
    """Whatever is answered: not before its own time, nor before a wait; not after a day, its own time or the wait."""
    state = STATE
    every = MANNERS.every if feed.every is None else feed.every
    for outcome, rhythm in answers:
        state = asked(outcome, state, rhythm if isinstance(outcome, Fetched) else None, now=now, feed=feed)
        assert state.due is not None
        assert state.due >= now + every - SLACK or state.due >= now + LONGEST_HINT - SLACK
        assert state.due >= (state.wait or now)
        assert state.due <= max(now + max(every, LONGEST_HINT) - SLACK, now, state.wait or now)
        assert (state.wait or now) <= now + LONGEST_WAIT
        assert due(state, state.due)
        now = state.due


@given(OUTCOMES, st.none() | RHYTHMS, MOMENTS)
def test_the_same_answer_twice_at_once_is_as_good_as_once(
    outcome: Outcome, rhythm: Rhythm | None, now: datetime
) -> None:
    """Noting an answer again at the same moment changes nothing, but that failures are counted."""
    once = asked(outcome, rhythm=rhythm, now=now)
    twice = asked(outcome, once, rhythm, now=now)
    if isinstance(outcome, Failed):
        assert replace(twice, failures=1, due=once.due) == once
    else:
        assert twice == once


STATES = st.lists(
    st.builds(
        lambda host, wait, due: replace(
            STATE,
            url=f"https://{host}.example/",
            wait=NOW + wait * MINUTE if wait else None,
            due=NOW + due * MINUTE,
        ),
        st.sampled_from("abc"),
        st.integers(-5, 40),
        st.integers(-9, 9),
    ),
    max_size=9,
).map(lambda states: [replace(state, feed=f"f{n}") for n, state in enumerate(states)])


@given(STATES, st.randoms())
def test_the_order_of_feeds_makes_no_difference(states: list[FeedState], chance: random.Random) -> None:
    """Which feeds are asked does not depend on how they are listed, and their order is kept."""
    chosen = to_ask(states, NOW)
    assert [state.feed for state in chosen] == sorted(state.feed for state in chosen)
    shuffled = sorted(states, key=lambda _: chance.random())
    assert {state.feed for state in to_ask(shuffled, NOW)} == {state.feed for state in chosen}
    assert all(due(state, NOW) for state in chosen)


def test_two_who_were_told_to_wait_speak_for_their_host() -> None:
    """One feed's wait is its own; two on one host and port hold all its feeds, as long as the longer runs."""
    waiting = [replace(STATE, feed=f"w{n}", url=f"https://h.example/{n}", wait=NOW + n * HOUR) for n in (1, 2)]
    others = [
        replace(STATE, feed=name, url=f"https://{name}/") for name in ("h.example", "H.example/x", "h.example:8443")
    ]

    def names(states: list[FeedState], now: datetime) -> list[str]:
        return [state.feed for state in to_ask(states, now)]

    assert names([waiting[0], *others], NOW) == ["h.example", "H.example/x", "h.example:8443"]
    assert names([*waiting, *others], NOW) == ["h.example:8443"]
    assert names([*waiting, *others], NOW + HOUR) == ["w1", "h.example", "H.example/x", "h.example:8443"]


# --- moved and gone -----------------------------------------------------------------------------------------------


def sighted(*hours: float, to: str = NEW) -> FeedState:
    """What is remembered after redirects so many hours from now."""
    state = STATE
    for hour in hours:
        state = asked(fetched(moved=to), state, now=NOW + hour * HOUR)
    return state


def test_a_move_is_believed_when_it_lasts() -> None:
    """Three sightings of which first and last are a day apart make a proposal, and from then on it is asked there."""
    assert [sighted(*hours).moved for hours in ((0, 24), (0, 1, 23.9), (0, 1, 24), (0, 12, 24, 36))] == [
        "",
        "",
        NEW,
        NEW,
    ]
    state = sighted(0, 12, 24)
    assert address(state) == NEW
    there = asked(fetched(), state, now=NOW + 26 * HOUR)
    assert there.move == state.move


def test_a_move_that_is_taken_back_is_forgotten() -> None:
    """Another target begins anew, an answer without a redirect ends it, a failure or a redirect home says nothing."""
    state = sighted(0, 12)
    other = asked(fetched(moved="https://other.example/"), state, now=NOW + 30 * HOUR)
    assert other.move == Move(to="https://other.example/", since=NOW + 30 * HOUR, last=NOW + 30 * HOUR)
    assert asked(fetched(), state, now=NOW + DAY).move is None
    assert asked(Unchanged(), state, now=NOW + DAY).move is None
    assert asked(fetched(moved=FEED.url), state, now=NOW + DAY).move is None
    assert asked(failed(moved="https://other.example/"), state, now=NOW + DAY).move == state.move


def test_an_old_address_that_answers_again_withdraws_the_move() -> None:
    """Where the new place fails and the old one serves the feed itself, the proposal is gone; a redirect keeps it."""
    state = sighted(0, 12, 24)
    assert asked(fetched(), state, at=FEED.url, now=NOW + 2 * DAY).moved == ""
    assert asked(fetched(moved=NEW), state, at=FEED.url, now=NOW + 2 * DAY).moved == NEW


def test_what_is_gone_is_not_asked_again() -> None:
    """A 410 stops the feed for good, with its first date; an answer to a person's question ends that."""
    gone = asked(failed(status=410))
    assert (gone.gone, due(gone, NOW + 400 * DAY)) == (NOW, False)
    assert asked(failed(status=410), gone, now=NOW + DAY).gone == NOW
    assert asked(fetched(), gone).gone is None


# --- what belongs to what -----------------------------------------------------------------------------------------


def test_another_address_begins_anew() -> None:
    """Validators, back-off, redirects and the end of the old address are not the new one's."""
    state = asked(failed(status=410, wait=DAY), asked(fetched(etag='"1"')))
    fresh = current(state, replace(FEED, url="https://b.example/"), OUTLET)
    assert fresh == replace(STATE, url="https://b.example/")
    assert current(state, FEED, OUTLET) == state


def test_following_a_move_keeps_what_is_known() -> None:
    """When feeds.yaml takes the proposed address, the validators that came from there go on."""
    state = replace(sighted(0, 12, 24), etag='"1"')
    followed = current(state, replace(FEED, url=NEW), OUTLET)
    assert followed == replace(state, url=NEW, move=None)


RULE = Rule(part="title", pattern=re.compile("x"))


@pytest.mark.parametrize(
    ("feed", "outlet", "is_read_anew"),
    [
        (replace(FEED, keep=(RULE,)), OUTLET, True),
        (replace(FEED, drop=(RULE,)), OUTLET, True),
        (replace(FEED, language="fr"), OUTLET, True),
        (FEED, replace(OUTLET, language="fr"), True),
        (FEED, replace(OUTLET, name="Other"), True),
        (replace(FEED, weight=2.0, topics=("t",), every=HOUR, max_items_per_day=3), OUTLET, False),
        (FEED, replace(OUTLET, ownership=Ownership.STATE), False),
    ],
)
def test_a_changed_rule_takes_effect_at_the_next_pull(feed: Feed, outlet: Outlet, is_read_anew: bool) -> None:
    """What decides how a document is read makes it wanted at once and whole; a wait that a server asked for stays."""
    state = asked(fetched(etag='"1"', last_modified="x", good_for=9 * HOUR))
    state = replace(state, wait=NOW + HOUR)
    changed = current(state, feed, outlet)
    assert (changed.etag == changed.last_modified == changed.body_hash == "") is is_read_anew
    assert (changed.due is None) is is_read_anew
    assert changed.wait == state.wait


def test_keeping_is_not_dropping() -> None:
    """The same rule moved from one list to the other is another way of reading."""
    keep, drop = (replace(FEED, keep=(RULE,)), replace(FEED, drop=(RULE,)))
    assert current(None, keep, OUTLET).reading != current(None, drop, OUTLET).reading
