"""Documents read in a cage of the process that reads them: for workers elsewhere, whose callers cannot end them."""

from __future__ import annotations

import atexit
from datetime import datetime
from functools import cache

from digest.model import Contents, Failed, Feed, Fetched, Outlet
from digest.sources.cage import Cage, Ended
from digest.sources.reading import read_feed, read_plainly


def read_caged(feed: Feed, outlet: Outlet, document: Fetched, seen: datetime) -> Contents | Failed:
    """As `sources.feeds.read_feed`, once more item by item where that was ended, and then given up. Never raises."""
    why = ""
    for read in (read_feed, read_plainly):
        try:
            return _cage().submit(read, feed, outlet, document, seen).result()
        except Ended as error:
            why = str(error)
    return Failed(what=f"reading it ended a worker ({why})", todo="report it, or remove it")


@cache
def _cage() -> Cage:
    """The one cage of this process; it ends with it."""
    cage = Cage(workers=1)
    atexit.register(cage.shutdown, wait=False)
    return cage
