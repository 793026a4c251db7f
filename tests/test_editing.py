"""The editors' decisions, from the file or the command to the page, before publication and after it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import page, publish
from digest.errors import RosterFaults
from digest.model import AmendmentKind, Brief, Line, Merge, Record, State, merged_into
from digest.pipeline import briefing, pulling
from digest.pipeline.desk import open_desk
from digest.publish import merge, withdrawing
from tests.newsrooms import Item, digest, fingerprint, newsroom, serve_items
from tests.serving import LOOPBACK, Site, serving

OUTLETS = ("alpha", "beta", "gamma")
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)  # a Monday
LATER = NOON + timedelta(days=1)
TUESDAY = date(2026, 11, 17)
EDITS = "content/briefs/2026/11/17.edits.yaml"
ITEMS = [
    Item("alpha", "Norland and Sudmark resume border talks in Geneva", NOON - timedelta(hours=1)),
    Item("beta", "Norland, Sudmark resume talks on border in Geneva", NOON - timedelta(hours=1)),
    Item("gamma", "Border talks between Norland and Sudmark resume in Geneva", NOON - timedelta(hours=1)),
    Item("beta", "Westria recalls its ambassador from Ostrovia over herring quotas", NOON - timedelta(hours=2)),
    Item("alpha", "Caldera lifts sanctions on the port of Meridian", NOON - timedelta(hours=3)),
    Item("gamma", "Envoy of Lumen opens an embassy in Tarn", NOON - timedelta(hours=4)),
]


@pytest.fixture
def server() -> Iterator[Site]:
    """The outlets' server."""
    with serving() as site:
        serve_items(site, OUTLETS, ITEMS)
        yield site


@pytest.fixture
def room(tmp_path: Path, server: Site) -> Path:
    """A newsroom whose first brief is in review."""
    folder = newsroom(tmp_path / "room", server, OUTLETS)
    roster = folder / "feeds.yaml"
    hold = '  cut_off: "06:00"\n  unattended: hold\n'
    roster.write_text(roster.read_text().replace('  cut_off: "06:00"\n', hold))
    run(folder, NOON)
    run(folder, LATER)
    return folder


@pytest.fixture
def published(room: Path) -> Path:
    """The same newsroom after its brief was published."""
    with open_desk(room, now=LATER.isoformat(), allow_private=LOOPBACK) as desk:
        assert briefing.publish_day(desk, TUESDAY)
    return room


def run(folder: Path, moment: datetime) -> briefing.Briefed:
    """Pull and compose at a moment."""
    with open_desk(folder, now=moment.isoformat(), allow_private=LOOPBACK) as desk:
        pulling.pull(desk)
        return briefing.brief(desk)


def edit(folder: Path, *words: str, code: int = 0) -> str:
    """What `digest edit` says of Tuesday's brief, 14:20 on the day of its close."""
    said = digest(folder, "edit", "2026-11-17", *words, "--by", "anna", "--now", "2026-11-17T14:20Z", code=code)
    return said.stdout + said.stderr


def brief(folder: Path) -> Brief:
    """Tuesday's brief as its page says it."""
    return page.read((folder / "content/briefs/2026/11/17.md").read_text())


def record(folder: Path) -> Record:
    """Tuesday's record."""
    issue = publish.read_issue(folder / "content/briefs", TUESDAY)
    assert issue is not None
    return issue.record


def line(folder: Path, word: str) -> Line:
    """The line of Tuesday's brief that has a word."""
    return next(one for one in brief(folder).lines if word in one.text)


def everything(folder: Path, *below: str) -> str:
    """The text of every file below some folders."""
    return "\n".join(
        path.read_text(errors="replace") for name in below for path in (folder / name).rglob("*") if path.is_file()
    )


def test_a_decision_on_the_command_line_is_written_and_followed(room: Path) -> None:
    """`digest edit` adds its decisions to the file, whose comments and order stay, composes, and tells what changed."""
    path = room / EDITS
    path.write_text("# Tuesday\ndecisions:\n  - {title: Doorways, by: anna}  # for the embassy\n")
    muted = line(room, "Westria").id
    said = edit(room, "--mute", muted, "--why", "old news", "--lead", line(room, "Lumen").id)
    assert path.read_text().startswith("# Tuesday\ndecisions:\n  - {title: Doorways, by: anna}  # for the embassy\n")
    assert f"{{mute: {muted}, by: anna, why: old news}}" in path.read_text()
    assert "title: " in said
    assert f"{muted} is out: " in said
    assert "Lumen" in brief(room).lines[0].text
    assert muted not in {one.id for one in brief(room).lines}


