"""What leaves the newsroom: briefs, stories and figures as Atom, RSS and JSON Feed, and lists of feeds as OPML."""

from digest.feeds.agenda import AGENDA_PATH, agenda
from digest.feeds.api import API, api, api_leaves
from digest.feeds.channel import Category, Channel, Item
from digest.feeds.corrections import corrected
from digest.feeds.message import Letter, is_message_id, letter
from digest.feeds.metrics import METRICS_PATH, metrics
from digest.feeds.newsmap import NEWS_SITEMAP, news_sitemap
from digest.feeds.newsstand import (
    Archive,
    Newsstand,
    archive_leaves,
    archives,
    documents,
    leaves,
    newsstand,
    offers,
)
from digest.feeds.opml import Subscription, read_opml, write_offers, write_opml

__all__ = [
    "AGENDA_PATH",
    "API",
    "METRICS_PATH",
    "NEWS_SITEMAP",
    "Archive",
    "Category",
    "Channel",
    "Item",
    "Letter",
    "Newsstand",
    "Subscription",
    "agenda",
    "api",
    "api_leaves",
    "archive_leaves",
    "archives",
    "corrected",
    "documents",
    "is_message_id",
    "leaves",
    "letter",
    "metrics",
    "news_sitemap",
    "newsstand",
    "offers",
    "read_opml",
    "write_offers",
    "write_opml",
]
