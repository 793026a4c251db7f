"""Redirects: how far they are followed, what they say of an address, and what goes along."""

from __future__ import annotations

import time
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from digest.model import Failed, Fetched, Unchanged
from digest.web import Request
from digest.web.requests import host_of, web_address
from tests.asking import fetch, fetch_one, fetch_url, page
from tests.serving import Asked, Reply, Route, refusing, serving

DOCUMENT = page(b"<rss/>")
PARTS = [
    "http:",
    "https:",
    "//",
    "/",
    "\\",
    "@",
    ":",
    "[",
    "]",
    "::1",
    "%",
    "%25",
    "..",
    "?",
    "#",
    "xn--",
    "ß",
    ".",
    "0x7f",
    "\0",
]


def chain(*statuses: int) -> dict[str, Route]:
    """Routes from `/0` on, each redirecting to the next with its status; a document at the end."""
    routes: dict[str, Route] = {
        f"/{number}": (status, {"Location": f"/{number + 1}"}, b"") for number, status in enumerate(statuses)
    }
    return {**routes, f"/{len(statuses)}": DOCUMENT}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int) -> None:
    """A redirect leads to the document, whose own address is kept."""
    with serving(chain(status)) as site:
        outcome = fetch_url(f"{site.url}/0")
    assert isinstance(outcome, Fetched)
    assert outcome.url == f"{site.url}/1"


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ((), None),
        ((301,), 1),
        ((308, 301), 2),
        ((301, 302, 301), 1),
        ((302, 301), None),
        ((307,), None),
        ((301, 303), 1),
        ((301,) * 5, 5),
    ],
)
def test_a_feed_has_moved_as_far_as_it_was_said_for_good(statuses: tuple[int, ...], moved: int | None) -> None:
    """`moved` is where an unbroken run of 301 and 308 from the address asked has led."""
    with serving(chain(*statuses)) as site:
        outcome = fetch_url(f"{site.url}/0")
    assert isinstance(outcome, Fetched)
    assert outcome.moved == ("" if moved is None else f"{site.url}/{moved}")


def test_what_did_not_change_and_what_failed_have_moved_too() -> None:
    """A 304 and a failure behind a redirect for good tell where they lie; an address nobody answered at is not told."""
    routes: dict[str, Route] = {
        "/0": (301, {"Location": "/same"}, b""),
        "/same": (304, {}, b""),
        "/1": (308, {"Location": "/gone"}, b""),
        "/gone": (410, {}, b""),
    }
    with serving(routes) as site, refusing() as (port,):
        site.routes["/2"] = (301, {"Location": f"http://127.0.0.1:{port}/"}, b"")
        outcomes = fetch([Request(key=str(n), url=f"{site.url}/{n}", etag='"1"') for n in range(3)])
        assert outcomes["0"] == Unchanged(moved=f"{site.url}/same")
        gone, dead = outcomes["1"], outcomes["2"]
    assert isinstance(gone, Failed)
    assert (gone.status, gone.moved) == (410, f"{site.url}/gone")
    assert isinstance(dead, Failed)
    assert (dead.what.partition(" (")[0], dead.moved, dead.unreachable) == ("no connection", "", False)


def test_validators_go_along_a_chain() -> None:
    """Each server of a chain is sent the validators, of which only the last can know anything."""
    with serving({**chain(302, 301), "/2": (304, {}, b"")}) as site:
        assert fetch([Request(key="one", url=f"{site.url}/0", etag='"1"')])["one"] == Unchanged()
        assert [asked.headers["if-none-match"] for asked in site.asked] == ['"1"'] * 3


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("/", "it redirects in a circle"),
        ("/#top", "it redirects in a circle"),
        ("", "it redirects in a circle"),
        ("file:///etc/passwd", "it redirects to what is no web address"),
        ("ftp://news.example/", "it redirects to what is no web address"),
        ("javascript:alert(1)", "it redirects to what is no web address"),
        ("http://[::1", "it redirects to what is no web address"),
        ("http://news.example:99999/", "it redirects to what is no web address"),
        ("http://127.0.0.1%00.example/", "it redirects to what is no web address"),
        ("http://a\\@127.0.0.1/", "it redirects to what is no web address"),
    ],
)
def test_redirects_that_lead_nowhere_end(target: str, what: str) -> None:
    """A circle of redirects and a redirect out of the web become Failed."""
    outcome = fetch_one((302, {"Location": target}, b""))
    assert isinstance(outcome, Failed)
    assert (outcome.what, outcome.status) == (what, 302)


def test_redirects_are_followed_five_times() -> None:
    """The sixth redirect is one too many, and is not asked for."""
    with serving(chain(*[302] * 6)) as site:
        outcome = fetch_url(f"{site.url}/0")
        assert len(site.asked) == 6
    assert isinstance(outcome, Failed)
    assert outcome.what == "more than 5 redirects"


