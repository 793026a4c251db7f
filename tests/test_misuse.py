"""What people type and write wrongly: a line a fault, with its place and what to do, and nothing is written."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.newsrooms import digest, fingerprint

NOW = "2026-11-20T18:00Z"

CALLED_WRONGLY = {
    "an unknown command": ("frobnicate",),
    "an unknown option": ("run", "--frobnicate"),
    "a missing argument": ("accounts", "observe"),
    "a choice that is none": ("build", "--engine", "hugo"),
    "a number out of bounds": ("run", "--strict", "7"),
    "a port that is none": ("serve", "--port", "70000"),
    "a day that is none": ("brief", "2026-13-45"),
    "a moment that is none": ("status", "--now", "tomorrow"),
    "a moment before all newsrooms": ("status", "--now", "0001-01-01"),
    "a day after all newsrooms": ("brief", "9999-12-31"),
    "a time that is none": ("build", "--fresh", "soon"),
    "a network that is none": ("pull", "--allow-private", "10.0.0.1/8"),
    "an unknown feed": ("pull", "nowhere"),
    "an unknown brief": ("publish", "2026-01-01"),
    "an unknown account": ("accounts", "observe", "nobody", "12", "--source", "A list"),
    "an event of nobody": ("accounts", "event", "nobody", "opened", "--on", "2026-11-01", "--source", "A list"),
    "a list that is not there": ("feeds", "import", "nowhere.opml"),
    "a list that is none": ("feeds", "import", "feeds.yaml"),
    "days in the wrong order": ("backfill", "--since", "2026-02-01", "--until", "2026-01-01"),
    "a dump that is none": ("backfill", "--since", "2026-01-01", "--until", "2026-01-02", "--from", "mkdocs.yml"),
    "a packed dump that is none": (
        "backfill",
        "--since",
        "2026-01-01",
        "--until",
        "2026-01-02",
        "--from",
        "bad.jsonl.gz",
    ),
    "items that are none": ("stories", "mkdocs.yml"),
    "packed items": ("stories", "bad.jsonl.gz"),
    "a log that is none": ("reads", "import", "mkdocs.yml"),
    "a list of readers inside": ("mail", "add", "a@example.org", "--list", "readers.txt"),
    "a folder that is a file": ("init", "feeds.yaml"),
    "no newsroom": ("-C", "content", "status"),
}

WRITTEN_WRONGLY = {
    "feeds.yaml, an open bracket": ("feeds.yaml", "version: 1\nsite: [\n", "feeds.yaml:3:1 "),
    "feeds.yaml, nothing": ("feeds.yaml", "", "feeds.yaml:1:1 "),
    "feeds.yaml, a list": ("feeds.yaml", "- a\n", "feeds.yaml:1:1 "),
    "decisions of a day": (
        "content/briefs/2026/01/02.edits.yaml",
        "decisions:\n  - {titel: Edges, by: anna}\n",
        "content/briefs/2026/01/02.edits.yaml:2:6 ",
    ),
    "decisions of no day": (
        "content/briefs/2026/01/2.edits.yaml",
        "decisions: []\n",
        "content/briefs/2026/01/2.edits.yaml is named like the decisions of no day",
    ),
    "decisions of another ending": (
        "content/briefs/2026/01/02.edits.yml",
        "decisions: []\n",
        "content/briefs/2026/01/02.edits.yml is named like the decisions of no day",
    ),
    "standing decisions": ("content/desk.yaml", "decisions: 7\n", "content/desk.yaml:1:12 "),
    "figures without a column": (
        "content/accounts/observations/2026.csv",
        "subject,metric\nx,followers\n",
        "content/accounts/observations/2026.csv:1:1 has no column observed",
    ),
    "the record's wire": ("content/record/wire.jsonl", "{}\n", "content/record/wire.jsonl:1:1 "),
    "a record": ("content/briefs/2026/01/02.json", "{", "content/briefs/2026/01/02.json is damaged: it is not JSON"),
    "an article": ("content/articles/tarn.md", "No front matter.\n", "content/articles/tarn.md:1:1 "),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new newsroom, with a file that only says that it is packed."""
    folder = tmp_path_factory.mktemp("made")
    digest(folder, "init", "--blank", ".")
    (folder / "bad.jsonl.gz").write_bytes(b"not packed")
    return folder


