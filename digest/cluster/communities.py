"""Which neighbours belong together: communities of a graph, the same ones whatever the order of its nodes.

Hierarchical clustering by node pair sampling (Bonald, Charpentier, Galland and Hollocou 2018, "Hierarchical graph
clustering using node pair sampling", arXiv:1806.01664): two clusters are the nearer the more the weight between them
exceeds what chance would put there. Merging two that are each other's nearest never brings a third one nearer, so all
such pairs can be decided at once, or as soon as all is known that bears on them: the outcome is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from digest.cluster.graph import Edges

_AT_ONCE = 1 << 14  # nodes read before clusters are looked for: what is looked at stays small, however long the stream
_WORTH = 0.06  # pairs decided for each cluster in a round: those of fewer wait while more edges are to come
_FILLED = 0.7  # of the places of edges are, at least


@dataclass(frozen=True, slots=True)
class Bond:
    """What it takes to make one of two clusters that are each other's nearest.

    The weight between them must be `resolution` of what chance would put there if the graph were only the two. That
    knows no scale: two pairs might be made one by a single edge that just counts. So the weight, by the root of the
    number of pairs of a node here and one there, must be `least` too. By the number itself (average linkage) it would
    ask too much of large clusters, whose nodes have edges to their nearest alone.
    """

    resolution: float
    least: float


def communities(size: int, edges: Iterable[Edges], bond: Bond) -> NDArray[np.int64]:
    """For each of `size` nodes the first node of its community.

    Two clusters that are each other's nearest become one if the bond holds them; else they are parted for good. So
    what is found does not depend on what else is in the graph.
    """
    found = _Clusters(home=np.arange(size))
    for read in _gathered(edges):
        found.add(read)
        while found.settle(bond) > _WORTH:
            pass
    while found.left:  # two that are nearest of all are each other's nearest, so every round decides some
        found.settle(bond)
    return found.homes()


def _gathered(edges: Iterable[Edges]) -> Iterator[Edges]:
    """The same edges in larger pieces."""
    held: list[Edges] = []
    start = 0
    for piece in edges:
        held.append(piece)
        if piece.stop - start >= _AT_ONCE:
            yield Edges.joined(held)
            held, start = [], piece.stop
    if held:
        yield Edges.joined(held)


def _no_places() -> NDArray[np.int64]:
    return np.empty(0, dtype=np.int64)


def _no_weights() -> NDArray[np.float64]:
    return np.empty(0)


@dataclass(slots=True)
class _Clusters:
    """Clusters in the order of their first nodes: those made of nodes before `known`, then single nodes from there on.

    The edges of nodes before `known` are all there. Of a later one more may come, which would take it further away
    from the nodes that it has edges to; so a nearest one that is known is the nearest whatever comes. What was decided
    stays in its place until more nodes come: a cluster without edges, an edge between nobody.
    """

    home: NDArray[np.int64]  # for each node one of its cluster before it, or itself
    known: int = 0
    first: NDArray[np.int64] = field(default_factory=_no_places)
    sizes: NDArray[np.float64] = field(default_factory=_no_weights)  # in nodes
    degrees: NDArray[np.float64] = field(default_factory=_no_weights)
    inside: NDArray[np.float64] = field(default_factory=_no_weights)  # twice the weight within
    here: NDArray[np.int64] = field(default_factory=_no_places)  # by edge its earlier cluster
    there: NDArray[np.int64] = field(default_factory=_no_places)
    weights: NDArray[np.float64] = field(default_factory=_no_weights)
    nearness: NDArray[np.float64] = field(default_factory=_no_weights)  # below nought where it is between nobody
    left: int = 0  # edges that are between two

    def add(self, edges: Edges) -> None:
        """Take in all edges of further nodes."""
        self._tidy()
        made = int(np.searchsorted(self.first, self.known))  # from there on: nodes from `known` on, none left out
        end = max(edges.stop, int(edges.there.max(initial=-1)) + 1, self.known + len(self.first) - made)
        here, there = edges.here + (made - self.known), edges.there + (made - self.known)
        self.first = np.concatenate([self.first[:made], np.arange(self.known, end)])
        further = np.zeros(len(self.first) - len(self.sizes))
        self.sizes = np.append(self.sizes, further + 1)
        self.inside = np.append(self.inside, further)
        self.degrees = np.append(self.degrees, further)
        self.degrees += np.bincount(here, edges.weights, len(self.first))
        self.degrees += np.bincount(there, edges.weights, len(self.first))
        self.here, self.there = np.append(self.here, here), np.append(self.there, there)
        self.weights = np.append(self.weights, edges.weights)
        self.nearness = self.weights / (self.degrees[self.here] * self.degrees[self.there])
        self.left = len(self.weights)
        self.known = edges.stop

    def settle(self, bond: Bond) -> float:
        """Decide all pairs of known clusters that are each other's nearest; how many for each cluster with an edge."""
        pairs, linked = self._nearest_pairs()
        one, other, between = self.here[pairs], self.there[pairs], self.weights[pairs]
        within = self.inside[one] + self.inside[other] + 2 * between
        chance = (self.inside[one] + between) * (self.inside[other] + between) / within
        alike = between >= bond.resolution * chance
        alike &= between >= bond.least * np.sqrt(self.sizes[one] * self.sizes[other])
        self.inside[one[alike]] = within[alike]
        self._drop(pairs)
        self._merge(one[alike], other[alike])
        return len(pairs) / max(1, linked)

    def _nearest_pairs(self) -> tuple[NDArray[np.int64], int]:
        """The edges between clusters that are each other's nearest; and how many clusters have an edge."""
        highest = np.zeros(len(self.first) + 1)
        np.maximum.at(highest, self.here, self.nearness)
        np.maximum.at(highest, self.there, self.nearness)
        nearest = np.full(len(highest), len(highest))  # of equals the first
        forth = np.flatnonzero(self.nearness == highest[self.here])
        back = np.flatnonzero(self.nearness == highest[self.there])
        np.minimum.at(nearest, self.here[forth], self.there[forth])
        np.minimum.at(nearest, self.there[back], self.here[back])
        one, other = self.here[forth], self.there[forth]
        each = (nearest[one] == other) & (nearest[other] == one) & (self.first[other] < self.known)
        return forth[each], int(np.count_nonzero(highest))

    def _merge(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> None:
        """Take each of `other` into `one`."""
        self.sizes[one] += self.sizes[other]
        self.degrees[one] += self.degrees[other]
        self.home[self.first[other]] = self.first[one]
        into = np.arange(len(self.first))
        into[other] = one
        merged = np.zeros(len(self.first) + 1, dtype=np.bool_)
        merged[one] = merged[other] = True
        moved = np.flatnonzero(merged[self.here] | merged[self.there])
        ends = into[self.here[moved]], into[self.there[moved]]
        here, there, weights = _summed(np.minimum(*ends), np.maximum(*ends), self.weights[moved])
        filled = moved[: len(here)]
        self.here[filled], self.there[filled], self.weights[filled] = here, there, weights
        self.nearness[filled] = weights / (self.degrees[here] * self.degrees[there])
        self._drop(moved[len(here) :])

    def _drop(self, edges: NDArray[np.int64]) -> None:
        """Edges that are between nobody from now on; places that they took are closed up now and then."""
        self.here[edges] = self.there[edges] = len(self.first)
        self.nearness[edges] = -1.0
        self.left -= len(edges)
        if self.left < _FILLED * len(self.here):
            self._close_up()

    def _close_up(self) -> None:
        kept = np.flatnonzero(self.nearness >= 0)
        self.here, self.there = self.here[kept], self.there[kept]
        self.weights, self.nearness = self.weights[kept], self.nearness[kept]

    def _tidy(self) -> None:
        """Let go of clusters that have no more edges, and never will have."""
        self._close_up()
        kept = self.first >= self.known
        kept[self.here] = kept[self.there] = True
        place = np.cumsum(kept) - 1
        self.here, self.there = place[self.here], place[self.there]
        self.first, self.sizes = self.first[kept], self.sizes[kept]
        self.degrees, self.inside = self.degrees[kept], self.inside[kept]

    def homes(self) -> NDArray[np.int64]:
        """For each node the first of its community."""
        home = self.home
        while not np.array_equal(home, further := home[home]):
            home = further
        return home


def _summed(
    here: NDArray[np.int64], there: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Each pair once, with the sum of its weights."""
    pairs = here << 32 | there
    order = np.argsort(pairs)
    pairs = pairs[order]
    begins = np.flatnonzero(np.diff(pairs, prepend=-1))
    sums = np.add.reduceat(weights[order], begins) if len(begins) else weights
    return pairs[begins] >> 32, pairs[begins] & 0xFFFFFFFF, sums
