"""Signed articles: a page for each with its box of figures, and the list of all."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from digest import figures
from digest.language import iso
from digest.model import Article, Observation, Page
from digest.render import prose
from digest.render.almanac import Almanac, Subject
from digest.render.links import ARTICLES, Here, article_path
from digest.render.templates import Templates, matter

NEWEST = 3
"""So many articles stand on the front page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """A figure in the box of an article: of what, the numeral as printed, when, and who says so."""

    subject: Subject
    metric: str
    printed: str
    observed: str
    said_by: str
    source: str


def articles(almanac: Almanac, templates: Templates) -> list[Page]:
    """The pages of the articles, and their list, newest first; no page where nobody wrote one."""
    written = almanac.view.beside.articles
    if not written:
        return []
    say = almanac.language.say
    pages = [
        templates.page(
            ARTICLES,
            "articles.md.j2",
            matter("column", say("Articles"), say("Signed articles, newest first."), section="Archive"),
            articles=written,
            article_path=article_path,
        )
    ]
    return pages + [_page(almanac, one, templates) for one in written]


def newest(almanac: Almanac) -> tuple[Article, ...]:
    """The articles that the front page names."""
    return almanac.view.beside.articles[:NEWEST]


def _page(almanac: Almanac, article: Article, templates: Templates) -> Page:
    path = article_path(article)
    by_id = {figures.id_of(row): row for row in almanac.view.observations}
    body = prose.settle(article.text, Here(path), almanac.tree, f"articles/{article.id}.md")
    return templates.page(
        path,
        "article.md.j2",
        matter(
            "article",
            article.title,
            article.standfirst or article.title,
            section="Archive",
            day=iso(article.written),
        ),
        article=article,
        body=Markup(body),  # noqa: S704 - an editor's own Markdown
        box=tuple(_boxed(almanac, by_id[key]) for key in article.figures if key in by_id),
        all_articles=ARTICLES,
    )


def _boxed(almanac: Almanac, row: Observation) -> Boxed:
    return Boxed(
        subject=almanac.subject(row.subject),
        metric=almanac.language.metric(row.metric),
        printed=row.printed or almanac.language.say("not disclosed"),
        observed=almanac.language.known(row.observed),
        said_by=row.said_by,
        source=row.source if prose.is_safe(row.source) and "://" in row.source else "",
    )
