"""Discovery of feeds: at an address, announced by the page that stands there, or where feeds often lie."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from digest.errors import DigestError
from digest.model import Failed, Feed, Fetched, Manners, Outcome, Outlet, Ownership, Role
from digest.sources import links
from digest.sources.cage import Cage, Ended
from digest.sources.feeds import read_feed
from digest.sources.heads import read_head
from digest.sources.pages import feed_addresses
from digest.web import Request, fetch

COMMON_PATHS = ("feed/", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml")
"""Where feeds often lie, below a page and at the root of its host."""

_MOST = 20
_COMMENTS = re.compile(r"/comments\b|\bcomments-rss|^comments (?:on|for)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A feed at an address: what it says of itself, how many entries it has and the date of the newest."""

    url: str
    title: str
    home: str
    language: str
    entries: int
    newest: datetime | None


def find_feeds(url: str, *, now: datetime, manners: Manners) -> tuple[Found, ...]:
    """The feed at `url`, else those of the page there: announced ones in its order, else where feeds often lie.

    Feeds of comments come last. Raises DigestError when nothing can be fetched or no feed is found.
    """
    (outcome,) = _fetch([url], manners)
    if not isinstance(outcome, Fetched):
        what, todo = (outcome.what, outcome.todo) if isinstance(outcome, Failed) else ("nothing came", "try again")
        raise DigestError(f"{url}: {what} ({todo.replace(' in feeds.yaml', '')})")
    with Cage(workers=1) as cage:
        if found := _feed(url, outcome, now, cage):
            return (found,)
        for addresses in (feed_addresses(outcome), _likely(outcome.url)):
            asked = list(dict.fromkeys(addresses))[:_MOST]
            if feeds := _feeds(dict(zip(asked, _fetch(asked, manners), strict=True)), now, cage):
                return feeds
    raise DigestError(f"{url}: no feed stands or is announced there (look for one on the site and give its address)")


def _feeds(answers: Mapping[str, Outcome], now: datetime, cage: Cage) -> tuple[Found, ...]:
    """The feeds among some answers in their order, each once."""
    found: dict[bytes, Found] = {}
    for address, outcome in answers.items():
        if isinstance(outcome, Fetched) and outcome.body not in found and (feed := _feed(address, outcome, now, cage)):
            found[outcome.body] = feed
    return tuple(sorted(found.values(), key=_is_of_comments))


def _likely(page: str) -> list[str]:
    folder = page.partition("?")[0].partition("#")[0].rstrip("/") + "/"
    return [urljoin(base, path) for base in (folder, urljoin(page, "/")) for path in COMMON_PATHS]


def _is_of_comments(found: Found) -> bool:
    return bool(_COMMENTS.search(found.url) or _COMMENTS.search(found.title))


def _feed(url: str, document: Fetched, now: datetime, cage: Cage) -> Found | None:
    """What a document is as a feed; None for what is none, or harms who reads it."""
    outlet = Outlet(id="found", name="", ownership=Ownership.PRIVATE, role=Role.PRESS, language="")
    feed = Feed(id="found", outlet=outlet.id, url=url)
    try:
        found = cage.submit(read_feed, feed, outlet, document, now).result()
        head = cage.submit(read_head, document).result()
    except Ended:
        return None
    if isinstance(found, Failed):
        return None
    dates = [entry.published for entry in found.entries if entry.published]
    return Found(
        url=_settled(url, document.url),
        title=head.title,
        home=links.address(head.home, document.url),
        language=head.language,
        entries=len(found.entries),
        newest=max(dates, default=None),
    )


def _settled(asked: str, answered: str) -> str:
    """Where the feed stands: after a redirect on one host the new address, else the one that was given."""
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (asked, answered)]
    return answered if hosts[0] == hosts[1] and not urlsplit(answered).query else asked


def _fetch(addresses: Sequence[str], manners: Manners) -> list[Outcome]:
    return fetch([Request(key=address, url=address) for address in addresses], manners)