def test_decisions_saved_on_windows_keep_their_line_ends(room: Path) -> None:
    """`digest edit` adds to a file as it ends its lines, and changes none of those that stood there."""
    before = b"# Tuesday\r\ndecisions:\r\n  - {title: Doorways, by: anna}\r\n"
    (room / EDITS).write_bytes(before)
    edit(room, "--lead", line(room, "Lumen").id)
    assert (room / EDITS).read_bytes().startswith(before + b"  - {lead: ")
    assert (room / EDITS).read_bytes().endswith(b"}\r\n")


def test_an_unknown_line_is_answered_with_the_nearest(room: Path) -> None:
    """A mistyped id, or a word of a line, is refused in one line that names the line meant; nothing is written."""
    talks = line(room, "Geneva").id
    for typed in (talks[:-1] + "x", "Geneva"):
        said = edit(room, "--mute", typed, code=2)
        assert talks in said
        assert said.count("\n") == 1
    assert not (room / EDITS).exists()


def test_two_lines_become_one_story(room: Path) -> None:
    """Merged before publication, two stories make one line with all outlets; the other's permalink leads to it."""
    one, other = line(room, "Caldera").id, line(room, "Lumen").id
    edit(room, "--merge", one, other)
    assert other not in {each.id for each in brief(room).lines}
    linked = {
        link.url.split("/")[2]
        for each in brief(room).lines
        if each.id == one
        for link in (*page.links(each.text), *each.more)
    }
    assert linked == {"alpha.example", "gamma.example"}
    digest(room, "build", "--now", "2026-11-17T15:00Z")
    assert f'id="{other}"' in (room / "site/2026/11/17/index.html").read_text()


def test_a_story_that_was_merged_is_merged_on(room: Path) -> None:
    """All that was merged before into a line that is merged now leads where it leads, decisions on it too."""
    talks, westria, lumen = (line(room, word).id for word in ("Geneva", "Westria", "Lumen"))
    edit(room, "--retitle", lumen, "The embassy [opens](https://gamma.example/x) at last.")
    edit(room, "--merge", westria, lumen)
    edit(room, "--merge", talks, westria)
    assert {(one.line, one.to) for one in record(room).redirects} == {(westria, talks), (lumen, talks)}
    assert line(room, "at last").id == talks
    assert f"did you mean {talks}" in edit(room, "--note", lumen, "Where?", code=2)
    digest(room, "build", "--now", "2026-11-17T15:00Z")
    assert f'id="{lumen}"' in (room / "site/2026/11/17/index.html").read_text()


@pytest.mark.parametrize("by_new_id", [True, False])
@pytest.mark.parametrize("state", [State.REVIEW, State.PUBLISHED])
def test_a_story_is_split_by_either_id_of_an_outlet(room: Path, state: State, by_new_id: bool) -> None:
    """An outlet that has another id in feeds.yaml now is known by both, in briefs from before that too."""
    if state is State.PUBLISHED:
        with open_desk(room, now=LATER.isoformat(), allow_private=LOOPBACK) as desk:
            briefing.publish_day(desk, TUESDAY)
    roster = room / "feeds.yaml"
    talks, old = line(room, "Geneva").id, line(room, "Geneva").more[0].label.split()[0].casefold()
    text = roster.read_text().replace(f"{{id: {old},", f"{{id: renamed, formerly: [{old}],")
    roster.write_text(text.replace(f"outlet: {old},", "outlet: renamed,"))
    edit(room, "--split", talks, "--outlet", "renamed" if by_new_id else old)
    stories = {story.id: story.entries for story in record(room).stories}
    assert len(stories[talks]) == 2


@pytest.mark.parametrize(
    ("merges", "ends"),
    [
        ([("a", "b"), ("c", "a")], {"a": "c", "b": "c"}),
        ([("a", "b"), ("b", "c")], {"a": "b", "c": "b"}),
        ([("a", "b"), ("c", "d"), ("b", "d")], {"a": "b", "c": "b", "d": "b"}),
        ([("a", "b"), ("b", "a")], {"a": "b"}),
    ],
)
def test_merged_lines_lead_to_the_last_first_id(merges: list[tuple[str, str]], ends: dict[str, str]) -> None:
    """However merges follow each other, every id leads to a line that is merged into no other."""
    assert merged_into(Merge(lines=lines) for lines in merges) == ends


def test_a_story_is_split_by_outlet(room: Path) -> None:
    """An outlet's entries leave a story and stand as one of their own, composed anew."""
    talks = line(room, "Geneva").id
    assert "of gamma" in edit(room, "--split", talks, "--outlet", "nobody", code=2)
    edit(room, "--split", talks, "--outlet", "gamma", "--lead", talks)
    stories = {story.id: story.entries for story in record(room).stories}
    assert len(stories[talks]) == 2
    run(room, LATER + timedelta(hours=3))
    assert {story.id: story.entries for story in record(room).stories} == stories


