"""The JSON API: what readers get, as static files for programs. Their schemas lie in `schemas/` and are served beside.

Of a brief there is one file a day, of stories one a month (that of their first telling), so ten years are about 4,000
files. Sources are named with their addresses, without their words. `file` has what all files have in common.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import urljoin

from digest.feeds.api import briefs, figures, stories
from digest.feeds.api.file import API, Part, Row, document, entry, latest, leaf, newest_day
from digest.feeds.channel import ATOM, JSON, RSS
from digest.feeds.listed import BRIEFS, STORIES
from digest.feeds.newsstand import Newsstand
from digest.feeds.threads import updated
from digest.leaves import Leaf, Ledger
from digest.model import Observation, Table

__all__ = ["API", "api", "api_leaves"]


def api(
    stand: Newsstand, observations: Iterable[Observation], tables: Sequence[Table], tree: Collection[str]
) -> dict[str, bytes]:
    """Every file of the API by its path; the same values give the same bytes."""
    ledger = Ledger()
    made: dict[str, bytes] = {}
    for one in api_leaves(stand, tuple(observations), tuple(tables), tree):
        made |= ledger.made(one)
    return made


def api_leaves(
    stand: Newsstand, observations: tuple[Observation, ...], tables: tuple[Table, ...], tree: Collection[str]
) -> Iterator[Leaf]:
    """The files of the API as leaves."""
    yield leaf("accounts.json", figures.accounts, stand, observations)
    yield leaf("standings.json", figures.standings, stand, tables)
    yield leaf("index.json", _index, stand, _parts(stand, observations, tables))
    yield from briefs.briefs(stand, tree)
    yield from stories.stories(stand)


def _parts(stand: Newsstand, observations: tuple[Observation, ...], tables: tuple[Table, ...]) -> tuple[Part, ...]:
    threads, ranked = stand.threads, (row.observation for table in tables for row in table.standings)
    return (
        ("briefs", (len(stand.issues), latest(map(updated, stand.issues)), "briefs/index.json")),
        ("stories", (len(threads), latest(map(stories.thread_updated, threads)), "stories/index.json")),
        ("accounts", (len(stand.roster.accounts), newest_day(observations), "accounts.json")),
        ("standings", (len(tables), newest_day(ranked), "standings.json")),
    )


def _index(stand: Newsstand, parts: tuple[Part, ...]) -> Row:
    return document("index", stand) | {"feeds": _feeds(stand)} | {str(name): entry(*part) for name, part in parts}


def _feeds(stand: Newsstand) -> Row:
    site = stand.roster.site
    paths = {"briefs": BRIEFS, "stories": STORIES} if stand.threads else {"briefs": BRIEFS}
    endings = {"atom": ATOM, "rss": RSS, "json": JSON}
    return {
        name: {form: urljoin(site.url, path + ending) for form, ending in endings.items()}
        for name, path in paths.items()
    }
