"""One SQLite file: opening it, transactions, and the edge at which SQLite's exceptions become ours."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from digest.errors import Damaged, StoreError
from digest.store.tables import CREATION, MIGRATIONS, OWNER, SCHEMA

_WAIT = 5.0
"""Seconds to wait for another run's transaction..."""
_PAUSE = 0.05
"""...asking again after so many, where SQLite does not wait by itself."""

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

_BATCH = 500
"""So many values stand in one question."""


class File:
    """A file with our tables, open while its `with` block runs.

    Every change is one transaction that is on the disk when it returns, so that a power cut at any moment leaves the
    file as it was before or after, never between.
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
        if owner == OWNER or not (version or owner or self._value("SELECT count(*) FROM sqlite_master")):
            return
        # Asked again, because another run may have made the tables between the two questions.
        if self._value("PRAGMA application_id") != OWNER:
            raise StoreError(f"{self.path} is another program's database (move it away)")

    def _create(self) -> None:
        """Make the tables, unless another run was quicker."""
        if self._value("PRAGMA user_version") == SCHEMA:
            return
        for statement in CREATION.split(";"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA application_id = {OWNER}")
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
            for statement in MIGRATIONS[version].split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {version + 1}")

    def _among(self, question: str, values: Sequence[str], *first: str, suffix: str = "") -> Iterator[Any]:
        """The rows that a question, which ends with IN, finds for any of the values."""
        for start in range(0, len(values), _BATCH):
            batch = values[start : start + _BATCH]
            marks = ", ".join("?" * len(batch))
            yield from self._db.execute(f"{question} ({marks}) {suffix}", (*first, *batch))

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
            kind = Damaged if _code(error) in _DAMAGE else StoreError
            raise kind(f"{self.path} {_trouble(error, self.path)}") from error


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _is_full(path: Path) -> bool:
    """Whether the disk of a file has no room for as much as its log grows by."""
    try:
        return shutil.disk_usage(path.parent).free < 2**16
    except OSError:
        return False


def _trouble(error: sqlite3.Error, path: Path) -> str:
    match _code(error):
        case sqlite3.SQLITE_NOTADB:
            return "is not a database (move it away: it is made again from content/)"
        case sqlite3.SQLITE_CORRUPT:
            return "is damaged (move it away: it is made again from content/)"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "is held by another run (wait until it has ended)"
        # A log that cannot grow is an error of input and output to SQLite, whatever the reason.
        case sqlite3.SQLITE_IOERR if _is_full(path):
            return "has no room left on its disk (make room and run again)"
        case sqlite3.SQLITE_FULL:
            return "has no room left on its disk (make room and run again)"
        case _:
            return f"cannot be used: {error} (check that its folder can be written)"
