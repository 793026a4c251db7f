"""League tables of accounts: who is followed most, as far as the figures prove it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from digest import figures
from digest.model import Account, AccountKind, Moment, Observation, Precision, Standing, Table
from digest.standings.ranking import moved, rank


@dataclass(frozen=True, slots=True, order=True)
class _Cut:
    """Which peers a table has; empty is no limit."""

    platform: str = ""
    kind: AccountKind | Literal[""] = ""
    host: str = ""
    office: str = ""


LIVING = timedelta(days=60)
"""A figure older than this no longer speaks for an account of today."""

WEEK = timedelta(days=7)
MOST_FOLLOWED = 20
"""So many accounts stand in the table across platforms."""

_FOLLOWERS = "followers"
_NOT_RANKED = frozenset({"benchmark", "platform"})


def tables(observations: Iterable[Observation], accounts: Sequence[Account], on: date) -> tuple[Table, ...]:
    """The tables as of a day, one a platform: living ones first, then those of past months, newest first.

    Figures that a source only derives or supposes rank nobody; benchmarks are no peers.
    """
    peers = _peers(accounts)
    rows = usable(observations, peers, on)
    return (*_living(rows, peers, on, _platform), *_historic(rows, peers, on))


def cuts(observations: Iterable[Observation], accounts: Sequence[Account], on: date) -> tuple[Table, ...]:
    """The living tables of each kind of account and of each host country on a platform that has two of them or more.

    A cut that holds all accounts of its platform is left out: it is the platform's own table.
    """
    peers = _peers(accounts)
    rows = usable(observations, peers, on)
    wholes = {table.platform: len(table.standings) for table in _living(rows, peers, on, _platform)}
    found = (*_living(rows, peers, on, _kind), *_living(rows, peers, on, _host))
    return tuple(table for table in found if 1 < len(table.standings) < wholes[table.platform])


def most_followed(
    observations: Iterable[Observation], accounts: Sequence[Account], on: date, *, most: int = MOST_FOLLOWED
) -> Table | None:
    """The living accounts of all platforms in one table, its first places only; None where there are none.

    An office with accounts on several platforms stands there with each of them: followers are no people, and the same
    person may follow it twice, so they are never added up.
    """
    peers = _peers(accounts)
    found = tuple(_living(usable(observations, peers, on), peers, on, _all))
    if not found:
        return None
    (table,) = found
    return replace(table, standings=tuple(one for one in table.standings if one.rank and one.rank <= most))


def offices(observations: Iterable[Observation], accounts: Sequence[Account], on: date) -> tuple[Table, ...]:
    """The accounts of each office that has several living ones, side by side."""
    peers = _peers(accounts)
    found = _living(usable(observations, peers, on), peers, on, _office)
    return tuple(table for table in found if len(table.standings) > 1)


def risen(
    observations: Iterable[Observation], accounts: Sequence[Account], before: date, on: date
) -> tuple[Standing, ...]:
    """The living accounts that certainly moved up among the peers of their platform from one day to another.

    Those that moved most stand first. Only peers that both days have are compared, and only what both prove.
    """
    peers = _peers(accounts)
    rows = usable(observations, peers, on)
    earlier = {table.platform: table for table in _as_of(rows, peers, before, _platform)}
    found = [
        one
        for table in _as_of(rows, peers, on, _platform)
        if table.platform in earlier
        for one in moved(table.standings, earlier[table.platform].standings)
        if one.moved and one.moved > 0
    ]
    return tuple(sorted(found, key=lambda one: (-(one.moved or 0), one.rank or 0, one.account)))


def usable(observations: Iterable[Observation], peers: Mapping[str, Account], on: date) -> tuple[Observation, ...]:
    """The follower figures of the peers known on a day, oldest first; of one day an API's last, as the one that counts.

    What a later figure supersedes is left out.
    """
    return tuple(
        row
        for row in sorted(figures.current(observations), key=_key)
        if row.metric == _FOLLOWERS
        and row.subject in peers
        and not row.precision.is_supposed
        and row.observed.first <= on
    )


def _peers(accounts: Iterable[Account]) -> dict[str, Account]:
    return {account.id: account for account in accounts if account.kind not in _NOT_RANKED}


def _all(_: Account) -> _Cut:
    return _Cut()


def _platform(account: Account) -> _Cut:
    return _Cut(platform=account.platform)


def _kind(account: Account) -> _Cut:
    return _Cut(platform=account.platform, kind=account.kind)


def _host(account: Account) -> _Cut | None:
    return _Cut(platform=account.platform, host=account.host) if account.host else None


def _office(account: Account) -> _Cut:
    return _Cut(office=account.office)


def _living(
    rows: Sequence[Observation], peers: Mapping[str, Account], on: date, cut: Callable[[Account], _Cut | None]
) -> Iterable[Table]:
    earlier = {_cut_of(table): table for table in _as_of(rows, peers, on - WEEK, cut)}
    for table in _as_of(rows, peers, on, cut):
        before = earlier.get(_cut_of(table))
        yield replace(table, standings=moved(table.standings, before.standings)) if before else table


def _as_of(
    rows: Sequence[Observation], peers: Mapping[str, Account], on: date, cut: Callable[[Account], _Cut | None]
) -> Iterable[Table]:
    newest = {row.subject: row for row in rows if on - LIVING < row.observed.first <= on}
    return (_table(which, group, on) for which, group in _groups(newest.values(), peers, cut))


def _historic(rows: Sequence[Observation], peers: Mapping[str, Account], on: date) -> Iterable[Table]:
    months: dict[date, dict[str, Observation]] = defaultdict(dict)
    for row in rows:
        if row.observed.first <= on - LIVING and row.observed.precision != "year":
            months[row.observed.first.replace(day=1)][row.subject] = row
    for month in sorted(months, reverse=True):
        for which, group in _groups(months[month].values(), peers, _platform):
            if len(group) > 1 or group[0].precision is Precision.UNDISCLOSED:
                yield replace(_table(which, group, month), observed=Moment(first=month, precision="month"))


def _table(cut: _Cut, rows: Iterable[Observation], on: date) -> Table:
    return Table(
        platform=cut.platform,
        metric=_FOLLOWERS,
        on=on,
        standings=rank(tuple(rows)),
        kind=cut.kind,
        host=cut.host,
        office=cut.office,
    )


def _cut_of(table: Table) -> _Cut:
    return _Cut(platform=table.platform, kind=table.kind, host=table.host, office=table.office)


def _groups(
    rows: Iterable[Observation], peers: Mapping[str, Account], cut: Callable[[Account], _Cut | None]
) -> Iterable[tuple[_Cut, tuple[Observation, ...]]]:
    groups: dict[_Cut, list[Observation]] = defaultdict(list)
    for row in rows:
        which = cut(peers[row.subject])
        if which is not None:
            groups[which].append(row)
    return ((which, tuple(groups[which])) for which in sorted(groups))


def _key(row: Observation) -> tuple[date, bool, str, str]:
    return (row.observed.first, row.method == "api", row.subject, row.source)