def test_an_added_line_has_its_place_and_its_id_once(room: Path, server: Site) -> None:
    """A line of the editor's own stands where it was put, marked, and keeps its id through later runs."""
    edit(room, "--add", "The [ministry](https://ministry.example/) moves house.", "--first")
    edit(room, "--add", "https://paper.example/essay", "--after", line(room, "Geneva").id)
    lines = [one.id for one in brief(room).lines]
    assert "ministry" in brief(room).lines[0].text
    assert lines[lines.index(line(room, "Geneva").id) + 1] == line(room, "paper.example").id
    run(room, LATER + timedelta(hours=4))
    assert [one.id for one in brief(room).lines] == lines
    digest(room, "build", "--now", "2026-11-17T15:00Z")
    assert "Added by the editor" in (room / "site/2026/11/17/index.html").read_text()


def test_a_published_brief_takes_an_addition_with_its_hour(published: Path) -> None:
    """A line added after publication says when; not one other word changes, and a second run adds nothing."""
    before = brief(published).blocks
    edit(published, "--add", "Late: the [talks](https://late.example/) end.", "--first")
    assert brief(published).blocks[1:] == before
    files = fingerprint(published / "content/briefs")
    run(published, LATER + timedelta(hours=5))
    assert {name: hash_ for name, hash_ in fingerprint(published / "content/briefs").items() if "/17" in name} == {
        name: hash_ for name, hash_ in files.items() if "/17" in name
    }
    digest(published, "build", "--now", "2026-11-17T15:00Z")
    assert "Added 14:20" in (published / "site/2026/11/17/index.html").read_text()


def test_an_added_line_follows_its_editor(room: Path) -> None:
    """Before publication a line of the editor's own takes other words and can be muted; it is one line throughout."""
    edit(room, "--add", "https://paper.example/essay")
    own = line(room, "paper.example").id
    assert "says that already" in edit(room, "--add", "https://paper.example/essay", "--text", "An essay", code=2)
    assert f"{own} now says: Read the essay" in edit(
        room, "--retitle", own, "Read the [essay](https://paper.example/essay)."
    )
    file = room / EDITS
    file.write_text(file.read_text().replace("Read the", "Do read the"))
    run(room, LATER + timedelta(hours=4))
    assert [one.text for one in brief(room).lines if one.id == own] == [
        "Do read the [essay](https://paper.example/essay)."
    ]
    edit(room, "--mute", own)
    assert own not in {one.id for one in brief(room).lines}
    edit(room, "--add", "https://paper.example/essay")
    assert [one.text for one in brief(room).lines if one.id == own] == ["[paper.example](https://paper.example/essay)"]


def test_words_of_an_addition_changed_by_hand_are_followed(room: Path) -> None:
    """Before publication other words or another place of an addition in the file change the line; afterwards it is told
    how to correct it."""
    edit(room, "--add", "The ministry moves.")
    own, file = line(room, "ministry").id, room / EDITS
    file.write_text(
        file.read_text().replace("The ministry moves.", "The ministry stays.").replace(", id:", ", place: first, id:")
    )
    run(room, LATER + timedelta(hours=4))
    assert (brief(room).lines[0].id, brief(room).lines[0].text) == (own, "The ministry stays.")
    digest(room, "publish", "2026-11-17", "--now", "2026-11-17T15:00Z")
    file.write_text(file.read_text().replace("stays.", "burns."))
    told = run(room, LATER + timedelta(hours=5)).problems
    assert [problem.what for problem in told] == [f"has other words for {own}, which is published"]
    assert brief(room).lines[0].text == "The ministry stays."
    edit(room, "--correct", own, "The ministry burns.")
    assert brief(room).lines[0].text == "The ministry burns."
    assert not run(room, LATER + timedelta(hours=6)).problems


def test_a_decision_that_lacks_something_is_told_without_a_place(room: Path) -> None:
    """What was typed stands in no file: the line says what lacks, not where, and nothing is written."""
    said = edit(room, "--withdraw", line(room, "Geneva").id, code=2)
    assert said == "withdraw has no why (add why: readers are told the reason)\n"
    assert not (room / EDITS).exists()


