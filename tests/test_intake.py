"""Keeping a pull while it runs: whatever comes first, and wherever it is cut off, the same is kept in the end."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest import curate
from digest.files import Newsroom
from digest.model import Entry, Failed, FeedState, Fresh
from digest.pipeline.desk import Desk
from digest.pipeline.intake import Intake
from digest.pull.batches import MOST_ENTRIES, MOST_FEEDS
from digest.store import Store
from tests.newsrooms import newsroom
from tests.serving import Site

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAMES = [f"paper{number:03}" for number in range(MOST_FEEDS + 20)]
LIMITED = NAMES[7]
LONG = NAMES[11]
NO_CONNECTION = Failed(what="no connection", todo="wait", unreachable=True)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A newsroom of more feeds than go into one batch, of which one may bring two entries a day."""
    folder = newsroom(tmp_path / "room", Site(url="http://wire.example", routes={}), NAMES)
    roster = folder / "feeds.yaml"
    feed = f"id: {LIMITED}-all,"
    roster.write_text(roster.read_text().replace(feed, f"{feed} max_items_per_day: 2,"))
    return Desk(newsroom=Newsroom(folder), roster=curate.load(roster), now=NOW)


def gave(name: str, count: int = 4) -> Fresh:
    """What a feed gave: entries of the hours before noon."""
    feed = f"{name}-all"
    entries = tuple(
        Entry(
            id=f"{feed}-{number}",
            feed=feed,
            outlet=name,
            title=f"Title {number} of {name}",
            link=f"https://{name}.example/{number}",
            seen=NOW,
            published=NOW - number * HOUR,
        )
        for number in range(count)
    )
    return Fresh(feed=feed, state=FeedState(feed=feed, etag=name), entries=entries)


def failed(name: str) -> Fresh:
    """A feed that could not be connected to."""
    feed = f"{name}-all"
    return Fresh(feed=feed, state=FeedState(feed=feed, failures=1), problem=NO_CONNECTION)


def everything() -> list[Fresh]:
    """What all feeds gave: one fills a batch by itself, and every tenth could not be reached."""
    sizes = {LONG: MOST_ENTRIES}
    return [failed(name) if number % 10 == 3 else gave(name, sizes.get(name, 4)) for number, name in enumerate(NAMES)]


def intake(desk: Desk, store: Store) -> Intake:
    """For a pull of all feeds."""
    return Intake(desk, store, (), {feed.id: feed for feed in desk.roster.feeds})


def pulled(desk: Desk, path: Path, stream: Sequence[Fresh]) -> tuple[Intake, str]:
    """Keep a stream in a store of its own."""
    with Store(path) as store:
        taking = intake(desk, store)
        return taking, taking.keep(iter(stream), is_telling=True)


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a store knows, in an order of its own."""
    tables = "entries", "feeds", "revisions", "meta"
    with sqlite3.connect(path) as db:
        found = {table: sorted(db.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}
    db.close()
    return found


def test_the_order_in_which_feeds_come_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """Entries, first sights, states, counts and problems are the same in whatever order feeds are through."""
    stream = everything()
    first, _ = pulled(desk, tmp_path / "first.db", stream)
    for seed in range(3):
        other = tmp_path / f"{seed}.db"
        again, _ = pulled(desk, other, random.Random(seed).sample(stream, len(stream)))
        assert rows(other) == rows(tmp_path / "first.db")
        assert (again.feeds, again.new, again.problems) == (first.feeds, first.new, first.problems)
    assert first.feeds == len(NAMES)
    assert [problem.place.name for problem in first.problems] == [f"{name}-all" for name in NAMES[3::10]]


def test_failures_wait_for_a_sign_of_a_network(desk: Desk, tmp_path: Path) -> None:
    """Where no feed at all was reached nothing is kept; one that was makes the others' failures count."""
    dead = [failed(name) for name in NAMES]
    path = tmp_path / "wire.db"
    taking, said = pulled(desk, path, dead)
    assert said == f"No network: none of {len(NAMES)} feeds could be reached."
    assert (taking.feeds, len(taking.failed)) == (len(NAMES), len(NAMES))
    assert not any(rows(path).values())
    taking, said = pulled(desk, path, [*dead[:-1], gave(NAMES[-1])])
    assert said == ""
    assert len(rows(path)["feeds"]) == len(NAMES)


def test_a_pull_of_nothing_is_no_missing_network(desk: Desk, tmp_path: Path) -> None:
    """When no feed is due, nothing is said of the network."""
    taking, said = pulled(desk, tmp_path / "wire.db", [])
    assert (said, taking.feeds, taking.new) == ("", 0, 0)


def cut_off(stream: Sequence[Fresh]) -> Iterator[Fresh]:
    """A stream that ends with the program."""
    yield from stream
    raise KeyboardInterrupt


def test_a_first_pull_that_is_cut_off_is_completed_as_the_first(desk: Desk, tmp_path: Path) -> None:
    """What was stored stays, and the rest gets the first sights that it would have had anyway."""
    stream = [gave(name) for name in NAMES]
    whole, parts = tmp_path / "whole.db", tmp_path / "parts.db"
    pulled(desk, whole, stream)
    with Store(parts) as store:
        with pytest.raises(KeyboardInterrupt):
            intake(desk, store).keep(cut_off(stream[:-5]), is_telling=True)
        assert list(store.everything())
        assert len(store.states()) == MOST_FEEDS
        known = set(store.states())
    pulled(desk, parts, [replace(one, entries=()) if one.feed in known else one for one in stream])
    assert rows(parts)["entries"] == rows(whole)["entries"]
    assert rows(parts)["meta"] == rows(whole)["meta"]
