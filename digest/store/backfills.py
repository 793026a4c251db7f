"""What was taken from archives: entries as first seen then, how far a source was read, which days are made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from digest.model import Edition
from digest.store.entries import Entries, Kept
from digest.store.rows import content_of, entry_row, seconds, wording_of

_SINCE, _UNTIL = "backfilled since", "backfilled until"


class Backfills(Entries):
    """The archives of a store."""

    def take_over(self, kept: Iterable[Kept]) -> int:
        """Keep entries as an archive knew them, but for those that are known here; gives how many were new."""
        kept = tuple(kept)
        with self._writing():
            feeds = sorted({one.entry.feed for one in kept})
            self._db.executemany("INSERT OR IGNORE INTO feeds (id) VALUES (?)", [(feed,) for feed in feeds])
            new = self._insert(
                entry_row(one.entry, content_of(one.entry), _newest_wording(one), sight=one.sight, held=one.held)
                for one in kept
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO revisions VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (one.entry.id, number, seconds(row.seen), row.title, row.link, row.summary)
                    for one in kept
                    for number, row in enumerate(one.revisions, 1)
                ),
            )
        return new

    def read_of(self, source: str) -> int:
        """How much of a source was read, in whatever its reader counts."""
        return self._value("SELECT value FROM meta WHERE key = ?", f"read of {source}") or 0

    def note_read(self, source: str, count: int) -> None:
        """Note how much of a source was read, so that who goes on begins there."""
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"read of {source}", count))

    def note_backfill(self, since: datetime, until: datetime) -> None:
        """Note that editions from `since` to `until` are made from an archive; spans grow together."""
        with self._writing():
            self._db.execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = min(value, excluded.value)",
                (_SINCE, seconds(since)),
            )
            self._db.execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)",
                (_UNTIL, seconds(until)),
            )

    def is_backfilled(self, edition: Edition) -> bool:
        """Whether an edition's window lies in what is made from archives."""
        since = self._value("SELECT value FROM meta WHERE key = ?", _SINCE)
        until = self._value("SELECT value FROM meta WHERE key = ?", _UNTIL)
        if since is None or until is None:
            return False
        return since <= seconds(edition.since) and seconds(edition.until) <= until


def _newest_wording(kept: Kept) -> str:
    """The name of an entry's newest text; that its feed carries it no longer is none."""
    worded = [one for one in kept.revisions if one.title]
    if not worded:
        return wording_of(kept.entry)
    return wording_of(replace(kept.entry, title=worded[-1].title, summary=worded[-1].summary))
