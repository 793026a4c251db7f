"""Feeds into the store by digest: fetched, read in two caged children, all fields, kept."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from digest.model import Feed, FeedState, Fresh, Outlet, Ownership, Role
from digest.pull import pull
from digest.sources.cage import Cage
from digest.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def main(folder: Path) -> None:
    """Pull the feeds whose addresses are in the folder's urls.txt, once, into its wire.db."""
    urls = (folder / "urls.txt").read_text(encoding="utf-8").split()
    outlets = {host: _outlet(host) for host in sorted({_host(url) for url in urls})}
    feeds = [Feed(id=f"feed-{number}", outlet=_host(url), url=url) for number, url in enumerate(urls)]
    with Store(folder / "wire.db") as store:
        fresh = _pull(feeds, outlets, store.states())
        items = store.keep(fresh, now=NOW, first_sight=lambda _: NOW)
    read = sum(one.problem is None for one in fresh)
    versions = {name: version(name) for name in ("aiohttp", "feedparser")}
    print(json.dumps({"items": items, "read": read, "versions": versions}))


def _pull(feeds: list[Feed], outlets: dict[str, Outlet], states: dict[str, FeedState]) -> tuple[Fresh, ...]:
    with Cage(2) as executor:
        return pull(feeds, outlets, states, now=NOW, user_agent="bench", executor=executor)


def _outlet(host: str) -> Outlet:
    return Outlet(id=host, name=host, ownership=Ownership.PRIVATE, role=Role.PRESS)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
