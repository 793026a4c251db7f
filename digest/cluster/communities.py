"""Which neighbours belong together: communities of a graph, found the same way each time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from digest.cluster.graph import Graph

_GAIN = 1e-9  # what a move must gain: less is rounding


def communities(graph: Graph, resolution: float) -> list[list[int]]:
    """The nodes in communities, each in ascending order, by their first nodes.

    A connected part falls into the pieces that raise its modularity (Louvain's method), the pieces again, until no
    piece falls apart. Modularity is measured against the part alone, so two pieces are parted where the edges between
    them are less than `resolution` of what chance would put there, whatever else is in the graph: what is found does
    not depend on its size, and a part does not change when another one does.
    """
    found: list[list[int]] = []
    waiting = _connected(graph, range(len(graph)))
    while waiting:
        part = waiting.pop()
        pieces = _pieces(graph, part, resolution) if len(part) > 2 else [part]
        if len(pieces) == 1:
            found.append(part)
        else:
            waiting += (piece for nodes in pieces for piece in _connected(graph, nodes))
    return sorted(found)


def _connected(graph: Graph, nodes: Iterable[int]) -> list[list[int]]:
    """The connected parts of what `nodes` and the edges among them make."""
    left = dict.fromkeys(nodes)
    parts = []
    while left:
        part = [next(iter(left))]
        del left[part[0]]
        for node in part:  # grows while it is walked
            for other in graph[node]:
                if other in left:
                    del left[other]
                    part.append(other)
        parts.append(sorted(part))
    return parts


def _pieces(graph: Graph, part: Sequence[int], resolution: float) -> list[list[int]]:
    """The part in the pieces of highest modularity that Louvain's method finds."""
    place = {node: at for at, node in enumerate(part)}
    level: Graph = [{place[other]: weight for other, weight in graph[node].items() if other in place} for node in part]
    pieces = [[node] for node in part]
    scale = resolution / sum(sum(edges.values()) for edges in level)
    while True:
        homes = _settle(level, scale)
        names = {home: at for at, home in enumerate(dict.fromkeys(homes))}
        if len(names) == len(level):
            return [sorted(piece) for piece in pieces]
        merged: list[list[int]] = [[] for _ in names]
        above: Graph = [{} for _ in names]
        for node, home in enumerate(homes):
            mine = names[home]
            merged[mine] += pieces[node]
            for other, weight in level[node].items():
                theirs = names[homes[other]]
                above[mine][theirs] = above[mine].get(theirs, 0.0) + weight
        pieces, level = merged, above


def _settle(level: Graph, scale: float) -> list[int]:
    """Each node's home after all have moved to where they gain most; those whose neighbours moved are asked again."""
    degrees = [sum(edges.values()) for edges in level]
    homes, held = list(range(len(level))), degrees.copy()
    queue, queued = deque(homes), [True] * len(level)
    while queue:
        node = queue.popleft()
        queued[node] = False
        pull: dict[int, float] = {homes[node]: 0.0}
        for other, weight in level[node].items():
            if other != node:
                pull[homes[other]] = pull.get(homes[other], 0.0) + weight
        home = homes[node]
        held[home] -= degrees[node]
        cost = scale * degrees[node]
        best, gain = home, pull[home] - cost * held[home] + _GAIN
        for other, weight in pull.items():
            if weight - cost * held[other] > gain:
                best, gain = other, weight - cost * held[other]
        held[best] += degrees[node]
        if best != home:
            homes[node] = best
            for other in level[node]:
                if homes[other] != best and not queued[other]:
                    queued[other] = True
                    queue.append(other)
    return homes
