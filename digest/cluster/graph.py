"""Who is near whom: the graph of entries that share rare terms at about the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from digest.cluster.named import Named
from digest.cluster.terms import Rows

Matrix: TypeAlias = "sparse.csr_array[np.float64, tuple[int, int]]"

GRAIN = 2.0**-20
"""Likeness is rounded to it: sums of edges are exact then, so no order of adding them decides between two alike."""

FLOOR = 0.24
"""The least likeness of neighbours."""

FADING = 2.0
"""Days over which likeness fades by the factor e."""

MOST = 50
"""The most neighbours that an entry chooses."""

REACH = -FADING * float(np.log(FLOOR))
"""Days between entries beyond which not even equal ones would reach the floor."""

_SOFT = 0.18 // GRAIN * GRAIN  # taken off every edge, so that one just above the floor counts for little
_HIGHEST = 4.0  # above all likeness, that across languages too
_APART, _PLACE = 22, 32  # bits of what is left to the highest likeness, and of a place, in a key for sorting
_BLOCK = 1 << 63 - _APART - _PLACE  # rows at a time, which fit such a key; it bounds the memory for any number of texts


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges from earlier nodes (`here`) to later ones, each once. With those before, all of nodes before `stop`."""

    stop: int
    here: NDArray[np.int32]
    there: NDArray[np.int32]
    weights: NDArray[np.float64]

    @classmethod
    def joined(cls, pieces: Sequence[Edges]) -> Edges:
        """Edges that follow each other as one."""
        parts = zip(*((piece.here, piece.there, piece.weights) for piece in pieces), strict=True)
        return cls(pieces[-1].stop, *map(np.concatenate, parts))


class Dense(Protocol):
    """A second likeness of texts, beside that of their words."""

    def blended(self, products: Rows, some: slice, others: slice) -> Rows:
        """The likeness of `some` texts with `others`, given the cosines of their words."""


def neighbours(
    rows: Rows, days: NDArray[np.float64], named: Named, dense: Dense | None = None, links: Matrix | None = None
) -> Iterator[Edges]:
    """Each text's nearest among those after it: cosine, fading with the days between and where other things are named.

    `rows` (terms) have unit length; `days` must not decrease. `links` make pairs at least so much alike. Entries so far
    apart in time that not even equal ones would reach the floor are never compared.
    """
    for start in range(0, len(days), _BLOCK):
        stop = min(start + _BLOCK, len(days))
        end = int(np.searchsorted(days, days[stop - 1] + REACH, side="right"))
        products = rows[start:stop] @ rows[start:end].T
        if dense:
            products = dense.blended(products, slice(start, stop), slice(start, end))
        if links is not None:
            products = sparse.csr_array(products.maximum(links[start:stop, start:end]))
        here, there, likeness = _alike(products)
        here, there = here + start, there + start
        likeness *= np.exp(-np.abs(days[here] - days[there]) / FADING)
        near = np.flatnonzero(likeness >= FLOOR - GRAIN)  # the rest need not be asked what they name
        here, there, likeness = here[near], there[near], likeness[near]
        likeness = np.round(likeness * named.left(here, there) / GRAIN) * GRAIN
        near = np.flatnonzero(likeness >= FLOOR)
        near = near[_among_most(here[near] - start, there[near] - start, likeness[near])]
        yield Edges(stop, here[near].astype(np.int32), there[near].astype(np.int32), likeness[near] - _SOFT)


def _among_most(
    here: NDArray[np.int64], there: NDArray[np.int64], likeness: NDArray[np.float64]
) -> NDArray[np.int64] | slice:
    """Which pairs are among the most that an entry chooses: its nearest, of equals the first."""
    counts = np.bincount(here, minlength=1)
    if counts.max() <= MOST:
        return slice(None)
    crowded = counts[here] > MOST
    some = np.flatnonzero(crowded)
    apart = ((_HIGHEST - likeness[some]) / GRAIN).astype(np.int64)
    some = some[np.argsort((here[some] << _PLACE << _APART) + (apart << _PLACE) + there[some])]
    rank = np.arange(len(some)) - np.searchsorted(here[some], here[some], side="left")
    return np.concatenate([np.flatnonzero(~crowded), some[rank < MOST]])


def _alike(products: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of rows whose likeness reaches the floor, the later one second; columns begin with the rows themselves."""
    high = np.flatnonzero(products.data >= FLOOR)
    here = np.searchsorted(products.indptr, high, side="right") - 1
    there = products.indices[high].astype(np.int64)
    later = here < there
    return here[later], there[later], products.data[high][later]
