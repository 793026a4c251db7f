"""What subscribers can have: the page that lists the feeds, and the feeds that a page names in its head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from digest.model import Offer, OfferKind, Page
from digest.render import embedding
from digest.render.almanac import Almanac
from digest.render.templates import Templates, matter
from digest.text import escape_url

SUBSCRIBE = "subscribe.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """A feed of the site as the page lists it: what it holds in a few words, and the address to copy."""

    offer: Offer
    name: str
    address: str


def subscribe(almanac: Almanac, templates: Templates) -> Page:
    """The page of the feeds."""
    site, say = almanac.roster.site, almanac.language.say

    def rows(kind: OfferKind) -> tuple[OfferRow, ...]:
        found = (offer for offer in almanac.view.offers if offer.kind == kind)
        made = (
            OfferRow(offer=offer, name=_name(almanac, offer), address=urljoin(site.url, offer.atom or offer.rss))
            for offer in found
        )
        return tuple(sorted(made, key=lambda row: row.name.casefold()))

    return templates.page(
        SUBSCRIBE,
        "subscribe.md.j2",
        matter("text", say("Subscribe"), say("Ways to get the brief every day.")),
        briefs=rows("briefs"),
        stories=rows("stories"),
        metrics=rows("metrics"),
        corrections=rows("corrections"),
        groups=(
            (say("By topic"), rows("topic")),
            (say("By country"), rows("country")),
            (say("By language"), rows("language")),
            (say("By platform"), rows("platform")),
            (say("By account"), rows("account")),
        ),
        hub=site.hub,
        snippets=embedding.snippets(almanac),
        mail=escape_url(almanac.roster.mailing.subscribe),
    )


def alternates(offers: Iterable[Offer], *kinds: OfferKind, key: str = "") -> list[dict[str, str]]:
    """The feeds of some kinds as a page's front matter names them, for its head."""
    found = [offer for offer in offers if offer.kind in kinds and key in {"", offer.id}]
    return [
        {"title": offer.title, "type": f"application/{form}", "href": path}
        for offer in found
        for form, path in (("atom+xml", offer.atom), ("rss+xml", offer.rss), ("feed+json", offer.json))
        if path
    ]


def _name(almanac: Almanac, offer: Offer) -> str:
    """What a feed holds: its title without the site's."""
    return offer.title.removeprefix(almanac.roster.site.title + almanac.language.say(": "))
