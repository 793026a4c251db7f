"""What a step finds in a newsroom: the briefs on its shelf, and the store with what they told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from digest import publish
from digest.errors import UsageError
from digest.model import Entry, Evidence, Issue
from digest.pipeline.desk import Desk
from digest.store import Store


def issues_of(desk: Desk) -> tuple[Issue, ...]:
    """The briefs, newest first, without those whose files cannot be read."""
    return publish.read_issues(desk.newsroom.briefs)


def issue_of(desk: Desk, day: date) -> Issue:
    """The brief of a day; UsageError if there is none."""
    issue = publish.read_issue(desk.newsroom.briefs, day)
    if issue is None:
        raise UsageError(f"there is no brief of {day} (see `digest status` for the days that have one)")
    return issue


@contextmanager
def store_of(desk: Desk, issues: Iterable[Issue]) -> Iterator[Store]:
    """The store, open. Into one that is new, or was put back from a copy, comes what the briefs told: nothing is told
    twice."""
    with Store(desk.newsroom.store) as store:
        if store.opened() is None:
            store.reseed(entry_of(evidence) for issue in issues for evidence in issue.record.evidence)
        yield store


def entry_of(evidence: Evidence) -> Entry:
    """An entry as a record has it."""
    return Entry(
        id=evidence.id,
        feed=evidence.feed,
        outlet=evidence.outlet,
        title=evidence.title,
        link=evidence.link,
        seen=evidence.seen,
        published=evidence.published,
        summary=evidence.quoted,
        language=evidence.language,
    )
