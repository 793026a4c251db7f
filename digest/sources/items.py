"""What every reader of feed documents gives: items as found, before anything is decided about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from digest.model import Rhythm

_MAIL = re.compile(r"[(<]?[^\s()<>@]+@[^\s()<>]+[)>]?")
_LOCATION = re.compile(r"https?://|/", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a reader found in one item; texts are HTML. `source` is who wrote it where another passes it on."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    published: datetime | None = None
    language: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader found: `base` completes relative links, `home` is the publisher's own page."""

    base: str
    home: str
    language: str
    items: tuple[Item, ...]
    rhythm: Rhythm = field(default_factory=Rhythm)


def text_of(found: Mapping[str, Any], key: str) -> str:
    """The text under a key; "" where there is none, or something else."""
    value = found.get(key)
    return value if isinstance(value, str) else ""


def is_location(name: str) -> bool:
    """Whether a guid can serve as a link."""
    return bool(_LOCATION.match(name))


def person(name: str) -> str:
    """A name without a mail address; feedparser's own cut does not know domains like .media."""
    bare = _MAIL.sub("", name).strip()
    return bare[1:-1] if bare != name and bare.startswith("(") and bare.endswith(")") else bare
