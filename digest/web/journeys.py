"""One request on its way: along redirects, in the turn of each host, within its time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import aiohttp
from yarl import URL

from digest.model import Failed, Manners, Outcome, Postponed
from digest.web.failures import NO_ADDRESS, astray, failed
from digest.web.guard import Refused, check, written_out
from digest.web.hops import Answer, Redirect, ask
from digest.web.lanes import Lanes
from digest.web.reach import Reach
from digest.web.requests import Request, host_of, web_address

MOST_REDIRECTS = 5
_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Means:
    """What all journeys of one run share."""

    web: aiohttp.ClientSession
    manners: Manners
    lanes: Lanes
    reach: Reach


class Journey:
    """One request: the time it has left, and how far its address has moved for good."""

    def __init__(self, number: int, request: Request, means: Means) -> None:
        self.number = number
        self.request = request
        self.means = means
        self.left = means.manners.seconds
        self.answers = 0
        self.for_good = True
        self.moved = ""
        self.holds_slot = False

    async def outcome(self, url: URL | None) -> Outcome:
        """What asking `url` comes to in the end; None is no web address."""
        if url is None:
            return NO_ADDRESS
        home, seen = url, {url}
        while isinstance(answer := await self._hop(url), Redirect):
            # The host's place is given back before another's is waited for, so that no two can wait for each other.
            self.means.lanes.free()
            self.holds_slot = False
            target = _target(answer, url, home)
            if self.request.body:
                return self._ended(astray("it redirects what is posted", answer.status))
            if target is None or target in seen or len(seen) > MOST_REDIRECTS:
                return self._ended(_astray(answer, target, seen))
            down = url.scheme == "https" and target.scheme == "http"
            self.for_good = self.for_good and answer.status in _FOR_GOOD and not down
            url = target
            seen.add(url)
        return self._ended(answer)

    async def _hop(self, url: URL) -> Answer | Postponed:
        """Wait for the turn of a host, and ask it."""
        lanes, reach, host = self.means.lanes, self.means.reach, host_of(url)
        if refused := self._refused(url):
            return refused
        if postponed := await lanes.turn(host):
            return postponed
        self.holds_slot = True
        started, came = lanes.loop.time(), None
        try:
            answer, came = await self._try(url)
            if isinstance(answer, Failed) and answer.wait:
                lanes.told(host, self.number, answer.wait)
        finally:
            self.left -= lanes.loop.time() - started
            reach.learn(host, came=came)
            lanes.leave(host)
        return answer

    async def _try(self, url: URL) -> tuple[Answer, bool | None]:
        """The answer, and whether the host could be connected to (None: that was not even tried)."""
        try:
            async with asyncio.timeout(self.left):
                answer = await ask(self.means.web, self.request, url, self.means.manners)
        except Exception as error:  # the one edge at which exceptions of the library become outcomes
            failure = failed(error)
            return failure, None if failure.untried else not failure.unreachable
        if self.for_good and self.answers:
            self.moved = str(url)
        self.answers += 1
        return answer, True

    def _refused(self, url: URL) -> Failed | None:
        """What is written as an address that may not be connected to needs no turn."""
        try:
            if address := written_out(url.raw_host or ""):
                check(address, self.means.manners.allow_private)
        except Refused as error:
            return failed(error)
        return None

    def _ended(self, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Failed) and self.answers:  # the network is there: a server has sent us on
            outcome = replace(outcome, untried=False, unreachable=False)
        if isinstance(outcome, Postponed) or not self.moved:
            return outcome
        return replace(outcome, moved=self.moved)


def _target(redirect: Redirect, url: URL, home: URL) -> URL | None:
    """Where a redirect leads; a name and password go to no other origin than the one they were written for."""
    target = web_address(redirect.target, url)
    if target is None:
        return None
    target = target.with_user(None)
    if home.user and target.origin() == home.origin():
        target = target.with_user(home.user).with_password(home.password)
    return target


def _astray(redirect: Redirect, target: URL | None, seen: set[URL]) -> Failed:
    if target is None:
        return astray("it redirects to what is no web address", redirect.status)
    what = "it redirects in a circle" if target in seen else f"more than {MOST_REDIRECTS} redirects"
    return astray(what, redirect.status)
