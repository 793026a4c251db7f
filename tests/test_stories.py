"""`digest stories`: clustering a file."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.newsrooms import digest

ROWS = [
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
