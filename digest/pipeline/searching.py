"""The search: its files in the docs tree, made anew only where their documents changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from digest import search
from digest.model import Document


def search_files(docs: Path, documents: Iterable[Document]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files of the search that are still to be written, and the folders in `docs` that are right as they stand.

    A segment's folder is named by what is in it, and its head is written last; so where that is, nothing is to do.
    """
    parts = search.segments(documents)
    wanted: dict[str, bytes] = {}
    kept: list[str] = []
    for part in parts:
        folder = search.folder(part.name)
        if (docs / folder / search.HEAD).is_file():
            kept.append(folder)
        else:
            wanted |= {f"{folder}/{path}": data for path, data in part.files()}
    return wanted | {search.MANIFEST: search.manifest(part.name for part in parts)}, tuple(kept)
