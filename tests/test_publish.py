"""Pages and records on disk, and the editor's hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import files, page, publish
from digest.errors import FileFault, PageFault
from digest.files import Journal, Newsroom
from digest.files.journal import _hash as named
from digest.model import Block, Brief, Evidence, Facet, Line, Link, Passage, Sentence, State, StoryRecord
from digest.pipeline.desk import open_desk
from digest.publish import merge
from digest.publish.records import read_record, write_record
from tests.making import SINCE, UNTIL, brief, issue, line
from tests.newsrooms import ROSTER

IDS = st.sampled_from([f"id{number}" for number in range(8)])
TEXTS = st.lists(
    st.sampled_from(["One thing.", "Another thing.", "A third?", "More 外交."]), min_size=1, max_size=3
).map(" ".join)
LINES = st.builds(Line, id=IDS, text=TEXTS)
BLOCKS = st.lists(LINES, max_size=6, unique_by=lambda one: one.id).map(tuple)
HAND = st.lists(
    st.one_of(LINES, st.builds(Passage, text=st.sampled_from(["By hand.", "*Read this first.*"]))),
    max_size=6,
    unique_by=lambda one: one.id if isinstance(one, Line) else one.text,
).map(tuple)


def merged(
    base: tuple[Block, ...], ours: tuple[Block, ...], theirs: tuple[Block, ...]
) -> tuple[Brief, tuple[str, ...]]:
    """The merge of three lists of blocks, through their pages."""
    text, conflicts = merge.merge_pages(*(page.write(brief(*blocks)) for blocks in (base, ours, theirs)))
    return page.read(text), conflicts


@given(BLOCKS, HAND, BLOCKS)
def test_what_only_a_person_changed_survives(
    base: tuple[Line, ...], ours: tuple[Block, ...], theirs: tuple[Line, ...]
) -> None:
    """Every block that a person wrote or changed is there after any new composition, unless both sides changed it."""
    result, conflicts = merged(base, ours, theirs)
    before = {one.id: one for one in base}
    new = {one.id: one for one in theirs}
    for block in ours:
        mine = isinstance(block, Passage) or before.get(block.id) != block
        if mine and (isinstance(block, Passage) or new.get(block.id) in {None, before.get(block.id)}):
            assert block in result.blocks
    for key in conflicts:
        assert next(b for b in ours if isinstance(b, Line) and b.id == key) in result.blocks


@given(BLOCKS, HAND, BLOCKS)
def test_what_a_person_took_out_stays_out(
    base: tuple[Line, ...], ours: tuple[Block, ...], theirs: tuple[Line, ...]
) -> None:
    """A line that a person deleted does not come back with the next composition."""
    result, _ = merged(base, ours, theirs)
    deleted = {one.id for one in base} - {block.id for block in ours if isinstance(block, Line)}
    assert not deleted & {one.id for one in result.lines}


@given(BLOCKS, BLOCKS)
def test_an_untouched_page_takes_the_new_composition(base: tuple[Line, ...], theirs: tuple[Line, ...]) -> None:
    """Where nobody edited, the merge is exactly what was composed now."""
    assert merged(base, base, theirs)[0].blocks == theirs


@given(BLOCKS, HAND)
def test_composing_the_same_again_changes_nothing(base: tuple[Line, ...], ours: tuple[Block, ...]) -> None:
    """A composition equal to the last one leaves a page that people edited as it is."""
    assert merged(base, ours, base)[0].blocks == ours


def test_both_sides_changed_different_sentences() -> None:
    """A person's word in one sentence and new evidence in another both stand afterwards."""
    base = line("a", "Talks open. Ten states attend.")
    ours = replace(base, text="Talks open at last. Ten states attend.")
    theirs = replace(
        base, text="Talks open. Twelve states attend.", more=(Link(label="TASS", url="https://t.example/"),)
    )
    result, conflicts = merged((base,), (ours,), (theirs,))
    assert result.lines[0].text == "Talks open at last. Twelve states attend."
    assert result.lines[0].more == theirs.more
    assert conflicts == ()


def test_a_collision_keeps_the_hand_and_says_so() -> None:
    """Where both sides changed one sentence, the editor's text stays and the line is named."""
    base, ours, theirs = (line("a", text) for text in ("Talks open.", "Talks open at last.", "Talks fail."))
    result, conflicts = merged((base,), (ours,), (theirs,))
    assert result.lines[0].text == "Talks open at last."
    assert conflicts == ("a",)


def test_a_reordered_page_keeps_its_order() -> None:
    """Lines that a person moved stay where they were put; a new one follows its neighbour."""
    a, b, c, d = (line(key) for key in "abcd")
    result, _ = merged((a, b, c), (c, a, b), (a, b, d, c))
    assert [one.id for one in result.lines] == ["c", "a", "b", "d"]


