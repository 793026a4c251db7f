"""Feeds that leave the newsroom, briefs and figures as RSS, and lists of feeds that come and go as OPML."""

from digest.feeds.briefs import NEWEST, RSS_PATH, address, headline, html, rss
from digest.feeds.metrics import METRICS_PATH, metrics
from digest.feeds.opml import Subscription, read_opml, write_opml

__all__ = [
    "METRICS_PATH",
    "NEWEST",
    "RSS_PATH",
    "Subscription",
    "address",
    "headline",
    "html",
    "metrics",
    "read_opml",
    "rss",
    "write_opml",
]
