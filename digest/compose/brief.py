"""The composition of one edition: the brief that readers get and the record that remembers how it was made."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from digest import page
from digest import text as words
from digest.compose import lines, reword, select, teaser, word
from digest.compose.gate import gated
from digest.compose.lines import Told
from digest.compose.memory import Earlier, Memory
from digest.compose.reference import Reference
from digest.compose.reword import Head, Wordings
from digest.model import (
    Brief,
    Edition,
    Edits,
    Entry,
    Evidence,
    LineRecord,
    Made,
    Record,
    Roster,
    State,
    Story,
    StoryRecord,
)

METHOD = "headlines-in-frames/23"
"""The version of the method; it changes whenever the same stories would give other words."""

_NO_EDITS = Edits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A brief and its record, and the headlines that its lines are made of."""

    brief: Brief
    record: Record
    heads: tuple[Head, ...] = ()


def compose(
    edition: Edition,
    stories: Sequence[Story],
    *,
    roster: Roster,
    earlier: Earlier,
    edits: Edits = _NO_EDITS,
    state: State,
    made: Made = Made.DAILY,
    month: bool = False,
    whole: bool,
    updated: datetime,
    wordings: Wordings = MappingProxyType({}),
) -> Composition:
    """What one edition says of its stories.

    A pure function: the same values give the same words, whatever order the stories and their entries come in.
    The record's `body` is left empty for whoever writes the page; `updated` is put on every line. Of the `wordings`
    that a model proposed those stand that pass the gate.
    """
    news = select.fresh(stories, earlier.told, edits.mute)
    told_before = tuple(text for before in earlier.stories for text in before.texts)
    reference = Reference.of(roster, stories, texts=told_before, record=made is Made.RECORD)
    memory = Memory(earlier.stories)
    picks = reword.reworded(select.select(news, edition, reference, edits, memory), wordings, reference)
    told = reword.marked(gated(lines.tell(picks, reference, edits), reference), wordings, reference)
    brief = Brief(
        day=edition.day,
        word=edits.title or word.title_word(told, earlier.words, reference),
        teaser=edits.teaser or teaser.teaser(told, reference),
        state=state,
        since=edition.since,
        until=edition.until,
        blocks=tuple(line.line for line in told),
        series=roster.site.series,
        made=made,
        month=month,
    )
    record = _record(brief, told, stories, reference, edits, whole=whole, updated=updated)
    return Composition(brief=brief, record=record, heads=reword.heads(told, reference))


def title_words(texts: Sequence[str], used: Collection[str], roster: Roster, *, most: int = 5) -> tuple[str, ...]:
    """The best titles for lines of these texts, never none; the `used` ones and their forms are left out."""
    reference = Reference.of(roster, (), texts=texts)
    return word.title_words([(text,) for text in texts], texts, used, reference, most=most)


def _record(
    brief: Brief,
    told: Sequence[Told],
    stories: Sequence[Story],
    reference: Reference,
    edits: Edits,
    *,
    whole: bool,
    updated: datetime,
) -> Record:
    quoted = dict(pair for line in told for pair in line.quoted)
    entries = {entry.id: entry for line in told for entry in line.pick.story.entries}
    return Record(
        day=brief.day,
        state=brief.state,
        since=brief.since,
        until=brief.until,
        made=brief.made,
        method=METHOD,
        body="",
        lines=tuple(_line_record(line, updated) for line in told),
        stories=tuple(_story_record(line.pick.story) for line in told),
        evidence=tuple(
            _evidence(entry, quoted, reference) for entry in sorted(entries.values(), key=lambda e: e.order)
        ),
        counts=_counts(stories),
        whole=whole,
        month=brief.month,
        edits=edits.hash,
    )


def _line_record(told: Told, updated: datetime) -> LineRecord:
    return LineRecord(
        id=told.line.id,
        story=told.pick.story.id,
        sentences=told.sentences,
        hash=page.line_hash(told.line),
        updated=updated,
        why=told.pick.why,
    )


def _story_record(story: Story) -> StoryRecord:
    return StoryRecord(
        id=story.id, entries=tuple(entry.id for entry in story.entries), facets=story.facets, since=story.since
    )


def _evidence(entry: Entry, quoted: Mapping[str, str], reference: Reference) -> Evidence:
    return Evidence(
        id=entry.id,
        feed=entry.feed,
        outlet=entry.outlet,
        title=words.clean(entry.title),
        link=entry.link,
        seen=entry.seen,
        published=entry.published,
        language=reference.language_of(entry),
        quoted=quoted.get(entry.id, ""),
    )


def _counts(stories: Sequence[Story]) -> tuple[tuple[str, int], ...]:
    """How much news the edition's window held, told before or not."""
    entries = [entry for story in stories for entry in story.entries]
    return (("entries", len(entries)), ("outlets", len({entry.outlet for entry in entries})), ("stories", len(stories)))
