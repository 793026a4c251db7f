"""Rows by the names of files, kept from one run to the next in one file for each year that is told in their names.

What a day changes is of its year: the rows of the others are read, but neither written nor held twice for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digest.files.kept import keep, kept

_YEAR = re.compile(r"(?:^|/)([0-9]{4})(?![0-9])")
_NO_YEAR = "undated"


def year_of(name: str) -> str:
    """The year that a file is of, by its path; nothing where that tells none."""
    match = _YEAR.search(name)
    return match[1] if match else ""


def rows_kept(folder: Path, base: str) -> dict[str, Any]:
    """The rows that were kept on this base, but for those of years whose file is not there or is damaged."""
    found: dict[str, Any] = {}
    for path in sorted(folder.glob("*.pickle")):
        found |= kept(path, base) or {}
    return found


def keep_rows(folder: Path, base: str, rows: Mapping[str, object], before: Mapping[str, object]) -> None:
    """Keep rows; of years whose rows are those of `before`, which `rows_kept` gave, nothing is written."""
    now, then = _by_year(rows), _by_year(before)
    for year, some in now.items():
        if some != then.get(year):
            keep(folder / f"{year}.pickle", base, some)
    for path in folder.glob("*.pickle"):
        if path.stem not in now:
            path.unlink()


def _by_year(rows: Mapping[str, object]) -> Mapping[str, Mapping[str, object]]:
    found: dict[str, dict[str, object]] = defaultdict(dict)
    for name, row in rows.items():
        found[year_of(name) or _NO_YEAR][name] = row
    return found
