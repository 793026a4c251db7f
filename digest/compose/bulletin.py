"""The lines beneath a brief's stories: what moved in the standings, who is new on the platforms or gone, what is ahead.

They rest on figures, on account events with their sources, and on the roster's calendar, and say no more than those
prove. They are lines like others: an editor may mute, retitle or withdraw them, and a published brief keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from digest import page
from digest.figures import comparing, id_of_event
from digest.model import (
    Account,
    AccountEvent,
    Change,
    Event,
    EventKind,
    Line,
    LineRecord,
    Milestone,
    Roster,
    Sentence,
    Standing,
)
from digest.text import digest_of, escape, link

MOST = 3
"""So many of each kind of movement are told in one brief."""

EVENTS = 6
"""So many account events are told in one brief; the others follow in the next."""

AHEAD = timedelta(days=7)
_GONE = frozenset({"silent", "suspended", "closed"})
_HAPPENED: Mapping[EventKind, str] = {
    "announced": "{name} has announced an account on {platform}",
    "opened": "{name} has opened an account on {platform}",
    "verified": "{platform} has verified the account of {name}",
    "renamed": "{name} has another name on {platform}",
    "silent": "{name} has fallen silent on {platform}",
    "suspended": "{platform} has suspended the account of {name}",
    "closed": "{name} has closed its account on {platform}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What an edition has beside its stories.

    `risen` are standings whose account certainly overtook others since the edition before, `week` the movers of the
    week, to be told once a week. `events` are told that no line of an earlier brief (`told`, ids) has told.
    """

    risen: tuple[Standing, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    week: tuple[Change, ...] = ()
    events: tuple[AccountEvent, ...] = ()
    told: frozenset[str] = field(default_factory=frozenset)


def bulletin(
    day: date, moves: Moves, roster: Roster, *, opens_week: bool, updated: datetime
) -> tuple[tuple[Line, LineRecord], ...]:
    """The lines for the edition of a day, each with its record; in English only, and none where nothing is to be told.

    `opens_week` tells that it is the first edition of its week, which looks ahead at all of it.
    """
    if not roster.site.languages[0].startswith("en"):
        return ()
    accounts = {known: one for one in roster.accounts for known in (one.id, *one.formerly)}
    found = [
        _standings(day, moves, roster, accounts, opens_week=opens_week),
        *_happened(moves, roster, accounts),
        _ahead(day, roster, opens_week=opens_week),
    ]
    return tuple((line, _record(line, updated)) for line in found if line)


def _record(line: Line, updated: datetime) -> LineRecord:
    return LineRecord(
        id=line.id,
        story=line.id,
        sentences=(Sentence(text=line.text, entries=()),),
        hash=page.line_hash(line),
        updated=updated,
        why=("told of the accounts and the calendar, beneath the stories",),
    )


def _standings(
    day: date, moves: Moves, roster: Roster, accounts: Mapping[str, Account], *, opens_week: bool
) -> Line | None:
    said = [
        *(_risen(one, roster, accounts) for one in moves.risen[:MOST]),
        *(_passed(one, roster, accounts) for one in moves.milestones[:MOST]),
    ]
    week = [_moved(one, roster, accounts) for one in moves.week[:MOST]] if opens_week else []
    said = [text for text in said if text]
    if week := [text for text in week if text]:
        said.append(f"over the week {', '.join(week)}")
    if not said:
        return None
    more = link("all movers", f"{roster.site.url}standings/movers/")
    return Line(id=digest_of("bulletin", "standings", str(day)), text=f"**Standings:** {'; '.join(said)} ({more}).")


def _risen(standing: Standing, roster: Roster, accounts: Mapping[str, Account]) -> str:
    account = accounts.get(standing.account)
    if account is None or not standing.moved or standing.rank is None:
        return ""
    places = "a place" if standing.moved == 1 else f"{standing.moved} places"
    return f"{_name(account)} has moved up {places} on {_platform(account, roster)}, to {standing.rank}"


def _passed(one: Milestone, roster: Roster, accounts: Mapping[str, Account]) -> str:
    account = accounts.get(one.after.subject)
    return f"{comparing.passed(one, _name(account)).sentence} on {_platform(account, roster)}" if account else ""


def _moved(change: Change, roster: Roster, accounts: Mapping[str, Account]) -> str:
    account, words = accounts.get(change.after.subject), comparing.moved(change)
    return f"{_name(account)} is {words} on {_platform(account, roster)}" if account and words else ""


def _happened(moves: Moves, roster: Roster, accounts: Mapping[str, Account]) -> Iterator[Line]:
    told = 0
    for event in sorted(moves.events, key=lambda one: (one.kind in _GONE, one.on.first, one.account, one.kind)):
        account, key = accounts.get(event.account), digest_of("bulletin", id_of_event(event))
        if account is None or key in moves.told or told == EVENTS:
            continue
        told += 1
        words = _HAPPENED[event.kind].format(name=_name(account), platform=_platform(account, roster))
        head = "Gone" if event.kind in _GONE else "New on the platforms"
        note = f"; {escape(event.note)}" if event.note else ""
        yield Line(id=key, text=f"**{head}:** {words} ({event.on}{note}; {_source(event.source)}).")


def _ahead(day: date, roster: Roster, *, opens_week: bool) -> Line | None:
    """Of the week ahead, in its first edition; else what begins on that day or the next."""
    until = day + (AHEAD if opens_week else timedelta(days=2))
    events = sorted(
        (one for one in roster.events if day <= one.start < until or (opens_week and one.start < day <= one.end)),
        key=lambda one: (one.start, one.id),
    )
    if not events:
        return None
    head = "Ahead this week" if opens_week else "Ahead"
    calendar = link("calendar", f"{roster.site.url}feeds/events.ics")
    text = f"**{head}:** {'; '.join(map(_event, events))} ({calendar})."
    return Line(id=digest_of("bulletin", "ahead", str(day)), text=text)


def _event(event: Event) -> str:
    name = link(event.title, event.link) if event.link else escape(event.title)
    days = f"{event.start:%A} {event.start.day} {event.start:%B}"
    if event.end != event.start:
        days += f" to {event.end.day} {event.end:%B}"
    return f"{name}, {days}" + (f", {escape(event.place)}" if event.place else "")


def _name(account: Account) -> str:
    return link(account.name, f"a/{account.id}/index.md")


def _platform(account: Account, roster: Roster) -> str:
    name = next((one.name for one in roster.platforms if one.id == account.platform), account.platform)
    return escape(name)


def _source(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        return escape(text)
    return link((urlsplit(text).hostname or text).removeprefix("www."), text)
