"""`digest stories`: clustering a file."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.newsrooms import digest

ROWS: list[dict[str, Any]] = [
    {"id": 1, "title": "Norland and Sudmark resume border talks in Geneva"},
    {"id": "b", "title": "Border talks between Norland and Sudmark resume in Geneva", "source": "Beta", "lang": "en"},
    {"id": "c", "title": "Heat wave closes schools in the south", "published": "2026-11-16T09:00:00Z"},
    {"id": "d", "title": "Heat wave closes schools in the south", "published": "Mon, 16 Nov 2026 10:00:00 GMT"},
]


def told(folder: Path, name: str) -> dict[str, str]:
    """The story of each id, as the command prints them."""
    return {row["id"]: row["story"] for row in map(json.loads, digest(folder, "stories", name).stdout.splitlines())}


@pytest.mark.parametrize("name", ["items.jsonl", "items.jsonl.gz"])
def test_items_of_one_event_share_a_story(tmp_path: Path, name: str) -> None:
    """Plain or gzipped, every row gets a story, in the file's order, and all but id and title may be missing."""
    text = "\n".join(json.dumps(row) for row in ROWS) + "\n\n"
    (tmp_path / name).write_bytes(gzip.compress(text.encode()) if name.endswith("gz") else text.encode())
    stories = told(tmp_path, name)
    assert list(stories) == ["1", "b", "c", "d"]
    assert stories["1"] == stories["b"]
    assert stories["c"] == stories["d"]
    assert stories["1"] != stories["c"]


def test_batches_are_clustered_apart(tmp_path: Path) -> None:
    """Rows that name different batches never share a story."""
    rows = [{**row, "batch": batch} for batch, row in zip("xyxy", ROWS, strict=True)]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert len(set(told(tmp_path, "items.jsonl").values())) == 4


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"id": 1}',
        '{"id": 1, "title": "x"}\n{"id": 1, "title": "y"}',
        '{"title": "x", "id": 1, "published": "?"}',
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, text: str) -> None:
    """A row that is no item ends the command with its file and row in one line."""
    (tmp_path / "items.jsonl").write_text(text)
    said = digest(tmp_path, "stories", "items.jsonl", code=2)
    assert said.stderr.startswith("items.jsonl:")
    assert said.stderr.count("\n") == 1


def test_statistics_say_how_many_and_how_long(tmp_path: Path) -> None:
    """`--stats` counts entries, stories and sizes, in words or as JSON."""
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, ROWS)))
    counted = json.loads(digest(tmp_path, "stories", "items.jsonl", "--stats", "--json").stdout)
    assert (counted["entries"], counted["stories"], counted["alone"], counted["largest"]) == (4, 2, 0, [2, 2])
    assert set(counted["seconds"]) == {"reading", "clustering"}
    assert "4 entries tell 2 stories; 0 stand alone." in digest(tmp_path, "stories", "items.jsonl", "--stats").stdout


def test_a_story_is_explained(tmp_path: Path) -> None:
    """`--explain` names the others of the story, how alike they are, and the words they share."""
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, ROWS)))
    (link,) = json.loads(digest(tmp_path, "stories", "items.jsonl", "--explain", "1", "--json").stdout)["inside"]
    assert link["id"] == "b"
    assert {"norland", "border"} <= set(link["shared"])
    said = digest(tmp_path, "stories", "items.jsonl", "--explain", "d").stdout
    assert "Its story has 1 more:" in said
    assert "the same headline, -1.0 h" in said


@pytest.mark.parametrize("options", [("--explain", "nobody"), ("--explain", "1", "--stats")])
def test_what_cannot_be_explained_is_refused(tmp_path: Path, options: tuple[str, ...]) -> None:
    """An unknown id, or two questions at once, end the command with one line."""
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, ROWS)))
    assert digest(tmp_path, "stories", "items.jsonl", *options, code=2).stderr.count("\n") == 1


def test_processes_tell_the_same_stories(tmp_path: Path) -> None:
    """Batches spread over processes give the rows that one process gives."""
    rows = [{**row, "batch": batch} for batch, row in zip("xxyy", ROWS, strict=True)]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    alone = digest(tmp_path, "stories", "items.jsonl").stdout
    assert digest(tmp_path, "stories", "items.jsonl", "--jobs", "2").stdout == alone


_THREADS = """
import contextlib, sys
from digest.cli import main
with contextlib.suppress(SystemExit):
    main()
from threadpoolctl import threadpool_info
print([pool["num_threads"] for pool in threadpool_info() if pool["internal_api"] == "openblas"])
"""


@pytest.mark.parametrize("wished", [None, "2"])
def test_linear_algebra_has_one_thread_unless_more_are_wished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wished: str | None
) -> None:
    """Threads that would only wait for work are not started, but by those who ask for them."""
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if wished:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", wished)
    items = tmp_path / "items.jsonl"
    items.write_text("\n".join(map(json.dumps, ROWS)))
    done = subprocess.run(
        [sys.executable, "-c", _THREADS, "stories", str(items)], capture_output=True, text=True, check=True
    )
    threads = json.loads(done.stdout.splitlines()[-1])
    assert not threads or set(threads) == {min(int(wished or 1), os.cpu_count() or 1)}
