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
from digest.render.library import Library
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
    return [ledger.made(one) for one in leaves(Library(view, templates.language, ledger), templates, ledger)]


def leaves(library: Library, templates: Templates, ledger: Ledger) -> list[Leaf]:
    """Every page and text file of the docs tree as a leaf, sorted by path; each makes one Page."""
    view = library.view
    library.tree = Tree(linkable(view), ledger)
    told = mentions.told(library)
    promised = [
        leaf("index.md", cover.front_page, library, templates),
        leaf("rail.html", briefs.rail_fragment, library, templates),
        *briefs.briefs(library, library.daily, templates),
        *briefs.briefs(library, library.record, templates),
        *days.archive(library, templates),
        leaf(RECORD, days.record_index, library, templates),
        *subjects.topics(library, told, templates),
        *subjects.countries(library, told, templates),
        *threads.threads(library, templates),
        leaf(CORRECTIONS, corrections.corrections, library, templates),
        leaf(LETTERS, letters.letters, library, templates),
        *_sheaf("articles", articles.articles, library, templates, ledger),
        *roundups.roundups(library, templates),
        *_sheaf("standings", league.standings, library, templates, ledger),
        leaf(MOVERS, moves.movers, library, templates),
        *_sheaf("accounts", accounts.accounts, library, templates, ledger),
        leaf(SOURCES, outlets.sources, library, templates),
        *_sheaf("pieces", embedding.embedded, library, templates, ledger),
        *outlets.outlets(library, templates),
        leaf(subscribing.SUBSCRIBE, subscribing.subscribe, library, templates),
        leaf(SEARCH, _search, library, templates),
        leaf("robots.txt", _robots, library, templates),
    ]
    written = {address(page.path) for page in view.extra}
    found = {one.name: one for one in promised if address(one.name) not in written}
    found |= {page.path: leaf(page.path, _as_it_is, page) for page in view.extra}
    return [found[path] for path in sorted(found)]


def _sheaf(
    name: str,
    make: Callable[[Library, Templates], Iterable[Page]],
    library: Library,
    templates: Templates,
    ledger: Ledger,
) -> list[Leaf]:
    """Pages that are made together, because only making them tells which there are; remembered as a whole."""
    pages: tuple[Page, ...] = ledger.recalled(Leaf(f"sheaf of {name}", _all, (make, library, templates)))
    return [leaf(page.path, _as_it_is, page) for page in pages]


def _all(
    make: Callable[[Library, Templates], Iterable[Page]], library: Library, templates: Templates
) -> tuple[Page, ...]:
    return tuple(make(library, templates))


def _as_it_is(page: Page) -> Page:
    return page


def _search(library: Library, templates: Templates) -> Page:
    say = library.language.say
    front = matter("search", say("Search"), say("Search every brief, figure and page of the archive."))
    return templates.page(SEARCH, "search.md.j2", front)


def _robots(library: Library, templates: Templates) -> Page:
    return templates.file("robots.txt", "robots.txt.j2", site=library.roster.site)


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
