"""The feeds that tell of briefs and stories: which there are, what each offers, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from digest.feeds.channel import MOST_ITEMS, Channel, Item
from digest.feeds.newsstand import Newsstand
from digest.feeds.offering import channel, offer, titled
from digest.feeds.threads import Thread
from digest.model import Offer

BRIEFS, STORIES = "feeds/briefs", "feeds/stories"
"""Where the two main feeds lie, without the ending of a format."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed to be: what it offers, the page it follows and its stories, newest first."""

    offer: Offer
    about: str
    home: str = ""
    threads: tuple[Thread, ...] = ()


def listed(stand: Newsstand) -> Iterator[Listed]:
    """The feeds that have something to say, that of the briefs first: it is there from the first day."""
    site, language = stand.roster.site, stand.language
    say = language.say
    yield Listed(
        offer("briefs", BRIEFS, titled(site, site.series, language) if site.series else site.title, json=True),
        site.description or site.title,
    )
    if not stand.threads:
        return
    about = say("Each story once, and again only when there is new evidence.")
    newest, name = stand.threads[:MOST_ITEMS], say("stories")
    yield Listed(offer("stories", STORIES, titled(site, name, language), json=True), about, threads=newest)
    found = stand.newest
    for topic in stand.roster.topics:
        if told := found.get(("topic", topic.id)):
            on = offer("topic", f"feeds/t/{topic.id}", titled(site, topic.title, language), key=topic.id)
            yield Listed(on, say("Stories on %(topic)s.", topic=topic.title), f"t/{topic.id}/", tuple(told))
    for (kind, code), told in sorted(found.items()):
        if kind == "country":
            name = language.country(code)
            about_it = offer(kind, f"feeds/c/{quote(code, safe='')}", titled(site, name, language), key=code)
            yield Listed(about_it, say("Stories about %(country)s.", country=name), threads=tuple(told))
        elif kind == "language":
            name = language.tongue(code)
            title = say("sources in %(language)s", language=name)
            told_in = offer(kind, f"feeds/l/{quote(code, safe='')}", titled(site, title, language), key=code)
            yield Listed(told_in, say("Stories that outlets tell in %(language)s.", language=name), threads=tuple(told))


def offers(stand: Newsstand) -> tuple[Offer, ...]:
    """What all feeds of the site offer."""
    return (*(feed.offer for feed in listed(stand)), *(offer for offer, _ in stand.others))


def channel_of(stand: Newsstand, feed: Listed, items: Sequence[Item], *, previous: str = "") -> Channel:
    """What a feed says with these items; `previous` is the path of the archive document before them."""
    return channel(stand.roster.site, feed.offer, feed.about, feed.home, items, previous=previous)
