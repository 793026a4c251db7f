"""Pull: what the feeds and accounts say now, kept in the store and in content/accounts.

A pull is a stream. `pull.documents` hands each feed over as soon as it is through and remembers nothing of it; while it
is taken, no other is asked. `intake` stores the stream in batches, each a transaction that is on the disk before the
next; a feed's entries and its state are never apart. So memory does not grow with what is pulled, and a pull that is
cut off has lost at most a batch. What must be known before the first batch is decided before it: the rule of first
sight sees the store as it was (`sighting`), and nothing is kept until one server was reached, because a missing network
is nobody's failure. A store counts as opened when its first pull is complete, so that a first pull that was cut off is
gone on with as the first. The order in which feeds come changes nothing of what is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import timedelta

from digest import figures, publish
from digest.errors import UsageError
from digest.model import Feed, FeedState, Fresh, Issue, Observation, Place, Problem, Run, Status
from digest.pipeline.accounting import Written, as_named_now, keep_figures, keep_posts, read_observations
from digest.pipeline.desk import Desk
from digest.pipeline.intake import Intake
from digest.pipeline.loading import issues_of, store_of
from digest.pipeline.maintenance import copy_daily
from digest.pipeline.running import running
from digest.pull import documents, schedule
from digest.pull.figures import pull_figures
from digest.sources.cage import Cage
from digest.store import Store
from digest.web import HOSTS_THAT_PROVE_IT

_WORTH_WORKERS = 24
"""From so many feeds on, a second process for parsing pays for starting it."""

_WORKERS = 2

_RUNS = 20
"""Pulls that the public pages tell of, at most."""

_WRONG_CLOCK = timedelta(days=31)
"""Data that are from so far ahead were noted by a clock that went wrong, not by a later run."""

_PULLS = frozenset({"pull", "pull without an answer"})

_COUNTED = frozenset({"api", "page", "feed"})
"""How figures come that the program asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What a pull came to, of the `feeds` that were asked; others were `not_due`.

    `unreached` is the one line to say when there was no network at all.
    """

    feeds: int
    failed: int
    new: int
    observations: int
    problems: tuple[Problem, ...]
    unreached: str = ""
    not_due: int = 0


def pull(
    desk: Desk,
    on_done: Callable[[Fresh], None] | None = None,
    *,
    named: Sequence[str] = (),
    executor: Executor | None = None,
) -> Pulled:
    """Pull every feed that is due and every account that can be read, and keep what is new.

    Feeds that are muted today are not asked; of the others, entries that their rules leave out are not kept. Where
    feeds are `named`, they alone are asked, due or not, and no account. UsageError for a name that no feed has.
    Documents are read by `executor` where one is given, else in a cage of this pull's own.
    """
    issues = issues_of(desk)
    with running(desk, "pull") as run, store_of(desk, issues) as store:
        pulled = _pull(desk, store, issues, named=named, on_done=on_done, executor=executor)
        keep_posts(desk, store)
        pulled = replace(pulled, problems=(*pulled.problems, *copy_daily(desk, store)))
        counts = {"feeds": pulled.feeds, "failed": pulled.failed, "new": pulled.new}
        run.note(
            counts | ({"not due": pulled.not_due} if pulled.not_due else {}),
            pulled.problems,
            # That no feed was due is an answer too: it was asked a short while ago.
            command="pull" if pulled.feeds > pulled.failed or not pulled.feeds else "pull without an answer",
        )
        _note_status(desk, store, pulled.unreached, run.so_far)
    return pulled


def _pull(
    desk: Desk,
    store: Store,
    issues: tuple[Issue, ...],
    *,
    named: Sequence[str],
    on_done: Callable[[Fresh], None] | None,
    executor: Executor | None,
) -> Pulled:
    store.rename_feeds({old: feed.id for feed in desk.roster.feeds for old in feed.formerly})
    states = store.states()
    awake = {feed.id: feed for feed in desk.roster.feeds if not feed.muted(desk.today)}
    feeds = feeds_named(desk, named) if named else awake
    asked = feeds if named else _due(desk, feeds, states)
    # Few feeds that cannot be reached are those feeds' trouble, unless they are all there are.
    is_telling = not named and (len(asked) == len(feeds) or len(asked) >= HOSTS_THAT_PROVE_IT)
    intake = Intake(desk, store, issues, asked)
    with closing(_pull_feeds(desk, asked, states, executor)) as stream:
        unreached = intake.keep(_told(stream, on_done), is_telling=is_telling)
    observations, troubles = (0, ()) if named or unreached else _pull_figures(desk)
    return Pulled(
        feeds=intake.feeds,
        failed=len(intake.failed),
        new=intake.new,
        observations=observations,
        problems=() if unreached else (*intake.problems, *troubles),
        unreached=unreached,
        not_due=len(feeds) - intake.feeds,
    )


def feeds_named(desk: Desk, names: Sequence[str]) -> dict[str, Feed]:
    """The feeds of some ids; UsageError for a name that no feed has."""
    feeds = {feed.id: feed for feed in desk.roster.feeds}
    if unknown := next((name for name in names if name not in feeds), None):
        raise UsageError(f"{unknown} is no feed of {desk.newsroom.roster.name} (`digest feeds list` names them)")
    return {name: feeds[name] for name in names}


def _due(desk: Desk, feeds: Mapping[str, Feed], states: Mapping[str, FeedState]) -> dict[str, Feed]:
    outlets = {outlet.id: outlet for outlet in desk.roster.outlets}
    known = (schedule.current(states.get(feed.id), feed, outlets[feed.outlet]) for feed in feeds.values())
    return {state.feed: feeds[state.feed] for state in schedule.to_ask(known, desk.now)}


def _pull_feeds(
    desk: Desk, feeds: Mapping[str, Feed], states: Mapping[str, FeedState], executor: Executor | None
) -> Generator[Fresh, None, None]:
    outlets = {outlet.id: outlet for outlet in desk.roster.outlets}
    with ExitStack() as stack:
        cage = executor or stack.enter_context(Cage(1 if len(feeds) < _WORTH_WORKERS else _WORKERS))
        yield from documents.pull(
            tuple(feeds.values()), outlets, states, now=desk.now, manners=desk.manners, executor=cage
        )


def _told(stream: Iterable[Fresh], on_done: Callable[[Fresh], None] | None) -> Iterator[Fresh]:
    for one in stream:
        if on_done:
            on_done(one)
        yield one


def _pull_figures(desk: Desk) -> tuple[int, tuple[Problem, ...]]:
    """Ask for the figures that today does not have yet, and append them to this year's file."""
    known, faults = read_observations(desk.newsroom)
    today = desk.today
    named = as_named_now(known, desk.roster)
    have = {row.subject for row in named if row.method in _COUNTED and row.observed.first == today}
    accounts = tuple(account for account in desk.roster.accounts if account.id not in have)
    rows, problems = pull_figures(accounts, desk.roster.platforms, on=today, manners=desk.manners, secrets=desk.secrets)
    told = Written(desk.roster, known)
    rows = tuple(row for row in rows if row not in told)
    keep_figures(desk, rows)
    return len(rows), (*faults, *problems, *_falls(named, rows))


