"""The shelf of briefs: content/briefs (and content/record), one page and one record each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from digest import files, page
from digest.errors import FileFault, PageFault
from digest.model import Issue, Made, Record
from digest.publish.merge import Settled, with_ids
from digest.publish.records import read_record, write_record


def read_issues(shelf: Path) -> tuple[Issue, ...]:
    """Every brief of a shelf, newest first.

    Raises PageFault naming every page and record that cannot be read, one a line. A page without its record is a
    person's own and no brief.
    """
    issues, faults = [], []
    for path in sorted(shelf.rglob("*.json"), reverse=True) if shelf.is_dir() else ():
        try:
            issues.append(_read(shelf, path))
        except (PageFault, FileFault) as fault:
            faults.append(str(fault))
    if faults:
        raise PageFault("\n".join(faults))
    return tuple(sorted(issues, key=lambda issue: (issue.brief.day, not issue.brief.month), reverse=True))


def read_issue(shelf: Path, day: date, *, month: bool = False) -> Issue | None:
    """The brief of a day, None if there is none."""
    path = shelf / f"{files.day_path(day, month=month)}.json"
    return _read(shelf, path) if path.is_file() else None


def save(shelf: Path, settled: Settled, journal: Path) -> bool:
    """Put page and record on the shelf, both or neither, whatever happens in between. True if either changed."""
    record = settled.record
    stem = shelf / files.day_path(record.day, month=record.month)
    return files.write_together(
        {stem.with_suffix(".json"): write_record(record), stem.with_suffix(".md"): settled.page}, journal
    )


def standing_page(shelf: Path, day: date, *, month: bool = False) -> str | None:
    """The page of a day as it stands on disk, hand edits and all; None if there is none."""
    path = shelf / f"{files.day_path(day, month=month)}.md"
    return files.read(path) if path.is_file() else None


def release(shelf: Path, record: Record, journal: Path) -> bool:
    """Save a record whose state has moved on, and say that state on the page, whose words stay byte for byte."""
    standing = standing_page(shelf, record.day, month=record.month)
    body = page.restate(record.body, record.state)
    text = body if standing is None else page.restate(standing, record.state)
    return save(shelf, Settled(page=text, record=replace(record, body=body)), journal)


def _read(shelf: Path, path: Path) -> Issue:
    name = f"content/{shelf.name}/{path.relative_to(shelf).with_suffix('').as_posix()}"
    record = read_record(files.read(path), f"{name}.json")
    written = path.with_suffix(".md")
    # A page that someone deleted is a mistake, not a decision: the record still holds what was generated.
    text = files.read(written) if written.is_file() else record.body
    brief = with_ids(page.read(text, f"{name}.md"))
    if brief.made is not Made.RECORD and brief.day != record.day:
        raise PageFault(f"{name}.md is dated {brief.day} (its date and its place must agree)")
    return Issue(brief=brief, record=record)
