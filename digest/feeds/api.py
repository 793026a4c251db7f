"""The JSON API: what readers get, as static files for programs. Their schemas lie in `schemas/` and are served beside.

Of a brief there is one file a day, of stories one a month (that of their first telling), so ten years are about 4,000
files. Sources are named with their addresses, without their words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from urllib.parse import quote, urljoin

from digest import page
from digest.feeds import words
from digest.feeds.channel import ATOM, JSON, RSS
from digest.feeds.elements import legal, rfc3339
from digest.feeds.newsstand import BRIEFS, STORIES, Newsstand, topics_of
from digest.feeds.threads import Thread, line_updated, published, updated
from digest.leaves import Leaf, Ledger
from digest.model import Evidence, Issue, Line, Link, Observation, Passage, Standing, Table
from digest.text import clean, escape_url

API = "api/v1"
"""Where the API lies, below the site's address."""

Row = dict[str, object]
_Part = tuple[str | int, tuple[int, str | None, str]]
"""A part of the API by its name: how many there are, when that last changed, and where it lies."""


def api(
    stand: Newsstand, observations: Iterable[Observation], tables: Sequence[Table], tree: Collection[str]
) -> dict[str, bytes]:
    """Every file of the API by its path; the same values give the same bytes."""
    ledger = Ledger()
    made: dict[str, bytes] = {}
    for leaf in api_leaves(stand, tuple(observations), tuple(tables), tree):
        made |= ledger.made(leaf)
    return made


def api_leaves(
    stand: Newsstand, figures: tuple[Observation, ...], tables: tuple[Table, ...], tree: Collection[str]
) -> Iterator[Leaf]:
    """The files of the API as leaves."""
    yield _leaf("accounts.json", _accounts, stand, figures)
    yield _leaf("standings.json", _standings, stand, tables)
    yield _leaf("index.json", _index, stand, _parts(stand, figures, tables))
    yield from _briefs(stand, tree)
    yield from _stories(stand)


def _leaf(path: str, make: Callable[..., Row], *given: object) -> Leaf:
    return Leaf(f"{API}/{path}", _made, (path, make, *given))


def _made(path: str, make: Callable[..., Row], *given: object) -> dict[str, bytes]:
    return {f"{API}/{path}": _bytes(make(*given))}


def _parts(stand: Newsstand, figures: tuple[Observation, ...], tables: tuple[Table, ...]) -> tuple[_Part, ...]:
    threads, ranked = stand.threads, (row.observation for table in tables for row in table.standings)
    return (
        ("briefs", (len(stand.issues), _latest(map(updated, stand.issues)), "briefs/index.json")),
        ("stories", (len(threads), _latest(map(_thread_updated, threads)), "stories/index.json")),
        ("accounts", (len(stand.roster.accounts), _newest(figures), "accounts.json")),
        ("standings", (len(tables), _newest(ranked), "standings.json")),
    )


def _index(stand: Newsstand, parts: tuple[_Part, ...]) -> Row:
    return _document("index", stand) | {"feeds": _feeds(stand)} | {str(name): _entry(*part) for name, part in parts}


def _document(schema: str, stand: Newsstand, depth: int = 0) -> Row:
    site = stand.roster.site
    return {
        "$schema": f"{'../' * depth}schemas/{schema}.schema.json",
        "site": {"title": site.title, "url": site.url, "language": site.languages[0]},
    }


def _entry(count: int, changed: str | None, href: str) -> Row:
    return {"count": count, "updated": changed, "href": href}


def _feeds(stand: Newsstand) -> Row:
    site = stand.roster.site
    paths = {"briefs": BRIEFS, "stories": STORIES} if stand.threads else {"briefs": BRIEFS}
    endings = {"atom": ATOM, "rss": RSS, "json": JSON}
    return {
        name: {form: urljoin(site.url, path + ending) for form, ending in endings.items()}
        for name, path in paths.items()
    }


def _briefs(stand: Newsstand, tree: Collection[str]) -> Iterator[Leaf]:
    years = []
    for year, group in groupby(stand.issues, key=lambda issue: issue.day.year):
        issues = tuple(group)
        changed = _latest(map(updated, issues))
        yield _leaf(f"briefs/{year:04}.json", _year, stand, year, issues, changed)
        years.append((year, (len(issues), changed, f"{year:04}.json")))
    changed = _latest(map(updated, stand.issues))
    yield _leaf("briefs/index.json", _years, stand, len(stand.issues), changed, tuple(years))
    for issue in stand.issues:
        stories = dict.fromkeys(line.story for line in issue.outline.lines if line.story)
        months = tuple((story, month) for story in stories if (month := _month_of(stand, story)))
        yield _leaf(f"briefs/{issue.day}.json", _brief, stand, issue, months, tree)


def _year(stand: Newsstand, year: int, issues: tuple[Issue, ...], changed: str | None) -> Row:
    rows = [_brief_row(stand, issue) for issue in issues]
    return _document("briefs", stand, 1) | {"year": year, "count": len(rows), "updated": changed, "briefs": rows}


def _years(stand: Newsstand, count: int, changed: str | None, years: tuple[_Part, ...]) -> Row:
    rows = [{"year": year} | _entry(*entry) for year, entry in years]
    return _document("briefs-index", stand, 1) | {"count": count, "updated": changed, "years": rows}


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


