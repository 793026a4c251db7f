"""The metrics feed: the accounts' figures as RSS 2.0 that any feed reader shows and any program reads back exactly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from email.utils import format_datetime
from urllib.parse import urljoin

from lxml import etree

from digest import figures
from digest.feeds import words
from digest.feeds.elements import ATOM_NAMESPACE, add, document
from digest.figures import exchange
from digest.model import Observation, Offer, Roster

METRICS_PATH = "feeds/metrics.xml"
"""Where the metrics feed lies, below the site's address."""

ABOUT = "Who is followed how much, as sources say it: one figure an item."
"""What the feed says of itself."""

NEWEST = 500
_PREFIX = "am"


def metrics_offer(roster: Roster) -> Offer:
    """The metrics feed among the feeds of the site."""
    return Offer(
        kind="metrics", title=f"{roster.site.title}: account metrics", rss=METRICS_PATH, atom="feeds/metrics.atom.xml"
    )


def metrics(roster: Roster, observations: Iterable[Observation], *, most: int = NEWEST) -> bytes:
    """RSS 2.0 of the newest observations, one an item, newest first; the same observations give the same bytes.

    The profile (`figures.exchange`): every field of an observation is one element of the namespace with text alone;
    the essentials are repeated as categories, and the title says the figure as its source prints it. An item's guid is
    made of what the observation says, so that the same figure is told once.
    """
    names = {account.id: account.name for account in roster.accounts}
    platforms = {account.id: account.platform for account in roster.accounts}
    ordered = sorted(set(observations), key=lambda row: (row.observed.first, figures.id_of(row)), reverse=True)
    root = etree.Element("rss", version="2.0", nsmap={"atom": ATOM_NAMESPACE, _PREFIX: exchange.NAMESPACE})
    channel = etree.SubElement(root, "channel")
    add(channel, "title", metrics_offer(roster).title)
    add(channel, "link", roster.site.url)
    add(channel, "description", ABOUT)
    own = {"href": urljoin(roster.site.url, METRICS_PATH), "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{ATOM_NAMESPACE}}}link", own)
    tag = roster.site.tag
    for row in ordered[:most]:
        item = etree.SubElement(channel, "item")
        add(item, "title", words.title(metrics_title(row, names.get(row.subject, row.subject))))
        guid = add(item, "guid", f"tag:{tag.authority},{tag.since}:observation/{figures.id_of(row)}")
        guid.set("isPermaLink", "false")
        add(item, "pubDate", format_datetime(datetime.combine(row.observed.first, time(), UTC)))
        for category in _categories(row, platforms.get(row.subject, "")):
            add(item, "category", category)
        for name, text in exchange.fields_of(row).items():
            add(item, f"{{{exchange.NAMESPACE}}}{name}", text)
    return document(root, METRICS_PATH)


def metrics_title(row: Observation, name: str) -> str:
    """A figure in one line: whose, what is counted, how much, and when."""
    return f"{name}: {row.metric.replace('_', ' ')} {figures.in_words(row)} ({row.observed})"


def _categories(row: Observation, platform: str) -> Iterable[str]:
    pairs = {"platform": platform, "subject": row.subject, "metric": row.metric, "precision": row.precision.value}
    return (f"{key}:{value}" for key, value in {**pairs, "method": row.method}.items() if value)
