"""What is remembered of feeds: their states, how they do, what is known of their entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from digest.model import FeedHealth, FeedState, Fresh, Glimpse, Past
from digest.store.file import File
from digest.store.rows import STATE_COLUMNS, moment, read_health, read_state, seconds, state_row

_MARKS = ", ".join("?" for _ in STATE_COLUMNS.split(", "))
_NEW = ", ".join(f"excluded.{column}" for column in STATE_COLUMNS.split(", "))


class Feeds(File):
    """The feeds of a store."""

    def states(self) -> dict[str, FeedState]:
        """What is remembered of each feed for the next pull, by the feed's id."""
        with self._told():
            rows = self._db.execute(f"SELECT id, {STATE_COLUMNS} FROM feeds ORDER BY id")  # noqa: S608 - only our names of columns are put in
            return {row[0]: read_state(*row) for row in rows}

    def health(self) -> tuple[FeedHealth, ...]:
        """How each feed does that was ever pulled, by id; `entries` counts its backlog too."""
        with self._told():
            held = dict(
                self._db.execute("SELECT feed, count(*) FROM entries WHERE held IS NOT NULL GROUP BY feed").fetchall()
            )
            rows = self._db.execute(
                f"SELECT last_ok, newest, trouble, todo, entries, status, id, {STATE_COLUMNS} FROM feeds"  # noqa: S608 - only our names of columns are put in
                " WHERE last_ok IS NOT NULL OR failures > 0 ORDER BY id"
            ).fetchall()
            return tuple(read_health(*row[:6], state=read_state(*row[6:]), held=held.get(row[6], 0)) for row in rows)

    def glimpses(self, most: int = 100) -> tuple[Glimpse, ...]:
        """The newest entries of each feed that has any, backlog included, `most` of each at most."""
        with self._told():
            feeds = self._db.execute("SELECT id FROM feeds ORDER BY id").fetchall()
            return tuple(one for (feed,) in feeds if (one := self._glimpse(feed, most)))

    def past(self, feed: str, *, since: datetime, most: int = 200) -> Past:
        """What is known of a feed's newest entries, `most` of them; those that are kept aside are not among them."""
        with self._told():
            rows = self._db.execute(
                "SELECT link, language, title FROM entries WHERE feed = ? AND held IS NULL ORDER BY rowid DESC LIMIT ?",
                (feed, most),
            ).fetchall()
        count = self._value(
            "SELECT count(*) FROM entries WHERE feed = ? AND held IS NULL AND seen >= ?", feed, seconds(since)
        )
        return Past(
            links=tuple(link for link, _, _ in rows),
            languages=frozenset(language for _, language, _ in rows if language),
            titles=tuple(title for _, _, title in rows),
            seen=count or 0,
            last=moment(self._value("SELECT last_ok FROM feeds WHERE id = ?", feed)),
        )

    def published(self, feed: str) -> tuple[datetime, ...]:
        """When the entries of a feed were published that say so, oldest first; none that is kept aside."""
        with self._told():
            rows = self._db.execute(
                "SELECT published FROM entries WHERE feed = ? AND held IS NULL AND published IS NOT NULL"
                " ORDER BY published",
                (feed,),
            ).fetchall()
        return tuple(found for (at,) in rows if (found := moment(at)))

    def seen_by_feed(self, since: datetime, until: datetime) -> dict[str, int]:
        """How many entries of each feed were first seen from `since` to before `until`."""
        with self._told():
            rows = self._db.execute(
                "SELECT feed, count(*) FROM entries WHERE seen >= ? AND seen < ? GROUP BY feed ORDER BY feed",
                (seconds(since), seconds(until)),
            )
            return dict(rows.fetchall())

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

    def _note_feeds(self, fresh: Sequence[Fresh], now: datetime) -> None:
        """What is remembered of feeds, and what trouble each had or that it had none."""
        self._db.executemany(
            f"INSERT INTO feeds (id, {STATE_COLUMNS}) VALUES (?, {_MARKS})"  # noqa: S608 - only our names of columns are put in
            f" ON CONFLICT (id) DO UPDATE SET ({STATE_COLUMNS}) = ({_NEW})",
            [(one.feed, *state_row(one.state)) for one in fresh],
        )
        self._db.executemany(
            "UPDATE feeds SET trouble = ?, todo = ?, status = ? WHERE id = ?",
            [(one.problem.what, one.problem.todo, one.problem.status, one.feed) for one in fresh if one.problem],
        )
        well = [(seconds(now), one.feed) for one in fresh if one.asked and not one.problem]
        self._db.executemany("UPDATE feeds SET trouble = '', todo = '', status = 0, last_ok = ? WHERE id = ?", well)

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
