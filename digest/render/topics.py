"""Topics: their lines, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.model import Issue, Line, Made, Page, Topic
from digest.render.desk import Desk, anchors
from digest.render.language import iso
from digest.render.lines import LineView, line_view
from digest.render.links import TOPICS, Here, brief_path, topic_path
from digest.render.subscribing import alternates
from digest.render.templates import Templates, matter

PAGE = 100
"""A topic with more lines than this has a page for each year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A line that is on a topic."""

    issue: Issue
    line: Line
    anchor: str

    @property
    def year(self) -> int:
        return self.issue.brief.day.year


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line as a topic's page lists it, dated."""

    path: str
    date: str
    iso: str
    view: LineView
    record: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A topic in the list of topics; `newest` is the date of its newest line in words."""

    topic: Topic
    path: str
    count: int
    newest: str


def topics(desk: Desk, templates: Templates) -> list[Page]:
    """The list of topics and the pages of each; former ids lead on to the present ones."""
    mentions = _mentions(desk)
    entries = tuple(_entry(desk, topic, mentions[topic.id]) for topic in desk.roster.topics)
    pages = [
        templates.page(
            TOPICS,
            "topics.md.j2",
            matter("listing", "Topics", "Every line of every brief, by topic.", section="Topics"),
            entries=entries,
        )
    ]
    for topic in desk.roster.topics:
        pages += _topic_pages(desk, topic, mentions[topic.id], templates)
        pages += [
            templates.file(f"t/{name}/index.html", "moved.html.j2", target=topic_path(topic.id), title=topic.title)
            for name in topic.formerly
        ]
    return pages


def _mentions(desk: Desk) -> Mapping[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for issue in sorted((*desk.daily.issues, *desk.record.issues), key=lambda issue: issue.brief.day, reverse=True):
        file = desk.file(issue)
        for line, anchor in anchors(issue.brief):
            for topic in file.topics.get(file.stories.get(line.id, ""), ()):
                found[topic.id].append(Mention(issue=issue, line=line, anchor=anchor))
    return found


def _entry(desk: Desk, topic: Topic, mentions: Sequence[Mention]) -> Entry:
    newest = _date(desk, mentions[0].issue) if mentions else ""
    return Entry(topic=topic, path=topic_path(topic.id), count=len(mentions), newest=newest)


def _topic_pages(desk: Desk, topic: Topic, mentions: Sequence[Mention], templates: Templates) -> list[Page]:
    years = tuple(dict.fromkeys(mention.year for mention in mentions))
    if len(mentions) <= PAGE:
        return [_topic_page(desk, topic, mentions, templates)]
    return [
        _topic_page(desk, topic, [row for row in mentions if row.year == year], templates, years=years, year=year)
        for year in years
    ]


def _topic_page(
    desk: Desk,
    topic: Topic,
    mentions: Sequence[Mention],
    templates: Templates,
    *,
    years: tuple[int, ...] = (),
    year: int | None = None,
) -> Page:
    """The page of a topic's lines, or of those of one `year`; the newest year stands at the topic's own address."""
    paths = {each: topic_path(topic.id, None if each == years[0] else each) for each in years}
    path = paths[year] if year else topic_path(topic.id)
    return templates.page(
        path,
        "topic.md.j2",
        matter(
            "topic",
            topic.title,
            f"{topic.title}: every line, newest first.",
            section="Topics",
            feeds=alternates(desk.view.offers, "topic", key=topic.id),
        ),
        topic=topic,
        rows=[_row(desk, mention, Here(path)) for mention in mentions],
        years=tuple(paths.items()),
        year=year,
    )


def _row(desk: Desk, mention: Mention, here: Here) -> Row:
    issue = mention.issue
    return Row(
        path=brief_path(issue.brief),
        date=_date(desk, issue),
        iso=iso(issue.brief.day, by_month=issue.brief.month),
        view=line_view(desk, issue, mention.line, here, anchor=mention.anchor),
        record=issue.brief.made is Made.RECORD,
    )


def _date(desk: Desk, issue: Issue) -> str:
    return desk.language.full(issue.brief.day, by_month=issue.brief.month)
