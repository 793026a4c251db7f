"""Hands on published pages: since when readers get the words that they get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from digest import page
from digest.model import Brief, Issue, Record, Shown, State
from digest.publish.merge import with_ids


def noticed(issue: Issue, now: datetime) -> Record:
    """The record, which says of all words of a published page that a hand changed that they are so since `now`.

    It is the same record where no word changed since the last look; what the program itself changes is in both.
    """
    record = issue.record
    if record.state is not State.PUBLISHED or not record.published:
        return record
    before = {row.id: row for row in record.shown}
    if not before and page.write(issue.brief) == record.body:
        return record
    known = {key: row.hash for key, row in before.items()} or _hashes(with_ids(page.read(record.body)))
    present = _hashes(issue.brief)
    if known.get("") == present[""]:
        return record
    known |= {row.id: row.hash for row in record.lines if row.id not in known}
    return replace(record, shown=tuple(_shown(known, present, before, now)))


def _hashes(brief: Brief) -> dict[str, str]:
    """The hash of the brief's words under "", of each line's under its id."""
    return {"": page.text_hash(brief)} | {line.id: page.line_hash(line) for line in brief.lines}


def _shown(known: dict[str, str], present: dict[str, str], before: dict[str, Shown], now: datetime) -> Iterator[Shown]:
    for key, text in present.items():
        if known.get(key) != text:
            yield Shown(id=key, hash=text, updated=now)
        elif key in before:
            yield before[key]
