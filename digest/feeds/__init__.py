"""Feeds that leave the newsroom, and lists of feeds that come and go: RSS of the briefs, OPML of the roster."""

from digest.feeds.briefs import NEWEST, RSS_PATH, address, headline, html, rss
from digest.feeds.opml import Subscription, read_opml, write_opml

__all__ = [
    "NEWEST",
    "RSS_PATH",
    "Subscription",
    "address",
    "headline",
    "html",
    "read_opml",
    "rss",
    "write_opml",
]
