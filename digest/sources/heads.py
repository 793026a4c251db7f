"""What a feed says of itself, for whoever takes it into a roster."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from digest.model import Fetched
from digest.sources.scrub import scrubbed
from digest.sources.syndication import parse
from digest.text import clean, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A feed's title, the page it belongs to and its language, each as the publisher wrote it or empty."""

    title: str = ""
    home: str = ""
    language: str = ""


def read_head(document: Fetched) -> Head:
    """The head of a feed document, empty where there is none. Never raises, but belongs in a cage like `read_feed`."""
    try:
        said = _of_json(document) if document.body.lstrip().startswith(b"{") else _of_xml(document)
    except Exception:  # parsers raise whatever they please on hostile bytes
        return Head()
    return Head(**said)


def _of_json(document: Fetched) -> dict[str, str]:
    found = json.loads(document.body.decode("utf-8-sig", "replace"), strict=False)
    names = {"title": "title", "home": "home_page_url", "language": "language"}
    return {name: clean(str(found.get(key) or "")) for name, key in names.items()}


def _of_xml(document: Fetched) -> dict[str, str]:
    found = parse(*scrubbed(document))
    return {
        "title": plain(_text(found.feed, "title")),
        "home": _home(found.feed),
        "language": _text(found.feed, "language"),
    }


def _home(feed: Mapping[str, object]) -> str:
    """The page; not the feed's own address, which some give as their first link."""
    links = feed.get("links")
    for link in links if isinstance(links, list) else ():
        if _text(link, "rel") == "alternate" and _text(link, "href"):
            return _text(link, "href")
    return _text(feed, "link")


def _text(found: Mapping[str, object], key: str) -> str:
    value = found.get(key)
    return clean(value) if isinstance(value, str) else ""