def test_a_line_of_ones_own_is_no_story(room: Path) -> None:
    """What only stories take is refused for an added line and told where a file says it, as is a place that is none."""
    edit(room, "--add", "The ministry moves.")
    own, talks = line(room, "ministry").id, line(room, "Geneva")
    for words in (("--lead", own), ("--pin", own), ("--merge", talks.id, own), ("--split", own, "--outlet", "alpha")):
        assert "own where only a story can stand (say where it stands" in edit(room, *words, code=2)
    file = room / EDITS
    file.write_text(
        file.read_text()
        + f"  - {{merge: [{talks.id}, {own}], by: anna}}\n  - {{retitle: {own}, text: It stays., by: anna}}\n"
    )
    file.write_text(file.read_text() + "  - {add: More., place: after nothing, by: anna}\n")
    told = [problem.what for problem in run(room, LATER + timedelta(hours=4)).problems]
    assert told == [
        "names nothing, which no story of this edition has",
        f"names {own}, a line of the editors' own where only a story can stand",
    ]
    assert line(room, "Geneva") == talks
    assert line(room, "It stays.").id == own


def test_deciding_on_a_published_brief_tells_nothing_else(published: Path) -> None:
    """A decision on a published brief is followed without a word on what was not asked for."""
    said = edit(published, "--correct", line(published, "Westria").id, "Westria keeps its ambassador.")
    assert [row.partition(" ")[2][:9] for row in said.splitlines()] == ["now says:"]
    told = digest(published, "brief", "2026-11-17", "--now", "2026-11-17T15:00Z").stderr
    assert "is published, so it was not composed again" in told


def test_a_correction_says_what_was_said(published: Path) -> None:
    """A corrected line says the new words with its sources, tells the old ones, and is listed as corrected."""
    talks = line(published, "Westria")
    edit(published, "--correct", talks.id, "Westria keeps its ambassador.", "--why", "The ministry denies it.")
    corrected = line(published, "Westria")
    assert corrected.text.startswith("Westria keeps its ambassador. ([Beta Times](")
    (made,) = record(published).amendments
    assert (made.change, made.was) == (AmendmentKind.CORRECTED, page.plain(talks.text))
    digest(published, "build", "--now", "2026-11-17T15:00Z")
    for name in ("2026/11/17", "corrections"):
        html = (published / f"site/{name}/index.html").read_text()
        assert "herring quotas" in html
        assert "The ministry denies it." in html


def test_a_broken_page_loses_no_word_to_a_decision(published: Path) -> None:
    """Where the page of a published brief cannot be read, decisions wait until it is repaired, and its words stay."""
    path, told = published / "content/briefs/2026/11/17.md", line(published, "Westria")
    whole = f"{path.read_text()}\n- A line by hand.\n"
    path.write_text(whole.replace("title:", "titel:"))
    said = edit(published, "--correct", told.id, "Westria keeps its ambassador.", code=1)
    assert said == "content/briefs/2026/11/17.md:1 front matter has no title (add it)\n"
    assert not (published / EDITS).exists()
    (published / EDITS).write_text(f"decisions:\n  - {{correct: {told.id}, text: Westria stays., by: anna}}\n")
    run(published, LATER + timedelta(hours=4))
    assert path.read_text() == whole.replace("title:", "titel:")
    path.write_text(whole)
    run(published, LATER + timedelta(hours=5))
    assert "Westria stays." in path.read_text()
    assert "- A line by hand." in path.read_text()


def test_a_correction_names_an_outlet_as_it_is_called_now(published: Path) -> None:
    """The sources of a corrected line keep their names where their outlets got other ids."""
    roster = published / "feeds.yaml"
    roster.write_text(
        roster.read_text()
        .replace("{id: beta,", "{id: second, formerly: [beta],")
        .replace("outlet: beta,", "outlet: second,")
    )
    edit(published, "--correct", line(published, "Westria").id, "Westria keeps its ambassador.")
    assert line(published, "Westria").text.startswith("Westria keeps its ambassador. ([Beta Times](")


def test_a_note_is_private_unless_it_is_public(published: Path) -> None:
    """Readers see only the notes that say so."""
    talks = line(published, "Geneva").id
    edit(published, "--note", talks, "Ask the desk in Geneva.")
    edit(published, "--note", talks, "The talks are the fourth.", "--public")
    digest(published, "build", "--now", "2026-11-17T15:00Z")
    site = everything(published, "site")
    assert "Editor’s note: The talks are the fourth." in site
    assert "Ask the desk" not in site


def test_lines_merged_after_publication_keep_their_words(published: Path) -> None:
    """Two published lines become one that says both; permalinks, stories and outlets follow."""
    one, other = line(published, "Caldera"), line(published, "Lumen")
    edit(published, "--merge", one.id, other.id)
    merged = next(each for each in brief(published).lines if each.id == one.id)
    assert one.text in merged.text
    assert other.text in merged.text
    assert [(each.line, each.to) for each in record(published).redirects] == [(other.id, one.id)]
    assert len(next(story for story in record(published).stories if story.id == one.id).entries) == 2


