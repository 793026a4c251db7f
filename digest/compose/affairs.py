"""Affairs: lines on one matter stand together, and say so."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from digest.compose.likeness import Likeness
from digest.compose.pick import Pick

_NEAR = 0.45
"""Picks about one country that are so far on the way to being one event tell two sides of one affair."""


class Tie(Enum):
    """How a line goes with one before it."""

    NONE = "none"
    RELATED = "related"
    SAME = "same"


def together(picks: Sequence[Pick]) -> tuple[tuple[Pick, Tie], ...]:
    """The picks in their order, but each behind the earlier ones that it goes with, and how it does."""
    likeness = Likeness(picks)
    groups: list[list[tuple[Pick, Tie]]] = []
    for pick in picks:
        ties = [max((_tie(one, pick, likeness) for one, _ in group), key=_strength) for group in groups]
        best = max(range(len(ties)), key=lambda place: (_strength(ties[place]), -place), default=0)
        if ties and ties[best] is not Tie.NONE:
            groups[best].append((pick, ties[best]))
        else:
            groups.append([(pick, Tie.NONE)])
    return tuple(one for group in groups for one in group)


def _tie(one: Pick, other: Pick, likeness: Likeness) -> Tie:
    shared = {kind for kind, _ in one.about & other.about}
    if "country" in shared and likeness.nearness(one, other) >= _NEAR:
        return Tie.SAME
    return Tie.RELATED if shared == {"country", "topic"} else Tie.NONE


def _strength(tie: Tie) -> int:
    return list(Tie).index(tie)
