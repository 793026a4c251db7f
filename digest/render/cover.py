"""The front page."""

from __future__ import annotations

from digest.model import Page
from digest.render import league, structured
from digest.render.articles import newest
from digest.render.briefs import body, rail
from digest.render.library import Library
from digest.render.links import Here, article_path, brief_path, roundup_path
from digest.render.lists import lists
from digest.render.roundups import title as roundup_title
from digest.render.subscribing import alternates
from digest.render.templates import Templates, matter

TOP = 5
"""How many accounts the front page shows."""

PAST = 3
"""How many briefs of the record it shows beside a daily brief."""

MORE_PAST = 6
"""How many it shows while there is no daily brief."""


def front_page(library: Library, templates: Templates) -> Page:
    """The front page: the newest brief, the rail, the head of the league table, the way into the record."""
    view, site = library.view, library.roster.site
    lead = next(iter((*library.daily.issues, *library.record.issues)), None)
    older = PAST if library.daily else MORE_PAST
    return templates.page(
        "index.md",
        "front.md.j2",
        matter(
            "front",
            site.title,
            site.description or site.title,
            section="Home",
            data=[structured.website(library)],
            feeds=alternates(view.offers, "stories"),
            card=library.card(brief_path(lead.brief)) if lead else "",
        ),
        **(body(library, lead, Here("index.md")) if lead else {"brief": None}),
        path_of=brief_path,
        site=site,
        items=rail(library, without=lead.head) if lead and library.daily else (),
        daily=bool(library.daily),
        days=len(library.daily.issues),
        cut_off=library.language.moment(view.cut_off, library.roster.calendar.zone) if view.cut_off else "",
        cut_off_iso=view.cut_off.isoformat() if view.cut_off else "",
        read=view.read,
        feeds=len(view.roster.feeds),
        trouble=library.trouble,
        league=_head(library),
        top=TOP,
        past=tuple(issue.head for issue in library.record.issues if issue is not lead)[:older],
        span=library.record.span,
        **_beside(library),
    )


def _beside(library: Library) -> dict[str, object]:
    """Articles, the newest round-up of a week, and the three lists."""
    found = lists(library)
    week = next((one for one in library.view.beside.roundups if one.kind == "week"), None)
    return {
        "articles": newest(library),
        "article_path": article_path,
        "lists": found,
        "read_until": library.language.full(found.until) if found.until else "",
        "roundup": {"path": roundup_path(week), "name": roundup_title(library, week)} if week else None,
    }


def _head(library: Library) -> league.League | None:
    """The table that leads: that of all platforms, else the first one of the past."""
    table = library.view.most_followed or next(
        iter(sorted(library.view.tables, key=lambda table: not table.living)), None
    )
    return league.league(library, table) if table else None
