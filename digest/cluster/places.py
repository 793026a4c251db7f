"""Where it happens: the countries that headlines name, which tell events apart that share all other words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from digest.cluster.countries import mentions
from digest.cluster.terms import Rows, counted, weighted

_ELSEWHERE = 0.7  # of their likeness is lost by two texts that name countries and none in common
_SPREAD = 1.5  # over 1: texts that have one country of two in common lose less than half of that


def places(headlines: Iterable[tuple[str, str]]) -> Rows:
    """For each headline, given with its language, a row of unit length over the countries it names."""
    return weighted(counted(dict.fromkeys(mentions(text, language), 1.0) for text, language in headlines)[0])


def nearness(common: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is left of the likeness of texts that both name places, of which `common` is the cosine."""
    return np.asarray(1 - _ELSEWHERE * np.maximum(0.0, 1 - common) ** _SPREAD)
