"""Stories over days: each told once, and again only where there is new evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from digest.model import AmendmentKind, Brief, Issue, Line, LineRecord, Roster, StoryRecord


@dataclass(frozen=True, slots=True)
class Telling:
    """One story in one brief: its lines there, the first one's anchor, the evidence, and since when it reads so.

    `withdrawn` tells that readers had a line of it that was taken back since: they must hear of that.
    """

    issue: Issue
    lines: tuple[Line, ...]
    anchor: str
    entries: frozenset[str]
    updated: datetime
    withdrawn: bool

    @property
    def published(self) -> datetime:
        """When the brief was."""
        return published(self.issue)


@dataclass(frozen=True, slots=True)
class Thread:
    """A story with its tellings that had something new or were taken back, oldest first, and what they touch."""

    id: str
    tellings: tuple[Telling, ...]
    topics: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def newest(self) -> Telling:
        return self.tellings[-1]

    @property
    def leaf_name(self) -> str:
        """What identifies it: its id and the briefs that tell it; nothing where one of them was not read."""
        told = [one.issue.leaf_name for one in self.tellings]
        return " ".join((self.id, *told)) if all(told) else ""

    @property
    def order(self) -> tuple[datetime, str]:
        """Total order of threads: by their newest telling, then id."""
        return (self.newest.published, self.id)


def threads(roster: Roster, issues: Iterable[Issue]) -> tuple[Thread, ...]:
    """The stories of some published briefs, the one told last first. Topics and outlets bear their present ids."""
    topics = {old: topic.id for topic in roster.topics for old in (topic.id, *topic.formerly)}
    spoken = {old: outlet.language for outlet in roster.outlets for old in (outlet.id, *outlet.formerly)}
    found: dict[str, _Gathered] = {}
    for issue in sorted(issues, key=lambda issue: issue.brief.day):
        records = {row.id: row for row in issue.record.stories}
        languages = {row.id: row.language or spoken.get(row.outlet, "") for row in issue.record.evidence}
        for story, telling in _tellings(issue, records).items():
            found.setdefault(story, _Gathered()).take(telling, records.get(story), topics, languages)
    made = (gathered.thread(story) for story, gathered in found.items())
    return tuple(sorted(made, key=lambda thread: thread.order, reverse=True))


class _Gathered:
    """What is known of a story while the briefs are gone through."""

    def __init__(self) -> None:
        self._tellings: list[Telling] = []
        self._entries: set[str] = set()
        self._facets: dict[str, dict[str, None]] = {"topic": {}, "country": {}, "language": {}}

    def take(
        self, telling: Telling, record: StoryRecord | None, topics: Mapping[str, str], languages: Mapping[str, str]
    ) -> None:
        if self._tellings and telling.entries <= self._entries and not telling.withdrawn:
            return
        self._tellings.append(telling)
        self._entries |= telling.entries
        for facet in record.facets if record else ():
            if name := topics.get(facet.id, "") if facet.kind == "topic" else facet.id:
                self._facets[facet.kind][name] = None
        for entry in sorted(telling.entries):
            if code := languages.get(entry, "").partition("-")[0].lower():
                self._facets["language"][code] = None

    def thread(self, story: str) -> Thread:
        return Thread(
            id=story,
            tellings=tuple(self._tellings),
            topics=tuple(self._facets["topic"]),
            countries=tuple(self._facets["country"]),
            languages=tuple(self._facets["language"]),
        )


def _tellings(issue: Issue, records: Mapping[str, StoryRecord]) -> dict[str, Telling]:
    rows = {row.id: row for row in issue.record.lines}
    gone = {one.line: one.at for one in issue.record.amendments if one.change is AmendmentKind.WITHDRAWN}
    lines: dict[str, list[tuple[Line, str]]] = {}
    for line, anchor in anchors(issue.brief):
        if line.id in gone and gone[line.id] <= published(issue):
            continue  # No reader had it.
        row = rows.get(line.id)
        lines.setdefault(row.story if row else line.id or anchor, []).append((line, anchor))
    return {
        story: Telling(
            issue=issue,
            lines=tuple(line for line, _ in told),
            anchor=told[0][1],
            entries=frozenset(records[story].entries if story in records else ()),
            updated=max(line_updated(issue, line, rows.get(line.id)) for line, _ in told),
            withdrawn=any(line.id in gone for line, _ in told),
        )
        for story, told in lines.items()
    }


def anchors(brief: Brief) -> tuple[tuple[Line, str], ...]:
    """The lines of a brief with the anchors that they have on its page."""
    seen: dict[str, int] = {}
    rows = []
    for number, line in enumerate(brief.lines, start=1):
        name = line.id or f"line-{number}"
        seen[name] = seen.get(name, 0) + 1
        rows.append((line, name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return tuple(rows)


def published(issue: Issue) -> datetime:
    """When a published brief was."""
    return issue.record.published or issue.brief.until


def updated(issue: Issue) -> datetime:
    """When a word of a published brief last changed."""
    record = issue.record
    moments = [published(issue), *(row.updated for row in record.lines), *(row.updated for row in record.shown)]
    return max([*moments, *(row.at for row in record.amendments)])


def line_updated(issue: Issue, line: Line, row: LineRecord | None) -> datetime:
    """When a word of a line last changed, at the soonest when its brief was published."""
    moments = [published(issue)] + ([row.updated] if row else [])
    moments += [one.updated for one in issue.record.shown if one.id and one.id == line.id]
    return max([*moments, *(one.at for one in issue.record.amendments if one.line == line.id)])
