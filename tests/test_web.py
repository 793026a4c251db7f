"""Fetching: what each answer comes to, and how politely it is asked for."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from digest.model import Failed, Fetched, Unchanged
from digest.web import NO_NETWORK, Request, fetch_all
from tests.asking import AGENT, fetch, fetch_one, fetch_url, manners, page, run
from tests.serving import Asked, Reply, Route, refusing, saying, serving


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
    """A server that takes the request and says nothing is given up when its time is over."""
    release = threading.Event()
    outcome = fetch_one(lambda _: (release.wait(60), None)[1], seconds=0.5)
    release.set()
    assert isinstance(outcome, Failed)
    assert outcome.what == "no whole answer in time"
    assert not outcome.unreachable


def test_a_cut_answer_is_not_taken_for_a_whole_one() -> None:
    """A body shorter than promised, and a connection closed without a word, become Failed."""
    for route in (page(b"<rss>", Content_Length="500", Connection="close"), lambda _: None):
        outcome = fetch_one(route, seconds=5)
        assert isinstance(outcome, Failed)
        assert outcome.what in {"the connection was cut before the answer ended", "no whole answer in time"}


@pytest.mark.parametrize("url", ["", "news.example/feed", "ftp://news.example/", "http://[::1", "javascript:alert(1)"])
def test_what_is_no_address_is_told(url: str) -> None:
    """An address that is none becomes Failed and says where to correct it."""
    wrong = Failed(what="its url is no web address", todo="correct it in feeds.yaml", untried=True)
    assert fetch([Request(key=key, url=url) for key in "abc"]) == dict.fromkeys("abc", wrong)


def test_one_feed_never_disturbs_another() -> None:
    """Among broken addresses and servers, each request gets its own outcome."""
    routes: dict[str, Route] = {"/good": page(b"<rss/>"), "/cut": lambda _: None, "/gone": (410, {}, b"")}
    with serving(routes) as site, refusing() as (dead,):
        addresses = [f"{site.url}/{name}" for name in ("good", "cut", "gone", "missing")]
        addresses += [f"http://127.0.0.1:{dead}/", "http://nowhere.invalid/", "nonsense", "http://a..b/"]
        outcomes = fetch([Request(key=url, url=url) for url in addresses])
    assert set(outcomes) == set(addresses)
    assert [type(outcome) for outcome in outcomes.values()].count(Fetched) == 1
    assert isinstance(outcomes[f"{site.url}/good"], Fetched)


def test_outcomes_come_as_they_complete() -> None:
    """A quick answer is handed over while a slow one is still awaited."""
    release = threading.Event()
    with serving({"/slow": lambda _: (release.wait(60), page(b"late"))[1], "/quick": page(b"soon")}) as site:

        async def order() -> list[str]:
            keys = []
            requests = [Request(key=name, url=f"{site.url}/{name}") for name in ("slow", "quick")]
            async for request, _ in fetch_all(requests, manners()):
                keys.append(request.key)
                release.set()
            return keys

        assert run(order()) == ["quick", "slow"]


def test_without_a_network_nothing_is_tried_twice() -> None:
    """When no host can be connected to, nearly all of a thousand feeds are given up without being tried."""
    with refusing(40) as dead:
        outcomes = fetch([Request(key=str(n), url=f"http://127.0.0.1:{dead[n % 40]}/{n}") for n in range(1000)])
    assert len(outcomes) == 1000
    assert all(isinstance(outcome, Failed) and outcome.unreachable for outcome in outcomes.values())
    assert sum(outcome == NO_NETWORK for outcome in outcomes.values()) > 900


def test_an_unasked_304_is_no_success() -> None:
    """A server that says "not changed" to somebody who has nothing yet has given no document."""
    outcome = fetch_one((304, {}, b""))
    assert isinstance(outcome, Failed)
    assert outcome.status == 304


def test_headers_beyond_measure_are_borne() -> None:
    """Hundreds of headers, one of 30,000 bytes and many cookies do not keep a document away, nor come back."""
    many = {f"X-{number}": "y" * 100 for number in range(400)}
    cookies = {"Set-Cookie" if number % 2 else "set-cookie": f"c{number}=1; Path=/" for number in range(9)}
    with serving({"/": page(b"<rss/>", X_Policy="p" * 30_000, **many, **cookies)}) as site:
        for _ in range(2):
            assert isinstance(fetch_url(f"{site.url}/"), Fetched)
        assert all("cookie" not in asked.headers for asked in site.asked)


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", "the answer is not HTTP"),
        (b"<rss/>", "the answer is not HTTP"),
        (HEAD + b"X-Long: " + b"x" * 100_000, "the answer is not HTTP"),
        (HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(2000)) + b"\r\n", "the answer is not HTTP"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n6\r\n<rss/>", "the connection was cut before the answer ended"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz", None),
        (b"", "the connection was cut before the answer ended"),
        (HEAD + b"Content-Length: 99999999999\r\n\r\n", "larger than 5,000,000 bytes as it is sent"),
    ],
    ids=["ssh", "no head", "long header", "many headers", "cut chunks", "bad chunk", "nothing", "announced size"],
)
def test_what_is_hardly_http_is_told(said: bytes, what: str | None) -> None:
    """Whatever a server says instead of an answer, it becomes Failed, and is not taken for a missing network."""
    with saying(said) as url:
        outcome = fetch_url(url)
    assert isinstance(outcome, Failed)
    assert not outcome.unreachable
    assert what is None or outcome.what == what


def test_an_announcement_comes_before_an_answer() -> None:
    """Interim answers (1xx) are passed over."""
    with saying(b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n", HEAD + b"Content-Length: 6\r\n\r\n<rss/>") as url:
        outcome = fetch_url(url)
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"<rss/>"


def test_dripping_ends_in_time() -> None:
    """A server that is never silent for long, and never done, is given up when its time is over."""
    with saying(HEAD + b"Content-Length: 1000\r\n\r\n", *([b"x"] * 999), pause=0.05) as url:
        outcome = fetch_url(url, seconds=0.5)
    assert isinstance(outcome, Failed)
    assert outcome.what == "no whole answer in time"


def test_a_plain_server_is_no_safe_one() -> None:
    """An https address behind which no TLS is spoken becomes Failed and does not blame the certificate."""
    with serving({}) as site:
        outcome = fetch_url(site.url.replace("http:", "https:"))
    assert isinstance(outcome, Failed)
    assert outcome.what == "no safe connection (its TLS cannot be used)"


def test_a_server_says_how_long_its_document_is_good() -> None:
    """Cache-Control in several headers counts as one, for a document and for "not changed"."""
    headers = b'Cache-Control: private\r\nCache-Control: max-age=600\r\nAge: 100\r\nETag: "2"\r\n'
    with saying(HEAD + headers + b"Content-Length: 6\r\n\r\n<rss/>") as url:
        fetched = fetch_url(url)
    with saying(b"HTTP/1.1 304 Not Modified\r\n" + headers + b"\r\n") as url:
        unchanged = fetch([Request(key="one", url=url, etag='"1"')])["one"]
    assert isinstance(fetched, Fetched)
    assert fetched.good_for == timedelta(seconds=500)
    assert unchanged == Unchanged(etag='"2"', good_for=timedelta(seconds=500))


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_says_how_long_to_wait(status: int) -> None:
    """Retry-After is read where a server is overasked or overloaded, and nowhere else."""
    outcome = fetch_one((status, {"Retry-After": "120"}, b""))
    assert isinstance(outcome, Failed)
    assert outcome.wait == timedelta(seconds=120)
    elsewhere = fetch_one((404, {"Retry-After": "120"}, b""))
    assert isinstance(elsewhere, Failed)
    assert elsewhere.wait is None


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
        outcomes = fetch([Request(key=str(n), url=f"http://127.0.0.1:{port}/{n}") for n in range(50)], connect=0.3)
    assert sum(outcome == NO_NETWORK for outcome in outcomes.values()) >= 48
    assert all(isinstance(outcome, Failed) and outcome.unreachable for outcome in outcomes.values())


def test_dead_hosts_do_not_hide_a_living_one() -> None:
    """Where a single host answered, all feeds are tried, however many cannot be reached."""
    with serving({"/": page(b"<rss/>")}) as site, refusing(39) as ports:
        dead = [Request(key=str(port), url=f"http://127.0.0.1:{port}/") for port in ports]
        outcomes = fetch([Request(key="alive", url=f"{site.url}/"), *dead], at_once=1)
    assert isinstance(outcomes["alive"], Fetched)
    assert NO_NETWORK not in outcomes.values()


def test_quick_failures_do_not_outvote_a_slow_answer() -> None:
    """Eight dead hosts that fail at once are no proof while another request still waits for its answer."""

    def slow(_: Asked) -> Reply:
        time.sleep(0.3)
        return page(b"<rss/>")

    with serving({"/": slow}) as site, refusing(99) as ports:
        dead = [Request(key=str(port), url=f"http://127.0.0.1:{port}/") for port in ports]
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
        assert run(first()) == 1
