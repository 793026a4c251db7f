"""Scope: which stories are on the beat, how surely, and why, in words that an editor can check."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.compose import signs
from digest.compose.reference import Reference
from digest.compose.signs import ODDS
from digest.model import Entry, Ownership, Role, Scope, Story

_LEAST, _TELLING = 0.35, 0.2
"""A story is on the beat when its headlines are so likely on average, and words of the beat stand in such a share."""
_BODY = 0.5
_OPEN = 1.0
_LEAD = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Whether a story is on the beat, how likely it and each of its entries are (0 to 1), and the reasons."""

    on: bool
    points: float
    entries: tuple[float, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    """How likely an entry is on the beat, the terms that say so, and whether its outlet does."""

    points: float
    terms: tuple[str, ...] = ()
    owned: bool = False

    @property
    def telling(self) -> bool:
        """Whether more speaks for it than the parties that it names."""
        return self.owned or bool(self.terms)


def relevance(story: Story, reference: Reference) -> Relevance:
    """How far a story is on the beat of the roster.

    It is on it when its headlines are likely enough on average, and a fifth of them have words of the beat or come from
    an outlet of an owner that the scope names.
    """
    scope = reference.roster.scope
    total = len(story.entries)
    if scope.open:
        return Relevance(on=True, points=_OPEN, entries=(_OPEN,) * total)
    hits = [_hit(entry, story, reference) for entry in story.entries]
    points = _story_points([hit.points for hit in hits], scope)
    return Relevance(
        on=points >= _LEAST and sum(hit.telling for hit in hits) >= _TELLING * total,
        points=points,
        entries=tuple(hit.points for hit in hits),
        why=_why(hits, total, reference),
    )


def _story_points(points: Sequence[float], scope: Scope) -> float:
    """How likely a story is, by how likely its headlines are.

    A scope without acts knows its beat by terms alone, so that a headline without one is no evidence against the
    story: the likeliest ones count.
    """
    counted = len(points) if scope.acts else math.ceil(_TELLING * len(points))
    return sum(sorted(points, reverse=True)[:counted]) / counted


def _hit(entry: Entry, story: Story, reference: Reference) -> _Hit:
    """What an entry says of the beat; what only its summary says counts half.

    An outlet that the scope names does for its entries what a core term does.
    """
    found = signs.read(entry.title, story, reference)
    owner = reference.outlet(entry).ownership
    if owner in reference.roster.scope.ownership:
        likely = ODDS.likelihood(replace(found, said=found.said or (owner.value,)))
        return _Hit(points=likely, terms=found.said, owned=True)
    points, terms = ODDS.likelihood(found), found.said or found.acts
    if entry.summary and not terms:
        told = signs.read(f"{entry.title}\n{entry.summary[:_LEAD]}", story, reference)
        points, terms = max(points, _BODY * ODDS.likelihood(told)), told.said
    return _Hit(points=points, terms=terms)


def _why(hits: Sequence[_Hit], total: int, reference: Reference) -> tuple[str, ...]:
    counts = Counter(term for hit in hits for term in hit.terms)
    best = sorted(counts, key=lambda term: (-counts[term], term))[:2]
    frame = reference.speech.found_once if total == 1 else reference.speech.found
    return tuple(frame.format(term=term, count=counts[term], total=total) for term in best)


def breadth(story: Story, reference: Reference) -> tuple[str, ...]:
    """The reasons that lie in who tells a story."""
    outlets = reference.outlets_of(story)
    countries = {outlet.country for outlet in outlets if outlet.country}
    reasons, say = [], reference.speech
    if len(outlets) > 1:
        frame = say.told_widely if len(countries) > 1 else say.told
        reasons.append(frame.format(outlets=len(outlets), countries=len(countries)))
    primary = sorted({outlet.name for outlet in outlets if is_primary(outlet.ownership, outlet.role)})
    reasons += [say.original.format(name=name) for name in primary[:2]]
    if story.since:
        reasons.append(say.since.format(day=story.since.isoformat()))
    return tuple(reasons)


def is_primary(ownership: Ownership, role: Role) -> bool:
    """Whether an outlet publishes the documents of its own office."""
    return role is Role.PRIMARY or ownership in {Ownership.MINISTRY, Ownership.EMBASSY}
