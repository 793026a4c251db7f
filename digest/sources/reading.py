"""The way to the readers of feeds for who has documents read elsewhere: parsers are loaded where they are called."""

from __future__ import annotations

from datetime import datetime

from digest.model import Contents, Failed, Feed, Fetched, Outlet


def read_feed(feed: Feed, outlet: Outlet, document: Fetched, seen: datetime) -> Contents | Failed:
    """As `sources.feeds.read_feed`."""
    from digest.sources import feeds  # noqa: PLC0415 - a tenth of a second, which a pull with nothing new can save

    return feeds.read_feed(feed, outlet, document, seen)


def read_plainly(feed: Feed, outlet: Outlet, document: Fetched, seen: datetime) -> Contents | Failed:
    """As `sources.feeds.read_plainly`."""
    from digest.sources import feeds  # noqa: PLC0415 - as above

    return feeds.read_plainly(feed, outlet, document, seen)
