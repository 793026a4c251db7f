"""What editors think of figures and events: those that the news seems to tell, and those that were counted oddly.

Accepting what was proposed writes it into the accounts' files, where it is like any other. All else that is thought of
a figure or an event, by its id, is a standing decision in `content/desk.yaml`: `accept` says that somebody looked and
it is right, `reject` that it counts nowhere; taken out of the file, it counts again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from digest import cluster, figures, files, standings
from digest.curate.deciding import with_standing
from digest.errors import UsageError
from digest.figures import happenings, prose
from digest.model import AccountEvent, Change, Edition, Observation, Proposal
from digest.pipeline.accounting import (
    Fact,
    append_events,
    counted,
    facts,
    id_of,
    keep_figures,
    policy_of,
    written_down,
)
from digest.pipeline.desk import Desk
from digest.pipeline.loading import issues_of, store_of
from digest.store import Store

WAITING = 14
"""What the news of so many days seems to tell waits for an editor."""

Proposed = Proposal[Observation] | Proposal[AccountEvent]

DOUBTED = timedelta(days=30)
"""A figure that fell by half is shown to editors for so long, unless one of them looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for an editor: proposals with their ids, newest first, and figures that are half of the one before."""

    proposals: tuple[tuple[str, Proposed], ...]
    falls: tuple[tuple[str, Change], ...]


def waiting(desk: Desk) -> Waiting:
    """What waits for an editor, of the news of the last days."""
    with store_of(desk, issues_of(desk)) as store:
        return waiting_of(desk, store)


def waiting_of(desk: Desk, store: Store, editions: Iterable[Edition] = ()) -> Waiting:
    """What waits for an editor: of the news of some editions, else of the last days."""
    policy = policy_of(desk)
    decided = policy.accepted | policy.rejected
    written = written_down(desk)
    proposals = tuple(
        (key, proposal)
        for key, proposal in _proposed(desk, store, editions or _last_days(desk))
        if proposal.fact not in written and decided.isdisjoint(written.ids_of(proposal.fact))
    )
    falls = tuple(
        (key, change)
        for change in standings.falls(counted(desk, policy))
        if (key := figures.id_of(change.after)) not in decided and desk.today - change.after.observed.first <= DOUBTED
    )
    return Waiting(proposals=proposals, falls=falls)


def judge(desk: Desk, ids: Sequence[str], *, good: bool, by: str, why: str = "") -> tuple[str, ...]:
    """Accept or reject figures and events by their ids; gives what was done, a line each.

    UsageError for an id that nothing has, or that was judged so before; then nothing is written at all.
    """
    ids = tuple(dict.fromkeys(ids))
    with store_of(desk, issues_of(desk)) as store:
        proposed = dict(_proposed(desk, store, _last_days(desk)))
    known, policy = _known(desk), policy_of(desk)
    before = policy.accepted if good else policy.rejected
    for key in ids:
        if key not in proposed and key not in known and key not in before:
            raise UsageError(f"nothing has the id {key} (`digest accounts waiting` lists what waits for you)")
        if key in before:
            raise UsageError(f"{key} is {'accepted' if good else 'rejected'} already")
    taken = [key for key in ids if good and key in proposed and key not in known]
    new = [proposed[key].fact for key in taken]
    items = [{"accept" if good else "reject": key, "by": by, "why": why} for key in ids if key not in taken]
    # A proposal that was rejected before and is accepted now has to count again.
    items += [{"accept": key, "by": by, "why": why} for key in taken if key in policy.rejected]
    if items:
        files.write(desk.newsroom.policy, with_standing(desk.newsroom.policy, items, desk.roster.editors))
    keep_figures(desk, [replace(fact, recorded=desk.today) for fact in new if isinstance(fact, Observation)])
    append_events(desk.newsroom, [fact for fact in new if isinstance(fact, AccountEvent)])
    told = {**known, **{key: proposal.fact for key, proposal in proposed.items()}}
    return tuple(_done(key, told.get(key), good=good) for key in ids)


def in_words(fact: Fact) -> str:
    """A figure or an event on one line."""
    if isinstance(fact, AccountEvent):
        return f"{fact.account} {fact.kind}, {fact.on}"
    return f"{fact.subject} {fact.metric.replace('_', ' ')} {figures.in_words(fact)}, {fact.observed}"


def _done(key: str, fact: Fact | None, *, good: bool) -> str:
    words = in_words(fact) if fact else key
    return f"{words}: {'it counts' if good else 'it does not count'}"


def _known(desk: Desk) -> dict[str, Fact]:
    """Every figure and event of the accounts' files, by id."""
    return {id_of(fact): fact for fact in facts(desk.newsroom)}


def _proposed(desk: Desk, store: Store, editions: Iterable[Edition]) -> Iterator[tuple[str, Proposed]]:
    """What entries seem to tell, each once, with its id; an edition at a time, so that a flood of news fits."""
    seen: set[str] = set()
    for edition in editions:
        entries = store.entries(edition)
        found: tuple[Proposed, ...] = (
            *prose.propose(entries, desk.roster, cluster.mentions),
            *happenings.propose_events(entries, desk.roster, cluster.mentions),
        )
        for proposal in found:
            if (key := id_of(proposal.fact)) not in seen:
                seen.add(key)
                yield key, proposal


def _last_days(desk: Desk) -> Iterator[Edition]:
    """The last days before the desk's moment, newest first."""
    for back in range(WAITING):
        until = desk.now - timedelta(days=back)
        yield Edition(day=until.date(), since=until - timedelta(days=1), until=until + timedelta(seconds=not back))
