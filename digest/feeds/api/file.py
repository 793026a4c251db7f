"""A file of the API: its leaf, how it begins, and when what is in it changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from digest.feeds.elements import legal, rfc3339
from digest.feeds.newsstand import Newsstand
from digest.leaves import Leaf
from digest.model import Observation

API = "api/v1"
"""Where the API lies, below the site's address."""

Row = dict[str, object]
Part = tuple[str | int, tuple[int, str | None, str]]
"""A part of the API by its name: how many there are, when that last changed, and where it lies."""


def leaf(path: str, make: Callable[..., Row], *given: object) -> Leaf:
    """A file below the API's address, which holds what `make(*given)` gives."""
    return Leaf(f"{API}/{path}", _made, (path, make, *given))


def _made(path: str, make: Callable[..., Row], *given: object) -> dict[str, bytes]:
    return {f"{API}/{path}": _bytes(make(*given))}


def document(schema: str, stand: Newsstand, depth: int = 0) -> Row:
    """What a file begins with; it lies `depth` folders below the API's address."""
    site = stand.roster.site
    return {
        "$schema": f"{'../' * depth}schemas/{schema}.schema.json",
        "site": {"title": site.title, "url": site.url, "language": site.languages[0]},
    }


def entry(count: int, changed: str | None, href: str) -> Row:
    """What a list says of a part: how many there are, when that last changed, and where it lies."""
    return {"count": count, "updated": changed, "href": href}


def latest(moments: Iterable[datetime]) -> str | None:
    """The last of some moments, as files write it."""
    newest = max(moments, default=None)
    return rfc3339(newest) if newest else None


def newest_day(observations: Iterable[Observation]) -> str | None:
    """The day on which the newest figure was observed."""
    newest = max((row.observed.first for row in observations), default=None)
    return newest.isoformat() if newest else None


def _bytes(row: Mapping[str, object]) -> bytes:
    return legal(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
