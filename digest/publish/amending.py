"""What editors decide after publication: corrections, additions, withdrawals, merges and splits, each followed once.

No other word of the page changes. What was done stands in the record, so that readers are told and nothing is done
twice; of what was withdrawn not even the record keeps a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from digest import page
from digest.model import (
    Addition,
    Amendment,
    AmendmentKind,
    Block,
    Brief,
    Correction,
    Edits,
    Evidence,
    Issue,
    Line,
    LineRecord,
    Link,
    Merge,
    Record,
    Redirect,
    Remark,
    Sentence,
    Split,
    StoryRecord,
    Tombstone,
    Withdrawal,
)
from digest.publish.merge import with_ids
from digest.publish.striking import Retitle, strike, strike_page
from digest.text import digest_of, escape, escape_url, find_terms, link, split_id

Decision = Withdrawal | Merge | Split | Addition | Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who follows the decisions: the moment, the newsroom's zone, its outlets' names, and how a title is found."""

    now: datetime
    zone: ZoneInfo
    names: Mapping[str, str]
    retitle: Retitle

    def stone(self, withdrawal: Withdrawal, at: datetime) -> Line:
        """The line that stands where one was withdrawn."""
        return page.tombstone(withdrawal.line, withdrawal.why, at.astimezone(self.zone).date())


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A published brief after its editors' decisions; what they could not have is told in a sentence and its remedy."""

    issue: Issue
    refused: tuple[tuple[str, str], ...] = ()


class _Refused(Exception):
    """A decision that cannot be followed: what is wrong, what to do."""


def amend(issue: Issue, edits: Edits, hand: Hand) -> Amended:
    """Follow the decisions on a published brief that were not followed yet; a second time changes nothing."""
    refused = []
    for decision in _pending(issue.record, edits):
        try:
            issue = _follow(issue, decision, hand)
        except _Refused as fault:
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
    for addition in edits.add:
        if addition.id not in buried:
            blocks = _placed(blocks, addition)
    for withdrawal in edits.withdraw:
        if withdrawal.line in buried:
            made = _amendment(withdrawal.line, AmendmentKind.WITHDRAWN, hand.now, withdrawal.by, withdrawal.why)
            made = before.get((withdrawal.line, AmendmentKind.WITHDRAWN), made)
            amendments.append(replace(made, by=withdrawal.by, why=withdrawal.why))
            blocks.append(hand.stone(withdrawal, made.at))
    lines = {block.id for block in blocks if isinstance(block, Line)}
    redirects = [
        Redirect(line=other, to=one.lines[0]) for one in edits.merge if one.lines[0] in lines for other in one.lines[1:]
    ]
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
    """The public notes, but for those on lines that were withdrawn."""
    buried = {stone.line for stone in record.withdrawn}
    return tuple(
        Remark(line=note.line, text=note.text, by=note.by)
        for note in edits.note
        if note.public and note.line not in buried
    )


def texts_of(line: str, record: Record, *briefs: Brief) -> tuple[str, ...]:
    """All that a brief says in a line and all that the line rests on, in plain text."""
    said = [page.plain(one.text) for brief in briefs for one in brief.lines if one.id == line]
    said += [label.label for brief in briefs for one in brief.lines if one.id == line for label in one.more]
    rows = [row for row in record.lines if row.id == line]
    said += [page.plain(sentence.text) for row in rows for sentence in row.sentences]
    told = _entries(line, record)
    for evidence in record.evidence:
        if evidence.id in told:
            said += [evidence.title, evidence.quoted]
    return tuple(dict.fromkeys(text for text in said if text))


def forget(record: Record, line: str) -> tuple[Record, Tombstone]:
    """A record without a word of a line, and what is left of it."""
    told = _entries(line, record)
    story = next((row.story for row in record.lines if row.id == line), line)
    links = sorted({digest_of("link", row.link) for row in record.evidence if row.id in told and row.link})
    stone = Tombstone(line=line, entries=tuple(sorted(told)), links=tuple(links))
    return replace(
        record,
        lines=tuple(row for row in record.lines if row.id != line),
        stories=tuple(row for row in record.stories if row.id != story),
        evidence=tuple(row for row in record.evidence if row.id not in told),
        amendments=tuple(one for one in record.amendments if one.line != line),
        notes=tuple(one for one in record.notes if one.line != line),
        conflicts=tuple(one for one in record.conflicts if one.line != line),
        wordings=tuple(one for one in record.wordings if one.entry not in told),
    ), stone


