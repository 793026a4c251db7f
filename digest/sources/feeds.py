"""Feed documents to entries: RSS, Atom and RDF by feedparser, JSON Feed by hand. The only module that knows feedparser.

A document goes through three hands: its bytes are scrubbed of what no parser survives, a parser makes `_Item`s of it,
and what is the same for every format (identity, addresses, dates, language, plain text) is decided here.
"""

from __future__ import annotations

import json
import re
from calendar import timegm
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from xml.sax import SAXException

import feedparser

from digest.model import Entry, Failed, Feed, Fetched, Outlet
from digest.text import clean, digest_of, plain

SUMMARY = 1_000
"""A summary is cut to about so many characters, at a word's end."""

_TITLE = 500
_TITLE_FROM_SUMMARY = 90
_NAME = 120
_MOST_NAMES = 30
_MARKUP = 32_000
_URL = 4_000
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
_FUTURE = timedelta(days=1)

_NOT_A_FEED = Failed(what="it is not a feed", todo="find the feed's address on the publisher's site or remove it")
_WEB_PAGE = Failed(what="a web page came instead of a feed", todo=_NOT_A_FEED.todo)
_EMPTY = Failed(what="the document is empty", todo="ask the publisher if it lasts")
_BROKEN = Failed(what="it is broken, nothing in it can be read", todo="ask the publisher to run a feed validator")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """What a parser found in one item; texts may still be HTML."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    published: datetime | None = None
    language: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """What a parser found: `base` completes relative links, `home` is the publisher's own page."""

    base: str
    home: str
    language: str
    items: tuple[_Item, ...]


def read_feed(feed: Feed, outlet: Outlet, document: Fetched, seen: datetime) -> tuple[Entry, ...] | Failed:
    """The entries of a feed document in its order, each once, all first seen at `seen`.

    An entry's id is made from the feed's first id (the first of `formerly`, else its id) and the publisher's guid, or
    link where there is none; where a document repeats a guid, the link, else the text tells them apart. A feed that
    has no entries gives none; what cannot be read as a feed, for whatever reason, gives Failed. Never raises.
    """
    try:
        found = _parsed(document)
        return found if isinstance(found, Failed) else tuple(_entries(feed, outlet, found, seen))
    except Exception:  # parsers raise whatever they please on hostile bytes
        return _BROKEN


def _parsed(document: Fetched) -> _Document | Failed:
    body = document.body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not body:
        return _EMPTY
    return _from_json(body, document.url) if body.startswith(b"{") else _from_xml(document)


# --- every format -----------------------------------------------------------------------------------------------


def _entries(feed: Feed, outlet: Outlet, document: _Document, seen: datetime) -> Iterable[Entry]:
    items = _each_once(document.items)
    home = _address(document.home, document.base) or _address(outlet.home, "") or document.base
    for item, name in zip(items, _names(items), strict=True):
        title = _cut(_without_outlet(item.title, outlet.name), _TITLE) or _cut(item.summary, _TITLE_FROM_SUMMARY)
        if not title:
            continue
        yield Entry(
            id=digest_of(feed.formerly[0] if feed.formerly else feed.id, *name),
            feed=feed.id,
            outlet=outlet.id,
            title=title,
            link=_address(item.link, document.base) or _address(item.guid, "") or home,
            seen=seen,
            published=item.published if _plausible(item.published, seen) else None,
            summary=_cut(item.summary, SUMMARY),
            language=_language_of(item, document, feed, outlet),
            authors=_short(item.authors),
            categories=_short(item.categories),
        )


def _each_once(items: Iterable[_Item]) -> list[_Item]:
    """The items in plain text, without those that repeat guid, link, title and summary of an earlier one."""
    once: dict[tuple[str, ...], _Item] = {}
    for raw in items:
        item = _Item(
            guid=raw.guid.strip(),
            link=raw.link.strip(),
            title=_plain(raw.title),
            summary=_plain(raw.summary),
            published=raw.published,
            language=raw.language,
            authors=raw.authors,
            categories=raw.categories,
        )
        once.setdefault((item.guid, item.link, item.title, item.summary), item)
    return list(once.values())


def _names(items: Sequence[_Item]) -> list[tuple[str, ...]]:
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


def _plain(markup: str) -> str:
    if len(markup) > _MARKUP:
        markup = markup[:_MARKUP]
        if markup.rfind("<") > markup.rfind(">"):  # the cut went through a tag
            markup = markup[: markup.rfind("<")]
    return plain(markup)


