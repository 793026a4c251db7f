"""What an editor is shown: the review of a day, what people changed, what is in doubt."""

from __future__ import annotations

import json
import re
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest import page
from digest.model import Line
from digest.pipeline import differing
from digest.pipeline.desk import open_desk
from tests.newsrooms import Item, digest, fingerprint, serve_items
from tests.serving import LOOPBACK, Site
from tests.test_editing import EDITS, ITEMS, LATER, NOON, OUTLETS, TUESDAY, brief, line, published, room, run, server

__all__ = ["published", "room", "server"]

PAGE = ".digest/review/2026-11-17.html"


def test_the_review_shows_the_day_and_what_to_type(room: Path, server: Site) -> None:
    """One local page has every line with its reasons, titles, and commands that work as they stand there."""
    (room / "feeds.yaml").write_text((room / "feeds.yaml").read_text() + "editors:\n  - {id: anna, name: Anna}\n")
    before = fingerprint(room / "content")
    digest(room, "review", "2026-11-17", "--now", LATER.isoformat())
    assert fingerprint(room / "content") == before
    html = (room / PAGE).read_text()
    for one in brief(room).lines:
        assert f'id="{one.id}"' in html
    assert "Why here: " in html
    assert not re.findall(r'(?:src|@import|url\()\s*=?\s*["\']?https?://', html)
    assert "prefers-color-scheme: dark" in html
    command = next(row for row in re.findall(r">(digest edit [^<]+ --mute [^<]+)<", html))
    words = shlex.split(command.replace("&#39;", "'"))[1:]
    assert "is out" in digest(room, *words, "--now", LATER.isoformat()).stdout


def test_the_review_says_what_was_left_out_and_why(room: Path) -> None:
    """A muted story stands among those left out, with the command that brings it back."""
    muted = line(room, "Westria")
    (room / EDITS).write_text(f"decisions:\n  - {{mute: {muted.id}, by: anna}}\n")
    run(room, LATER)
    said = digest(room, "review", "--markdown", "--now", LATER.isoformat()).stdout
    left = said.partition("## Left out")[2]
    assert f"`{muted.id}` (muted by an editor)" in left
    assert f"--pin {muted.id}" in (room / PAGE).read_text()


def test_a_day_without_a_brief_has_no_review(room: Path) -> None:
    """A day that has none, and one that is none, are refused in a line."""
    digest(room, "review", "2026-12-24", code=2)
    digest(room, "diff", "someday", code=2)


def conflict(room: Path, server: Site) -> Line:
    """A line of an open brief that a person and new evidence both changed."""
    run(room, LATER)
    late = datetime(2026, 11, 17, 13, tzinfo=UTC)
    serve_items(server, OUTLETS, [*ITEMS, Item("beta", "Tarn names an ambassador to Norland", late)])
    run(room, late)
    path = room / "content/briefs/2026/11/18.md"
    path.write_text(path.read_text().replace("names an ambassador", "chooses an ambassador"))
    document = server.routes["/beta.xml"]
    assert isinstance(document, tuple)
    server.routes["/beta.xml"] = (200, {}, document[2].replace(b"Tarn names an", b"Tarn sends an"))
    problems = run(room, late + timedelta(hours=1)).problems
    assert any("changed by hand and by new evidence" in str(one) for one in problems)
    return next(one for one in page.read(path.read_text()).lines if "Tarn" in one.text)


def test_a_conflict_stands_until_someone_decides(room: Path, server: Site) -> None:
    """Status and diff tell a conflict after every run, until the composed text is taken."""
    told = conflict(room, server)
    run(room, datetime(2026, 11, 17, 15, tzinfo=UTC))
    assert f"2026-11-18 {told.id} was changed by hand" in digest(room, "status").stdout
    said = digest(room, "diff", "2026-11-18").stdout
    assert f"{told.id} (new evidence says otherwise)" in said
    assert re.search(r"^  -.*sends an.*\n  \+.*chooses an", said, re.MULTILINE)
    digest(room, "diff", "2026-11-18", "--take", told.id, "--take", "teaser")
    assert "sends an ambassador" in (room / "content/briefs/2026/11/18.md").read_text()
    assert "Nobody changed" in digest(room, "diff", "2026-11-18").stdout
    assert "was changed by hand, and" not in digest(room, "status").stdout


def test_taking_all_brings_back_what_was_taken_out(room: Path) -> None:
    """`--take all` restores lines, title and teaser as composed; what the person added stays."""
    path = room / "content/briefs/2026/11/17.md"
    composed = brief(room)
    changed = page.write(composed).replace(composed.teaser, "Mine.").replace(composed.word, "Hands")
    blocks = changed.split("\n\n")
    path.write_text("\n\n".join([*blocks[:1], "- By me alone.", *blocks[2:]]))
    digest(room, "diff", "2026-11-17", "--take", "nowhere", code=2)
    digest(room, "diff", "2026-11-17", "--take", "all")
    taken = brief(room)
    assert (taken.word, taken.teaser) == (composed.word, composed.teaser)
    assert [one for one in taken.lines if one.text != "By me alone."] == [*composed.lines]
    assert any(one.text == "By me alone." for one in taken.lines)


def test_a_published_brief_takes_nothing_back(published: Path) -> None:
    """What is published stays as it is read."""
    assert "is published" in digest(published, "diff", "2026-11-17", "--take", "all", code=2).stderr


