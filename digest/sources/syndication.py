"""RSS, Atom and RDF by feedparser, which no other module knows: whoever needs what it finds asks `parse`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.sax import SAXException

import feedparser
from feedparser.api import PREFERRED_XML_PARSERS

from digest.sources import dates, sax
from digest.sources.items import Document, Item, is_location, person, text_of
from digest.sources.links import address

PREFERRED_XML_PARSERS.insert(0, sax.__name__)  # feedparser asks xml.sax for the first of these that there is


def parse(body: bytes, charset: str) -> feedparser.FeedParserDict:
    """What feedparser finds in scrubbed bytes; it raises whatever it pleases on those that it does not survive."""
    kind = "application/xml" + (f"; charset={charset}" if charset else "")
    return feedparser.parse(
        body, response_headers={"content-type": kind}, sanitize_html=False, resolve_relative_uris=False
    )


def read_syndication(body: bytes, charset: str, url: str) -> Document | None:
    """What stands in scrubbed bytes; None for what is no feed, ValueError for one that is broken beyond reading.

    Raises whatever feedparser raises on bytes that it does not survive.
    """
    found = parse(body, charset)
    if not found.entries and not found.version:
        return None
    if not found.entries and isinstance(found.get("bozo_exception"), SAXException):
        raise ValueError("nothing in it can be read")
    home = text_of(found.feed, "link")
    # A relative link in RSS belongs to the site (the document may lie with a feed service), in Atom to the document.
    base = url if found.version.startswith("atom") else address(home, url) or url
    return Document(
        base=base,
        home=home,
        language=text_of(found.feed, "language"),
        items=tuple(_item(entry) for entry in found.entries),
    )


def _item(entry: dict[str, Any]) -> Item:
    guid, link = text_of(entry, "id"), text_of(entry, "link")
    if link == guid and not is_location(link):
        link = ""  # feedparser takes every guid for a link where there is none
    return Item(
        guid=guid,
        link=text_of(entry, "feedburner_origlink") or link,
        title=text_of(entry, "title"),
        summary=text_of(entry, "summary") or next((text_of(part, "value") for part in entry.get("content") or ()), ""),
        published=_moment(entry),
        language=text_of(entry, "language") or text_of(entry.get("title_detail") or {}, "language"),
        authors=tuple(_authors(entry)),
        categories=tuple(text_of(tag, "label") or text_of(tag, "term") for tag in entry.get("tags") or ()),
        source=text_of(entry.get("source") or {}, "title"),
    )


def _authors(entry: dict[str, Any]) -> Iterable[str]:
    several = [one for one in entry.get("authors") or () if one]
    # feedparser takes mail addresses of some domains for names, and sets what is no address behind the name.
    by_name = len(several) > 1 or any("@" not in text_of(one, "email") and text_of(one, "email") for one in several)
    names = [text_of(author, "name") for author in several] if by_name else [text_of(entry, "author")]
    return map(person, names)


def _moment(entry: dict[str, Any]) -> datetime | None:
    """When it was published, else changed, by our own reading: feedparser's is silently wrong about some shapes."""
    # The plain dict's get: feedparser's own warns while it takes one key for the other.
    found = (dates.read(text) for key in ("published", "updated", "created") if (text := dict.get(entry, key)))
    return next((moment for moment in found if moment), None)
