"""Signed articles: a page for each with its box of figures, and the list of all."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from digest import figures
from digest.language import iso
from digest.model import Article, Observation, Page
from digest.render import prose
from digest.render.library import Library, Subject
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


def articles(library: Library, templates: Templates) -> list[Page]:
    """The pages of the articles, and their list, newest first; no page where nobody wrote one."""
    written = library.view.beside.articles
    if not written:
        return []
    say = library.language.say
    pages = [
        templates.page(
            ARTICLES,
            "articles.md.j2",
            matter("listing", say("Articles"), say("Signed articles, newest first."), section="Archive"),
            articles=written,
            article_path=article_path,
        )
    ]
    return pages + [_page(library, one, templates) for one in written]


def newest(library: Library) -> tuple[Article, ...]:
    """The articles that the front page names."""
    return library.view.beside.articles[:NEWEST]


def _page(library: Library, article: Article, templates: Templates) -> Page:
    path = article_path(article)
    by_id = {figures.id_of(row): row for row in library.view.observations}
    body = prose.settle(article.text, Here(path), library.tree, f"articles/{article.id}.md")
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
        body=Markup(body),  # noqa: S704  an editor's own Markdown
        box=tuple(_boxed(library, by_id[key]) for key in article.figures if key in by_id),
        all_articles=ARTICLES,
    )


def _boxed(library: Library, row: Observation) -> Boxed:
    return Boxed(
        subject=library.subject(row.subject),
        metric=row.metric,
        printed=row.printed or library.language.say("not disclosed"),
        observed=library.language.known(row.observed),
        said_by=row.said_by,
        source=row.source if prose.is_safe(row.source) and "://" in row.source else "",
    )
