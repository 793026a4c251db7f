"""Outlines: what is kept of every brief, and its words when somebody asks for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench import archive
from bench.newsroom import shelve
from digest.model import Issue
from digest.publish.outlines import Outlines

ISSUES = archive.archive(6, seed=3, outlets=9).issues


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A newsroom with six briefs."""
    shelve(tmp_path, ISSUES)
    return tmp_path


def opened(room: Path, program: str = "1") -> Outlines:
    """The outlines of the newsroom's briefs."""
    return Outlines(room / "content" / "briefs", room / "outlines", program)


def whole(issues: tuple[Issue, ...]) -> list[Issue]:
    """Issues with all of their words."""
    return [Issue(brief=one.brief, record=one.record) for one in issues]


def test_words_are_what_stands_on_the_shelf(room: Path) -> None:
    """Outlines and words are those of the files, whether they were parsed just now or before."""
    for parsed in (len(ISSUES), 0):
        found = opened(room)
        assert len(found.fresh) == parsed
        assert whole(found.issues) == whole(ISSUES)
        assert [one.outline for one in found.issues] == [one.outline for one in ISSUES]


def test_outlines_are_read_without_words(room: Path) -> None:
    """Who asks for days, titles and anchors alone has no brief read; who asks for words has that one read."""
    opened(room)
    for file in (room / "outlines").rglob("??.pickle"):
        file.unlink()
    found = opened(room)
    assert [one.day for one in found.issues] == [one.brief.day for one in ISSUES]
    assert [line.anchor for line in found.issues[0].outline.shown] == [line.id for line in ISSUES[0].brief.lines]
    assert not list((room / "outlines").rglob("??.pickle"))
    assert found.issues[2].brief == ISSUES[2].brief
    assert [file.stem for file in (room / "outlines").rglob("??.pickle")] == [f"{ISSUES[2].brief.day:%d}"]


def test_what_was_kept_may_go(room: Path) -> None:
    """Words whose file was deleted or spoilt are read from the shelf."""
    opened(room)
    first, second = sorted((room / "outlines").rglob("??.pickle"))[:2]
    first.unlink()
    second.write_bytes(b"spoilt")
    assert whole(opened(room).issues) == whole(ISSUES)


def test_a_changed_page_is_read_anew(room: Path) -> None:
    """One brief with other words is parsed, under another name; one that went is forgotten with its file."""
    before = opened(room)
    page = room / "content" / "briefs" / f"{ISSUES[2].brief.day:%Y/%m/%d}.md"
    page.write_text(page.read_text(encoding="utf-8").replace("title: ", 'title: "First POST: Other"\n#', 1), "utf-8")
    gone = room / "content" / "briefs" / f"{ISSUES[4].brief.day:%Y/%m/%d}.json"
    gone.unlink()
    after = opened(room)
    assert [one.head.word for one in after.fresh] == ["Other"]
    assert after.issues[2].brief.word == "Other"
    assert [one.leaf_name for one in after.issues[3:]] == [before.issues[place].leaf_name for place in (3, 5)]
    assert not (room / "outlines" / "briefs" / f"{ISSUES[4].brief.day:%Y/%m/%d}.pickle").exists()


def test_lines_that_went_stay_in_the_outline() -> None:
    """A line that a person took from the page is known by its story, without an anchor."""
    issue = ISSUES[0]
    shorter = replace(issue.brief, blocks=issue.brief.blocks[1:])
    outline = Issue(brief=shorter, record=issue.record).outline
    assert outline.lines[-1].id == issue.brief.lines[0].id
    assert outline.lines[-1].anchor == ""
    assert outline.lines[-1].story
    assert len(outline.shown) == len(issue.brief.lines) - 1
