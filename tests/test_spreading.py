"""Work spread over processes and over a Dask cluster: the result is the same, also when a worker is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench import wire
from bench.archive import LAST
from bench.workers import cluster
from digest.errors import DigestError
from digest.model import Feed, Fetched, Outlet, Ownership, Role
from digest.pipeline.grouping import Ahead, Grouped, group
from digest.pipeline.spreading import spread
from digest.sources.caged import Caged
from digest.sources.reading import read_feed
from tests.newsrooms import digest, fingerprint, newsroom, serve_items
from tests.serving import item, rss, serving
from tests.test_kill import children
from tests.test_run import OUTLETS, items

DAYS = 48
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED = Feed(id="one-all", outlet="one", url="https://one.example/rss")
OUTLET = Outlet(id="one", name="One", ownership=Ownership.PRIVATE, role=Role.PRESS)


@dataclass(frozen=True, slots=True)
class Workers:
    """An executor of two workers, and how to kill one of them."""

    executor: Executor
    kill: Callable[[], None]
    address: str = ""


@contextmanager
def processes() -> Iterator[Workers]:
    """Two processes of this machine."""
    before = children(os.getpid())
    with spread(workers=2) as executor:

        def kill() -> None:
            started = [pid for pid in children(os.getpid()) - before if b"spawn_main" in command_of(pid)]
            os.kill(started[0], signal.SIGKILL)

        yield Workers(executor, kill)


def command_of(pid: int) -> bytes:
    """The command line of a process."""
    with suppress(OSError):  # it has ended since it was listed
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@contextmanager
def dask(folder: Path) -> Iterator[Workers]:
    """A Dask scheduler with two worker processes."""
    pytest.importorskip("distributed")
    with cluster(folder, 2) as started, spread(started.address) as executor:
        yield Workers(executor, started.workers[0].kill, started.address)


@pytest.fixture(params=["processes", "dask"])
def workers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workers]:
    """Two workers of each kind."""
    with dask(tmp_path) if request.param == "dask" else processes() as found:
        yield found


def test_days_are_grouped_the_same_when_a_worker_is_killed(workers: Workers) -> None:
    """The stories of many days are those found here, one day at a time, though a worker is killed in the middle."""
    days = wire.materials(DAYS)
    ahead = Ahead(workers.executor, (), days)
    found: list[Grouped | None] = []
    for number, (edition, material) in enumerate(days):
        found.append(ahead.take(edition, material.entries))
        if number == DAYS // 4:
            workers.kill()
    assert found == [one for _, material in days for one in group([material], ())]


def test_documents_are_read_the_same_when_a_worker_is_killed(workers: Workers) -> None:
    """What documents hold is what is read from them here, though a worker is killed in the middle."""
    documents = [
        Fetched(url=FEED.url, body=rss(*(item(f"Story {number} {row}", guid=f"{number}/{row}") for row in range(30))))
        for number in range(40)
    ]
    caged = Caged(workers.executor)
    futures = [caged.submit(read_feed, FEED, OUTLET, document, NOW) for document in documents]
    futures[5].result()
    workers.kill()
    assert [future.result() for future in futures] == [read_feed(FEED, OUTLET, document, NOW) for document in documents]


def test_an_archive_made_on_a_cluster_is_the_same(tmp_path: Path) -> None:
    """Backfill and pull with --cluster write what they write without it, byte for byte."""
    dump = tmp_path / "wire.jsonl"
    wire.write(dump, 12)
    with dask(tmp_path) as workers, serving() as server:
        rooms = []
        for name, more in (("here", ()), ("there", ("--cluster", workers.address))):
            folder = newsroom(tmp_path / name, server, OUTLETS)
            serve_items(server, OUTLETS, items(1))
            digest(folder, "pull", "--now", "2026-11-17T18:00Z", *more)
            since = str(LAST - timedelta(days=11))
            dates = ("--since", since, "--until", str(LAST - timedelta(days=5)), "--now", "2026-11-22")
            digest(folder, "backfill", *dates, "--from", str(dump), *more)
            (folder / "content/status.json").unlink()  # tells how long the pull took
            rooms.append(folder)
        assert fingerprint(rooms[0] / "content") == fingerprint(rooms[1] / "content")
        # In which order feeds answer is chance; what is kept of them is not.
        here, there = (sorted(digest(folder, "store", "export").stdout.splitlines()) for folder in rooms)
        assert here == there


def test_a_task_that_kills_its_workers_ends_the_work() -> None:
    """A task whose process dies each time, as for want of memory, is given up with a line that says so."""
    with spread(workers=1) as executor:
        future = executor.submit(os.abort)
        with pytest.raises(DigestError, match="most likely for want of memory"):
            future.result()
        assert executor.submit(abs, -1).result() == 1


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    """An address at which no scheduler answers ends with one line."""
    pytest.importorskip("distributed")
    with serving() as server:
        folder = newsroom(tmp_path / "room", server, OUTLETS)
        said = digest(folder, "pull", "--cluster", "tcp://127.0.0.1:9", code=2).stderr
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in said
    assert len(said.splitlines()) == 1
