"""Entries as first seen and as revised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.model import Edition, Entry, Fresh
from digest.store.feeds import Feeds
from digest.store.rows import content_of, entry_row, known_moment, moment, read_entry, seconds, wording_of

FirstSight = Callable[[Entry], datetime | None]
"""Gives the moment to which an entry's first sight is dated; None makes it backlog."""

MOST_REVISIONS = 20
"""An entry whose text keeps changing is followed for so many changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a publisher changed an entry to, and when that was seen; no words where its feed carries it no longer."""

    seen: datetime
    title: str
    link: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry with all that is kept of it: its text at first, its revisions in their order.

    `sight` is its first sight, None for backlog and while it is kept aside; then `held` is since when.
    """

    entry: Entry
    sight: datetime | None
    held: datetime | None = None
    revisions: tuple[Revision, ...] = ()


_Worded = tuple[Entry, str]
"""An entry and the name of its text."""


class Entries(Feeds):
    """The entries of a store; a feed's entries and its state are kept together."""

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
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('opened', ?)", (seconds(now),))

    def news(self, feed: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Those of a feed's entries that are not known yet, under whatever id."""
        with self._told():
            unknown, _ = self._sorted_out(entries)
            contents = [content_of(entry) for entry, _ in unknown]
            had = self._had(feed, contents)
            return tuple(entry for (entry, _), content in zip(unknown, contents, strict=True) if content not in had)

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
                sight = first_sight(read_entry(*row))
                let_in += sight is not None
                self._db.execute(
                    "UPDATE entries SET held = NULL, seen = ? WHERE id = ?",
                    (seconds(sight) if sight else None, row[0]),
                )
            self._db.execute("UPDATE feeds SET changed = '', since = ? WHERE id = ?", (seconds(now), feed))
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
                entry_row(entry, content_of(entry), wording_of(entry), sight=entry.seen) for entry in entries
            )

    def entries(self, edition: Edition) -> tuple[Entry, ...]:
        """The entries first seen in the edition's window, with the text they had at its end, in their total order.

        An entry that its feed carries no longer has the last text that it had.
        """
        window = (seconds(edition.until), seconds(edition.since), seconds(edition.until))
        with self._told():
            rows = self._db.execute(
                """
                SELECT e.id, e.feed, e.outlet, coalesce(r.title, e.title), coalesce(r.link, e.link), e.seen,
                       e.published, coalesce(r.summary, e.summary), e.language, e.authors, e.categories
                FROM entries e LEFT JOIN revisions r ON r.entry = e.id AND r.number =
                    (SELECT max(number) FROM revisions WHERE entry = e.id AND seen < ? AND title <> '')
                WHERE e.seen >= ? AND e.seen < ?
                ORDER BY coalesce(e.published, e.seen), e.id
                """,
                window,
            )
            return tuple(read_entry(*row) for row in rows)

    def revised(self, entries: Sequence[str]) -> dict[str, tuple[str, datetime]]:
        """The newest titles of the entries that their publishers changed after first sight, and when that was seen.

        A title is empty where the publisher carries the entry no longer.
        """
        question = "SELECT entry, title, seen, max(number) FROM revisions WHERE entry IN"
        with self._told():
            rows = self._among(question, entries, suffix="GROUP BY entry")
            return {entry: (title, known_moment(seen)) for entry, title, seen, _ in rows}

    def note_missing(self, missing: Sequence[str], carried: Sequence[str], *, now: datetime) -> None:
        """Note which entries their feed carries no longer, as a revision without words; those carried are back."""
        with self._writing():
            for entry in missing:
                empty = self._value("SELECT 1 FROM revisions WHERE entry = ? AND title = ''", entry)
                number = (self._value("SELECT max(number) FROM revisions WHERE entry = ?", entry) or 0) + 1
                if not empty and self._value("SELECT 1 FROM entries WHERE id = ?", entry):
                    row = (entry, number, seconds(now), "", "", "")
                    self._db.execute("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)", row)
            for entry in carried:
                self._db.execute("DELETE FROM revisions WHERE entry = ? AND title = ''", (entry,))

    def everything(self) -> Iterator[Kept]:
        """Every entry that is known, backlog included, in the order in which they were kept."""
        with self._told():
            rows = self._db.execute(
                "SELECT id, feed, outlet, title, link, coalesce(seen, held, published, 0), published, summary,"
                " language, authors, categories, seen, held FROM entries ORDER BY rowid"
            )
            for row in rows:
                yield Kept(
                    entry=read_entry(*row[:-2]),
                    sight=moment(row[-2]),
                    held=moment(row[-1]),
                    revisions=self._revisions(row[0]),
                )

    def prune(self, before: datetime) -> int:
        """Forget entries whose first sight (or, of backlog, whose date) lies before a moment; gives how many.

        What a feed may still carry and give no date for stays known without its text, since nothing else would tell
        that it is old when it comes again.
        """
        limit = seconds(before)
        with self._writing():
            self._db.execute(
                "DELETE FROM revisions WHERE entry IN"
                " (SELECT id FROM entries WHERE published IS NULL AND coalesce(seen, held) < ?)",
                (limit,),
            )
            without_date = self._db.execute(
                "UPDATE entries SET seen = NULL, held = NULL, title = '', summary = '', authors = '[]',"
                " categories = '[]' WHERE published IS NULL AND coalesce(seen, held) < ?",
                (limit,),
            )
            dated = self._db.execute(
                "DELETE FROM entries WHERE published < ? AND coalesce(seen, held, published) < ?", (limit, limit)
            )
            self._db.execute("UPDATE feeds SET entries = (SELECT count(*) FROM entries WHERE entries.feed = feeds.id)")
        return without_date.rowcount + dated.rowcount

    def opened(self) -> datetime | None:
        """The moment of the first complete pull that brought new entries into this file."""
        return moment(self._value("SELECT value FROM meta WHERE key = 'opened'"))

    def first_seen_range(self) -> tuple[datetime, datetime] | None:
        """The oldest and the newest first sight of all entries that editions can have."""
        oldest = moment(self._value("SELECT min(seen) FROM entries WHERE seen IS NOT NULL"))
        newest = moment(self._value("SELECT max(seen) FROM entries WHERE seen IS NOT NULL"))
        return (oldest, newest) if oldest and newest else None

    def _sorted_out(self, entries: Sequence[Entry]) -> tuple[list[_Worded], list[_Worded]]:
        """The entries that are not known, and those that are with another text; each with the name of its text."""
        known = dict(self._among("SELECT id, wording FROM entries WHERE id IN", [entry.id for entry in entries]))
        unknown, revised = [], []
        for entry in entries:
            wording = wording_of(entry)
            if entry.id not in known:
                unknown.append((entry, wording))
            elif known[entry.id] != wording:
                revised.append((entry, wording))
        return unknown, revised

    def _keep_new(self, one: Fresh, unknown: Sequence[_Worded], now: datetime, first_sight: FirstSight) -> int:
        """Keep entries that were not known, aside where their feed has changed; how many count as new."""
        contents = [content_of(entry) for entry, _ in unknown]
        had = self._had(one.feed, contents)
        rows, new = [], 0
        for (entry, wording), content in zip(unknown, contents, strict=True):
            again = content in had
            had.add(content)
            aside = bool(one.state.changed) and not again
            sight = None if again or aside else first_sight(entry)
            rows.append(entry_row(entry, content, wording, sight=sight, held=now if aside else None))
            new += sight is not None
        if rows:
            self._insert(rows)
            newest = max(seconds(entry.published or now) for entry, _ in unknown)
            self._db.execute(
                "UPDATE feeds SET entries = entries + ?, newest = max(coalesce(newest, ?), ?) WHERE id = ?",
                (len(rows), newest, newest, one.feed),
            )
        return new

    def _revisions(self, entry: str) -> tuple[Revision, ...]:
        rows = self._db.execute(
            "SELECT seen, title, link, summary FROM revisions WHERE entry = ? ORDER BY number", (entry,)
        )
        return tuple(
            Revision(seen=known_moment(seen), title=title, link=link, summary=summary)
            for seen, title, link, summary in rows
        )

    def _had(self, feed: str, contents: Sequence[str]) -> set[str]:
        """Those of the contents that the feed had before, under whatever ids."""
        rows = self._among("SELECT content FROM entries WHERE feed = ? AND content IN", contents, feed)
        return {content for (content,) in rows}

    def _insert(self, rows: Iterable[tuple[str | int | None, ...]]) -> int:
        """Put in entries as rows, but for those whose id is known; how many."""
        question = "INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        return self._db.executemany(question, rows).rowcount

    def _revise(self, entry: Entry, wording: str, now: datetime) -> None:
        number = (self._value("SELECT max(number) FROM revisions WHERE entry = ?", entry.id) or 0) + 1
        if number > MOST_REVISIONS:
            return
        self._db.execute(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)",
            (entry.id, number, seconds(now), entry.title, entry.link, entry.summary),
        )
        self._db.execute("UPDATE entries SET wording = ? WHERE id = ?", (wording, entry.id))
