"""League tables of accounts: who is followed most, as far as the figures prove it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from digest.model import Account, Moment, Observation, Precision, Standing, Table

LIVING = timedelta(days=60)
"""A figure older than this no longer speaks for an account of today."""

WEEK = timedelta(days=7)
_FOLLOWERS = "followers"
_NOT_RANKED = frozenset({"benchmark", "platform"})
_NO_FIGURE = frozenset({Precision.HYPOTHETICAL, Precision.DERIVED})


def tables(observations: Iterable[Observation], accounts: Sequence[Account], on: date) -> tuple[Table, ...]:
    """The tables as of a day: living ones first, then those of past months, newest first.

    Ranks are what the intervals prove: an account's rank is one more than the number of accounts whose whole
    interval lies above its own, so that overlapping intervals share a rank and no order of input matters.
    Figures that a source only derives or supposes rank nobody; benchmarks are no peers.
    """
    peers = {account.id: account for account in accounts if account.kind not in _NOT_RANKED}
    usable = [
        row
        for row in sorted(observations, key=_key)
        if row.metric == _FOLLOWERS
        and row.subject in peers
        and row.precision not in _NO_FIGURE
        and row.observed.first <= on
    ]
    return (*_living(usable, peers, on), *_historic(usable, peers, on))


def _living(rows: Sequence[Observation], peers: Mapping[str, Account], on: date) -> Iterable[Table]:
    before = {
        standing.account: standing.rank for table in _as_of(rows, peers, on - WEEK) for standing in table.standings
    }
    for table in _as_of(rows, peers, on):
        yield replace(table, standings=tuple(_moved(standing, before) for standing in table.standings))


def _as_of(rows: Sequence[Observation], peers: Mapping[str, Account], on: date) -> Iterable[Table]:
    newest = {row.subject: row for row in rows if on - LIVING < row.observed.first <= on}
    for platform, group in _by_platform(newest.values(), peers):
        yield Table(platform=platform, metric=_FOLLOWERS, on=on, standings=rank(group))


def _historic(rows: Sequence[Observation], peers: Mapping[str, Account], on: date) -> Iterable[Table]:
    months: dict[date, dict[str, Observation]] = defaultdict(dict)
    for row in rows:
        if row.observed.first <= on - LIVING and row.observed.precision != "year":
            months[row.observed.first.replace(day=1)][row.subject] = row
    for month in sorted(months, reverse=True):
        for platform, group in _by_platform(months[month].values(), peers):
            if len(group) > 1 or group[0].precision is Precision.UNDISCLOSED:
                moment = Moment(first=month, precision="month")
                yield Table(platform=platform, metric=_FOLLOWERS, on=month, standings=rank(group), observed=moment)


def rank(rows: Iterable[Observation]) -> tuple[Standing, ...]:
    """The standings of figures that may be compared, most followed first, those without a figure last."""
    known = sorted(
        (row for row in rows if _interval(row)), key=lambda row: (*(-bound for bound in _bounds(row)), row.subject)
    )
    spans = [_bounds(row) for row in known]
    ranks = [1 + sum(other[0] > span[1] for other in spans) for span in spans]
    placed = tuple(
        Standing(
            account=row.subject,
            rank=ranks[place],
            low=row.low if row.low is not None else row.value,
            high=row.high if row.high is not None else row.value,
            observation=row,
            shared=ranks.count(ranks[place]) > 1,
        )
        for place, row in enumerate(known)
    )
    silent = sorted((row for row in rows if not _interval(row)), key=lambda row: row.subject)
    return placed + tuple(
        Standing(account=row.subject, rank=None, low=None, high=None, observation=row) for row in silent
    )


def _moved(standing: Standing, before: Mapping[str, int | None]) -> Standing:
    was = before.get(standing.account)
    return replace(standing, moved=was - standing.rank) if was and standing.rank else standing


def _by_platform(
    rows: Iterable[Observation], peers: Mapping[str, Account]
) -> Iterable[tuple[str, tuple[Observation, ...]]]:
    groups: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        groups[peers[row.subject].platform].append(row)
    return ((platform, tuple(groups[platform])) for platform in sorted(groups))


def _interval(row: Observation) -> bool:
    return not (row.low is None and row.high is None and row.value is None)


def _bounds(row: Observation) -> tuple[int, int]:
    """Lowest and highest value that the figure allows; an open end is taken at the figure itself."""
    ends = [end for end in (row.low, row.value, row.high) if end is not None]
    return ends[0], ends[-1]


def _key(row: Observation) -> tuple[date, bool, str, str]:
    """Later figures last; of one day, what an API says last, so that an article never overwrites it."""
    return (row.observed.first, row.method == "api", row.subject, row.source)
