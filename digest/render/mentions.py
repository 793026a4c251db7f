"""Where things are told: every line on a topic, a country, or with a name in it, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from digest.language import iso
from digest.model import Issue, Made
from digest.render import prose
from digest.render.almanac import Almanac
from digest.render.lines import line_view
from digest.render.lineviews import LineView
from digest.render.links import Here, brief_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A line that tells of something; one object for all that it tells of."""

    issue: Issue
    anchor: str


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


def told(almanac: Almanac) -> Told:
    """What the stories of all briefs touch, newest first."""
    topics: dict[str, list[Mention]] = defaultdict(list)
    countries: dict[str, list[Mention]] = defaultdict(list)
    for issue in almanac.newest_first:
        touched = {story.id: almanac.touched(story) for story in issue.outline.stories}
        for line in issue.outline.shown:
            mention = Mention(issue=issue, anchor=line.anchor)
            for kind, key in touched.get(line.story, ()):
                (topics if kind == "topic" else countries)[key].append(mention)
    return Told(topics=topics, countries=countries)


def row(almanac: Almanac, mention: Mention, what: tuple[str, str], here: Here) -> Row:
    """A mention of something (`("country", "CH")`) as the page `here` lists it."""
    issue, brief, file = mention.issue, mention.issue.head, almanac.file(mention.issue)
    view = line_view(almanac, issue, mention.anchor, here)
    story = file.stories[file.lines[mention.anchor].id]
    lead, missing = prose.marked(view.lead, file.touched[story][what])
    return Row(
        path=brief_path(brief),
        title=brief.title,
        date=date_of(almanac, issue),
        iso=iso(brief.day, by_month=brief.month),
        view=view,
        lead=lead,
        elsewhere=missing,
        record=brief.made is Made.RECORD,
    )


def date_of(almanac: Almanac, issue: Issue) -> str:
    """The date of a brief in words."""
    return almanac.language.full(issue.day, by_month=issue.head.month)
