"""The index of the site's search: `python -m bench.contenders.search_digest ROWS SITE`, rows as `bench.corpus` has."""

from __future__ import annotations

import json
import platform
import shutil
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench import corpus
from digest import search
from digest.search.writing import files_of


def main(rows: Path, site: Path) -> None:
    """Bring the index below a site's folder; tell how many documents were indexed, and how many files written."""
    parts = search.planned(corpus.rows(rows))
    missing = [part for part in parts if not (site / search.folder(part.name) / search.HEAD).is_file()]
    read = sum(len(part.documents) for part in missing)
    versions = {"python": platform.python_version(), "numpy": version("numpy")}
    print(json.dumps({"items": bring(parts, site), "read": read, "versions": versions}))


def bring(parts: Sequence[search.Segment], site: Path) -> int:
    """Write the segments that are not there, remove those that are no part any more; how many files were written.

    `digest build` does the same through its ledger.
    """
    written = 1
    for part in parts:
        folder = site / search.folder(part.name)
        if (folder / search.HEAD).is_file():
            continue
        for path, data in files_of(part):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            written += 1
    manifest = site / search.MANIFEST
    manifest.write_bytes(search.manifest(part.name for part in parts))
    for folder in manifest.parent.iterdir():
        if folder.is_dir() and folder.name not in {part.name for part in parts}:
            shutil.rmtree(folder)
    return written


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
