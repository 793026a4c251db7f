"""Turns: how many at once, how far apart, and who is left alone when a host has had enough."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict
from contextlib import ExitStack
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import Failed, Fetched, Outcome, Postponed
from digest.web import Request, fetch_all
from digest.web.lanes import Lanes
from tests.asking import fetch, manners, page, run
from tests.serving import Asked, Reply, serving

DOCUMENT = page(b"<rss/>")
BUSY: Reply = (429, {"Retry-After": "600"}, b"")


def slow(asked: Asked) -> Reply:
    """An answer that takes a moment."""
    time.sleep(0.02)
    return page(asked.path.encode())


def test_a_host_is_asked_two_things_at_once() -> None:
    """However many feeds one host has, two requests run together, and none is lost."""
    names = [f"/{number}" for number in range(12)]
    both = threading.Barrier(2)

    def together(asked: Asked) -> Reply:
        both.wait(60)
        return slow(asked)

    with serving(dict.fromkeys(names, together)) as site:
        outcomes = fetch([Request(key=name, url=site.url + name) for name in names])
        assert site.busiest == 2
    assert {outcome.body.decode() for outcome in outcomes.values() if isinstance(outcome, Fetched)} == set(names)


def test_requests_to_a_host_begin_apart() -> None:
    """Each of several hosts sees its requests one after the other, redirects counted, while others go on."""
    with ExitStack() as stack:
        sites = [stack.enter_context(serving(host=f"127.0.0.{number}")) for number in (1, 2, 3)]
        for site in sites:
            site.routes |= {f"/{number}": slow for number in range(5)}
            site.routes["/moved"] = (301, {"Location": "/0"}, b"")
        requests = [
            Request(key=site.url + path, url=site.url + path)
            for site in sites
            for path in ("/moved", *(f"/{number}" for number in range(5)))
        ]
        began = time.monotonic()
        outcomes = fetch(requests, apart=0.1)
        for site in sites:
            # Two may come closer together than they were sent, but none sooner than all before it took; but the loop
            # counts in whole milliseconds.
            times = sorted(asked.at - began for asked in site.asked)
            assert len(times) == 7
            assert all(at >= number * 0.1 - 0.01 for number, at in enumerate(times))
            assert site.busiest <= 2
    assert all(isinstance(outcome, Fetched) for outcome in outcomes.values())


ROUNDING = 1e-6
"""Seconds: what adding and taking away of moments may lose."""


@given(
    hosts=st.lists(st.sampled_from("abcd"), min_size=1, max_size=40),
    steps=st.lists(st.integers(0, 3), min_size=1, max_size=8),
    per_host=st.integers(1, 3),
    at_once=st.integers(1, 6),
    apart=st.sampled_from([0.0, 0.0004, 0.002]),  # the second is less than the loop can tell from now
)
@settings(max_examples=40)
def test_turns_keep_to_their_limits(
    hosts: list[str], steps: list[int], per_host: int, at_once: int, apart: float
) -> None:
    """Whatever runs for how long, no limit is passed, starts of a host are apart, and everybody gets a turn."""
    starts: defaultdict[str, list[float]] = defaultdict(list)
    running: defaultdict[str, int] = defaultdict(int)
    held = 0

    async def one(lanes: Lanes, number: int, host: str) -> None:
        nonlocal held
        assert await lanes.turn(host) is None
        starts[host].append(lanes.loop.time())
        running[host] += 1
        held += 1
        assert running[host] <= per_host
        assert held <= at_once
        for _ in range(steps[number % len(steps)]):
            await asyncio.sleep(0)
        running[host] -= 1
        lanes.leave(host)
        await asyncio.sleep(0)
        held -= 1
        lanes.free()

    async def all_of_them() -> float:
        lanes = Lanes(per_host=per_host, apart=apart, at_once=at_once, is_open=lambda: True)
        began = lanes.loop.time()
        await asyncio.gather(*(one(lanes, number, host) for number, host in enumerate(hosts)))
        return began

    began = run(all_of_them())
    assert sum(map(len, starts.values())) == len(hosts)
    late = (at - began - number * apart for times in starts.values() for number, at in enumerate(times))
    assert min(late) > -ROUNDING


def test_waiting_for_a_turn_keeps_nobody_else_waiting() -> None:
    """With room for one request in all, another host is asked while the first one's next turn is not yet due."""
    with serving({"/1": DOCUMENT, "/2": DOCUMENT}) as one, serving({"/": DOCUMENT}, host="127.0.0.2") as two:
        requests = [Request(key=f"one {n}", url=f"{one.url}/{n}") for n in (1, 2)]
        requests.append(Request(key="two", url=f"{two.url}/"))

        async def first_two() -> list[str]:
            answers = fetch_all(requests, manners(apart=600, at_once=1))
            keys = [(await anext(answers))[0].key for _ in range(2)]
            await answers.aclose()
            return keys

        assert run(first_two()) == ["one 1", "two"]


