"""Archives made from dumps: from rows, documents and the store's own history; killed and gone on with; far away."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench import wire
from bench.archive import LAST
from tests.newsrooms import ROOT, digest, fingerprint
from tests.serving import item, rss

DAYS = int(os.environ.get("DIGEST_ARCHIVE_DAYS") or 40)
"""How long the archive is; 3650 for the ten years."""

KILLS = 3
NOW = "2026-11-22T12:00Z"
FIRST = LAST - timedelta(days=DAYS - 1)


def room(folder: Path) -> Path:
    """A newsroom that reads the wire's outlets."""
    folder.mkdir(parents=True)
    folder.joinpath("feeds.yaml").write_text(wire.roster(), encoding="utf-8")
    folder.joinpath("mkdocs.yml").write_bytes(ROOT.joinpath("mkdocs.yml").read_bytes())
    return folder


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wire of all days."""
    path = tmp_path_factory.mktemp("wire") / "wire.jsonl"
    wire.write(path, DAYS)
    return path


def words(dump: Path | None, *more: str, since: date = FIRST, until: date = LAST) -> list[str]:
    """The backfill of all days as a command."""
    source = ["--from", str(dump)] if dump else []
    return ["backfill", "--since", str(since), "--until", str(until), *source, "--now", NOW, *more]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, dump: Path) -> Path:
    """An archive made without interruption."""
    folder = room(tmp_path_factory.mktemp("whole") / "room")
    said = digest(folder, *words(dump)).stdout
    assert f"made {DAYS} briefs" in said
    return folder


def test_every_day_has_its_brief(whole: Path) -> None:
    """Each day of the archive has a published brief that says how it was made; threads go on over days."""
    pages = sorted((whole / "content/briefs").rglob("*.md"))
    assert len(pages) == DAYS
    assert all("state: published\n" in page.read_text() and "made: backfill\n" in page.read_text() for page in pages)
    records = [json.loads(path.read_text()) for path in (whole / "content/briefs").rglob("*.json")]
    assert any(story["since"] for record in records for story in record["stories"])


def test_killed_and_gone_on_with_it_is_the_same(tmp_path: Path, dump: Path, whole: Path) -> None:
    """Killed with its workers at three moments and called again, a backfill makes what an uninterrupted one makes."""
    folder = room(tmp_path / "room")
    for kill in range(KILLS):
        command = [sys.executable, "-m", "digest", *words(dump)]
        running = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        wanted = DAYS * (kill + 1) // (2 * KILLS)  # half of the work is left when it is killed for the last time
        while running.poll() is None and len(list((folder / "content").rglob("*.json"))) < wanted:
            time.sleep(0.02)
        assert running.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    digest(folder, *words(dump))
    assert fingerprint(folder / "content") == fingerprint(whole / "content")


def test_what_is_there_is_not_made_again(tmp_path: Path, dump: Path, whole: Path) -> None:
    """A second backfill of the same days reads nothing again and changes nothing."""
    folder = tmp_path / "room"
    shutil.copytree(whole, folder)
    said = digest(folder, *words(dump)).stdout
    assert "Took over 0 entries; made 0 briefs" in said
    assert fingerprint(folder / "content") == fingerprint(whole / "content")


def test_an_export_is_a_dump(tmp_path: Path, whole: Path) -> None:
    """What a store exports makes the same archive in another newsroom, from a compressed file too."""
    rows = digest(whole, "store", "export").stdout
    path = tmp_path / "export.jsonl.gz"
    path.write_bytes(gzip.compress(rows.encode()))
    folder = room(tmp_path / "room")
    digest(folder, *words(path))
    assert fingerprint(folder / "content") == fingerprint(whole / "content")


def test_the_stores_own_history_is_a_source(tmp_path: Path, whole: Path) -> None:
    """Where briefs are gone but the store is there, it is all that is needed."""
    folder = tmp_path / "room"
    shutil.copytree(whole, folder)
    shutil.rmtree(folder / "content")
    digest(folder, *words(None))
    assert fingerprint(folder / "content") == fingerprint(whole / "content")


def test_a_folder_of_documents_is_a_source(tmp_path: Path) -> None:
    """Feed documents below or named after their days are read; entries belong to the days that they are dated."""
    folder = room(tmp_path / "room")
    archive = tmp_path / "archive"
    days = [date(2026, 11, 10) + timedelta(days=number) for number in range(3)]
    said = dict(
        zip(
            days,
            ("Treaty on fishing is signed", "Ambassador returns to Norland", "Sanctions on Caldera end"),
            strict=True,
        )
    )
    for number, day in enumerate(days):
        rows = [item(said[one], guid=f"{one}", date=f"{one:%a, %d %b %Y} 09:00:00 GMT") for one in days[: number + 1]]
        path = archive / f"{day:%Y/%m/%d}/o1-all.xml" if number else archive / f"o1-all/{day}.xml"
        path.parent.mkdir(parents=True)
        path.write_bytes(rss(*rows, title="o1"))
    archive.joinpath("2026-11-12-unknown.xml").write_bytes(b"nothing of ours")
    digest(folder, *words(archive, since=days[0], until=days[-1] + timedelta(days=1)))
    for day in days:
        text = (folder / f"content/briefs/{day + timedelta(days=1):%Y/%m/%d}.md").read_text()
        assert said[day] in text


def test_a_row_that_is_none_is_named(tmp_path: Path) -> None:
    """A row without what it needs, days in the wrong order and a file that is not there end with one line."""
    folder = room(tmp_path / "room")
    path = tmp_path / "bad.jsonl"
    path.write_text('{"title": "No date", "feed": "o1-all"}\n')
    assert f"{path}:1 is no entry: it has no date" in digest(folder, *words(path), code=2).stderr
    assert "is after --until" in digest(folder, *words(None, since=LAST, until=FIRST), code=2).stderr
    assert "is neither a file nor a folder" in digest(folder, *words(tmp_path / "none"), code=2).stderr
