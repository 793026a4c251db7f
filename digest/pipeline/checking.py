"""Checks before a change goes in: the files that people own, and the feeds that a change adds or moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest import curate, figures, files, publish
from digest.errors import DigestError, RosterFaults, UsageError
from digest.files import Newsroom
from digest.model import Fresh, Problem
from digest.pipeline.accounting import read_events, read_statements
from digest.pipeline.columns import column_problems
from digest.pipeline.deciding import load_decisions
from digest.pipeline.desk import Desk, newsroom_at
from digest.pipeline.meaning import encoder_of
from digest.pull import documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a feed gave when it was read live: how many entries, the newest one's date, or the problem."""

    feed: str
    entries: int
    newest: datetime | None
    problem: Problem | None


def check(folder: Path) -> Newsroom:
    """Read everything that people may have changed. Raises RosterFaults or DigestError with every fault at once."""
    newsroom = newsroom_at(folder)
    faults: list[Problem] = []
    others: list[str] = []
    for read in (_roster, _encoder, _edits, _pages, _figures, _columns):
        try:
            read(newsroom)
        except RosterFaults as found:
            faults.extend(found.problems)
        except DigestError as found:
            others.append(str(found))
    if others:
        raise DigestError("\n".join([*map(str, faults), *others]))
    if faults:
        raise RosterFaults(tuple(faults))
    return newsroom


def read_live(desk: Desk, since: Path | None) -> tuple[Reading, ...]:
    """Read the feeds now, keeping nothing: all of them, or those that an older feeds.yaml does not have as they are."""
    feeds = desk.roster.feeds
    if since is not None:
        if not since.is_file():
            raise UsageError(f"{since} is not a file (name the older feeds.yaml)")
        known = set(_addresses(since))
        feeds = tuple(feed for feed in feeds if (feed.id, feed.url) not in known)
    outlets = {outlet.id: outlet for outlet in desk.roster.outlets}
    readings = {
        one.feed: _reading(one) for one in documents.pull(feeds, outlets, {}, now=desk.now, manners=desk.manners)
    }
    return tuple(readings[feed.id] for feed in feeds)


def _addresses(older: Path) -> list[tuple[str, str]]:
    """What an older roster read; nothing where it had faults, which a change may be there to repair."""
    try:
        return [(feed.id, feed.url) for feed in curate.load(older).feeds]
    except RosterFaults:
        return []


def _reading(fresh: Fresh) -> Reading:
    dates = [entry.published for entry in fresh.entries if entry.published]
    problem = documents.problem_of(fresh) if fresh.problem else None
    return Reading(feed=fresh.feed, entries=len(fresh.entries), newest=max(dates, default=None), problem=problem)


def _columns(newsroom: Newsroom) -> None:
    try:
        issues = publish.read_issues(newsroom.briefs)
    except DigestError:
        return  # A page or record that cannot be read is told by itself.
    if problems := column_problems(newsroom, issues):
        raise RosterFaults(problems)


def _roster(newsroom: Newsroom) -> None:
    curate.load(newsroom.roster)


def _encoder(newsroom: Newsroom) -> None:
    try:
        roster = curate.load(newsroom.roster)
    except RosterFaults:
        return  # told already
    encoder_of(newsroom, roster)


def _edits(newsroom: Newsroom) -> None:
    try:
        editors = curate.load(newsroom.roster).editors
    except RosterFaults:
        editors = ()  # Its own faults are told; who the editors are is not known until they are gone.
    load_decisions(newsroom, editors)


def _figures(newsroom: Newsroom) -> None:
    faults: list[Problem] = []
    for path in sorted((newsroom.accounts / "observations").glob("*.csv")):
        faults.extend(figures.read_rows(files.read(path), path.relative_to(newsroom.root).as_posix())[1])
    faults += [*read_events(newsroom)[1], *read_statements(newsroom)[1]]
    if faults:
        raise RosterFaults(tuple(faults))


def _pages(newsroom: Newsroom) -> None:
    problems = [*publish.read_shelf(newsroom.briefs)[1], *publish.read_shelf(newsroom.record)[1]]
    if problems:
        raise RosterFaults(tuple(problems))