def test_front_matter_merges_by_key() -> None:
    """A teaser changed by hand stays while the program's new title and state come through, added keys too."""
    base = brief(line("a"))
    ours = replace(base, teaser="Mine alone.", extra=(("image", "image: a.png"),))
    theirs = replace(base, word="Mugs", teaser="Theirs.", state=State.PUBLISHED)
    text, _ = merge.merge_pages(*(page.write(one) for one in (base, ours, theirs)))
    result = page.read(text)
    assert (result.word, result.teaser, result.state) == ("Mugs", "Mine alone.", State.PUBLISHED)
    assert result.extra == ours.extra


def test_a_bullet_by_hand_gets_an_id_once() -> None:
    """A bullet without an id is given one from its words, which the page then carries."""
    once = merge.with_ids(brief(line("", "Mine.")))
    assert once.lines[0].id
    assert merge.with_ids(once) == once


def test_a_record_survives_its_file() -> None:
    """Reading a written record gives every value back."""
    record = issue(
        brief(line("a", "Talks “open”.")),
        stories=(StoryRecord(id="a", entries=("e1",), facets=(Facet(kind="topic", id="talks", words=("Talks",)),)),),
        evidence=(
            Evidence(
                id="e1", feed="f", outlet="o", title="Talks open", link="https://o.example/", seen=SINCE, quoted="Q"
            ),
        ),
    ).record
    record = replace(
        record, lines=(replace(record.lines[0], sentences=(Sentence(text="Talks open.", entries=("e1",)),)),)
    )
    assert read_record(write_record(record)) == record


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 99}', '{"schema": 1, "day": "never"}'])
def test_a_damaged_record_is_named(text: str) -> None:
    """A record that cannot be read says which file, and what to do, in one line."""
    with pytest.raises(PageFault, match=r"2026/11/20\.json .*git") as caught:
        read_record(text, "2026/11/20.json")
    assert "\n" not in str(caught.value)


def test_a_line_keeps_the_moment_of_its_last_change() -> None:
    """A line whose words stayed keeps its date; one whose words changed takes the new one."""
    kept = issue(brief(line("a"), line("b"))).record
    later = UNTIL + timedelta(hours=3)
    composed = issue(brief(line("a"), line("b", "New words.")))
    composed = replace(
        composed,
        record=replace(composed.record, lines=tuple(replace(one, updated=later) for one in composed.record.lines)),
    )
    settled = merge.settle(composed, kept, kept.body)
    assert [one.updated for one in settled.record.lines] == [UNTIL, later]


def test_both_sides_change_a_chinese_line(tmp_path: Path) -> None:
    """Sentences that follow each other without a space, quoted and linked ones too, are merged one by one."""
    base = "甲国与[乙国会谈。](https://a.example/1)乙国说：“可以。”丙国！？没有回答。"
    ours = base.replace("可以", "不行")
    theirs = base.replace("没有", "尚未").replace("甲国与", "甲国同")
    merged, conflicts = merge.merge_pages(*(page.write(brief(line("a", text))) for text in (base, ours, theirs)))
    assert page.read(merged).lines[0].text == theirs.replace("可以", "不行")
    assert not conflicts


def test_a_page_without_a_record_is_a_persons_own(tmp_path: Path) -> None:
    """A page that someone wrote before any run keeps all its blocks when the edition is composed."""
    settled = merge.settle(issue(brief(line("a"))), None, page.write(brief(Passage(text="Mine."))))
    assert Passage(text="Mine.") in page.read(settled.page).blocks


def test_release_changes_the_state_and_nothing_else(tmp_path: Path) -> None:
    """Publishing keeps every byte of a hand-edited page but its state, which is no hand edit afterwards."""
    shelf, journal = tmp_path / "briefs", Journal(tmp_path / "pending.json", tmp_path)
    composed = issue(brief(line("a")))
    publish.save(shelf, merge.settle(composed, None, None), journal)
    path = shelf / "2026/11/20.md"
    path.write_text(path.read_text().replace("Line a.", "Line  a,\n  by *hand*."))
    edited = path.read_text()
    publish.release(shelf, replace(composed.record, state=State.PUBLISHED), journal)
    assert path.read_text() == edited.replace("state: review", "state: published")
    kept = publish.read_issue(shelf, composed.record.day)
    assert kept is not None
    assert page.read(kept.record.body).state is State.PUBLISHED


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("---\nstate: review\n---\n\nstate: prose\n", "---\nstate: published\n---\n\nstate: prose\n"),
        ("---\ndate: x\n---\nstate: prose\n", "---\ndate: x\nstate: published\n---\nstate: prose\n"),
        (
            "\ufeff---\r\ndate: x\r\nstate: review\r\n---\r\n\r\n- a\r\n",
            "\ufeff---\r\ndate: x\r\nstate: published\r\n---\r\n\r\n- a\r\n",
        ),
        ("---\r\ndate: x\r\n---\r\nstate: y\r\n", "---\r\ndate: x\r\nstate: published\r\n---\r\nstate: y\r\n"),
        ("state: prose\n", "state: prose\n"),
    ],
)
def test_a_state_stands_in_the_front_matter_alone(was: str, now: str) -> None:
    """Another state changes its own key, which is put where it was lost, and no words of the page that look like it."""
    assert page.restate(was, State.PUBLISHED) == now


