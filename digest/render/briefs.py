"""The pages of briefs, and the rail of the last days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from babel.lists import format_list

from digest.language import iso
from digest.leaves import Leaf
from digest.model import Brief, Issue, Made, Page, State, Topic
from digest.render import structured
from digest.render.almanac import Almanac
from digest.render.letters import postbag
from digest.render.lines import blocks, edited, outlet_name
from digest.render.links import RECORD, Here, brief_path, month_path, topic_path, written_path
from digest.render.sharing import shares
from digest.render.shelf import Shelf
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


def briefs(almanac: Almanac, shelf: Shelf, templates: Templates) -> Iterator[Leaf]:
    """The pages of all briefs of a section."""
    heads = shelf.heads
    for issue, earlier, later in zip(shelf.issues, [*heads[1:], None], [None, *heads], strict=False):
        yield leaf(brief_path(issue.head), _brief, almanac, issue, earlier, later, templates)


def _brief(almanac: Almanac, issue: Issue, earlier: Brief | None, later: Brief | None, templates: Templates) -> Page:
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
            card=almanac.card(path),
            data=[structured.article(almanac, issue)],
        ),
        **body(almanac, issue, Here(path)),
        earlier=earlier,
        later=later,
        path_of=brief_path,
        up=RECORD if record else month_path(brief.day),
        edit=_edit_address(almanac, brief),
        hand=edited(almanac, issue),
        bag=postbag(almanac, issue),
        method=issue.record.method,
        version=_version(issue.record.method),
        shares=shares(structured.url(almanac, path), brief.title, mail=almanac.language.say("E-mail")),
        address=structured.url(almanac, path),
        tree=almanac.tree,
        amended=bool(issue.record.amendments),
        since=almanac.language.moment(brief.since, almanac.roster.calendar.zone),
        until=almanac.language.moment(brief.until, almanac.roster.calendar.zone),
    )


def body(almanac: Almanac, issue: Issue, here: Here) -> dict[str, object]:
    """What the templates of a brief's body need."""
    return {
        "brief": issue.brief,
        "topic_path": topic_path,
        "record": issue.brief.made is Made.RECORD,
        "blocks": blocks(almanac, issue, here),
        "topics": _topics(almanac, issue),
        "counts": dict(issue.record.counts),
        "documents": _documents(almanac, issue),
        "byline": byline(almanac, issue),
    }


def byline(almanac: Almanac, issue: Issue) -> str:
    """Who looked at a brief: its editors by name, or that nobody did."""
    say = almanac.language.say
    names = {editor.id: editor.name for editor in almanac.roster.editors}
    decided = [names.get(one, one) for one in almanac.hands(issue.brief.day)]
    if issue.brief.made is Made.RECORD:
        return ""
    if decided:
        return say("Edited by %(names)s.", names=_listed(almanac, decided))
    if edited(almanac, issue):
        return say("Composed automatically, changed by an editor.")
    if reader := issue.record.released_by:
        return say("Composed automatically, reviewed by %(name)s.", name=names.get(reader, reader))
    return say("Composed automatically, not reviewed.")


def _listed(almanac: Almanac, names: Sequence[str]) -> str:
    return str(format_list(tuple(dict.fromkeys(names)), locale=almanac.language.locale))


def _documents(almanac: Almanac, issue: Issue) -> tuple[str, ...]:
    """What a page of the record rests on, each document once; an item may cite several."""
    cited = (outlet_name(almanac, row).split("; ") for row in issue.record.evidence)
    return tuple(dict.fromkeys(chain.from_iterable(cited)))


def _topics(almanac: Almanac, issue: Issue) -> tuple[Topic, ...]:
    file = almanac.file(issue)
    stories = (file.stories.get(line.id, "") for line in issue.brief.lines)
    return tuple({topic.id: topic for story in stories for topic in file.topics.get(story, ())}.values())


def _version(method: str) -> str:
    """The version of the method as readers cite it: `4.3` of `tellings/4 frames/3`; a plain one as it is."""
    return ".".join(part.rpartition("/")[2] for part in method.split())


def _edit_address(almanac: Almanac, brief: Brief) -> str:
    repository = almanac.roster.site.repository.rstrip("/")
    if not repository or brief.made is Made.RECORD:
        return ""
    return f"{repository}/edit/main/content/{written_path(brief)}"


def rail(almanac: Almanac, *, without: Brief | None = None) -> tuple[RailItem, ...]:
    """The last days, newest first; those of the record where there is no daily brief."""
    shelf = almanac.daily or almanac.record
    shown = [brief for brief in shelf.heads if brief != without][:RAIL]
    return tuple(_rail_item(almanac, brief, shelf.newest.day) for brief in shown)


def _rail_item(almanac: Almanac, brief: Brief, newest: date) -> RailItem:
    lately = brief.made is not Made.RECORD and (newest - brief.day).days <= LATELY
    return RailItem(
        brief=brief,
        path=brief_path(brief),
        label=almanac.language.weekday(brief.day) if lately else almanac.language.full(brief.day, by_month=brief.month),
        beside=almanac.language.short(brief.day) if lately else "",
    )


def rail_fragment(almanac: Almanac, templates: Templates) -> Page:
    """The rail as a piece of HTML, which pages of briefs fetch."""
    return templates.file("rail.html", "rail.html.j2", items=rail(almanac), daily=bool(almanac.daily))