def keep_withdrawn(merged: str, sides: Sequence[tuple[Record, str]]) -> str:
    """A page merged from those of two clones (record and page each), without what either of them withdrew."""
    for record, text in sides:
        brief = with_ids(page.read(text))
        stones = {line.id: line for line in brief.lines}
        for line in (stone.line for stone in record.withdrawn if stone.line in stones):
            others = [texts_of(line, other, with_ids(page.read(said))) for other, said in sides if other != record]
            texts = {words for group in others for words in group} - {page.plain(stones[line].text)}
            merged = strike_page(merged, line, texts, partial(_same, brief.word), stones[line])
    return merged


def _same(word: str, _texts: Sequence[str]) -> str:
    return word


def _pending(record: Record, edits: Edits) -> Iterator[Decision]:
    """What was not followed yet, withdrawals first: what is taken back is not worked on any more.

    Corrections come before merges and splits: their editor saw the lines as they stood.
    """
    buried = {stone.line for stone in record.withdrawn} | {one.line for one in edits.withdraw}
    others: tuple[Decision, ...] = (*edits.correct, *edits.add, *edits.split, *edits.merge)
    decisions: tuple[Decision, ...] = (*edits.withdraw, *others)
    for decision in decisions:
        if decision.key in record.applied:
            continue
        if isinstance(decision, Withdrawal) or not buried & {*_named(decision)}:
            yield decision


def _named(decision: Decision) -> tuple[str, ...]:
    match decision:
        case Merge():
            return decision.lines
        case Addition():
            return (decision.id,)
        case Withdrawal() | Split() | Correction():
            return (decision.line,)


def _follow(issue: Issue, decision: Decision, hand: Hand) -> Issue:
    match decision:
        case Withdrawal():
            return _withdraw(issue, decision, hand)
        case Merge():
            return _merge(issue, decision, hand)
        case Split():
            return _split(issue, decision, hand)
        case Addition():
            return _add(issue, decision, hand)
        case Correction():
            return _correct(issue, decision, hand)


def _withdraw(issue: Issue, decision: Withdrawal, hand: Hand) -> Issue:
    line = decision.line
    if any(stone.line == line for stone in issue.record.withdrawn):
        return issue
    if line not in {*_ids(issue.brief), *(row.id for row in issue.record.lines)}:
        raise _Refused(*_missing(line, issue))
    body = page.read(issue.record.body)
    texts = texts_of(line, issue.record, issue.brief, body)
    stone = hand.stone(decision, hand.now)
    record, left = forget(issue.record, line)
    made = _amendment(line, AmendmentKind.WITHDRAWN, hand.now, decision.by, decision.why)
    record = replace(
        record,
        body=strike_page(record.body, line, texts, hand.retitle, stone if line in _ids(body) else None),
        amendments=(*record.amendments, made),
        withdrawn=(*record.withdrawn, left),
    )
    return Issue(brief=strike(issue.brief, line, texts, hand.retitle, stone), record=record)


def _merge(issue: Issue, decision: Merge, hand: Hand) -> Issue:
    """The lines' sentences in one line, none of them lost; what led to the others leads there."""
    first, *others = decision.lines
    moved = {one.line: one.to for one in issue.record.redirects}
    others = [line for line in others if moved.get(line) != first]
    for line in (first, *others):
        if line not in _ids(issue.brief):
            raise _Refused(*_missing(line, issue))
    by_id = {line.id: line for line in issue.brief.lines}
    text = " ".join(by_id[line].text for line in (first, *others))
    known = {one.url for one in page.links(text)}
    more = {one.url: one for line in (first, *others) for one in by_id[line].more if one.url not in known}
    joined = Line(id=first, text=text, more=tuple(more.values()))
    brief = _without(_replaced(issue.brief, joined), others)
    record = issue.record
    rows = {row.id: row for row in record.lines}
    redirects = [replace(one, to=first) if one.to in others else one for one in record.redirects]
    record = replace(
        record,
        lines=_joined_lines(rows, first, others, joined, hand.now),
        stories=_joined_stories(record, first, others),
        redirects=(*redirects, *(Redirect(line=line, to=first) for line in others)),
        amendments=(
            *(replace(one, line=first) if one.line in others else one for one in record.amendments),
            *([_amendment(first, AmendmentKind.MERGED, hand.now, decision.by)] if others else []),
        ),
    )
    return Issue(brief=brief, record=record)


