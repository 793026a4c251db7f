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
    summary, content = _marked_up(text_of(item, "summary")), _marked_up(text_of(item, "content_text"))
    return Item(
        guid=str(guid) if isinstance(guid, str | int) else "",
        link=text_of(item, "url") or text_of(item, "external_url"),
        title=_marked_up(text_of(item, "title")),
        summary=summary or text_of(item, "content_html") or content,
        published=dates.read(text_of(item, "date_published")) or dates.read(text_of(item, "date_modified")),
        language=text_of(item, "language"),
        authors=tuple(_marked_up(text_of(author, "name")) for author in authors if isinstance(author, dict)),
        categories=tuple(_marked_up(tag) for tag in _listed(item.get("tags")) if isinstance(tag, str)),
    )


def _marked_up(plain: str) -> str:
    """Plain text as the HTML that says it, which texts of items are; its entities are taken for such.

    Of JSON Feed all texts but `content_html` are plain: "<draft>" is a word there. Programs that write "&amp;" into
    them all the same are more than people who mean it.
    """
    return plain.replace("<", "&lt;")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
