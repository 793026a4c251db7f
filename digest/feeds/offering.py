"""A feed that the site offers, and the channel behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from urllib.parse import urljoin

from digest.feeds import words
from digest.feeds.channel import ATOM, JSON, RSS, Channel, Item
from digest.language import Language
from digest.model import Offer, OfferKind, Site


def offer(kind: OfferKind, path: str, title: str, *, key: str = "", json: bool = False) -> Offer:
    """A feed at a path below the site's address, which has no ending yet: in Atom and RSS, and as `json` says."""
    return Offer(kind=kind, title=title, rss=path + RSS, atom=path + ATOM, json=path + JSON if json else "", id=key)


def titled(site: Site, name: str, language: Language) -> str:
    """The title of a feed: the site's, and what of it the feed has."""
    return f"{site.title}{language.say(': ')}{name}"


def channel(site: Site, of: Offer, about: str, home: str, items: Sequence[Item], *, previous: str = "") -> Channel:
    """What an offered feed says; `home` is the path of the page that it follows."""
    path = of.rss.removesuffix(RSS)
    return Channel(
        id=words.tag(site, "feed", path.removeprefix("feeds/")),
        site=site,
        path=path,
        title=of.title,
        description=about,
        home=urljoin(site.url, home),
        since=datetime.combine(site.tag.since, time(), UTC),
        items=tuple(items),
        previous=previous,
    )
