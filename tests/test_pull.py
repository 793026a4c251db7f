"""Pulling: from addresses to entries and figures, whatever the servers do."""

from __future__ import annotations

import json
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Event
from threading import enumerate as threads
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Account, Entry, Failed, Feed, FeedState, Fresh, Outlet, Ownership, Platform, Role
from digest.pull.agent import user_agent
from digest.pull.batches import MOST_ENTRIES, MOST_FEEDS, batches
from digest.pull.documents import problem_of, pull, reached
from digest.pull.figures import pull_figures
from tests.serving import MANNERS, Asked, Reply, Route, Site, item, refusing, rss, serving

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OUTLET = Outlet(id="one", name="The One", ownership=Ownership.PRIVATE, role=Role.PRESS)


def feed(key: str, url: str) -> Feed:
    """A feed of the one outlet."""
    return Feed(id=key, outlet="one", url=url)


def pulled(
    feeds: list[Feed], states: dict[str, FeedState] | None = None, executor: Executor | None = None
) -> tuple[Fresh, ...]:
    """What one pull at noon gave, in the order of the roster."""
    stream = pull(feeds, {"one": OUTLET}, states or {}, now=NOW, manners=MANNERS, executor=executor)
    order = [one.id for one in feeds]
    return tuple(sorted(stream, key=lambda one: order.index(one.feed)))


def states(fresh: tuple[Fresh, ...]) -> dict[str, FeedState]:
    """The states to remember."""
    return {one.feed: one.state for one in fresh}


def feed_of(name: str) -> bytes:
    """A feed with three entries of its own."""
    return rss(*(item(f"{name} {n}", guid=f"{name}-{n}") for n in range(3)), title=name)


def test_every_feed_gives_one_fresh() -> None:
    """Good, broken, missing and unreachable feeds each have their one Fresh."""
    routes: dict[str, Route] = {
        "/good": (200, {"ETag": '"1"'}, feed_of("good")),
        "/page": (200, {}, b"<html>hello</html>"),
    }
    with serving(routes) as site, refusing() as (closed,):
        urls = {"gone": f"{site.url}/gone", "good": f"{site.url}/good", "dead": f"http://127.0.0.1:{closed}/"}
        fresh = pulled([feed(key, url) for key, url in (urls | {"page": f"{site.url}/page"}).items()])
    gone, good, dead, page = fresh
    assert [one.feed for one in fresh] == ["gone", "good", "dead", "page"]
    todo = "ask the publisher for the new address or remove the feed"
    assert gone.problem == Failed(what="HTTP 404", todo=todo, status=404)
    assert [entry.title for entry in good.entries] == ["good 0", "good 1", "good 2"]
    assert all(entry.seen == NOW and entry.feed == "good" and entry.outlet == "one" for entry in good.entries)
    assert good.state.etag == '"1"'
    assert dead.problem is not None
    assert dead.problem.unreachable
    assert page.problem is not None
    assert (page.state.body_hash, page.state.failures) == ("", 1)
    assert str(problem_of(page)).startswith("page a web page came instead of a feed (")


def test_what_is_unchanged_is_not_read_again() -> None:
    """A 304, and the same bytes under a new ETag, give no entries and keep the state up to date."""
    with serving({"/": (200, {"ETag": '"1"'}, feed_of("one"))}) as site:
        known = states(pulled([feed("one", f"{site.url}/")]))
        site.routes["/"] = lambda asked: (304 if asked.headers.get("if-none-match") == '"1"' else 500, {}, b"")
        assert pulled([feed("one", f"{site.url}/")], known) == (Fresh(feed="one", state=known["one"]),)
        site.routes["/"] = (200, {"ETag": '"2"'}, feed_of("one"))
        (again,) = pulled([feed("one", f"{site.url}/")], known)
    assert again.entries == ()
    assert again.state == replace(known["one"], etag='"2"')


def test_what_could_not_be_read_is_asked_for_again() -> None:
    """A broken document leaves no validators behind that would make the next pull take it for read."""
    with serving({"/": (200, {"ETag": '"1"'}, b"<html>down for maintenance</html>")}) as site:
        (broken,) = pulled([feed("one", f"{site.url}/")])
        assert (broken.state.etag, broken.state.body_hash) == ("", "")
        site.routes["/"] = (200, {"ETag": '"1"'}, feed_of("one"))
        (mended,) = pulled([feed("one", f"{site.url}/")], states((broken,)))
    assert len(mended.entries) == 3


