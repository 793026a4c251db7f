"""The editor's hand always wins: a new composition is merged into a page that people may have changed.

Base is what the program generated last (the record's body), ours the page as it stands, theirs what was composed now.
Blocks are matched by their ids, never by their place. What only one side changed is taken from that side; what both
changed is merged sentence by sentence; where even that collides, the editor's text stays and the conflict is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from merge3 import Merge3

from digest import page
from digest.model import Block, Brief, Conflict, Issue, Line, LineRecord, Record
from digest.text import TARGET, digest_of

_END = re.compile(
    rf"""(?:[.!?](?=\s)                                                # in scripts with spaces one follows a sentence,
    |[。！？]+[”’」』）]*(?:{TARGET})?[”’」』）]*)(\s*)(?=\S)  # in others its mark ends it, or its link""",
    re.VERBOSE,
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is to be written: the page, its record, and the ids of the blocks in which both sides collided."""

    page: str
    record: Record
    conflicts: tuple[str, ...] = ()


def settle(composed: Issue, kept: Record | None, standing: str | None) -> Settled:
    """The page and record of a composition, over what stands: `kept` record and `standing` page, None where none is.

    Each line keeps the moment of its last change where its words stayed the same.
    """
    generated = page.write(composed.brief)
    record = replace(composed.record, body=generated, lines=_dated(composed.record.lines, kept))
    if standing is None or (kept is not None and standing == kept.body):
        return Settled(page=generated, record=record)
    # Without a record, all that stands there is a person's own.
    base = kept.body if kept else page.write(replace(composed.brief, blocks=()))
    merged, conflicts = merge_pages(base, standing, generated)
    return Settled(
        page=merged, record=replace(record, conflicts=_standing(merged, kept, conflicts)), conflicts=conflicts
    )


def open_conflicts(issue: Issue) -> tuple[str, ...]:
    """The lines whose words by hand stand against new evidence, until a person changes them again."""
    standing = {line.id: page.line_hash(line) for line in issue.brief.lines}
    generated = {line.id: page.line_hash(line) for line in page.read(issue.record.body).lines}
    return tuple(
        one.line
        for one in issue.record.conflicts
        if standing.get(one.line) == one.hand and generated.get(one.line) not in {None, one.hand}
    )


def take(issue: Issue, keys: Collection[str]) -> Brief:
    """The brief with what was composed in place of what a person made of it: lines by id, "title", "teaser".

    A line that a person took out comes back; one that is only the person's own stays.
    """
    brief, composed = issue.brief, with_ids(page.read(issue.record.body))
    new = {line.id: line for line in composed.lines if line.id in keys}
    blocks = [new.pop(block.id, block) if isinstance(block, Line) else block for block in brief.blocks]
    order = [line.id for line in composed.lines]
    for key, line in new.items():
        before = order[: order.index(key)]
        at = [n for n, block in enumerate(blocks, 1) if isinstance(block, Line) and block.id in before]
        blocks.insert(at[-1] if at else 0, line)
    return replace(
        brief,
        blocks=tuple(blocks),
        word=composed.word if "title" in keys else brief.word,
        teaser=composed.teaser if "teaser" in keys else brief.teaser,
    )


def merge_pages(base: str, ours: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    """Three pages made one, and the ids of the blocks in which both sides changed the same sentence (ours stayed)."""
    was, hand, new = (with_ids(page.read(text)) for text in (base, ours, theirs))
    blocks, conflicts = _merge_blocks(was.blocks, hand.blocks, new.blocks)
    merged = replace(
        new,
        series=_pick(was.series, hand.series, new.series),
        word=_pick(was.word, hand.word, new.word),
        teaser=_pick(was.teaser, hand.teaser, new.teaser),
        extra=_pick(was.extra, hand.extra, new.extra),
        blocks=blocks,
    )
    return page.write(merged), conflicts


def with_ids(brief: Brief) -> Brief:
    """The brief with an id on every line; a bullet written by hand gets one from its words, once."""
    return replace(
        brief,
        blocks=tuple(
            replace(block, id=digest_of("hand", block.text)) if isinstance(block, Line) and not block.id else block
            for block in brief.blocks
        ),
    )


def _merge_blocks(
    was: Sequence[Block], hand: Sequence[Block], new: Sequence[Block]
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    base, ours, theirs = (_keyed(blocks) for blocks in (was, hand, new))
    kept: dict[str, Block] = {}
    conflicts = []
    for key in [*ours, *theirs]:
        block, collided = _merge_block(base.get(key), ours.get(key), theirs.get(key))
        if block is not None:
            kept[key] = block
        if collided:
            conflicts.append(key)
    order = _order(list(base), list(ours), list(theirs))
    return tuple(kept[key] for key in order if key in kept), tuple(dict.fromkeys(conflicts))


def _merge_block(base: Block | None, ours: Block | None, theirs: Block | None) -> tuple[Block | None, bool]:
    if ours == base:
        return theirs, False
    if theirs in (base, ours) or ours is None:
        return ours, False
    if theirs is None or not isinstance(ours, Line) or not isinstance(theirs, Line):
        return ours, False
    text, collided = _merge_text(base.text if base else "", ours.text, theirs.text)
    before = base.more if isinstance(base, Line) else ()
    added = tuple(link for link in theirs.more if link not in before and link not in ours.more)
    more = theirs.more if ours.more == before else ours.more + added
    return Line(id=ours.id, text=text, more=more), collided


def _merge_text(base: str, ours: str, theirs: str) -> tuple[str, bool]:
    merge = Merge3(_sentences(base), _sentences(ours), _sentences(theirs))
    sentences: list[str] = []
    for group in merge.merge_groups():
        if group[0] == "conflict":
            return ours, True
        sentences.extend(group[1])
    return "".join(sentences), False


def _sentences(text: str) -> list[str]:
    """Sentences and the white space between them, if any: what stands between two changes keeps them apart."""
    pieces: list[str] = []
    start = 0
    for end in _END.finditer(text):
        pieces += (text[start : end.start(1)], end.group(1))
        start = end.end()
    return [*pieces, text[start:]]


def _order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The order of the side that changed it (ours, if both did); the other side's blocks follow their neighbours."""
    common = [key for key in base if key in ours]
    moved = [key for key in ours if key in base] != common
    first, second = (ours, theirs) if moved else (theirs, ours)
    order = list(first)
    for before, key in zip([None, *second], second, strict=False):
        if key not in order:
            order.insert(order.index(before) + 1 if before is not None and before in order else 0, key)
    return order


