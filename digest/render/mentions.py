"""Where things are told: every line on a topic, a country, or with a name in it, newest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from digest import page
from digest.model import Issue, Line, Made
from digest.render import prose
from digest.render.language import iso
from digest.render.library import Library, anchors
from digest.render.lines import LineView, line_view
from digest.render.links import Here, brief_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A line that tells of something; `words` are those that say so."""

    issue: Issue
    line: Line
    anchor: str
    words: tuple[str, ...] = ()

    @property
    def leaf_name(self) -> str:
        """What identifies it: its brief, its line and the words; nothing where the brief was not read."""
        return f"{self.issue.leaf_name}#{self.anchor} {self.words}" if self.issue.leaf_name else ""

    @property
    def day(self) -> date:
        return self.issue.brief.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line as lists show it: dated, its first sentence with the words marked that put it there.

    `elsewhere` are words that stand in the entries behind it, but not in that sentence.
    """

    path: str
    title: str
    date: str
    iso: str
    view: LineView
    lead: Markup
    elsewhere: tuple[str, ...]
    record: bool


Mentions = Mapping[str, Sequence[Mention]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Every mention, by topic and by country."""

    topics: Mentions
    countries: Mentions


def told(library: Library) -> Told:
    """What the stories of all briefs touch, newest first."""
    topics: dict[str, list[Mention]] = defaultdict(list)
    countries: dict[str, list[Mention]] = defaultdict(list)
    for issue, line, anchor in _lines(library):
        file = library.file(issue)
        touched = file.touched.get(file.stories.get(line.id, ""), {})
        for (kind, key), words in touched.items():
            mention = Mention(issue=issue, line=line, anchor=anchor, words=words)
            (topics if kind == "topic" else countries)[key].append(mention)
    return Told(topics=topics, countries=countries)


def naming(library: Library, names: Mapping[str, Iterable[str]]) -> Mentions:
    """The lines in which one of a thing's names stands as a whole, by the thing's key."""
    keys: dict[str, list[str]] = defaultdict(list)
    for key, some in names.items():
        for name in dict.fromkeys(some):
            keys[name.casefold()].append(key)
    if not keys:
        return {}
    rows = "|".join(re.escape(name) for name in sorted(keys, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{rows})(?!\w)", re.IGNORECASE)
    found: dict[str, list[Mention]] = defaultdict(list)
    for issue, line, anchor in _lines(library):
        here: dict[str, dict[str, None]] = defaultdict(dict)
        for match in pattern.finditer(page.plain(line.text)):
            for key in keys.get(match[0].casefold(), ()):
                here[key][match[0]] = None
        for key, words in here.items():
            found[key].append(Mention(issue=issue, line=line, anchor=anchor, words=tuple(words)))
    return found


def row(library: Library, mention: Mention, here: Here) -> Row:
    """A mention as the page `here` lists it."""
    issue, brief = mention.issue, mention.issue.brief
    view = line_view(library, issue, mention.line, here, anchor=mention.anchor)
    lead, missing = prose.marked(view.lead, mention.words)
    return Row(
        path=brief_path(brief),
        title=brief.title,
        date=date_of(library, issue),
        iso=iso(brief.day, by_month=brief.month),
        view=view,
        lead=lead,
        elsewhere=missing,
        record=brief.made is Made.RECORD,
    )


def date_of(library: Library, issue: Issue) -> str:
    """The date of a brief in words."""
    return library.language.full(issue.brief.day, by_month=issue.brief.month)


def _lines(library: Library) -> Iterable[tuple[Issue, Line, str]]:
    issues = sorted((*library.daily.issues, *library.record.issues), key=lambda issue: issue.brief.day, reverse=True)
    return ((issue, line, anchor) for issue in issues for line, anchor in anchors(issue.brief))
