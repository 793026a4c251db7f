"""What may leave a newsroom: its published daily briefs, their stories, and the feeds that tell no stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.feeds.accounts import account_feeds
from digest.feeds.channel import MOST_ITEMS, Channel
from digest.feeds.corrections import corrections
from digest.feeds.threads import Thread, threads
from digest.language import Language
from digest.model import AccountEvent, Issue, Made, Observation, Offer, OfferKind, Outlet, Roster, State, by_any_id


@dataclass(frozen=True, slots=True)
class Newsstand:
    """What may leave the newsroom: its published daily briefs, newest first, and their stories.

    `others` are the feeds that tell no stories: of corrections, figures, accounts and platforms. `newest` are the
    newest stories on each topic, country and language.
    """

    roster: Roster
    language: Language
    issues: tuple[Issue, ...]
    threads: tuple[Thread, ...]
    observations: tuple[Observation, ...]
    others: tuple[tuple[Offer, Channel], ...]
    newest: Mapping[tuple[OfferKind, str], Sequence[Thread]]
    _by_id: Mapping[str, Thread]
    _outlets: Mapping[str, Outlet]

    @property
    def leaf_name(self) -> str:
        """Leaves are given what they need of it."""
        return "newsstand"

    def thread(self, story: str) -> Thread | None:
        """A story by its id."""
        return self._by_id.get(story)

    def outlet(self, key: str) -> Outlet | None:
        """An outlet by its present or a former id."""
        return self._outlets.get(key)


def newsstand(
    roster: Roster,
    issues: Iterable[Issue],
    observations: Iterable[Observation] = (),
    events: Iterable[AccountEvent] = (),
    language: Language | None = None,
) -> Newsstand:
    """The newsstand of some briefs, in any order, figures and events; briefs that are not published stay inside.

    What is said around them is in `language`, else in English.
    """
    spoken = language or Language()
    out = [issue for issue in issues if issue.head.state is State.PUBLISHED and issue.outline.published]
    out = [issue for issue in out if issue.head.made is not Made.RECORD]
    newest = tuple(sorted(out, key=lambda issue: issue.day, reverse=True))
    told, figures = threads(roster, newest), tuple(observations)
    outlets = by_any_id(roster.outlets)
    others = account_feeds(roster, figures, events, spoken)
    if newest:
        others = (corrections(roster.site, newest, spoken), *others)
    by_id = {thread.id: thread for thread in told}
    return Newsstand(roster, spoken, newest, told, figures, others, _newest(told), by_id, outlets)


def topics_of(roster: Roster, issue: Issue) -> tuple[str, ...]:
    """The present ids of the topics of the stories that have a line in a brief."""
    told = {line.story for line in issue.outline.shown}
    facets = [facet for row in issue.outline.stories if row.id in told for facet in row.facets]
    present = by_any_id(roster.topics)
    return tuple(dict.fromkeys(present[row.id].id for row in facets if row.kind == "topic" and row.id in present))


def _newest(told: Iterable[Thread]) -> dict[tuple[OfferKind, str], list[Thread]]:
    """The newest threads on each topic, country and language."""
    found: dict[tuple[OfferKind, str], list[Thread]] = {}
    for thread in told:
        keys: list[tuple[OfferKind, str]] = [("topic", key) for key in thread.topics]
        keys += [("country", key) for key in thread.countries]
        keys += [("language", key) for key in thread.languages]
        for key in keys:
            newest = found.setdefault(key, [])
            if len(newest) < MOST_ITEMS:
                newest.append(thread)
    return found
