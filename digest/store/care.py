"""Looking after the file: whether it is sound, a copy of it each day, what to do when it is damaged, its size."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from digest.errors import StoreError
from digest.store.file import File
from digest.store.rows import moment, seconds
from digest.store.tables import OWNER

COPY_EVERY = timedelta(hours=20)
"""A copy is taken when the last one is so old: once a day, also where the hour of the daily run wavers."""

_MOST_FAULTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """What a look at the whole file found: its size in bytes, what it holds, and when it was copied last.

    `faults` are the file's own words for what is wrong, none where it is sound.
    """

    schema: int
    size: int
    entries: int
    oldest: datetime | None
    newest: datetime | None
    copied: datetime | None
    faults: tuple[str, ...] = ()


class Care(File):
    """The care of a store's file."""

    def look(self) -> Soundness:
        """Read the whole file, its indexes and references, and say what was found."""
        with self._told():
            found = self._db.execute(f"PRAGMA integrity_check({_MOST_FAULTS})").fetchall()
            strays = self._db.execute("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS)
        faults = [row[0] for row in found if row[0] != "ok"]
        faults += [f"row {row} of {table} belongs to no {parent}" for table, row, parent, _ in strays]
        return Soundness(
            schema=self._value("PRAGMA user_version") or 0,
            size=_size(self.path),
            entries=self._value("SELECT count(*) FROM entries") or 0,
            oldest=moment(self._value("SELECT min(seen) FROM entries")),
            newest=moment(self._value("SELECT max(seen) FROM entries")),
            copied=_copied(copy_of(self.path)),
            faults=tuple(faults),
        )

    def compact(self) -> tuple[int, int]:
        """Give back the room that nothing needs any more, with every index made anew; the size before and after."""
        before = _size(self.path)
        with self._told():
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, _size(self.path)

    def back_up(self, *, now: datetime) -> bool:
        """Copy the file beside itself unless that was done in the last day; False if it was.

        The copy is written row by row, not page by page, so a damaged file cannot become one: StoreError then, and
        the copy of before stays. A clock that went back makes a new one.
        """
        copy = copy_of(self.path)
        last = _copied(copy)
        if last and last <= now < last + COPY_EVERY:
            return False
        part = copy.with_name(f"{copy.name}.part")
        part.unlink(missing_ok=True)
        try:
            with self._told():
                self._db.execute("VACUUM INTO ?", (str(part),))
                with closing(sqlite3.connect(part, isolation_level=None)) as made:
                    made.execute("INSERT OR REPLACE INTO meta VALUES ('copied', ?)", (seconds(now),))
            _sync(part)
            part.replace(copy)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return True


def copy_of(path: Path) -> Path:
    """Where the copy of a store's file lies: `wire.db.copy`."""
    return path.with_name(f"{path.name}.copy")


def put_back(path: Path) -> datetime | None:
    """Put the last copy in the place of a damaged file, which stays beside it as `wire.db.damaged`.

    Gives the moment of the copy; None where no sound one is: then there is no file any more, and the next run makes a
    new one. A store that was put back counts as not opened, so that what had its chance in a brief gets no second one.
    StoreError where the folder cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        copied = _prepared(copy_of(path), part)
        if path.exists():
            shutil.copyfile(path, path.with_name(f"{path.name}.damaged"))
        # Before the file changes: a log of another file, found beside it, would be played into it.
        for tail in ("-wal", "-shm"):
            path.with_name(path.name + tail).unlink(missing_ok=True)
        if copied:
            part.replace(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path} is damaged and cannot be replaced: {error.strerror} (check its folder)") from error
    return copied


def _prepared(copy: Path, part: Path) -> datetime | None:
    """The copy as it will be put back, and its moment; None where it is not sound or is not there."""
    copied = _copied(copy)
    if copied is None:
        return None
    shutil.copyfile(copy, part)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as file:
            if file.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
            file.execute("DELETE FROM meta WHERE key = 'opened'")
    except sqlite3.Error:
        part.unlink(missing_ok=True)
        return None
    _sync(part)
    return copied


def _copied(copy: Path) -> datetime | None:
    """The moment of a copy, which stands in it; None for what is no copy."""
    if not copy.is_file():
        return None
    try:
        with closing(sqlite3.connect(copy)) as file:
            if file.execute("PRAGMA application_id").fetchone() != (OWNER,):
                return None
            row = file.execute("SELECT value FROM meta WHERE key = 'copied'").fetchone()
    except sqlite3.Error:
        return None
    return moment(row[0]) if row else None


def _size(path: Path) -> int:
    """Bytes of a file and its log."""
    log = path.with_name(f"{path.name}-wal")
    return path.stat().st_size + (log.stat().st_size if log.is_file() else 0)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
