"""Withdrawals: a line's words gone from page and record; what is left says that it was there, and why it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from digest import page
from digest.model import AmendmentKind, Brief, Issue, Record, Tombstone, Withdrawal
from digest.publish.hands import Hand, Refused, amendment, ids_of, missing
from digest.publish.merge import with_ids
from digest.publish.striking import strike, strike_page
from digest.text import digest_of


def withdraw(issue: Issue, decision: Withdrawal, hand: Hand) -> Issue:
    """A published brief without a line, and a stone where it stood."""
    line = decision.line
    if any(stone.line == line for stone in issue.record.withdrawn):
        return issue
    if line not in {*ids_of(issue.brief), *(row.id for row in issue.record.lines)}:
        raise Refused(*missing(line, issue))
    body = page.read(issue.record.body)
    texts = texts_of(line, issue.record, issue.brief, body)
    stone = hand.stone(decision, hand.now)
    record, left = forget(issue.record, line)
    made = amendment(line, AmendmentKind.WITHDRAWN, hand.now, decision.by, decision.why)
    record = replace(
        record,
        body=strike_page(record.body, line, texts, hand.retitle, stone if line in ids_of(body) else None),
        amendments=(*record.amendments, made),
        withdrawn=(*record.withdrawn, left),
    )
    return Issue(brief=strike(issue.brief, line, texts, hand.retitle, stone), record=record)


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


def _entries(line: str, record: Record) -> frozenset[str]:
    stories = {row.story for row in record.lines if row.id == line}
    return frozenset(entry for story in record.stories if story.id in stories for entry in story.entries)
