"""Withdrawals: a line's words gone from page and record; what is left says that it was there, and why it is not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from digest import page
from digest.model import AmendmentKind, Block, Brief, Issue, Line, Record, Tombstone, Withdrawal
from digest.publish.hands import Hand, Refused, amendment, ids_of, missing
from digest.publish.merge import with_ids
from digest.publish.striking import strike, strike_page
from digest.text import digest_of, escape_url


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
    body_text = _unsaid(issue.record.body, line, issue.record)
    record, left = forget(issue.record, line)
    made = amendment(line, AmendmentKind.WITHDRAWN, hand.now, decision.by, decision.why)
    record = replace(
        record,
        body=strike_page(body_text, line, texts, hand.retitle, stone if line in ids_of(body) else None),
        amendments=(*record.amendments, made),
        withdrawn=(*record.withdrawn, left),
    )
    return Issue(brief=strike(issue.brief, line, texts, hand.retitle, stone), record=record)


def names_of_line(line: str, record: Record) -> frozenset[str]:
    """The id of a line, and those of the lines that were merged into it."""
    return frozenset({line, *(one.line for one in record.redirects if one.to == line)})


def texts_of(line: str, record: Record, *briefs: Brief) -> tuple[str, ...]:
    """All that a brief says in a line, and in those merged into it, and all that they rest on, in plain text."""
    names = names_of_line(line, record)
    lines = [one for brief in briefs for one in brief.lines if one.id in names]
    said = [page.plain(one.text) for one in lines]
    said += [label.label for one in lines for label in one.more]
    rows = [row for row in record.lines if row.id == line]
    said += [page.plain(sentence.text) for row in rows for sentence in row.sentences]
    told = _entries(line, record)
    for evidence in record.evidence:
        if evidence.id in told:
            said += [evidence.title, evidence.quoted]
    return tuple(dict.fromkeys(text for text in said if text))


def forget(record: Record, line: str) -> tuple[Record, Tombstone]:
    """A record without a word of a line, and what is left of it."""
    told, names = _entries(line, record), names_of_line(line, record)
    story = next((row.story for row in record.lines if row.id == line), line)
    links = sorted({digest_of("link", row.link) for row in record.evidence if row.id in told and row.link})
    stone = Tombstone(line=line, entries=tuple(sorted(told)), links=tuple(links))
    return replace(
        record,
        lines=tuple(row for row in record.lines if row.id != line),
        stories=tuple(row for row in record.stories if row.id != story),
        evidence=tuple(row for row in record.evidence if row.id not in told),
        amendments=tuple(one for one in record.amendments if one.line not in names),
        notes=tuple(one for one in record.notes if one.line not in names),
        conflicts=tuple(one for one in record.conflicts if one.line not in names),
        wordings=tuple(one for one in record.wordings if one.entry not in told),
    ), stone


def _unsaid(body: str, line: str, record: Record) -> str:
    """The page as generated without what other lines of it say of a line that is withdrawn.

    It still has lines that were merged into that line since, and all of the line that it was split off.
    """
    brief = page.read(body)
    merged, told = names_of_line(line, record) - {line}, _entries(line, record)
    said = [sentence.text for row in record.lines if row.id == line for sentence in row.sentences]
    urls = {escape_url(row.link) for row in record.evidence if row.id in told}
    blocks: list[Block] = []
    for block in brief.blocks:
        if not isinstance(block, Line) or block.id == line:
            blocks.append(block)
        elif block.id not in merged and (left := _without(block, said, urls)).text:
            blocks.append(left)
    return body if tuple(blocks) == brief.blocks else page.write(replace(brief, blocks=tuple(blocks)))


def _without(line: Line, said: Sequence[str], urls: Collection[str]) -> Line:
    """A line without some of its sentences and links."""
    text = line.text
    for sentence in said:
        text = text.replace(sentence, "", 1)
    text = line.text if text == line.text else " ".join(text.split())
    return replace(line, text=text, more=tuple(one for one in line.more if escape_url(one.url) not in urls))


def keep_withdrawn(merged: str, sides: Sequence[tuple[Record, str]]) -> str:
    """A page merged from those of two clones (record and page each), without what either of them withdrew."""
    for record, text in sides:
        brief = with_ids(page.read(text))
        stones = {line.id: line for line in brief.lines}
        for line in (stone.line for stone in record.withdrawn if stone.line in stones):
            names = names_of_line(line, record)
            others = [
                texts_of(name, other, with_ids(page.read(said)))
                for other, said in sides
                if other != record
                for name in sorted(names)
            ]
            texts = {words for group in others for words in group} - {page.plain(stones[line].text)}
            for name in sorted(names - {line}):
                merged = strike_page(merged, name, texts, partial(_same, brief.word))
            merged = strike_page(merged, line, texts, partial(_same, brief.word), stones[line])
    return merged


def _same(word: str, _texts: Sequence[str]) -> str:
    return word


def _entries(line: str, record: Record) -> frozenset[str]:
    stories = {row.story for row in record.lines if row.id == line}
    return frozenset(entry for story in record.stories if story.id in stories for entry in story.entries)
