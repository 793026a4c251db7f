"""The working set: entries as first seen and as revised, what is remembered of feeds, runs. The only SQL.

One SQLite file in WAL mode. Every change is one transaction that is on the disk when it returns, so that a power cut
at any moment leaves the file as it was before or after, never between. Moments are kept as whole seconds, UTC.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from digest.errors import StoreError
from digest.model import Edition, Entry, FeedHealth, FeedState, Fresh, Glimpse
from digest.text import digest_of

SCHEMA = 1
"""The version of the tables; it stands in the file's `user_version`."""

MOST_REVISIONS = 20
"""An entry whose text keeps changing is followed for so many changes."""

MOST_RUNS = 1_000
"""So many runs are remembered."""

_OWNER = int.from_bytes(b"dgst", "big")
"""SQLite's `application_id` of our files."""

_WAIT = 5.0
"""Seconds to wait for another run's transaction..."""
_PAUSE = 0.05
"""...asking again after so many, where SQLite does not wait by itself."""

_BATCH = 500

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
    entries INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- `seen` is NULL for backlog: known, so that it never counts as new, but in no edition.
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
    wording TEXT NOT NULL
);
CREATE INDEX entries_by_sight ON entries (seen) WHERE seen IS NOT NULL;
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

    def keep(self, fresh: Sequence[Fresh], *, now: datetime, first_sight: Callable[[Entry], datetime | None]) -> int:
        """Keep what a pull at `now` brought, in one transaction; gives the number of new entries.

        `first_sight` is asked once for each entry that was not known and gives the moment to which its first sight is
        dated, or None for backlog, which is remembered but neither counted nor given to any edition. Known entries
        keep their first sight; a changed title or summary becomes a revision seen at `now`. An entry that comes again
        under another id, alike in everything else, is taken for known. Feeds' states and health follow suit.
        """
        with self._writing():
            new = 0
            for one in fresh:
                self._note_feed(one, now)
                new += sum(self._keep_entry(entry, now, first_sight) for entry in self._changed(one.entries))
            if new:
                self._db.execute("INSERT OR IGNORE INTO meta VALUES ('opened', ?)", (_seconds(now),))
        return new

    def reseed(self, entries: Iterable[Entry]) -> int:
        """Insert entries that were told before and are not known, as first seen when they were; gives how many.

        For a store that was lost: `content/` remembers what the briefs rest on.
        """
        with self._writing():
            added = 0
            for entry in entries:
                self._db.execute("INSERT OR IGNORE INTO feeds (id) VALUES (?)", (entry.feed,))
                added += self._insert(entry, entry.seen)
        return added

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

    def states(self) -> dict[str, FeedState]:
        """What is remembered of each feed for the next pull, by the feed's id."""
        with self._told():
            rows = self._db.execute("SELECT id, etag, last_modified, body_hash FROM feeds ORDER BY id")
            return {row[0]: FeedState(feed=row[0], etag=row[1], last_modified=row[2], body_hash=row[3]) for row in rows}

    def health(self) -> tuple[FeedHealth, ...]:
        """How each feed does that was ever pulled, by id; `entries` counts its backlog too."""
        with self._told():
            rows = self._db.execute(
                "SELECT id, last_ok, newest, failures, trouble, todo, entries FROM feeds"
                " WHERE last_ok IS NOT NULL OR failures > 0 ORDER BY id"
            )
            return tuple(
                FeedHealth(
                    feed=feed,
                    last_ok=_moment(last_ok),
                    newest=_moment(newest),
                    failures=failures,
                    trouble=trouble,
                    todo=todo,
                    entries=entries,
                )
                for feed, last_ok, newest, failures, trouble, todo, entries in rows
            )

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
        """The moment of the first pull that brought a new entry into this file."""
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
        for statement in _TABLES.split(";"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA application_id = {_OWNER}")
        self._db.execute(f"PRAGMA user_version = {SCHEMA}")

    def _note_feed(self, one: Fresh, now: datetime) -> None:
        self._db.execute("INSERT OR IGNORE INTO feeds (id) VALUES (?)", (one.feed,))
        if one.problem:
            self._db.execute(
                "UPDATE feeds SET failures = failures + 1, trouble = ?, todo = ? WHERE id = ?",
                (one.problem.what, one.problem.todo, one.feed),
            )
            return
        self._db.execute(
            "UPDATE feeds SET failures = 0, trouble = '', todo = '', last_ok = ? WHERE id = ?",
            (_seconds(now), one.feed),
        )
        if one.state:
            self._db.execute(
                "UPDATE feeds SET etag = ?, last_modified = ?, body_hash = ? WHERE id = ?",
                (one.state.etag, one.state.last_modified, one.state.body_hash, one.feed),
            )

    def _changed(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """The entries that are not known with the very text they have."""
        for start in range(0, len(entries), _BATCH):
            batch = entries[start : start + _BATCH]
            marks = ", ".join("?" * len(batch))
            rows = self._db.execute(
                f"SELECT id, wording FROM entries WHERE id IN ({marks})",  # noqa: S608 - nothing but question marks
                [entry.id for entry in batch],
            )
            known = dict(rows.fetchall())
            yield from (entry for entry in batch if known.get(entry.id) != _wording(entry))

    def _keep_entry(self, entry: Entry, now: datetime, first_sight: Callable[[Entry], datetime | None]) -> bool:
        """Keep an entry that is new or changed; whether it counts as new."""
        if self._value("SELECT 1 FROM entries WHERE id = ?", entry.id):
            self._revise(entry, now)
            return False
        again = self._value("SELECT 1 FROM entries WHERE feed = ? AND content = ?", entry.feed, _content(entry))
        sight = None if again else first_sight(entry)
        self._insert(entry, sight)
        newest = _seconds(entry.published or now)
        self._db.execute(
            "UPDATE feeds SET entries = entries + 1, newest = max(coalesce(newest, ?), ?) WHERE id = ?",
            (newest, newest, entry.feed),
        )
        return sight is not None

    def _insert(self, entry: Entry, sight: datetime | None) -> bool:
        done = self._db.execute(
            "INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.id,
                entry.feed,
                entry.outlet,
                _seconds(sight) if sight else None,
                _seconds(entry.published) if entry.published else None,
                entry.title,
                entry.link,
                entry.summary,
                entry.language,
                json.dumps(entry.authors, ensure_ascii=False),
                json.dumps(entry.categories, ensure_ascii=False),
                _content(entry),
                _wording(entry),
            ),
        )
        return done.rowcount == 1

    def _revise(self, entry: Entry, now: datetime) -> None:
        number = (self._value("SELECT max(number) FROM revisions WHERE entry = ?", entry.id) or 0) + 1
        if number > MOST_REVISIONS:
            return
        self._db.execute(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)",
            (entry.id, number, _seconds(now), entry.title, entry.link, entry.summary),
        )
        self._db.execute("UPDATE entries SET wording = ? WHERE id = ?", (_wording(entry), entry.id))

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
