"""Feeds by plain requests and feedparser in twenty threads: read, and nothing kept but the validators."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from threading import local

import feedparser
import requests

_mine = local()


def main(folder: Path) -> None:
    """Fetch and parse the feeds whose addresses are in the folder's urls.txt once."""
    urls = (folder / "urls.txt").read_text(encoding="utf-8").split()
    kept = folder / "etags.json"
    etags = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    with ThreadPoolExecutor(20) as threads:
        found = list(threads.map(lambda url: _read(url, etags.get(url, "")), urls))
    kept.write_text(json.dumps({url: etag for url, (etag, _) in zip(urls, found, strict=True)}), encoding="utf-8")
    items = sum(items for _, items in found if items is not None)
    read = sum(items is not None for _, items in found)
    versions = {"feedparser": feedparser.__version__, "requests": version("requests")}
    print(json.dumps({"items": items, "read": read, "versions": versions}))


def _read(url: str, etag: str) -> tuple[str, int | None]:
    """The feed's validator and how many items it has: none where nothing is new, None where it is no feed."""
    if not hasattr(_mine, "session"):
        _mine.session = requests.Session()
    answer = _mine.session.get(url, headers={"If-None-Match": etag} if etag else {}, timeout=60)
    if answer.status_code == 304:
        return etag, 0
    found = feedparser.parse(answer.content, response_headers=dict(answer.headers))
    return answer.headers["ETag"], len(found.entries) if found.version or found.entries else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
