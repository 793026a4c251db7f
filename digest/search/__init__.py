"""Search: documents to a static index that a browser reads piece by piece. The format stands in FORMAT.md.

Pure: the same documents give the same bytes. Closed years make one segment, the newest year another, so that a new day
costs the newest year alone; a segment's folder is named by a hash of its documents, so that one that is there already
need not be made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import partial

from digest.model import Document
from digest.search.segment import HEAD, VERSION, Batch, Segment, batch_name
from digest.search.words import fold, terms

MANIFEST = "search/index.json"
"""Where the list of segments lies, below the site's address."""

__all__ = [
    "HEAD",
    "MANIFEST",
    "Batch",
    "Segment",
    "batch_name",
    "fold",
    "folder",
    "manifest",
    "planned",
    "segments",
    "terms",
]


def segments(documents: Iterable[Document]) -> tuple[Segment, ...]:
    """The documents in at most two segments, the newest first; see `planned`."""
    by_day: dict[date | None, list[Document]] = {}
    for document in documents:
        by_day.setdefault(document.day, []).append(document)
    held = {day: tuple(some) for day, some in by_day.items()}
    return planned(Batch(day, batch_name(some), partial(held.__getitem__, day)) for day, some in held.items())


def planned(batches: Iterable[Batch]) -> tuple[Segment, ...]:
    """The batches in at most two segments, the newest first: the closed years, and the newest year with what has no
    date.

    Batches of one day come in the order in which readers shall meet them; documents are numbered from the last one of
    the oldest day, those without a date before all others.
    """
    ordered = sorted(batches, key=lambda batch: batch.day or date.min, reverse=True)[::-1]
    newest = max((batch.day.year for batch in ordered if batch.day), default=0)
    closed = tuple(batch for batch in ordered if batch.day and batch.day.year < newest)
    current = tuple(batch for batch in ordered if not batch.day or batch.day.year == newest)
    return tuple(Segment(part) for part in (current, closed) if part)


def folder(name: str) -> str:
    """Where the files of the segment of that name lie, below the site's address."""
    return f"search/{name}"


def manifest(names: Iterable[str]) -> bytes:
    """The file that the reader in the browser asks for first: the names of the segments, the newest first."""
    return json.dumps({"version": VERSION, "segments": list(names)}).encode() + b"\n"
