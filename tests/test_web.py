"""Fetching: what each answer comes to, and how politely it is asked for."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import brotli
import pytest

from digest.model import Failed, Fetched, Outcome, Unchanged
from digest.web import NO_NETWORK, Request, fetch_all
from tests.serving import Asked, Reply, Route, serving

AGENT = "diplomacy-digest/test (+desk@example.org)"


def fetch(requests: Sequence[Request], **limits: float) -> dict[str, Outcome]:
    """Every outcome by its request's key."""

    async def gather() -> dict[str, Outcome]:
        answers = fetch_all(requests, user_agent=AGENT, **limits)  # type: ignore[arg-type]
        return {request.key: outcome async for request, outcome in answers}

    return asyncio.run(gather())


def fetch_one(route: Route, **limits: float) -> Outcome:
    """What one address with that answer comes to."""
    with serving({"/": route}) as site:
        return fetch([Request(key="one", url=f"{site.url}/")], **limits)["one"]


def page(body: bytes, **headers: str) -> Reply:
    """A good answer with those headers, `_` for `-`."""
    return 200, {name.replace("_", "-"): value for name, value in headers.items()}, body


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
    assert fetch_one((status, {}, b"")) == Failed(what=f"HTTP {status}", todo=todo)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_followed(status: int) -> None:
    """A redirect leads to the document, whose own address is kept."""
    with serving({"/old": (status, {"Location": "/new"}, b""), "/new": page(b"<rss/>")}) as site:
        outcome = fetch([Request(key="one", url=f"{site.url}/old")])["one"]
    assert isinstance(outcome, Fetched)
    assert outcome.url == f"{site.url}/new"


@pytest.mark.parametrize(
    ("target", "what"),
    [("/", "more than 5 redirects"), ("file:///etc/passwd", "it redirects to what is no web address")],
)
def test_redirects_that_lead_nowhere_end(target: str, what: str) -> None:
    """A circle of redirects and a redirect out of the web become Failed."""
    outcome = fetch_one((302, {"Location": target}, b""))
    assert isinstance(outcome, Failed)
    assert outcome.what == what


PACKED = {
    "gzip": gzip.compress(b"<rss>text</rss>" * 9),
    "gzip of two members": gzip.compress(b"<rss>text</rss>" * 4) + gzip.compress(b"<rss>text</rss>" * 5),
    "deflate": zlib.compress(b"<rss>text</rss>" * 9),
    "deflate, bare": zlib.compress(b"<rss>text</rss>" * 9, wbits=-15),
    "br": brotli.compress(b"<rss>text</rss>" * 9),
    "gzip in name only": b"<rss>text</rss>" * 9,
}


@pytest.mark.parametrize("how", PACKED)
def test_packed_bodies_are_unpacked(how: str) -> None:
    """gzip, deflate and brotli are undone, and what only says that it is packed is taken as it is."""
    outcome = fetch_one(page(PACKED[how], Content_Encoding=how.partition(" ")[0].strip(",")))
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"<rss>text</rss>" * 9


@pytest.mark.parametrize("how", ["gzip", "deflate", "br"])
def test_a_broken_packing_is_told(how: str) -> None:
    """Compressed data that ends too early or cannot be undone becomes Failed."""
    for body in (PACKED[how][:-5], PACKED[how][:3] + b"\xff" * 40):
        outcome = fetch_one(page(body, Content_Encoding=how))
        assert isinstance(outcome, Failed)
        assert outcome.what == "its compression cannot be undone"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"x" * 2_000_000, "identity"),
        (gzip.compress(b"x" * 50_000_000), "gzip"),
        (brotli.compress(b"x" * 50_000_000, quality=3), "br"),
    ],
    ids=["long", "gzip bomb", "brotli bomb"],
)
def test_large_bodies_are_given_up(body: bytes, encoding: str) -> None:
    """A body that is larger than the limit, as sent or unpacked, becomes Failed."""
    outcome = fetch_one(page(body, Content_Encoding=encoding), max_bytes=1_000_000)
    assert isinstance(outcome, Failed)
    assert outcome.what == "larger than 1,000,000 bytes"


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


def test_a_host_is_asked_two_things_at_once() -> None:
    """However many feeds one host has, two requests run together, and none is lost."""

    def slow(asked: Asked) -> Reply:
        time.sleep(0.02)
        return page(asked.path.encode())

    names = [f"/{number}" for number in range(12)]
    with serving(dict.fromkeys(names, slow)) as site:
        outcomes = fetch([Request(key=name, url=site.url + name) for name in names])
        assert site.busiest == 2
    assert {outcome.body.decode() for outcome in outcomes.values() if isinstance(outcome, Fetched)} == set(names)


def test_outcomes_come_as_they_complete() -> None:
    """A quick answer is handed over while a slow one is still awaited."""
    release = threading.Event()
    with serving({"/slow": lambda _: (release.wait(5), page(b"late"))[1], "/quick": page(b"soon")}) as site:

        async def order() -> list[str]:
            keys = []
            requests = [Request(key=name, url=f"{site.url}/{name}") for name in ("slow", "quick")]
            async for request, _ in fetch_all(requests, user_agent=AGENT):
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
        answers = fetch_all(
            [Request(key=str(n), url=f"{site.url}/{n}") for n in range(20)], user_agent=AGENT, per_host=4
        )
        async for _ in answers:
            break
        await answers.aclose()
        return len(asyncio.all_tasks())

    with serving({}) as site:
        assert asyncio.run(first()) == 1
