"""Fetching: what each answer comes to, and how politely it is asked for."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from digest.model import Failed, Fetched, Unchanged
from digest.web import NO_NETWORK, Request, fetch_all
from tests.asking import AGENT, fetch, fetch_one, manners, page
from tests.serving import Asked, Reply, serving


def test_a_document_comes_with_all_that_its_reader_needs() -> None:
    """A 200 answer becomes Fetched with its bytes, type, charset and validators, and says who asked."""
    validators = {"ETag": 'W/"a,b"', "Last-Modified": "some day in May"}
    with serving({"/feed": (200, {"Content-Type": "Text/XML; charset=ISO-8859-1", **validators}, b"<rss/>")}) as site:
        outcome = fetch([Request(key="one", url=f"{site.url}/feed")])["one"]
        assert site.asked[0].headers["user-agent"] == AGENT
        assert "cookie" not in site.asked[0].headers
    assert outcome == Fetched(
        url=f"{site.url}/feed",
        body=b"<rss/>",
        content_type="text/xml",
        charset="iso-8859-1",
        etag='W/"a,b"',
        last_modified="some day in May",
    )


@pytest.mark.parametrize("etag", ['"x"', 'W/"x y"', "naked", '"é"'])
def test_validators_go_back_byte_for_byte(etag: str) -> None:
    """What a server wrote as validators is sent back as it stood, and a 304 becomes Unchanged."""
    raw = etag.encode().decode("latin-1")

    def answer(asked: Asked) -> Reply:
        unchanged = asked.headers.get("if-none-match") == raw and asked.headers.get("if-modified-since") == "Mon,  1"
        return (304, {}, b"") if unchanged else (200, {"ETag": raw, "Last-Modified": "Mon,  1"}, b"<rss/>")

    with serving({"/": answer}) as site:
        first = fetch([Request(key="one", url=f"{site.url}/")])["one"]
        assert isinstance(first, Fetched)
        again = Request(key="one", url=f"{site.url}/", etag=first.etag, last_modified=first.last_modified)
        assert fetch([again])["one"] == Unchanged()


@pytest.mark.parametrize(
    ("status", "todo"),
    [
        (404, "ask the publisher for the new address or remove the feed"),
        (410, "the publisher has ended it: remove the feed"),
        (429, "the publisher wants to be asked less often: run less often"),
        (500, "it is tried again at the next run; ask the publisher if it lasts"),
        (204, "it is tried again at the next run; ask the publisher if it lasts"),
    ],
)
def test_other_answers_say_what_to_do(status: int, todo: str) -> None:
    """Any other status becomes Failed with the status and what the editor can do."""
    assert fetch_one((status, {}, b"")) == Failed(what=f"HTTP {status}", todo=todo, status=status)


def test_silence_ends_in_time() -> None:
    """A server that takes the request and says nothing costs no more than the time it is given."""
    release = threading.Event()
    started = time.monotonic()
    outcome = fetch_one(lambda _: (release.wait(5), None)[1], seconds=0.3)
    release.set()
    assert isinstance(outcome, Failed)
    assert outcome.what == "no whole answer in time"
    assert not outcome.unreachable
    assert time.monotonic() - started < 4.5


def test_a_cut_answer_is_not_taken_for_a_whole_one() -> None:
    """A body shorter than promised, and a connection closed without a word, become Failed."""
    for route in (page(b"<rss>", Content_Length="500", Connection="close"), lambda _: None):
        outcome = fetch_one(route, seconds=2)
        assert isinstance(outcome, Failed)
        assert outcome.what in {"the connection was cut before the answer ended", "no whole answer in time"}


@pytest.mark.parametrize("url", ["", "news.example/feed", "ftp://news.example/", "http://[::1", "javascript:alert(1)"])
def test_what_is_no_address_is_told(url: str) -> None:
    """An address that is none becomes Failed and says where to correct it."""
    wrong = Failed(what="its url is no web address", todo="correct it in feeds.yaml")
    assert fetch([Request(key=key, url=url) for key in "abc"]) == dict.fromkeys("abc", wrong)


def test_one_feed_never_disturbs_another() -> None:
    """Among broken addresses and servers, each request gets its own outcome."""
    with serving({"/good": page(b"<rss/>"), "/cut": lambda _: None, "/gone": (410, {}, b"")}) as site:
        addresses = [f"{site.url}/{name}" for name in ("good", "cut", "gone", "missing")]
        addresses += ["http://127.0.0.1:1/", "http://nowhere.invalid/", "nonsense", "http://a..b/"]
        outcomes = fetch([Request(key=url, url=url) for url in addresses])
    assert set(outcomes) == set(addresses)
    assert [type(outcome) for outcome in outcomes.values()].count(Fetched) == 1
    assert isinstance(outcomes[f"{site.url}/good"], Fetched)


def test_outcomes_come_as_they_complete() -> None:
    """A quick answer is handed over while a slow one is still awaited."""
    release = threading.Event()
    with serving({"/slow": lambda _: (release.wait(5), page(b"late"))[1], "/quick": page(b"soon")}) as site:

        async def order() -> list[str]:
            keys = []
            requests = [Request(key=name, url=f"{site.url}/{name}") for name in ("slow", "quick")]
            async for request, _ in fetch_all(requests, manners()):
                keys.append(request.key)
                release.set()
            return keys

        assert asyncio.run(order()) == ["quick", "slow"]


def test_without_a_network_nothing_is_tried_twice() -> None:
    """When no host can be connected to, a thousand feeds are given up in a moment."""
    started = time.monotonic()
    outcomes = fetch([Request(key=str(n), url=f"http://127.0.0.1:{1 + n % 40}/{n}") for n in range(1000)])
    assert time.monotonic() - started < 10
    assert len(outcomes) == 1000
    assert all(isinstance(outcome, Failed) and outcome.unreachable for outcome in outcomes.values())
    assert sum(outcome == NO_NETWORK for outcome in outcomes.values()) > 900


@contextmanager
def silent_port() -> Iterator[int]:
    """A port whose connections are never taken: its queue is full."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        try:
            yield port
        finally:
            for filler in fillers:
                filler.close()


