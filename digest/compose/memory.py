"""Memory: what earlier briefs told, and how much of a headline is news beside it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from digest.compose.headline import roots
from digest.model import Story

NEW = 0.4
"""So much of a headline, by the rarity of its words, must be said for the first time."""
KNOWN = 0.2
"""A headline that has less of what its thread told tells of something else."""
_SAME_EVENT = 0.5
"""A told headline that has so much of another one, by rarity, is about its event, whatever thread it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A story as the brief of `day` told it: its id and the headlines that it rested on."""

    story: str
    day: date
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What earlier briefs said: their title words, newest first, the ids of the entries they told, their last stories.

    `stories` reaches back as far as a story may go on.
    """

    words: tuple[str, ...] = ()
    told: frozenset[str] = field(default_factory=frozenset)
    stories: tuple[Before, ...] = ()


class Memory:
    """Compares headlines with those of earlier briefs; words that few of these hold count more."""

    def __init__(self, stories: Sequence[Before]) -> None:
        self._days: dict[str, set[date]] = defaultdict(set)
        self._threads: dict[str, set[str]] = defaultdict(set)
        self._texts: list[frozenset[str]] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for before in stories:
            self._days[before.story].add(before.day)
            for text in sorted(set(before.texts)):
                found = roots(text)
                self._threads[before.story] |= found
                for root in found:
                    self._holding[root].append(len(self._texts))
                self._texts.append(found)

    def days_of(self, story: Story) -> tuple[date, ...]:
        """The days whose briefs told the story before, in their order."""
        return tuple(sorted(self._days.get(story.id, ())))

    def novelty(self, text: str, story: Story) -> float:
        """How much of a headline nobody was told, 0 to 1: neither with its story nor with one event of another."""
        said = roots(text)
        if not said or not self._texts:
            return 1.0
        weights = self._weights(said)
        known = self._threads.get(story.id, set()) | self._same_event(said, weights)
        whole = sum(weights[root] for root in sorted(said)) or 1.0
        return round(sum(weights[root] for root in sorted(said - known)) / whole, 6)

    def familiarity(self, text: str, story: Story) -> float:
        """How much of a headline its thread told before, 0 to 1."""
        said = roots(text)
        weights = self._weights(said)
        whole = sum(weights[root] for root in sorted(said)) or 1.0
        return round(sum(weights[root] for root in sorted(said & self._threads.get(story.id, set()))) / whole, 6)

    def _weights(self, said: frozenset[str]) -> dict[str, float]:
        return {root: math.log(1 + len(self._texts) / (1 + len(self._holding.get(root, ())))) for root in said}

    def _same_event(self, said: frozenset[str], weights: Mapping[str, float]) -> set[str]:
        """The words of told headlines that have most of what this one says."""
        shared: Counter[int] = Counter()
        common: dict[int, float] = defaultdict(float)
        for root in sorted(said):
            for place in self._holding.get(root, ()):
                shared[place] += 1
                common[place] += weights[root]
        whole = sum(weights[root] for root in sorted(said)) or 1.0
        near = [place for place, weight in common.items() if shared[place] > 2 and weight >= _SAME_EVENT * whole]
        return {root for place in near for root in self._texts[place]}