def test_a_published_story_is_split(published: Path) -> None:
    """An outlet's entry leaves a published line for one of its own; the line's words stay."""
    talks = line(published, "Geneva")
    outlet = next(link.label.split()[0].casefold() for link in talks.more)
    edit(published, "--split", talks.id, "--outlet", outlet)
    kept = next(each for each in brief(published).lines if each.id == talks.id)
    assert kept.text == talks.text
    assert len(kept.more) == len(talks.more) - 1
    assert sum("Geneva" in each.text for each in brief(published).lines) == 2


def test_a_published_brief_takes_no_new_title(published: Path) -> None:
    """What only a composition could follow is refused in one line."""
    said = edit(published, "--title", "Late", code=2)
    assert "is published" in said
    assert not (published / EDITS).exists()


@pytest.mark.parametrize("state", [State.REVIEW, State.PUBLISHED])
def test_a_withdrawn_line_is_gone_from_every_file(room: Path, server: Site, state: State) -> None:
    """No word of a withdrawn line is left in content/ or site/, hand edits and decisions with its words included."""
    path = room / "content/briefs/2026/11/17.md"
    westria = line(room, "Westria").id
    edit(room, "--retitle", westria, "A herring [quarrel](https://beta.example/x) ends in Westria.")
    path.write_text(path.read_text().replace("quarrel", "squabble"))
    if state is State.PUBLISHED:
        with open_desk(room, now=LATER.isoformat(), allow_private=LOOPBACK) as desk:
            briefing.publish_day(desk, TUESDAY)
        edit(room, "--correct", westria, "Westria sends another herring envoy.", "--why", "late")
    others = [one for one in brief(room).lines if one.id != westria]
    digest(room, "build", "--now", "2026-11-17T14:00Z")
    assert "herring" in everything(room, "site")
    edit(room, "--withdraw", westria, "--why", "The outlet retracted it.")
    for _ in range(2):
        text = everything(room, "content", "site").casefold()
        assert not re.findall(r"herring|westria|squabble|ostrovia", text)
        assert "the outlet retracted it." in text
        assert f'id="{westria}"' in (room / "site/2026/11/17/index.html").read_text()
        assert [one for one in brief(room).lines if one.id != westria] == others
        for path_ in (room / ".digest").glob("wire.db*"):
            path_.unlink()  # The store must not bring it back either.
        digest(room, "run", "--now", "2026-11-18T12:00Z")
    assert brief(room).state is state


def test_a_withdrawn_line_takes_those_with_it_that_were_merged_into_it(published: Path) -> None:
    """Neither page, record, decisions nor site hold a word of a line that was corrected, remarked on and merged."""
    talks, westria = line(published, "Geneva").id, line(published, "Westria").id
    edit(published, "--correct", westria, "Westria sends a haddock.", "--why", "late")
    edit(published, "--note", westria, "Nobody eats mackerel.", "--public")
    edit(published, "--merge", talks, westria)
    digest(published, "build", "--now", "2026-11-17T14:00Z")
    assert "mackerel" in everything(published, "site")
    assert "took 2 decisions" in edit(published, "--withdraw", talks, "--why", "The outlet retracted it.")
    text = everything(published, "content", "site").casefold()
    assert not re.findall(r"herring|haddock|mackerel|westria|ostrovia|geneva", text)
    assert f'id="{westria}"' in (published / "site/2026/11/17/index.html").read_text()


def test_a_withdrawal_by_hand_silences_notes_on_what_was_merged(published: Path) -> None:
    """A note on a merged line stays in its file, and readers see it no longer."""
    talks, westria = line(published, "Geneva").id, line(published, "Westria").id
    rows = [f"{{note: {westria}, text: Nobody eats mackerel., public: yes, by: anna}}"]
    rows.append(f"{{merge: [{talks}, {westria}], by: anna}}")
    for row in ("", f"{{withdraw: {talks}, why: Retracted., by: anna}}"):
        rows += [row] if row else []
        (published / EDITS).write_text("decisions:\n" + "".join(f"  - {one}\n" for one in rows))
        assert run(published, LATER + timedelta(hours=len(rows))).problems == ()
        assert bool(record(published).notes) is not bool(row)


def test_a_line_that_was_split_off_is_withdrawn_from_where_it_was(published: Path) -> None:
    """The body as generated loses what it says of the withdrawn line, and the other line keeps its words."""
    talks = line(published, "Geneva")
    gone = talks.more[0]
    edit(published, "--split", talks.id, "--outlet", gone.label.split()[0].casefold())
    new = next(one.id for one in brief(published).lines if gone.url in one.text)
    kept = next(one for one in brief(published).lines if one.id == talks.id)
    edit(published, "--withdraw", new, "--why", "Retracted.")
    assert gone.url not in everything(published, "content")
    assert kept in brief(published).lines
    assert talks.text in record(published).body


