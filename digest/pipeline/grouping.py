"""Grouping: the stories of an edition from its entries, one edition at a time or many of them ahead, in workers.

What tells the stories of a day apart needs nothing of the days before but their entries, so days can be grouped in any
order and anywhere; which threads they go on with is decided afterwards, day by day.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from digest import cluster
from digest.model import Edition, Entry, Story, Topic
from digest.pipeline.desk import Desk
from digest.pipeline.spreading import ahead, in_chunks
from digest.pipeline.vectors import meanings
from digest.store import Store

BACKGROUND = timedelta(days=7)
"""So long before an edition the entries say which words are common."""

_CHUNK = 8
"""Editions that go to a worker together: they share most of the entries that they need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the stories of an edition are found from."""

    entries: tuple[Entry, ...]
    recent: tuple[Entry, ...]
    vectors: cluster.Vectors | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """The stories of an edition, and which words were common, for the threads that they go on with."""

    stories: tuple[Story, ...]
    background: cluster.Background


def recently(store: Store, edition: Edition) -> tuple[Entry, ...]:
    """The entries before an edition, by which its own are judged: the same ones from its first entry to its last."""
    return store.entries(Edition(day=edition.day, since=edition.since - BACKGROUND, until=edition.since))


def material_of(desk: Desk, store: Store, edition: Edition, entries: tuple[Entry, ...]) -> Material:
    """What the store has for an edition of these entries."""
    recent = recently(store, edition)
    return Material(entries=entries, recent=recent, vectors=meanings(desk, store, entries, recent))


def group(materials: Sequence[Material], topics: Sequence[Topic]) -> tuple[Grouped, ...]:
    """The stories of some editions. A function of its arguments, to be called wherever there is a processor."""
    found = []
    for one in materials:
        background = cluster.background(one.recent)  # not of the entries: it stays as it is while they come in
        stories = cluster.cluster(one.entries, topics=topics, background=background, vectors=one.vectors)
        found.append(Grouped(stories=stories, background=background))
    return tuple(found)


class Ahead:
    """Editions that an executor groups ahead of who composes them, a few chunks at a time, whatever the archive's size.

    `materials` are asked for as they are needed, in the order of their editions.
    """

    def __init__(
        self, executor: Executor, topics: Sequence[Topic], materials: Iterable[tuple[Edition, Material]]
    ) -> None:
        def submit(chunk: Sequence[tuple[Edition, Material]]) -> Future[tuple[Grouped, ...]]:
            # One object for each entry, so that it is sent once, however many editions of the chunk need it.
            known: dict[Entry, Entry] = {}
            return executor.submit(group, [_shared(material, known) for _, material in chunk], topics)

        self._grouped = ahead(submit, in_chunks(materials, _CHUNK))
        self._ready: deque[tuple[Edition, Material, Grouped]] = deque()

    def take(self, edition: Edition, entries: tuple[Entry, ...]) -> Grouped | None:
        """What was grouped of an edition; None where it was not, or from other entries."""
        while self._ready or self._refill():
            coming, material, grouped = self._ready[0]
            if coming.until > edition.until:
                return None
            self._ready.popleft()
            if coming == edition:
                return grouped if material.entries == entries else None
        return None

    def _refill(self) -> bool:
        for chunk, found in islice(self._grouped, 1):
            self._ready.extend((edition, material, one) for (edition, material), one in zip(chunk, found, strict=True))
        return bool(self._ready)


def _shared(material: Material, known: dict[Entry, Entry]) -> Material:
    def one_each(entries: Iterable[Entry]) -> Iterator[Entry]:
        return (known.setdefault(entry, entry) for entry in entries)

    return Material(
        entries=tuple(one_each(material.entries)), recent=tuple(one_each(material.recent)), vectors=material.vectors
    )
