"""Dumps: entries as rows of JSON, one a line, as `digest store export` writes and `digest backfill --from` reads them.

A row needs a `title`, a `link` or an `id`, and a date: `seen`, the moment of first sight, or `published`. `feed` (or
`outlet`) says where it comes from. The rest may be left out: `summary`, `language`, `authors`, `categories`, and
`revisions`, what its publisher changed it to and when that was seen. A `seen` that is null makes it backlog.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from digest.pipeline.desk import Desk
from digest.store import Kept, Store


def export(desk: Desk) -> Iterator[str]:
    """Every entry that the store knows as a row, in the order in which they were kept."""
    with Store(desk.newsroom.store) as store:
        for kept in store.everything():
            yield json.dumps(_row(kept), ensure_ascii=False)


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
