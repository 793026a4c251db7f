"""Headlines into stories by digest."""

from __future__ import annotations

import gzip
import json
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from digest.cluster import cluster
from digest.model import Entry


def main(path: Path) -> None:
    """Cluster the headlines of a file."""
    entries = read(path)
    cluster(entries)
    versions = {name: version(name) for name in ("numpy", "scipy")}
    print(json.dumps({"items": len(entries), "read": len(entries), "versions": versions}))


def read(path: Path) -> list[Entry]:
    """The headlines of a file as entries."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_entry(json.loads(line)) for line in lines]


def _entry(row: dict[str, str]) -> Entry:
    moment = datetime.fromisoformat(row["published"])
    return Entry(
        id=row["id"],
        feed=row["source"],
        outlet=row["source"],
        title=row["title"],
        link=f"https://made.example/{row['id']}",
        seen=moment,
        published=moment,
        language="en",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
