"""Dumps: entries as rows of JSON, one a line, as `digest store export` writes and `digest backfill --from` reads them.

A row needs a `title`, a date (`seen`, the moment of first sight, or `published`) and a `feed` or an `outlet`. The rest
may be left out: `id`, `link`, `summary`, `language`, `authors`, `categories`, and `revisions`, what its publisher
changed it to and when that was seen. A `seen` that is null makes it backlog.

A folder of feed documents, each below or named after the day on which it was fetched, is read as a dump too:
`2015-04-16/FEED.xml`, `2015/04/16/FEED.xml` or `FEED/2015-04-16.xml`, FEED being an id of feeds.yaml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from digest.errors import UsageError
from digest.model import Entry, Failed, Feed, Fetched, by_any_id
from digest.pipeline.desk import Desk
from digest.pipeline.rows import in_words, lines_of, object_of
from digest.pipeline.spreading import ahead, in_chunks
from digest.sources.caged import Document, read_caged
from digest.store import Kept, Revision, Store
from digest.text import clean, digest_of, plain

_DAY = re.compile(r"(?<!\d)(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?!\d)")
_CHUNK = 8
"""Documents that go to a worker together."""

Group = tuple[int, tuple[Kept, ...]]
"""How much of a source is read with this, and the entries that belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A dump: what it is called, and what it is known by when it is gone on with (its name and size)."""

    name: str
    id: str


def export(desk: Desk) -> Iterator[str]:
    """Every entry that the store knows as a row, in the order in which they were kept."""
    with Store(desk.newsroom.store) as store:
        for kept in store.everything():
            yield json.dumps(_row(kept), ensure_ascii=False)


def source_of(path: Path) -> Source:
    """What a path is known by; UsageError where nothing is there."""
    if path.is_dir():
        sizes = [f"{one.relative_to(path)}:{one.stat().st_size}" for one in sorted(path.rglob("*")) if one.is_file()]
        return Source(name=str(path), id=digest_of("folder", *sizes))
    if not path.is_file():
        raise UsageError(f"{path} is neither a file nor a folder (name a .jsonl, a .jsonl.gz or a folder of documents)")
    return Source(name=str(path), id=digest_of("file", path.name, str(path.stat().st_size)))


def entries_of(desk: Desk, path: Path, read: int, executor: Executor) -> Iterator[Group]:
    """The entries of a dump beyond what was `read`: rows of a file, or documents of a folder, which `executor` reads.

    UsageError naming the row that is none; a document that cannot be read is left out.
    """
    return _documents(desk, path, read, executor) if path.is_dir() else _rows(desk, path, read)


# ---- Rows -----------------------------------------------------------------------------------------------------------


def _rows(desk: Desk, path: Path, read: int) -> Iterator[Group]:
    feeds = by_any_id(desk.roster.feeds)
    for number, row in enumerate(islice(lines_of(path), read, None), read + 1):
        yield number, (_kept(feeds, row, f"{path}:{number}"),) if row.strip() else ()


def _kept(feeds: Mapping[str, Feed], row: str, place: str) -> Kept:
    try:
        item = object_of(row)
        published, title = _moment(item.get("published")), plain(str(item["title"]))
        seen = _moment(item["seen"]) if "seen" in item else published
        held = _moment(item.get("held"))
        feed, link = str(item.get("feed") or item["outlet"]), str(item.get("link") or "")
        moment = seen or held or published
        if moment is None:
            raise ValueError("it has no date")
        known = feeds.get(feed)
        entry = Entry(
            id=str(item.get("id") or digest_of(feed, link or title)),
            feed=known.id if known else feed,
            outlet=str(item.get("outlet") or (known.outlet if known else feed)),
            title=title,
            link=link,
            seen=moment,
            published=published,
            summary=plain(str(item.get("summary") or "")),
            language=str(item.get("language") or item.get("lang") or ""),
            authors=tuple(clean(str(one)) for one in item.get("authors") or ()),
            categories=tuple(clean(str(one)) for one in item.get("categories") or ()),
        )
        revisions = tuple(_revision(one) for one in item.get("revisions") or ())
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        todo = "it needs a title, a date, a feed or an outlet"
        raise UsageError(f"{place} is no entry: {in_words(fault)} ({todo})") from None
    return Kept(entry=entry, sight=seen, held=held, revisions=revisions)


def _revision(item: dict[str, Any]) -> Revision:
    seen = _moment(item["seen"])
    if seen is None:
        raise ValueError("a revision has no date")
    return Revision(
        seen=seen,
        title=plain(str(item["title"])),
        link=str(item.get("link") or ""),
        summary=plain(str(item.get("summary") or "")),
    )


def _moment(value: object) -> datetime | None:
    """A moment as ISO 8601 has it, UTC where it names no zone."""
    if not value:
        return None
    moment = datetime.fromisoformat(str(value))
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


# ---- Documents ------------------------------------------------------------------------------------------------------


def _documents(desk: Desk, folder: Path, read: int, executor: Executor) -> Iterator[Group]:
    outlets = {one.id: one for one in desk.roster.outlets}
    zone = desk.roster.calendar.zone
    found = sorted(_dated(desk, folder), key=lambda one: (one[0], one[1].id, one[2]))
    documents = (
        Document(feed=feed, outlet=outlets[feed.outlet], fetched=_fetched(feed, path), seen=_noon(day, zone))
        for day, feed, path in islice(found, read, None)
    )
    number = read
    for _, chunk in ahead(lambda some: executor.submit(read_caged, some), in_chunks(documents, _CHUNK)):
        for contents in chunk:
            number += 1
            yield number, () if isinstance(contents, Failed) else tuple(map(_carried, contents.entries))


def _fetched(feed: Feed, path: Path) -> Fetched:
    return Fetched(url=feed.url, body=path.read_bytes())


def _noon(day: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), zone).astimezone(UTC)


def _dated(desk: Desk, folder: Path) -> Iterator[tuple[str, Feed, Path]]:
    """The documents of feeds in the roster whose place names their day."""
    feeds = by_any_id(desk.roster.feeds)
    for path in folder.rglob("*"):
        place = path.relative_to(folder)
        day = _DAY.search(place.as_posix())
        names = [name for name in (*place.parts[:-1], place.name.partition(".")[0]) if name in feeds]
        if day and names and path.is_file():
            yield "-".join(day.groups()), feeds[names[-1]], path


def _carried(entry: Entry) -> Kept:
    """An entry as first seen when its publisher dates it, if that is before the document was fetched."""
    return Kept(entry=entry, sight=min(entry.published or entry.seen, entry.seen))


# ---- Writing --------------------------------------------------------------------------------------------------------


def _row(kept: Kept) -> dict[str, Any]:
    entry = kept.entry
    row: dict[str, Any] = {
        "id": entry.id,
        "feed": entry.feed,
        "outlet": entry.outlet,
        "seen": _text(kept.sight),
        "published": _text(entry.published),
        "title": entry.title,
        "link": entry.link,
        "summary": entry.summary,
        "language": entry.language,
        "authors": entry.authors,
        "categories": entry.categories,
    }
    if kept.held:
        row["held"] = _text(kept.held)
    if kept.revisions:
        row["revisions"] = [
            {"seen": _text(one.seen), "title": one.title, "link": one.link, "summary": one.summary}
            for one in kept.revisions
        ]
    return row


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