def _without_outlet(title: str, outlet: str) -> str:
    """The title without the outlet's name at its end, which many publishers add to every title."""
    ending = re.compile(rf"\s+(?:[-–—|·•:»«]|::)\s+{re.escape(clean(outlet))}$", re.IGNORECASE)
    return ending.sub("", title) if outlet else title


def _cut(value: str, most: int) -> str:
    """At most so many characters, cut at a word's end and marked where it was cut."""
    if len(value) <= most:
        return value
    head, space, _ = value[:most].rpartition(" ")
    return (head if space and len(head) > most // 2 else value[: most - 1]).rstrip(" ,;:–—-") + "…"


def _short(values: Iterable[str]) -> tuple[str, ...]:
    cleaned = (_cut(_plain(value), _NAME) for value in islice(values, _MOST_NAMES))
    return tuple(dict.fromkeys(value for value in cleaned if value))


def _address(link: str, base: str) -> str:
    """An absolute web address without characters that cannot be seen, or nothing."""
    try:
        url = urljoin(base, re.sub(r"[\t\r\n]", "", link.strip())) if link.strip() else ""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > _URL:
            return ""
        return "".join(c if c.isprintable() and c != " " else quote(c) for c in url)
    except ValueError:  # also what is no text: half of a surrogate pair
        return ""


def _plausible(published: datetime | None, seen: datetime) -> bool:
    return published is not None and _OLDEST < published <= seen + _FUTURE


def _language_of(item: _Item, document: _Document, feed: Feed, outlet: Outlet) -> str:
    """The item's own language, else what editors say of the feed (programs that write feeds lie), else the feed's."""
    of_document = _language(document.language)
    of_item = _language(item.language)
    own = of_item if of_item != of_document else ""
    return own or _language(feed.language) or of_document or _language(outlet.language)


_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_][A-Za-z0-9]+)*")
_NO_LANGUAGE = {"und", "mul", "zxx", "mis"}


def _language(tag: str) -> str:
    """A BCP 47 tag (language, script, region) in its usual case; nothing for what is none."""
    match = _TAG.fullmatch(tag.strip())
    if not match or match[1].lower() in _NO_LANGUAGE:
        return ""
    parts = (match[1].lower(), (match[2] or "").title(), (match[3] or "").upper())
    return "-".join(part for part in parts if part)


# --- RSS, Atom, RDF ---------------------------------------------------------------------------------------------

_START = re.compile(rb"<(?:\?xml|rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_ENDS = (b"</rss>", b"</feed>", b"</rdf:RDF>")
_MORE = re.compile(rb"<(?:item|entry)[\s>]")
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding=[\"']([A-Za-z0-9._-]+)", re.IGNORECASE)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\x1b")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?")
_ONE_BYTE = re.compile(r"|us-ascii|ascii|utf-?8|latin-?1|iso-?8859-\d+|(?:windows|cp)-?125\d|koi8-[ru]", re.IGNORECASE)
_HEAD = 2_000
_LOCATION = re.compile(r"https?://|/", re.IGNORECASE)
_MAIL = re.compile(r"[(<]?[^\s()<>@]+@[^\s()<>]+[)>]?")


def _from_xml(document: Fetched) -> _Document | Failed:
    body, charset = _scrubbed(document)
    kind = "application/xml" + (f"; charset={charset}" if charset else "")
    found = feedparser.parse(
        body, response_headers={"content-type": kind}, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.entries and not found.version:
        return _WEB_PAGE if _HTML.match(body) else _NOT_A_FEED
    if not found.entries and isinstance(found.get("bozo_exception"), SAXException):
        return _BROKEN
    home = _text(found.feed, "link")
    # A relative link in RSS belongs to the site (the document may lie with a feed service), in Atom to the document.
    base = document.url if found.version.startswith("atom") else _address(home, document.url) or document.url
    return _Document(
        base=base,
        home=home,
        language=_text(found.feed, "language"),
        items=tuple(_item(entry) for entry in found.entries),
    )


def _item(entry: dict[str, Any]) -> _Item:
    guid, link = _text(entry, "id"), _text(entry, "link")
    if link == guid and not _LOCATION.match(link):
        link = ""  # feedparser takes every guid for a link where there is none
    return _Item(
        guid=guid,
        link=_text(entry, "feedburner_origlink") or link,
        title=_text(entry, "title"),
        summary=_text(entry, "summary") or next((_text(part, "value") for part in entry.get("content") or ()), ""),
        published=_moment(entry),
        language=_text(entry, "language") or _text(entry.get("title_detail") or {}, "language"),
        authors=tuple(_authors(entry)),
        categories=tuple(_text(tag, "label") or _text(tag, "term") for tag in entry.get("tags") or ()),
    )


def _authors(entry: dict[str, Any]) -> Iterable[str]:
    """Names without mail addresses; feedparser's own cut does not know domains like .media."""
    several = [one for one in entry.get("authors") or () if one]
    names = [_text(author, "name") for author in several] if len(several) > 1 else [_text(entry, "author")]
    for name in names:
        bare = _MAIL.sub("", name).strip()
        yield bare[1:-1] if bare != name and bare.startswith("(") and bare.endswith(")") else bare


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def _moment(entry: dict[str, Any]) -> datetime | None:
    # The plain dict's get: feedparser's own warns while it takes one key for the other.
    stamp = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(stamp), UTC) if stamp else None
    except (ValueError, OverflowError, OSError):
        return None


