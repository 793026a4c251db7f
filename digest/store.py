"""The working set: entries as first seen and as revised, what is remembered of feeds, runs. The only SQL.

One SQLite file in WAL mode. Every change is one transaction that is on the disk when it returns, so that a power cut
at any moment leaves the file as it was before or after, never between. Moments are kept as whole seconds, UTC.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from digest.errors import StoreError
from digest.model import Edition, Entry, FeedHealth, FeedState, Fresh, Glimpse, Move, Past, Rhythm
from digest.text import digest_of

FirstSight = Callable[[Entry], datetime | None]
"""Gives the moment to which an entry's first sight is dated; None makes it backlog."""

SCHEMA = 3
"""The version of the tables; it stands in the file's `user_version`."""

MOST_REVISIONS = 20
"""An entry whose text keeps changing is followed for so many changes."""

VECTOR_DAYS = 10
"""A vector that was made longer ago is forgotten: only an edition and the week before it ask for theirs."""

MOST_RUNS = 1_000
"""So many runs are remembered."""

_OWNER = int.from_bytes(b"dgst", "big")
"""SQLite's `application_id` of our files."""

_WAIT = 5.0
"""Seconds to wait for another run's transaction..."""
_PAUSE = 0.05
"""...asking again after so many, where SQLite does not wait by itself."""

_BATCH = 500

_Worded = tuple[Entry, str]
"""An entry and the name of its text."""

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

_MIGRATIONS = {1: _TO_2, 2: _VECTORS}
"""By the version of the tables they start from, the statements that make the next one."""

