"""What a card says, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from digest.files import day_path
from digest.model import Brief, Made, Site
from digest.text import clean, digest_of

SIZE = (1200, 630)
"""Width and height in pixels: what social networks show whole."""

_FORMAT = "1"
"""The version of what cards look like: with another one they are all drawn anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The words of a card, its path below the site, which has a hash of them, and the path of the page that it is of.

    So a card that is there is right, and whoever keeps pictures by their address asks for a new one when it changed.
    """

    path: str
    page: str
    masthead: str
    day: str
    series: str
    word: str
    teaser: str
    foot: str


def card_of(site: Site, brief: Brief, dated: str) -> Card:
    """The card of a brief, `dated` with its day in words."""
    place = f"{'record/' if brief.made is Made.RECORD else ''}{day_path(brief.day, month=brief.month)}"
    foot = (urlsplit(site.url).hostname or "").removeprefix("www.")
    words = (clean(site.title), clean(dated), clean(brief.series), clean(brief.word))
    masthead, day, series, word = words
    teaser = clean(brief.teaser)
    name = digest_of(_FORMAT, *words, teaser, foot)
    return Card(
        path=f"cards/{place}-{name}.png",
        page=f"{place}/index.md",
        masthead=masthead,
        day=day,
        series=series,
        word=word,
        teaser=teaser,
        foot=foot,
    )