def test_a_network_that_swallows_everything_is_given_up_too() -> None:
    """Hosts that never take a connection count as unreachable, and the rest of their feeds is not waited for."""
    with silent_port() as port:
        started = time.monotonic()
        outcomes = fetch([Request(key=str(n), url=f"http://127.0.0.1:{port}/{n}") for n in range(50)], connect=0.3)
    assert time.monotonic() - started < 8
    assert all(isinstance(outcome, Failed) and outcome.unreachable for outcome in outcomes.values())


def test_dead_hosts_do_not_hide_a_living_one() -> None:
    """Where a single host answered, all feeds are tried, however many cannot be reached."""
    with serving({"/": page(b"<rss/>")}) as site:
        dead = [Request(key=str(n), url=f"http://127.0.0.1:{n}/") for n in range(1, 40)]
        outcomes = fetch([Request(key="alive", url=f"{site.url}/"), *dead], at_once=1)
    assert isinstance(outcomes["alive"], Fetched)
    assert NO_NETWORK not in outcomes.values()


def test_quick_failures_do_not_outvote_a_slow_answer() -> None:
    """Eight dead hosts that fail at once are no proof while another request still waits for its answer."""

    def slow(_: Asked) -> Reply:
        time.sleep(0.3)
        return page(b"<rss/>")

    with serving({"/": slow}) as site:
        dead = [Request(key=str(n), url=f"http://127.0.0.1:{n}/") for n in range(1, 100)]
        outcomes = fetch([*dead[:20], Request(key="slow", url=f"{site.url}/"), *dead[20:]])
    assert isinstance(outcomes["slow"], Fetched)
    assert NO_NETWORK not in outcomes.values()


def test_who_stops_listening_leaves_nothing_behind() -> None:
    """Leaving the loop early ends the requests that still run."""

    async def first() -> int:
        answers = fetch_all([Request(key=str(n), url=f"{site.url}/{n}") for n in range(20)], manners(per_host=4))
        async for _ in answers:
            break
        await answers.aclose()
        return len(asyncio.all_tasks())

    with serving({}) as site:
        assert asyncio.run(first()) == 1
