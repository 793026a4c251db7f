"""The stock of a shelf: its briefs as they were parsed, so that only those are parsed whose bytes changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from digest.errors import FileFault, PageFault
from digest.files import stamps
from digest.files.kept import keep, kept
from digest.files.stamps import Known
from digest.model import Issue
from digest.publish.shelf import read_at

_Rows = dict[str, tuple[str, Issue]]


class Stock:
    """The briefs of a shelf. What is known of them lies in the folder `kept`, a file for each year, and can be deleted
    at any time; `program` names the program that wrote it."""

    def __init__(self, shelf: Path, kept: Path, program: str) -> None:
        self._shelf, self._kept, self._program = shelf, kept / shelf.name, program
        self.issues, self.fresh = self._read()

    def _read(self) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
        """Every brief, newest first, and those that had to be parsed.

        Raises PageFault naming every record that is damaged, one a line.
        """
        names = self._names()
        fresh: list[Issue] = []
        faults: list[str] = []
        found: list[Issue] = []
        for year, some in names.items():
            before: _Rows = kept(self._file(year), self._program) or {}
            rows: _Rows = {}
            for stem, name in some.items():
                row = before.get(stem)
                if row is None or row[0] != name:
                    try:
                        issue = replace(read_at(self._shelf, self._shelf / f"{stem}.json")[0], leaf_name=name)
                    except (PageFault, FileFault) as fault:
                        faults.append(str(fault))
                        continue
                    fresh.append(issue)
                    row = name, issue
                rows[stem] = row
            found += [issue for _, issue in rows.values()]
            if rows != before:
                keep(self._file(year), self._program, _shared(rows))
        if faults:
            raise PageFault("\n".join(sorted(faults, reverse=True)))
        for gone in self._kept.glob("*.pickle") if self._kept.is_dir() else ():
            if gone.stem not in names:
                gone.unlink()
        found.sort(key=lambda issue: (issue.brief.day, not issue.brief.month), reverse=True)
        return tuple(found), tuple(fresh)

    def _names(self) -> Mapping[str, dict[str, str]]:
        """What identifies page and record of each brief, by year and place."""
        known = Known(self._shelf, self._kept.with_suffix(".json"))
        hashes = {name: known.hash(name, stamp) for name, stamp in stamps.scan(self._shelf).items() if _counts(name)}
        known.save()
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for name, hash_ in hashes.items():
            stem, _, ending = name.rpartition(".")
            if ending == "json":
                found[stem.partition("/")[0]][stem] = f"{stem} {hash_}{hashes.get(f'{stem}.md', '')}"
        return found

    def _file(self, year: str) -> Path:
        return self._kept / f"{year}.pickle"


def _counts(name: str) -> bool:
    stem, _, ending = name.rpartition(".")
    return ending in {"json", "md"} and "." not in stem


def _shared(value: Any, known: dict[Any, Any] | None = None) -> Any:
    """The same rows with equal ids, moments and names as one object each, which take a third less memory when read."""
    known = {} if known is None else known
    if type(value) is str:
        return known.setdefault(value, value)
    if isinstance(value, datetime):
        return known.setdefault((value.isoformat(),), value)
    if isinstance(value, dict):
        return {_shared(key, known): _shared(one, known) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_shared(one, known) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _shared(getattr(value, field.name), known) for field in fields(value)}
        return type(value)(**parts)
    return value
