"""The life of a brief: open, in review, published; calendars, holds, revisions and renamed feeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digest import page
from digest.errors import RosterFaults, UsageError
from digest.model import Brief, State
from digest.pipeline import briefing, checking, pulling
from digest.pipeline.desk import open_desk
from tests.newsrooms import ROSTER, Item, newsroom, serve_items
from tests.serving import LOOPBACK, Site, serving

OUTLETS = ("alpha", "beta")
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)  # a Monday
ITEMS = [
    Item("alpha", "Norland and Sudmark resume border talks in Geneva", NOON - timedelta(hours=1)),
    Item("beta", "Westria recalls its ambassador from Ostrovia", NOON - timedelta(hours=2)),
]


@pytest.fixture
def server() -> Iterator[Site]:
    """The outlets' server."""
    with serving() as site:
        serve_items(site, OUTLETS, ITEMS)
        yield site


def room(tmp_path: Path, server: Site, editions: str = "") -> Path:
    """A newsroom whose editions follow other rules."""
    folder = newsroom(tmp_path / "room", server, OUTLETS)
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace('  cut_off: "06:00"\n', f'  cut_off: "06:00"\n{editions}'))
    return folder


def run(folder: Path, moment: datetime) -> briefing.Briefed:
    """Pull and compose at a moment."""
    with open_desk(folder, now=moment.isoformat(), allow_private=LOOPBACK) as desk:
        pulling.pull(desk)
        return briefing.brief(desk)


def brief(folder: Path, day: date) -> Brief:
    """The brief of a day."""
    return page.read((folder / f"content/briefs/{day:%Y/%m/%d}.md").read_text())


TUESDAY = date(2026, 11, 17)


def test_a_held_brief_waits_for_its_editor(tmp_path: Path, server: Site) -> None:
    """With `unattended: hold` a closed brief is in review until someone publishes it, and then it is frozen."""
    folder = room(tmp_path, server, "  unattended: hold\n")
    run(folder, NOON)
    assert brief(folder, TUESDAY).state is State.OPEN
    run(folder, NOON + timedelta(days=3))
    assert brief(folder, TUESDAY).state is State.REVIEW
    with open_desk(folder, now="2026-11-19T18:00Z", allow_private=LOOPBACK) as desk:
        assert briefing.publish_day(desk, TUESDAY)
        assert not briefing.publish_day(desk, TUESDAY)
    assert brief(folder, TUESDAY).state is State.PUBLISHED


def test_a_hold_ends_at_its_hour(tmp_path: Path, server: Site) -> None:
    """With `hold until 09:00` a brief is in review from its close to nine o'clock and then publishes itself."""
    folder = room(tmp_path, server, "  unattended: hold until 09:00\n")
    run(folder, NOON)
    close = datetime(2026, 11, 17, 6, tzinfo=UTC)
    run(folder, close + timedelta(hours=2, minutes=59))
    assert brief(folder, TUESDAY).state is State.REVIEW
    words = page.write(brief(folder, TUESDAY)).replace("state: review", "")
    assert run(folder, close + timedelta(hours=3)).published == (TUESDAY,)
    assert brief(folder, TUESDAY).state is State.PUBLISHED
    assert page.write(brief(folder, TUESDAY)).replace("state: published", "") == words


def test_a_decision_in_review_composes_again(tmp_path: Path, server: Site) -> None:
    """A brief in review stays as it is until its editors decide something, which then shows."""
    folder = room(tmp_path, server, "  unattended: hold\n")
    run(folder, NOON)
    run(folder, NOON + timedelta(days=1))
    assert run(folder, NOON + timedelta(days=1, hours=1)).changed == ()
    line = brief(folder, TUESDAY).lines[0]
    edits = folder / "content/briefs/2026/11/17.edits.yaml"
    edits.write_text(f"decisions:\n  - {{mute: {line.id}, by: anna}}\n")
    assert run(folder, NOON + timedelta(days=1, hours=2)).changed == (TUESDAY,)
    assert line.id not in {one.id for one in brief(folder, TUESDAY).lines}


def test_a_weekday_newsroom_rests(tmp_path: Path, server: Site) -> None:
    """What is seen on Saturday and Sunday belongs to Monday's brief; the days off have none."""
    folder = room(tmp_path, server, "  days: [mon, tue, wed, thu, fri]\n")
    run(folder, NOON)
    saturday = datetime(2026, 11, 21, 12, tzinfo=UTC)
    serve_items(server, OUTLETS, [Item("alpha", "Caldera and Lumen sign a treaty", saturday - timedelta(hours=1))])
    run(folder, saturday)
    run(folder, saturday + timedelta(days=1))
    run(folder, saturday + timedelta(days=2))
    assert "Caldera" in page.write(brief(folder, date(2026, 11, 23)))
    assert not (folder / "content/briefs/2026/11/21.md").exists()
    with (
        open_desk(folder, now="2026-11-23T12:00Z", allow_private=LOOPBACK) as desk,
        pytest.raises(UsageError, match="day off"),
    ):
        briefing.brief(desk, (date(2026, 11, 21),))


