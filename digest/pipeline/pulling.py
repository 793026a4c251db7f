"""Pull: what the feeds and accounts say now, kept in the store and in content/accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice

from digest import clock, figures, files, publish, pull
from digest.model import Entry, Evidence, Feed, Fresh, Issue, Observation, Problem, Status
from digest.pipeline.desk import Desk
from digest.pipeline.taking import FirstSight, taken, within_a_days_most
from digest.sources.cage import Cage
from digest.store import Store

FIRST_EDITIONS = 7
"""So many editions are composed from what feeds still carry when an empty newsroom runs for the first time."""

_WORTH_WORKERS = 24
"""From so many feeds on, a second process for parsing pays for starting it."""

_WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What a pull came to. `unreached` is the one line to say when there was no network at all."""

    feeds: int
    failed: int
    new: int
    observations: int
    problems: tuple[Problem, ...]
    unreached: str = ""


def pull_all(desk: Desk, store: Store, issues: tuple[Issue, ...], on_done: Callable[[Fresh], None] | None) -> Pulled:
    """Pull every feed and every account that can be read, keep what is new, and write the edition's status.

    Feeds that are muted today are not asked; of the others, entries that their rules leave out are not kept.
    """
    feeds = {feed.id: feed for feed in desk.roster.feeds if not feed.muted(desk.today)}
    fresh = tuple(taken(one, feeds[one.feed]) for one in _pull_feeds(desk, store, feeds, on_done))
    unreached = _unreached(fresh)
    new, observations = 0, 0
    troubles: tuple[Problem, ...] = ()
    if not unreached:
        new = store.keep(fresh, now=desk.now, first_sight=_first_sight(desk, store, issues))
        observations, troubles = _pull_figures(desk)
    _note_status(desk, store, unreached)
    failed = tuple(one for one in fresh if one.problem)
    return Pulled(
        feeds=len(fresh),
        failed=len(failed),
        new=new,
        observations=observations,
        problems=() if unreached else (*(pull.problem_of(one) for one in failed), *troubles),
        unreached=unreached,
    )


def restore(store: Store, issues: Iterable[Issue]) -> None:
    """Bring back into an empty store what the briefs told, so that nothing is told twice."""
    if store.is_empty():
        store.reseed(_entry(evidence) for issue in issues for evidence in issue.record.evidence)


def _pull_feeds(
    desk: Desk, store: Store, feeds: Mapping[str, Feed], on_done: Callable[[Fresh], None] | None
) -> tuple[Fresh, ...]:
    roster = desk.roster
    outlets = {outlet.id: outlet for outlet in roster.outlets}
    store.rename_feeds({old: feed.id for feed in roster.feeds for old in feed.formerly})
    agent = pull.user_agent(roster.site.contact)

    with Cage(1 if len(feeds) < _WORTH_WORKERS else _WORKERS) as executor:
        return pull.pull(
            tuple(feeds.values()),
            outlets,
            store.states(),
            now=desk.now,
            user_agent=agent,
            executor=executor,
            on_done=on_done,
        )


def _unreached(fresh: tuple[Fresh, ...]) -> str:
    return "" if pull.reached(fresh) else f"No network: none of {len(fresh)} feeds could be reached."


def _first_sight(desk: Desk, store: Store, issues: tuple[Issue, ...]) -> FirstSight:
    """The rule for the moment of first sight of a new entry; None makes it backlog.

    A running newsroom sees an entry now. An empty one takes the dates that feeds give, so that its last editions can
    still be composed. Either way a feed that has a most a day is held to it.
    """
    zone = desk.roster.calendar.zone
    feeds = {feed.id: feed for feed in desk.roster.feeds if feed.max_items_per_day}
    rule = _moment_of_sight(desk, store, issues)
    if not feeds:
        return rule
    since = datetime.combine(desk.today, time(), zone)
    counts = store.seen_by_feed(since, datetime.combine(desk.today + timedelta(days=1), time(), zone))
    return within_a_days_most(rule, feeds, zone, {(feed, desk.today): count for feed, count in counts.items()})


def _moment_of_sight(desk: Desk, store: Store, issues: tuple[Issue, ...]) -> FirstSight:
    edition = desk.edition
    closed = max((issue.record.until for issue in issues if issue.record.whole), default=None)
    if store.is_empty() and not issues:
        oldest = list(islice(clock.editions_before(edition, desk.roster.calendar), FIRST_EDITIONS))[-1]

        def carried(entry: Entry) -> datetime | None:
            moment = min(entry.published or desk.now, desk.now)
            return moment if moment >= oldest.since else None

        return carried
    if store.opened() is None and closed:
        # The store was lost: what was out before the newest brief closed had its chance in one of them.
        return lambda entry: None if (entry.published or closed) < closed else desk.now
    # Nothing enters an edition that has closed, even if the clock went back.
    sight = max(desk.now, closed) if closed else desk.now
    return lambda entry: None if clock.is_backlog(entry.published, edition) else sight


def _pull_figures(desk: Desk) -> tuple[int, tuple[Problem, ...]]:
    """Ask for the figures that today does not have yet, and append them to this year's file."""
    known, faults = read_observations(desk)
    today = desk.today
    have = {row.subject for row in known if row.method == "api" and row.observed.first == today}
    accounts = tuple(account for account in desk.roster.accounts if account.id not in have)
    agent = pull.user_agent(desk.roster.site.contact)
    rows, problems = pull.pull_figures(accounts, desk.roster.platforms, on=today, user_agent=agent)
    _keep_figures(desk, rows)
    return len(rows), (*faults, *problems)


def _keep_figures(desk: Desk, rows: Iterable[Observation]) -> None:
    by_year: dict[int, list[Observation]] = defaultdict(list)
    for row in rows:
        by_year[row.observed.first.year].append(row)
    for year, group in by_year.items():
        path = desk.newsroom.accounts / "observations" / f"{year}.csv"
        files.append(path, figures.write_rows(group, header=not path.is_file()))


def read_observations(desk: Desk) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """Every observation of content/accounts, oldest file first, and the rows that are none."""
    rows: list[Observation] = []
    problems: list[Problem] = []
    for path in sorted((desk.newsroom.accounts / "observations").glob("*.csv")):
        found, faults = figures.read_rows(files.read(path), path.relative_to(desk.newsroom.root).as_posix())
        rows.extend(found)
        problems.extend(faults)
    return tuple(rows), tuple(problems)


def _note_status(desk: Desk, store: Store, unreached: str) -> None:
    """Once an edition, and again when an edition that began without a network found one."""
    before = publish.read_status(desk.newsroom.status)
    if before and before.edition == desk.edition.day and (not before.unreached or unreached):
        return
    if before and before.cut_off and before.cut_off > desk.now:
        return
    feeds = {feed.id for feed in desk.roster.feeds}
    health = tuple(one for one in store.health() if one.feed in feeds)
    cut_off = (before.cut_off if before else None) if unreached else desk.now
    status = Status(edition=desk.edition.day, cut_off=cut_off, unreached=unreached, feeds=health)
    publish.write_status(desk.newsroom.status, status)


def _entry(evidence: Evidence) -> Entry:
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
