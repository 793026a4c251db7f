"""What figures leave open: their intervals, and what is certain of two of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from digest.model import Change, Observation, Precision


@dataclass(frozen=True, slots=True)
class Span:
    """A number lies from `low` to `high`, both included; `high` is infinite where nothing bounds it."""

    low: int
    high: float

    def above(self, other: Span) -> bool:
        """Whether the number is certainly greater than that of `other`."""
        return self.low > other.high

    def meets(self, other: Span) -> bool:
        """Whether the two numbers may be equal."""
        return not (self.above(other) or other.above(self))


def span(row: Observation) -> Span | None:
    """Where the number of an observation lies, a count being 0 at least; None where it says none.

    An approximation without bounds lies anywhere: nothing is certain of it but that it is named.
    """
    if row.low is None and row.value is None and row.high is None:
        return None
    if row.low is None and row.high is None and row.precision is not Precision.EXACT:
        return Span(0, inf)
    exact = row.value if row.precision is Precision.EXACT else None
    low = row.low if row.low is not None else exact
    high = row.high if row.high is not None else exact
    return Span(low or 0, inf if high is None else high)


def is_evidence(row: Observation) -> bool:
    """Whether a figure is a source's own: what is derived from a comparison or supposed proves nothing."""
    return not row.precision.is_supposed and span(row) is not None


def halved(before: Observation, after: Observation) -> bool:
    """Whether a figure certainly is half of an earlier one or less."""
    then, now = span(before), span(after)
    return then is not None and now is not None and then.low > 0 and 2 * now.high <= then.low


def change(before: Observation, after: Observation) -> Change:
    """What two figures of one subject prove of the difference between them."""
    one, two = span(before), span(after)
    if one is None or two is None:
        return Change(before=before, after=after, low=None, high=None)
    low = None if one.high == inf else two.low - int(one.high)
    high = None if two.high == inf else int(two.high) - one.low
    return Change(before=before, after=after, low=low, high=high)
