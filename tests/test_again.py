"""Days made again: a brief that nobody published comes out of the store as it did before, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digest import page
from digest.model import Brief
from tests.newsrooms import Item, digest, fingerprint, newsroom, serve_items
from tests.serving import Site, serving

OUTLETS = ("alpha", "beta", "gamma")
FIRST = date(2026, 11, 17)
DAYS = 5
WIRE = (
    (
        ("alpha", "Norland and Sudmark resume border talks in Geneva"),
        ("beta", "Norland, Sudmark resume talks on border in Geneva"),
        ("gamma", "Westria recalls its ambassador from Ostrovia over fishing rights"),
    ),
    (
        ("gamma", "Border talks between Norland and Sudmark resume in Geneva"),
        ("alpha", "Envoy of Caldera hands over letters of credence in Port Meridian"),
    ),
    (
        ("alpha", "Norland and Sudmark border talks in Geneva end with pact on shared lighthouse"),
        ("beta", "Norland, Sudmark border talks in Geneva yield lighthouse pact"),
        ("gamma", "Sanctions on Caldera's central bank are lifted after ten years"),
    ),
    (("beta", "New embassy of Ostrovia opens its doors in Port Meridian"),),
    (
        ("gamma", "Summit of island states adopts treaty on lost fishing nets"),
        ("alpha", "Island states adopt treaty on lost nets at summit"),
    ),
)


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    """The outlets' server."""
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, server: Site) -> Path:
    """A newsroom that holds every brief for its editors, after five days."""
    folder = newsroom(tmp_path_factory.mktemp("again") / "room", server, OUTLETS)
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace('cut_off: "06:00"', 'cut_off: "06:00"\n  unattended: hold'))
    for day in range(DAYS):
        serve_items(server, OUTLETS, list(items(day)))
        digest(folder, "pull", "--now", moment(day))
    digest(folder, "brief", "--now", moment(DAYS))
    return folder


def items(upto: int) -> Iterator[Item]:
    """What the outlets carry on a day: its items and those of the days before."""
    for day in range(upto + 1):
        for number, (outlet, title) in enumerate(WIRE[day]):
            yield Item(outlet, title, datetime(2026, 11, 16, 9, tzinfo=UTC) + timedelta(days=day, minutes=number))


def moment(day: int) -> str:
    """The hour of a day's run."""
    return (datetime(2026, 11, 16, 18, tzinfo=UTC) + timedelta(days=day)).isoformat()


def brief_of(folder: Path, day: date) -> Brief:
    """The brief of a day as its page says it."""
    return page.read((folder / f"content/briefs/{day:%Y/%m/%d}.md").read_text())


def test_any_unpublished_day_is_made_again_byte_for_byte(room: Path) -> None:
    """Page and record of each day, taken away alone, come back the same, whatever the days after it say."""
    before = fingerprint(room / "content")
    for back in (0, 2, 4):
        day = FIRST + timedelta(days=back)
        for ending in ("md", "json"):
            (room / f"content/briefs/{day:%Y/%m/%d}.{ending}").unlink()
        digest(room, "brief", str(day), "--now", moment(DAYS))
        assert fingerprint(room / "content") == before, day


def test_all_days_are_made_again_byte_for_byte(room: Path) -> None:
    """With every brief taken away, one run makes all of them as the run before did."""
    before = fingerprint(room / "content")
    for path in (room / "content/briefs").rglob("*.*"):
        path.unlink()
    digest(room, "brief", "--now", moment(DAYS))
    assert fingerprint(room / "content") == before


def test_what_others_carry_a_day_later_is_not_told_and_what_is_new_is(room: Path) -> None:
    """The second day tells nothing of the talks, the third says that it is their third day and what they came to."""
    told = {back: page.write(brief_of(room, FIRST + timedelta(days=back))) for back in range(DAYS)}
    assert "Geneva" in told[0]
    assert "Geneva" not in told[1]
    assert "Day 3" in told[2]
    assert "lighthouse" in told[2]
