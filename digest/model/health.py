"""How the sources do: feeds, what is known of them, runs, and what the public pages say of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """How a feed does: last success, last trouble and how often in a row, newest item, items kept so far.

    `status` is what its server answered when there is trouble, `gone` since when it is not asked any more, `moved`
    where it lies for good now, `changed` why its newest `held` entries are kept aside.
    """

    feed: str
    last_ok: datetime | None = None
    newest: datetime | None = None
    failures: int = 0
    trouble: str = ""
    todo: str = ""
    entries: int = 0
    status: int = 0
    gone: datetime | None = None
    moved: str = ""
    changed: str = ""
    held: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """The newest entries that are known of a feed: how many, how many of them with a date, and their links."""

    feed: str
    entries: int
    dated: int
    links: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a feed was like so far: links, titles and languages of its newest entries.

    `seen` counts what editions could have of it in the time that is looked at, `last` is when it was read last.
    """

    links: tuple[str, ...]
    titles: tuple[str, ...]
    languages: frozenset[str]
    seen: int
    last: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a step: what it counted and the problems it reported, one line each.

    `ended` is None while it runs, and stays so when it was cut off.
    """

    started: datetime
    command: str
    counts: Mapping[str, int]
    problems: tuple[str, ...] = ()
    ended: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the public pages say of the sources, once an edition.

    `cut_off` is the moment of the newest data; `unreached` says in one sentence why nothing could be pulled, if so.
    `runs` are the pulls since the edition before, newest first.
    """

    edition: date
    cut_off: datetime | None = None
    unreached: str = ""
    feeds: tuple[FeedHealth, ...] = ()
    runs: tuple[Run, ...] = ()
