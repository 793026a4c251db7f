"""What moved: the page of movers, round numbers passed, growth during events, and how often accounts post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from digest import figures
from digest.figures import comparing
from digest.model import Cadence, Change, Growth, Milestone, NoGrowth, Page
from digest.render import said
from digest.render.almanac import Almanac, Subject
from digest.render.links import METHOD, MOVERS
from digest.render.prose import is_safe
from digest.render.said import Figure, Shown
from digest.render.templates import Templates, matter

MOST = 50
"""So many movers, round numbers and gains during one event are listed."""

RECENT = timedelta(days=365)
"""Round numbers passed longer ago stand on the accounts' own pages alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What an account's figures of two days prove of the change between them; `when` are these days."""

    account: Subject
    words: str
    up: bool
    before: Figure
    after: Figure
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What an account gained during an event, and in the window of the same length before.

    Where nothing can be said of that, `only` is the one figure that there is, as it was printed.
    """

    account: Subject
    during: Moved | None
    before: str
    points: int
    only: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class During:
    """An event with what accounts gained in its days."""

    id: str
    title: str
    when: str
    place: str
    link: str
    gains: tuple[Gain, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often an account posts, in words; `days` are its posts by weekday, from Monday."""

    account: Subject
    sentence: str
    silence: str
    days: tuple[tuple[str, int], ...]


def movers(almanac: Almanac, templates: Templates) -> Page:
    """The page of all that moved."""
    view, say = almanac.view, almanac.language.say
    newest = max((row.observed.first for row in view.observations), default=None)
    recent = [one for one in view.milestones if newest and newest - one.after.observed.first <= RECENT]
    return templates.page(
        MOVERS,
        "movers.md.j2",
        matter(
            "standings",
            say("Movers"),
            say("Who certainly rose or fell, which round numbers were passed, and who gained during a visit."),
            section="Standings",
        ),
        week=changes(almanac, view.week),
        month=changes(almanac, view.month),
        milestones=milestones(almanac, recent[::-1][:MOST]),
        events=during(almanac),
        rhythms=tuple(rhythm(almanac, account, one) for account, one in view.cadences),
        method=METHOD if METHOD in almanac.tree else "",
    )


def changes(almanac: Almanac, found: Iterable[Change], most: int = MOST) -> tuple[Moved, ...]:
    """Changes as pages show them, the first ones of many."""
    return tuple(_moved(almanac, change) for change in tuple(found)[:most])


def milestones(almanac: Almanac, found: Iterable[Milestone]) -> tuple[Shown, ...]:
    """Round numbers passed, each with the two figures that prove it."""
    return tuple(
        said.shown(
            almanac,
            comparing.passed(one, almanac.subject(one.after.subject).told, almanac.language.phrases),
            one.before,
            one.after,
        )
        for one in found
    )


def during(almanac: Almanac, account: str = "") -> tuple[During, ...]:
    """What accounts gained during the events of feeds.yaml, the newest event first; of one account, if it is given."""
    found: list[During] = []
    for event in sorted(almanac.roster.events, key=lambda event: (event.start, event.id), reverse=True):
        told = (one for one in almanac.view.growths if one.event.id == event.id and account in {"", _subject(one)})
        gains = sorted(told, key=lambda one: (isinstance(one, NoGrowth), -_least(one), _subject(one)))
        if gains:
            found.append(
                During(
                    id=event.id,
                    title=event.title,
                    when=almanac.language.span(event.start, event.end),
                    place=event.place,
                    link=event.link if is_safe(event.link) else "",
                    gains=tuple(_gain(almanac, one) for one in gains[:MOST]),
                )
            )
    return tuple(found)


def rhythm(almanac: Almanac, account: str, cadence: Cadence) -> Rhythm:
    """How often an account posts."""
    language = almanac.language
    said_ = language.count("%(num)s post", "%(num)s posts", cadence.posts)
    since = language.say(
        "%(posts)s from %(first)s to %(last)s, in the middle %(interval)s apart",
        posts=said_,
        first=language.full(cadence.first),
        last=language.full(cadence.last),
        interval=_long(almanac, cadence.median),
    )
    only = language.say("; none of them at a weekend") if cadence.working_days_only else ""
    silence = language.say(
        "longest silence %(interval)s, from %(day)s",
        interval=_long(almanac, cadence.silence),
        day=language.full(cadence.silent_since),
    )
    names = language.weekdays("abbreviated")
    return Rhythm(
        account=almanac.subject(account),
        sentence=since + only,
        silence=silence,
        days=tuple((name, cadence.weekdays.get(number, 0)) for number, name in enumerate(names)),
    )


def _moved(almanac: Almanac, change: Change) -> Moved:
    return Moved(
        account=almanac.subject(change.after.subject),
        words=comparing.moved(change, almanac.language.phrases),
        up=change.least > 0,
        before=said.figure(almanac, change.before),
        after=said.figure(almanac, change.after),
        when=almanac.language.between(change.before.observed, change.after.observed),
    )


def _subject(one: Growth | NoGrowth) -> str:
    return one.only.subject if isinstance(one, NoGrowth) else one.during.after.subject


def _least(one: Growth | NoGrowth) -> int:
    """How much it certainly gained, for the order of a list."""
    return 0 if isinstance(one, NoGrowth) else one.during.least


def _gain(almanac: Almanac, one: Growth | NoGrowth) -> Gain:
    account = almanac.subject(_subject(one))
    if isinstance(one, NoGrowth):
        return Gain(account=account, during=None, before="", points=1, only=said.figure(almanac, one.only))
    return Gain(
        account=account,
        during=_moved(almanac, one.during),
        before=comparing.moved(one.before, almanac.language.phrases) if one.before else "",
        points=one.points,
    )


def _long(almanac: Almanac, interval: timedelta) -> str:
    """An interval with one unit: `4 days`, `7 hours`."""
    hours = max(1, round(interval.total_seconds() / 3600))
    if hours < 48:
        return almanac.language.count("%(num)s hour", "%(num)s hours", hours)
    return almanac.language.count("%(num)s day", "%(num)s days", round(hours / 24))


def of_account(almanac: Almanac, account: str) -> dict[str, object]:
    """What an account's page shows of its round numbers, its gains during events, and its rhythm."""
    rows: Sequence[Milestone] = [one for one in almanac.view.milestones if one.after.subject == account]
    cadence = next((one for name, one in almanac.view.cadences if name == account), None)
    fell = [
        change
        for change in almanac.view.falls
        if change.after.subject == account and change.after.metric == "followers"
    ]
    return {
        "milestones": milestones(almanac, rows[::-1][:MOST]),
        "events_during": during(almanac, account),
        "rhythm": rhythm(almanac, account, cadence) if cadence else None,
        "fell": any(figures.id_of(one.after) not in almanac.view.checked for one in fell),
    }
