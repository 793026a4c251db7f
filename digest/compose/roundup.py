"""Round-ups: the stories of a week or a month that mattered longest and widest, in the words that briefs gave them."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from digest.model import Issue, LineOutline, Roundup, State, Telling

MOST_OF_WEEK, MOST_OF_MONTH = 8, 12


@dataclass(frozen=True, slots=True)
class _Told:
    """One line of one brief, and its place there from the top (0) to the end (1)."""

    day: date
    line: LineOutline
    place: float


def roundups(issues: Iterable[Issue]) -> tuple[Roundup, ...]:
    """The weeks and months that have two published briefs or more, newest first, weeks before their month.

    Nothing is written for a round-up: it names lines of the briefs, withdrawn ones never. A story counts by the days
    that told it, by the outlets of its widest telling, and by its place in the briefs.
    """
    published = sorted((one for one in issues if one.outline.state is State.PUBLISHED), key=lambda one: one.day)
    made = [
        *_periods(published, "week", MOST_OF_WEEK),
        *_periods(published, "month", MOST_OF_MONTH),
    ]
    return tuple(sorted(made, key=lambda one: (one.last, one.kind), reverse=True))


def _periods(issues: Sequence[Issue], kind: Literal["week", "month"], most: int) -> Iterable[Roundup]:
    held: dict[tuple[date, date], list[Issue]] = defaultdict(list)
    for issue in issues:
        held[_bounds(issue.day, kind)].append(issue)
    for (first, last), some in held.items():
        if len(some) > 1:
            yield _roundup(kind, first, last, some, most)


def _bounds(day: date, kind: Literal["week", "month"]) -> tuple[date, date]:
    """The first and the last day of the week (from Monday, ISO 8601) or month of a day."""
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _roundup(kind: Literal["week", "month"], first: date, last: date, issues: Sequence[Issue], most: int) -> Roundup:
    stories: dict[str, list[_Told]] = defaultdict(list)
    for issue in issues:
        lines = [line for line in issue.outline.shown if line.id not in issue.outline.withdrawn]
        for number, line in enumerate(lines):
            place = number / len(lines)
            stories[line.story or line.id].append(_Told(day=issue.day, line=line, place=place))
    ranked = sorted(stories.items(), key=_rank)
    return Roundup(
        kind=kind,
        first=first,
        last=last,
        briefs=tuple(issue.day for issue in issues),
        stories=len(stories),
        lines=tuple(
            Telling(day=told[-1].day, line=told[-1].line.id, days=tuple(dict.fromkeys(one.day for one in told)))
            for _, told in ranked[:most]
        ),
    )


def _rank(story: tuple[str, list[_Told]]) -> tuple[int, int, float, str]:
    key, told = story
    width = max(one.line.width for one in told)
    return -len({one.day for one in told}), -width, min(one.place for one in told), key
