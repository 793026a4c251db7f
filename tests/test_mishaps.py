"""What the world does to a newsroom: each fault ends with one line, loses nothing published, and the next run heals."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from itertools import pairwise
from pathlib import Path

import pytest

from digest.pipeline import briefing, pulling
from digest.pipeline.desk import Desk, open_desk
from digest.publish import read_issues
from tests.newsrooms import Item, digest, fingerprint, newsroom, serve_items
from tests.serving import Site
from tests.test_run import OUTLETS, items

LOOPBACK = (ip_network("127.0.0.0/8"),)
PUBLISHED = "content/briefs/2026/11/17.md"


@pytest.fixture
def room(tmp_path: Path, server: Site) -> Path:
    """A newsroom that has run on two days."""
    folder = newsroom(tmp_path / "room", server, OUTLETS)
    run_day(folder, server, 0)
    run_day(folder, server, 1)
    return folder


def work(folder: Path, *steps: Callable[[Desk], object], at: str) -> None:
    """Do steps in a newsroom at a moment."""
    for step in steps:
        with open_desk(folder, now=at, allow_private=LOOPBACK) as desk:
            step(desk)


def run_day(folder: Path, server: Site, day: int) -> None:
    """Pull and compose on a day."""
    serve_items(server, OUTLETS, items(day))
    moment = datetime(2026, 11, 16, 18, tzinfo=UTC) + timedelta(days=day)
    work(folder, pulling.pull, briefing.brief, at=moment.isoformat())


def is_healed(folder: Path, server: Site, published: bytes) -> bool:
    """Whether the next run is well: the day's stories are told, and what was published stands as it stood."""
    run_day(folder, server, 2)
    told = "".join(path.read_text() for path in (folder / "content/briefs").rglob("*.md"))
    return "Caldera" in told and (folder / PUBLISHED).read_bytes() == published


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[None]:
    """A small disk of its own at a folder, with what lay there on it; skips where mounting is not allowed."""
    aside = folder.with_name(f"{folder.name}-aside")
    shutil.copytree(folder, aside)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("needs the right to mount")
    try:
        shutil.copytree(aside, folder, dirs_exist_ok=True)
        yield
    finally:
        shutil.rmtree(aside)
        shutil.copytree(folder, aside)
        subprocess.run(["umount", folder], check=True)
        shutil.copytree(aside, folder, dirs_exist_ok=True)


