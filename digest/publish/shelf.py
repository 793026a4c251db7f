"""The shelf of briefs: content/briefs (and content/record), one page and one record each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from digest import files, page
from digest.errors import FileFault, PageFault
from digest.files import Journal
from digest.model import Brief, Issue, Made, Place, Problem, Record, State
from digest.publish.merge import Settled, with_ids
from digest.publish.records import read_record, write_record


def read_shelf(shelf: Path) -> tuple[tuple[Issue, ...], tuple[Problem, ...]]:
    """Every brief of a shelf, newest first, and a Problem for each page that cannot be read or says another state.

    A brief whose page cannot be read stands as it was generated until someone repairs it; what state it has, the record
    says. A page without its record is a person's own and no brief, and a Problem where it says that it is published.
    Raises PageFault naming every record that is damaged, one a line.
    """
    found: list[tuple[Issue, Problem | None]] = []
    faults = []
    for path in sorted(shelf.rglob("*.json"), reverse=True) if shelf.is_dir() else ():
        try:
            found.append(read_at(shelf, path))
        except (PageFault, FileFault) as fault:
            faults.append(str(fault))
    if faults:
        raise PageFault("\n".join(faults))
    found.sort(key=lambda pair: (pair[0].brief.day, not pair[0].brief.month), reverse=True)
    problems = tuple(problem for _, problem in found if problem)
    return tuple(issue for issue, _ in found), (*problems, *_orphans(shelf))


def _orphans(shelf: Path) -> Iterator[Problem]:
    """The pages that were published and lost their records."""
    for path in sorted(shelf.rglob("*.md")) if shelf.is_dir() else ():
        if not path.with_suffix(".json").exists() and is_orphan(files.read(path)):
            place = Place(name=f"content/{shelf.name}/{path.relative_to(shelf).as_posix()}")
            todo = f"restore {path.stem}.json from git; until then nothing is composed there"
            yield Problem(place=place, what="is published, but its record is gone", todo=todo)


def is_orphan(text: str) -> bool:
    """Whether a page without a record says that it was published: nothing may change a word of it."""
    try:
        return page.read(text).state is State.PUBLISHED
    except PageFault:
        return False


def read_issues(shelf: Path) -> tuple[Issue, ...]:
    """The briefs of `read_shelf`."""
    return read_shelf(shelf)[0]


def read_issue(shelf: Path, day: date) -> Issue | None:
    """The brief of a day, None if there is none."""
    path = shelf / f"{files.day_path(day)}.json"
    return read_at(shelf, path)[0] if path.is_file() else None


def save(shelf: Path, settled: Settled, journal: Journal) -> bool:
    """Put page and record on the shelf, both or neither, whatever happens in between. True if either changed."""
    record = settled.record
    stem = shelf / files.day_path(record.day, month=record.month)
    return files.write_together(
        {stem.with_suffix(".json"): write_record(record), stem.with_suffix(".md"): settled.page}, journal
    )


def save_record(shelf: Path, record: Record) -> bool:
    """Put a record alone on the shelf, beside a page whose words it tells more about. True if it changed."""
    stem = shelf / files.day_path(record.day, month=record.month)
    return files.write(stem.with_suffix(".json"), write_record(record))


def standing_page(shelf: Path, day: date, *, month: bool = False) -> str | None:
    """The page of a day as it stands on disk, hand edits, line ends and all; None if there is none."""
    path = shelf / f"{files.day_path(day, month=month)}.md"
    return files.verbatim(path) if path.is_file() else None


def release(shelf: Path, record: Record, journal: Journal) -> bool:
    """Save a record whose state has moved on, and say that state on the page, whose words stay byte for byte."""
    standing = standing_page(shelf, record.day, month=record.month)
    body = page.restate(record.body, record.state)
    text = body if standing is None else page.restate(standing, record.state)
    return save(shelf, Settled(page=text, record=replace(record, body=body)), journal)


def read_at(shelf: Path, path: Path) -> tuple[Issue, Problem | None]:
    name = f"content/{shelf.name}/{path.relative_to(shelf).with_suffix('').as_posix()}"
    record = read_record(files.read(path), f"{name}.json")
    place = Place(name=f"{name}.md")
    try:
        brief = _brief(path.with_suffix(".md"), record, f"{name}.md")
    except (PageFault, FileFault) as fault:
        todo = "until it is repaired the brief stands as it was generated"
        problem = Problem(place=place, what=f"cannot be read: {fault}", todo=todo)
        return Issue(brief=with_ids(page.read(record.body, f"{name}.json")), record=record), problem
    issue = Issue(brief=replace(brief, state=record.state), record=record)
    return issue, None if issue.brief == brief else _of_another_state(place, brief, record)


def check_page(shelf: Path, day: date) -> None:
    """Raise PageFault where the page of a day's brief cannot be read; one that is gone comes back as generated."""
    written, record = (shelf / f"{files.day_path(day)}{ending}" for ending in (".md", ".json"))
    if written.is_file():
        name = f"content/{shelf.name}/{files.day_path(day)}"
        _brief(written, read_record(files.read(record), f"{name}.json"), f"{name}.md")


def _of_another_state(place: Place, brief: Brief, record: Record) -> Problem:
    what = f"says that its brief is {brief.state.value}, which is {record.state.value}"
    todo = f"write `state: {record.state.value}`"
    if brief.state is State.PUBLISHED:
        todo += f", or `digest publish {record.day}`"
    return Problem(place=place, what=what, todo=todo)


def _brief(written: Path, record: Record, name: str) -> Brief:
    if not written.is_file():
        raise PageFault("the page is gone (restore it from git)")
    brief = with_ids(page.read(files.read(written), name))
    if brief.made is not Made.RECORD and brief.day != record.day:
        raise PageFault(f"it is dated {brief.day} (its date and its place must agree)")
    return brief
