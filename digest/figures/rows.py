"""Observations as CSV rows. Reading one checks what no later step could repair: bounds that enclose the value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import get_args

from digest.figures import sheets
from digest.model import Method, Moment, Observation, Precision, Problem
from digest.text import digest_of

COLUMNS = (
    *("subject", "metric", "observed", "precision", "value", "low", "high", "printed"),
    *("recorded", "said_by", "method", "source", "supersedes"),
)
_METHODS: Mapping[str, Method] = {method: method for method in get_args(Method)}
_FILE = "content/accounts/observations"
_MOST = 10**15
"""No count of people, posts or views is greater."""


def write_rows(observations: Iterable[Observation], *, header: bool = True) -> str:
    """Observations as CSV rows, in the order given."""
    return sheets.write(COLUMNS, observations, header=header)


def read_rows(text: str, name: str = _FILE) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """Observations of a CSV file, doubles folded, and a Problem for every row that cannot be one."""
    return sheets.read(text, name, COLUMNS, observation_of, "observation")


def id_of(row: Observation) -> str:
    """What names an observation for ever: made of what it says as written down, not of when that came to us."""
    said = (row.metric, str(row.observed), row.precision, row.value, row.low, row.high, row.printed)
    return digest_of(*map(sheets.cell, (row.formerly or row.subject, *said, row.said_by, row.method, row.source)))


def current(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The observations that no other one supersedes, in their order."""
    rows = tuple(observations)
    gone = {row.supersedes for row in rows if row.supersedes}
    return tuple(row for row in rows if id_of(row) not in gone) if gone else rows


def fault_of(row: Observation) -> str:
    """Why a figure can be none, in a few words; empty for one that can."""
    known = [number for number in (row.low, row.value, row.high) if number is not None]
    if not known and row.precision is not Precision.UNDISCLOSED:
        return "it has neither value nor bounds"
    if any(number < 0 for number in known):
        return "a count is never negative"
    if any(number > _MOST for number in known):
        return "no count is as great as that"
    return "" if known == sorted(known) else "its bounds do not enclose its value"


def observation_of(row: Mapping[str, str]) -> Observation:
    """The observation that the cells of a row make; ValueError for a figure that can be none."""
    value, low, high = (int(row[key]) if row[key] else None for key in ("value", "low", "high"))
    if (method := _METHODS.get(row["method"] or "manual")) is None:
        raise ValueError(f"method {row['method']!r} is none of {', '.join(_METHODS)}")
    found = Observation(
        subject=row["subject"],
        metric=row["metric"],
        observed=Moment.parse(row["observed"]),
        precision=Precision(row["precision"]),
        value=value,
        low=low,
        high=high,
        printed=row["printed"],
        recorded=date.fromisoformat(row["recorded"]) if row["recorded"] else None,
        said_by=row["said_by"],
        method=method,
        source=row["source"],
        supersedes=row["supersedes"],
    )
    if fault := fault_of(found):
        raise ValueError(fault)
    return found
