"""Many requests at once, each in its turn, none in another's way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace

from digest.model import Manners, Outcome
from digest.web.failures import NO_NETWORK, failed
from digest.web.hops import session
from digest.web.journeys import Journey, Means
from digest.web.lanes import Lanes
from digest.web.loops import runner
from digest.web.names import LookUp, system
from digest.web.reach import Reach
from digest.web.requests import Request, host_of, web_address


def fetch(requests: Sequence[Request], manners: Manners, *, look_up: LookUp = system) -> list[Outcome]:
    """What every request came to, in the order of the requests: `fetch_all` for who wants all of it at once."""

    async def gather() -> dict[str, Outcome]:
        numbered = [replace(request, key=str(number)) for number, request in enumerate(requests)]
        async with aclosing(fetch_all(numbered, manners, look_up=look_up)) as answers:
            return {request.key: outcome async for request, outcome in answers}

    with runner() as loop:
        outcomes = loop.run(gather()) if requests else {}
    return [outcomes[str(number)] for number in range(len(requests))]


async def fetch_all(
    requests: Sequence[Request], manners: Manners, *, look_up: LookUp = system
) -> AsyncGenerator[tuple[Request, Outcome], None]:
    """Ask every address once and yield each request with what it came to, in the order in which they complete.

    Hosts are asked and borne with as `manners` say; each redirect counts as a request to its own host. While nobody
    takes outcomes, no more than `at_once` are fetched. When two requests to one host were told to wait (429 or 503
    with Retry-After), what has not been sent to it comes at once as `Postponed`. When the first eight hosts (or all,
    if there are fewer) cannot be connected to and nothing else that runs is answered, the rest is not tried and comes
    at once as `NO_NETWORK`. `look_up` finds the addresses of hosts. Nothing that a server does raises.
    """
    addresses = [web_address(request.url) for request in requests]
    answers: asyncio.Queue[tuple[int, Outcome, bool]] = asyncio.Queue()
    reach = Reach(len({host_of(url) for url in addresses if url}))
    lanes = Lanes(
        per_host=manners.per_host, apart=manners.apart, at_once=manners.at_once, is_open=lambda: reach.certain
    )

    async def fetch(number: int, request: Request) -> None:
        journey = Journey(number, request, means)
        try:
            outcome = await journey.outcome(addresses[number])
        except Exception as error:  # one feed's trouble, of whatever kind, stays its own and keeps nobody waiting
            outcome = failed(error)
        answers.put_nowait((number, outcome, journey.holds_slot))

    async with session(manners, look_up) as web:
        means = Means(web, manners, lanes, reach)
        tasks = [asyncio.create_task(fetch(number, request)) for number, request in enumerate(requests)]
        waiting = dict(enumerate(requests))
        try:
            while waiting and (reach.certain or lanes.running or not answers.empty()):
                number, outcome, holds_slot = await answers.get()
                yield waiting.pop(number), outcome
                if holds_slot:
                    lanes.free()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    for request in waiting.values():
        yield request, NO_NETWORK
