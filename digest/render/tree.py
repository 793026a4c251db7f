"""The tree of pages as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from digest.leaves import Leaf, Ledger, Tree
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
from digest.render.almanac import Almanac
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
from digest.render.templates import Templates, leaf, matter
from digest.render.values import SiteView


def site(view: SiteView, templates: Templates) -> list[Page]:
    """Every page and text file of the docs tree, sorted by path; the same view gives the same bytes."""
    ledger = Ledger()
    return [ledger.made(one) for one in leaves(Almanac(view, templates.language, ledger), templates, ledger)]


def leaves(almanac: Almanac, templates: Templates, ledger: Ledger) -> list[Leaf]:
    """Every page and text file of the docs tree as a leaf, sorted by path; each makes one Page."""
    view = almanac.view
    almanac.tree = Tree(linkable(view), ledger)
    told = mentions.told(almanac)
    promised = [
        leaf("index.md", cover.front_page, almanac, templates),
        leaf("rail.html", briefs.rail_fragment, almanac, templates),
        *briefs.briefs(almanac, almanac.daily, templates),
        *briefs.briefs(almanac, almanac.record, templates),
        *days.archive(almanac, templates),
        leaf(RECORD, days.record_index, almanac, templates),
        *subjects.topics(almanac, told, templates),
        *subjects.countries(almanac, told, templates),
        *threads.threads(almanac, templates),
        leaf(CORRECTIONS, corrections.corrections, almanac, templates),
        leaf(LETTERS, letters.letters, almanac, templates),
        *_sheaf("articles", articles.articles, almanac, templates, ledger),
        *roundups.roundups(almanac, templates),
        *_sheaf("standings", league.standings, almanac, templates, ledger),
        leaf(MOVERS, moves.movers, almanac, templates),
        *_sheaf("accounts", accounts.accounts, almanac, templates, ledger),
        leaf(SOURCES, outlets.sources, almanac, templates),
        *_sheaf("pieces", embedding.embedded, almanac, templates, ledger),
        *outlets.outlets(almanac, templates),
        leaf(subscribing.SUBSCRIBE, subscribing.subscribe, almanac, templates),
        leaf(SEARCH, _search, almanac, templates),
        leaf("robots.txt", _robots, almanac, templates),
    ]
    written = {address(page.path) for page in view.extra}
    found = {one.name: one for one in promised if address(one.name) not in written}
    found |= {page.path: leaf(page.path, _as_it_is, page) for page in view.extra}
    return [found[path] for path in sorted(found)]


def _sheaf(
    name: str,
    make: Callable[[Almanac, Templates], Iterable[Page]],
    almanac: Almanac,
    templates: Templates,
    ledger: Ledger,
) -> list[Leaf]:
    """Pages that are made together, because only making them tells which there are; remembered as a whole."""
    pages: tuple[Page, ...] = ledger.recalled(Leaf(f"sheaf of {name}", _all, (make, almanac, templates)))
    return [leaf(page.path, _as_it_is, page) for page in pages]


def _all(
    make: Callable[[Almanac, Templates], Iterable[Page]], almanac: Almanac, templates: Templates
) -> tuple[Page, ...]:
    return tuple(make(almanac, templates))


def _as_it_is(page: Page) -> Page:
    return page


def _search(almanac: Almanac, templates: Templates) -> Page:
    say = almanac.language.say
    front = matter("search", say("Search"), say("Search every brief, figure and page of the archive."))
    return templates.page(SEARCH, "search.md.j2", front)


def _robots(almanac: Almanac, templates: Templates) -> Page:
    return templates.file("robots.txt", "robots.txt.j2", site=almanac.roster.site)


def linkable(view: SiteView) -> frozenset[str]:
    """The paths of the pages that a brief may link to."""
    return frozenset(
        {page.path for page in view.extra}
        | {brief_path(issue.head) for issue in (*view.issues, *view.record_issues)}
        | {topic_path(topic.id) for topic in view.roster.topics}
        | {article_path(one) for one in view.beside.articles}
        | {roundup_path(one) for one in view.beside.roundups}
        | {account_path(account.id) for account in view.roster.accounts}
        | {outlet_path(outlet.id) for outlet in view.roster.outlets}
        | {"index.md", subscribing.SUBSCRIBE}
        | {ARCHIVE, CORRECTIONS, COUNTRIES, LETTERS, MOVERS, STANDINGS, TOPICS, RECORD, SEARCH, SOURCES}
    )
