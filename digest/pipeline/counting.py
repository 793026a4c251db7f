"""How often the pages were read: logs and tables taken into content/reads.csv."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest import files, reads
from digest.errors import RosterFaults, UsageError
from digest.files import Newsroom
from digest.model import Place, Problem, Read
from digest.pipeline.desk import Desk
from digest.pipeline.rows import lines_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What came of counting reads: the pages and readers of the files, and the days they are of."""

    pages: int
    readers: int
    first: date | None
    last: date | None


def count_reads(desk: Desk, path: Path) -> Counted:
    """Take the reads of a log or a table (gzipped or not) into content/reads.csv.

    UsageError for what is neither; RosterFaults where content/reads.csv is no table any more: nothing overwrites that.
    """
    if not path.is_file():
        raise UsageError(f"{path} is not a file (name a web server's log, or a CSV with day, path and readers)")
    try:
        fresh = reads.read(lines_of(path, errors="replace"), desk.roster.site.url)
    except (reads.Unusable, OSError) as fault:
        raise UsageError(f"{path} cannot be counted: {fault} (see docs/editing.md)") from None
    known, faults = known_reads(desk.newsroom)
    if faults:
        raise RosterFaults(faults)
    if fresh:
        files.write(desk.newsroom.reads, reads.write_rows(reads.merge(known, fresh)))
    days = [one.day for one in fresh]
    return Counted(
        pages=len({one.path for one in fresh}),
        readers=sum(one.readers for one in fresh),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def known_reads(newsroom: Newsroom) -> tuple[tuple[Read, ...], tuple[Problem, ...]]:
    """What content/reads.csv has, and a Problem where it is no table of reads."""
    if not newsroom.reads.is_file():
        return (), ()
    try:
        return reads.read_rows(files.read(newsroom.reads)), ()
    except reads.Unusable as fault:
        place = Place(name=newsroom.reads.relative_to(newsroom.root).as_posix())
        return (), (Problem(place=place, what=f"cannot be read: {fault}", todo="restore it from git, or delete it"),)
