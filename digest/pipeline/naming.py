"""Names for what is new in the roster, made from what feeds say of themselves and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from digest.model import Outlet

_LONGEST = 40
_SEPARATOR = re.compile(r"\s+(?:[-–—|·•:»«/]+|::)\s+|:\s+")
_NOISE = re.compile(r"\b(?:rss|atom|feeds?)\b", re.IGNORECASE)
_SERVICE = {"www", "www2", "feeds", "feed", "rss", "m", "blog", "blogs", "news"}
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "gv", "mil", "ne", "net", "or", "org"})
"""Domains below those of countries under which anybody has a name: `co` of `bbc.co.uk`."""


def slug(text: str, words: int = 6) -> str:
    """A text as an id: lower-case words of Latin letters and digits with hyphens; empty where it has none."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    made = ""
    for word in re.findall(r"[a-z0-9]+", plain)[:words]:
        if made and len(made) + len(word) >= _LONGEST:
            break
        made = f"{made}-{word[:_LONGEST]}" if made else word[:_LONGEST]
    return made


def free(key: str, taken: Collection[str]) -> str:
    """The id, or with the first number that makes it free."""
    return next(
        name for name in (key, *(f"{key}-{number}" for number in range(2, len(taken) + 3))) if name not in taken
    )


def name_of_host(url: str) -> str:
    """What is told of an address by its host: `lemonde` of `www.lemonde.fr`, `ua-usembassy` of `ua.usembassy.gov`."""
    host = urlsplit(url).hostname or ""
    labels = host.split(".")
    if not labels[-1].isdigit() and len(labels) > 1:
        labels = labels[:-1]
        if len(labels) > 1 and labels[-1] in SECOND_LEVEL:
            labels = labels[:-1]
        while len(labels) > 1 and labels[0] in _SERVICE:
            labels = labels[1:]
    return slug("-".join(labels)) or "outlet"


def outlet_name(title: str, host: str) -> str:
    """The outlet's name in a feed's title: the part that looks like its host's name, else all of it."""
    parts = _parts(title)
    return next((part for part in parts if _alike(part, host)), " - ".join(parts) or host)


def feed_key(title: str, outlet: str, name: str) -> str:
    """An id of a feed: its outlet's, and what its title says besides the outlet's name."""
    rest = slug(" ".join(part for part in _parts(title) if not _alike(part, outlet) and part != name), 3)
    return f"{outlet}-{rest or 'all'}"


def outlet_at(home: str, outlets: Iterable[Outlet]) -> Outlet | None:
    """The outlet to whose pages an address belongs: the one with the longest front page that it begins with."""
    at = _pages(home)
    fitting = [outlet for outlet in outlets if outlet.home and at.startswith(_pages(outlet.home))]
    return max(fitting, key=lambda outlet: len(_pages(outlet.home)), default=None)


def _pages(url: str) -> str:
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}:{parts.port or ''}{parts.path.rstrip('/')}/"


def _parts(title: str) -> list[str]:
    quiet = (" ".join(_NOISE.sub(" ", part).split()) for part in _SEPARATOR.split(title))
    return [part for part in quiet if part]


def _alike(part: str, host: str) -> bool:
    one, other = slug(part).replace("-", ""), host.replace("-", "")
    return len(one) > 1 and (one in other or other in one)
