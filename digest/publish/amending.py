"""What editors decide after publication: corrections, additions, withdrawals, merges and splits, each followed once.

No other word of the page changes. What was done stands in the record, so that readers are told and nothing is done
twice; of what was withdrawn not even the record keeps a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from digest import page
from digest.model import (
    Addition,
    AmendmentKind,
    Block,
    Correction,
    Edits,
    Issue,
    Line,
    Merge,
    Record,
    Redirect,
    Remark,
    Split,
    Tombstone,
    Withdrawal,
    merged_into,
)
from digest.publish.hands import Hand, Refused, amendment, ids_of, missing, replaced
from digest.publish.joining import join
from digest.publish.splitting import split
from digest.publish.withdrawing import names_of_line, withdraw
from digest.text import escape_url, link

Followed = Withdrawal | Merge | Split | Addition | Correction
"""Decisions that change a published page; notes stand in its record alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A published brief after its editors' decisions; what they could not have is told in a sentence and its remedy."""

    issue: Issue
    refused: tuple[tuple[str, str], ...] = ()


def amend(issue: Issue, edits: Edits, hand: Hand) -> Amended:
    """Follow the decisions on a published brief that were not followed yet; a second time changes nothing."""
    refused = []
    for decision in _pending(issue.record, edits):
        try:
            issue = _follow(issue, decision, hand)
        except Refused as fault:
            refused.append((str(fault.args[0]), str(fault.args[1])))
            continue
        done = {*issue.record.applied, decision.key}
        issue = replace(issue, record=replace(issue.record, applied=tuple(sorted(done))))
    record = replace(issue.record, notes=notes(edits, issue.record))
    return Amended(issue=replace(issue, record=record), refused=tuple(refused))


def complete(composed: Issue, kept: Record | None, edits: Edits, hand: Hand, gone: Sequence[Tombstone]) -> Issue:
    """A composition of a brief that is not published, with what its editors added, noted and withdrew."""
    record, brief = composed.record, composed.brief
    before = {(one.line, one.change): one for one in kept.amendments} if kept else {}
    buried = {stone.line for stone in gone}
    amendments, blocks = [], list(brief.blocks)
    words = {one.line: one.text for one in edits.retitle}
    for addition in edits.add:
        if addition.id not in {*buried, *edits.mute}:
            blocks = _placed(blocks, replace(addition, text=words.get(addition.id, addition.text)))
    for withdrawal in edits.withdraw:
        if withdrawal.line in buried:
            made = amendment(withdrawal.line, AmendmentKind.WITHDRAWN, hand.now, withdrawal.by, withdrawal.why)
            made = before.get((withdrawal.line, AmendmentKind.WITHDRAWN), made)
            amendments.append(replace(made, by=withdrawal.by, why=withdrawal.why))
            blocks.append(hand.stone(withdrawal, made.at))
    lines = {block.id for block in blocks if isinstance(block, Line)}
    redirects = [Redirect(line=line, to=to) for line, to in merged_into(edits.merge).items() if to in lines]
    record = replace(
        record,
        amendments=tuple(amendments),
        withdrawn=tuple(gone),
        redirects=tuple(one for one in redirects if one.line not in lines),
        applied=edits.keys,
    )
    record = replace(record, notes=notes(edits, record))
    return Issue(brief=replace(brief, blocks=tuple(blocks)), record=record)


def notes(edits: Edits, record: Record) -> tuple[Remark, ...]:
    """The public notes, but for those on lines that were withdrawn, or merged into one that was."""
    buried = _buried(record, (stone.line for stone in record.withdrawn))
    return tuple(
        Remark(line=note.line, text=note.text, by=note.by)
        for note in edits.note
        if note.public and note.line not in buried
    )


def _pending(record: Record, edits: Edits) -> Iterator[Followed]:
    """What was not followed yet, withdrawals first: what is taken back is not worked on any more.

    Corrections come before merges and splits: their editor saw the lines as they stood.
    """
    buried = _buried(record, (*(one.line for one in record.withdrawn), *(one.line for one in edits.withdraw)))
    others: tuple[Followed, ...] = (*edits.correct, *edits.add, *edits.split, *edits.merge)
    decisions: tuple[Followed, ...] = (*edits.withdraw, *others)
    for decision in decisions:
        if decision.key in record.applied:
            continue
        if isinstance(decision, Withdrawal) or not buried & {*_named(decision)}:
            yield decision