CHINESE = [
    Item("alpha", "诺兰与苏德马克在日内瓦恢复边界会谈", NOON - timedelta(hours=1)),
    Item("beta", "韦斯特里亚就鲱鱼配额召回驻奥斯特洛大使", NOON - timedelta(hours=2)),
    Item("alpha", "卡尔德拉大使宣布解除梅里迪安港制裁", NOON - timedelta(hours=3)),
    Item("gamma", "卢门大使馆在塔恩开馆", NOON - timedelta(hours=4)),
]


@pytest.mark.parametrize("state", [State.REVIEW, State.PUBLISHED])
def test_a_chinese_brief_keeps_nothing_of_a_withdrawn_line(tmp_path: Path, server: Site, state: State) -> None:
    """The clause of a Chinese teaser goes with its line, the other clauses and the marks between them stay."""
    serve_items(server, OUTLETS, CHINESE)
    room = newsroom(tmp_path / "room", server, OUTLETS)
    roster = (room / "feeds.yaml").read_text().replace("language: en", "language: zh")
    roster = roster.replace("site:\n", "site:\n  languages: [zh]\n")
    roster = roster.replace('  cut_off: "06:00"\n', '  cut_off: "06:00"\n  unattended: hold\n')
    (room / "feeds.yaml").write_text(roster)
    run(room, NOON)
    run(room, LATER)
    if state is State.PUBLISHED:
        with open_desk(room, now=LATER.isoformat(), allow_private=LOOPBACK) as desk:
            briefing.publish_day(desk, TUESDAY)
    assert "鲱鱼" in brief(room).teaser
    assert brief(room).teaser.endswith("；更多内容见正文。")
    edit(room, "--withdraw", line(room, "鲱鱼").id, "--why", "原文已撤。")
    assert not re.findall("鲱鱼|韦斯特里亚|奥斯特洛", everything(room, "content"))
    assert line(room, "原文").text == "已于2026年11月17日撤回：原文已撤。"
    assert brief(room).teaser.startswith("诺兰与苏德马克在日内瓦恢复边界会谈；卡尔德拉大使宣布解除梅里迪安港制裁；")
    assert brief(room).teaser.endswith("。")


def test_why_a_line_was_split_off_is_said_in_the_language_of_the_briefs(published: Path) -> None:
    """A record holds reasons in the language of its brief, those of what editors did too."""
    roster = published / "feeds.yaml"
    roster.write_text(roster.read_text().replace("site:\n", "site:\n  languages: [zh]\n"))
    talks = line(published, "Geneva")
    edit(published, "--split", talks.id, "--outlet", next(link.label.split()[0].casefold() for link in talks.more))
    assert ("由编辑拆分",) in [one.why for one in record(published).lines]


def test_a_withdrawal_wins_over_the_hand_in_another_clone(published: Path) -> None:
    """Where one clone withdrew a line and another one edited it, the merged page keeps the tombstone."""
    path = published / "content/briefs/2026/11/17.md"
    there, mine = record(published), path.read_text().replace("herring", "salmon")
    edit(published, "--withdraw", line(published, "Westria").id, "--why", "Retracted.")
    here = record(published)
    merged, _ = merge.merge_pages(there.body, mine, path.read_text())
    assert "salmon" in merged
    kept = withdrawing.keep_withdrawn(merged, ((here, path.read_text()), (there, mine)))
    assert "salmon" not in kept
    assert "Retracted." in kept


def test_a_withdrawal_wins_over_a_clone_that_did_not_merge(published: Path) -> None:
    """A line that one clone merged and withdrew is not brought back by another one's edit of it."""
    path = published / "content/briefs/2026/11/17.md"
    there, mine = record(published), path.read_text().replace("herring", "salmon")
    talks, westria = line(published, "Geneva").id, line(published, "Westria").id
    edit(published, "--merge", talks, westria)
    edit(published, "--withdraw", talks, "--why", "Retracted.")
    here = record(published)
    merged, _ = merge.merge_pages(there.body, mine, path.read_text())
    kept = withdrawing.keep_withdrawn(merged, ((here, path.read_text()), (there, mine)))
    assert "salmon" in merged
    assert "salmon" not in kept
    assert "Retracted." in kept


def test_a_withdrawal_by_hand_is_followed_by_the_next_run(published: Path) -> None:
    """A decision written into the file does what the command does."""
    talks = line(published, "Geneva").id
    (published / EDITS).write_text(f"decisions:\n  - {{withdraw: {talks}, why: Retracted., by: anna}}\n")
    assert run(published, LATER + timedelta(hours=2)).changed == (TUESDAY,)
    assert "Geneva" not in everything(published, "content")
    assert record(published).withdrawn[0].line == talks


