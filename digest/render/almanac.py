"""The almanac: what pages may ask, made once for a site; it notes who asked what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import cast

from digest import figures
from digest.language import Language
from digest.leaves import Ledger
from digest.model import (
    Account,
    AccountEvent,
    Brief,
    Evidence,
    Issue,
    Letter,
    Line,
    Made,
    Observation,
    Outlet,
    Platform,
    Statement,
    StoryOutline,
    StoryRecord,
    Topic,
    by_any_id,
)
from digest.render.lineviews import LineView, Told
from digest.render.links import account_path, brief_path, platform_path
from digest.render.shelf import Shelf
from digest.render.values import Beside, SiteView
from digest.text import escape_url

_VOWELS = frozenset("aeiouy0123456789")
_SMALL_WORDS = frozenset({"and", "for", "in", "of", "on", "the"})
_FILES = 400
"""So many records are held ready at once: those of a year, whose pages are made one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a figure is about: its name alone and as a sentence tells it, and its page, or nothing where it has none."""

    name: str
    told: str
    path: str


@dataclass(frozen=True, slots=True)
class File:
    """What is looked up in the record of one brief: its entries by address, its lines' stories, its stories' topics.

    `touched` has the words by which a story touches a topic or country, by kind and present id; `why` the reasons for
    the place of each line. `lines` are those of the page by their anchors; `views` has those that look the same on
    every page, once a page has shown them.
    """

    lines: Mapping[str, Line]
    evidence: Mapping[str, Evidence]
    stories: Mapping[str, str]
    topics: Mapping[str, tuple[Topic, ...]]
    touched: Mapping[str, Mapping[tuple[str, str], tuple[str, ...]]]
    why: Mapping[str, tuple[str, ...]]
    views: dict[str, LineView] = field(default_factory=dict)


class Almanac:
    """Lookups over a view: outlets, topics, and where each story was told; and the language of its site."""

    leaf_name = "almanac"

    def __init__(self, view: SiteView, language: Language | None = None, ledger: Ledger | None = None) -> None:
        self._view = view
        self._ledger = ledger or Ledger()
        self.language = language or Language()
        self.roster = view.roster
        self._daily = Shelf.of(view.issues)
        self._record = Shelf.of(view.record_issues)
        self._outlets = by_any_id(self.roster.outlets)
        self._outlets_by_name = {outlet.name: outlet for outlet in self.roster.outlets}
        self._topics = by_any_id(self.roster.topics)
        self._accounts = by_any_id(self.roster.accounts)
        self._platforms = {platform.id: platform for platform in self.roster.platforms}
        self._figures = _by_subject(view.observations)
        self._falls = {figures.id_of(change.after): change.before for change in view.falls}
        self._files: dict[str, File] = {}
        self._tellings = _tellings((*self._daily.issues, *self._record.issues))
        self._told = {brief_path(issue.head): issue for issue in (*self._daily.issues, *self._record.issues)}
        self.tree: Collection[str] = frozenset()
        sources: dict[str, Callable[..., object]] = {
            "view": lambda *names: reduce(getattr, names, view),
            "daily": lambda: self._daily.issues,
            "record": lambda: self._record.issues,
            "told": self._told_elsewhere,
            "tellings": self._told_in,
            "threads": lambda: tuple(self._going()),
            "card": view.cards.get,
            "hands": view.beside.hands.get,
            "letters": self._letters,
        }
        for kind, answer in sources.items():
            self._ledger.source(kind, answer)

    @property
    def view(self) -> SiteView:
        """What the site is made from; a leaf that reads a part of it is made anew when that changes."""
        return cast("SiteView", _Watched(self._view, self._ledger))

    @property
    def daily(self) -> Shelf:
        """The daily briefs. A leaf that asks for them is made anew when any of them changes."""
        self._ledger.note("daily")
        return self._daily

    @property
    def record(self) -> Shelf:
        """The briefs of the record. A leaf that asks for them is made anew when any of them changes."""
        self._ledger.note("record")
        return self._record

    @property
    def newest_first(self) -> tuple[Issue, ...]:
        """The briefs of both sections, newest first."""
        return tuple(sorted((*self.daily.issues, *self.record.issues), key=lambda issue: issue.day, reverse=True))

    def card(self, path: str) -> str:
        """The path of a page's social card; nothing where it has none."""
        self._ledger.note("card", path)
        return self._view.cards.get(path, "")

    def hands(self, day: date) -> tuple[str, ...]:
        """The ids of the editors who decided on a day's brief."""
        self._ledger.note("hands", day)
        return self._view.beside.hands.get(day, ())

    def letters(self, day: date) -> tuple[Letter, ...]:
        """The letters on a day's brief, oldest first."""
        self._ledger.note("letters", day)
        return self._letters(day)

    def _letters(self, day: date) -> tuple[Letter, ...]:
        return tuple(one for one in self._view.beside.letters if one.day == day)

    def outlet(self, key: str) -> Outlet | None:
        """An outlet by its present or a former id, or by its name."""
        return self._outlets.get(key) or self._outlets_by_name.get(key)

    def topic(self, key: str) -> Topic | None:
        """A topic by its present or a former id; None when the roster has dropped it."""
        return self._topics.get(key)

    def account(self, key: str) -> Account | None:
        """An account by its present or a former id."""
        return self._accounts.get(key)

    @property
    def trouble(self) -> str:
        """What readers are told before all else: that nothing could be reached, or that nothing new comes."""
        said = [self.view.unreached] if self.view.unreached else []
        if self.view.still_since:
            moment = self.language.moment(self.view.still_since, self.roster.calendar.zone)
            said.append(
                self.language.say("This site stands still: nothing new has come since %(moment)s.", moment=moment)
            )
        return " ".join(said)

    @property
    def platforms(self) -> tuple[Platform, ...]:
        """The platforms of the roster, then those that only its accounts name."""
        named = (Platform(id=one.platform, name=one.platform) for one in self.roster.accounts)
        return tuple({one.id: one for one in (*named, *self.roster.platforms)}.values())

    def platform(self, key: str) -> str:
        """The name of a platform, or its id when the roster does not know it."""
        return self._platforms[key].name if key in self._platforms else key

    def discloses(self, key: str) -> bool:
        """Whether a platform shows how many follow an account."""
        return key not in self._platforms or self._platforms[key].discloses

    def figures(self, subject: str, metric: str = "") -> tuple[Observation, ...]:
        """The figures of a subject that no later one takes back, oldest first; of one metric, if it is given."""
        self._ledger.note("view", "observations")
        return tuple(row for row in self._figures.get(subject, ()) if metric in {"", row.metric})

    def fell_from(self, row: Observation) -> Observation | None:
        """The figure before, of which this one is half or less; None where it is not."""
        self._ledger.note("view", "falls")
        return self._falls.get(figures.id_of(row)) if self._falls else None

    @property
    def populations(self) -> tuple[str, ...]:
        """The subjects of figures and statements that are neither accounts nor platforms."""
        self._ledger.note("view", "observations")
        told = {name for one in self.view.statements for name in (one.subject, one.other)}
        return tuple(sorted(name for name in told | self._figures.keys() if name.startswith(("population:", "page:"))))

    def events(self, account: str) -> tuple[AccountEvent, ...]:
        """What happened to an account, newest first."""
        found = (one for one in self.view.events if one.account == account)
        return tuple(sorted(found, key=lambda one: (one.on.first, one.kind, one.source, one.note), reverse=True))

    def statements(self, subject: str) -> tuple[Statement, ...]:
        """What is said of a subject, or of another beside it, newest first."""
        found = (one for one in self.view.statements if subject in {one.subject, one.other})
        return tuple(sorted(found, key=lambda one: (one.on.first, one.subject, one.other, one.says), reverse=True))

    def subject(self, key: str) -> Subject:
        """The name and the page of what a figure is about."""
        kind, _, name = key.partition(":")
        if kind == "platform":
            known = {platform.id for platform in self.platforms}
            title = self.platform(name)
            return Subject(name=title, told=title, path=platform_path(name) if name in known else "")
        if account := self.account(key):
            platform = self.platform(account.platform)
            title = self.language.say("%(account)s on %(platform)s", account=account.name, platform=platform)
            told = self.language.say(
                "%(account)s on %(platform)s", account=self.language.named(account.name), platform=platform
            )
            return Subject(name=title, told=told, path=account_path(account.id))
        title = _as_name(name or key)
        return Subject(name=title, told=title, path="")

    def file(self, issue: Issue) -> File:
        """The record of a brief, ready to be looked things up in."""
        path = brief_path(issue.head)
        if path not in self._files:
            if len(self._files) >= _FILES:
                self._files.clear()
            self._files[path] = File(
                lines={anchor: line for line, anchor in issue.placed},
                evidence={escape_url(row.link): row for row in issue.record.evidence},
                stories={row.id: row.story for row in issue.record.lines},
                topics={row.id: self._topics_of(row) for row in issue.record.stories},
                touched={row.id: self.touched(row) for row in issue.outline.stories},
                why={row.id: row.why for row in issue.record.lines},
            )
        return self._files[path]

    def _topics_of(self, story: StoryRecord) -> tuple[Topic, ...]:
        """The topics of a story that the roster still has, each once."""
        found = (self.topic(facet.id) for facet in story.facets if facet.kind == "topic")
        return tuple({topic.id: topic for topic in found if topic}.values())

    def touched(self, story: StoryOutline) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """What a story touches of what the site has pages for, with the words that say so."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for facet in story.facets:
            topic = self.topic(facet.id) if facet.kind == "topic" else None
            if facet.kind == "country" or topic:
                key = (facet.kind, topic.id if topic else facet.id.upper())
                words = tuple(dict.fromkeys((*found.get(key, ()), *facet.words)))
                found[key] = facet.words if words == facet.words else words  # there are many, and one is enough
        return found

    def tellings(self, story: str, *, record: bool = False) -> tuple[Told, ...]:
        """Where a story is told in a section, newest first."""
        self._ledger.note("tellings", story)
        return self._told_in_section(story, record=record)

    def _told_in_section(self, story: str, *, record: bool) -> tuple[Told, ...]:
        return tuple(told for told in self._tellings.get(story, ()) if (told.brief.made is Made.RECORD) is record)

    def _told_in(self, story: str) -> tuple[tuple[str, str], ...]:
        return tuple((told.path, told.line) for told in self._tellings.get(story, ()))

    def going_on(self, story: str, brief: Brief) -> tuple[int, Told | None]:
        """How many briefs tell a story of this one (nought where no other does), and where it was told last before."""
        self._ledger.note("told", brief_path(brief))
        return self._days(story), self._before(story, brief)

    def _days(self, story: str) -> int:
        if len(self._tellings.get(story, ())) < 2:
            return 0
        days = len({told.path for told in self._told_in_section(story, record=False)})
        return days if days > 1 else 0

    def _told_elsewhere(self, path: str) -> tuple[tuple[str, int, str, str], ...]:
        """How many briefs tell the stories of a brief that go on, and where each was told before it."""
        found = []
        issue = self._told.get(path)
        for story in dict.fromkeys(line.story for line in issue.outline.lines if line.story) if issue else ():
            if issue and len(self._tellings.get(story, ())) > 1:
                before = self._before(story, issue.head)
                place = (before.path, before.line) if before else ("", "")
                found.append((story, self._days(story), *place))
        return tuple(found)

    def threads(self) -> Mapping[str, tuple[Told, ...]]:
        """The stories that two briefs or more tell, with their tellings, newest first."""
        self._ledger.note("threads")
        return self._going()

    def _going(self) -> dict[str, tuple[Told, ...]]:
        going = (story for story in self._tellings if self._days(story))
        return {story: self._told_in_section(story, record=False) for story in going}

    def _before(self, story: str, brief: Brief) -> Told | None:
        """The last telling of a story before a brief, if there was one in its section."""
        section = brief.made is Made.RECORD
        before = (
            told
            for told in self._tellings.get(story, ())
            if told.brief.day < brief.day and (told.brief.made is Made.RECORD) is section
        )
        return max(before, key=lambda told: told.brief.day, default=None)


class _Watched:
    """A part of a view that notes which of its own parts are read."""

    def __init__(self, part: object, ledger: Ledger, *names: str) -> None:
        self._part, self._ledger, self._names = part, ledger, names

    def __getattr__(self, name: str) -> object:
        part = getattr(self._part, name)
        if isinstance(part, Beside):
            return _Watched(part, self._ledger, *self._names, name)
        self._ledger.note("view", *self._names, name)
        return part


def _as_name(key: str) -> str:
    """The name that an id spells: `CPC Members`; what has no vowel is an abbreviation."""
    words = (
        word if word in _SMALL_WORDS else word.capitalize() if _VOWELS & set(word) else word.upper()
        for word in key.split("-")
    )
    return " ".join(words)


def _by_subject(rows: Iterable[Observation]) -> Mapping[str, tuple[Observation, ...]]:
    found: dict[str, list[Observation]] = defaultdict(list)
    for row in sorted(figures.current(rows), key=lambda row: (row.observed.first, row.said_by, figures.id_of(row))):
        found[row.subject].append(row)
    return {subject: tuple(some) for subject, some in found.items()}


def _tellings(issues: Iterable[Issue]) -> Mapping[str, tuple[Told, ...]]:
    found: dict[str, list[Told]] = defaultdict(list)
    for issue in issues:
        for line in issue.outline.shown:
            if line.story:
                found[line.story].append(Told(brief=issue.head, line=line.anchor))
    return {story: tuple(rows) for story, rows in found.items()}