_STATE = (
    "etag, last_modified, body_hash, failures, url, reading, due, wait, every, skipped_hours, skipped_days, moved_to,"
    " moved_since, moved_last, moved_times, gone, since, changed"
)
_STATE_MARKS = ", ".join("?" for _ in _STATE.split(","))
_STATE_NEW = ", ".join(f"excluded.{column}" for column in _STATE.split(", "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a command: what it counted and the problems it reported, one line each."""

    started: datetime
    command: str
    counts: Mapping[str, int]
    problems: tuple[str, ...] = ()
    ended: datetime | None = None


class Store:
    """The working set in a file, open while its `with` block runs.

    Every method raises StoreError, one line that says what happened, where, and what to do, when the file cannot be
    used: it is no database or another program's, was written by a newer version, is held by another run, is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.path} cannot be made: {error.strerror} (check the folder)") from error
        with self._told():
            self._db = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    # --- feeds and their entries ----------------------------------------------------------------------------------

    def keep(self, fresh: Sequence[Fresh], *, now: datetime, first_sight: FirstSight) -> int:
        """Keep what a pull at `now` brought, in one transaction; gives the number of new entries.

        `first_sight` is asked once for each entry that was not known and gives the moment to which its first sight is
        dated, or None for backlog, which is remembered but neither counted nor given to any edition. Known entries
        keep their first sight; a changed title or summary becomes a revision seen at `now`. An entry that comes again
        under another id, alike in everything else, is taken for known. Feeds' states and health follow suit. What is
        new of a feed whose state says that it changed is kept aside, in no edition and not counted, until `accept`.
        """
        with self._writing():
            new = 0
            self._note_feeds(fresh, now)
            for one in fresh:
                unknown, revised = self._sorted_out(one.entries)
                new += self._keep_new(one, unknown, now, first_sight)
                for entry, wording in revised:
                    self._revise(entry, wording, now)
        return new

    def note_opening(self, now: datetime) -> None:
        """Note that a pull at `now`, which brought new entries, is complete; the first of them opens the store."""
        with self._writing():
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('opened', ?)", (_seconds(now),))

    def news(self, feed: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Those of a feed's entries that are not known yet, under whatever id."""
        with self._told():
            unknown, _ = self._sorted_out(entries)
            contents = [_content(entry) for entry, _ in unknown]
            had = self._had(feed, contents)
            return tuple(entry for (entry, _), content in zip(unknown, contents, strict=True) if content not in had)

    def past(self, feed: str, *, since: datetime, most: int = 200) -> Past:
        """What is known of a feed's newest entries, `most` of them; those that are kept aside are not among them."""
        with self._told():
            rows = self._db.execute(
                "SELECT link, language, title FROM entries WHERE feed = ? AND held IS NULL ORDER BY rowid DESC LIMIT ?",
                (feed, most),
            ).fetchall()
        count = self._value(
            "SELECT count(*) FROM entries WHERE feed = ? AND held IS NULL AND seen >= ?", feed, _seconds(since)
        )
        return Past(
            links=tuple(link for link, _, _ in rows),
            languages=frozenset(language for _, language, _ in rows if language),
            titles=tuple(title for _, _, title in rows),
            seen=count or 0,
            last=_moment(self._value("SELECT last_ok FROM feeds WHERE id = ?", feed)),
        )

    def accept(self, feed: str, *, now: datetime, first_sight: FirstSight) -> int:
        """Let in what is kept aside of a feed, by the rule of first sight; gives how many entries editions can have.

        From `now` on what the feed brings is measured by what it brings now.
        """
        with self._writing():
            rows = self._db.execute(
                "SELECT id, feed, outlet, title, link, held, published, summary, language, authors, categories"
                " FROM entries WHERE feed = ? AND held IS NOT NULL ORDER BY rowid",
                (feed,),
            ).fetchall()
            let_in = 0
            for row in rows:
                sight = first_sight(_entry(*row))
                let_in += sight is not None
                self._db.execute(
                    "UPDATE entries SET held = NULL, seen = ? WHERE id = ?",
                    (_seconds(sight) if sight else None, row[0]),
                )
            self._db.execute("UPDATE feeds SET changed = '', since = ? WHERE id = ?", (_seconds(now), feed))
        return let_in

    def reseed(self, entries: Iterable[Entry]) -> int:
        """Insert entries that were told before and are not known, as first seen when they were; gives how many.

        For a store that was lost: `content/` remembers what the briefs rest on.
        """
        with self._writing():
            entries = tuple(entries)
            feeds = {entry.feed for entry in entries}
            self._db.executemany("INSERT OR IGNORE INTO feeds (id) VALUES (?)", [(feed,) for feed in sorted(feeds)])
            return self._insert(
                _columns(entry, _content(entry), _wording(entry), sight=entry.seen) for entry in entries
            )

    def entries(self, edition: Edition) -> tuple[Entry, ...]:
        """The entries first seen in the edition's window, with the text they had at its end, in their total order."""
        window = (_seconds(edition.until), _seconds(edition.since), _seconds(edition.until))
        with self._told():
            rows = self._db.execute(
                """
                SELECT e.id, e.feed, e.outlet, coalesce(r.title, e.title), coalesce(r.link, e.link), e.seen,
                       e.published, coalesce(r.summary, e.summary), e.language, e.authors, e.categories
                FROM entries e LEFT JOIN revisions r ON r.entry = e.id AND r.number =
                    (SELECT max(number) FROM revisions WHERE entry = e.id AND seen < ?)
                WHERE e.seen >= ? AND e.seen < ?
                ORDER BY coalesce(e.published, e.seen), e.id
                """,
                window,
            )
            return tuple(_entry(*row) for row in rows)

    def revised(self, entries: Sequence[str]) -> dict[str, tuple[str, datetime]]:
        """The newest titles of the entries that their publishers changed after first sight, and when that was seen."""
        found: dict[str, tuple[str, datetime]] = {}
        with self._told():
            for start in range(0, len(entries), _BATCH):
                batch = entries[start : start + _BATCH]
                marks = ", ".join("?" * len(batch))
                rows = self._db.execute(
                    f"SELECT entry, title, seen, max(number) FROM revisions WHERE entry IN ({marks}) GROUP BY entry",  # noqa: S608 - nothing but question marks
                    list(batch),
                )
                found |= {entry: (title, _known_moment(seen)) for entry, title, seen, _ in rows}
        return found

    def states(self) -> dict[str, FeedState]:
        """What is remembered of each feed for the next pull, by the feed's id."""
        with self._told():
            rows = self._db.execute(f"SELECT id, {_STATE} FROM feeds ORDER BY id")  # noqa: S608 - names of columns
            return {row[0]: _state(*row) for row in rows}

    def health(self) -> tuple[FeedHealth, ...]:
        """How each feed does that was ever pulled, by id; `entries` counts its backlog too."""
        with self._told():
            held = dict(
                self._db.execute("SELECT feed, count(*) FROM entries WHERE held IS NOT NULL GROUP BY feed").fetchall()
            )
            rows = self._db.execute(
                f"SELECT last_ok, newest, trouble, todo, entries, status, id, {_STATE} FROM feeds"  # noqa: S608
                " WHERE last_ok IS NOT NULL OR failures > 0 ORDER BY id"
            ).fetchall()
            return tuple(_health(*row[:6], state=_state(*row[6:]), held=held.get(row[6], 0)) for row in rows)

    def glimpses(self, most: int = 100) -> tuple[Glimpse, ...]:
        """The newest entries of each feed that has any, backlog included, `most` of each at most."""
        with self._told():
            feeds = self._db.execute("SELECT id FROM feeds ORDER BY id").fetchall()
            return tuple(one for (feed,) in feeds if (one := self._glimpse(feed, most)))

    def rename_feeds(self, renamed: Mapping[str, str]) -> None:
        """Give what is known under old feed ids to new ones (old -> new). Ids of entries stay as they were made.

        Where the new id is known too, it keeps its own state and takes over the old one's entries.
        """
        with self._writing():
            for old, new in renamed.items():
                if not self._known_feed(old) or old == new:
                    continue
                if not self._known_feed(new):
                    self._db.execute("UPDATE feeds SET id = ? WHERE id = ?", (new, old))
                    continue
                self._db.execute("UPDATE entries SET feed = ? WHERE feed = ?", (new, old))
                self._db.execute(
                    "UPDATE feeds SET entries = entries + (SELECT entries FROM feeds WHERE id = ?) WHERE id = ?",
                    (old, new),
                )
                self._db.execute("DELETE FROM feeds WHERE id = ?", (old,))

    # --- the whole ------------------------------------------------------------------------------------------------

    def is_empty(self) -> bool:
        """Whether no entry is known, not even backlog."""
        return self._value("SELECT NOT EXISTS (SELECT 1 FROM entries)") == 1

    def opened(self) -> datetime | None:
        """The moment of the first complete pull that brought new entries into this file."""
        return _moment(self._value("SELECT value FROM meta WHERE key = 'opened'"))

    def first_seen_range(self) -> tuple[datetime, datetime] | None:
        """The oldest and the newest first sight of all entries that editions can have."""
        oldest = _moment(self._value("SELECT min(seen) FROM entries WHERE seen IS NOT NULL"))
        newest = _moment(self._value("SELECT max(seen) FROM entries WHERE seen IS NOT NULL"))
        return (oldest, newest) if oldest and newest else None

    def seen_by_feed(self, since: datetime, until: datetime) -> dict[str, int]:
        """How many entries of each feed were first seen from `since` to before `until`."""
        with self._told():
            rows = self._db.execute(
                "SELECT feed, count(*) FROM entries WHERE seen >= ? AND seen < ? GROUP BY feed ORDER BY feed",
                (_seconds(since), _seconds(until)),
            )
            return dict(rows.fetchall())

    # --- vectors --------------------------------------------------------------------------------------------------

    def vectors(self, encoder: str, texts: Iterable[str]) -> dict[str, bytes]:
        """What is kept of the vectors that an encoder (name and version) made of texts, by the hash of the text."""
        wanted = list(texts)
        found: dict[str, bytes] = {}
        with self._told():
            for start in range(0, len(wanted), _BATCH):
                batch = wanted[start : start + _BATCH]
                marks = ", ".join("?" * len(batch))
                rows = self._db.execute(
                    f"SELECT text, vector FROM vectors WHERE encoder = ? AND text IN ({marks})",  # noqa: S608 - as below
                    [encoder, *batch],
                )
                found.update(rows.fetchall())
        return found

    def keep_vectors(self, encoder: str, vectors: Mapping[str, bytes], *, now: datetime) -> None:
        """Keep vectors by the hash of their text; other encoders' are forgotten, and those that are VECTOR_DAYS old.

        They can be made again at any time, so nothing is lost with them but that time.
        """
        with self._writing():
            self._db.execute(
                "DELETE FROM vectors WHERE encoder <> ? OR made < ?",
                (encoder, _seconds(now - timedelta(days=VECTOR_DAYS))),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
                ((text, encoder, _seconds(now), vector) for text, vector in vectors.items()),
            )

    # --- runs -----------------------------------------------------------------------------------------------------

    def note_run(
        self,
        *,
        started: datetime,
        command: str,
        counts: Mapping[str, int],
        problems: Sequence[str] = (),
        ended: datetime | None = None,
    ) -> None:
        """Remember a run of a command; the oldest runs are forgotten."""
        told = json.dumps(dict(counts)), json.dumps(list(problems))
        with self._writing():
            self._db.execute(
                "INSERT INTO runs (started, ended, command, counts, problems) VALUES (?, ?, ?, ?, ?)",
                (_seconds(started), _seconds(ended) if ended else None, command, *told),
            )
            self._db.execute("DELETE FROM runs WHERE id <= (SELECT max(id) FROM runs) - ?", (MOST_RUNS,))

    def pulled_in(self, edition: Edition) -> bool:
        """Whether the feeds were pulled while the edition's window ran."""
        with self._told():
            found = self._db.execute(
                "SELECT 1 FROM runs WHERE command = 'pull' AND started >= ? AND started < ? LIMIT 1",
                (_seconds(edition.since), _seconds(edition.until)),
            )
            return found.fetchone() is not None

    def runs(self, limit: int = 20) -> tuple[Run, ...]:
        """The last runs, newest first."""
        with self._told():
            rows = self._db.execute(
                "SELECT started, ended, command, counts, problems FROM runs ORDER BY id DESC LIMIT ?", (limit,)
            )
            return tuple(
                Run(
                    started=_known_moment(started),
                    ended=_moment(ended),
                    command=command,
                    counts=json.loads(counts),
                    problems=tuple(json.loads(problems)),
                )
                for started, ended, command, counts, problems in rows
            )

    # --- inside ---------------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        version = self._value("PRAGMA user_version") or 0
        self._check_owner(version)
        if version > SCHEMA:
            raise StoreError(
                f"{self.path} was written by a newer version of the program, schema {version} where this one knows"
                f" {SCHEMA} (upgrade, or move the file away: it is made again from content/)"
            )
        self._write_ahead()
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        if version == 0:
            with self._writing():
                self._create()
        elif version < SCHEMA:
            self._back_up(version)
            with self._writing():
                self._migrate()

    def _write_ahead(self) -> None:
        """Switch to write-ahead logging; that needs the file alone for a moment, and SQLite itself does not wait."""
        for left in range(round(_WAIT / _PAUSE), -1, -1):
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if not left:
                    raise
                time.sleep(_PAUSE)
            else:
                return

    def _check_owner(self, version: int) -> None:
        owner = self._value("PRAGMA application_id")
        if owner == _OWNER or not (version or owner or self._value("SELECT count(*) FROM sqlite_master")):
            return
        # Asked again, because another run may have made the tables between the two questions.
        if self._value("PRAGMA application_id") != _OWNER:
            raise StoreError(f"{self.path} is another program's database (move it away)")

    def _create(self) -> None:
        """Make the tables, unless another run was quicker."""
        if self._value("PRAGMA user_version") == SCHEMA:
            return
        for statement in (_TABLES + _VECTORS).split(";"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA application_id = {_OWNER}")
        self._db.execute(f"PRAGMA user_version = {SCHEMA}")

    def _back_up(self, version: int) -> None:
        """Copy the file beside itself before its tables change: `wire.db.1` for version 1."""
        copy = self.path.with_name(f"{self.path.name}.{version}")
        part = self.path.with_name(f"{copy.name}.part")
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as target:
            self._db.backup(target)
        part.replace(copy)

    def _migrate(self) -> None:
        """Bring the tables to this version, unless another run was quicker."""
        while (version := self._value("PRAGMA user_version") or 0) < SCHEMA:
            for statement in _MIGRATIONS[version].split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {version + 1}")

    def _note_feeds(self, fresh: Sequence[Fresh], now: datetime) -> None:
        """What is remembered of feeds, and what trouble each had or that it had none."""
        self._db.executemany(
            f"INSERT INTO feeds (id, {_STATE}) VALUES (?, {_STATE_MARKS})"  # noqa: S608 - names of columns
            f" ON CONFLICT (id) DO UPDATE SET ({_STATE}) = ({_STATE_NEW})",
            [(one.feed, *_row(one.state)) for one in fresh],
        )
        self._db.executemany(
            "UPDATE feeds SET trouble = ?, todo = ?, status = ? WHERE id = ?",
            [(one.problem.what, one.problem.todo, one.problem.status, one.feed) for one in fresh if one.problem],
        )
        well = [(_seconds(now), one.feed) for one in fresh if one.asked and not one.problem]
        self._db.executemany("UPDATE feeds SET trouble = '', todo = '', status = 0, last_ok = ? WHERE id = ?", well)

    def _sorted_out(self, entries: Sequence[Entry]) -> tuple[list[_Worded], list[_Worded]]:
        """The entries that are not known, and those that are with another text; each with the name of its text."""
        rows = self._among("SELECT id, wording FROM entries WHERE id IN", [entry.id for entry in entries])
        known = dict(rows)
        unknown, revised = [], []
        for entry in entries:
            wording = _wording(entry)
            if entry.id not in known:
                unknown.append((entry, wording))
            elif known[entry.id] != wording:
                revised.append((entry, wording))
        return unknown, revised

    def _keep_new(self, one: Fresh, unknown: Sequence[_Worded], now: datetime, first_sight: FirstSight) -> int:
        """Keep entries that were not known, aside where their feed has changed; how many count as new."""
        contents = [_content(entry) for entry, _ in unknown]
        had = self._had(one.feed, contents)
        rows, new = [], 0
        for (entry, wording), content in zip(unknown, contents, strict=True):
            again = content in had
            had.add(content)
            aside = bool(one.state.changed) and not again
            sight = None if again or aside else first_sight(entry)
            rows.append(_columns(entry, content, wording, sight=sight, held=now if aside else None))
            new += sight is not None
        if rows:
            self._insert(rows)
            newest = max(_seconds(entry.published or now) for entry, _ in unknown)
            self._db.execute(
                "UPDATE feeds SET entries = entries + ?, newest = max(coalesce(newest, ?), ?) WHERE id = ?",
                (len(rows), newest, newest, one.feed),
            )
        return new

    def _had(self, feed: str, contents: Sequence[str]) -> set[str]:
        """Those of the contents that the feed had before, under whatever ids."""
        rows = self._among("SELECT content, NULL FROM entries WHERE feed = ? AND content IN", contents, feed)
        return {content for content, _ in rows}

    def _among(self, question: str, values: Sequence[str], *first: str) -> Iterator[tuple[str, str]]:
        """The rows that a question finds for any of the values."""
        for start in range(0, len(values), _BATCH):
            batch = values[start : start + _BATCH]
            marks = ", ".join("?" * len(batch))
            yield from self._db.execute(f"{question} ({marks})", (*first, *batch))

    def _insert(self, rows: Iterable[tuple[str | int | None, ...]]) -> int:
        """Put in entries as rows, but for those whose id is known; how many."""
        marks = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
        return self._db.executemany(f"INSERT OR IGNORE INTO entries VALUES ({marks})", rows).rowcount  # noqa: S608

    def _revise(self, entry: Entry, wording: str, now: datetime) -> None:
        number = (self._value("SELECT max(number) FROM revisions WHERE entry = ?", entry.id) or 0) + 1
        if number > MOST_REVISIONS:
            return
        self._db.execute(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)",
            (entry.id, number, _seconds(now), entry.title, entry.link, entry.summary),
        )
        self._db.execute("UPDATE entries SET wording = ? WHERE id = ?", (wording, entry.id))

    def _glimpse(self, feed: str, most: int) -> Glimpse | None:
        rows = self._db.execute(
            "SELECT link, published IS NOT NULL FROM entries WHERE rowid IN"
            " (SELECT rowid FROM entries WHERE feed = ? ORDER BY rowid DESC LIMIT ?)",
            (feed, most),
        ).fetchall()
        links = frozenset(link for link, _ in rows if link)
        return (
            Glimpse(feed=feed, entries=len(rows), dated=sum(dated for _, dated in rows), links=links) if rows else None
        )

    def _known_feed(self, feed: str) -> bool:
        return self._value("SELECT 1 FROM feeds WHERE id = ?", feed) is not None

    def _value(self, question: str, *values: str | int) -> int | None:
        """The one number that a question asks for."""
        with self._told():
            row = self._db.execute(question, values).fetchone()
        return None if row is None or row[0] is None else int(row[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing."""
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """The one edge at which SQLite's exceptions become ours."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.path} {_trouble(error)}") from error


def _trouble(error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return "is not a database (move it away: it is made again from content/)"
        case sqlite3.SQLITE_CORRUPT:
            return "is damaged (move it away: it is made again from content/)"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "is held by another run (wait until it has ended)"
        case sqlite3.SQLITE_FULL:
            return "has no room left on its disk (make room and run again)"
        case _:
            return f"cannot be used: {error} (check that its folder can be written)"


def _state(  # noqa: PLR0917 - a row
    feed: str,
    etag: str,
    last_modified: str,
    body_hash: str,
    failures: int,
    url: str,
    reading: str,
    due: int | None,
    wait: int | None,
    every: int,
    hours: str,
    days: str,
    moved_to: str,
    moved_since: int,
    moved_last: int,
    moved_times: int,
    gone: int | None,
    since: int | None,
    changed: str,
) -> FeedState:
    move = (
        Move(to=moved_to, since=_known_moment(moved_since), last=_known_moment(moved_last), times=moved_times)
        if moved_to
        else None
    )
    return FeedState(
        feed=feed,
        url=url,
        reading=reading,
        etag=etag,
        last_modified=last_modified,
        body_hash=body_hash,
        due=_moment(due),
        wait=_moment(wait),
        failures=failures,
        rhythm=Rhythm(every=timedelta(seconds=every), hours=_numbers(hours), days=_numbers(days)),
        move=move,
        gone=_moment(gone),
        since=_moment(since),
        changed=changed,
    )


def _written(numbers: frozenset[int]) -> str:
    return json.dumps(sorted(numbers)) if numbers else "[]"


def _numbers(written: str) -> frozenset[int]:
    """A set of numbers as it is written; nearly always there are none."""
    return frozenset() if written == "[]" else frozenset(json.loads(written))


def _row(state: FeedState) -> tuple[str | int | None, ...]:
    """A state as its columns."""
    move = state.move
    return (
        state.etag,
        state.last_modified,
        state.body_hash,
        state.failures,
        state.url,
        state.reading,
        _seconds(state.due) if state.due else None,
        _seconds(state.wait) if state.wait else None,
        int(state.rhythm.every.total_seconds()),
        _written(state.rhythm.hours),
        _written(state.rhythm.days),
        move.to if move else "",
        _seconds(move.since) if move else None,
        _seconds(move.last) if move else None,
        move.times if move else 0,
        _seconds(state.gone) if state.gone else None,
        _seconds(state.since) if state.since else None,
        state.changed,
    )


def _health(  # noqa: PLR0917 - a row
    last_ok: int | None,
    newest: int | None,
    trouble: str,
    todo: str,
    entries: int,
    status: int,
    *,
    state: FeedState,
    held: int,
) -> FeedHealth:
    return FeedHealth(
        feed=state.feed,
        last_ok=_moment(last_ok),
        newest=_moment(newest),
        failures=state.failures,
        trouble=trouble,
        todo=todo,
        entries=entries,
        status=status,
        gone=state.gone,
        moved=state.moved,
        changed=state.changed,
        held=held,
    )


def _entry(  # noqa: PLR0917 - a row
    key: str,
    feed: str,
    outlet: str,
    title: str,
    link: str,
    seen: int,
    published: int | None,
    summary: str,
    language: str,
    authors: str,
    categories: str,
) -> Entry:
    return Entry(
        id=key,
        feed=feed,
        outlet=outlet,
        title=title,
        link=link,
        seen=_known_moment(seen),
        published=_moment(published),
        summary=summary,
        language=language,
        authors=tuple(json.loads(authors)),
        categories=tuple(json.loads(categories)),
    )


def _columns(
    entry: Entry, content: str, wording: str, *, sight: datetime | None, held: datetime | None = None
) -> tuple[str | int | None, ...]:
    """An entry as its columns."""
    return (
        entry.id,
        entry.feed,
        entry.outlet,
        _seconds(sight) if sight else None,
        _seconds(entry.published) if entry.published else None,
        entry.title,
        entry.link,
        entry.summary,
        entry.language,
        json.dumps(entry.authors, ensure_ascii=False) if entry.authors else "[]",
        json.dumps(entry.categories, ensure_ascii=False) if entry.categories else "[]",
        content,
        wording,
        _seconds(held) if held else None,
    )


def _content(entry: Entry) -> str:
    return digest_of(entry.link, entry.title, entry.summary, entry.published.isoformat() if entry.published else "")


def _wording(entry: Entry) -> str:
    return digest_of(entry.title, entry.summary)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _known_moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else _known_moment(seconds)