def test_workers_read_what_this_process_would() -> None:
    """Parsing in other processes gives the same."""
    names = [f"feed{number}" for number in range(30)]
    with serving({f"/{name}": (200, {}, feed_of(name)) for name in names}) as site, ProcessPoolExecutor(2) as executor:
        feeds = [feed(name, f"{site.url}/{name}") for name in names]
        assert pulled(feeds, executor=executor) == pulled(feeds)


def test_feeds_are_handed_over_as_they_come() -> None:
    """A feed whose server answers is given out while that of another still waits, and until it is taken."""
    taken = Event()

    def late(_: Asked) -> Reply:
        return (200, {}, feed_of("late")) if taken.wait(60) else (500, {}, b"")

    with serving({"/late": late, "/soon": (200, {}, feed_of("soon"))}) as site:
        feeds = [feed(name, f"{site.url}/{name}") for name in ("late", "soon")]
        stream = pull(feeds, {"one": OUTLET}, {}, now=NOW, manners=MANNERS)
        assert next(stream).feed == "soon"
        taken.set()
        (rest,) = stream
    assert (rest.feed, rest.problem) == ("late", None)


def test_a_pull_may_be_stopped() -> None:
    """Whoever closes the stream early leaves no request and no thread behind."""
    begun, over = Event(), Event()

    def late(_: Asked) -> Reply:
        begun.set()
        over.wait(60)
        return 200, {}, feed_of("late")

    def soon(_: Asked) -> Reply:
        begun.wait(60)
        return 200, {}, feed_of("soon")

    before = set(threads())
    with serving({"/late": late, "/soon": soon}) as site:
        feeds = [feed(name, f"{site.url}/{name}") for name in ("late", "soon")]
        stream = pull(feeds, {"one": OUTLET}, {}, now=NOW, manners=MANNERS)
        assert next(stream).feed == "soon"
        stream.close()
        over.set()
        assert list(stream) == []
    for left in set(threads()) - before:  # the server's own take a moment to end
        left.join(60)
    assert set(threads()) <= before


def fresh_of(name: str, entries: int) -> Fresh:
    """What a feed gave that has so many entries."""
    entry = Entry(id="e", feed=name, outlet="one", title="A title", link="https://one.example/", seen=NOW)
    return Fresh(feed=name, state=FeedState(feed=name), entries=(entry,) * entries)


