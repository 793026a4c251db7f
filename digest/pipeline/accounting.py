"""The accounts' files: figures, events, statements and posts, read and appended to; and which of them count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from digest import figures, files
from digest.curate.policy import load_policy
from digest.files import Newsroom
from digest.model import (
    AccountEvent,
    Observation,
    Policy,
    Post,
    Problem,
    Roster,
    Statement,
)
from digest.pipeline.desk import Desk
from digest.store import Store

Fact = Observation | AccountEvent
"""What is written of an account, a row each."""

_R = TypeVar("_R", Observation, Post)


def keep_figures(desk: Desk, rows: Iterable[Observation]) -> None:
    """Append figures to the files of their years."""
    by_year: dict[int, list[Observation]] = defaultdict(list)
    for row in rows:
        by_year[row.observed.first.year].append(row)
    for year, group in by_year.items():
        path = desk.newsroom.accounts / "observations" / f"{year}.csv"
        files.append(path, figures.write_rows(group, header=_is_new(path)))


def read_observations(newsroom: Newsroom) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """Every observation of content/accounts, oldest file first, and the rows that are none."""
    return _of_years(newsroom, "observations", figures.read_rows)


def read_events(newsroom: Newsroom) -> tuple[tuple[AccountEvent, ...], tuple[Problem, ...]]:
    """Every account event of content/accounts, and the rows that are none."""
    path = newsroom.accounts / "events.csv"
    return figures.read_events(files.read(path)) if path.is_file() else ((), ())


def read_statements(newsroom: Newsroom) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """Every statement of content/accounts, and the rows that are none."""
    path = newsroom.accounts / "statements.csv"
    return figures.read_statements(files.read(path)) if path.is_file() else ((), ())


def read_posts(newsroom: Newsroom) -> tuple[tuple[Post, ...], tuple[Problem, ...]]:
    """Every moment of a post of content/accounts, oldest file first, and the rows that are none."""
    return _of_years(newsroom, "posts", figures.read_posts)


def row_problems(newsroom: Newsroom) -> tuple[Problem, ...]:
    """The rows of content/accounts that are no figures, events, statements or posts."""
    every = (read_observations, read_events, read_statements, read_posts)
    return tuple(problem for read in every for problem in read(newsroom)[1])


def _of_years(
    newsroom: Newsroom, kind: str, read: Callable[[str, str], tuple[tuple[_R, ...], tuple[Problem, ...]]]
) -> tuple[tuple[_R, ...], tuple[Problem, ...]]:
    """What the files of a kind have, one for each year, and the rows that cannot be read."""
    rows: list[_R] = []
    problems: list[Problem] = []
    for path in sorted((newsroom.accounts / kind).glob("*.csv")):
        found, faults = read(files.read(path), path.relative_to(newsroom.root).as_posix())
        rows.extend(found)
        problems.extend(faults)
    return tuple(rows), tuple(problems)


def posted(newsroom: Newsroom) -> dict[str, tuple[datetime, ...]]:
    """When each account posted, as its feed showed it, by the account's id."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for post in read_posts(newsroom)[0]:
        found[post.account].append(post.at)
    return {account: tuple(moments) for account, moments in found.items()}


def keep_posts(desk: Desk, store: Store) -> int:
    """Append the moments of new posts of the accounts that have a feed to the files of their years; gives how many."""
    known = posted(desk.newsroom)
    by_year: dict[int, list[Post]] = defaultdict(list)
    for account in desk.roster.accounts:
        if not account.feed:
            continue
        told = {at for name in (account.id, *account.formerly) for at in known.get(name, ())}
        for at in store.published(account.feed):
            if at not in told:
                by_year[at.year].append(Post(account=account.id, at=at))
    for year, posts in by_year.items():
        path = desk.newsroom.accounts / "posts" / f"{year}.csv"
        files.append(path, figures.write_posts(posts, header=_is_new(path)))
    return sum(map(len, by_year.values()))


def append_events(newsroom: Newsroom, events: Iterable[AccountEvent]) -> None:
    """Append events to events.csv."""
    path = newsroom.accounts / "events.csv"
    if some := tuple(events):
        files.append(path, figures.write_events(some, header=_is_new(path)))


def _is_new(path: Path) -> bool:
    """Whether a table still lacks its header: it is not there, or was begun on a disk without room."""
    return not path.is_file() or not path.stat().st_size


def policy_of(desk: Desk) -> Policy:
    """The standing decisions; RosterFaults with every fault of their file."""
    return load_policy(desk.newsroom.policy, desk.roster.editors)


def counted(desk: Desk, policy: Policy) -> tuple[Observation, ...]:
    """Every figure that no editor rejected and none supersedes, under the present id of its account."""
    rows = (row for row in read_observations(desk.newsroom)[0] if figures.id_of(row) not in policy.rejected)
    return as_named_now(figures.current(rows), desk.roster)


def happened(desk: Desk, policy: Policy) -> tuple[AccountEvent, ...]:
    """Every account event that no editor rejected, under the present id of its account."""
    present = _present(desk.roster)
    return tuple(
        replace(one, account=present[one.account], formerly=one.account) if one.account in present else one
        for one in read_events(desk.newsroom)[0]
        if figures.id_of_event(one) not in policy.rejected
    )


def stated(desk: Desk) -> tuple[Statement, ...]:
    """Every statement, under the present ids of the accounts that it is about."""
    present = _present(desk.roster)
    return tuple(
        replace(one, subject=present.get(one.subject, one.subject), other=present.get(one.other, one.other))
        for one in read_statements(desk.newsroom)[0]
    )


class Written:
    """Figures and events that are written down, whatever ids their accounts had then."""

    def __init__(self, roster: Roster, facts: Iterable[Fact]) -> None:
        self._former = {account.id: account.formerly for account in roster.accounts}
        self._ids = frozenset(id_of(fact) for fact in facts)

    def ids_of(self, fact: Fact) -> Iterator[str]:
        """Its id, then those that it would have under the former ids of its account."""
        about = fact.subject if isinstance(fact, Observation) else fact.account
        return (id_of(replace(fact, formerly=name)) for name in ("", *self._former.get(about, ())))

    def __contains__(self, fact: Fact) -> bool:
        return any(key in self._ids for key in self.ids_of(fact))


def written_down(desk: Desk) -> Written:
    """The figures and events of the accounts' files, rejected ones too."""
    return Written(desk.roster, facts(desk.newsroom))


def facts(newsroom: Newsroom) -> tuple[Fact, ...]:
    """Every figure and event of the accounts' files, as written."""
    return (*read_observations(newsroom)[0], *read_events(newsroom)[0])


def id_of(fact: Fact) -> str:
    """What names a figure or an event for ever."""
    return figures.id_of(fact) if isinstance(fact, Observation) else figures.id_of_event(fact)


def as_named_now(rows: Iterable[Observation], roster: Roster) -> tuple[Observation, ...]:
    """Figures under the present ids of their accounts; what names a figure stays."""
    present = _present(roster)
    return tuple(
        replace(row, subject=present[row.subject], formerly=row.subject) if row.subject in present else row
        for row in rows
    )


def _present(roster: Roster) -> dict[str, str]:
    """The ids of accounts by the ids that they had before."""
    return {name: account.id for account in roster.accounts for name in account.formerly}
