"""What leaves the site for subscribers and programs: its feeds, their archive, lists of feeds, and the JSON API."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from digest import feeds, figures, files
from digest.pipeline.desk import Desk
from digest.render import SiteView

SOURCES_PATH, OFFERS_PATH = "feeds/sources.opml", "feeds/feeds.opml"
"""Where the lists of the feeds that come and go lie, below the site's address."""


def feed_files(desk: Desk, stand: feeds.Newsstand, view: SiteView, tree: Collection[str]) -> Mapping[str, bytes]:
    """The feeds, the lists of feeds and the API, by their paths; `tree` has the paths of the site's pages."""
    made = feeds.documents(stand, tree)
    for schema in sorted((Path(feeds.__file__).parent / "schemas").glob("*.json")):
        made[f"{feeds.API}/schemas/{schema.name}"] = schema.read_bytes()
    made[feeds.NEWS_SITEMAP] = feeds.news_sitemap(stand, view.cut_off)
    made |= feeds.api(stand, view.observations, view.tables, tree)
    made |= figures.downloads.downloads(desk.roster, view.observations, view.events, view.statements, view.tables)
    if desk.roster.events:
        made[feeds.AGENDA_PATH] = feeds.agenda(desk.roster)
    return made | {
        SOURCES_PATH: feeds.write_opml(desk.roster, public=True),
        OFFERS_PATH: feeds.write_offers(desk.roster, view.offers),
    }


def archive_files(
    docs: Path, stand: feeds.Newsstand, tree: Collection[str]
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The archive documents of feeds that are still to be written, and those in `docs` that are right as they stand."""
    wanted: dict[str, bytes] = {}
    kept: list[str] = []
    for archive in feeds.archives(stand, tree):
        if all(files.ending(docs / path, len(archive.mark)) == archive.mark for path in archive.paths):
            kept += archive.paths
        else:
            wanted |= archive.files()
    return wanted, tuple(kept)