def test_a_revised_headline_counts_until_the_close(tmp_path: Path, server: Site) -> None:
    """An open brief follows what a publisher changes; after the close the words of the close stay."""
    folder = room(tmp_path, server, "  unattended: hold\n")
    guid_keeps = ITEMS[1]
    run(folder, NOON)
    document = server.routes["/beta.xml"]
    assert isinstance(document, tuple)
    revised = document[2].replace(b"recalls its ambassador from", b"expels the ambassador of")
    server.routes["/beta.xml"] = (200, {}, revised)
    run(folder, NOON + timedelta(hours=2))
    assert "expels" in page.write(brief(folder, TUESDAY))
    server.routes["/beta.xml"] = (200, {}, revised.replace(b"expels", b"embraces"))
    run(folder, NOON + timedelta(days=1))
    assert "expels" in page.write(brief(folder, TUESDAY))
    assert guid_keeps.title not in page.write(brief(folder, TUESDAY))


def test_a_renamed_feed_repeats_nothing(tmp_path: Path, server: Site) -> None:
    """A feed that got another id, with its old one under `formerly`, brings no entry back as new."""
    folder = room(tmp_path, server)
    run(folder, NOON)
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace("{id: alpha-all,", "{id: alpha-news, formerly: [alpha-all],"))
    with open_desk(folder, now=(NOON + timedelta(days=1)).isoformat(), allow_private=LOOPBACK) as desk:
        assert pulling.pull(desk).new == 0


def test_backlog_goes_into_no_brief(tmp_path: Path, server: Site) -> None:
    """In a running newsroom, items older than three days when they are first seen are not news."""
    folder = room(tmp_path, server)
    run(folder, NOON)
    old = [Item("beta", "Summit of the seven rivers ends in Lumen", NOON - timedelta(days=5))]
    serve_items(server, OUTLETS, [*ITEMS, *old])
    run(folder, NOON + timedelta(hours=1))
    run(folder, NOON + timedelta(days=2))
    assert not any("Lumen" in path.read_text() for path in (folder / "content").rglob("*.md"))


def test_time_may_run_backwards(tmp_path: Path, server: Site) -> None:
    """A clock that jumps back changes no published brief and does no harm."""
    folder = room(tmp_path, server)
    run(folder, NOON)
    run(folder, NOON + timedelta(days=1))
    before = (folder / "content/briefs/2026/11/17.md").read_bytes()
    run(folder, NOON - timedelta(days=1))
    assert (folder / "content/briefs/2026/11/17.md").read_bytes() == before


def test_publishing_takes_the_whole_window(tmp_path: Path, server: Site) -> None:
    """`digest publish` composes what came late and what was decided before it freezes the brief."""
    folder = room(tmp_path, server, "  unattended: hold\n")
    run(folder, NOON)
    late = Item("beta", "Three ministers sign a treaty on the river Lumen", NOON + timedelta(hours=16))
    serve_items(server, OUTLETS, [*ITEMS, late])
    with open_desk(folder, now=(NOON + timedelta(hours=17)).isoformat(), allow_private=LOOPBACK) as desk:
        pulling.pull(desk)
    edits = folder / "content/briefs/2026/11/17.edits.yaml"
    edits.write_text("decisions:\n  - {title: Doorways, by: anna}\n")
    with open_desk(folder, now="2026-11-17T08:00Z", allow_private=LOOPBACK) as desk:
        assert briefing.publish_day(desk, TUESDAY)
    made = brief(folder, TUESDAY)
    assert (made.state, made.word) == (State.PUBLISHED, "Doorways")
    assert "Lumen" in page.write(made)


def test_a_later_cut_off_tells_each_story_once(tmp_path: Path, server: Site) -> None:
    """When the cut-off moves while an edition runs, its brief keeps its window and the next begins where it ends."""
    folder = room(tmp_path, server)
    run(folder, NOON)
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace('"06:00"', '"20:00"'))
    run(folder, NOON + timedelta(hours=1))
    news = Item("beta", "Three ministers sign a treaty on the river Lumen", NOON + timedelta(hours=20))
    serve_items(server, OUTLETS, [*ITEMS, news])
    run(folder, NOON + timedelta(hours=21))
    run(folder, NOON + timedelta(days=3))
    texts = [path.read_text() for path in sorted((folder / "content/briefs").rglob("*.md"))]
    assert sum("Geneva" in text for text in texts) == 1
    assert sum("Lumen" in text for text in texts) == 1