def _buried(record: Record, withdrawn: Iterable[str]) -> frozenset[str]:
    """Lines that are withdrawn, and those that were merged into them."""
    return frozenset().union(*(names_of_line(line, record) for line in withdrawn))


def _named(decision: Followed) -> tuple[str, ...]:
    match decision:
        case Merge():
            return decision.lines
        case Addition():
            return (decision.id,)
        case Withdrawal() | Split() | Correction():
            return (decision.line,)


def _follow(issue: Issue, decision: Followed, hand: Hand) -> Issue:
    match decision:
        case Withdrawal():
            return withdraw(issue, decision, hand)
        case Merge():
            return join(issue, decision, hand)
        case Split():
            return split(issue, decision, hand)
        case Addition():
            return _add(issue, decision, hand)
        case Correction():
            return _correct(issue, decision, hand)


def _add(issue: Issue, decision: Addition, hand: Hand) -> Issue:
    changes = [one.change for one in issue.record.amendments if one.line == decision.id]
    if decision.id in {*ids_of(issue.brief), *ids_of(page.read(issue.record.body))} or changes:
        _refuse_other_words(issue, decision, changes)
        return issue
    if decision.place not in {"first", "last", *ids_of(issue.brief)}:
        raise Refused(*missing(decision.place, issue))
    blocks = _placed(list(issue.brief.blocks), decision)
    made = amendment(decision.id, AmendmentKind.ADDED, hand.now, decision.by)
    record = replace(issue.record, amendments=(*issue.record.amendments, made))
    return Issue(brief=replace(issue.brief, blocks=tuple(blocks)), record=record)


def _refuse_other_words(issue: Issue, decision: Addition, changes: Sequence[AmendmentKind]) -> None:
    """Refuse what would give a line of the editor's own other words than readers have."""
    line = next((line for line in issue.brief.lines if line.id == decision.id), None)
    if line and line.text != decision.text and AmendmentKind.CORRECTED not in changes:
        todo = f'write {{correct: {decision.id}, text: "..."}}, which tells readers'
        raise Refused(f"has other words for {decision.id}, which is published", todo)


def _correct(issue: Issue, decision: Correction, hand: Hand) -> Issue:
    line = next((line for line in issue.brief.lines if line.id == decision.line), None)
    if line is None:
        raise Refused(*missing(decision.line, issue))
    text = decision.text if page.links(decision.text) else _sourced(decision.text, line, issue.record, hand)
    was, now = page.plain(line.text), page.plain(text)
    if was == now:
        return issue
    corrected = replace(line, text=text)
    made = replace(
        amendment(line.id, AmendmentKind.CORRECTED, hand.now, decision.by, decision.why),
        was=was,
        now=page.plain(decision.text),
    )
    record = replace(
        issue.record,
        lines=tuple(
            replace(row, hash=page.line_hash(corrected), updated=hand.now) if row.id == line.id else row
            for row in issue.record.lines
        ),
        amendments=(*issue.record.amendments, made),
    )
    return Issue(brief=replaced(issue.brief, corrected), record=record)


def _sourced(text: str, line: Line, record: Record, hand: Hand) -> str:
    """New words without a link, followed by the sources that the old ones had."""
    outlets = {escape_url(row.link): hand.names.get(row.outlet, row.outlet) for row in record.evidence}
    found = {one.url: link(outlets.get(escape_url(one.url), one.label), one.url) for one in page.links(line.text)}
    return f"{text} ({', '.join(found.values())})" if found else text


def _placed(blocks: list[Block], addition: Addition) -> list[Block]:
    """The blocks with a line of the editor's own where it belongs, at the end where that place is gone."""
    line = Line(id=addition.id, text=addition.text)
    at = len(blocks)
    if addition.place == "first":
        at = next((number for number, block in enumerate(blocks) if isinstance(block, Line)), at)
    elif addition.place != "last":
        after = [n for n, block in enumerate(blocks, 1) if isinstance(block, Line) and block.id == addition.place]
        at = after[0] if after else at
    return [*blocks[:at], line, *blocks[at:]]
