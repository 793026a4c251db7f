"""Elements of feeds: text that XML 1.0 can carry, links and the document around them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from lxml import etree

from digest.feeds.channel import STYLE, Channel

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
HISTORY_NAMESPACE = "http://purl.org/syndication/history/1.0"

# Elements of plain text. Their & and < are written as hexadecimal references, so that neither readers that decode twice
# nor validators take them for markup. Source: RSS Advisory Board, RSS Best Practices Profile, "Character Data".
_PLAIN = re.compile(rb"<(title|subtitle|summary|name|category)>[^<]*</\1>")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: etree._Element, tag: str, value: str, **attributes: str) -> etree._Element:
    """A new last child with a text, without the characters that XML cannot carry."""
    element = etree.SubElement(parent, tag, {name: legal(text) for name, text in attributes.items()})
    element.text = legal(value)
    return element


def legal(value: str) -> str:
    """A text without the characters that XML 1.0 cannot carry."""
    return _ILLEGAL.sub("", value)


def rfc3339(moment: datetime) -> str:
    """A moment as Atom and JSON Feed write it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def link_out(parent: etree._Element, channel: Channel, ending: str, media_type: str) -> None:
    """The links that a feed document has whatever its format: to itself, its hub and its archive."""
    links = [("self", channel.address(channel.path, ending), media_type)]
    if channel.site.hub and not channel.archive_of:
        links.append(("hub", channel.site.hub, ""))
    if channel.archive_of:
        links.append(("current", channel.address(channel.archive_of, ending), media_type))
    if channel.previous:
        links.append(("prev-archive", channel.address(channel.previous, ending), media_type))
    if channel.next:
        links.append(("next-archive", channel.address(channel.next, ending), media_type))
    for rel, href, kind in links:
        row = {"rel": rel, "href": href} | ({"type": kind} if kind else {})
        etree.SubElement(parent, f"{{{ATOM_NAMESPACE}}}link", row)
    if channel.archive_of and (channel.previous or channel.next):
        etree.SubElement(parent, f"{{{HISTORY_NAMESPACE}}}archive")


def document(root: etree._Element, path: str) -> bytes:
    """The whole document at a path below the site, with the style sheet for people who open it in a browser."""
    style = "../" * path.count("/") + STYLE
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{style}"'))
    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8", pretty_print=True)
    return _PLAIN.sub(lambda found: found[0].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;"), written)
