"""Search: documents to a static index that a browser reads piece by piece. The format stands in FORMAT.md.

Pure: the same documents give the same bytes. Closed years make one segment, the newest year another, so that a new day
costs the newest year alone; a segment's folder is named by a hash of its documents, so that one that is there already
need not be made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from digest.model import Document
from digest.search.segment import HEAD, VERSION, Segment
from digest.search.words import fold, terms

MANIFEST = "search/index.json"
"""Where the list of segments lies, below the site's address."""

__all__ = ["HEAD", "MANIFEST", "Segment", "fold", "folder", "manifest", "segments", "terms"]


def segments(documents: Iterable[Document]) -> tuple[Segment, ...]:
    """The documents in at most two segments, the newest first.

    Documents of one day come in the order in which readers shall meet them; they are numbered from the last one of the
    oldest day, those without a date before all others.
    """
    ordered = sorted(documents, key=lambda document: document.day or date.min, reverse=True)[::-1]
    newest = max((document.day.year for document in ordered if document.day), default=0)
    closed = [document for document in ordered if document.day and document.day.year < newest]
    current = [document for document in ordered if not document.day or document.day.year == newest]
    return tuple(Segment(tuple(part)) for part in (current, closed) if part)


def folder(name: str) -> str:
    """Where the files of the segment of that name lie, below the site's address."""
    return f"search/{name}"


def manifest(names: Iterable[str]) -> bytes:
    """The file that the reader in the browser asks for first: the names of the segments, the newest first."""
    return json.dumps({"version": VERSION, "segments": list(names)}).encode() + b"\n"
