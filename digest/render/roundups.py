"""The pages of round-ups: weeks and months in the words of their briefs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.leaves import Leaf
from digest.model import Brief, Issue, Page, Roundup
from digest.render.almanac import Almanac
from digest.render.lines import line_view
from digest.render.lineviews import LineView
from digest.render.links import Here, brief_path, month_path, roundup_path
from digest.render.templates import Templates, leaf, matter

_Names = tuple[tuple[str, str], ...]
"""Paths and titles of round-ups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a round-up with the briefs that told its story, oldest first, the last of them its own."""

    view: LineView
    briefs: tuple[Brief, ...]

    @property
    def path(self) -> str:
        return brief_path(self.briefs[-1])


def roundups(almanac: Almanac, templates: Templates) -> Iterator[Leaf]:
    """A page for each week and month that has a round-up."""
    made = almanac.view.beside.roundups
    issues = {issue.day: issue for issue in almanac.daily.issues}
    for kind in dict.fromkeys(one.kind for one in made):
        same = [one for one in made if one.kind == kind]
        for at, one in enumerate(same):
            days = {*one.briefs, *(day for telling in one.lines for day in (telling.day, *telling.days))}
            told = tuple(issues[day] for day in sorted(days))
            earlier, later = _names(almanac, same[at + 1 : at + 2]), _names(almanac, same[max(at - 1, 0) : at])
            around = [other for other in made if other.kind != kind and _overlap(one, other)]
            yield leaf(
                roundup_path(one), _page, almanac, one, told, (earlier, later, _names(almanac, around)), templates
            )


def _overlap(one: Roundup, other: Roundup) -> bool:
    return one.first <= other.last and other.first <= one.last


def _names(almanac: Almanac, some: Sequence[Roundup]) -> _Names:
    return tuple((roundup_path(one), title(almanac, one)) for one in some)


def title(almanac: Almanac, roundup: Roundup) -> str:
    """`The week of 13 April 2015`, `April 2015 in brief`."""
    if roundup.kind == "week":
        return almanac.language.say("The week of %(day)s", day=almanac.language.full(roundup.first))
    return almanac.language.say("%(month)s in brief", month=almanac.language.month(roundup.first))


def _page(
    almanac: Almanac,
    one: Roundup,
    told: Sequence[Issue],
    beside: tuple[_Names, _Names, _Names],
    templates: Templates,
) -> Page:
    path = roundup_path(one)
    briefs = {issue.day: issue for issue in told}
    entries = []
    for number, telling in enumerate(one.lines, 1):
        issue = briefs[telling.day]
        anchor = next(line.anchor for line in issue.outline.shown if line.id == telling.line)
        view = line_view(almanac, issue, anchor, Here(path), number=number)
        entries.append(Entry(view=view, briefs=tuple(briefs[day].head for day in telling.days)))
    name = title(almanac, one)
    return templates.page(
        path,
        "roundup.md.j2",
        matter(
            "listing",
            name,
            almanac.language.say("What mattered longest and widest, as the briefs told it."),
            section="Archive",
        ),
        roundup=one,
        name=name,
        entries=entries,
        briefs=[briefs[day].head for day in one.briefs],
        earlier=list(beside[0]),
        later=list(beside[1]),
        around=list(beside[2]),
        month=month_path(one.last if one.last in one.briefs else one.briefs[-1]),
        path_of=brief_path,
    )
