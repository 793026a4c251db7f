"""Places as far as intervals prove them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf

from digest.figures import Span, span
from digest.model import Observation, Standing


def rank(rows: Iterable[Observation]) -> tuple[Standing, ...]:
    """The standings of figures that may be compared, most followed first, those without a place last.

    An account's rank is one more than the number of accounts whose whole interval lies above its own, so that
    overlapping intervals share a rank and no order of input matters. A figure that nothing bounds from above has no
    place: it might be the first or the last but for its floor.
    """
    spans = [(row, span(row)) for row in rows]
    placed = sorted(
        ((row, known) for row, known in spans if known and known.high != inf),
        key=lambda pair: (-pair[1].low, -pair[1].high, pair[0].subject),
    )
    silent = sorted(
        (row for row, known in spans if not known or known.high == inf),
        key=lambda row: (-(row.low or row.value or 0), row.subject),
    )
    # The floors of those without a place count: who is certainly ahead is ahead.
    peers = [known for _, known in spans if known]
    return (
        *(_standing(row, known, peers) for row, known in placed),
        *(Standing(account=row.subject, rank=None, low=row.low, high=None, observation=row) for row in silent),
    )


def moved(table: Sequence[Standing], earlier: Sequence[Standing]) -> tuple[Standing, ...]:
    """The standings with how many peers each has certainly passed, or been passed by, since an earlier table.

    Accounts that are new to the table move nobody: only those in both are compared, and only where both tables prove
    which of the two was ahead.
    """
    then = {one.account: known for one in earlier if (known := span(one.observation))}
    now = {one.account: known for one in table if (known := span(one.observation))}
    both = sorted(then.keys() & now.keys())
    return tuple(
        replace(one, moved=sum(_passed(one.account, peer, then, now) for peer in both))
        if one.account in both and one.rank is not None
        else one
        for one in table
    )


def _passed(one: str, peer: str, then: dict[str, Span], now: dict[str, Span]) -> int:
    """1 where it passed the peer, -1 where the peer passed it."""
    if then[peer].above(then[one]) and now[one].above(now[peer]):
        return 1
    return -1 if then[one].above(then[peer]) and now[peer].above(now[one]) else 0


def _standing(row: Observation, known: Span, peers: Sequence[Span]) -> Standing:
    return Standing(
        account=row.subject,
        rank=1 + sum(peer.above(known) for peer in peers),
        low=known.low,
        high=int(known.high),
        observation=row,
        shared=sum(peer.meets(known) for peer in peers) > 1,
    )
