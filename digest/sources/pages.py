"""Web pages: where they say that their feeds are.

Source: RSS Autodiscovery (RSS Advisory Board, 2006), and what pages do besides: Atom and JSON Feed announced alike.
"""

from __future__ import annotations

from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import urljoin

from digest.model import Fetched

_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
_ALSO = {"application/json", "application/xml", "text/xml"}
_MOST = 2_000_000


def feed_addresses(document: Fetched) -> tuple[str, ...]:
    """The feeds that a page announces, as absolute addresses, each once, in its order. Never raises."""
    finder = _Finder(document.url)
    try:
        finder.feed(document.body[:_MOST].decode(document.charset or "utf-8", "replace"))
        finder.close()
    except Exception:  # noqa: S110 - a page that no parser survives announces what was read before
        pass
    return tuple(dict.fromkeys(finder.found))


class _Finder(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: (value or "").strip() for name, value in attrs}
        with suppress(ValueError):  # what is no address announces nothing
            if tag == "base" and said.get("href"):
                self.base = urljoin(self.base, said["href"])
            elif tag == "link" and said.get("href") and self._is_feed(said):
                address = urljoin(self.base, said["href"])
                self.found += [address] if address.startswith(("http://", "https://")) else []

    def _is_feed(self, said: dict[str, str]) -> bool:
        rels = said.get("rel", "").lower().split()
        kind = said.get("type", "").lower().partition(";")[0].strip()
        is_other = kind == "application/json" and "wp-json" in said["href"]  # WordPress announces its API so
        return not is_other and ("feed" in rels or ("alternate" in rels and kind in _TYPES | _ALSO))
