"""Feeds into the store by digest: fetched, read in two caged children, all fields, kept."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import aiohttp

from digest.model import Feed, Manners, Outlet, Ownership, Role
from digest.pull.batches import batches
from digest.pull.documents import pull
from digest.sources.cage import Cage
from digest.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)

MANNERS = Manners(user_agent="bench", apart=0, every=timedelta(), allow_private=(ip_network("127.0.0.0/8"),))
"""Those of `feeds.yaml` without the pauses: forty hosts a second apart would measure nothing but waiting."""


def main(folder: Path) -> None:
    """Pull the feeds whose addresses are in the folder's urls.txt, once, into its wire.db."""
    urls = (folder / "urls.txt").read_text(encoding="utf-8").split()
    outlets = {host: _outlet(host) for host in sorted({_host(url) for url in urls})}
    feeds = [Feed(id=f"feed-{number}", outlet=_host(url), url=url) for number, url in enumerate(urls)]
    items, read = 0, 0
    with Store(folder / "wire.db") as store, Cage(2) as cage:
        states = store.states()
        for batch in batches(pull(feeds, outlets, states, now=NOW, manners=MANNERS, executor=cage)):
            items += store.keep(batch, now=NOW, first_sight=lambda _: NOW)
            read += sum(one.problem is None for one in batch)
    versions = {"aiohttp": aiohttp.__version__}
    print(json.dumps({"items": items, "read": read, "versions": versions}))


def _outlet(host: str) -> Outlet:
    return Outlet(id=host, name=host, ownership=Ownership.PRIVATE, role=Role.PRESS)


def _host(url: str) -> str:
    return url.split("/", 3)[2]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
