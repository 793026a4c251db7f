"""Splits: a line of a published brief made two, by the entries that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from digest import page
from digest.model import AmendmentKind, Evidence, Issue, Line, LineRecord, Link, Record, Sentence, Split, StoryRecord
from digest.publish.hands import Hand, Refused, amendment, missing
from digest.text import escape, escape_url, find_terms, link, running, split_id

_T = TypeVar("_T")


def split(issue: Issue, decision: Split, hand: Hand) -> Issue:
    """A published brief in which the entries that the decision names have a line of their own."""
    record = issue.record
    row = next((row for row in record.lines if row.id == decision.line), None)
    line = next((line for line in issue.brief.lines if line.id == decision.line), None)
    story = next((one for one in record.stories if row and one.id == row.story), None)
    if row is None or line is None or story is None:
        raise Refused(*missing(decision.line, issue))
    gone = _leaving(record, story, decision)
    moved = _moved(line, row, gone)
    name = split_id(gone[0].id, {one.id for one in record.stories})
    rest, (new, sentences) = _rest_of(line, gone, moved), _line_of(name, gone, moved, hand)
    kept = tuple(one for one in row.sentences if one not in moved)
    rows = (
        replace(row, sentences=kept, hash=page.line_hash(rest), updated=hand.now),
        LineRecord(
            id=name,
            story=name,
            sentences=sentences,
            hash=page.line_hash(new),
            updated=hand.now,
            why=(hand.parted,),
        ),
    )
    record = replace(
        record,
        lines=_with(record.lines, row, rows),
        stories=_with(record.stories, story, _parted(story, name, gone)),
        amendments=(*record.amendments, amendment(name, AmendmentKind.SPLIT, hand.now, decision.by, was=line.id)),
    )
    return Issue(brief=replace(issue.brief, blocks=_with(issue.brief.blocks, line, (rest, new))), record=record)


def _leaving(record: Record, story: StoryRecord, decision: Split) -> list[Evidence]:
    """What is split off of a story, oldest first."""
    evidence = [one for one in record.evidence if one.id in story.entries]
    gone = [one for one in evidence if one.id in decision.entries or {one.outlet, one.feed} & {*decision.outlets}]
    if not gone:
        rows = [f"{one.id} of {one.outlet}" for one in evidence]
        todo = f"it has {', '.join(rows[:8])}" if rows else "it rests on no entries"
        raise Refused(f"splits {decision.line} by what its story does not have", todo)
    return sorted(gone, key=lambda one: (one.published or one.seen, one.id))


def _moved(line: Line, row: LineRecord, gone: Sequence[Evidence]) -> list[Sentence]:
    """The sentences that rest on nothing but what goes."""
    ids = {one.id for one in gone}
    moved = [one for one in row.sentences if set(one.entries) <= ids]
    if len(moved) == len(row.sentences) or any(one.text not in line.text for one in moved):
        raise Refused(f"takes from {line.id} what its own words rest on", "split off the other entries instead")
    return moved


def _rest_of(line: Line, gone: Sequence[Evidence], moved: Sequence[Sentence]) -> Line:
    """The line without what goes."""
    urls = {escape_url(one.link) for one in gone}
    text = line.text
    for one in moved:
        text = text.replace(one.text, "", 1)
    more = tuple(one for one in line.more if escape_url(one.url) not in urls)
    return Line(id=line.id, text=" ".join(text.split()), more=more)


def _line_of(
    name: str, gone: Sequence[Evidence], moved: Sequence[Sentence], hand: Hand
) -> tuple[Line, tuple[Sentence, ...]]:
    """A line of entries that were split off: the sentences that rest on them, else the first one's headline."""
    sentences = tuple(moved)
    if not sentences:
        outlet = hand.names.get(gone[0].outlet, gone[0].outlet)
        text = f"{link(gone[0].title, gone[0].link)} ({escape(outlet)})"
        sentences = (Sentence(text=text, entries=(gone[0].id,)),)
    text = running(one.text for one in sentences)
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


def _with(rows: Sequence[_T], one: _T, others: Sequence[_T]) -> tuple[_T, ...]:
    """Rows with several in the place of one."""
    return tuple(new for row in rows for new in (others if row is one else (row,)))