def test_a_sudden_holiday_ends_its_brief(tmp_path: Path, server: Site) -> None:
    """A brief whose day becomes a holiday while it is open still closes and is published."""
    folder = room(tmp_path, server)
    run(folder, NOON)
    roster = folder / "feeds.yaml"
    roster.write_text(
        roster.read_text().replace('  cut_off: "06:00"\n', '  cut_off: "06:00"\n  holidays: [2026-11-17]\n')
    )
    run(folder, NOON + timedelta(days=2))
    assert brief(folder, TUESDAY).state is State.PUBLISHED


def test_a_lost_store_brings_nothing_back(tmp_path: Path, server: Site) -> None:
    """After the working set was lost, what was out before the last close is not taken for news, muted or not."""
    folder = room(tmp_path, server)
    run(folder, NOON)
    muted = next(line for line in brief(folder, TUESDAY).lines if "Westria" in line.text)
    (folder / "content/briefs/2026/11/17.edits.yaml").write_text(f"decisions:\n  - {{mute: {muted.id}, by: anna}}\n")
    run(folder, NOON + timedelta(hours=1))
    run(folder, NOON + timedelta(days=1))
    for path in (folder / ".digest").glob("wire.db*"):
        path.unlink()
    run(folder, NOON + timedelta(days=1, hours=1))
    run(folder, NOON + timedelta(days=2))
    assert "Westria" not in "".join(path.read_text() for path in (folder / "content/briefs").rglob("*.md"))


def test_a_day_without_a_network_is_no_quiet_day(tmp_path: Path, server: Site) -> None:
    """An edition in which no feed answered gets no brief that says there was no news."""
    folder = room(tmp_path, server)
    run(folder, NOON)
    server.routes.clear()
    run(folder, NOON + timedelta(days=1))
    run(folder, NOON + timedelta(days=2))
    assert not (folder / "content/briefs/2026/11/18.md").exists()


def test_a_quiet_day_says_so(tmp_path: Path, server: Site) -> None:
    """An edition in which feeds answered and nothing was new has a brief that says there was none."""
    folder = room(tmp_path, server)
    run(folder, NOON)
    run(folder, NOON + timedelta(days=1))
    run(folder, NOON + timedelta(days=2))
    assert brief(folder, date(2026, 11, 18)).lines == ()


def test_decisions_that_do_nothing_are_told(tmp_path: Path, server: Site) -> None:
    """A decision about a line that does not exist, and one that comes after publication, are problems in one line."""
    folder = room(tmp_path, server)
    run(folder, NOON)
    edits = folder / "content/briefs/2026/11/17.edits.yaml"
    edits.write_text("decisions:\n  - {mute: nowhere, by: anna}\n")
    (problem,) = run(folder, NOON + timedelta(hours=1)).problems
    assert str(problem).startswith("content/briefs/2026/11/17.edits.yaml names nowhere")
    run(folder, NOON + timedelta(days=1))
    edits.write_text("decisions:\n  - {title: Late, by: anna}\n")
    (problem,) = run(folder, NOON + timedelta(days=1, hours=1)).problems
    assert "after its brief was published" in str(problem)


def test_a_broken_decision_stops_before_anything_is_written(tmp_path: Path, server: Site) -> None:
    """A fault in one day's decisions is told before any other day's brief changes."""
    folder = room(tmp_path, server)
    run(folder, NOON)
    (folder / "content/briefs/2026/11/18.edits.yaml").write_text("decisions: [{mute: 1, titel: x}]\n")
    before = (folder / "content/briefs/2026/11/17.md").read_bytes()
    with pytest.raises(RosterFaults):
        run(folder, NOON + timedelta(days=1))
    assert (folder / "content/briefs/2026/11/17.md").read_bytes() == before


def test_a_brief_never_goes_back(tmp_path: Path, server: Site) -> None:
    """Composing a closed brief as of an earlier moment does not open it again."""
    folder = room(tmp_path, server, "  unattended: hold\n")
    run(folder, NOON)
    run(folder, NOON + timedelta(days=1))
    with open_desk(folder, now="2026-11-16T20:00Z", allow_private=LOOPBACK) as desk:
        briefing.brief(desk, (TUESDAY,))
    assert brief(folder, TUESDAY).state is State.REVIEW


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def test_far_zones_have_days_of_their_own(tmp_path: Path, server: Site, zone: str) -> None:
    """On either side of the date line the brief is dated as its readers count days."""
    folder = room(tmp_path, server)
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace("Etc/UTC", zone))
    run(folder, NOON)
    with open_desk(folder, now=NOON.isoformat(), allow_private=LOOPBACK) as desk:
        edition = desk.edition
        assert NOON in edition
        assert edition.until.astimezone(desk.roster.calendar.zone).date() == edition.day
    assert brief(folder, edition.day).lines


def test_the_roster_of_the_tests_is_sound(tmp_path: Path, server: Site) -> None:
    """The newsroom that these tests use passes `digest check`."""
    folder = room(tmp_path, server)
    assert ROSTER.splitlines()[0] in (folder / "feeds.yaml").read_text()
    assert checking.check(folder).root == folder.resolve()