def _split(issue: Issue, decision: Split, hand: Hand) -> Issue:
    record = issue.record
    row = next((row for row in record.lines if row.id == decision.line), None)
    line = next((line for line in issue.brief.lines if line.id == decision.line), None)
    story = next((one for one in record.stories if row and one.id == row.story), None)
    if row is None or line is None or story is None:
        raise _Refused(*_missing(decision.line, issue))
    evidence = [one for one in record.evidence if one.id in story.entries]
    gone = [one for one in evidence if one.id in decision.entries or {one.outlet, one.feed} & {*decision.outlets}]
    gone.sort(key=lambda one: (one.published or one.seen, one.id))
    if not gone:
        raise _Refused(f"splits {line.id} by what its story does not have", _choices(evidence))
    ids = {one.id for one in gone}
    moved = [one for one in row.sentences if set(one.entries) <= ids]
    if len(moved) == len(row.sentences) or any(one.text not in line.text for one in moved):
        raise _Refused(f"takes from {line.id} what its own words rest on", "split off the other entries instead")
    name = split_id(gone[0].id, {one.id for one in record.stories})
    urls = {escape_url(one.link) for one in gone}
    text = line.text
    for one in moved:
        text = text.replace(one.text, "", 1)
    rest = Line(
        id=line.id, text=" ".join(text.split()), more=tuple(one for one in line.more if escape_url(one.url) not in urls)
    )
    new, sentences = _split_line(name, gone, moved, hand)
    blocks = [one for block in issue.brief.blocks for one in ((rest, new) if block is line else (block,))]
    kept = replace(row, sentences=tuple(one for one in row.sentences if one not in moved))
    made = LineRecord(
        id=name,
        story=name,
        sentences=sentences,
        hash=page.line_hash(new),
        updated=hand.now,
        why=("split by an editor",),
    )
    record = replace(
        record,
        lines=tuple(
            one
            for each in record.lines
            for one in ((replace(kept, hash=page.line_hash(rest), updated=hand.now), made) if each is row else (each,))
        ),
        stories=tuple(
            one for each in record.stories for one in (_parted(each, name, gone) if each is story else (each,))
        ),
        amendments=(*record.amendments, _amendment(name, AmendmentKind.SPLIT, hand.now, decision.by, was=line.id)),
    )
    return Issue(brief=replace(issue.brief, blocks=tuple(blocks)), record=record)


def _split_line(
    name: str, gone: Sequence[Evidence], moved: Sequence[Sentence], hand: Hand
) -> tuple[Line, tuple[Sentence, ...]]:
    """A line of entries that were split off: the sentences that rest on them, else the first one's headline."""
    sentences = tuple(moved)
    if not sentences:
        outlet = hand.names.get(gone[0].outlet, gone[0].outlet)
        text = f"{link(gone[0].title, gone[0].link)}, from {escape(outlet)}."
        sentences = (Sentence(text=text, entries=(gone[0].id,)),)
    text = " ".join(one.text for one in sentences)
    known = {one.url for one in page.links(text)}
    more: dict[str, Link] = {}
    for one in gone:
        label, url = hand.names.get(one.outlet, one.outlet), escape_url(one.link)
        if url not in known and one.outlet != gone[0].outlet:
            more.setdefault(label, Link(label=label, url=url))
    return Line(id=name, text=text, more=tuple(more.values())), sentences


def _parted(story: StoryRecord, name: str, gone: Sequence[Evidence]) -> tuple[StoryRecord, StoryRecord]:
    ids = tuple(one.id for one in gone)
    said = " ¶ ".join(one.title for one in gone)
    facets = tuple(facet for facet in story.facets if find_terms({"": facet.words}, said))
    rest = tuple(entry for entry in story.entries if entry not in ids)
    return replace(story, entries=rest), StoryRecord(id=name, entries=ids, facets=facets)


