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
from digest.compose.notices import Notices, notices
from digest.figures import comparing, id_of_event
from digest.language import Language
from digest.model import (
    Account,
    AccountEvent,
    Change,
    Event,
    Line,
    LineRecord,
    Milestone,
    Roster,
    Sentence,
    Standing,
    by_any_id,
)
from digest.text import digest_of, escape, link

MOST = 3
"""So many of each kind of movement are told in one brief."""

EVENTS = 6
"""So many account events are told in one brief; the others follow in the next."""

AHEAD = timedelta(days=7)
_GONE = frozenset({"silent", "suspended", "closed"})


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
    """The lines for the edition of a day, each with its record; none in a language that has no `notices`.

    `opens_week` tells that it is the first edition of its week, which looks ahead at all of it.
    """
    language = Language(roster.site.languages[0])
    say = notices(language.code)
    if say is None:
        return ()
    telling = _Telling(
        roster=roster,
        language=language,
        say=say,
        accounts=by_any_id(roster.accounts),
    )
    found = [
        telling.standings(day, moves, opens_week=opens_week),
        *telling.happened(moves),
        telling.ahead(day, opens_week=opens_week),
    ]
    return tuple((line, _record(line, say, updated)) for line in found if line)


def _record(line: Line, say: Notices, updated: datetime) -> LineRecord:
    return LineRecord(
        id=line.id,
        story=line.id,
        sentences=(Sentence(text=line.text, entries=()),),
        hash=page.line_hash(line),
        updated=updated,
        why=(say.why,),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """The lines of one edition, in its language."""

    roster: Roster
    language: Language
    say: Notices
    accounts: Mapping[str, Account]

    def standings(self, day: date, moves: Moves, *, opens_week: bool) -> Line | None:
        """What moved, in one line."""
        said = [*map(self._risen, moves.risen[:MOST]), *map(self._passed, moves.milestones[:MOST])]
        said = [words for words in said if words]
        week = [words for words in map(self._moved, moves.week[:MOST]) if words] if opens_week else []
        if week:
            said.append(self.say.week.format(words=self.say.listed.join(week)))
        if not said:
            return None
        more = link(self.say.movers, f"{self.roster.site.url}standings/movers/")
        text = self.say.standings.format(words=self.say.joined.join(said), link=more)
        return Line(id=digest_of("bulletin", "standings", str(day)), text=text)

    def _risen(self, standing: Standing) -> str:
        account = self.accounts.get(standing.account)
        if account is None or not standing.moved or standing.rank is None:
            return ""
        frame = self.say.risen if standing.moved == 1 else self.say.risen_more
        name, platform = _name(account), self._platform(account)
        return frame.format(name=name, places=standing.moved, platform=platform, rank=standing.rank)

    def _passed(self, one: Milestone) -> str:
        account = self.accounts.get(one.after.subject)
        if account is None:
            return ""
        words = comparing.passed(one, _name(account), self.language.phrases).sentence
        return self.say.passed.format(words=words, platform=self._platform(account))

    def _moved(self, change: Change) -> str:
        account, words = self.accounts.get(change.after.subject), comparing.moved(change, self.language.phrases)
        if account is None or not words:
            return ""
        return self.say.moved.format(name=_name(account), words=words, platform=self._platform(account))

    def happened(self, moves: Moves) -> Iterator[Line]:
        """Who came and who went, a line for each event that no brief has told."""
        told = 0
        for event in sorted(moves.events, key=lambda one: (one.kind in _GONE, one.on.first, one.account, one.kind)):
            account, key = self.accounts.get(event.account), digest_of("bulletin", id_of_event(event))
            if account is None or key in moves.told or told == EVENTS:
                continue
            told += 1
            frame = self.say.gone if event.kind in _GONE else self.say.new
            words = self.say.happened[event.kind].format(name=_name(account), platform=self._platform(account))
            when = self.language.known(event.on)
            if event.note:
                when = self.say.noted.format(when=when, note=escape(event.note))
            yield Line(id=key, text=frame.format(words=words, when=when, source=_source(event.source)))

    def ahead(self, day: date, *, opens_week: bool) -> Line | None:
        """Of the week ahead, in its first edition; else what begins on that day or the next."""
        until = day + (AHEAD if opens_week else timedelta(days=2))
        events = [
            one
            for one in sorted(self.roster.events, key=lambda one: (one.start, one.id))
            if day <= one.start < until or (opens_week and one.start < day <= one.end)
        ]
        if not events:
            return None
        frame = self.say.ahead_this_week if opens_week else self.say.ahead
        calendar = link(self.say.calendar, f"{self.roster.site.url}feeds/events.ics")
        text = frame.format(words=self.say.joined.join(map(self._meeting, events)), link=calendar)
        return Line(id=digest_of("bulletin", "ahead", str(day)), text=text)

    def _meeting(self, event: Event) -> str:
        day, say = self.language.short, self.say
        when = say.day.format(weekday=self.language.weekday(event.start), day=day(event.start))
        if event.end != event.start:
            when = say.days.format(first=when, last=day(event.end))
        title = link(event.title, event.link) if event.link else escape(event.title)
        frame = say.meeting_at if event.place else say.meeting
        return frame.format(title=title, when=when, place=escape(event.place))

    def _platform(self, account: Account) -> str:
        name = next((one.name for one in self.roster.platforms if one.id == account.platform), account.platform)
        return escape(name)


def _name(account: Account) -> str:
    return link(account.name, f"a/{account.id}/index.md")


def _source(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        return escape(text)
    return link((urlsplit(text).hostname or text).removeprefix("www."), text)
