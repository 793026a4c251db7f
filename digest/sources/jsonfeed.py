"""JSON Feed, which feedparser does not know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from digest.sources import dates
from digest.sources.items import Document, Item, text_of
from digest.sources.links import address


def read_json(body: bytes, url: str) -> Document | None:
    """What stands in a JSON document; None for what is no feed, ValueError or RecursionError for what is no JSON."""
    found = json.loads(body.decode(errors="replace"), strict=False)
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return None
    home = text_of(found, "home_page_url")
    return Document(
        base=address(home, url) or url,
        home=home,
        language=text_of(found, "language"),
        items=tuple(_item(item) for item in found["items"] if isinstance(item, dict)),
    )


def _item(item: Mapping[str, Any]) -> Item:
    guid = item.get("id")
    authors = [*_listed(item.get("authors")), item.get("author")]
    return Item(
        guid=str(guid) if isinstance(guid, str | int) else "",
        link=text_of(item, "url") or text_of(item, "external_url"),
        title=text_of(item, "title"),
        summary=text_of(item, "summary") or text_of(item, "content_html") or text_of(item, "content_text"),
        published=dates.read(text_of(item, "date_published")) or dates.read(text_of(item, "date_modified")),
        language=text_of(item, "language"),
        authors=tuple(text_of(author, "name") for author in authors if isinstance(author, dict)),
        categories=tuple(tag for tag in _listed(item.get("tags")) if isinstance(tag, str)),
    )


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
