"""Stories over days: each told once, and again only where there is new evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from digest.model import AmendmentKind, Issue, Line, LineOutline, Roster, StoryOutline, by_any_id
from digest.text import primary


@dataclass(frozen=True, slots=True)
class Telling:
    """One story in one brief: the anchors of its lines there, the evidence, and since when it reads so.

    `withdrawn` tells that readers had a line of it that was taken back since: they must hear of that.
    """

    issue: Issue
    anchors: tuple[str, ...]
    entries: tuple[str, ...]
    updated: datetime
    withdrawn: bool

    @property
    def anchor(self) -> str:
        """That of its first line."""
        return self.anchors[0]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines."""
        return tuple(line for line, anchor in self.issue.placed if anchor in self.anchors)

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
    topics = {name: topic.id for name, topic in by_any_id(roster.topics).items()}
    spoken = {name: outlet.language for name, outlet in by_any_id(roster.outlets).items()}
    found: dict[str, list[tuple[Telling, StoryOutline | None]]] = defaultdict(list)
    for issue in sorted(issues, key=lambda issue: issue.day):
        records = {row.id: row for row in issue.outline.stories}
        for story, telling in _tellings(issue, records).items():
            found[story].append((telling, records.get(story)))
    same: dict[tuple[str, ...], tuple[str, ...]] = {}  # many touch the same: one object for all of them
    made = []
    while found:
        story, told = found.popitem()
        made.append(_thread(story, told, topics, spoken, same))
    made.sort(key=lambda thread: thread.order, reverse=True)
    return tuple(made)


def _thread(
    story: str,
    told: Iterable[tuple[Telling, StoryOutline | None]],
    topics: Mapping[str, str],
    spoken: Mapping[str, str],
    same: dict[tuple[str, ...], tuple[str, ...]],
) -> Thread:
    """A story out of all its tellings, oldest first, without those that had nothing new."""
    kept: list[Telling] = []
    entries: set[str] = set()
    facets: dict[str, dict[str, None]] = {"topic": {}, "country": {}, "language": {}}
    for telling, record in told:
        if kept and entries.issuperset(telling.entries) and not telling.withdrawn:
            continue
        kept.append(telling)
        entries.update(telling.entries)
        for facet in record.facets if record else ():
            if name := topics.get(facet.id, "") if facet.kind == "topic" else facet.id:
                facets[facet.kind][name] = None
        for language, outlet in record.tongues if record else ():
            if code := primary(language or spoken.get(outlet, "")):
                facets["language"][code] = None
    touched = [same.setdefault(names, names) for names in map(tuple, facets.values())]
    return Thread(story, tuple(kept), *touched)


def _tellings(issue: Issue, records: Mapping[str, StoryOutline]) -> dict[str, Telling]:
    outline = issue.outline
    gone = {one.line: one.at for one in outline.amendments if one.change is AmendmentKind.WITHDRAWN}
    lines: dict[str, list[LineOutline]] = {}
    for line in outline.shown:
        if line.id in gone and gone[line.id] <= published(issue):
            continue  # No reader had it.
        lines.setdefault(line.story or line.id or line.anchor, []).append(line)
    return {
        story: Telling(
            issue=issue,
            anchors=tuple(line.anchor for line in told),
            entries=records[story].entries if story in records else (),
            updated=max(_since(issue, line) for line in told),
            withdrawn=any(line.id in gone for line in told),
        )
        for story, told in lines.items()
    }


def published(issue: Issue) -> datetime:
    """When a published brief was."""
    return issue.outline.published or issue.head.until


def updated(issue: Issue) -> datetime:
    """When a word of a published brief last changed."""
    return max(published(issue), issue.outline.updated or published(issue))


def line_updated(issue: Issue, anchor: str) -> datetime:
    """When a word of a line last changed, at the soonest when its brief was published."""
    return next(_since(issue, line) for line in issue.outline.shown if line.anchor == anchor)


def _since(issue: Issue, line: LineOutline) -> datetime:
    return max(published(issue), line.updated or published(issue))
