"""The tables, and what brings those of an earlier version up to date."""

from __future__ import annotations

SCHEMA = 3
"""The version of the tables; it stands in the file's `user_version`."""

OWNER = int.from_bytes(b"dgst", "big")
"""SQLite's `application_id` of our files."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE feeds (
    id TEXT PRIMARY KEY,
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    body_hash TEXT NOT NULL DEFAULT '',
    last_ok INTEGER,
    newest INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT '',
    todo TEXT NOT NULL DEFAULT '',
    entries INTEGER NOT NULL DEFAULT 0,
    status INTEGER NOT NULL DEFAULT 0,
    url TEXT NOT NULL DEFAULT '',
    reading TEXT NOT NULL DEFAULT '',
    due INTEGER,
    wait INTEGER,
    every INTEGER NOT NULL DEFAULT 0,
    skipped_hours TEXT NOT NULL DEFAULT '[]',
    skipped_days TEXT NOT NULL DEFAULT '[]',
    moved_to TEXT NOT NULL DEFAULT '',
    moved_since INTEGER,
    moved_last INTEGER,
    moved_times INTEGER NOT NULL DEFAULT 0,
    gone INTEGER,
    since INTEGER,
    changed TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- `seen` is NULL for backlog: known, so that it never counts as new, but in no edition. `held` is set, and `seen` not,
-- while an entry is kept aside until an editor has looked at its feed.
-- `content` names all that a reader could tell it by, `wording` its text in the newest revision.
CREATE TABLE entries (
    id TEXT PRIMARY KEY,
    feed TEXT NOT NULL REFERENCES feeds (id) ON UPDATE CASCADE,
    outlet TEXT NOT NULL,
    seen INTEGER,
    published INTEGER,
    title TEXT NOT NULL,
    link TEXT NOT NULL,
    summary TEXT NOT NULL,
    language TEXT NOT NULL,
    authors TEXT NOT NULL,
    categories TEXT NOT NULL,
    content TEXT NOT NULL,
    wording TEXT NOT NULL,
    held INTEGER
);
CREATE INDEX entries_by_sight ON entries (seen) WHERE seen IS NOT NULL;
CREATE INDEX entries_held ON entries (feed) WHERE held IS NOT NULL;
CREATE INDEX entries_by_content ON entries (feed, content);

CREATE TABLE revisions (
    entry TEXT NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    title TEXT NOT NULL,
    link TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (entry, number)
) WITHOUT ROWID;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started INTEGER NOT NULL,
    ended INTEGER,
    command TEXT NOT NULL,
    counts TEXT NOT NULL,
    problems TEXT NOT NULL
);
"""

_VECTORS = """
CREATE TABLE vectors (
    text TEXT NOT NULL,
    encoder TEXT NOT NULL,
    made INTEGER NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (text, encoder)
) WITHOUT ROWID;
"""

# What was once published never changes: every statement below is what a file of that version got, whatever the tables
# above become, and tests/test_migrations.py keeps the tables of version 1 to bring up to date.
_TO_2 = """
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

CREATION = _TABLES + _VECTORS
"""The statements that make the tables of this version."""

MIGRATIONS = {1: _TO_2, 2: _VECTORS}
"""By the version of the tables they start from, the statements that make the next one."""
