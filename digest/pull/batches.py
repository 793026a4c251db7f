"""What is pulled, in handfuls: enough to be worth a transaction, little enough to be held in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from digest.model import Fresh

MOST_ENTRIES = 2_000
"""So many entries make a batch, about four megabytes..."""

MOST_FEEDS = 200
"""...or so many feeds: most have nothing new."""


def batches(stream: Iterable[Fresh]) -> Iterator[tuple[Fresh, ...]]:
    """The stream in its order, cut where one of the limits is met; a feed is never divided."""
    batch: list[Fresh] = []
    entries = 0
    for one in stream:
        batch.append(one)
        entries += len(one.entries)
        if entries >= MOST_ENTRIES or len(batch) >= MOST_FEEDS:
            yield tuple(batch)
            batch, entries = [], 0
    if batch:
        yield tuple(batch)
