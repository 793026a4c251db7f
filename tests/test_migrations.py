"""Stores that earlier versions of the program wrote: each is brought up to date, whole, and copied before."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import StoreError
from digest.model import Edition, Entry, FeedHealth, FeedState, Fresh
from digest.store import SCHEMA, Store

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ALWAYS = Edition(day=NOW.date(), since=datetime(2000, 1, 1, tzinfo=UTC), until=datetime(2100, 1, 1, tzinfo=UTC))
STATE = FeedState(feed="feed", url="https://feed.example/", etag="x", due=NOW, changed="lead elsewhere")

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE feeds (id TEXT PRIMARY KEY, etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',
    body_hash TEXT NOT NULL DEFAULT '', last_ok INTEGER, newest INTEGER, failures INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT '', todo TEXT NOT NULL DEFAULT '', entries INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE entries (id TEXT PRIMARY KEY, feed TEXT NOT NULL REFERENCES feeds (id) ON UPDATE CASCADE,
    outlet TEXT NOT NULL, seen INTEGER, published INTEGER, title TEXT NOT NULL, link TEXT NOT NULL,
    summary TEXT NOT NULL, language TEXT NOT NULL, authors TEXT NOT NULL, categories TEXT NOT NULL,
    content TEXT NOT NULL, wording TEXT NOT NULL);
CREATE INDEX entries_by_sight ON entries (seen) WHERE seen IS NOT NULL;
CREATE INDEX entries_by_content ON entries (feed, content);
CREATE TABLE revisions (entry TEXT NOT NULL REFERENCES entries (id) ON DELETE CASCADE, number INTEGER NOT NULL,
    seen INTEGER NOT NULL, title TEXT NOT NULL, link TEXT NOT NULL, summary TEXT NOT NULL,
    PRIMARY KEY (entry, number)) WITHOUT ROWID;
CREATE TABLE runs (id INTEGER PRIMARY KEY, started INTEGER NOT NULL, ended INTEGER, command TEXT NOT NULL,
    counts TEXT NOT NULL, problems TEXT NOT NULL);
INSERT INTO meta VALUES ('opened', 1795348800);
INSERT INTO feeds VALUES ('feed', '"é"', 'Mon,  1', 'ff', 1795348800, 1795345200, 0, '', '', 2);
INSERT INTO feeds VALUES ('bad', '', '', '', NULL, NULL, 3, 'HTTP 404', 'remove it', 0);
INSERT INTO entries VALUES ('a', 'feed', 'one', 1795348800, 1795345200, 'Title a', 'https://x.example/a', '', 'en',
    '["A"]', '[]', 'ca', 'wa');
INSERT INTO entries VALUES ('old', 'feed', 'one', NULL, NULL, 'Title old', 'https://x.example/old', '', 'en', '[]',
    '[]', 'co', 'wo');
INSERT INTO revisions VALUES ('a', 1, 1795350000, 'Title A', 'https://x.example/a', 'More');
INSERT INTO runs VALUES (1, 1795348800, NULL, 'pull', '{"new": 1}', '[]');
"""
"""What version 1 of the tables had: two feeds, an entry with a revision, backlog, a run."""

_SECOND = """
ALTER TABLE feeds ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN reading TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN due INTEGER;
ALTER TABLE feeds ADD COLUMN wait INTEGER;
ALTER TABLE feeds ADD COLUMN every INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN skipped_hours TEXT NOT NULL DEFAULT '[]';
ALTER TABLE feeds ADD COLUMN skipped_days TEXT NOT NULL DEFAULT '[]';
ALTER TABLE feeds ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN moved_since INTEGER;
ALTER TABLE feeds ADD COLUMN moved_last INTEGER;
ALTER TABLE feeds ADD COLUMN moved_times INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN gone INTEGER;
ALTER TABLE feeds ADD COLUMN since INTEGER;
ALTER TABLE feeds ADD COLUMN changed TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN held INTEGER;
CREATE INDEX entries_held ON entries (feed) WHERE held IS NOT NULL;
"""
"""What version 2 had beside it."""