def _brief(stand: Newsstand, issue: Issue, months: tuple[tuple[str, str], ...], tree: Collection[str]) -> Row:
    brief = issue.brief
    place = words.Place(stand.roster.site, brief, tree, stand.language)
    topics = {topic.id: topic.title for topic in stand.roster.topics}
    row = _document("brief", stand, 1) | _brief_row(stand, issue)
    del row["href"]
    return row | {
        "series": brief.series,
        "word": brief.word,
        "since": rfc3339(brief.since),
        "until": rfc3339(brief.until),
        "topics": [{"id": key, "title": topics[key]} for key in topics_of(stand.roster, issue)],
        "lines": _lines(stand, issue, dict(months), place),
        "passages": list(_passages(issue)),
    }


def _lines(stand: Newsstand, issue: Issue, months: Mapping[str, str], place: words.Place) -> list[Row]:
    told = {row.id: row for row in issue.record.lines}
    evidence = {escape_url(row.link): row for row in issue.record.evidence}
    address = place.address
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
                if story and (month := months.get(story))
                else None,
                "text": words.spoken(line.text),
                "links": [{"label": link.label, "url": link.url} for link in words.links(line, place)],
                "more": _links(line.more, place),
                "updated": rfc3339(line_updated(issue, anchor)),
                "sources": [_source(stand, source) for source in sources.values()],
            }
        )
    return rows


def _month_of(stand: Newsstand, story: str) -> str:
    thread = stand.thread(story)
    return _month(thread) if thread else ""


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


def _stories(stand: Newsstand) -> Iterator[Leaf]:
    months = []
    ordered = sorted(stand.threads, key=lambda thread: (_month(thread), thread.order), reverse=True)
    for month, group in groupby(ordered, key=_month):
        threads = tuple(group)
        changed = _latest(map(_thread_updated, threads))
        yield _leaf(f"stories/{month}.json", _stories_of, stand, month, threads, changed)
        months.append((month, (len(threads), changed, f"{month}.json")))
    changed = _latest(map(_thread_updated, stand.threads))
    yield _leaf("stories/index.json", _months, stand, len(stand.threads), changed, tuple(months))


def _stories_of(stand: Newsstand, month: str, threads: tuple[Thread, ...], changed: str | None) -> Row:
    rows = [_story(stand, thread) for thread in threads]
    return _document("stories", stand, 1) | {
        "month": month, "count": len(rows), "updated": changed, "stories": rows,
    }  # fmt: skip


def _months(stand: Newsstand, count: int, changed: str | None, months: tuple[_Part, ...]) -> Row:
    rows = [{"month": month} | _entry(*entry) for month, entry in months]
    return _document("stories-index", stand, 1) | {"count": count, "updated": changed, "months": rows}


def _month(thread: Thread) -> str:
    return f"{thread.tellings[0].issue.day:%Y-%m}"


def _thread_updated(thread: Thread) -> datetime:
    return thread.newest.updated


def _story(stand: Newsstand, thread: Thread) -> Row:
    site = stand.roster.site
    tellings = [
        {
            "date": one.issue.day.isoformat(),
            "url": f"{words.address(site, one.issue.head)}#{quote(one.anchor)}",
            "href": f"../briefs/{one.issue.day}.json",
            "entries": len(one.entries),
        }
        for one in thread.tellings
    ]
    return {
        "id": thread.id,
        "url": tellings[-1]["url"],
        "text": words.spoken(thread.newest.lines[0].text),
        "published": rfc3339(thread.tellings[0].published),
        "updated": rfc3339(_thread_updated(thread)),
        "topics": list(thread.topics),
        "countries": list(thread.countries),
        "languages": list(thread.languages),
        "tellings": tellings,
    }


def _accounts(stand: Newsstand, observations: Sequence[Observation]) -> Row:
    newest: dict[tuple[str, str], Observation] = {}
    for row in sorted(observations, key=_age):
        newest[row.subject, row.metric] = row
    figures: dict[str, list[Row]] = {}
    for (subject, metric), row in sorted(newest.items()):
        figures.setdefault(subject, []).append({"metric": metric} | _figure(row))
    rows = [
        {
            "id": account.id, "name": account.name, "platform": account.platform, "handle": account.handle,
            "office": account.office, "kind": account.kind, "country": account.country, "host": account.host,
            "url": account.url, "figures": figures.get(account.id, []),
        }
        for account in stand.roster.accounts
    ]  # fmt: skip
    return _document("accounts", stand) | {"count": len(rows), "updated": _newest(observations), "accounts": rows}


def _age(row: Observation) -> tuple[date, date, str, str]:
    return row.observed.first, row.recorded or date.min, row.said_by, row.printed


def _figure(row: Observation) -> Row:
    return {
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "precision": row.precision.value,
        "printed": row.printed,
        "observed": str(row.observed),
        "said_by": row.said_by,
        "source": row.source,
    }


def _standings(stand: Newsstand, tables: Sequence[Table]) -> Row:
    rows = [
        {
            "platform": table.platform, "metric": table.metric, "kind": table.kind, "host": table.host,
            "office": table.office, "on": str(table.observed or table.on), "living": table.living,
            "standings": [_standing(row) for row in table.standings],
        }
        for table in tables
    ]  # fmt: skip
    changed = _newest(row.observation for table in tables for row in table.standings)
    return _document("standings", stand) | {"count": len(rows), "updated": changed, "tables": rows}


def _standing(row: Standing) -> Row:
    place = {"account": row.account, "rank": row.rank, "shared": row.shared, "moved": row.moved}
    return place | {"low": row.low, "high": row.high, "figure": _figure(row.observation)}


def _latest(moments: Iterable[datetime]) -> str | None:
    newest = max(moments, default=None)
    return rfc3339(newest) if newest else None


def _newest(observations: Iterable[Observation]) -> str | None:
    """The day on which the newest figure was observed."""
    newest = max((row.observed.first for row in observations), default=None)
    return newest.isoformat() if newest else None


def _bytes(row: Mapping[str, object]) -> bytes:
    return legal(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
