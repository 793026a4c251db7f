"""The front page."""

from __future__ import annotations

from digest.model import Page
from digest.render import league, structured
from digest.render.almanac import Almanac
from digest.render.articles import newest
from digest.render.briefs import body, rail
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


def front_page(almanac: Almanac, templates: Templates) -> Page:
    """The front page: the newest brief, the rail, the head of the league table, the way into the record."""
    view, site = almanac.view, almanac.roster.site
    lead = next(iter((*almanac.daily.issues, *almanac.record.issues)), None)
    older = PAST if almanac.daily else MORE_PAST
    return templates.page(
        "index.md",
        "front.md.j2",
        matter(
            "front",
            site.title,
            site.description or site.title,
            section="Home",
            data=[structured.website(almanac)],
            feeds=alternates(view.offers, "stories"),
            card=almanac.card(brief_path(lead.brief)) if lead else "",
        ),
        **(body(almanac, lead, Here("index.md")) if lead else {"brief": None}),
        path_of=brief_path,
        site=site,
        items=rail(almanac, without=lead.head) if lead and almanac.daily else (),
        daily=bool(almanac.daily),
        days=len(almanac.daily.issues),
        cut_off=almanac.language.moment(view.cut_off, almanac.roster.calendar.zone) if view.cut_off else "",
        cut_off_iso=view.cut_off.isoformat() if view.cut_off else "",
        read=view.read,
        feeds=len(view.roster.feeds),
        trouble=almanac.trouble,
        league=_head(almanac),
        top=TOP,
        past=tuple(issue.head for issue in almanac.record.issues if issue is not lead)[:older],
        span=almanac.record.span,
        **_beside(almanac),
    )


def _beside(almanac: Almanac) -> dict[str, object]:
    """Articles, the newest round-up of a week, and the three lists."""
    found = lists(almanac)
    week = next((one for one in almanac.view.beside.roundups if one.kind == "week"), None)
    return {
        "articles": newest(almanac),
        "article_path": article_path,
        "lists": found,
        "read_until": almanac.language.full(found.until) if found.until else "",
        "roundup": {"path": roundup_path(week), "name": roundup_title(almanac, week)} if week else None,
    }


def _head(almanac: Almanac) -> league.League | None:
    """The table that leads: that of all platforms, else the first one of the past."""
    table = almanac.view.most_followed or next(
        iter(sorted(almanac.view.tables, key=lambda table: not table.living)), None
    )
    return league.league(almanac, table) if table else None