def test_a_full_disk(room: Path, server: Site) -> None:
    """On a disk without room commands end with a line that says so; once there is room the next run has everything."""
    published = (room / PUBLISHED).read_bytes()
    with mounted(room, "8m"):
        filler = room / "filler"
        left = shutil.disk_usage(room).free
        filler.write_bytes(b"x" * (left // 4096 * 4096))
        serve_items(server, OUTLETS, items(2))
        said = digest(room, "run", "--now", "2026-11-18T05:00Z", code=1).stderr.splitlines()
        assert len(said) == 1
        assert "make room" in said[0]
        assert (room / PUBLISHED).read_bytes() == published
        filler.unlink()
        assert is_healed(room, server, published)


def test_content_that_cannot_be_written(room: Path, server: Site) -> None:
    """Where content/ is read-only, composing says so in a line that names the file; later it goes on from there."""
    published = (room / PUBLISHED).read_bytes()
    serve_items(server, OUTLETS, items(2))
    work(room, pulling.pull, at="2026-11-18T05:00Z")
    with mounted(room / "content", "8m"):
        subprocess.run(["mount", "-o", "remount,ro", room / "content"], check=True)
        before = fingerprint(room / "content")
        said = digest(room, "brief", "--now", "2026-11-18T05:00Z", code=1).stderr.splitlines()
        assert len(said) == 1
        assert "Read-only file system" in said[0]
        assert fingerprint(room / "content") == before
    assert is_healed(room, server, published)


def test_a_store_that_is_locked(room: Path, server: Site) -> None:
    """Another program that holds the store makes a command wait some seconds and then end with a line."""
    published = (room / PUBLISHED).read_bytes()
    other = sqlite3.connect(room / ".digest/wire.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said = digest(room, "pull", "--now", "2026-11-18T05:00Z", code=1).stderr.splitlines()
    other.execute("ROLLBACK")
    other.close()
    assert len(said) == 1
    assert "is held by another run (wait until it has ended)" in said[0]
    assert is_healed(room, server, published)


@pytest.mark.parametrize("moment", ["2026-11-16T18:00Z", "2036-11-17T18:00Z"])
def test_a_clock_that_jumps(room: Path, server: Site, moment: str) -> None:
    """A run with the clock a day back or ten years ahead harms nothing; with the right time the next one goes on."""
    published = (room / PUBLISHED).read_bytes()
    work(room, pulling.pull, briefing.brief, at=moment)
    assert (room / PUBLISHED).read_bytes() == published
    assert is_healed(room, server, published)
    assert '"cut_off": "2026-11-18T' in (room / "content/status.json").read_text()


def test_a_roster_that_breaks_in_the_middle_of_a_week(room: Path, server: Site) -> None:
    """While feeds.yaml is broken nothing is written and its place is told; repaired, the next run has what came."""
    published = (room / PUBLISHED).read_bytes()
    roster = (room / "feeds.yaml").read_text()
    (room / "feeds.yaml").write_text(roster.replace("feeds:\n", "feeds:\n  - {id: [}\n", 1))
    before = fingerprint(room / "content")
    said = digest(room, "run", "--now", "2026-11-18T05:00Z", code=1).stderr
    assert "feeds.yaml:" in said.splitlines()[0]
    assert fingerprint(room / "content") == before
    (room / "feeds.yaml").write_text(roster)
    assert is_healed(room, server, published)


@pytest.mark.parametrize(
    ("zone", "cut_off", "first"),
    [
        ("Europe/Berlin", "02:30", "2026-03-27"),  # a local time that is skipped
        ("Europe/Berlin", "02:30", "2026-10-23"),  # one that there is twice
        ("Pacific/Kiritimati", "00:00", "2026-11-16"),  # the first zone to begin a day
        ("Etc/GMT+12", "23:59", "2026-11-16"),  # the last one to end it
        ("Pacific/Apia", "06:00", "2011-12-28"),  # a day that did not exist there
    ],
)
def test_days_that_are_no_24_hours(tmp_path: Path, server: Site, zone: str, cut_off: str, first: str) -> None:
    """Across clock changes and at the date line every moment is in one edition, and each entry is told once."""
    folder = newsroom(tmp_path / "room", server, OUTLETS)
    roster = (folder / "feeds.yaml").read_text()
    roster = roster.replace("zone: Etc/UTC", f"zone: {zone}").replace('cut_off: "06:00"', f'cut_off: "{cut_off}"')
    (folder / "feeds.yaml").write_text(roster)
    start = datetime.fromisoformat(f"{first}T00:00:00+00:00")
    wire: list[Item] = []
    places = (
        *("Norland", "Sudmark", "Westria", "Ostrovia", "Caldera"),
        *("Meridian", "Lumen", "Borealis", "Austrania", "Zephyria"),
    )
    for half in range(10):
        moment = start + timedelta(hours=12 * half)
        wire.append(Item("alpha", f"{places[half]} and its envoy open talks in {places[half - 3]}", moment))
        serve_items(server, OUTLETS, wire)
        work(folder, pulling.pull, briefing.brief, at=(moment + timedelta(minutes=1)).isoformat())
    issues = sorted(read_issues(folder / "content/briefs"), key=lambda issue: issue.record.until)
    records = [issue.record for issue in issues]
    assert all(one.until == other.since for one, other in pairwise(records))
    told = [row.id for record in records for row in record.evidence]
    assert len(told) == len(set(told))