def test_a_page_of_windows_keeps_its_line_ends(tmp_path: Path) -> None:
    """Publishing changes the state in a page that an editor saved on Windows, and not one other byte."""
    shelf, journal = tmp_path / "briefs", Journal(tmp_path / "pending.json", tmp_path)
    composed = issue(brief(line("a")))
    publish.save(shelf, merge.settle(composed, None, None), journal)
    path = shelf / "2026/11/20.md"
    path.write_bytes(path.read_bytes().replace(b"Line a.", b"By hand.").replace(b"\n", b"\r\n"))
    edited = path.read_bytes()
    publish.release(shelf, replace(composed.record, state=State.PUBLISHED), journal)
    assert path.read_bytes() == edited.replace(b"state: review", b"state: published")


def test_every_fault_of_a_shelf_is_told(tmp_path: Path) -> None:
    """Two pages that cannot be read are both named at once."""
    shelf = tmp_path / "briefs"
    for day in ("20", "21"):
        files.write(shelf / f"2026/11/{day}.json", "{}")
    with pytest.raises(PageFault) as caught:
        publish.read_issues(shelf)
    assert "2026/11/20.json" in str(caught.value)
    assert "2026/11/21.json" in str(caught.value)


def test_a_hand_after_a_crash_is_not_overwritten(tmp_path: Path) -> None:
    """What someone wrote between a crash and the next start stays; only files as the crash left them are completed."""
    for name in "ab":
        (tmp_path / name).write_text("old")
    journal = Journal(tmp_path / ".digest" / "pending.json", tmp_path)
    rows = {name: {"was": named(tmp_path / name), "text": "new"} for name in "ab"}
    files.write(journal.path, json.dumps(rows))
    (tmp_path / "b").write_text("by hand")
    assert files.finish(journal)
    assert [(tmp_path / name).read_text() for name in "ab"] == ["new", "by hand"]


KILLED = """
import os, sys
from pathlib import Path
from digest.files import journal
folder = Path(sys.argv[1])
write, left = journal.write, [int(sys.argv[2])]
def write_until(path, text):
    if left[0] == 0:
        os._exit(9)
    left[0] -= 1
    return write(path, text)
journal.write = write_until
journal.write_together(
    {folder / "a": "new", folder / "b": "new"}, journal.Journal(folder / "journal", folder)
)
"""


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_two_files_change_together_whatever_happens(tmp_path: Path, writes: int) -> None:
    """A process killed between the writes leaves both files old, or lets the next start make both new."""
    for name in "ab":
        (tmp_path / name).write_text("old")
    root = Path(__file__).parent.parent
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), str(writes)],
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert killed.returncode == 9
    journal = Journal(tmp_path / "journal", tmp_path)
    files.finish(journal)
    assert [(tmp_path / name).read_text() for name in "ab"] == (["old", "old"] if writes == 0 else ["new", "new"])
    assert not files.finish(journal)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
def test_a_file_written_anew_is_read_by_those_who_could(tmp_path: Path) -> None:
    """What an editor keeps from others is kept from them when the program writes it; what is new all may read."""
    for name, mode in (("private", 0o640), ("new", 0o644)):
        path = tmp_path / name
        if name == "private":
            path.write_text("old")
            path.chmod(mode)
        files.write(path, "new")
        assert path.stat().st_mode & 0o777 == mode


@pytest.mark.parametrize(
    "rows",
    [
        '{"../outside": {"was": "", "text": "theirs"}, "briefs/a": {"was": "", "text": "theirs"}}',
        '{"briefs/a": {"was": "", "text": "theirs"}, "ROOT/outside": {"was": "", "text": "theirs"}}',
        '{"briefs/a": {"was": "", "text": "theirs"}, "linked/outside": {"was": "", "text": "theirs"}}',
        '{"a\\u0000": {"was": "", "text": ""}}',
        '{"briefs/a": "theirs"}',
        "[1]",
        "theirs",
    ],
)
def test_a_journal_of_strangers_writes_nothing(tmp_path: Path, rows: str) -> None:
    """What came with somebody's newsroom is no write of ours: a journal that leads out of content/, or is none, is told
    in a line, and nothing is written."""
    room = Newsroom(tmp_path / "room")
    files.write(room.roster, f"{ROSTER}outlets: []\nfeeds: []\n")
    room.content.mkdir()
    (room.content / "linked").symlink_to(tmp_path)
    files.write(room.journal.path, rows.replace("ROOT", str(tmp_path)))
    with pytest.raises(FileFault, match=r"pending\.json .* \(delete it"), open_desk(room.root):
        raise AssertionError
    assert not (tmp_path / "outside").exists()
    assert not (room.root / "outside").exists()
    assert not (room.briefs / "a").exists()


def test_no_brief_is_written_through_a_link_that_leads_away(tmp_path: Path) -> None:
    """A shelf that is a link to somewhere else is refused before anything is written, the journal included."""
    room = Newsroom(tmp_path / "room")
    room.content.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    room.briefs.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileFault, match="leads out of"):
        publish.save(room.briefs, merge.settle(issue(brief(line("a"))), None, None), room.journal)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
