"""Offers: the feeds that the site has for subscribers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OfferKind = Literal[
    "briefs", "stories", "topic", "country", "language", "corrections", "metrics", "account", "platform"
]
"""What a feed of the site holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A feed of the site: what it holds, its name for people, and where it lies below the site's address.

    `id` names the topic, country, language, account or platform. A format that it is not written in is empty.
    """

    kind: OfferKind
    title: str
    rss: str
    atom: str = ""
    json: str = ""
    id: str = ""