OLDER = {1: _FIRST, 2: _FIRST + _SECOND}
"""By version, the statements that make a file as that version left it."""


def older(path: Path, version: int = 1) -> None:
    """A file of an earlier schema, in write-ahead mode as the program leaves it."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript(f"{OLDER[version]}PRAGMA user_version = {version}; PRAGMA application_id = {_OWNER};")
    db.close()


_OWNER = int.from_bytes(b"dgst", "big")


def keep(store: Store, *keys: str) -> int:
    """Keep entries by their ids, as first seen now."""
    entries = tuple(
        Entry(id=key, feed="feed", outlet="one", title=key, link=f"https://x.example/{key}", seen=NOW) for key in keys
    )
    return store.keep(
        [Fresh(feed="feed", state=FeedState(feed="feed"), entries=entries)], now=NOW, first_sight=lambda _: NOW
    )


def test_every_earlier_version_is_tested() -> None:
    """There is a file of each version before this one."""
    assert list(OLDER) == list(range(1, SCHEMA))


@pytest.mark.parametrize("version", OLDER)
def test_an_older_file_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    """Everything that an older file knew is known in this one; the states are due and belong to no address yet."""
    path = tmp_path / "wire.db"
    older(path, version)
    with Store(path) as store:
        (one,) = store.entries(ALWAYS)
        assert (one.id, one.title, one.summary, one.authors) == ("a", "Title A", "More", ("A",))
        bad, good = store.health()
        assert bad == FeedHealth(feed="bad", failures=3, trouble="HTTP 404", todo="remove it")
        assert (good.feed, good.entries) == ("feed", 2)
        assert store.states()["feed"] == FeedState(feed="feed", etag='"é"', last_modified="Mon,  1", body_hash="ff")
        assert [run.counts for run in store.runs()] == [{"new": 1}]
        assert keep(store, "old", "new") == 1
        store.keep([Fresh(feed="feed", state=STATE)], now=NOW, first_sight=lambda _: NOW)
        store.keep_vectors("use/1", {"a": b"one"}, now=NOW)
    with Store(path) as store:
        assert store.states()["feed"] == STATE
        assert store.vectors("use/1", ["a"]) == {"a": b"one"}


@pytest.mark.parametrize("version", OLDER)
def test_a_brought_up_file_is_like_a_new_one(tmp_path: Path, version: int) -> None:
    """The tables of an old file end up with the columns and indexes that a new file has."""
    older(tmp_path / "old.db", version)
    shapes = []
    for name in ("old.db", "new.db"):
        with Store(tmp_path / name):
            pass
        db = sqlite3.connect(tmp_path / name)
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master ORDER BY name")]
        columns = {table: db.execute(f"SELECT * FROM pragma_table_info('{table}')").fetchall() for table in tables}
        shapes.append((tables, columns, db.execute("PRAGMA user_version").fetchone()))
        db.close()
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("version", OLDER)
def test_the_older_file_stays_beside_the_new_one(tmp_path: Path, version: int) -> None:
    """Before its tables change a file is copied whole, so that an older program can go on from there."""
    path = tmp_path / "wire.db"
    older(path, version)
    with Store(path) as store:
        keep(store, "new")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["wire.db", f"wire.db.{version}"]
    copy = sqlite3.connect(tmp_path / f"wire.db.{version}")
    assert copy.execute("PRAGMA user_version").fetchone() == (version,)
    assert copy.execute("SELECT count(*) FROM entries").fetchone() == (2,)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()


def test_a_change_of_tables_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off in its middle, a change of tables leaves the file as it was, and the next run makes it whole."""
    path = tmp_path / "wire.db"
    older(path)
    with monkeypatch.context() as broken:
        broken.setattr("digest.store.file.MIGRATIONS", {1: "ALTER TABLE feeds ADD COLUMN url TEXT; SELECT no_such"})
        with pytest.raises(StoreError, match="cannot be used"), Store(path):
            pass
    with Store(path) as store:
        assert len(store.entries(ALWAYS)) == 1
