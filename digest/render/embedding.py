"""Pieces of the site for other sites: the newest brief and league tables, as pages for frames and as bare HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from markupsafe import Markup

from digest import page
from digest.model import Issue, Page, State
from digest.page import address
from digest.render import league, prose
from digest.render.almanac import Almanac
from digest.render.links import STANDINGS, brief_path
from digest.render.templates import Templates
from digest.text import clean

BRIEF, TABLES = "embed/brief", "embed/standings"
"""Where they lie: `.html` is a page for a frame, `.fragment.html` what stands in it."""

LINES = 5
"""So many lines of the brief are shown."""

PLACES = 10
"""So many places of a table are shown."""

_MARKS = re.compile(r"(?<!\\)[*`]+|</?[A-Za-z][^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Teased:
    """A line as an embedded brief shows it: its first sentence and its address."""

    lead: Markup
    url: str


def embedded(almanac: Almanac, templates: Templates) -> Iterator[Page]:
    """The pieces: the newest published brief, the table of all platforms, and the first living one of each platform."""
    site, issue = almanac.roster.site, next(_published(almanac), None)
    if issue:
        url, title = _absolute(almanac, brief_path(issue.head)), issue.head.title
        lines = _lines(almanac, issue)
        yield from _both(
            templates, BRIEF, "embed_brief.html.j2", site=site, title=title, url=url, brief=issue.brief, lines=lines
        )
    for path, table in _tables(almanac):
        url = _absolute(almanac, table.path or STANDINGS)
        rows = [(row, _absolute(almanac, row.path) if row.path else "") for row in table.ranked[:PLACES]]
        yield from _both(
            templates, path, "embed_table.html.j2", site=site, title=table.title, url=url, league=table, rows=rows
        )


def _published(almanac: Almanac) -> Iterator[Issue]:
    return (issue for issue in almanac.daily.issues if issue.head.state is State.PUBLISHED)


def snippets(almanac: Almanac) -> tuple[tuple[str, str, int], ...]:
    """What can be put into a frame: its name, its address, and a height in pixels that shows it."""
    found = []
    if next(_published(almanac), None):
        found.append((almanac.language.say("The newest brief"), f"{BRIEF}.html", 420))
    found += [
        (table.title, f"{path}.html", 120 + 48 * min(len(table.ranked), PLACES)) for path, table in _tables(almanac)
    ]
    return tuple((name, urljoin(almanac.roster.site.url, path), height) for name, path, height in found)


def _tables(almanac: Almanac) -> Iterator[tuple[str, league.League]]:
    if first := almanac.view.most_followed or next(
        iter(sorted(almanac.view.tables, key=lambda table: not table.living)), None
    ):
        yield TABLES, league.league(almanac, first)
    seen = set()
    for table in almanac.view.tables:
        if table.living and table.metric == "followers" and table.platform not in seen:
            seen.add(table.platform)
            yield f"{TABLES}-{table.platform}", league.league(almanac, table)


def _both(templates: Templates, path: str, template: str, **values: object) -> Iterator[Page]:
    yield templates.file(f"{path}.html", template, framed=True, **values)
    yield templates.file(f"{path}.fragment.html", template, framed=False, **values)


def _lines(almanac: Almanac, issue: Issue) -> list[Teased]:
    url = _absolute(almanac, brief_path(issue.head))
    firsts = ((prose.cut(line.text)[0], anchor) for line, anchor in islice(issue.placed, LINES))
    return [
        Teased(lead=prose.spoken_plain(clean(page.plain(_MARKS.sub("", lead)))), url=f"{url}#{anchor}")
        for lead, anchor in firsts
    ]


def _absolute(almanac: Almanac, path: str) -> str:
    return urljoin(almanac.roster.site.url, address(path))
