"""The index of the site's search: `python -m bench.contenders.search_digest ROWS SITE`, rows as `bench.corpus` has.

A segment that is there already is not written again, as in `digest build`.
"""

from __future__ import annotations

import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from bench import corpus
from digest import search
from digest.search.writing import files_of


def main(rows: Path, site: Path) -> None:
    """Write the index below a site's folder; tell how many documents it has, and how many files were written."""
    parts = search.planned(corpus.rows(rows))
    written = documents = 0
    for part in parts:
        folder = site / search.folder(part.name)
        if (folder / search.HEAD).is_file():
            continue
        documents += len(part.documents)
        for path, data in files_of(part):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            written += 1
    (site / search.MANIFEST).write_bytes(search.manifest(part.name for part in parts))
    versions = {"python": platform.python_version(), "numpy": version("numpy")}
    print(json.dumps({"items": written + 1, "read": documents, "versions": versions}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