def test_only_editors_decide_where_a_roster_names_them(room: Path) -> None:
    """With `editors:` in feeds.yaml a decision by anyone else is a fault with its place."""
    roster = room / "feeds.yaml"
    roster.write_text(roster.read_text() + "editors:\n  - {id: anna, name: Anna Example}\n")
    (room / EDITS).write_text("decisions:\n  - {title: Doorways, by: ana}\n")
    with pytest.raises(RosterFaults, match=r'17\.edits\.yaml:2:27 by is no editor .* \(did you mean "anna"\?\)'):
        run(room, LATER)
    assert "17.edits.yaml:2:27" in digest(room, "check", code=1).stderr


POLICY = """\
decisions:
  - {mute: abc def, by: anna}
  - {distrust: beta-all, by: anna}
  - {merge: [a], by: anna}
  - {split: a, by: anna}
  - {mute_term: herring, colour: red, by: anna}
"""


def test_faults_of_standing_decisions_are_told_at_once(room: Path) -> None:
    """Each fault of content/desk.yaml has its place and what to do."""
    (room / "content/desk.yaml").write_text(POLICY)
    said = digest(room, "check", code=1).stderr
    rows = re.findall(r"^content/desk\.yaml:(\d+):\d+ .+ \(.+\)$", said, re.MULTILINE)
    assert [int(row) for row in rows] == [2, 3, 4, 5, 6]


def test_standing_decisions_hold_for_every_brief(room: Path, server: Site) -> None:
    """A muted term, a distrusted feed, a merge and a split do their work in review and on the next day."""
    one, other = line(room, "Caldera").id, line(room, "Lumen").id
    (room / "content/desk.yaml").write_text(
        "decisions:\n"
        "  - {mute_term: herring, by: anna, why: enough}\n"
        "  - {distrust: gamma-all, since: 2026-11-17, by: anna}\n"
        f"  - {{merge: [{one}, {other}], by: anna}}\n"
    )
    run(room, LATER + timedelta(hours=1))
    assert "herring" not in page.write(brief(room))
    assert len(next(story for story in record(room).stories if story.id == one).entries) == 2
    more = [
        Item("gamma", "Ostrovia signs a treaty on lighthouses", LATER),
        Item("beta", "Herring talks between Westria and Ostrovia open", LATER),
        Item("alpha", "Tarn names an ambassador to Norland", LATER),
    ]
    serve_items(server, OUTLETS, [*ITEMS, *more])
    run(room, LATER + timedelta(hours=2))
    wednesday = (room / "content/briefs/2026/11/18.md").read_text()
    assert "Tarn" in wednesday
    assert "lighthouses" not in wednesday
    assert "Herring" not in wednesday


def test_a_feed_stays_distrusted_under_another_id(room: Path, server: Site) -> None:
    """A feed that is not trusted stays so where feeds.yaml gives it another id."""
    (room / "content/desk.yaml").write_text("decisions:\n  - {distrust: gamma-all, since: 2026-11-17, by: anna}\n")
    roster = room / "feeds.yaml"
    roster.write_text(roster.read_text().replace("{id: gamma-all,", "{id: third, formerly: [gamma-all],"))
    serve_items(server, OUTLETS, [*ITEMS, Item("gamma", "Ostrovia signs a treaty on lighthouses", LATER)])
    run(room, LATER + timedelta(hours=2))
    assert not [path for path in (room / "content/briefs").rglob("*.md") if "lighthouses" in path.read_text()]


PUBLISHED_MOVES = st.lists(
    st.sampled_from(["correct", "add", "note", "merge", "split", "withdraw", "run", "hand"]), min_size=1, max_size=6
)


def decisions(moves: list[str], lines: list[Line]) -> list[str]:
    """A row of a file of edits for each move that is a decision; each line is decided on once at most."""
    talks, first, second, third = (one.id for one in lines)
    rows = {
        "correct": f"{{correct: {talks}, text: Corrected words., by: anna}}",
        "add": "{add: A line of my own., by: anna}",
        "note": f"{{note: {talks}, text: A public remark., public: yes, by: anna}}",
        "merge": f"{{merge: [{first}, {second}], by: anna}}",
        "split": f"{{split: {talks}, outlets: [{lines[0].more[0].label.split()[0].casefold()}], by: anna}}",
        "withdraw": f"{{withdraw: {third}, why: Retracted., by: anna}}",
    }
    return [rows[move] for move in dict.fromkeys(moves) if move in rows]


