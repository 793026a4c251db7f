"""What is asked for, and the addresses that can be asked at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yarl import URL

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")  # names in ASCII, IPv4; IPv6 without a zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address to ask, with the validators of the last answer byte for byte; `key` is the caller's name for it.

    `headers` may hold secrets: they go to the origin of `url` alone, whatever it redirects to, and are not shown.
    A `body` is posted, and follows no redirect.
    """

    key: str
    url: str
    etag: str = ""
    last_modified: str = ""
    accept: str = ACCEPT
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = b""


def web_address(text: str, base: URL | None = None) -> URL | None:
    """An absolute address of http or https without its fragment, relative to `base` if given; None for all else."""
    try:
        url = URL(text.strip())
        url = base.join(url) if base else url
        url = url.with_fragment(None) if url.raw_fragment else url
        fits = url.scheme in {"http", "https"} and _HOST.fullmatch(url.raw_host or "") and url.port
    except ValueError:
        return None
    return url if fits else None


def host_of(url: URL) -> str:
    """Host and port in one spelling: what manners towards one server are kept by."""
    return f"{(url.raw_host or '').rstrip('.').lower()}:{url.port}"