@pytest.fixture
def room(made: Path, tmp_path: Path) -> Path:
    """That newsroom, for one test alone."""
    return shutil.copytree(made, tmp_path / "room")


def fits(row: str) -> bool:
    """Whether a line says what is wrong and, in brackets at its end, what to do."""
    return "Traceback" not in row and re.search(r"\S \([^()]*(?:\([^()]*\)[^()]*)*\)$", row) is not None


@pytest.mark.parametrize("words", CALLED_WRONGLY.values(), ids=CALLED_WRONGLY)
def test_a_wrong_call_is_told_in_one_line(room: Path, words: tuple[str, ...]) -> None:
    """The command ends with exit code 2 and one line that says what to do; no file that lasts has changed."""
    before = fingerprint(room)
    (row,) = digest(room, *words, code=2).stderr.splitlines()
    assert fits(row)
    shutil.rmtree(room / ".digest", ignore_errors=True)
    assert fingerprint(room) == before


@pytest.mark.parametrize(("name", "text", "said"), WRITTEN_WRONGLY.values(), ids=WRITTEN_WRONGLY)
def test_a_file_with_a_fault_is_told_with_its_place(room: Path, name: str, text: str, said: str) -> None:
    """`digest check` names the place of the fault and what to do, a line each, and ends with exit code 1."""
    path = room / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    told = [row for row in digest(room, "check", code=1).stderr.splitlines() if not row.endswith("was touched.")]
    assert any(row.startswith(said) for row in told)
    assert all(map(fits, told))


def test_a_row_of_the_wire_ends_where_its_line_ends(room: Path) -> None:
    """A separator of lines inside a title, which JSON may hold as it is, ends no row, and neither does an empty one."""
    row = {"id": "a", "day": "2015-04-16", "title": "One\u2028two", "cites": "A list", "link": "https://x.example/"}
    path = room / "content/record/wire.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text(f"\n{json.dumps(row, ensure_ascii=False)}\n\n", encoding="utf-8")
    digest(room, "check")


def test_an_option_that_lacks_a_word_is_told_with_its_command(room: Path) -> None:
    """What names the wrong use of an option also names whose option that is, and where it is listed."""
    (row,) = digest(room, "edit", "2026-01-02", "--retitle", "k3m9x0a1bc", code=2).stderr.splitlines()
    assert row.startswith("digest edit: Option '--retitle' requires 2 arguments (`digest edit --help`")


def test_a_terminal_without_chinese_gets_other_signs(room: Path) -> None:
    """Where the terminal cannot show a name, its characters are spelt out, and the command does its work."""
    roster = room / "feeds.yaml"
    roster.write_text(roster.read_text().replace("name: UN News", "name: 联合国新闻"), encoding="utf-8")
    env = os.environ | {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    assert r"\u8054\u5408\u56fd" in digest(room, "feeds", "list", env=env).stdout


def test_a_file_that_cannot_take_its_place_is_named(room: Path, tmp_path: Path) -> None:
    """Where a file cannot be put in place, the line names that place, not the temporary file."""
    (tmp_path / "list").mkdir()
    (row,) = digest(room, "mail", "add", "a@example.org", "--list", str(tmp_path / "list"), code=1).stderr.splitlines()
    assert row.startswith(f"{tmp_path / 'list'}: Is a directory (")


def test_without_words_the_help_is_shown(room: Path) -> None:
    """The command alone, or that of a group, lists what there is."""
    for words in ((), ("feeds",)):
        done = digest(room, *words, code=2)
        assert "Usage" in done.stdout
        assert not done.stderr


def test_an_engine_that_is_set_up_wrongly_says_so_in_one_line(room: Path) -> None:
    """A mkdocs.yml that is no YAML, or names a theme that is not there, ends a build with its words on one line."""
    digest(room, "build", "--now", NOW)
    for text in ("site_name: [", "site_name: x\ntheme: nowhere\n"):
        (room / "mkdocs.yml").write_text(text)
        (row,) = digest(room, "build", "--now", NOW, code=1).stderr.splitlines()
        assert fits(row)