@given(st.lists(st.integers(0, 3 * MOST_ENTRIES // 2), max_size=20), st.integers(0, 2 * MOST_FEEDS))
def test_batches_are_neither_large_nor_wasteful(sizes: list[int], quiet: int) -> None:
    """Batches have every feed once and in order; each but the last is full, and was not before its last feed."""
    stream = [fresh_of(f"feed{number}", size) for number, size in enumerate([*sizes, *[0] * quiet])]
    cut = list(batches(stream))
    assert [one for batch in cut for one in batch] == stream
    for number, batch in enumerate(cut):
        entries = sum(len(one.entries) for one in batch)
        assert entries - len(batch[-1].entries) < MOST_ENTRIES
        assert 0 < len(batch) <= MOST_FEEDS
        assert number == len(cut) - 1 or entries >= MOST_ENTRIES or len(batch) == MOST_FEEDS


def test_a_dead_worker_is_its_feeds_problem() -> None:
    """When workers cannot be used at all, feeds fail with a sentence instead of the run with a traceback."""
    executor = ProcessPoolExecutor(1)
    executor.shutdown()
    with serving({"/": (200, {}, feed_of("one"))}) as site:
        (fresh,) = pulled([feed("one", f"{site.url}/")], executor=executor)
    assert fresh.problem is not None
    assert fresh.problem.what.startswith("reading it ended a worker")


def test_no_network_is_told_apart_from_dead_feeds() -> None:
    """A feed is `reached` when its server answers, whatever it says; without a network none is."""
    dead = [feed(f"dead{n}", f"http://127.0.0.1:{n}/") for n in range(1, 30)]
    with serving({}) as site:
        assert any(map(reached, pulled([*dead, feed("gone", f"{site.url}/gone")])))
    assert not any(map(reached, pulled(dead)))


def account(key: str, handle: str, source: str, **other: Any) -> Account:
    """An embassy's account."""
    return Account(id=key, platform=source, handle=handle, name=key, office=key, kind="embassy", source=source, **other)


def lookup(asked: Asked) -> Reply:
    """A Mastodon server that knows one account, and hides the posts of another."""
    name = parse_qs(urlsplit(asked.target).query)["acct"][0].partition("@")[0]
    known = {
        "embassy": {"username": "embassy", "followers_count": 1204, "statuses_count": 77},
        "shy": {"username": "shy", "followers_count": -1, "statuses_count": None},
    }
    return (200, {}, json.dumps(known[name]).encode()) if name in known else (404, {}, b'{"error":"no"}')


def profiles(asked: Asked) -> Reply:
    """A Bluesky service that knows every actor whose name starts with `a`."""
    actors = parse_qs(urlsplit(asked.target).query)["actors"]
    found = [{"did": "did:x", "handle": a, "followersCount": len(a), "postsCount": 5} for a in actors if a[0] == "a"]
    return 200, {"Content-Type": "application/json"}, json.dumps({"profiles": found[::-1]}).encode()


def platforms(site: Site) -> tuple[Platform, ...]:
    """Both platforms on the loopback server."""
    return tuple(Platform(id=name, name=name, api=site.url) for name in ("mastodon", "bluesky"))


ROUTES = {"/api/v1/accounts/lookup": lookup, "/xrpc/app.bsky.actor.getProfiles": profiles}


def test_figures_come_exact_and_dated() -> None:
    """An account's followers and posts become exact observations of that day with their source."""
    accounts = (account("fr", "@embassy@social.example", "mastodon"), account("de", "auswaertig.example", "bluesky"))
    with serving(ROUTES) as site:
        rows, problems = pull_figures(accounts, platforms(site), on=date(2026, 11, 22), manners=MANNERS)
    assert problems == ()
    assert [(row.subject, row.metric, row.value, row.low, row.high, row.printed) for row in rows] == [
        ("fr", "followers", 1204, 1204, 1204, "1204"),
        ("fr", "posts", 77, 77, 77, "77"),
        ("de", "followers", 18, 18, 18, "18"),
        ("de", "posts", 5, 5, 5, "5"),
    ]
    assert {str(row.observed) for row in rows} == {"2026-11-22"}
    assert rows[0].source == f"{site.url}/api/v1/accounts/lookup?acct=embassy@social.example"
    assert rows[2].source == f"{site.url}/xrpc/app.bsky.actor.getProfile?actor=auswaertig.example"


@pytest.mark.parametrize(
    ("one", "what", "todo"),
    [
        (account("x", "nobody@social.example", "mastodon"), "HTTP 404", "check its handle 'nobody@social.example'"),
        (account("x", "shy@social.example", "mastodon"), "no count is given of it", "check its handle"),
        (account("x", "", "mastodon"), "its handle leads nowhere", "write it as NAME@SERVER"),
        (account("x", "zzz.example", "bluesky"), "no count is given of it", "check its handle"),
        (account("x", "no domain", "bluesky"), "its handle leads nowhere", "write it as a domain"),
    ],
)
def test_accounts_without_figures_say_why(one: Account, what: str, todo: str) -> None:
    """A missing account, a hidden count and a handle that leads nowhere are problems placed at the account."""
    with serving(ROUTES) as site:
        rows, (problem,) = pull_figures((one,), platforms(site), on=date(2026, 11, 22), manners=MANNERS)
    assert rows == ()
    assert problem.place.name == "x"
    assert problem.what == what
    assert problem.todo.startswith(todo)


def test_accounts_kept_by_hand_are_nobodys_business() -> None:
    """An account whose figures people enter is neither asked for nor missed."""
    kept = account("x", "x@social.example", "manual")
    assert pull_figures((kept,), (), on=date(2026, 11, 22), manners=MANNERS) == ((), ())


def test_the_program_says_who_it_is() -> None:
    """The user agent names the program, its version and where to reach who runs it."""
    assert user_agent("desk@example.org").endswith(" (+desk@example.org)")
    assert user_agent("").startswith("diplomacy-digest/")
