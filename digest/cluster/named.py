"""What headlines name that tells events apart which share all other words: countries, and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from digest.cluster.copies import Text
from digest.cluster.countries import mentions
from digest.cluster.terms import Rows, counted, weighted

_ELSEWHERE = 0.7  # of their likeness is lost by two texts that name countries and none in common
_OTHER_NUMBERS = 0.2  # by two that name numbers: sums and tolls of one event differ too
_SPREAD = 1.5  # over 1: texts that have one of two in common lose less than half of that


@dataclass(frozen=True, slots=True)
class Named:
    """For each headline rows of unit length over the countries and over the numbers that it names."""

    places: Rows
    numbers: Rows

    @classmethod
    def of(cls, texts: Sequence[Text], languages: Iterable[str]) -> Self:
        """What texts name, given with their languages."""
        # Digits are the only characters of terms that come before a colon.
        numbers = (dict.fromkeys([term for term in text.terms if term < ":"], 1.0) for text in texts)
        where = places((text.headline, language) for text, language in zip(texts, languages, strict=True))
        return cls(where, weighted(counted(numbers)[0]))

    def left(self, here: NDArray[np.int64], there: NDArray[np.int64]) -> NDArray[np.float64]:
        """What is left of the likeness of each pair of texts."""
        left = np.ones(len(here))
        for rows, lost in ((self.places, _ELSEWHERE), (self.numbers, _OTHER_NUMBERS)):
            some = np.diff(rows.indptr) > 0
            both = np.flatnonzero(some[here] & some[there])
            left[both] *= nearness((rows[here[both]] * rows[there[both]]).sum(axis=1), lost)
        return left


def places(headlines: Iterable[tuple[str, str]]) -> Rows:
    """For each headline, given with its language, a row of unit length over the countries it names."""
    return weighted(counted(dict.fromkeys(mentions(text, language), 1.0) for text, language in headlines)[0])


def nearness(common: NDArray[np.float64], lost: float = _ELSEWHERE) -> NDArray[np.float64]:
    """What is left of the likeness of texts that both name places, of which `common` is the cosine; or other things."""
    return np.asarray(1 - lost * np.maximum(0.0, 1 - common) ** _SPREAD)
