"""A shelf of briefs in outline, so that only those are parsed whose bytes changed.

The outlines of a year lie in one file, and each brief in one of its own, which is read when somebody asks for its
words: a build of one day needs few of them, and ten years of them are not small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from digest.errors import FileFault, PageFault
from digest.files import stamps
from digest.files.kept import keep, kept
from digest.files.stamps import Known
from digest.model import Brief, Facet, Issue, Outline, Problem, Record
from digest.publish.shelf import read_at

HELD = 400
"""So many briefs are held whole at once: those of a year, whose pages are made one after the other."""

_Rows = dict[str, tuple[str, Outline, Problem | None]]


class Shelved(Issue):
    """A brief in outline; its words and its record are read when they are asked for."""

    def __init__(self, leaf_name: str, outline: Outline, read: Callable[[], Issue]) -> None:
        vars(self).update(leaf_name=leaf_name, outline=outline, _read=read)

    @property
    def brief(self) -> Brief:
        """The page that readers get."""
        return self._whole.brief

    @property
    def record(self) -> Record:
        """What the program remembers of it."""
        return self._whole.record

    @property
    def _whole(self) -> Issue:
        whole: Issue = vars(self)["_read"]()
        return whole


class Outlines:
    """The briefs of a shelf. What is known of them lies in the folder `kept` and can be deleted at any time; `program`
    names the program that wrote it.

    `issues` has every brief, newest first, `fresh` those that had to be parsed; `problems` are those of `read_shelf`.
    """

    def __init__(self, shelf: Path, kept: Path, program: str) -> None:
        self._shelf, self._kept, self._program = shelf, kept / shelf.name, program
        self._whole = lru_cache(HELD)(self._parsed)
        self._fresh: list[str] = []
        rows = self._outlines()
        issues = {stem: self._issue(stem, name, outline) for stem, (name, outline, _) in rows.items()}
        self.issues = tuple(sorted(issues.values(), key=lambda one: (one.day, not one.head.month), reverse=True))
        self.fresh = tuple(issues[stem] for stem in self._fresh)
        self.problems = tuple(problem for _, (*_, problem) in sorted(rows.items(), reverse=True) if problem)

    def _issue(self, stem: str, name: str, outline: Outline) -> Issue:
        return Shelved(name, outline, lambda: self._whole(stem, name))

    def _outlines(self) -> _Rows:
        """The names and outlines of all briefs by their places; PageFault naming every damaged record, one a line."""
        names = self._names()
        faults: list[str] = []
        found: _Rows = {}
        for year, some in names.items():
            before: _Rows = kept(self._file(year), self._program) or {}
            rows: _Rows = {}
            for stem, name in some.items():
                if stem in before and before[stem][0] == name:
                    rows[stem] = before[stem]
                    continue
                try:
                    issue, problem = self._read(stem, name)
                    rows[stem] = name, issue.outline, problem
                    self._fresh.append(stem)
                except (PageFault, FileFault) as fault:
                    faults.append(str(fault))
            if rows != before:
                rows = _shared(rows)
                keep(self._file(year), self._program, rows)
            for gone in before.keys() - rows.keys():
                self._file(gone).unlink(missing_ok=True)
            found |= rows
        if faults:
            raise PageFault("\n".join(sorted(faults, reverse=True)))
        for file in self._kept.glob("*.pickle") if self._kept.is_dir() else ():
            if file.stem not in names:
                file.unlink()
        return found

    def _parsed(self, stem: str, name: str) -> Issue:
        """The brief at a place, parsed unless it was before under the same name."""
        issue: Issue | None = kept(self._file(stem), f"{self._program} {name}")
        return self._read(stem, name)[0] if issue is None else issue

    def _read(self, stem: str, name: str) -> tuple[Issue, Problem | None]:
        """The brief at a place, parsed and kept, and what is wrong with its page."""
        issue, problem = read_at(self._shelf, self._shelf / f"{stem}.json")
        issue = replace(issue, leaf_name=name)
        keep(self._file(stem), f"{self._program} {name}", issue)
        return issue, problem

    def _names(self) -> Mapping[str, dict[str, str]]:
        """What identifies page and record of each brief, by year and place."""
        known = Known(self._shelf, self._kept.with_suffix(".pickle"))
        hashes = {name: known.hash(name, stamp) for name, stamp in stamps.scan(self._shelf).items() if _counts(name)}
        known.save()
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for name, hash_ in hashes.items():
            stem, _, ending = name.rpartition(".")
            if ending == "json":
                found[stem.partition("/")[0]][stem] = f"{stem} {hash_}{hashes.get(f'{stem}.md', '')}"
        return found

    def _file(self, name: str) -> Path:
        """Where a year's outlines lie, `2016`, or a brief, `2016/04/16`."""
        return self._kept / f"{name}.pickle"


def _counts(name: str) -> bool:
    stem, _, ending = name.rpartition(".")
    return ending in {"json", "md"} and "." not in stem


def _shared(value: Any, known: dict[Any, Any] | None = None) -> Any:
    """The same rows with equal ids, moments and facets as one object each, which take half the memory when read."""
    known = {} if known is None else known
    if type(value) is str:
        return known.setdefault(value, value)
    if isinstance(value, datetime):
        return known.setdefault((datetime, value.isoformat()), value)
    if isinstance(value, dict):
        return {_shared(key, known): _shared(one, known) for key, one in value.items()}
    if isinstance(value, tuple):
        parts = tuple(_shared(one, known) for one in value)
        return known.setdefault(parts, parts) if all(type(one) is str for one in parts) else parts
    if is_dataclass(value) and not isinstance(value, type):
        whole = type(value)(**{field.name: _shared(getattr(value, field.name), known) for field in fields(value)})
        return known.setdefault(whole, whole) if isinstance(whole, Facet) else whole
    return value