@settings(max_examples=12)
@given(moves=PUBLISHED_MOVES, seed=st.randoms(use_true_random=False))
def test_decisions_touch_nothing_but_what_they_name(
    published: Path, tmp_path_factory: pytest.TempPathFactory, moves: list[str], seed: Random
) -> None:
    """After any decisions, runs and hand edits every other word of a published brief stands, in whatever order."""
    ends = []
    for turn in range(2):
        folder = Path(shutil.copytree(published, tmp_path_factory.mktemp("order") / "room"))
        path = folder / "content/briefs/2026/11/17.md"
        before = {one.id: one for one in brief(folder).lines}
        ordered = sorted(before.values(), key=lambda one: (not one.more, one.id))
        made = decisions(moves, ordered)
        if turn:
            seed.shuffle(made)
        hand = "hand" in moves
        if hand:
            path.write_text(path.read_text().replace("\n- ", "\nBy *hand*, between  lines.\n\n- ", 1))
        rows: list[str] = []
        for number, row in enumerate(made):
            rows.append(row)
            if "run" in moves and number % 2 == 0:
                (folder / EDITS).write_text("decisions:\n" + "".join(f"  - {one}\n" for one in rows))
                run(folder, LATER + timedelta(hours=2))
        (folder / EDITS).write_text("decisions:\n" + "".join(f"  - {one}\n" for one in made) if made else "")
        assert run(folder, LATER + timedelta(hours=3)).problems == ()
        once = fingerprint(folder / "content/briefs/2026/11")
        run(folder, LATER + timedelta(hours=4))
        assert {k: v for k, v in fingerprint(folder / "content/briefs/2026/11").items() if "/17" in k} == {
            k: v for k, v in once.items() if "/17" in k
        }
        text = path.read_text()
        assert ("By *hand*, between  lines." in text) is hand
        third = ordered[3]
        for one in before.values():
            if one == third and "withdraw" in moves:
                assert page.plain(one.text) not in page.plain(everything(folder, "content"))
            elif one != ordered[0] or "correct" not in moves:
                assert one.text in text
        # Whether there is much more depends on how many lines there were when a clause went.
        clauses = brief(folder).teaser.removesuffix("; and much, much more.").removesuffix(".")
        ends.append((sorted(one.id for one in brief(folder).lines), brief(folder).word, clauses))
    assert ends[0] == ends[1]


MOVES = st.lists(
    st.sampled_from(["news", "hand", "mute", "merge", "split", "add", "retitle", "publish", "correct"]),
    min_size=1,
    max_size=7,
)


@settings(max_examples=10)
@given(moves=MOVES)
def test_a_brief_keeps_every_edited_byte_and_every_published_word(
    room: Path, server: Site, tmp_path_factory: pytest.TempPathFactory, moves: list[str]
) -> None:
    """Whatever runs, decisions and publications follow, what people wrote and what was published stays."""
    folder = Path(shutil.copytree(room, tmp_path_factory.mktemp("life") / "room"))
    path = folder / "content/briefs/2026/11/17.md"
    talks, first, second, third = (
        one.id for one in sorted(brief(folder).lines, key=lambda one: (not one.more, one.id))
    )
    outlet = line(folder, "Geneva").more[0].label.split()[0].casefold()
    rows = {
        "mute": f"{{mute: {third}, by: anna}}",
        "merge": f"{{merge: [{first}, {second}], by: anna}}",
        "split": f"{{split: {talks}, outlets: [{outlet}], by: anna}}",
        "add": "{add: A line of my own., by: anna}",
        "retitle": f"{{retitle: {first}, text: My own words., by: anna}}",
        "correct": f"{{correct: {talks}, text: Corrected words., by: anna}}",
    }
    made: list[str] = []
    frozen: dict[str, str] = {}
    for number, move in enumerate(moves):
        moment = LATER + timedelta(hours=number)
        if move == "hand":
            path.write_text(path.read_text().rstrip("\n") + f"\n\nBy *hand*,  {number}.\n")
        elif move == "publish":
            with open_desk(folder, now=moment.isoformat(), allow_private=LOOPBACK) as desk:
                briefing.publish_day(desk, TUESDAY)
            frozen = frozen or {one.id: one.text for one in brief(folder).lines}
        elif move in rows and rows[move] not in made:
            made.append(rows[move])
            (folder / EDITS).write_text("decisions:\n" + "".join(f"  - {one}\n" for one in made))
        run(folder, moment)
        text = path.read_text()
        assert all(f"By *hand*,  {turn}." in text for turn in range(number + 1) if moves[turn] == "hand")
        corrected = {talks} if "correct" in moves else set()
        assert all(words in text for key, words in frozen.items() if key not in corrected)
