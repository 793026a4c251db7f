"""Who is near whom: the graph of entries that share rare terms at about the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from digest.cluster.places import nearness
from digest.cluster.terms import Rows

Graph = list[dict[int, float]]
"""For each node its neighbours and the weight of the edge to each; symmetric, without loops."""

FLOOR = 0.24
"""The least likeness of neighbours."""

FADING = 2.0
"""Days over which likeness fades by the factor e."""

MOST = 100
"""The most neighbours that an entry chooses."""

REACH = -FADING * float(np.log(FLOOR))
"""Days between entries beyond which not even equal ones would reach the floor."""

_SOFT = 0.18  # taken off every edge, so that one just above the floor counts for little
_BLOCK = 256  # rows at a time, which bounds the memory for any number of entries


class Dense(Protocol):
    """A second likeness of texts, beside that of their words."""

    def blended(self, products: Rows, some: slice, others: slice) -> Rows:
        """The likeness of `some` texts with `others`, given the cosines of their words."""


def neighbours(rows: Rows, days: NDArray[np.float64], where: Rows, dense: Dense | None = None) -> Graph:
    """The graph of the nearest neighbours: cosine, fading with the days between and where places differ.

    `rows` (terms) and `where` (places) have unit length; `days` must not decrease. Entries so far apart
    in time that not even equal ones would reach the floor are never compared.
    """
    graph: Graph = [{} for _ in days]
    for one, other, weight in _chosen(rows, days, where, dense):
        graph[one][other] = graph[other][one] = weight
    return graph


def _chosen(
    rows: Rows, days: NDArray[np.float64], where: Rows, dense: Dense | None
) -> Iterator[tuple[int, int, float]]:
    """Each entry's nearest among those after it, so that every pair is looked at once."""
    named = np.diff(where.indptr) > 0
    for start in range(0, len(days), _BLOCK):
        stop = min(start + _BLOCK, len(days))
        end = int(np.searchsorted(days, days[stop - 1] + REACH, side="right"))
        products = rows[start:stop] @ rows[start:end].T
        if dense:
            products = dense.blended(products, slice(start, stop), slice(start, end))
        here, there, likeness = _alike(products)
        here, there = here + start, there + start
        likeness *= np.exp(-np.abs(days[here] - days[there]) / FADING)
        likeness *= nearness((where[here] * where[there]).sum(axis=1), named[here] & named[there])
        # Rounded, so that neither the order of additions nor the machine decides between two that are alike.
        likeness = np.round(likeness, 6)
        near = np.flatnonzero(likeness >= FLOOR)
        near = near[np.lexsort((there[near], -likeness[near], here[near]))]
        rank = np.arange(len(near)) - np.searchsorted(here[near], here[near], side="left")
        near = near[rank < MOST]
        yield from zip(here[near].tolist(), there[near].tolist(), (likeness[near] - _SOFT).tolist(), strict=True)


def _alike(products: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of rows whose likeness reaches the floor, the later one second; columns begin with the rows themselves."""
    high = np.flatnonzero(products.data >= FLOOR)
    here = np.searchsorted(products.indptr, high, side="right") - 1
    there = products.indices[high].astype(np.int64)
    later = here < there
    return here[later], there[later], products.data[high][later]
