"""RSS 2.0. Source: RSS 2.0 specification (RSS Advisory Board, 2.0.11) and its best practices profile."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape

from lxml import etree

from digest.feeds.channel import RSS, Channel, Item
from digest.feeds.elements import ATOM_NAMESPACE, HISTORY_NAMESPACE, add, document, link_out, rfc3339

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_TERMS = "http://purl.org/dc/terms/"


def rss(channel: Channel) -> bytes:
    """The channel as RSS 2.0; full texts in content:encoded, what changed since its publication in dcterms:modified."""
    names = {"atom": ATOM_NAMESPACE, "content": _CONTENT, "dcterms": _TERMS}
    names |= {"fh": HISTORY_NAMESPACE} if channel.archive_of else {}
    root = etree.Element("rss", version="2.0", nsmap=names)
    head = etree.SubElement(root, "channel")
    add(head, "title", channel.title)
    add(head, "link", channel.home)
    add(head, "description", channel.description or channel.title)
    link_out(head, channel, RSS, "application/rss+xml")
    add(head, "language", channel.site.languages[0])
    if channel.items:
        add(head, "lastBuildDate", format_datetime(channel.updated))
    add(head, "docs", "https://www.rssboard.org/rss-specification")
    add(head, "ttl", "60")
    for item in channel.items:
        _item(etree.SubElement(head, "item"), item)
    return document(root, channel.path)


def _item(element: etree._Element, item: Item) -> None:
    add(element, "title", item.title)
    add(element, "link", item.link)
    add(element, "description", escape(item.summary or item.title, quote=False))  # RSS reads it as HTML
    add(element, "pubDate", format_datetime(item.published))
    add(element, "guid", item.id, isPermaLink="false")
    for category in item.categories:
        add(element, "category", category.label)
    if item.updated > item.published:
        add(element, f"{{{_TERMS}}}modified", rfc3339(item.updated))
    add(element, f"{{{_CONTENT}}}encoded", item.content)
