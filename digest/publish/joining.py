"""Merges: several lines of a published brief made one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from digest import page
from digest.model import AmendmentKind, Issue, Line, LineRecord, Merge, Record, Redirect, StoryRecord
from digest.publish.hands import Hand, Refused, amendment, ids_of, missing, replaced, without
from digest.text import running


def join(issue: Issue, decision: Merge, hand: Hand) -> Issue:
    """The lines' sentences in one line, none of them lost; what led to the others leads there."""
    first, *others = decision.lines
    moved = {one.line: one.to for one in issue.record.redirects}
    others = [line for line in others if moved.get(line) != first]
    for line in (first, *others):
        if line not in ids_of(issue.brief):
            raise Refused(*missing(line, issue))
    by_id = {line.id: line for line in issue.brief.lines}
    text = running(by_id[line].text for line in (first, *others))
    known = {one.url for one in page.links(text)}
    more = {one.url: one for line in (first, *others) for one in by_id[line].more if one.url not in known}
    joined = Line(id=first, text=text, more=tuple(more.values()))
    brief = without(replaced(issue.brief, joined), others)
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
            *([amendment(first, AmendmentKind.MERGED, hand.now, decision.by)] if others else []),
        ),
    )
    return Issue(brief=brief, record=record)


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
