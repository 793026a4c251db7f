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
from scipy import sparse

from digest.cluster.graph import Edges, Matrix

_AT_ONCE = 1 << 13  # nodes read before clusters are looked for: what is looked at stays small, however long the stream
_WORTH = 64  # while more edges are to come, a round that decides fewer than one pair for so many clusters waits


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
        while found.settle(bond) * _WORTH > len(found.first):
            pass
    while found.links.nnz:  # two that are nearest of all are each other's nearest, so every round decides some
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


@dataclass(slots=True)
class _Clusters:
    """Clusters in the order of their first nodes: those made of nodes before `known`, then single nodes from there on.

    The edges of nodes before `known` are all there. Of a later one more may come, which would take it further away
    from the nodes that it has edges to; so a nearest one that is known is the nearest whatever comes.
    """

    home: NDArray[np.int64]  # for each node one of its cluster before it, or itself
    known: int = 0
    first: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    sizes: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))  # in nodes
    degrees: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    inside: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))  # twice the weight within
    links: Matrix = field(default_factory=lambda: sparse.csr_array((0, 0)))

    def add(self, edges: Edges) -> None:
        """Take in all edges of further nodes."""
        made = int(np.searchsorted(self.first, self.known))  # from there on: nodes from `known` on, none left out
        end = max(edges.stop, int(edges.there.max(initial=-1)) + 1, self.known + len(self.first) - made)
        here, there = edges.here + (made - self.known), edges.there + (made - self.known)
        self.first = np.concatenate([self.first[:made], np.arange(self.known, end)])
        size = len(self.first)
        old = self.links.tocoo()
        ends = np.concatenate([old.row, here, there]), np.concatenate([old.col, there, here])
        weights = np.concatenate([old.data, edges.weights, edges.weights])
        self.links = sparse.csr_array(sparse.coo_array((weights, ends), shape=(size, size)))
        self.sizes = np.append(self.sizes, np.ones(size - len(self.sizes)))
        self.degrees = np.append(self.degrees, np.zeros(size - len(self.degrees)))
        self.degrees += np.bincount(here, edges.weights, size) + np.bincount(there, edges.weights, size)
        self.inside = np.append(self.inside, np.zeros(size - len(self.inside)))
        self.known = edges.stop

    def settle(self, bond: Bond) -> int:
        """Decide all pairs of known clusters that are each other's nearest; how many there were."""
        one, other, between = self._nearest_pairs()
        within = self.inside[one] + self.inside[other] + 2 * between
        chance = (self.inside[one] + between) * (self.inside[other] + between) / within
        alike = between >= bond.resolution * chance
        alike &= between >= bond.least * np.sqrt(self.sizes[one] * self.sizes[other])
        self.inside[one[alike]] = within[alike]
        self._contract(one, other, alike)
        return len(one)

    def _nearest_pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Clusters that are each other's nearest, the earlier one first, and the weight between them."""
        links, lengths = self.links, np.diff(self.links.indptr)
        nearness = links.data / (np.repeat(self.degrees, lengths) * self.degrees[links.indices])
        linked = np.flatnonzero(lengths)
        highest = np.zeros(len(lengths))
        highest[linked] = np.maximum.reduceat(nearness, links.indptr[linked]) if len(linked) else 0.0
        nearest = np.full(len(lengths), -1)
        top = np.zeros(len(lengths), dtype=np.int64)
        tops = np.flatnonzero(nearness == np.repeat(highest, lengths))
        owners = np.searchsorted(links.indptr, tops, side="right") - 1
        first = np.lexsort((links.indices[tops], owners))[::-1]  # of equals the first: the last one written
        top[owners[first]] = tops[first]
        nearest[linked] = links.indices[top[linked]]
        one = linked[(nearest[nearest[linked]] == linked) & (linked < nearest[linked])]
        one = one[self.first[nearest[one]] < self.known]
        return one, nearest[one], links.data[top[one]]

    def _contract(self, one: NDArray[np.int64], other: NDArray[np.int64], alike: NDArray[np.bool_]) -> None:
        """Make one cluster of each pair that is alike, part the others, and let go of what has no more edges."""
        size = len(self.first)
        decided = np.full(size, -1, dtype=np.int32)
        decided[one], decided[other] = other, one
        one, other = one[alike], other[alike]
        self.sizes[one] += self.sizes[other]
        self.degrees[one] += self.degrees[other]
        self.home[self.first[other]] = self.first[one]
        into = np.arange(size, dtype=np.int32)
        into[other] = one
        lengths = np.diff(self.links.indptr)
        left = np.repeat(decided, lengths) != self.links.indices
        starts = np.concatenate([[0], np.cumsum(left)])[self.links.indptr].astype(np.int32)
        links = sparse.csr_array((self.links.data[left], self.links.indices[left], starts), shape=(size, size))
        kept = np.bincount(into, np.diff(starts), size) > 0
        kept |= self.first >= self.known
        place = (np.cumsum(kept) - 1).astype(np.int32)
        owner = kept[into]
        ends = np.concatenate([[0], np.cumsum(owner)]).astype(np.int32)
        moved = sparse.csr_array((np.ones(ends[-1]), place[into[owner]], ends), shape=(size, int(kept.sum())))
        self.links = sparse.csr_array(moved.T.tocsr() @ (links @ moved))
        self.first, self.sizes = self.first[kept], self.sizes[kept]
        self.degrees, self.inside = self.degrees[kept], self.inside[kept]

    def homes(self) -> NDArray[np.int64]:
        """For each node the first of its community."""
        home = self.home
        while not np.array_equal(home, further := home[home]):
            home = further
        return home