def test_a_host_that_has_had_enough_is_left_alone() -> None:
    """Once two requests were told to wait, the host's others are postponed, and no other host's."""
    with serving(dict.fromkeys([f"/{n}" for n in range(50)], BUSY)) as busy, serving({"/": DOCUMENT}) as other:
        busy.routes["/0"] = (503, {"Retry-After": "60"}, b"")
        requests = [Request(key=str(n), url=f"{busy.url}/{n}") for n in range(50)]
        outcomes = fetch([*requests, Request(key="other", url=f"{other.url}/")])
        assert len(busy.asked) <= 3  # a third may have begun when the second was answered
    assert isinstance(outcomes.pop("other"), Fetched)
    postponed = [outcome for outcome in outcomes.values() if isinstance(outcome, Postponed)]
    assert len(postponed) >= 47
    assert all(timedelta(seconds=500) < one.wait <= timedelta(seconds=600) for one in postponed)
    told = [outcome for outcome in outcomes.values() if isinstance(outcome, Failed)]
    assert {outcome.status for outcome in told} == {429, 503}


def test_one_feed_that_is_told_to_wait_is_alone_in_that() -> None:
    """A single 503 says something of its feed, not of its host; and so does being told nothing about when."""
    with serving(dict.fromkeys([f"/{n}" for n in range(9)], DOCUMENT)) as site:
        site.routes |= {"/0": BUSY, "/1": (429, {}, b""), "/2": (503, {"Retry-After": "soon"}, b"")}
        outcomes = fetch([Request(key=str(n), url=f"{site.url}/{n}") for n in range(9)], per_host=1)
        assert len(site.asked) == 9
    assert sum(isinstance(outcome, Fetched) for outcome in outcomes.values()) == 6


def test_a_redirect_to_a_host_that_has_had_enough_is_postponed() -> None:
    """Who is sent on to a host that wants to be left alone does not ask it."""
    with serving({"/1": BUSY, "/2": BUSY}) as busy, serving(host="127.0.0.2") as site:
        site.routes["/"] = (302, {"Location": f"{busy.url}/feed"}, b"")
        urls = {"1": f"{busy.url}/1", "2": f"{busy.url}/2", "moved": f"{site.url}/"}
        outcomes = fetch([Request(key=key, url=url) for key, url in urls.items()], at_once=1)
        assert {asked.path for asked in busy.asked} == {"/1", "/2"}
    assert isinstance(outcomes["moved"], Postponed)


def test_who_takes_slowly_is_not_overrun() -> None:
    """While nobody takes outcomes, no more is fetched than may run at once."""
    with serving(dict.fromkeys([f"/{n}" for n in range(40)], DOCUMENT)) as site:

        async def take_slowly() -> list[tuple[Request, Outcome]]:
            requests = [Request(key=str(n), url=f"{site.url}/{n}") for n in range(40)]
            taken = []
            async for answer in fetch_all(requests, manners(at_once=4, per_host=4)):
                taken.append(answer)
                if len(taken) == 1:
                    await asyncio.sleep(0.3)
                    assert len(site.asked) <= 4
            return taken

        assert len(run(take_slowly())) == 40
