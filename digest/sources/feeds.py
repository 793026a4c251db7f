"""Feed documents to entries: RSS, Atom, RDF and JSON Feed.

A document goes through three hands: its bytes are scrubbed of what no parser survives (`scrub`), a reader makes items
of it (`syndication`, `jsonfeed`, or `plainly` when the first does not survive it), and what is the same for every
format is decided here: identity, addresses, dates, language, plain text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from digest.model import NOT_A_FEED, WEB_PAGE, Contents, Entry, Failed, Feed, Fetched, Outlet
from digest.sources import languages, links, texts
from digest.sources.items import Document, Item
from digest.sources.jsonfeed import read_json
from digest.sources.links import address
from digest.sources.plainly import read_items
from digest.sources.rhythms import rhythm_of
from digest.sources.scrub import decoded, scrubbed
from digest.sources.syndication import read_syndication
from digest.text import digest_of

SUMMARY = 1_000
"""A summary is cut to about so many characters, at a word's end."""

_TITLE = 500
_TITLE_FROM_SUMMARY = 90
_NAME = 120
_MOST_NAMES = 30
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
_FUTURE = timedelta(days=1)

_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_EMPTY = Failed(what="the document is empty", todo="ask the publisher if it lasts")
_BROKEN = Failed(what="it is broken, nothing in it can be read", todo="ask the publisher to run a feed validator")


def read_feed(feed: Feed, outlet: Outlet, document: Fetched, seen: datetime) -> Contents | Failed:
    """The entries of a feed document in its order, each once, all first seen at `seen`; and the document's rhythm.

    An entry's id is made from the feed's first id (the first of `formerly`, else its id) and the publisher's guid, or
    link where there is none; where a document repeats a guid, the link, else the text tells them apart. A feed that
    has no entries gives none; what cannot be read as a feed, for whatever reason, gives Failed. Never raises; but a
    hostile document may cost any time and memory, so that this belongs in a cage.
    """
    return _read(feed, outlet, document, seen, _parsed)


def read_plainly(feed: Feed, outlet: Outlet, document: Fetched, seen: datetime) -> Contents | Failed:
    """The same as `read_feed` for a document on which that was ended: without feedparser, item by item."""
    return _read(feed, outlet, document, seen, _parsed_plainly)


def _read(
    feed: Feed, outlet: Outlet, document: Fetched, seen: datetime, parse: Callable[[Fetched], Document | Failed]
) -> Contents | Failed:
    try:
        if not document.body.removeprefix(b"\xef\xbb\xbf").strip():
            return _EMPTY
        found = parse(document)
        if isinstance(found, Failed):
            return found
        return Contents(entries=tuple(_entries(feed, outlet, found, seen)), rhythm=found.rhythm)
    except Exception:  # parsers raise whatever they please on hostile bytes
        return _BROKEN


def _parsed(document: Fetched) -> Document | Failed:
    body = document.body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if body.startswith(b"{"):
        return read_json(body, document.url) or NOT_A_FEED
    body, charset = scrubbed(document)
    try:
        found = read_syndication(body, charset, document.url)
    except Exception:  # also MemoryError: what it held is free again after this
        found = None
    else:
        if found is None:
            return WEB_PAGE if _HTML.match(body) else NOT_A_FEED
    text = decoded(body, charset)
    return _with_rhythm(found or read_items(text, document.url), text)


def _parsed_plainly(document: Fetched) -> Document | Failed:
    text = decoded(*scrubbed(document))
    return _with_rhythm(read_items(text, document.url), text)


def _with_rhythm(found: Document | None, text: str) -> Document | Failed:
    return replace(found, rhythm=rhythm_of(text)) if found else _BROKEN


def _entries(feed: Feed, outlet: Outlet, document: Document, seen: datetime) -> Iterable[Entry]:
    items = _each_once(document.items)
    home = address(document.home, document.base) or address(outlet.home, "") or document.base
    for item, name in zip(items, _names(items), strict=True):
        link = address(item.link, document.base) or address(item.guid, "") or home
        title = texts.cut(texts.without_ending(item.title, (item.source, outlet.name)), _TITLE)
        title = title or texts.cut(item.summary, _TITLE_FROM_SUMMARY)
        if not title:
            continue
        yield Entry(
            id=digest_of(feed.formerly[0] if feed.formerly else feed.id, *name),
            feed=feed.id,
            outlet=outlet.id,
            title=title,
            link=links.canonical(link),
            seen=seen,
            published=item.published if _plausible(item.published, seen) else None,
            summary=texts.cut(item.summary, SUMMARY),
            language=_language_of(item, title, document, feed, outlet),
            authors=_short(item.authors) or (_short([item.source]) if links.is_passed_on(link) else ()),
            categories=_short(item.categories),
        )


def _each_once(items: Iterable[Item]) -> list[Item]:
    """The items in plain text, without those that repeat guid, link, title and summary of an earlier one."""
    once: dict[tuple[str, ...], Item] = {}
    for raw in items:
        item = replace(
            raw,
            guid=raw.guid.strip(),
            link=raw.link.strip(),
            title=texts.plain_text(raw.title),
            summary=texts.plain_text(raw.summary),
            source=texts.plain_text(raw.source),
        )
        once.setdefault((item.guid, item.link, item.title, item.summary), item)
    return list(once.values())


def _names(items: Sequence[Item]) -> list[tuple[str, ...]]:
    """What tells each item from all others of its feed: as little as will do, so that little can change it."""
    by_guid = Counter(item.guid or item.link for item in items)
    by_link = Counter((item.guid or item.link, item.link) for item in items)
    names: list[tuple[str, ...]] = []
    for item in items:
        guid = item.guid or item.link
        if guid and by_guid[guid] == 1:
            names.append((guid,))
        elif guid and by_link[guid, item.link] == 1:
            names.append((guid, item.link))
        else:
            names.append((guid, item.link, item.title, item.summary))
    return names


def _short(values: Iterable[str]) -> tuple[str, ...]:
    cleaned = (texts.cut(texts.plain_text(value), _NAME) for value in islice(values, _MOST_NAMES))
    return tuple(dict.fromkeys(value for value in cleaned if value))


def _plausible(published: datetime | None, seen: datetime) -> bool:
    return published is not None and _OLDEST < published <= seen + _FUTURE


def _language_of(item: Item, title: str, document: Document, feed: Feed, outlet: Outlet) -> str:
    """The item's own language, else what editors say of the feed (programs that write feeds lie), else the feed's.

    Where none of them says any, the outlet's, unless the script shows that it cannot be.
    """
    of_document = languages.tag_of(document.language)
    of_item = languages.tag_of(item.language)
    own = of_item if of_item != of_document else ""
    said = own or languages.tag_of(feed.language) or of_document
    return said or languages.by_script(f"{title} {item.summary[:_TITLE]}", languages.tag_of(outlet.language))
