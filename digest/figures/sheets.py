"""CSV files that only grow: written row by row, read with every fault in its place, doubles folded."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
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


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the line on which it ends, its cells by column, and why it cannot be used, if it cannot."""

    line: int
    cells: Mapping[str, str]
    fault: str = ""


def table(text: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The columns that the header of a CSV file names, and the rows below it; no columns for an empty file.

    Rows without words are passed over, and so are headers repeated further down (two branches that began the same
    file). A row with more or fewer cells than the header has a fault: which of its cells says what is not certain.
    """
    lines = _lines(text)
    first = next(lines, (1, (), ""))
    _, heads, _ = first
    return heads, (_row(heads, *line) for line in chain([first], lines) if line[1] != heads or line[2])


def _lines(text: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Each row that has words: the line on which it ends, its cells, and what the parser did not bear."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    while True:
        try:
            cells = tuple(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, (), str(error)
        else:
            if any(cells):
                yield reader.line_num, cells, ""


def _row(heads: tuple[str, ...], line: int, cells: tuple[str, ...], fault: str) -> Row:
    if not fault and len(cells) != len(heads):
        fault = f"it has {len(cells)} cells, the header {len(heads)}"
    return Row(line, {} if fault else dict(zip(heads, cells, strict=True)), fault)


def read(
    text: str, name: str, columns: Sequence[str], make: Callable[[Mapping[str, str]], _T], noun: str
) -> tuple[tuple[_T, ...], tuple[Problem, ...]]:
    """What `make` makes of each row, doubles folded, and a Problem for each row with a fault or a ValueError of its.

    A file without one of the `columns` has one Problem and no rows.
    """
    heads, rows = table(text)
    if missing := [column for column in columns if column not in (heads or columns)]:
        place = Place(name=name, line=1, column=1)
        what, todo = f"has no column {missing[0]}", f"begin the file with {','.join(columns)}"
        return (), (Problem(place=place, what=what, todo=todo),)
    found: dict[_T, None] = {}
    problems = []
    for row in rows:
        fault = row.fault
        try:
            if not fault:
                found[make(row.cells)] = None
        except ValueError as error:
            fault = str(error)
        if fault:
            place = Place(name=name, line=row.line, column=1)
            problems.append(Problem(place=place, what=f"is no {noun}: {fault}", todo="correct or remove the row"))
    return tuple(found), tuple(problems)


def cell(value: object) -> str:
    """A value as it stands in a cell; nothing for None."""
    return "" if value is None else str(value)
