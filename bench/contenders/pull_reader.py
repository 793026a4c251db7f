"""Feeds into the store by reader: `update_feeds` with twenty workers; they are added before, in another process."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from reader import __version__, make_reader


def main(folder: Path, *, add: bool) -> None:
    """Add the feeds whose addresses are in the folder's urls.txt, or update all of them once."""
    with make_reader(str(folder / "reader.db")) as reader:
        if add:
            for url in (folder / "urls.txt").read_text(encoding="utf-8").split():
                reader.add_feed(url)
        else:
            known = reader.get_entry_counts().total
            reader.update_feeds(workers=20, scheduled=False)  # whenever it was done last
        items = 0 if add else reader.get_entry_counts().total - known
        read = reader.get_feed_counts(broken=False).total
    print(json.dumps({"items": items, "read": read, "versions": {"reader": __version__}}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), add=sys.argv[2:] == ["add"])