def test_a_redirect_without_an_address_is_its_status() -> None:
    """Without a Location there is nothing to follow."""
    outcome = fetch_one((301, {}, b""))
    assert isinstance(outcome, Failed)
    assert outcome.what == "HTTP 301"


@pytest.mark.parametrize(
    ("location", "target"),
    [
        (b"/caf\xc3\xa9", "/caf%C3%A9"),
        (b"/caf\xe9", "/caf%E9"),
        (b"  /caf%E9?a=b+c  ", "/caf%E9?a=b+c"),
        (b"../up/./x y", "/up/x%20y"),
        (b"?page=2", "/?page=2"),
        (b"/x#fragment", "/x"),
    ],
)
def test_addresses_in_redirects_are_read_as_browsers_do(location: bytes, target: str) -> None:
    """A Location may be relative, in UTF-8 or in any bytes; no fragment is sent."""

    def answer(asked: Asked) -> Reply:
        if asked.target == "/":
            return 302, {"Location": location.decode("latin-1")}, b""
        return DOCUMENT if asked.target == target else (404, {}, b"")

    with serving({"/": answer, target.partition("?")[0]: answer}) as site:
        outcome = fetch_url(f"{site.url}/")
    assert isinstance(outcome, Fetched)
    assert outcome.url == f"{site.url}{target}"


@given(st.text() | st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_no_address_upsets_its_reader(text: str) -> None:
    """Whatever is written as an address is one of http or https with a host that can be one, or none."""
    for base in (None, URL("https://desk:secret@news.example:8443/a/b?c#d")):
        url = web_address(text, base)
        if url is not None:
            assert url.scheme in {"http", "https"}
            assert url.raw_host
            assert not url.raw_fragment
            assert host_of(url) == host_of(url).lower()


def test_names_and_passwords_stay_with_whom_they_are_for() -> None:
    """A password in a feed's address goes to its own origin along redirects, and to no other."""
    with serving({"/": DOCUMENT}) as other, serving({"/": (302, {"Location": other.url}, b"")}) as site:
        site.routes["/own"] = (301, {"Location": "/"}, b"")
        host = site.url.removeprefix("http://")
        outcome = fetch_url(f"http://desk:secret@{host}/own")
        basic = "Basic " + b64encode(b"desk:secret").decode()
        assert [asked.headers.get("authorization") for asked in site.asked] == [basic, basic]
        assert [asked.headers.get("authorization") for asked in other.asked] == [None]
    assert isinstance(outcome, Fetched)
    assert outcome.moved == f"http://desk:secret@{host}/"
    assert "secret" not in outcome.url


def test_a_password_in_a_redirect_is_left_out() -> None:
    """A server cannot make us log in somewhere."""
    with serving({"/": DOCUMENT}) as other:
        outcome = fetch_one((302, {"Location": other.url.replace("http://", "http://root:root@")}, b""))
        assert "authorization" not in other.asked[0].headers
    assert isinstance(outcome, Fetched)


def test_hosts_that_redirect_to_each_other_do_not_lock() -> None:
    """With room for one request at a time, two hosts that send everybody to each other are both done with."""
    with serving({"/end": DOCUMENT}, host="127.0.0.1") as one, serving({"/end": DOCUMENT}, host="127.0.0.2") as two:
        one.routes["/"] = (302, {"Location": f"{two.url}/end"}, b"")
        two.routes["/"] = (302, {"Location": f"{one.url}/end"}, b"")
        requests = [Request(key=f"{site.url}{n}", url=f"{site.url}/") for site in (one, two) for n in range(5)]
        outcomes = fetch(requests, per_host=1, at_once=1)
    assert len(outcomes) == 10
    assert all(isinstance(outcome, Fetched) for outcome in outcomes.values())


def test_a_chain_has_one_time_for_all_its_hops() -> None:
    """Hops that are quick enough one by one are too slow together; waiting for turns on our side does not count."""

    def slow(target: str) -> Route:
        def answer(_: Asked) -> Reply:
            time.sleep(0.4)
            return 302, {"Location": target}, b""

        return answer

    routes = {f"/{number}": slow(f"/{number + 1}") for number in range(5)}
    with serving({**routes, "/5": DOCUMENT}) as site:
        outcome = fetch_url(f"{site.url}/0", seconds=1.0)
    assert isinstance(outcome, Failed)
    assert outcome.what == "no whole answer in time"
    with serving(chain(*[302] * 5)) as site:
        assert isinstance(fetch_url(f"{site.url}/0", seconds=3, apart=0.7), Fetched)
