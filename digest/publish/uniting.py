"""What the editors of two clones decided on one published brief, in one record: none of it lost, or followed twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from digest.model import Amendment, AmendmentKind, Record
from digest.publish import merge
from digest.publish.withdrawing import forget, keep_withdrawn

_T = TypeVar("_T")


def unite(base: Record, ours: Record, theirs: Record) -> Record:
    """The record of a published brief that both sides changed; where both changed one thing, ours stays."""
    body, _ = merge.merge_pages(base.body, ours.body, theirs.body)
    by_id, by_line = attrgetter("id"), attrgetter("line")
    united = replace(
        ours,
        body=keep_withdrawn(body, ((ours, ours.body), (theirs, theirs.body))),
        lines=_keyed(by_id, base.lines, ours.lines, theirs.lines),
        stories=_keyed(by_id, base.stories, ours.stories, theirs.stories),
        evidence=_keyed(by_id, base.evidence, ours.evidence, theirs.evidence),
        applied=tuple(sorted({*ours.applied, *theirs.applied})),
        amendments=_amendments(base.amendments, ours.amendments, theirs.amendments),
        notes=_keyed(lambda note: (note.line, note.text), base.notes, ours.notes, theirs.notes),
        redirects=_keyed(by_line, base.redirects, ours.redirects, theirs.redirects),
        withdrawn=_keyed(by_line, base.withdrawn, ours.withdrawn, theirs.withdrawn),
        conflicts=_keyed(by_line, base.conflicts, ours.conflicts, theirs.conflicts),
        shown=_keyed(by_id, base.shown, ours.shown, theirs.shown),
    )
    return _forgotten(united)


def _keyed(key: Callable[[_T], object], base: Sequence[_T], ours: Sequence[_T], theirs: Sequence[_T]) -> tuple[_T, ...]:
    """Rows as both sides have them: those that one side alone changed or took out are as that side has them."""
    before, here, there = ({key(row): row for row in rows} for rows in (base, ours, theirs))
    names = dict.fromkeys([*here, *there])
    picked = (there.get(name) if here.get(name) == before.get(name) else here.get(name) for name in names)
    return tuple(row for row in picked if row is not None)


def _amendments(
    base: Sequence[Amendment], ours: Sequence[Amendment], theirs: Sequence[Amendment]
) -> tuple[Amendment, ...]:
    """What either side did, in its order; the same change made on both sides is told once, as ours has it."""
    made = {_change(one) for one in ours if one not in base}
    kept = [one for one in ours if one in theirs or one not in base]
    kept += [one for one in theirs if one not in {*base, *ours} and _change(one) not in made]
    return tuple(sorted(kept, key=attrgetter("at")))


def _change(one: Amendment) -> tuple[str, ...]:
    return one.line, one.change, one.was, one.now


def _forgotten(record: Record) -> Record:
    """The record without what the other side did meanwhile to a line that one side withdrew."""
    told = tuple(one for one in record.amendments if one.change is AmendmentKind.WITHDRAWN)
    stones = []
    for stone in record.withdrawn:
        record, left = forget(record, stone.line)
        entries, links = {*stone.entries, *left.entries}, {*stone.links, *left.links}
        stones.append(replace(stone, entries=tuple(sorted(entries)), links=tuple(sorted(links))))
    rest = tuple(one for one in record.amendments if one not in told)
    amendments = tuple(sorted((*rest, *told), key=attrgetter("at")))
    return replace(record, amendments=amendments, withdrawn=tuple(stones))
