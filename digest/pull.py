"""Pulling: feeds and follower figures from the network to entries and observations. Nothing is kept here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, aclosing
from datetime import date, datetime
from hashlib import blake2b

from digest import __version__
from digest.model import (
    Account,
    Entry,
    Failed,
    Feed,
    FeedState,
    Fetched,
    Fresh,
    Manners,
    Observation,
    Outcome,
    Outlet,
    Place,
    Platform,
    Postponed,
    Problem,
    Unchanged,
)
from digest.sources import FigureRequest, bluesky, mastodon
from digest.sources.cage import Ended
from digest.sources.feeds import read_feed, read_plainly
from digest.web import Request, fetch_all

_AT_ONCE = 24
"""So many documents wait for workers or are with them; the network waits for the others."""


def pull(
    feeds: Sequence[Feed],
    outlets: Mapping[str, Outlet],
    states: Mapping[str, FeedState],
    *,
    now: datetime,
    user_agent: str,
    executor: Executor | None = None,
    on_done: Callable[[Fresh], None] | None = None,
) -> tuple[Fresh, ...]:
    """Ask every feed once and read what is new: one Fresh for each, in the order of `feeds`.

    `outlets` and `states` are looked up by id. Documents are parsed by `executor` while others are still being
    fetched: a `sources.cage.Cage` for what comes from outside; in this process where there is none. A document that
    its worker does not survive is read once more, item by item, and then given up. `on_done` is told of each feed as
    soon as it is through. A document that the server or its bytes prove unchanged is not parsed; one that could not
    be read leaves the feed's state as it was, so that the next pull asks for it again. Nothing that a feed does
    raises.
    """
    with ExitStack() as stack:
        # A thread, so that parsing one document does not make the others' servers wait.
        workers = executor or stack.enter_context(ThreadPoolExecutor(max_workers=1))
        jobs = {feed.id: (feed, outlets[feed.outlet], states.get(feed.id, FeedState(feed=feed.id))) for feed in feeds}
        return asyncio.run(_Pull(jobs, now, workers, on_done or _silence).run(user_agent))


def user_agent(contact: str) -> str:
    """How the program names itself to publishers: its version, and where to find the newsroom that runs it."""
    return f"diplomacy-digest/{__version__}" + (f" (+{contact})" if contact else "")


def problem_of(fresh: Fresh) -> Problem:
    """The problem of a feed that could not be read, placed at the feed's id; ValueError if it has none."""
    if fresh.problem is None:
        raise ValueError(f"{fresh.feed} has no problem")
    return Problem(place=Place(name=fresh.feed), what=fresh.problem.what, todo=fresh.problem.todo)


def reached(fresh: Sequence[Fresh]) -> bool:
    """Whether the network was there: something answered, or nothing was asked."""
    return not fresh or any(one.problem is None or not one.problem.unreachable for one in fresh)


def pull_figures(
    accounts: Sequence[Account], platforms: Sequence[Platform], *, on: date, user_agent: str
) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """The figures of the accounts whose source is a platform, and a problem for each of them that gave none.

    Observations are dated `on` and come in the order of the addresses asked. A problem's place is the account's id.
    """
    asked = [(request, mastodon.read) for request in mastodon.requests(accounts, platforms)]
    asked += [(request, bluesky.read) for request in bluesky.requests(accounts, platforms)]
    outcomes = asyncio.run(_documents([request for request, _ in asked], user_agent))
    observations: list[Observation] = []
    failed: dict[str, Failed] = {}
    for number, (request, read) in enumerate(asked):
        found = _figures(request, outcomes[str(number)], read, on)
        if isinstance(found, Failed):
            failed |= dict.fromkeys(request.key, found)
        else:
            observations += found
    named = {name for request, _ in asked for name in request.key}
    counted = {observation.subject for observation in observations}
    silent = [account for account in accounts if account.source != "manual" and account.id not in counted]
    return tuple(observations), tuple(_problem(account, named, failed) for account in silent)


