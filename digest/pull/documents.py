"""Feeds asked and their documents read: one Fresh for each, handed over as soon as it is through."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, aclosing
from datetime import datetime
from typing import assert_never

from digest.errors import CageError
from digest.model import (
    Contents,
    Failed,
    Feed,
    FeedState,
    Fetched,
    Fresh,
    Manners,
    Outcome,
    Outlet,
    Place,
    Postponed,
    Problem,
    Unchanged,
)
from digest.pull.schedule import address, after, body_hash, current
from digest.sources.cage import Ended
from digest.sources.reading import read_feed, read_plainly
from digest.web import Request, fetch_all, runner

_AT_ONCE = 24
"""So many documents wait for workers or are with them; the network waits for the others."""

_GATHERING = 0.02
"""Seconds in which more may come before what is through is handed over: each hand-over stops and starts the loop."""


def pull(
    feeds: Sequence[Feed],
    outlets: Mapping[str, Outlet],
    states: Mapping[str, FeedState],
    *,
    now: datetime,
    manners: Manners,
    executor: Executor | None = None,
) -> Generator[Fresh, None, None]:
    """Ask every feed once, due or not, and read what is new: one Fresh for each, as soon as it is through.

    `outlets` and `states` are looked up by id. Documents are parsed by `executor` while others are still being
    fetched: a `sources.cage.Cage` for what comes from outside; in this process where there is none. A document that
    its worker does not survive is read once more, item by item, and then given up. A document that the server or its
    bytes prove unchanged is not parsed; one that could not be read leaves the feed's validators as they were, so that
    the next pull asks for it again. A feed that moved for good is asked where it is now, and at its old address only
    if that fails. Nothing that a feed does raises.

    Nothing is asked or received while a Fresh is with whoever takes it, so that should be for moments only; and nothing
    is remembered of it after that. Whoever stops before the end closes the generator, and with it all connections.
    """
    with ExitStack() as stack:
        # A thread, so that parsing one document does not make the others' servers wait.
        workers = executor or stack.enter_context(ThreadPoolExecutor(max_workers=1))
        jobs = {feed.id: _Job(feed, outlets[feed.outlet], states.get(feed.id)) for feed in feeds}
        # Its loop is run by hand: the runner would change signal handlers for each of thousands of bursts.
        loop = stack.enter_context(runner()).get_loop()
        pulling = _Pull(jobs, now, manners, workers)
        while burst := loop.run_until_complete(pulling.burst()):
            yield from burst


def problem_of(fresh: Fresh) -> Problem:
    """The problem of a feed that could not be read, placed at the feed's id; ValueError if it has none."""
    if fresh.problem is None:
        raise ValueError(f"{fresh.feed} has no problem")
    return Problem(place=Place(name=fresh.feed), what=fresh.problem.what, todo=fresh.problem.todo)


def reached(fresh: Fresh) -> bool:
    """Whether its server was: that shows that there is a network."""
    return fresh.asked and (fresh.problem is None or not fresh.problem.unreachable)


class _Job:
    """One feed to be asked: where it is asked now, and where it may be asked in a second round."""

    def __init__(self, feed: Feed, outlet: Outlet, state: FeedState | None) -> None:
        self.feed = feed
        self.outlet = outlet
        self.state = current(state, feed, outlet)
        self.at = address(self.state)

    @property
    def request(self) -> Request:
        """What to ask for, unless it is what is known."""
        state = self.state
        return Request(key=state.feed, url=self.at, etag=state.etag, last_modified=state.last_modified)


class _Pull:
    """One pull: which feeds are through, and what came of those that nobody has taken yet."""

    def __init__(self, jobs: Mapping[str, _Job], now: datetime, manners: Manners, workers: Executor) -> None:
        self.jobs = jobs
        self.now = now
        self.manners = manners
        self.workers = workers
        self.slots = asyncio.Semaphore(_AT_ONCE)
        self.through: set[str] = set()
        self.untaken: list[Fresh] = []
        self.stirred = asyncio.Event()
        self.running: asyncio.Task[None] | None = None

    async def burst(self) -> list[Fresh]:
        """Go on until a feed is through; gives all that are since this was last called, none when all feeds are."""
        if self.running is None:
            self.running = asyncio.create_task(self._run())
            self.running.add_done_callback(lambda _: self.stirred.set())
        await self.stirred.wait()
        if not self.running.done():
            await asyncio.sleep(_GATHERING)
        if not self.untaken:
            await self.running
        burst, self.untaken = self.untaken, []
        if not self.running.done():
            self.stirred.clear()
        return burst

    async def _run(self) -> None:
        await self._ask(list(self.jobs.values()))
        again = [job for job in self.jobs.values() if job.state.feed not in self.through]
        for job in again:
            job.at = job.state.url
        await self._ask(again)

    async def _ask(self, jobs: Sequence[_Job]) -> None:
        if not jobs:
            return
        requests = [job.request for job in jobs]
        try:
            async with asyncio.TaskGroup() as group, aclosing(fetch_all(requests, self.manners)) as answers:
                async for request, outcome in answers:
                    job = self.jobs[request.key]
                    if document := self._take(job, outcome):
                        await self.slots.acquire()
                        group.create_task(self._parse(job, document))
        except ExceptionGroup as faults:  # one reason to stop is enough for all documents
            raise next((fault for fault in faults.exceptions if isinstance(fault, CageError)), faults) from None

    def _take(self, job: _Job, outcome: Outcome) -> Fetched | None:
        """Settle what needs no parsing; give back what does."""
        match outcome:
            case Failed() | Unchanged() | Postponed():
                self._settle(job, outcome)
            case Fetched() if body_hash(outcome) == job.state.body_hash:
                self._settle(job, outcome)
            case Fetched():
                return outcome
            case _:
                assert_never(outcome)
        return None

    async def _parse(self, job: _Job, document: Fetched) -> None:
        try:
            found = await self._read(job, document)
        finally:
            self.slots.release()
        if isinstance(found, Failed):
            self._settle(job, found)
        else:
            self._settle(job, document, found)

    async def _read(self, job: _Job, document: Fetched) -> Contents | Failed:
        """Read a document in a worker; one that its worker does not survive is read once more, more plainly."""
        loop = asyncio.get_running_loop()
        why = ""
        for read in (read_feed, read_plainly):
            try:
                return await loop.run_in_executor(self.workers, read, job.feed, job.outlet, document, self.now)
            except CageError:
                raise
            except Exception as error:  # whatever ends a worker is the trouble of its document, not of the run
                why = str(error) if isinstance(error, Ended) else type(error).__name__
        return Failed(what=f"reading it ended a worker ({why})", todo="report it, or remove it")

    def _settle(self, job: _Job, outcome: Outcome, contents: Contents | None = None) -> None:
        """Note what came of a feed; a failure where it moved to is left to the second round.

        But not one that asks for patience: the old address would only lead to the same server again.
        """
        if isinstance(outcome, Failed) and job.at != job.state.url and not outcome.wait:
            return
        rhythm = contents.rhythm if contents else None
        fresh = Fresh(
            feed=job.feed.id,
            state=after(job.state, outcome, rhythm, now=self.now, feed=job.feed, manners=self.manners, at=job.at),
            entries=contents.entries if contents else (),
            problem=outcome if isinstance(outcome, Failed) else None,
            asked=not isinstance(outcome, Postponed),
        )
        self.through.add(fresh.feed)
        self.untaken.append(fresh)
        self.stirred.set()
