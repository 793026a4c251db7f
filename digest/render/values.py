"""What the site is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from digest.model import (
    AccountEvent,
    Article,
    Cadence,
    Change,
    FeedHealth,
    Growth,
    Issue,
    Letter,
    Milestone,
    NoGrowth,
    Observation,
    Offer,
    Page,
    Read,
    Roster,
    Roundup,
    Run,
    Statement,
    Table,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What people and counts put beside the briefs.

    `letters` come oldest first, `articles` newest first. `hands` are the ids of the editors who decided on a day's
    brief, `picks` the lines that they pinned or put first, `reads` the counts of readers, `roundups` newest first.
    """

    letters: tuple[Letter, ...] = ()
    articles: tuple[Article, ...] = ()
    hands: Mapping[date, tuple[str, ...]] = field(default_factory=dict)
    picks: tuple[tuple[date, str], ...] = ()
    reads: tuple[Read, ...] = ()
    roundups: tuple[Roundup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """Everything that the pages tell. Issues may come in any order.

    `tables` are those of whole platforms, `cuts` those of one kind of account or host country; `week` and `month` are
    the accounts that moved most, `falls` the figures that are half of the one before or less, of which editors looked
    at those in `checked` (ids of figures). `growths` are what accounts gained during the roster's events, `cadences`
    how often accounts (by id) post. `issues` are the daily briefs, `record_issues` those of the section "From
    the record". `cut_off` is the moment of the newest data. `health` tells how each feed does. `extra` are pages by
    people, with their paths in the tree; one at the address of a generated page replaces it. `unreached` says in a
    sentence that no feed could be reached, when that is so; `still_since` when something new last came, when that is
    too long ago. `runs` are the last pulls, newest first. `offers` are the feeds that leave the site, `cards` the
    paths of social cards by those of the pages that they belong to. `beside` is what stands beside the briefs.
    """

    roster: Roster
    issues: tuple[Issue, ...] = ()
    record_issues: tuple[Issue, ...] = ()
    tables: tuple[Table, ...] = ()
    cuts: tuple[Table, ...] = ()
    most_followed: Table | None = None
    week: tuple[Change, ...] = ()
    month: tuple[Change, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    growths: tuple[Growth | NoGrowth, ...] = ()
    cadences: tuple[tuple[str, Cadence], ...] = ()
    falls: tuple[Change, ...] = ()
    checked: frozenset[str] = frozenset()
    observations: tuple[Observation, ...] = ()
    events: tuple[AccountEvent, ...] = ()
    statements: tuple[Statement, ...] = ()
    cut_off: datetime | None = None
    health: tuple[FeedHealth, ...] = ()
    extra: tuple[Page, ...] = ()
    unreached: str = ""
    still_since: datetime | None = None
    runs: tuple[Run, ...] = ()
    offers: tuple[Offer, ...] = ()
    cards: Mapping[str, str] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)

    @property
    def failing(self) -> tuple[FeedHealth, ...]:
        """The feeds whose last fetch failed."""
        return tuple(feed for feed in self.health if feed.failures)

    @property
    def read(self) -> int:
        """How many feeds gave a usable answer at the last fetch."""
        return sum(1 for feed in self.health if not feed.failures and feed.last_ok)
