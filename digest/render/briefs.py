"""The pages of briefs, and the rail of the last days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from babel.lists import format_list

from digest.leaves import Leaf
from digest.model import Brief, Issue, Made, Page, State, Topic
from digest.render import structured
from digest.render.desk import Desk, Shelf
from digest.render.language import iso
from digest.render.letters import postbag
from digest.render.lines import blocks, edited, outlet_name
from digest.render.links import RECORD, Here, brief_path, month_path, topic_path, written_path
from digest.render.sharing import shares
from digest.render.templates import Templates, leaf, matter

LATELY = 14
"""For so many days before the newest brief a weekday alone says which day is meant."""

RAIL = 4
"""How many days the rail shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RailItem:
    """One day of the rail: `label` is its weekday or its full date; `beside` the date beside a weekday."""

    brief: Brief
    path: str
    label: str
    beside: str


def briefs(desk: Desk, shelf: Shelf, templates: Templates) -> Iterator[Leaf]:
    """The pages of all briefs of a section."""
    heads = shelf.heads
    for issue, earlier, later in zip(shelf.issues, [*heads[1:], None], [None, *heads], strict=False):
        yield leaf(brief_path(issue.brief), _brief, desk, issue, earlier, later, templates)


def _brief(desk: Desk, issue: Issue, earlier: Brief | None, later: Brief | None, templates: Templates) -> Page:
    brief = issue.brief
    path = brief_path(brief)
    record = brief.made is Made.RECORD
    return templates.page(
        path,
        "brief.md.j2",
        matter(
            "brief",
            brief.title,
            brief.teaser,
            section="Record" if record else "Archive",
            day=iso(brief.day, by_month=brief.month),
            published=issue.record.published.isoformat() if issue.record.published else "",
            unfinished=brief.state is not State.PUBLISHED,
            card=desk.card(path),
            data=[structured.article(desk, issue)],
        ),
        **body(desk, issue, Here(path)),
        earlier=earlier,
        later=later,
        path_of=brief_path,
        up=RECORD if record else month_path(brief.day),
        edit=_edit_address(desk, brief),
        hand=edited(desk, issue),
        bag=postbag(desk, issue),
        method=issue.record.method,
        shares=shares(structured.url(desk, path), brief.title, mail=desk.language.say("E-mail")),
        address=structured.url(desk, path),
        tree=desk.tree,
        amended=bool(issue.record.amendments),
        since=desk.language.moment(brief.since, desk.roster.calendar.zone),
        until=desk.language.moment(brief.until, desk.roster.calendar.zone),
    )


def body(desk: Desk, issue: Issue, here: Here) -> dict[str, object]:
    """What the templates of a brief's body need."""
    return {
        "brief": issue.brief,
        "topic_path": topic_path,
        "record": issue.brief.made is Made.RECORD,
        "blocks": blocks(desk, issue, here),
        "topics": _topics(desk, issue),
        "counts": dict(issue.record.counts),
        "documents": _documents(desk, issue),
        "byline": byline(desk, issue),
    }


def byline(desk: Desk, issue: Issue) -> str:
    """Who looked at a brief: its editors by name, or that nobody did."""
    say = desk.language.say
    names = {editor.id: editor.name for editor in desk.roster.editors}
    decided = [names.get(one, one) for one in desk.hands(issue.brief.day)]
    if issue.brief.made is Made.RECORD:
        return ""
    if decided:
        return say("Edited by %(names)s.", names=_listed(desk, decided))
    if edited(desk, issue):
        return say("Composed automatically, changed by an editor.")
    if reader := issue.record.released_by:
        return say("Composed automatically, reviewed by %(name)s.", name=names.get(reader, reader))
    return say("Composed automatically, not reviewed.")


def _listed(desk: Desk, names: Sequence[str]) -> str:
    return str(format_list(tuple(dict.fromkeys(names)), locale=desk.language.locale))


def _documents(desk: Desk, issue: Issue) -> tuple[str, ...]:
    """What a page of the record rests on, each document once; an item may cite several."""
    cited = (outlet_name(desk, row).split("; ") for row in issue.record.evidence)
    return tuple(dict.fromkeys(chain.from_iterable(cited)))


def _topics(desk: Desk, issue: Issue) -> tuple[Topic, ...]:
    file = desk.file(issue)
    stories = (file.stories.get(line.id, "") for line in issue.brief.lines)
    return tuple({topic.id: topic for story in stories for topic in file.topics.get(story, ())}.values())


def _edit_address(desk: Desk, brief: Brief) -> str:
    repository = desk.roster.site.repository.rstrip("/")
    if not repository or brief.made is Made.RECORD:
        return ""
    return f"{repository}/edit/main/content/{written_path(brief)}"


def rail(desk: Desk, *, without: Brief | None = None) -> tuple[RailItem, ...]:
    """The last days, newest first; those of the record where there is no daily brief."""
    shelf = desk.daily or desk.record
    shown = [issue.brief for issue in shelf.issues if issue.brief != without][:RAIL]
    return tuple(_rail_item(desk, brief, shelf.newest.day) for brief in shown)


def _rail_item(desk: Desk, brief: Brief, newest: date) -> RailItem:
    lately = brief.made is not Made.RECORD and (newest - brief.day).days <= LATELY
    return RailItem(
        brief=brief,
        path=brief_path(brief),
        label=desk.language.weekday(brief.day) if lately else desk.language.full(brief.day, by_month=brief.month),
        beside=desk.language.short(brief.day) if lately else "",
    )


def rail_fragment(desk: Desk, templates: Templates) -> Page:
    """The rail as a piece of HTML, which pages of briefs fetch."""
    return templates.file("rail.html", "rail.html.j2", items=rail(desk), daily=bool(desk.daily))
