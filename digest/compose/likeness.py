"""Likeness: how far two stories, by what their headlines say, are one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from digest.compose.headline import roots
from digest.compose.pick import Pick

_STORY, _HEAD = 0.3, 0.38
_ONE_SUBJECT, _RARE_SUBJECT, _FEW = 0.7, 0.6, 3
_OTHER_COUNTRIES = 1.5


class Likeness:
    """Compares the picks of one day; words that few of its stories use count more."""

    def __init__(self, picks: Sequence[Pick]) -> None:
        counts = {pick.story.id: Counter(root for head in pick.heads for root in roots(head.text)) for pick in picks}
        held = Counter(root for found in counts.values() for root in found)
        self._rarity = {root: math.log(1 + len(picks) / number) for root, number in held.items()}
        self._vectors = {
            pick.story.id: {
                root: n / len(pick.heads) * self._rarity[root] for root, n in sorted(counts[pick.story.id].items())
            }
            for pick in picks
        }
        self._subjects = Counter(subject for pick in picks for subject in pick.about)
        self._lengths = {name: math.hypot(*vector.values()) for name, vector in self._vectors.items()}

    def same(self, one: Pick, other: Pick) -> bool:
        """Whether two picks would make two lines about one event; a shared subject makes that more likely."""
        shared = one.about & other.about
        few = any(kind == "country" and self._subjects[kind, name] <= _FEW for kind, name in shared)
        close = _RARE_SUBJECT if few else _ONE_SUBJECT if len(shared) > 1 else 1.0
        close *= _OTHER_COUNTRIES if apart(one, other) else 1.0
        return self.of_heads(one, other) >= _HEAD * close or self.of_stories(one, other) >= _STORY * close

    def nearness(self, one: Pick, other: Pick) -> float:
        """How far two picks are on the way to being `same` by their words alone; from 1 on they are."""
        return max(self.of_heads(one, other) / _HEAD, self.of_stories(one, other) / _STORY)

    def of_heads(self, one: Pick, other: Pick) -> float:
        """How much of the shorter of two headlines stands in the other, 0 to 1."""
        first, second = roots(one.head.text), roots(other.head.text)
        return self._weight(first & second) / (min(self._weight(first), self._weight(second)) or 1.0)

    def of_stories(self, one: Pick, other: Pick) -> float:
        """Cosine of what all headlines of two stories say, 0 to 1."""
        first, second = self._vectors[one.story.id], self._vectors[other.story.id]
        dot = _dot(first, second)
        return dot / (self._lengths[one.story.id] * self._lengths[other.story.id]) if dot else 0.0

    def _weight(self, found: frozenset[str]) -> float:
        return sum(self._rarity[root] for root in sorted(found))


def apart(one: Pick, other: Pick) -> bool:
    """Whether each of two picks is about a country that the other is not about."""
    first, second = ({name for kind, name in pick.main if kind == "country"} for pick in (one, other))
    return bool(first - second and second - first)


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(value * other.get(root, 0.0) for root, value in one.items())
