"""RSS, Atom and RDF read plainly: what is left when feedparser does not survive a document.

The text is cut into its items first, and each is read by itself, so that a hostile one harms no neighbour and no item
costs more than its size. Ids, links, titles, texts and dates are those that feedparser would find in plain items.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from digest.sources import dates
from digest.sources.elements import ITEM, local_name, mended
from digest.sources.items import Document, Item, is_location, person
from digest.sources.links import address

MOST = 10_000
"""Of more items than these both ends are read: new ones stand at the start, in some feeds at the end."""

_LONGEST = 100_000
"""An item is read up to so many characters."""

_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>")
_ATOM = re.compile(r"<(?:\w+:)?feed(?=[\s>])")
_SPACES = re.compile(r"\b(xmlns(?::\w+)?|xml:base|xml:lang)\s*=\s*(\"[^\"<]{,500}\"|'[^'<]{,500}')")
_DOCTYPE_START = re.compile("<!DOCTYPE", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,30};")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_FOREIGN = re.compile(
    r"\{[^}]*(?:mrss|itunes|podcast|georss|slash|googleplay)[^}]*\}|(?:media|itunes|podcast|geo|g):", re.IGNORECASE
)

_Fields = dict[str, list[str]]


def read_items(text: str, url: str) -> Document | None:
    """What stands in the text of a document; None for what holds no items. Takes time in proportion to its length."""
    text = _without_doctype(text)
    starts = [match.start() for match in ITEM.finditer(text)]
    if not starts:
        return None
    head = text[: min(starts[0], _LONGEST)]
    wrapping = " ".join(f"{name}={value}" for name, value in dict(_SPACES.findall(head)[::-1]).items())
    channel = next((one for one in _elements(head, wrapping) if local_name(one) in {"channel", "feed"}), None)
    found = {} if channel is None else _fields(channel)
    home = _first(found, "link")
    spans = list(zip(starts, [*starts[1:], len(text)], strict=True))
    if len(spans) > MOST:
        spans = spans[: MOST // 2] + spans[-MOST // 2 :]
    elements = (_item_in(text[start : min(end, start + _LONGEST)], wrapping) for start, end in spans)
    return Document(
        base=url if _ATOM.search(head) else address(home, url) or url,
        home=home,
        language=_first(found, "language") or ("" if channel is None else channel.get(f"{_XML}lang", "")),
        items=tuple(_item(element) for element in elements if element is not None),
    )


def _without_doctype(text: str) -> str:
    """The text without its first document type; only that is looked for an end, which may be all of the text away."""
    start = _DOCTYPE_START.search(text)
    whole = _DOCTYPE.match(text, start.start()) if start else None
    return text[: whole.start()] + text[whole.end() :] if whole else text


def _item_in(piece: str, wrapping: str) -> etree._Element | None:
    end = _END.search(piece)
    return next((one for one in _elements(piece[: end.end()] if end else piece, wrapping) if local_name(one)), None)


def _elements(piece: str, wrapping: str) -> Iterator[etree._Element]:
    """The elements in a piece of a document, mended where it is broken, from the outermost in."""
    piece = _ENTITY.sub(lambda name: html.escape(html.unescape(name[0]), quote=False), piece)
    root = mended(f"<_ {wrapping}>{piece}</_>")
    elements = iter(()) if root is None else root.iter(etree.Element)
    next(elements, None)
    return elements


def _item(element: etree._Element) -> Item:
    found = _fields(element)
    guid = _first(found, "guid", "id") or element.get(_RDF_ABOUT, "")
    base = element.base or ""
    permalink = guid if is_location(guid) and "false" not in found.get("ispermalink", ()) else ""
    link = (_first(found, "link") or permalink).replace("&amp;", "&")  # escaped twice, as some are
    return Item(
        guid=guid,
        link=_first(found, "origlink") or (urljoin(base, link) if base else link),
        title=_first(found, "title"),
        summary=_first(found, "description", "summary", "encoded", "content"),
        published=next((moment for text in _dates(found) if (moment := dates.read(text))), None),
        language=element.get(f"{_XML}lang", "") or _first(found, "language"),
        authors=tuple(person(name) for name in found.get("author") or found.get("creator") or ()),
        categories=tuple(found.get("category") or found.get("subject") or ()),
        source=_first(found, "source"),
    )


def _fields(element: etree._Element) -> _Fields:
    """The texts of what an element holds, by local name in lower case; links by their address."""
    found: _Fields = {}
    for child in element.iterchildren(etree.Element):
        if _FOREIGN.match(str(child.tag)):
            continue
        name = local_name(child)
        found.setdefault(name, []).append(_text(child, name))
        if name == "guid":
            found["ispermalink"] = [child.get("isPermaLink", "true").lower()]
    return found


def _text(element: etree._Element, name: str) -> str:
    inner = "title" if name == "source" else "name" if name == "author" else ""
    part = next((one for one in element.iterchildren(etree.Element) if local_name(one) == inner), element)
    text = "".join(str(text) for text in part.itertext(etree.Element)).strip()
    match name:
        case "link" if element.get("href"):
            return element.get("href", "").strip() if element.get("rel", "alternate") == "alternate" else ""
        case "category":
            return element.get("label") or element.get("term") or text
    return text


def _first(found: _Fields, *names: str) -> str:
    return next((text for name in names for text in found.get(name, ()) if text), "")


def _dates(found: _Fields) -> Iterator[str]:
    for name in ("pubdate", "published", "issued", "date", "updated", "modified", "created"):
        yield from found.get(name, ())
