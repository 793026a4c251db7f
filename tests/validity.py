"""What a validator asks of a feed, by format: the grammar, the rules beyond it, and what the W3C's warns of."""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator
from lxml import etree, html

from digest.feeds.channel import MOST_BYTES

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

_GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
_PLAIN = re.compile(rb"<(?:title|subtitle|summary)>([^<]*)</")
_TAG = re.compile(r"tag:[^\s,]+,\d{4}-\d\d-\d\d:\S+")
_RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)")
# Source: RSS 2.0 specification, "Required" and "Optional channel elements", "Elements of <item>".
_CHANNEL = {
    *("title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate"),
    *("lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput"),
    *("skipHours", "skipDays", "item"),
}
_ITEM = {
    *("title", "link", "description", "author", "category"),
    *("comments", "enclosure", "guid", "pubDate", "source"),
}
_ONCE = _CHANNEL - {"item", "category"}

_URL = {"type": "string", "format": "uri", "pattern": r"^https?://[^\s/]+(/\S*)?$"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
_AUTHORS = {
    "type": "array",
    "items": {"type": "object", "properties": {"name": {"type": "string"}, "url": _URL}, "minProperties": 1},
}
# Source: jsonfeed.org/version/1.1; what it has but we do not write is left out, so a new key must come in here first.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items", "feed_url", "home_page_url"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": _URL,
        "feed_url": _URL,
        "description": {"type": "string"},
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2,3}(-[A-Za-z0-9]+)*$"},
        "authors": _AUTHORS,
        "hubs": {
            "type": "array",
            "items": {"type": "object", "required": ["type", "url"], "properties": {"url": _URL}},
        },
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "content_html", "date_published", "date_modified"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": _URL,
                    "title": {"type": "string", "minLength": 1},
                    "summary": {"type": "string"},
                    "content_html": {"type": "string"},
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}  # fmt: skip


def check(path: str, document: bytes, base: str) -> list[tuple[str, str, str, str]]:
    """Every rule that a document at a path below `base` must follow; gives id, title, link and content of its items."""
    assert len(document) <= MOST_BYTES
    if path.endswith(".json"):
        return _check_json(json.loads(document), base + path)
    root = etree.fromstring(document)
    for text in _PLAIN.findall(document):  # what validators take for markup in plain text
        assert not re.search(rb"&amp;|&lt;|&#x3C;[A-Za-z/!?]", text), text
    assert document.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    return _check_atom(root, base + path) if path.endswith(".atom.xml") else _check_rss(root, base + path)


def _check_atom(root: etree._Element, address: str) -> list[tuple[str, str, str, str]]:
    _GRAMMAR.assertValid(root)
    links = [(link.get("rel"), link.get("type")) for link in root.findall(f"{ATOM}link")]
    assert len(set(links)) == len(links)
    assert _hrefs(root, "self") == [address]
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    last = [child.tag for child in root if child.tag != f"{ATOM}entry"]
    assert [child.tag for child in root][: len(last)] == last  # what is said of the feed stands before its entries
    entries = root.findall(f"{ATOM}entry")
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert len(set(moments)) == len(moments)  # the validator warns of two entries with one moment
    if moments:
        assert root.findtext(f"{ATOM}updated") == max(moments)
    rows = []
    for entry in entries:
        assert (entry.findtext(f"{ATOM}published") or "")[:19] <= (entry.findtext(f"{ATOM}updated") or "")[:19]
        (link,) = _hrefs(entry, "alternate")
        rows.append(
            (
                entry.findtext(f"{ATOM}id") or "",
                entry.findtext(f"{ATOM}title") or "",
                link,
                entry.findtext(f"{ATOM}content") or "",
            )
        )
        for name in ("title", "summary"):
            assert "\n" not in (entry.findtext(f"{ATOM}{name}") or "")
    _check_items(rows)
    assert root.findtext(f"{ATOM}id") not in {row[0] for row in rows}
    return rows


def _hrefs(element: etree._Element, rel: str) -> list[str]:
    return [link.get("href") or "" for link in element.findall(f"{ATOM}link") if link.get("rel") == rel]


def _check_rss(root: etree._Element, address: str) -> list[tuple[str, str, str, str]]:
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    channel = root[0]
    names = [child.tag for child in channel if isinstance(child.tag, str) and not child.tag.startswith("{")]
    assert set(names) <= _CHANNEL
    assert all(names.count(name) <= 1 for name in _ONCE)
    assert {"title", "link", "description"} <= set(names)
    assert _hrefs(channel, "self") == [address]
    _check_link(channel.findtext("link") or "")
    rows = []
    for item in channel.findall("item"):
        names = [child.tag for child in item if isinstance(child.tag, str) and not child.tag.startswith("{")]
        assert set(names) <= _ITEM
        assert all(names.count(name) <= 1 for name in _ITEM - {"category"})
        assert item.findtext("title")
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        text = item.findtext(CONTENT) or ""
        rows.append((guid.text or "", item.findtext("title") or "", item.findtext("link") or "", text))
    for moment in [*channel.iter("pubDate"), *channel.iter("lastBuildDate")]:
        assert _RFC822.fullmatch(moment.text or "")
        assert parsedate_to_datetime(moment.text or "").tzinfo
    _check_items([(key, title, link or address, text) for key, title, link, text in rows])  # a link may be left out
    return rows


def _check_json(feed: Any, address: str) -> list[tuple[str, str, str, str]]:
    Draft202012Validator(JSON_FEED).validate(feed)
    assert feed["feed_url"] == address
    rows = [(item["id"], item["title"], item["url"], item["content_html"]) for item in feed["items"]]
    _check_items(rows)
    return rows


def _check_items(rows: list[tuple[str, str, str, str]]) -> None:
    """What holds in every format: ids are unique tag: URIs, links absolute, content is HTML that readers take whole."""
    assert len({key for key, _, _, _ in rows}) == len(rows)
    for key, title, link, content in rows:
        assert _TAG.fullmatch(key), key
        assert title
        _check_link(link)
        for element in html.fragment_fromstring(content, create_parent="div").iter():
            if not isinstance(element.tag, str):
                raise AssertionError(content)
            assert element.tag not in {"script", "style", "iframe", "object", "embed", "form", "meta", "link", "base"}
            for name, value in element.attrib.items():
                assert name in {"href", "lang"}, name  # neither style nor data- nor on-: validators warn of them
                if name == "href":
                    _check_link(value)


def _check_link(url: str) -> None:
    parts = urlsplit(url)
    assert parts.scheme in {"http", "https", "mailto"}, url
    assert parts.netloc or parts.scheme == "mailto", url
    assert not re.search(r"\s", url), url
