"""The newsroom's calendar at work: days off, holidays, and when a brief goes out that nobody looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from digest import publish
from digest.errors import UsageError
from digest.model import Issue, State
from digest.pipeline import briefing, pulling
from digest.pipeline.desk import open_desk
from tests.newsrooms import Item, digest, newsroom, serve_items
from tests.serving import LOOPBACK, Site, serving

MONDAY = datetime(2026, 11, 16, 12, tzinfo=UTC)
CALENDAR = """\
  cut_off: "06:00"
  days: [mon, tue, wed, thu, fri]
  holidays: [2026-11-18]
  unattended: hold until 09:30
"""


@pytest.fixture
def server() -> Iterator[Site]:
    """The outlet's server, an item of each day on it."""
    with serving() as site:
        places = ("Norland", "Sudmark", "Westria", "Ostrovia", "Caldera", "Lumen", "Tarn", "Verden")
        items = [
            Item("alpha", f"{name} opens an embassy in Geneva", MONDAY + timedelta(days=day, hours=-1))
            for day, name in enumerate(places)
        ]
        serve_items(site, ("alpha",), items)
        yield site


@pytest.fixture
def room(tmp_path: Path, server: Site) -> Path:
    """A newsroom that works on weekdays, but for Wednesday, and holds each brief until half past nine."""
    folder = newsroom(tmp_path / "room", server, ("alpha",))
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace('  cut_off: "06:00"\n', CALENDAR))
    return folder


def run(folder: Path, moment: datetime) -> dict[date, Issue]:
    """Pull and compose at a moment; the briefs by day."""
    with open_desk(folder, now=moment.isoformat(), allow_private=LOOPBACK) as desk:
        pulling.pull(desk)
        briefing.brief(desk)
    return {one.record.day: one for one in publish.read_issues(folder / "content/briefs")}


def test_a_day_off_belongs_to_the_next_edition(room: Path) -> None:
    """No brief is dated to a weekend or a holiday; the one after it takes in what came since the last close."""
    for hours in range(0, 8 * 24, 6):
        told = run(room, MONDAY + timedelta(hours=hours))
    assert {date(2026, 11, 18), date(2026, 11, 21), date(2026, 11, 22)}.isdisjoint(told)
    for day, days in ((date(2026, 11, 19), 2), (date(2026, 11, 20), 1), (date(2026, 11, 23), 3)):
        assert told[day].record.until - told[day].record.since == timedelta(days=days)
    windows = sorted((one.record.since, one.record.until) for one in told.values())
    assert all(one[1] == other[0] for one, other in pairwise(windows))
    with open_desk(room, now="2026-11-24T12:00Z") as desk, pytest.raises(UsageError, match="it is a day off"):
        briefing.brief(desk, (date(2026, 11, 18),))


def test_a_brief_is_held_until_its_hour(room: Path) -> None:
    """What nobody looked at waits for its editors until the hour named, and goes out with the next run after it."""
    tuesday = date(2026, 11, 17)
    run(room, MONDAY)
    close = MONDAY.replace(day=17, hour=6)
    assert run(room, close + timedelta(minutes=1))[tuesday].record.state is State.REVIEW
    assert run(room, close + timedelta(hours=3, minutes=29))[tuesday].record.state is State.REVIEW
    assert "2026-11-17 is in review" in digest(room, "status", "--now", "2026-11-17T09:00Z").stdout
    assert run(room, close + timedelta(hours=3, minutes=30))[tuesday].record.state is State.PUBLISHED


def test_an_editor_need_not_wait_for_the_hour(room: Path) -> None:
    """A held brief can be published before its hour, and the calendar does not publish it again."""
    run(room, MONDAY)
    run(room, MONDAY.replace(day=17, hour=7))
    digest(room, "publish", "2026-11-17", "--now", "2026-11-17T07:30Z")
    first = run(room, MONDAY.replace(day=17, hour=8))[date(2026, 11, 17)].record
    assert run(room, MONDAY.replace(day=17, hour=10))[date(2026, 11, 17)].record == first
