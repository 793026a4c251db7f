"""What a feed says, whatever format it is written in: a channel and its items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from digest.model import Site

MOST_ITEMS = 50
"""A feed has at most so many items."""

MOST_BYTES = 512 * 1024
"""No document of a feed is longer."""

STYLE = "assets/feed.css"
"""The style sheet for people who open a feed in a browser, below the site's address."""

ATOM, RSS, JSON = ".atom.xml", ".xml", ".json"
"""What the path of a feed ends with in each format. XML keeps a name that every server knows, so browsers show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A subject of an item: a term for programs, a label for people, both plain text."""

    term: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: `id` is a tag: URI (RFC 4151) for ever, `link` absolute.

    `title` and `summary` are one line of plain text, `content` is sanitised HTML with absolute links. `updated` moves
    only when the words do.
    """

    id: str
    link: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed document: items newest first, and what is said of all of them.

    `path` is where it lies below the site's address, without the ending of a format; `home` is the page it follows.
    `since` dates a feed that has no item yet. An archive document (RFC 5005) names in `archive_of` the path of the
    feed that it belongs to; `previous` is the path of the archive document with what came before, `next` of the one
    with what came after (named by the oldest alone, which names nothing before it).
    """

    id: str
    site: Site
    path: str
    title: str
    description: str
    home: str
    since: datetime
    items: tuple[Item, ...] = ()
    archive_of: str = ""
    previous: str = ""
    next: str = ""

    @property
    def updated(self) -> datetime:
        """When a word of it last changed: the date of its newest item."""
        return max((item.updated for item in self.items), default=self.since)

    def address(self, path: str, ending: str) -> str:
        """The address of a feed in a format."""
        return urljoin(self.site.url, path + ending)
