"""The reference shelf: what every step of a composition looks things up in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from babel import Locale, UnknownLocaleError

from digest.compose.lexicon import Lexicon
from digest.compose.segments import HAN
from digest.compose.speech import Speech, speech
from digest.model import Entry, Feed, Outlet, Ownership, Role, Roster, Scope, Story, by_any_id
from digest.text import TermIndex, index_of, primary

_WITNESSES = 6_000
"""Of so many texts or more a sample shows which words are names."""
_LATIN_ENDS = "\u0250"
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """The terms of the roster's scope, ready to be found in many texts."""

    core: TermIndex
    near: TermIndex
    acts: TermIndex
    against: TermIndex
    out: TermIndex
    parties: TermIndex

    @classmethod
    def of(cls, scope: Scope) -> Beat:
        """The terms of a scope."""
        return cls(
            core=index_of(scope.core),
            near=index_of(scope.near),
            acts=index_of(scope.acts),
            against=index_of(scope.against),
            out=index_of(scope.out),
            parties=index_of(scope.parties),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The roster by id, the edition's language and the day's lexicon.

    `record` tells that people chose and wrote the entries, from documents that they name: all of them are told, and
    their summaries are nobody's words to be quoted.
    """

    roster: Roster
    language: str
    outlets: Mapping[str, Outlet]
    feeds: Mapping[str, Feed]
    topics: Mapping[str, str]
    lexicon: Lexicon
    beat: Beat
    record: bool = False

    @classmethod
    def of(
        cls, roster: Roster, stories: Sequence[Story], *, texts: Sequence[str] = (), record: bool = False
    ) -> Reference:
        """The reference for one edition's stories; `texts` tell it how words are used besides."""
        entries = [entry for story in stories for entry in story.entries]
        return cls(
            roster=roster,
            language=primary(roster.site.languages[0]) if roster.site.languages else "en",
            outlets=by_any_id(roster.outlets),
            feeds=by_any_id(roster.feeds),
            topics={name: topic.title for name, topic in by_any_id(roster.topics).items()},
            lexicon=Lexicon.of(
                _once((*(entry.title for entry in entries), *texts)), _once(entry.summary for entry in entries)
            ),
            beat=Beat.of(roster.scope),
            record=record,
        )

    @property
    def speech(self) -> Speech:
        """What the composer says in the edition's language."""
        return speech(self.language)

    @property
    def english(self) -> bool:
        """Whether the edition is in English."""
        return self.language == "en"

    def outlet(self, entry: Entry) -> Outlet:
        """The outlet of an entry; one that left the roster is known by its id alone."""
        found = self.outlets.get(entry.outlet)
        return found or Outlet(id=entry.outlet, name=entry.outlet, ownership=Ownership.PRIVATE, role=Role.PRESS)

    def publisher(self, entry: Entry, name: str) -> Outlet:
        """Who published an entry: its outlet, or who is named so where the outlet only passed it on."""
        own = self.outlet(entry)
        if not name:
            return own
        known = (one for one in self.roster.outlets if one.name.casefold() == name.casefold())
        return next(known, replace(own, name=name, ownership=Ownership.PRIVATE, role=Role.PRESS))

    def outlets_of(self, story: Story) -> tuple[Outlet, ...]:
        """The outlets that tell a story, each once, in the order of their first entries."""
        return tuple({outlet.id: outlet for outlet in map(self.outlet, story.entries)}.values())

    def weight(self, entry: Entry) -> float:
        """How much the editors trust the feed of an entry; 1 is usual."""
        feed = self.feeds.get(entry.feed)
        return feed.weight if feed else 1.0

    def language_of(self, entry: Entry) -> str:
        """The language tag of an entry: its own, its feed's or its outlet's; empty where that cannot be."""
        feed = self.feeds.get(entry.feed)
        tag = entry.language or (feed.language if feed else "") or self.outlet(entry).language
        wrong = self.english and primary(tag) == self.language and _is_other_script(entry.title)
        return tag if _LANGUAGE.match(tag) and not wrong else ""

    def at_home(self, entry: Entry) -> bool:
        """Whether an entry is in the edition's language."""
        if self.english and _is_other_script(entry.title):
            return False
        if self.language == "zh" and not HAN.search(entry.title):
            return False
        return primary(self.language_of(entry) or self.language) == self.language

    def country_name(self, code: str) -> str:
        """A country in the edition's language, as it stands in a sentence ("the United States"), or its code."""
        name = str(_locale(self.language).territories.get(code, "")).replace(" & ", " and ")
        name = re.sub(r"\s*\(.*\)|\s+SAR\b.*", "", name) or code
        return f"the {name}" if self.english and _TAKES_THE.match(name) else name

    def language_name(self, tag: str) -> str:
        """A language's name in the edition's language; the tag if unknown."""
        return str(_locale(self.language).languages.get(primary(tag), tag))


_TAKES_THE = re.compile(
    r"United|Netherlands|Philippines|European|Maldives|Bahamas|Comoros|Seychelles|.* (?:Islands|Republic)$"
)


def _is_other_script(title: str) -> bool:
    """Whether most letters of a title are of another script than Latin, whatever its feed says of its language."""
    if title.isascii():
        return False
    letters = [char for char in title if char.isalpha()]
    return 2 * sum(char < _LATIN_ENDS for char in letters) < len(letters)


def _once(texts: Iterable[str]) -> Iterable[str]:
    """The texts, each once: a wire report in ten papers is one witness; of very many an even sample says enough."""
    found = sorted(set(texts))
    return found[:: 1 + len(found) // _WITNESSES]


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