@pytest.mark.parametrize("decision", ["--correct", "--withdraw"])
def test_a_changed_headline_puts_its_line_in_doubt(published: Path, server: Site, decision: str) -> None:
    """Status and review show a published line whose publisher changed the headline, and the command that helps."""
    document = server.routes["/beta.xml"]
    assert isinstance(document, tuple)
    server.routes["/beta.xml"] = (200, {}, document[2].replace(b"recalls its ambassador", b"keeps its ambassador"))
    run(published, LATER + timedelta(hours=2))
    told = line(published, "Westria")
    said = digest(published, "status", "--now", LATER.isoformat()).stdout
    assert "recalls its ambassador" in said
    row = next(row for row in said.splitlines() if decision in row)
    moment = (LATER + timedelta(hours=3)).isoformat()
    digest(published, *shlex.split(row.replace("--why TEXT", "--why changed --by anna"))[1:], "--now", moment)
    text = page.write(brief(published))
    assert told.text not in text
    assert ("keeps its ambassador" in text) is (decision == "--correct")
    assert "says now" not in digest(published, "status", "--now", moment).stdout


def test_lines_of_a_distrusted_feed_are_told(published: Path) -> None:
    """The review names published lines that rest on a feed since the day it is not trusted."""
    (published / "content/desk.yaml").write_text(
        "decisions:\n  - {distrust: beta-all, since: 2026-11-16, by: anna, why: hacked}\n"
    )
    digest(published, "review", "--now", LATER.isoformat())
    assert "rests on beta-all, which is distrusted" in (published / PAGE).read_text()


def test_a_review_speaks_to_machines(room: Path) -> None:
    """`--json` gives the same as one document."""
    said = json.loads(digest(room, "review", "2026-11-17", "--json", "--now", NOON.isoformat()).stdout)
    assert said["day"] == str(TUESDAY)
    assert [one["id"] for one in said["lines"]] == [one.id for one in brief(room).lines]
    with open_desk(room, now=LATER.isoformat(), allow_private=LOOPBACK) as desk:
        assert differing.diff(desk, TUESDAY) == ()


def test_a_published_line_whose_source_is_gone_is_in_doubt(published: Path, server: Site) -> None:
    """An entry that its feed carries no longer, older ones kept, is told with what to type; back again, it is not."""
    gone = line(published, "Caldera")
    old = [Item("alpha", f"Old talks of round {n}", NOON - timedelta(days=30, hours=n)) for n in range(6)]
    serve_items(server, OUTLETS, [*(one for one in ITEMS if "Caldera" not in one.title), *old])
    run(published, LATER + timedelta(hours=2))
    said = digest(published, "status", "--now", LATER.isoformat()).stdout
    assert (
        f"{gone.id}: Alpha Times said “Caldera lifts sanctions on the port of Meridian”, carries it no longer" in said
    )
    assert f"--withdraw {gone.id}" in said
    assert "carries that no longer" in review_html(published)
    before = brief(published)
    serve_items(server, OUTLETS, [*ITEMS, *old])
    run(published, LATER + timedelta(hours=4))
    assert "no longer" not in digest(published, "status", "--now", LATER.isoformat()).stdout
    assert brief(published) == before


def test_a_feed_with_another_id_is_watched_and_distrusted(published: Path, server: Site) -> None:
    """What published lines rest on is looked after under the feed's new id: what is gone is told, and who distrusts the
    feed is shown its lines."""
    caldera, roster = line(published, "Caldera"), published / "feeds.yaml"
    roster.write_text(roster.read_text().replace("{id: alpha-all,", "{id: first, formerly: [alpha-all],"))
    old = [Item("alpha", f"Old talks of round {n}", NOON - timedelta(days=30, hours=n)) for n in range(6)]
    serve_items(server, OUTLETS, [*(one for one in ITEMS if "Caldera" not in one.title), *old])
    run(published, LATER + timedelta(hours=2))
    assert "carries it no longer" in digest(published, "status", "--now", LATER.isoformat()).stdout
    words = ("feeds", "distrust", "first", "--since", "2026-11-16", "--by", "anna", "--now", LATER.isoformat())
    assert f"{TUESDAY} {caldera.id} rests on it" in digest(published, *words).stdout


def test_an_entry_that_only_grew_old_is_in_no_doubt(published: Path, server: Site) -> None:
    """An entry that newer ones pushed out of its feed is what happens to all of them."""
    new = [Item("alpha", f"New talks of round {n}", LATER + timedelta(hours=n)) for n in range(6)]
    serve_items(server, OUTLETS, new)
    run(published, LATER + timedelta(hours=8))
    assert "no longer" not in digest(published, "status", "--now", LATER.isoformat()).stdout


def review_html(folder: Path) -> str:
    """The review of Tuesday as a page."""
    digest(folder, "review", "2026-11-17", "--now", LATER.isoformat())
    return (folder / PAGE).read_text()


def test_a_feed_is_distrusted_with_what_rests_on_it(published: Path) -> None:
    """The decision is written, and every published line that rests on the feed is listed with commands that work."""
    words = ("feeds", "distrust", "alpha-all", "--since", "2026-11-16", "--why", "Sold.", "--by", "anna")
    caldera = line(published, "Caldera")
    said = digest(published, *words, "--now", LATER.isoformat()).stdout
    assert (
        '{distrust: alpha-all, since: "2026-11-16", by: anna, why: Sold.}'
        in (published / "content/desk.yaml").read_text()
    )
    assert f"{TUESDAY} {caldera.id} rests on it: {page.plain(caldera.text)}" in said
    assert line(published, "Westria").id not in said
    command = next(row for row in said.splitlines() if f"--withdraw {caldera.id}" in row)
    digest(published, *shlex.split(command)[1:], "--now", LATER.isoformat())
    assert "Caldera" not in "".join(one.text for one in brief(published).lines)
    for unknown in (("nobody", "2026-11-16"), ("alpha-all", "yesterday")):
        digest(published, "feeds", "distrust", unknown[0], "--since", unknown[1], "--by", "anna", code=2)
