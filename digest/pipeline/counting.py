"""How often the pages were read: logs and tables taken into content/reads.csv."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest import files, reads
from digest.errors import UsageError
from digest.files import Newsroom
from digest.model import Read
from digest.pipeline.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What came of counting reads: the pages and readers of the files, and the days they are of."""

    pages: int
    readers: int
    first: date | None
    last: date | None


def count_reads(desk: Desk, path: Path) -> Counted:
    """Take the reads of a log or a table (gzipped or not) into content/reads.csv. UsageError for what is neither."""
    if not path.is_file():
        raise UsageError(f"{path} is not a file (name a web server's log, or a CSV with day, path and readers)")
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8", errors="replace")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8", errors="replace") as rows
        ):
            fresh = reads.read(rows, desk.roster.site.url)
    except (reads.Unusable, OSError, EOFError) as fault:
        raise UsageError(f"{path} cannot be counted: {fault} (see docs/editing.md)") from None
    if fresh:
        files.write(desk.newsroom.reads, reads.write_rows(reads.merge(known_reads(desk.newsroom), fresh)))
    days = [one.day for one in fresh]
    return Counted(
        pages=len({one.path for one in fresh}),
        readers=sum(one.readers for one in fresh),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def known_reads(newsroom: Newsroom) -> tuple[Read, ...]:
    """What content/reads.csv has."""
    return reads.read_rows(files.read(newsroom.reads)) if newsroom.reads.is_file() else ()
