"""Care of the store: copies, putting them back, looking, compacting, exporting, pruning."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from digest.errors import Damaged
from digest.model import Edition, Entry, FeedState, Fresh
from digest.store import Store, put_back
from tests.newsrooms import digest, newsroom, serve_items
from tests.serving import Site
from tests.test_run import OUTLETS, items

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ALWAYS = Edition(day=NOW.date(), since=datetime(2000, 1, 1, tzinfo=UTC), until=datetime(2100, 1, 1, tzinfo=UTC))


def entry(key: str, **other: Any) -> Entry:
    """An entry of a feed."""
    plain = Entry(id=key, feed="feed", outlet="one", title=f"Title {key}", link=f"https://x.example/{key}", seen=NOW)
    return replace(plain, **other)


def keep(store: Store, *entries: Entry, at: datetime = NOW) -> int:
    """Keep entries as first seen at a moment."""
    fresh = Fresh(feed="feed", state=FeedState(feed="feed"), entries=entries)
    return store.keep([fresh], now=at, first_sight=lambda _: at)


def ruin(path: Path) -> None:
    """Overwrite most of a file, as a failing disk may."""
    for tail in ("-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    data = bytearray(path.read_bytes())
    data[2048:] = b"\x5a" * (len(data) - 2048)
    path.write_bytes(data)


def test_a_copy_is_taken_once_a_day(tmp_path: Path) -> None:
    """The first copy is taken at once, the next a day later, or as soon as the clock went back."""
    path = tmp_path / "wire.db"
    with Store(path) as store:
        keep(store, entry("a"))
        taken = [store.back_up(now=NOW + timedelta(hours=hours)) for hours in (0, 6, 19, 21, 40, 45, 2)]
        assert store.look().copied == NOW + timedelta(hours=2)
    assert taken == [True, False, False, True, False, True, True]
    with Store(path.with_name("wire.db.copy")) as copy:
        assert [one.id for one in copy.entries(ALWAYS)] == ["a"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["wire.db", "wire.db.copy"]


def test_a_damaged_file_never_becomes_the_copy(tmp_path: Path) -> None:
    """What cannot be read whole is not copied, and the copy of before stays."""
    path = tmp_path / "wire.db"
    with Store(path) as store:
        keep(store, *(entry(f"{number}") for number in range(300)))
        store.back_up(now=NOW)
    before = path.with_name("wire.db.copy").read_bytes()
    ruin(path)
    with pytest.raises(Damaged), Store(path) as store:
        store.back_up(now=NOW + 2 * DAY)
    assert path.with_name("wire.db.copy").read_bytes() == before
    assert not path.with_name("wire.db.copy.part").exists()


def test_the_copy_is_put_back(tmp_path: Path) -> None:
    """In place of a damaged file stands the copy, which does not count as opened; the damaged file stays beside it."""
    path = tmp_path / "wire.db"
    with Store(path) as store:
        keep(store, entry("a"))
        store.note_opening(NOW)
        store.back_up(now=NOW)
        keep(store, entry("b"))
    ruin(path)
    assert put_back(path) == NOW
    with Store(path) as store:
        assert [one.id for one in store.entries(ALWAYS)] == ["a"]
        assert store.opened() is None
        assert not store.look().faults
    assert path.with_name("wire.db.damaged").is_file()


def test_without_a_sound_copy_the_file_is_moved_aside(tmp_path: Path) -> None:
    """Where there is no copy, or it is damaged too, the next run makes a new file."""
    path = tmp_path / "wire.db"
    for has_copy in (False, True):
        with Store(path) as store:
            keep(store, *(entry(f"{number}") for number in range(300)))
            if has_copy:
                store.back_up(now=NOW)
                ruin(path.with_name("wire.db.copy"))
        ruin(path)
        assert put_back(path) is None
        assert not path.exists()


def test_a_look_names_what_is_wrong(tmp_path: Path) -> None:
    """An index that misses a row is found, though every question may still be answered."""
    path = tmp_path / "wire.db"
    with Store(path) as store:
        keep(store, entry("a"), entry("b"))
        assert store.look().faults == ()
        assert (store.look().entries, store.look().oldest) == (2, NOW)
    db = sqlite3.connect(path)
    db.executescript(
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'seen IS NOT NULL', 'seen IS NULL')"
        " WHERE name = 'entries_by_sight'"
    )
    db.close()
    with Store(path) as store:
        assert store.look().faults


def test_pruning_forgets_what_is_old_and_dated(tmp_path: Path) -> None:
    """Dated entries go with their revisions; what has no date stays known, in no edition, so that it is never new."""
    path = tmp_path / "wire.db"
    old, limit = NOW - 500 * DAY, NOW - 400 * DAY
    with Store(path) as store:
        keep(store, entry("old", published=old), entry("undated"), at=old)
        keep(store, entry("old", published=old, title="Changed"), at=old + DAY)
        keep(store, entry("young", published=NOW - DAY), entry("late", published=old), at=NOW)
        assert store.prune(limit) == 2
        assert [one.id for one in store.entries(ALWAYS)] == ["late", "young"]
        assert {kept.entry.id for kept in store.everything()} == {"undated", "young", "late"}
        assert keep(store, entry("undated"), at=NOW) == 0
        assert store.health()[0].entries == 3
        assert store.look().faults == ()
        before, after = store.compact()
        assert after <= before


# --- by command ---------------------------------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path: Path, server: Site) -> Path:
    """A newsroom that has run on two days."""
    folder = newsroom(tmp_path / "room", server, OUTLETS)
    for day in (0, 1):
        serve_items(server, OUTLETS, items(day))
        digest(folder, "pull", "--now", f"2026-11-{16 + day}T18:00Z")
        digest(folder, "brief", "--now", f"2026-11-{16 + day}T18:00Z")
    return folder


def test_a_store_is_looked_after_by_command(room: Path, tmp_path: Path) -> None:
    """Checking, compacting, exporting and pruning say what they found and did."""
    said = digest(room, "store", "check").stdout
    assert "The store is sound: 9 entries" in said
    assert "Copied on 2026-11-17 18:00 UTC" in said
    assert json.loads(digest(room, "store", "check", "--json").stdout)["faults"] == []
    assert "The store has" in digest(room, "store", "compact").stdout
    rows = [json.loads(row) for row in digest(room, "store", "export").stdout.splitlines()]
    assert len(rows) == 9
    assert {"id", "feed", "seen", "published", "title", "link"} <= rows[0].keys()
    assert "Wrote 9 entries" in digest(room, "store", "export", str(tmp_path / "dump.jsonl")).stdout
    assert "is no time" in digest(room, "store", "prune", "--keep", "long", code=2).stderr
    assert "Forgot 0 entries" in digest(room, "store", "prune", "--keep", "1d", "--now", "2026-12-01").stdout
    # What an open brief rests on stays, however old it is.
    assert "Forgot 0 entries" in digest(room, "store", "prune", "--keep", "400d", "--now", "2029-01-01").stdout
    digest(room, "brief", "--now", "2026-11-19")
    said = digest(room, "store", "prune", "--keep", "400d", "--now", "2029-01-01").stdout
    assert "Forgot 9 entries from before 2027-" in said
    assert "prune" in digest(room, "status").stdout


def test_a_damaged_store_is_put_back_and_said_so(room: Path, server: Site) -> None:
    """The command that finds the damage restores the last copy in one line; the next one goes on from there."""
    published = room / "content/briefs/2026/11/17.md"
    before = published.read_bytes()
    ruin(room / ".digest/wire.db")
    said = digest(room, "pull", "--now", "2026-11-17T19:00Z", code=1).stderr
    assert "was damaged: its copy of 2026-11-17 18:00 UTC stands in its place now" in said
    assert len(said.splitlines()) == 1
    serve_items(server, OUTLETS, items(2))
    digest(room, "pull", "--now", "2026-11-18T18:00Z")
    digest(room, "brief", "--now", "2026-11-18T18:00Z")
    assert published.read_bytes() == before
    records = [json.loads(path.read_text()) for path in (room / "content/briefs").rglob("*.json")]
    told = [row["id"] for record in records for row in record["evidence"]]
    assert len(told) == len(set(told))


def test_a_store_without_a_copy_is_made_anew(room: Path) -> None:
    """Where no copy is left, the next run makes a store from what was published."""
    (room / ".digest/wire.db.copy").unlink()
    (room / ".digest/wire.db").write_bytes(b"no database" * 500)
    said = digest(room, "status", code=1).stderr
    assert "there is no copy of it, so it stands aside as wire.db.damaged" in said
    digest(room, "pull", "--now", "2026-11-17T19:00Z")
    assert "3 of 3 feeds are well" in digest(room, "status").stdout