def _add(issue: Issue, decision: Addition, hand: Hand) -> Issue:
    seen = {*_ids(issue.brief), *_ids(page.read(issue.record.body)), *(one.line for one in issue.record.amendments)}
    if decision.id in seen:
        return issue
    if decision.place not in {"first", "last", *_ids(issue.brief)}:
        raise _Refused(*_missing(decision.place, issue))
    blocks = _placed(list(issue.brief.blocks), decision)
    made = _amendment(decision.id, AmendmentKind.ADDED, hand.now, decision.by)
    record = replace(issue.record, amendments=(*issue.record.amendments, made))
    return Issue(brief=replace(issue.brief, blocks=tuple(blocks)), record=record)


def _correct(issue: Issue, decision: Correction, hand: Hand) -> Issue:
    line = next((line for line in issue.brief.lines if line.id == decision.line), None)
    if line is None:
        raise _Refused(*_missing(decision.line, issue))
    text = decision.text if page.links(decision.text) else _sourced(decision.text, line, issue.record, hand)
    was, now = page.plain(line.text), page.plain(text)
    if was == now:
        return issue
    corrected = replace(line, text=text)
    made = replace(
        _amendment(line.id, AmendmentKind.CORRECTED, hand.now, decision.by, decision.why),
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
    return Issue(brief=_replaced(issue.brief, corrected), record=record)


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


def _joined_lines(
    rows: Mapping[str, LineRecord], first: str, others: Sequence[str], joined: Line, now: datetime
) -> tuple[LineRecord, ...]:
    """The lines' records with one in place of several; a line by hand has none."""
    named = [rows[line] for line in (first, *others) if line in rows]
    if not named or not others:
        return tuple(rows.values())
    one = replace(
        named[0],
        id=first,
        sentences=tuple(sentence for row in named for sentence in row.sentences),
        hash=page.line_hash(joined),
        updated=now,
        why=tuple(dict.fromkeys(reason for row in named for reason in row.why)),
    )
    kept = [one if row is named[0] else row for row in rows.values() if row is named[0] or row not in named]
    return tuple(kept)


def _joined_stories(record: Record, first: str, others: Sequence[str]) -> tuple[StoryRecord, ...]:
    told = {row.id: row.story for row in record.lines}
    named = [told[line] for line in (first, *others) if line in told]
    stories = [story for name in named for story in record.stories if story.id == name]
    if len(stories) < 2:
        return record.stories
    one = replace(
        stories[0],
        entries=tuple(dict.fromkeys(entry for story in stories for entry in story.entries)),
        facets=tuple({(facet.kind, facet.id): facet for story in stories for facet in story.facets}.values()),
        since=min((story.since for story in stories if story.since), default=None),
    )
    return tuple(one if story is stories[0] else story for story in record.stories if story not in stories[1:])


def _entries(line: str, record: Record) -> frozenset[str]:
    stories = {row.story for row in record.lines if row.id == line}
    return frozenset(entry for story in record.stories if story.id in stories for entry in story.entries)


def _replaced(brief: Brief, line: Line) -> Brief:
    blocks = (line if isinstance(block, Line) and block.id == line.id else block for block in brief.blocks)
    return replace(brief, blocks=tuple(blocks))


def _without(brief: Brief, lines: Iterable[str]) -> Brief:
    gone = set(lines)
    kept = (block for block in brief.blocks if not (isinstance(block, Line) and block.id in gone))
    return replace(brief, blocks=tuple(kept))


def _ids(brief: Brief) -> tuple[str, ...]:
    return tuple(line.id for line in brief.lines)


def _amendment(line: str, change: AmendmentKind, at: datetime, by: str, why: str = "", *, was: str = "") -> Amendment:
    return Amendment(line=line, change=change, at=at, by=by, why=why, was=was)


def _missing(line: str, issue: Issue) -> tuple[str, str]:
    moved = next((one.to for one in issue.record.redirects if one.line == line), "")
    if moved:
        return f"names {line}, which was merged into {moved}", f"name {moved}"
    return f"names {line}, which is no line of this brief", "take the id from the end of a line of the brief"


def _choices(evidence: Sequence[Evidence]) -> str:
    rows = [f"{one.id} of {one.outlet}" for one in evidence]
    return f"it has {', '.join(rows[:8])}" if rows else "it rests on no entries"
