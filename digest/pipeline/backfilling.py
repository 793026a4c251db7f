"""Backfill: an archive made day by day from dumps, or from what the store has; it can be cut off and gone on with.

Entries are taken over first, batch by batch, and how far a source was read is noted after each. Then the days are
composed in their order, since a day's threads and its title rest on the days before; the stories of many days are found
ahead of that, in workers. A day that is on the shelf is not made again, so nothing else has to be remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from digest import clock, publish
from digest.errors import UsageError
from digest.pipeline.briefing import Briefed, brief_due
from digest.pipeline.desk import Desk
from digest.pipeline.dumping import Source, entries_of, source_of
from digest.pipeline.loading import store_of
from digest.pipeline.running import running
from digest.store import Kept, Store

_BATCH = 2_000

OnRead = Callable[[str, int], None]
"""Is told of each batch that is stored: the source, and how much of it is read."""

OnDay = Callable[[int, int, date], None]
"""Is told of each day that is through: its number, of how many, the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfilled:
    """What a backfill came to: entries that were new, and what came of composing."""

    entries: int
    briefed: Briefed


def backfill(
    desk: Desk,
    since: date,
    until: date,
    *,
    sources: Sequence[Path] = (),
    executor: Executor,
    on_read: OnRead | None = None,
    on_day: OnDay | None = None,
) -> Backfilled:
    """Make the briefs of the days from `since` to `until`, from what the sources and the store have.

    UsageError for days that are none, and for a source, with its place, that cannot be read.
    """
    with running(desk, "backfill") as run:
        issues, problems = publish.read_shelf(desk.newsroom.briefs)
        with store_of(desk, issues) as store:
            _check(desk, since, until)
            taken = sum(_take_over(desk, store, path, executor, on_read) for path in sources)
            store.note_backfill(_opening(desk, since), clock.close_of(until, desk.roster.calendar))
            briefed = brief_due(desk, store, issues, span=(since, until), executor=executor, on_day=on_day)
        briefed = replace(briefed, problems=(*problems, *briefed.problems))
        run.note({"entries": taken, "changed": len(briefed.changed)}, briefed.problems)
    return Backfilled(entries=taken, briefed=briefed)


def _check(desk: Desk, since: date, until: date) -> None:
    if since > until:
        raise UsageError(f"--since {since} is after --until {until} (the first day comes first)")
    if until > desk.today:
        raise UsageError(f"--until {until} is still to come (today is {desk.today})")


def _take_over(desk: Desk, store: Store, path: Path, executor: Executor, on_read: OnRead | None) -> int:
    """Take over what of a source was not read yet; how many entries were new."""
    source = source_of(path)
    taken, batch = 0, list[Kept]()
    for read, group in entries_of(desk, path, store.read_of(source.id), executor):
        batch += group
        if len(batch) >= _BATCH:
            taken += _keep(store, source, batch, read)
            if on_read:
                on_read(source.name, read)
    return taken + (_keep(store, source, batch, read) if batch else 0)


def _keep(store: Store, source: Source, batch: list[Kept], read: int) -> int:
    taken = store.take_over(batch)
    store.note_read(source.id, read)
    batch.clear()
    return taken


def _opening(desk: Desk, day: date) -> datetime:
    """When the window of the first edition on a day or after it opens."""
    while not clock.is_edition(day, desk.roster.calendar):
        day += timedelta(days=1)
    return clock.edition_on(day, desk.roster.calendar).since
