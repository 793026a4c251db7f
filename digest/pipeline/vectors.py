"""Vectors of headlines, which stand for their meaning: made once and kept, for stories that cross languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from digest import cluster
from digest.model import Entry
from digest.pipeline.desk import Desk
from digest.pipeline.encoding import encoder_of
from digest.store import Store
from digest.text import digest_of

_SAMPLE = 200
"""Earlier entries of each language that say where it lies; more would move that by less than they cost."""


def meanings(desk: Desk, store: Store, entries: Sequence[Entry], earlier: Sequence[Entry]) -> cluster.Vectors | None:
    """The centred vectors of the entries where feeds.yaml names an encoder; what the store has is not made again.

    Languages lie where a sample of the `earlier` entries puts them, so that the vectors of an edition stay as they are
    while its entries come in.
    """
    encoder = encoder_of(desk.newsroom, desk.roster)
    if encoder is None:
        return None
    sample = list(_sample(earlier))
    placed = [*entries, *sample]
    texts = {entry.id: cluster.headline(entry.title, entry.summary) for entry in placed}
    keys = {text: digest_of("vector", text, length=16) for text in sorted(set(texts.values()))}
    kept = store.vectors(encoder.method, keys.values())
    wanted = [text for text, key in keys.items() if key not in kept]
    if wanted:
        made = {keys[text]: row.tobytes() for text, row in zip(wanted, encoder.encode(wanted), strict=True)}
        store.keep_vectors(encoder.method, made, now=desk.now)
        kept |= made
    rows = {key: np.frombuffer(kept[keys[text]], dtype=np.float16) for key, text in texts.items()}
    return cluster.centred(entries, rows, sample)


def _sample(entries: Iterable[Entry]) -> Iterator[Entry]:
    """So many entries of each language, by their ids, which are as good as drawn."""
    taken: Counter[str] = Counter()
    for entry in sorted(entries, key=lambda entry: entry.id):
        if taken[entry.language] < _SAMPLE:
            taken[entry.language] += 1
            yield entry
