"""CSV files that only grow: written row by row, read with every fault in its place, doubles folded."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from digest.model import Place, Problem

_T = TypeVar("_T")


def write(columns: Sequence[str], rows: Iterable[object], *, header: bool = True) -> str:
    """Values as CSV rows of their attributes, in the order given."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(columns)
    writer.writerows([cell(getattr(row, column)) for column in columns] for row in rows)
    return out.getvalue()


def read(
    text: str, name: str, columns: Sequence[str], make: Callable[[Mapping[str, str]], _T], noun: str
) -> tuple[tuple[_T, ...], tuple[Problem, ...]]:
    """What `make` makes of each row, doubles folded, and a Problem for each of which it raises.

    A file without one of the `columns` has one Problem and no rows. Headers repeated further down (two branches that
    began the same file) are passed over.
    """
    found: dict[_T, None] = {}
    problems = []
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if missing := [column for column in columns if column not in (reader.fieldnames or columns)]:
        place = Place(name=name, line=1, column=1)
        what, todo = f"has no column {missing[0]}", f"begin the file with {','.join(columns)}"
        return (), (Problem(place=place, what=what, todo=todo),)
    for row in reader:
        if not any(row.values()) or all(row[key] == key for key in row if key):
            continue
        try:
            found[make(row)] = None
        except (ValueError, TypeError, KeyError) as fault:
            place = Place(name=name, line=reader.line_num, column=1)
            problems.append(Problem(place=place, what=f"is no {noun}: {fault}", todo="correct or remove the row"))
    return tuple(found), tuple(problems)


def cell(value: object) -> str:
    """A value as it stands in a cell; nothing for None."""
    return "" if value is None else str(value)