def _scrubbed(document: Fetched) -> tuple[bytes, str]:
    """The bytes without what parsers stumble over, and the encoding to read them in ("" where they say it)."""
    body, charset = document.body, document.charset
    if b"\0" in body[:4] or body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body, charset  # UTF-16 or UTF-32: nothing here can be found byte by byte
    body = _root_only(body.removeprefix(b"\xef\xbb\xbf")).translate(None, _CONTROLS)
    body = _REFERENCE.sub(_legal_reference, body)
    declared = _DECLARED.match(body)
    if _ONE_BYTE.fullmatch(charset) and _ONE_BYTE.fullmatch(declared[1].decode() if declared else ""):
        return _as_utf8(body, charset)
    return body, charset


def _root_only(body: bytes) -> bytes:
    """Without warnings of a script before the document, or pieces of one after it."""
    start = _START.search(body, 0, _HEAD)
    before = body[: start.start()].strip() if start else b""
    if start and (start[0].startswith(b"<?") or not before.startswith((b"<!", b"<?"))):
        body = body[start.start() :]
    end = max((at + len(tag) for tag in _ENDS if (at := body.rfind(tag)) >= 0), default=0)
    return body[:end] if end and not _MORE.search(body, end) else body


def _legal_reference(match: re.Match[bytes]) -> bytes:
    digits = (match[1] or match[2]).lstrip(b"0")
    code = int(digits or b"0", 16 if match[1] else 10) if len(digits) <= 7 else -1
    legal = code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return match[0] if legal else b""


def _as_utf8(body: bytes, charset: str) -> tuple[bytes, str]:
    """Read as UTF-8 what is UTF-8, whatever it says, even when a few bytes of it are broken.

    Text of one byte a character is hardly ever valid UTF-8, while the declarations of feeds are often wrong; and a
    parser that meets one broken byte would take the whole document for something else.
    """
    if body.isascii():
        return body, charset
    decoded = body.decode(errors="replace")
    broken = decoded.count("\ufffd")
    whole = len(decoded) - len(decoded.encode("ascii", "ignore")) - broken
    return (decoded.encode(), "utf-8") if whole >= broken else (body, charset)


# --- JSON Feed --------------------------------------------------------------------------------------------------


def _from_json(body: bytes, url: str) -> _Document | Failed:
    found = json.loads(body.decode(errors="replace"), strict=False)
    if not isinstance(found.get("items"), list):
        return _NOT_A_FEED
    home = _text(found, "home_page_url")
    return _Document(
        base=_address(home, url) or url,
        home=home,
        language=_text(found, "language"),
        items=tuple(_json_item(item) for item in found["items"] if isinstance(item, dict)),
    )


def _json_item(item: Mapping[str, Any]) -> _Item:
    guid = item.get("id")
    authors = [*_listed(item.get("authors")), item.get("author")]
    return _Item(
        guid=str(guid) if isinstance(guid, str | int) else "",
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary") or _text(item, "content_html") or _text(item, "content_text"),
        published=_iso(_text(item, "date_published")) or _iso(_text(item, "date_modified")),
        language=_text(item, "language"),
        authors=tuple(_text(author, "name") for author in authors if isinstance(author, dict)),
        categories=tuple(tag for tag in _listed(item.get("tags")) if isinstance(tag, str)),
    )


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _iso(moment: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(moment).replace(microsecond=0)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
