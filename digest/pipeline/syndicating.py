"""What leaves the site for subscribers and programs: its feeds, their archive, lists of feeds, and the JSON API."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from digest import feeds, figures
from digest.leaves import Leaf, Ledger
from digest.model import Issue, Offer, Roster
from digest.pipeline.desk import Desk
from digest.render import SiteView

SOURCES_PATH, OFFERS_PATH = "feeds/sources.opml", "feeds/feeds.opml"
"""Where the lists of the feeds that come and go lie, below the site's address."""


def leaving(
    desk: Desk, stand: feeds.Newsstand, view: SiteView, tree: Collection[str], ledger: Ledger
) -> Iterator[Leaf]:
    """The feeds with their archive, the lists of feeds and the API; `tree` has the paths of the site's pages."""
    yield from feeds.leaves(stand, tree, ledger)
    yield from feeds.archive_leaves(stand, tree)
    yield from feeds.api_leaves(stand, view.observations, view.tables, tree)
    yield Leaf("schemas", _schemas, ())
    yield Leaf(feeds.NEWS_SITEMAP, _news, (stand, stand.issues, view.cut_off))
    figured = (view.observations, view.events, view.statements, view.tables)
    yield Leaf("downloads", figures.downloads.downloads, (desk.roster, *figured))
    if desk.roster.events:
        yield Leaf(feeds.AGENDA_PATH, _agenda, (desk.roster,))
    yield Leaf(SOURCES_PATH, _sources, (desk.roster,))
    yield Leaf(OFFERS_PATH, _offers, (desk.roster, view.offers))


def _schemas() -> dict[str, bytes]:
    folder = Path(feeds.__file__).parent / "schemas"
    return {f"{feeds.API}/schemas/{schema.name}": schema.read_bytes() for schema in sorted(folder.glob("*.json"))}


def _news(stand: feeds.Newsstand, _: Sequence[Issue], cut_off: datetime | None) -> dict[str, bytes]:
    return {feeds.NEWS_SITEMAP: feeds.news_sitemap(stand, cut_off)}


def _agenda(roster: Roster) -> dict[str, bytes]:
    return {feeds.AGENDA_PATH: feeds.agenda(roster)}


def _sources(roster: Roster) -> dict[str, bytes]:
    return {SOURCES_PATH: feeds.write_opml(roster, public=True)}


def _offers(roster: Roster, offers: Sequence[Offer]) -> dict[str, bytes]:
    return {OFFERS_PATH: feeds.write_offers(roster, offers)}
