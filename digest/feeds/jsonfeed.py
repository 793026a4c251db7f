"""JSON Feed 1.1. Source: jsonfeed.org/version/1.1."""

from __future__ import annotations

import json

from digest.feeds.channel import JSON, Channel, Item
from digest.feeds.elements import legal, rfc3339


def jsonfeed(channel: Channel) -> bytes:
    """The channel as JSON Feed 1.1."""
    site = channel.site
    feed: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": legal(channel.title),
        "home_page_url": channel.home,
        "feed_url": channel.address(channel.path, JSON),
        "description": legal(channel.description),
        "language": site.languages[0],
        "authors": [{"name": legal(site.title), "url": site.url}],
    }
    if site.hub:
        feed["hubs"] = [{"type": "WebSub", "url": site.hub}]
    feed["items"] = [_item(item) for item in channel.items]
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _item(item: Item) -> dict[str, object]:
    row: dict[str, object] = {
        "id": item.id,
        "url": legal(item.link),
        "title": legal(item.title),
        "summary": legal(item.summary),
        "content_html": legal(item.content),
        "date_published": rfc3339(item.published),
        "date_modified": rfc3339(item.updated),
    }
    if item.categories:
        row["tags"] = [legal(category.label) for category in item.categories]
    return row
