"""Structured data for machines that read pages: schema.org, as values that the theme writes into the head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from digest import page
from digest.figures import downloads
from digest.language import iso
from digest.model import Brief, Issue, Line, Observation
from digest.page import address
from digest.render.almanac import Almanac
from digest.render.datasets import Download
from digest.render.links import brief_path
from digest.render.prose import is_safe
from digest.text import clean, escape_url

Thing = Mapping[str, object]
"""One thing of schema.org, as JSON-LD."""

_CONTEXT = "https://schema.org"
_HEADLINE = 110
"""So long a headline may be for those who read it from here."""


def article(almanac: Almanac, issue: Issue) -> Thing:
    """A brief as a NewsArticle that is based on what its lines link."""
    brief, record = issue.brief, issue.record
    published = record.published.isoformat() if record.published else iso(brief.day, by_month=brief.month)
    updated = [line.updated.isoformat() for line in record.lines]
    return {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "headline": brief.title[:_HEADLINE],
        "description": brief.teaser,
        "url": url(almanac, brief_path(brief)),
        "mainEntityOfPage": url(almanac, brief_path(brief)),
        "datePublished": published,
        "dateModified": max([published, *updated]) if record.published else published,
        "inLanguage": almanac.language.code,
        "isAccessibleForFree": True,
        "author": _newsroom(almanac),
        "publisher": _newsroom(almanac),
        "isBasedOn": [*_works(almanac, issue, brief.lines)],
    }


def website(almanac: Almanac) -> Thing:
    """The site as a whole, and how to search it."""
    site = almanac.roster.site
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": site.title,
        "description": site.description,
        "url": url(almanac, "index.md"),
        "inLanguage": almanac.language.code,
        "publisher": _newsroom(almanac),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{url(almanac, 'search/index.md')}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def ranking(almanac: Almanac, name: str, rows: Sequence[tuple[str, str]], *, ordered: bool = True) -> Thing:
    """A table as an ItemList of (name, path of the page or nothing)."""
    order = "https://schema.org/ItemListOrderAscending" if ordered else "https://schema.org/ItemListUnordered"
    return {
        "@context": _CONTEXT,
        "@type": "ItemList",
        "name": name,
        "itemListOrder": order,
        "numberOfItems": len(rows),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": clean(label),
                **({"url": url(almanac, path)} if path else {}),
            }
            for place, (label, path) in enumerate(rows, start=1)
        ],
    }


def days(almanac: Almanac, name: str, briefs: Iterable[Brief]) -> Thing:
    """The briefs of a span of time as an ItemList, newest first."""
    return ranking(almanac, name, [(brief.title, brief_path(brief)) for brief in briefs], ordered=False)


def dataset(
    almanac: Almanac,
    path: str,
    name: str,
    about: str,
    *,
    measured: Sequence[str],
    span: tuple[str, str],
    tables: Sequence[Download] = (),
) -> Thing:
    """The figures of a page as a Dataset: what they measure, from when to when they reach, and where they are had."""
    return {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "name": name,
        "description": about,
        "url": url(almanac, path),
        "creator": _newsroom(almanac),
        "isAccessibleForFree": True,
        "variableMeasured": list(measured),
        "temporalCoverage": "/".join(dict.fromkeys(span)),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": table.name,
                "encodingFormat": downloads.ENDINGS[f".{form.lower()}"],
                "contentUrl": url(almanac, file),
            }
            for table in tables
            for form, file in table.files
        ],
    }


def of_rows(
    almanac: Almanac, path: str, name: str, about: str, *, rows: Sequence[Observation], tables: Sequence[Download]
) -> list[Thing]:
    """Figures as a Dataset, if there are any."""
    if not rows:
        return []
    ordered = sorted(rows, key=lambda row: row.observed.first)
    return [
        dataset(
            almanac,
            path,
            name,
            about,
            measured=sorted({row.metric for row in ordered}),
            span=(str(ordered[0].observed), str(ordered[-1].observed)),
            tables=tables,
        )
    ]


def url(almanac: Almanac, path: str) -> str:
    """The address of a page of the tree, with the site's own before it."""
    return f"{almanac.roster.site.url.rstrip('/')}/{address(path)}"


def _newsroom(almanac: Almanac) -> Thing:
    return {"@type": "NewsMediaOrganization", "name": almanac.roster.site.title, "url": url(almanac, "index.md")}


def _works(almanac: Almanac, issue: Issue, lines: Iterable[Line]) -> Iterable[Thing]:
    """What lines link on the web, each once: with its headline and publisher, where the record has them."""
    evidence = almanac.file(issue).evidence
    links = {each.url: each for line in lines for each in (*page.links(line.text), *line.more)}
    for each in links.values():
        if not each.url.startswith(("https://", "http://")) or not is_safe(each.url):
            continue
        row = evidence.get(escape_url(each.url))
        outlet = almanac.outlet(row.outlet) if row else almanac.outlet(each.label)
        work: dict[str, object] = {"@type": "CreativeWork", "url": each.url, "name": row.title if row else each.label}
        if outlet:
            work["publisher"] = {"@type": "Organization", "name": outlet.name}
        yield work
