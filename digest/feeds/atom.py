"""Atom 1.0, the primary format. Source: RFC 4287; archive documents: RFC 5005, section 4."""

from __future__ import annotations

from lxml import etree

from digest.feeds.channel import ATOM, Channel, Item
from digest.feeds.elements import ATOM_NAMESPACE, HISTORY_NAMESPACE, add, document, legal, link_out, rfc3339
from digest.text import digest_of

_XML = "http://www.w3.org/XML/1998/namespace"


def atom(channel: Channel) -> bytes:
    """The channel as Atom 1.0."""
    names = {None: ATOM_NAMESPACE} | ({"fh": HISTORY_NAMESPACE} if channel.archive_of else {})
    language = {f"{{{_XML}}}lang": channel.site.languages[0]}
    root = etree.Element(_name("feed"), language, nsmap=names)
    add(root, _name("id"), channel.id)
    add(root, _name("title"), channel.title)
    if channel.description:
        add(root, _name("subtitle"), channel.description)
    add(root, _name("updated"), max(map(_updated, channel.items), default=rfc3339(channel.since)))
    author = etree.SubElement(root, _name("author"))
    add(author, _name("name"), channel.site.title)
    add(author, _name("uri"), channel.site.url)
    etree.SubElement(root, _name("link"), {"rel": "alternate", "type": "text/html", "href": channel.home})
    link_out(root, channel, ATOM, "application/atom+xml")
    for item in channel.items:
        _entry(etree.SubElement(root, _name("entry")), item)
    return document(root, channel.path)


def _entry(entry: etree._Element, item: Item) -> None:
    add(entry, _name("id"), item.id)
    add(entry, _name("title"), item.title)
    etree.SubElement(entry, _name("link"), {"rel": "alternate", "type": "text/html", "href": legal(item.link)})
    add(entry, _name("published"), rfc3339(item.published))
    add(entry, _name("updated"), _updated(item))
    for category in item.categories:
        row = {"term": legal(category.term), "label": legal(category.label)}
        etree.SubElement(entry, _name("category"), row)
    if item.summary:
        add(entry, _name("summary"), item.summary)
    add(entry, _name("content"), item.content, type="html")


def _updated(item: Item) -> str:
    """When its words last changed, to the second; of several lines that changed together, each has microseconds of
    its own, made from its id: validators ask that no two entries of a feed have one moment."""
    micro = int(digest_of(item.id, length=8), 36) % 1_000_000
    return f"{rfc3339(item.updated).removesuffix('Z')}.{micro:06}Z"


def _name(tag: str) -> str:
    return f"{{{ATOM_NAMESPACE}}}{tag}"
