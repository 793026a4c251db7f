"""Pulls that are killed at any moment: the store stays whole, nothing is lost or doubled, the next pull completes."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from digest.pull.batches import MOST_ENTRIES
from tests.newsrooms import digest, newsroom
from tests.serving import Asked, Reply, Site, item, rss, serving

KILLS = int(os.environ.get("DIGEST_KILLS") or 12)
"""How often a pull is killed."""

FEEDS = [f"feed{number:02}" for number in range(30)]
MOMENT = "2026-11-18T08:{:02}Z"


class Wire:
    """Feeds that have more entries each time that `tick` is counted up, from the first on more than one batch holds."""

    def __init__(self) -> None:
        self.tick = MOST_ENTRIES // (2 * len(FEEDS)) + 2

    def titles(self, name: str) -> list[str]:
        """The titles that a feed has by now."""
        return [f"{name} story {number}" for number in range(self.tick * 2)]

    def answer(self, name: str, chance: random.Random) -> Reply:
        """The feed's document, after a moment."""
        time.sleep(chance.random() * 0.02)
        rows = [
            item(title, guid=title, link=f"https://{name}.example/{n}") for n, title in enumerate(self.titles(name))
        ]
        return 200, {"ETag": f'"{self.tick}"'}, rss(*rows, title=name)


@pytest.fixture
def wire() -> Wire:
    """What the feeds say."""
    return Wire()


@pytest.fixture
def server(wire: Wire) -> Iterator[Site]:
    """The server of all feeds."""
    chance = random.Random(1)

    def route(name: str) -> Reply:
        return wire.answer(name, chance)

    with serving() as site:
        for name in FEEDS:

            def asked(_: Asked, name: str = name) -> Reply:
                return route(name)

            site.routes[f"/{name}.xml"] = asked
        yield site


def start(folder: Path, moment: str) -> subprocess.Popen[bytes]:
    """A real pull as the first of a process group of its own."""
    command = [sys.executable, "-m", "digest", "pull", "--now", moment]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def known(folder: Path) -> dict[str, str]:
    """The titles in the store by id; the file itself must be whole, and no title in it twice."""
    path = folder / ".digest" / "wire.db"
    if not path.is_file():
        return {}
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        has_tables = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'entries'").fetchone() == (1,)
        rows = db.execute("SELECT id, title FROM entries").fetchall() if has_tables else []
    db.close()
    assert len({title for _, title in rows}) == len(rows)
    return dict(rows)


def test_a_pull_may_be_killed_at_any_moment(tmp_path: Path, server: Site, wire: Wire) -> None:
    """Killed with its children again and again, a pull loses and doubles nothing, and the next one has everything."""
    folder = newsroom(tmp_path / "room", server, FEEDS)
    digest(folder, "pull", "--now", MOMENT.format(0))
    chance = random.Random(20261122)
    before = known(folder)
    assert len(before) == len(FEEDS) * wire.tick * 2 > MOST_ENTRIES
    killed = 0
    for number in range(KILLS):
        wire.tick += 1
        running = start(folder, MOMENT.format(1 + number % 50))
        wait_until_asked(server, len(server.asked) + chance.randint(0, len(FEEDS)), running)
        # Most answers are in the store some tenths of a second after the last was given; each second pull is not
        # waited for, so that it has not ended for certain.
        time.sleep(chance.random() * 0.4 if number % 2 else 0)
        killed += running.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        after = known(folder)
        assert before.items() <= after.items()
        before = after
    digest(folder, "pull", "--now", MOMENT.format(59))
    assert sorted(known(folder).values()) == sorted(title for name in FEEDS for title in wire.titles(name))
    assert killed >= KILLS // 3
    digest(folder, "status")


def wait_until_asked(server: Site, times: int, running: subprocess.Popen[bytes]) -> None:
    """Wait until a server was asked so often, or who asks it has ended."""
    while len(server.asked) < times and running.poll() is None:
        time.sleep(0.005)


def children(parent: int) -> set[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    tasks = listed.parent.parent.glob("*/children")
    return {int(pid) for path in tasks for pid in _said(path).split()}


def has_ended(pid: int) -> bool:
    """Whether a process is gone, or only waits for somebody to take note of it."""
    said = _said(Path(f"/proc/{pid}/stat"))
    return not said or said.rpartition(")")[2].split()[0] == "Z"


def _said(path: Path) -> str:
    """What the system says of a process or thread; nothing of one that has ended since it was listed."""
    with suppress(OSError):
        return path.read_text()
    return ""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks Linux for the children of a process")
def test_children_of_a_killed_pull_end_by_themselves(tmp_path: Path, server: Site) -> None:
    """When only the pull is killed, the processes that read documents for it find that out and end."""
    folder = newsroom(tmp_path / "room", server, FEEDS)
    running = start(folder, MOMENT.format(0))
    found: set[int] = set()
    while running.poll() is None and not found:
        found = children(running.pid)
        time.sleep(0.005)
    running.kill()
    running.wait()
    assert found
    deadline = time.monotonic() + 300
    while not all(map(has_ended, found)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert all(map(has_ended, found))
