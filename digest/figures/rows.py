"""Figures as rows and as words: the CSV of observations, and figures the way their sources print them.

Reading a row checks what no later step could repair: that bounds enclose the value and that a figure has one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import get_args

from babel.numbers import format_decimal

from digest.model import Method, Moment, Observation, Place, Precision, Problem
from digest.text import digest_of

COLUMNS = (
    "subject",
    "metric",
    "observed",
    "precision",
    "value",
    "low",
    "high",
    "printed",
    "recorded",
    "said_by",
    "method",
    "source",
    "supersedes",
)
_METHODS: Mapping[str, Method] = {method: method for method in get_args(Method)}
_FILE = "content/accounts/observations"


def write_rows(observations: Iterable[Observation], *, header: bool = True) -> str:
    """Observations as CSV rows, in the order given."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(COLUMNS)
    writer.writerows([_cell(getattr(row, column)) for column in COLUMNS] for row in observations)
    return out.getvalue()


def read_rows(text: str, name: str = _FILE) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """Observations of a CSV file, doubles folded, and a Problem for every row that cannot be one.

    Headers repeated further down (two branches that began the same file) are passed over.
    """
    found: dict[Observation, None] = {}
    problems = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))), 2):
        if row.get("subject") == "subject" or not any(row.values()):
            continue
        try:
            found[_observation(row)] = None
        except (ValueError, TypeError, KeyError) as fault:
            place = Place(name=name, line=number, column=1)
            problems.append(Problem(place=place, what=f"is no observation: {fault}", todo="correct or remove the row"))
    return tuple(found), tuple(problems)


def id_of(row: Observation) -> str:
    """What names an observation for ever: made of what it says, not of when it came to us."""
    said = (row.subject, row.metric, str(row.observed), row.precision, row.value, row.low, row.high, row.printed)
    return digest_of(*map(_cell, (*said, row.said_by, row.method, row.source)))


def current(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The observations that no other one supersedes, in their order."""
    rows = tuple(observations)
    gone = {row.supersedes for row in rows if row.supersedes}
    return tuple(row for row in rows if id_of(row) not in gone) if gone else rows


def in_words(observation: Observation, locale: str = "en") -> str:
    """The figure as its source prints it, or written out in the reader's locale."""
    if observation.precision is Precision.UNDISCLOSED:
        return "not disclosed"
    if observation.printed and not observation.printed.isdigit():
        return observation.printed
    number = observation.value if observation.value is not None else observation.low
    return str(format_decimal(number, locale=locale)) if number is not None else observation.printed


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _observation(row: Mapping[str, str]) -> Observation:
    value, low, high = (int(row[key]) if row[key] else None for key in ("value", "low", "high"))
    precision = Precision(row["precision"])
    if value is None and low is None and high is None and precision is not Precision.UNDISCLOSED:
        raise ValueError("it has neither value nor bounds")
    known = [number for number in (low, value, high) if number is not None]
    if known != sorted(known):
        raise ValueError("its bounds do not enclose its value")
    if (method := _METHODS.get(row["method"] or "manual")) is None:
        raise ValueError(f"method {row['method']!r} is none of {', '.join(_METHODS)}")
    return Observation(
        subject=row["subject"],
        metric=row["metric"],
        observed=Moment.parse(row["observed"]),
        precision=precision,
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
