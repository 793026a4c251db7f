"""Briefs for programs: one file a day, and lists by year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from urllib.parse import quote

from digest import page
from digest.feeds import words
from digest.feeds.api.file import Part, Row, document, entry, latest, leaf
from digest.feeds.api.stories import month_name, month_of
from digest.feeds.elements import rfc3339
from digest.feeds.newsstand import Newsstand, topics_of
from digest.feeds.threads import line_updated, published, updated
from digest.leaves import Leaf
from digest.model import Evidence, Issue, Line, Link, Passage
from digest.text import clean, escape_url


def briefs(stand: Newsstand, tree: Collection[str]) -> Iterator[Leaf]:
    """The files of the briefs; `tree` has the paths of the site's pages, which they may link to."""
    years = []
    for year, group in groupby(stand.issues, key=lambda issue: issue.day.year):
        issues = tuple(group)
        changed = latest(map(updated, issues))
        yield leaf(f"briefs/{year:04}.json", _year, stand, year, issues, changed)
        years.append((year, (len(issues), changed, f"{year:04}.json")))
    changed = latest(map(updated, stand.issues))
    yield leaf("briefs/index.json", _years, stand, len(stand.issues), changed, tuple(years))
    for issue in stand.issues:
        yield leaf(f"briefs/{issue.day}.json", _brief, stand, issue, tuple(_elsewhere(stand, issue)), tree)


def _elsewhere(stand: Newsstand, issue: Issue) -> Iterator[tuple[str, str]]:
    """The stories of a brief that do not stand in the file of its month, with the month where they do; nothing for
    those that are told nowhere."""
    own = month_name(issue.day)
    for story in dict.fromkeys(line.story for line in issue.outline.lines if line.story):
        thread = stand.thread(story)
        month = month_of(thread) if thread else ""
        if month != own:
            yield story, month


def _year(stand: Newsstand, year: int, issues: tuple[Issue, ...], changed: str | None) -> Row:
    rows = [_brief_row(stand, issue) for issue in issues]
    return document("briefs", stand, 1) | {"year": year, "count": len(rows), "updated": changed, "briefs": rows}


def _years(stand: Newsstand, count: int, changed: str | None, years: tuple[Part, ...]) -> Row:
    rows = [{"year": year} | entry(*part) for year, part in years]
    return document("briefs-index", stand, 1) | {"count": count, "updated": changed, "years": rows}


def _brief_row(stand: Newsstand, issue: Issue) -> Row:
    brief, site = issue.head, stand.roster.site
    return {
        "id": words.tag(site, "brief", str(brief.day)),
        "date": brief.day.isoformat(),
        "url": words.address(site, brief),
        "href": f"{brief.day}.json",
        "title": clean(brief.title),
        "teaser": clean(brief.teaser),
        "published": rfc3339(published(issue)),
        "updated": rfc3339(updated(issue)),
        "lines": len(issue.outline.shown),
    }


def _brief(stand: Newsstand, issue: Issue, elsewhere: tuple[tuple[str, str], ...], tree: Collection[str]) -> Row:
    brief = issue.brief
    place = words.Place(stand.roster.site, brief, tree, stand.language)
    topics = {topic.id: topic.title for topic in stand.roster.topics}
    row = document("brief", stand, 1) | _brief_row(stand, issue)
    del row["href"]
    return row | {
        "series": brief.series,
        "word": brief.word,
        "since": rfc3339(brief.since),
        "until": rfc3339(brief.until),
        "topics": [{"id": key, "title": topics[key]} for key in topics_of(stand.roster, issue)],
        "lines": _lines(stand, issue, dict(elsewhere), place),
        "passages": list(_passages(issue)),
    }


def _lines(stand: Newsstand, issue: Issue, elsewhere: Mapping[str, str], place: words.Place) -> list[Row]:
    told = {row.id: row for row in issue.record.lines}
    evidence = {escape_url(row.link): row for row in issue.record.evidence}
    address, own = place.address, month_name(issue.day)
    rows: list[Row] = []
    for line, anchor in issue.placed:
        record = told.get(line.id)
        story = record.story if record else ""
        linked = [*page.links(line.text), *line.more]
        sources = {source.id: source for link in linked if (source := evidence.get(escape_url(link.url)))}
        rows.append(
            {
                "id": line.id,
                "url": f"{address}#{quote(anchor)}",
                "story": {"id": story, "href": f"../stories/{month}.json"}
                if story and (month := elsewhere.get(story, own))
                else None,
                "text": words.spoken(line.text),
                "links": [{"label": link.label, "url": link.url} for link in words.links(line, place)],
                "more": _links(line.more, place),
                "updated": rfc3339(line_updated(issue, anchor)),
                "sources": [_source(stand, source) for source in sources.values()],
            }
        )
    return rows


def _links(found: Iterable[Link], place: words.Place) -> list[Row]:
    targets = ((link.label, place.absolute(link.url)) for link in found)
    return [{"label": label, "url": url} for label, url in targets if url]


def _source(stand: Newsstand, row: Evidence) -> Row:
    outlet = stand.outlet(row.outlet)
    return {
        "outlet": outlet.id if outlet else row.outlet,
        "name": outlet.name if outlet else row.outlet,
        "country": outlet.country if outlet else "",
        "ownership": outlet.ownership.value if outlet else "",
        "language": row.language or (outlet.language if outlet else ""),
        "url": row.link,
        "published": rfc3339(row.published) if row.published else None,
    }


def _passages(issue: Issue) -> Iterable[Row]:
    """What people wrote between the lines: `after` counts the lines above it."""
    above = 0
    for block in issue.brief.blocks:
        if isinstance(block, Line):
            above += 1
        elif isinstance(block, Passage):
            yield {"after": above, "text": words.spoken(block.text)}
