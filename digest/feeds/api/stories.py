"""Stories for programs: one file a month, that of their first telling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from urllib.parse import quote

from digest.feeds import words
from digest.feeds.api.file import Part, Row, document, entry, latest, leaf
from digest.feeds.elements import rfc3339
from digest.feeds.newsstand import Newsstand
from digest.feeds.threads import Thread
from digest.leaves import Leaf


def stories(stand: Newsstand) -> Iterator[Leaf]:
    """The files of the stories."""
    months = []
    ordered = sorted(stand.threads, key=lambda thread: (month_of(thread), thread.order), reverse=True)
    for month, group in groupby(ordered, key=month_of):
        threads = tuple(group)
        changed = latest(map(thread_updated, threads))
        yield leaf(f"stories/{month}.json", _stories_of, stand, month, threads, changed)
        months.append((month, (len(threads), changed, f"{month}.json")))
    changed = latest(map(thread_updated, stand.threads))
    yield leaf("stories/index.json", _months, stand, len(stand.threads), changed, tuple(months))


def _stories_of(stand: Newsstand, month: str, threads: tuple[Thread, ...], changed: str | None) -> Row:
    rows = [_story(stand, thread) for thread in threads]
    return document("stories", stand, 1) | {
        "month": month, "count": len(rows), "updated": changed, "stories": rows,
    }  # fmt: skip


def _months(stand: Newsstand, count: int, changed: str | None, months: tuple[Part, ...]) -> Row:
    rows = [{"month": month} | entry(*part) for month, part in months]
    return document("stories-index", stand, 1) | {"count": count, "updated": changed, "months": rows}


def month_of(thread: Thread) -> str:
    """The month in whose file a story stands."""
    return month_name(thread.tellings[0].issue.day)


def month_name(day: date) -> str:
    """The month of a day as files are named: `2015-04`."""
    return f"{day.year:04}-{day.month:02}"


def thread_updated(thread: Thread) -> datetime:
    """When a word of a story last changed."""
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
        "updated": rfc3339(thread_updated(thread)),
        "topics": list(thread.topics),
        "countries": list(thread.countries),
        "languages": list(thread.languages),
        "tellings": tellings,
    }
