"""Fetching in tests: this machine may be asked, and hosts without a pause, unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from ipaddress import ip_network
from typing import Any, TypeVar

from digest.model import Manners, Outcome
from digest.web import Request, fetch_all, runner
from digest.web.names import LookUp, system
from tests.serving import Reply, Route, serving

AGENT = "diplomacy-digest/test (+desk@example.org)"
T = TypeVar("T")
LOOPBACK = ip_network("127.0.0.0/8")


def manners(**changes: Any) -> Manners:
    """The usual manners, but for what a test needs, and with patience where the machine is busy."""
    patient = dict.fromkeys(("connect", "idle", "seconds"), 60.0)
    return Manners(**{"user_agent": AGENT, "apart": 0.0, "allow_private": (LOOPBACK,), **patient, **changes})


def run(work: Coroutine[None, None, T]) -> T:
    """What a coroutine gives, in the loop that pulls run in."""
    with runner() as loop:
        return loop.run(work)


def fetch(requests: Sequence[Request], look_up: LookUp = system, **changes: Any) -> dict[str, Outcome]:
    """Every outcome by its request's key, in the order in which they came."""

    async def gather() -> dict[str, Outcome]:
        answers = fetch_all(requests, manners(**changes), look_up=look_up)
        return {request.key: outcome async for request, outcome in answers}

    return run(gather())


def fetch_url(url: str, look_up: LookUp = system, **changes: Any) -> Outcome:
    """What one address comes to."""
    return fetch([Request(key="one", url=url)], look_up, **changes)["one"]


def fetch_one(route: Route, **changes: Any) -> Outcome:
    """What one address with that answer comes to."""
    with serving({"/": route}) as site:
        return fetch_url(f"{site.url}/", **changes)


def page(body: bytes, **headers: str) -> Reply:
    """A good answer with those headers, `_` for `-`."""
    return 200, {name.replace("_", "-"): value for name, value in headers.items()}, body
