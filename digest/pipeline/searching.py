"""The search: its files in the docs tree, made anew only where their documents changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from digest import search
from digest.files.derived import Derived
from digest.leaves import Leaf, Ledger
from digest.model import Document
from digest.pipeline.incremental import bring


def bring_search(ledger: Ledger, findings: Iterable[tuple[date | None, Leaf]], docs: Derived) -> None:
    """Bring the files of the search into the tree.

    A segment is named by what is in it; documents are made only where a segment is to be written.
    """
    parts = search.planned(_batch(ledger, day, leaf) for day, leaf in findings)
    for part in parts:
        bring(ledger, Leaf(search.folder(part.name), _segment, (part,)), docs)
    docs.write({search.MANIFEST: search.manifest(part.name for part in parts)})


def _segment(part: search.Segment) -> dict[str, bytes]:
    # A build in which no document changed writes no segment, and need not load the arithmetic for it.
    from digest.search.writing import files_of

    folder = search.folder(part.name)
    return {f"{folder}/{path}": data for path, data in files_of(part)}


def _batch(ledger: Ledger, day: date | None, leaf: Leaf) -> search.Batch:
    """The documents of a leaf, named without being made where they are as they were; else made, and held."""
    held: tuple[Document, ...] | None = None if ledger.stands(leaf) else ledger.made(leaf, search.batch_name)

    def read() -> tuple[Document, ...]:
        return tuple(leaf.make(*leaf.given)) if held is None else held

    return search.Batch(day, str(ledger.after[leaf.name].value), read)