def _falls(known: Sequence[Observation], rows: Iterable[Observation]) -> Iterator[Problem]:
    """New figures that are certainly half of the last one of their kind or less: kept, and an editor's to look at."""
    last = {(row.subject, row.metric, row.method): row for row in sorted(known, key=lambda row: row.observed.first)}
    for row in rows:
        before = last.get((row.subject, row.metric, row.method))
        if before and figures.halved(before, row):
            was = f"{figures.in_words(before)} on {before.observed}"
            what = f"has {figures.in_words(row)} {row.metric}, which were {was}"
            todo = f"it is kept: `digest accounts accept {figures.id_of(row)}` if it is right, else reject it"
            yield Problem(place=Place(name=row.subject), what=what, todo=todo)


def _note_status(desk: Desk, store: Store, unreached: str, run: Run) -> None:
    """Write the status: once an edition, and again when an edition that began without a network found one.

    `run` is the pull that it is written by.
    """
    before = publish.read_status(desk.newsroom.status)
    if before and before.edition == desk.edition.day and (not before.unreached or unreached):
        return
    if before and before.cut_off and desk.now < before.cut_off < desk.now + _WRONG_CLOCK:
        return
    feeds = {feed.id for feed in desk.roster.feeds}
    health = tuple(one for one in store.health() if one.feed in feeds)
    cut_off = (before.cut_off if before else None) if unreached else desk.now
    since = before.cut_off if before else None
    earlier = [
        one for one in store.runs(_RUNS) if one.ended and one.command in _PULLS and since and one.started > since
    ]
    runs = tuple(replace(one, problems=()) for one in (run, *earlier))
    status = Status(edition=desk.edition.day, cut_off=cut_off, unreached=unreached, feeds=health, runs=runs)
    publish.write_status(desk.newsroom.status, status)
