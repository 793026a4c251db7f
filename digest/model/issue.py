"""Issues: briefs as they stand, and their outlines: what lists, threads and feeds need of a brief but for its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from digest.model.brief import Brief, Line, State
from digest.model.news import Facet
from digest.model.record import Amendment, Record, Redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOutline:
    """A line: its anchor (empty where the page has it no more), its story (empty where nobody composed it), how many
    outlets stand in its quiet row, and when a word of it last changed (None where nobody knows)."""

    id: str
    anchor: str
    story: str
    width: int = 0
    updated: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOutline:
    """A story: its entries by id, what it touches, and of these entries the languages, each with its outlet."""

    id: str
    entries: tuple[str, ...]
    facets: tuple[Facet, ...]
    tongues: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All of a brief but its words and its evidence, small enough to hold those of ten years.

    `head` is the brief without its lines, `until` when its window closes by the record. `lines` are those of the page
    in their order, then those of the record that it has no more. `entries` counts what the brief was made from,
    `updated` is when a word of it last changed (None where nobody knows), `outlets` are those of the entries that its
    lines tell, one for each entry in their order, `withdrawn` the ids of the lines that were taken back.
    """

    head: Brief
    state: State
    until: datetime
    published: datetime | None
    entries: int
    updated: datetime | None
    lines: tuple[LineOutline, ...]
    stories: tuple[StoryOutline, ...]
    outlets: tuple[str, ...]
    amendments: tuple[Amendment, ...]
    redirects: tuple[Redirect, ...]
    withdrawn: tuple[str, ...]

    @property
    def shown(self) -> tuple[LineOutline, ...]:
        """The lines that stand on the page."""
        return tuple(line for line in self.lines if line.anchor)


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One brief as it stands: the page that readers get, and its record.

    `leaf_name` identifies the bytes that both were read from; it is empty for one that was not read.
    """

    brief: Brief
    record: Record
    leaf_name: str = field(default="", compare=False)

    @cached_property
    def outline(self) -> Outline:
        """What lists, threads and feeds need of it."""
        return outlined(self.brief, self.record)

    @property
    def head(self) -> Brief:
        """The brief without its lines."""
        return self.outline.head

    @property
    def day(self) -> date:
        """The day of the brief."""
        return self.outline.head.day

    @property
    def placed(self) -> Iterator[tuple[Line, str]]:
        """The lines of the page with their anchors."""
        anchors = (line.anchor for line in self.outline.lines)
        return zip(self.brief.lines, anchors, strict=False)


def outlined(brief: Brief, record: Record) -> Outline:
    """The outline of a brief."""
    lines = tuple(_lines(brief, record))
    moments = [*(row.updated for row in record.lines), *(row.updated for row in record.shown)]
    return Outline(
        head=replace(brief, blocks=()),
        state=record.state,
        until=record.until,
        published=record.published,
        entries=dict(record.counts).get("entries", 0),
        updated=max([*moments, *(row.at for row in record.amendments)], default=None),
        lines=lines,
        stories=tuple(_stories(record)),
        outlets=tuple(_outlets(lines, record)),
        amendments=record.amendments,
        redirects=record.redirects,
        withdrawn=tuple(stone.line for stone in record.withdrawn),
    )


def _lines(brief: Brief, record: Record) -> Iterator[LineOutline]:
    rows = {row.id: row for row in record.lines}
    for line, anchor in anchors(brief):
        row = rows.get(line.id)
        updated = [row.updated] if row else []
        updated += [one.updated for one in record.shown if one.id and one.id == line.id]
        updated += [one.at for one in record.amendments if one.line == line.id]
        yield LineOutline(
            id=line.id,
            anchor=anchor,
            story=row.story if row else "",
            width=len(line.more),
            updated=max(updated, default=None),
        )
    here = {line.id for line in brief.lines}
    for row in record.lines:
        if row.id not in here:
            yield LineOutline(id=row.id, anchor="", story=row.story, updated=row.updated)


def _stories(record: Record) -> Iterator[StoryOutline]:
    told = {row.id: (row.language, row.outlet) for row in record.evidence}
    for story in record.stories:
        tongues = dict.fromkeys(told[entry] for entry in sorted(story.entries) if entry in told)
        yield StoryOutline(id=story.id, entries=story.entries, facets=story.facets, tongues=tuple(tongues))


def _outlets(lines: tuple[LineOutline, ...], record: Record) -> Iterator[str]:
    shown = {line.story for line in lines if line.anchor}
    told = {entry for story in record.stories if story.id in shown for entry in story.entries}
    return (row.outlet for row in record.evidence if row.id in told)


def anchors(brief: Brief) -> tuple[tuple[Line, str], ...]:
    """The lines of a brief with the anchors they have on its page: their ids, none of them twice."""
    seen: dict[str, int] = {}
    rows = []
    for number, line in enumerate(brief.lines, start=1):
        name = line.id or f"line-{number}"
        seen[name] = seen.get(name, 0) + 1
        rows.append((line, name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return tuple(rows)
