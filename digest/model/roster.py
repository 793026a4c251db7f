"""The roster: feeds.yaml as values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Literal, Protocol, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from digest.model.manners import Manners

Terms = Mapping[str, tuple[str, ...]]
"""Terms by language code: whole words, `stem*` prefixes or phrases; characters for scripts without spaces."""


class Ownership(StrEnum):
    """Who owns an outlet."""

    STATE = "state"
    PUBLIC = "public"
    PRIVATE = "private"
    NGO = "ngo"
    IO = "io"
    MINISTRY = "ministry"
    EMBASSY = "embassy"

    @property
    def official(self) -> bool:
        """Whether the outlet speaks for a state: a line that rests on such outlets alone names them."""
        return self in {Ownership.STATE, Ownership.MINISTRY, Ownership.EMBASSY}


class Role(StrEnum):
    """What an outlet does with news."""

    PRIMARY = "primary"
    WIRE = "wire"
    PRESS = "press"
    ANALYSIS = "analysis"
    BLOG = "blog"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes a feed. `country` is ISO 3166 alpha-2, or UN or EU; `language` is BCP 47.

    `paywall` tells that most of its articles cannot be read without paying.
    """

    id: str
    name: str
    ownership: Ownership
    role: Role
    country: str = ""
    language: str = "en"
    home: str = ""
    excerpt: Literal["title", "short", "none"] = "short"
    paywall: bool = False
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Says of an entry by one of its parts whether a feed's editor means it; the pattern may match anywhere in it."""

    part: Literal["title", "category", "link", "author"]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One RSS, Atom or JSON source.

    Of its entries those are taken that one of `keep` matches (all where there is none) and none of `drop` does, at
    most `max_items_per_day` of them on one day of the newsroom. Before `mute_until` it is not asked at all, and not
    again before `every` is over; where it has none, the newsroom's manners say how long that is.
    """

    id: str
    outlet: str
    url: str
    language: str = ""
    topics: tuple[str, ...] = ()
    weight: float = 1.0
    keep: tuple[Rule, ...] = ()
    drop: tuple[Rule, ...] = ()
    mute_until: date | None = None
    max_items_per_day: int | None = None
    every: timedelta | None = None
    formerly: tuple[str, ...] = ()

    @property
    def public_url(self) -> str:
        """Its address as the site may print it: without a name and password."""
        parts = urlsplit(self.url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()

    def muted(self, day: date) -> bool:
        """Whether it is left alone on a day of the newsroom."""
        return self.mute_until is not None and day < self.mute_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A standing subject of the newsroom; a story is on it when one of its terms stands in the story's entries."""

    id: str
    title: str
    match: Terms = field(default_factory=dict)
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What belongs on the beat. With no terms and no ownership at all, everything does.

    `acts` are what parties do to each other; they count in a headline that names two. A party is a country, and what
    `parties` calls one beside its own names (by ISO code or another key): leaders, alliances, courts.
    """

    core: Terms = field(default_factory=dict)
    near: Terms = field(default_factory=dict)
    acts: Terms = field(default_factory=dict)
    against: Terms = field(default_factory=dict)
    out: Terms = field(default_factory=dict)
    parties: Terms = field(default_factory=dict)
    ownership: tuple[Ownership, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nothing was said of the beat, so that every entry is on it."""
        return not (self.core or self.near or self.ownership)


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A network on which offices keep accounts; `api` replaces its public address (a proxy, one's own instance)."""

    id: str
    name: str
    owner: str = ""
    country: str = ""
    discloses: bool = True
    api: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Where an account's followers are told: an address, the place in its answer, and the language of its numbers.

    `path` is keys joined by dots in JSON, a CSS selector on a page, the account's property and value on Wikidata
    (`P6552=MFA_China`), nothing in a metrics feed. `headers` go along; a `$NAME` in them is an environment variable's.
    """

    url: str
    path: str = ""
    locale: str = ""
    headers: tuple[tuple[str, str], ...] = ()


AccountKind = Literal[
    "embassy",
    "consulate",
    "mission",
    "ambassador",
    "ministry",
    "spokesperson",
    "leader",
    "io",
    "party",
    "media",
    "benchmark",
    "platform",
]
"""What the office behind an account is; benchmarks and platforms stand beside the others and are not ranked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One office's presence on one platform. `country` is whose it is, `host` where it speaks.

    `source` names where its figures come from (`sources.offered`), or is `manual`. `feed` is the id of the feed with
    its posts, empty where none is read.
    """

    id: str
    platform: str
    handle: str
    name: str
    office: str
    kind: AccountKind
    country: str = ""
    host: str = ""
    url: str = ""
    source: str = "manual"
    recipe: Recipe | None = None
    feed: str = ""
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A visit, summit or crisis that figures and briefs can refer to; both days are part of it."""

    id: str
    title: str
    start: date
    end: date
    place: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """A person whose name may stand under a brief."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Authority and start date of the `tag:` URIs (RFC 4151) that name feed items for ever."""

    authority: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """How the site presents itself. `hub` is the WebSub hub that its feeds name, empty for none."""

    title: str
    url: str
    tag: Tag
    series: str = "First POST"
    description: str = ""
    repository: str = ""
    contact: str = ""
    hub: str = ""
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """The e-mail edition: its sender's address, and the addresses (`https:` or `mailto:`) to get it and to leave it.

    In `unsubscribe`, `{token}` or `{address}` stands for the reader. What is empty was not said.
    """

    sender: str = ""
    subscribe: str = ""
    unsubscribe: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When editions close: at `cut_off` in `zone`, on the weekdays `days` (Monday is 0), holidays left out.

    `unattended` says what becomes of a brief that nobody looked at: it is published at its close, held for an
    editor, or held until `hold_until` on its day.
    """

    zone: ZoneInfo
    cut_off: time
    days: frozenset[int] = frozenset(range(7))
    holidays: frozenset[date] = frozenset()
    unattended: Literal["publish", "hold"] = "publish"
    hold_until: time | None = None


class EncoderName(StrEnum):
    """What compares texts by their meaning: Universal Sentence Encoder (multilingual 3), multilingual E5 (small)."""

    USE = "use"
    E5 = "e5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """How entries become stories: by their words, and by their meaning too where an encoder is named."""

    encoder: EncoderName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everything that feeds.yaml says, checked."""

    site: Site
    calendar: Calendar
    scope: Scope = field(default_factory=Scope)
    manners: Manners = field(default_factory=Manners)
    clustering: Clustering = field(default_factory=Clustering)
    mailing: Mailing = field(default_factory=Mailing)
    topics: tuple[Topic, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    feeds: tuple[Feed, ...] = ()
    platforms: tuple[Platform, ...] = ()
    accounts: tuple[Account, ...] = ()
    events: tuple[Event, ...] = ()
    editors: tuple[Editor, ...] = ()


class Renamed(Protocol):
    """What of the roster may have had other ids."""

    @property
    def id(self) -> str:
        """The present one."""

    @property
    def formerly(self) -> tuple[str, ...]:
        """Those before."""


_R = TypeVar("_R", bound=Renamed)


def by_any_id(things: Iterable[_R]) -> dict[str, _R]:
    """Things by their present and their former ids."""
    return {name: one for one in things for name in (*one.formerly, one.id)}


def names_of(outlets: Iterable[Outlet]) -> dict[str, str]:
    """What outlets are called, by their present and their former ids."""
    return {name: outlet.name for name, outlet in by_any_id(outlets).items()}
