"""What operators rely on: one run at a time, all of them on record, logs for machines, a site that says it is old."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.files import Newsroom
from digest.pipeline.locking import locked
from tests.newsrooms import digest, fingerprint, newsroom, serve_items
from tests.serving import Site, serving
from tests.test_run import OUTLETS, items

MOMENT = "2026-11-17T18:00Z"


@pytest.fixture
def server() -> Iterator[Site]:
    """The outlets' server."""
    with serving() as site:
        serve_items(site, OUTLETS, items(1))
        yield site


@pytest.fixture
def room(tmp_path: Path, server: Site) -> Path:
    """A newsroom that has run once."""
    folder = newsroom(tmp_path / "room", server, OUTLETS)
    digest(folder, "run", "--now", MOMENT)
    return folder


def test_a_second_run_is_told_who_holds_the_newsroom(room: Path) -> None:
    """A second command names process, host and beginning of the one that holds the newsroom, and changes nothing."""
    before = fingerprint(room / "content")
    with locked(Newsroom(room), "digest pull"):
        said = digest(room, "run", code=1).stderr
    pattern = rf"is held by `digest pull`, process {os.getpid()} on {re.escape(platform.node())}, since \d{{4}}-"
    assert re.search(pattern, said)
    assert len(said.splitlines()) == 1
    assert fingerprint(room / "content") == before
    digest(room, "build", "--now", MOMENT)


def test_a_holder_that_was_killed_holds_nothing(room: Path) -> None:
    """A note left behind by a killed command locks nobody out."""
    (room / ".digest/holder.json").write_text('{"pid": 1}')
    digest(room, "status")
    assert not (room / ".digest/holder.json").exists()


def test_every_run_is_on_record(room: Path, server: Site) -> None:
    """`digest status` tells each step with its moment, length and counts, and what broke one off."""
    said = digest(room, "status").stdout
    assert re.search(r"2026-11-17 18:00 UTC pull \(\d+ s\): 3 feeds, 0 failed, 9 new", said)
    assert re.search(r"brief \(\d+ s\): \d+ changed, \d+ published", said)
    (room / "content/status.json").write_text("{")
    digest(room, "build", "--now", "2026-11-17T20:00Z", code=1)
    (room / "content/status.json").unlink()
    assert "1 problem: content/status.json is damaged" in digest(room, "status").stdout
    runs = json.loads(digest(room, "status", "--json").stdout)["runs"]
    assert all(run["ended"] for run in runs)


def test_readers_see_the_last_pulls(room: Path) -> None:
    """The page of the sources lists the pulls with what came of them."""
    page = (room / "site/sources/index.html").read_text()
    assert "The last pulls" in page
    row = re.search(r"17 November 2026, 18:00 UTC</th>(.*?)</tr>", page, re.DOTALL)
    assert row
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row[1]) == ["less than a minute", "3", "0", "9"]


def test_logs_are_for_machines_too(room: Path, server: Site) -> None:
    """With --log-format json every line on the error stream is a JSON object with its moment, level and text."""
    server.routes["/alpha.xml"] = (500, {}, b"")
    said = digest(room, "--log-format", "json", "run", "--now", "2026-11-18T18:00Z").stderr
    rows = [json.loads(row) for row in said.splitlines()]
    assert {row["level"] for row in rows} == {"info", "warning"}
    assert all({"at", "level", "text"} <= row.keys() for row in rows)
    (pulled,) = [row for row in rows if row.get("step") == "pull"]
    assert (pulled["feeds"], pulled["failed"]) == (3, 1)
    (problem,) = [row for row in rows if row["level"] == "warning"]
    assert problem["place"] == "alpha-all"
    env = {**os.environ, "DIGEST_LOG_FORMAT": "json"}
    said = digest(room, "publish", "1999-01-01", code=2, env=env).stderr
    assert json.loads(said)["level"] == "error"


def test_a_site_that_stands_still_says_so(room: Path, server: Site) -> None:
    """With --fresh, data that are too old are told on the pages and by the exit code; news make it well again."""
    digest(room, "build", "--now", "2026-11-18T06:00Z", "--fresh", "26h")
    said = digest(room, "build", "--now", "2026-11-26T18:00Z", "--fresh", "26h", code=4).stderr
    assert "nothing new has come since 2026-11-17 09:03 UTC" in said
    sentence = "This site stands still: nothing new has come since 17 November 2026, 09:03 UTC."
    for page in ("index.html", "sources/index.html"):
        assert sentence in (room / "site" / page).read_text()
    serve_items(server, OUTLETS, items(2))
    digest(room, "run", "--now", "2026-11-19T18:00Z", "--fresh", "26h")
    assert "stands still" not in (room / "site/index.html").read_text()
    assert "is no time" in digest(room, "build", "--fresh", "soon", code=2).stderr


def test_an_answer_without_news_is_not_fresh(room: Path) -> None:
    """Feeds that answer every day with what they had a week ago do not count as fresh."""
    said = digest(room, "run", "--now", "2026-11-24T18:00Z", "--fresh", "26h", code=4).stderr
    assert "nothing new has come since 2026-11-17" in said
