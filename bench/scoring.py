"""How near found stories are to those that people see: B-cubed F1, and how far chance may have moved it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Score:
    """Sums by labelled story: its items, and their precision and recall (Bagga and Baldwin 1998)."""

    items: NDArray[np.float64]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]

    @classmethod
    def of(cls, labels: Mapping[str, str], found: Mapping[str, str]) -> Score:
        """What `found` is worth against `labels`, both from items to stories."""
        labelled, told = Counter(labels.values()), Counter(found[item] for item in labels)
        both = Counter((story, found[item]) for item, story in labels.items())
        place = {story: at for at, story in enumerate(labelled)}
        items = np.array([labelled[story] for story in place], dtype=np.float64)
        precision, recall = np.zeros(len(place)), np.zeros(len(place))
        for (story, mine), number in both.items():
            precision[place[story]] += number**2 / told[mine]
            recall[place[story]] += number**2 / labelled[story]
        return cls(items, precision, recall)

    @property
    def f1(self) -> float:
        """The harmonic mean of the items' mean precision and recall."""
        return float(self.drawn(np.ones((1, len(self.items))))[0])

    def drawn(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """F1 for each row of `times`, which says how often each story counts."""
        items = times @ self.items
        precision, recall = times @ self.precision / items, times @ self.recall / items
        return np.asarray(2 * precision * recall / (precision + recall))


def mean(scores: Sequence[Score]) -> float:
    """The mean F1 of several sets."""
    return float(np.mean([score.f1 for score in scores]))


def interval(scores: Sequence[Score], beside: Sequence[Score] | None = None) -> tuple[float, float]:
    """Where 95 of 100 bootstrap draws of the stories of each set put the mean F1, or how much it exceeds another's."""
    chance = np.random.default_rng(1)
    means = np.zeros(_DRAWS)
    for at, score in enumerate(scores):
        size = len(score.items)
        times = chance.multinomial(size, [1 / size] * size, size=_DRAWS).astype(np.float64)
        means += (score.drawn(times) - (beside[at].drawn(times) if beside else 0.0)) / len(scores)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def measured(measure: Callable[[NDArray[np.int64]], float], size: int) -> tuple[float, float, float]:
    """What a measure gives for the places of all of `size` things, and where 95 of 100 bootstrap draws put it."""
    chance = np.random.default_rng(1)
    drawn = [measure(chance.integers(size, size=size)) for _ in range(_DRAWS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return measure(np.arange(size)), float(low), float(high)