def _standing(merged: str, kept: Record | None, lines: Collection[str]) -> tuple[Conflict, ...]:
    """The conflicts of a page: the new ones, and those of before that no person has looked at since."""
    hashes = {line.id: page.line_hash(line) for line in page.read(merged).lines}
    before = [
        one for one in (kept.conflicts if kept else ()) if hashes.get(one.line) == one.hand and one.line not in lines
    ]
    return (*before, *(Conflict(line=line, hand=hashes[line]) for line in lines if line in hashes))


def _dated(lines: Sequence[LineRecord], kept: Record | None) -> tuple[LineRecord, ...]:
    before: Mapping[str, LineRecord] = {line.id: line for line in kept.lines} if kept else {}
    return tuple(
        replace(line, updated=before[line.id].updated)
        if line.id in before and before[line.id].hash == line.hash
        else line
        for line in lines
    )


def _keyed(blocks: Sequence[Block]) -> dict[str, Block]:
    """Blocks by id, or by their words where they are passages; what a person copied is told apart by its turn."""
    turns: Counter[str] = Counter()
    keyed: dict[str, Block] = {}
    for block in blocks:
        key = block.id if isinstance(block, Line) else digest_of("passage", block.text)
        turns[key] += 1
        keyed[key if turns[key] == 1 else f"{key}/{turns[key]}"] = block
    return keyed


def _pick(base: T, ours: T, theirs: T) -> T:
    return theirs if ours == base else ours
