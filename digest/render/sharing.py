"""Ways to pass a page on: plain links to the services' own pages, which nothing is fetched from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

_Made = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Share:
    """A service and the address at which a reader passes the page on there."""

    name: str
    url: str


def _mail(url: str, title: str) -> str:
    return f"mailto:?{urlencode({'subject': title, 'body': url}, quote_via=quote)}"


def _mastodon(url: str, title: str) -> str:
    return f"https://share.joinmastodon.org/#{urlencode({'text': f'{title} {url}'}, quote_via=quote)}"


def _bluesky(url: str, title: str) -> str:
    return f"https://bsky.app/intent/compose?{urlencode({'text': f'{title} {url}'}, quote_via=quote)}"


def _weibo(url: str, title: str) -> str:
    return f"https://service.weibo.com/share/share.php?{urlencode({'url': url, 'title': title}, quote_via=quote)}"


def _x(url: str, title: str) -> str:
    return f"https://x.com/intent/post?{urlencode({'text': title, 'url': url}, quote_via=quote)}"


_SERVICES: tuple[tuple[str, _Made], ...] = (("Mastodon", _mastodon), ("Bluesky", _bluesky), ("微博", _weibo), ("X", _x))


def shares(url: str, title: str, *, mail: str) -> tuple[Share, ...]:
    """The ways to pass on the page at an address, by mail (under the name given) first."""
    return (Share(mail, _mail(url, title)), *(Share(name, made(url, title)) for name, made in _SERVICES))
