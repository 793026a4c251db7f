"""The tree of pages as a whole."""

from __future__ import annotations

from digest.model import Page
from digest.page import address
from digest.render import (
    accounts,
    articles,
    briefs,
    corrections,
    cover,
    days,
    embedding,
    league,
    letters,
    mentions,
    moves,
    outlets,
    roundups,
    subjects,
    subscribing,
    threads,
)
from digest.render.desk import Desk
from digest.render.links import (
    ARCHIVE,
    CORRECTIONS,
    COUNTRIES,
    LETTERS,
    MOVERS,
    RECORD,
    SEARCH,
    SOURCES,
    STANDINGS,
    TOPICS,
    account_path,
    article_path,
    brief_path,
    outlet_path,
    roundup_path,
    topic_path,
)
from digest.render.templates import Templates, matter
from digest.render.values import SiteView


def site(view: SiteView, templates: Templates) -> list[Page]:
    """Every page and text file of the docs tree, sorted by path; the same view gives the same bytes."""
    desk, say = Desk(view, templates.language), templates.language.say
    desk.tree = linkable(view)
    told = mentions.told(desk)
    made = [
        cover.front_page(desk, templates),
        briefs.rail_fragment(desk, templates),
        *briefs.briefs(desk, desk.daily, templates),
        *briefs.briefs(desk, desk.record, templates),
        *days.archive(desk, templates),
        days.record_index(desk, templates),
        *subjects.topics(desk, told, templates),
        *subjects.countries(desk, told, templates),
        *threads.threads(desk, templates),
        corrections.corrections(desk, templates),
        letters.letters(desk, templates),
        *articles.articles(desk, templates),
        *roundups.roundups(desk, templates),
        *league.standings(desk, templates),
        moves.movers(desk, templates),
        *accounts.accounts(desk, templates),
        outlets.sources(desk, templates),
        *embedding.embedded(desk, templates),
        *outlets.outlets(desk, templates),
        subscribing.subscribe(desk, templates),
        templates.page(
            SEARCH,
            "search.md.j2",
            matter("search", say("Search"), say("Search every brief, figure and page of the archive.")),
        ),
        templates.file("robots.txt", "robots.txt.j2", site=view.roster.site),
    ]
    written = {address(page.path) for page in view.extra}
    pages = {page.path: page for page in (*(page for page in made if address(page.path) not in written), *view.extra)}
    return [pages[path] for path in sorted(pages)]


def linkable(view: SiteView) -> frozenset[str]:
    """The paths of the pages that a brief may link to."""
    return frozenset(
        {page.path for page in view.extra}
        | {brief_path(issue.brief) for issue in (*view.issues, *view.record_issues)}
        | {topic_path(topic.id) for topic in view.roster.topics}
        | {article_path(one) for one in view.beside.articles}
        | {roundup_path(one) for one in view.beside.roundups}
        | {account_path(account.id) for account in view.roster.accounts}
        | {outlet_path(outlet.id) for outlet in view.roster.outlets}
        | {"index.md", subscribing.SUBSCRIBE}
        | {ARCHIVE, CORRECTIONS, COUNTRIES, LETTERS, MOVERS, STANDINGS, TOPICS, RECORD, SEARCH, SOURCES}
    )
