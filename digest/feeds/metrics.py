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
from digest.feeds.offering import titled
from digest.figures import exchange
from digest.language import N_, Language
from digest.model import Observation, Offer, Roster

METRICS_PATH = "feeds/metrics.xml"
"""Where the metrics feed lies, below the site's address."""

ABOUT = N_("Who is followed how much, as sources say it: one figure an item.")
"""What the feed says of itself."""

NEWEST = 500
_PREFIX = "am"


def metrics_offer(roster: Roster, language: Language) -> Offer:
    """The metrics feed among the feeds of the site."""
    title = titled(roster.site, language.say("account metrics"), language)
    return Offer(kind="metrics", title=title, rss=METRICS_PATH, atom="feeds/metrics.atom.xml")


def metrics(
    roster: Roster, observations: Iterable[Observation], language: Language | None = None, *, most: int = NEWEST
) -> bytes:
    """RSS 2.0 of the newest observations, one an item, newest first; the same observations give the same bytes.

    The profile (`figures.exchange`): every field of an observation is one element of the namespace with text alone;
    the essentials are repeated as categories, and the title says the figure as its source prints it. An item's guid is
    made of what the observation says, so that the same figure is told once: of two rows that say it, the one that takes
    another figure back.
    """
    language = language or Language()
    names = {account.id: account.name for account in roster.accounts}
    platforms = {account.id: account.platform for account in roster.accounts}
    told = {figures.id_of(row): row for row in sorted(set(observations), key=_said_again)}
    newest = sorted(told.items(), key=lambda one: (one[1].observed.first, one[0]), reverse=True)[:most]
    root = etree.Element("rss", version="2.0", nsmap={"atom": ATOM_NAMESPACE, _PREFIX: exchange.NAMESPACE})
    channel = etree.SubElement(root, "channel")
    add(channel, "title", metrics_offer(roster, language).title)
    add(channel, "link", roster.site.url)
    add(channel, "description", language.say(ABOUT))
    own = {"href": urljoin(roster.site.url, METRICS_PATH), "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{ATOM_NAMESPACE}}}link", own)
    tag = roster.site.tag
    for key, row in newest:
        item = etree.SubElement(channel, "item")
        add(item, "title", words.title(metrics_title(row, names.get(row.subject, row.subject), language)))
        guid = add(item, "guid", f"tag:{tag.authority},{tag.since}:observation/{key}")
        guid.set("isPermaLink", "false")
        add(item, "pubDate", format_datetime(datetime.combine(row.observed.first, time(), UTC)))
        for category in _categories(row, platforms.get(row.subject, "")):
            add(item, "category", category)
        for name, text in exchange.fields_of(row).items():
            add(item, f"{{{exchange.NAMESPACE}}}{name}", text)
    return document(root, METRICS_PATH)


def _said_again(row: Observation) -> tuple[str, str]:
    """An order of rows that say the same figure."""
    return row.supersedes, str(row.recorded)


def metrics_title(row: Observation, name: str, language: Language) -> str:
    """A figure in one line: whose, what is counted, how much, and when."""
    told = f"{name}{language.say(': ')}{language.metric(row.metric)} {language.figure(row)}"
    return language.say("%(words)s (%(day)s)", words=told, day=language.known(row.observed))


def _categories(row: Observation, platform: str) -> Iterable[str]:
    pairs = {"platform": platform, "subject": row.subject, "metric": row.metric, "precision": row.precision.value}
    return (f"{key}:{value}" for key, value in {**pairs, "method": row.method}.items() if value)