class _Pull:
    """One pull: what has come of each feed so far."""

    def __init__(
        self,
        jobs: Mapping[str, tuple[Feed, Outlet, FeedState]],
        now: datetime,
        workers: Executor,
        on_done: Callable[[Fresh], None],
    ) -> None:
        self.jobs = jobs
        self.now = now
        self.workers = workers
        self.on_done = on_done
        self.slots = asyncio.Semaphore(_AT_ONCE)
        self.done: dict[str, Fresh] = {}

    async def run(self, user_agent: str) -> tuple[Fresh, ...]:
        requests = [
            Request(key=feed.id, url=feed.url, etag=state.etag, last_modified=state.last_modified)
            for feed, _, state in self.jobs.values()
        ]
        async with (
            asyncio.TaskGroup() as group,
            aclosing(fetch_all(requests, Manners(user_agent=user_agent))) as answers,
        ):
            async for request, outcome in answers:
                if document := self._take(request.key, outcome):
                    await self.slots.acquire()
                    group.create_task(self._parse(request.key, document))
        return tuple(self.done[feed_id] for feed_id in self.jobs)

    def _take(self, feed_id: str, outcome: Outcome) -> Fetched | None:
        """Settle what needs no parsing; give back what does."""
        *_, state = self.jobs[feed_id]
        match outcome:
            case Failed():
                self._settle(Fresh(feed=feed_id, problem=outcome))
            case Unchanged():
                self._settle(Fresh(feed=feed_id, state=state))
            case Postponed():
                self._settle(Fresh(feed=feed_id))
            case Fetched() if _hash(outcome) == state.body_hash:
                self._settle(Fresh(feed=feed_id, state=_state(feed_id, outcome)))
            case Fetched():
                return outcome
        return None

    async def _parse(self, feed_id: str, document: Fetched) -> None:
        try:
            found = await self._read(feed_id, document)
        finally:
            self.slots.release()
        if isinstance(found, Failed):
            self._settle(Fresh(feed=feed_id, problem=found))
        else:
            self._settle(Fresh(feed=feed_id, entries=found, state=_state(feed_id, document)))

    async def _read(self, feed_id: str, document: Fetched) -> tuple[Entry, ...] | Failed:
        """Read a document in a worker; one that its worker does not survive is read once more, more plainly."""
        feed, outlet, _ = self.jobs[feed_id]
        loop = asyncio.get_running_loop()
        why = ""
        for read in (read_feed, read_plainly):
            try:
                return await loop.run_in_executor(self.workers, read, feed, outlet, document, self.now)
            except Exception as error:  # whatever ends a worker is the trouble of its document, not of the run
                why = str(error) if isinstance(error, Ended) else type(error).__name__
        return Failed(what=f"reading it ended a worker ({why})", todo="report it, or remove it")

    def _settle(self, fresh: Fresh) -> None:
        self.done[fresh.feed] = fresh
        self.on_done(fresh)


def _state(feed_id: str, document: Fetched) -> FeedState:
    return FeedState(feed=feed_id, etag=document.etag, last_modified=document.last_modified, body_hash=_hash(document))


def _hash(document: Fetched) -> str:
    return blake2b(document.body, digest_size=16).hexdigest()


async def _documents(requests: Sequence[FigureRequest], user_agent: str) -> dict[str, Outcome]:
    wanted = [
        Request(key=str(number), url=request.url, accept="application/json") for number, request in enumerate(requests)
    ]
    return {request.key: outcome async for request, outcome in fetch_all(wanted, Manners(user_agent=user_agent))}


def _figures(
    request: FigureRequest,
    outcome: Outcome,
    read: Callable[[FigureRequest, Fetched, date], tuple[Observation, ...] | Failed],
    on: date,
) -> tuple[Observation, ...] | Failed:
    match outcome:
        case Fetched():
            return read(request, outcome, on)
        case Failed():
            return outcome
        case Unchanged() | Postponed():
            return ()


def _problem(account: Account, named: set[str], failed: Mapping[str, Failed]) -> Problem:
    """Why an account gave no figures."""
    what, todo = "no count is given of it", f"check its handle {account.handle!r} in feeds.yaml"
    if account.id not in named:
        wanted = "NAME@SERVER" if account.source == "mastodon" else "a domain such as name.bsky.social"
        what, todo = "its handle leads nowhere", f"write it as {wanted}"
    elif failure := failed.get(account.id):
        what, todo = failure.what, failure.todo if failure.unreachable else todo
    return Problem(place=Place(name=account.id), what=what, todo=todo)


def _silence(_: Fresh) -> None:
    """Tell nobody."""
