"""Entries into stories: copies folded, then two rounds, the second with terms weighed by what the first found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from digest.cluster.communities import communities
from digest.cluster.dense import Meanings, Vectors
from digest.cluster.graph import neighbours
from digest.cluster.places import places
from digest.cluster.terms import Background, Rows, bag, headline, matrix, weighted, words
from digest.model import Entry

_COPY = timedelta(hours=36)  # a headline that comes back later is another day's
_COPY_WORDS = 3  # fewer words in common are a rubric, not a wire copy

_ROUGH = 0.1  # the first round only has to say which terms go together, so it may take too much for one story
_FINE = 0.25

_BUCKET = 2.0  # days: pairs of entries further apart say nothing about a term
_SHARPNESS = 0.5  # how far that bends a term's rarity: the square root
_DOUBT = 20.0  # pairs' worth of belief that a term is as telling as most
_PRIOR = 0.3  # how telling most terms are


def groups(
    entries: Sequence[Entry],
    known: Background | None = None,
    vectors: Vectors | None = None,
) -> list[list[Entry]]:
    """The entries, which must be in their order, by story; each story's in their order."""
    copies = _copies(entries)
    if not copies:
        return []
    bags = [_bag([entries[at] for at in alike]) for alike in copies]
    days = np.array([entries[alike[0]].order[0].timestamp() / 86400 for alike in copies])
    where = places([entries[alike[0]].title for alike in copies])
    rows = matrix(bags, known)
    dense = Meanings.of([entries[alike[0]] for alike in copies], vectors, days, where) if vectors else None
    rough = communities(neighbours(rows, days, where, dense), _ROUGH)
    fine = communities(neighbours(weighted(rows, _telling(rows, days, rough)), days, where, dense), _FINE)
    return [[entries[at] for at in sorted(at for node in nodes for at in copies[node])] for nodes in fine]


def _copies(entries: Sequence[Entry]) -> list[list[int]]:
    """Places of entries with the words of one headline, at most a day and a half after the first; others alone."""
    latest: dict[frozenset[str], list[int]] = {}
    found: list[list[int]] = []
    for at, entry in enumerate(entries):
        key = frozenset(words(headline(entry.title), entry.language))
        alike = latest.get(key)
        if alike and entry.order[0] - entries[alike[0]].order[0] <= _COPY:
            alike.append(at)
            continue
        found.append([at])
        if len(key) >= _COPY_WORDS:
            latest[key] = found[-1]
    return found


def _bag(alike: Sequence[Entry]) -> Mapping[str, float]:
    fullest = max(alike, key=lambda entry: len(entry.summary))
    return bag(fullest.title, fullest.summary, fullest.language)


def _telling(rows: Rows, days: NDArray[np.float64], found: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """How well each term tells stories apart: of the pairs of entries that share it, the share within one story.

    "Greenland" may tell a story on one day and be in six of them on another; only the day itself knows.
    """
    story = np.zeros(len(days), dtype=np.int64)
    for number, nodes in enumerate(found):
        story[nodes] = number
    within, among = np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
    for shift in (0.0, _BUCKET / 2):  # so that no pair is always parted by the edge of a bucket
        bucket = np.floor((days + shift) / _BUCKET).astype(np.int64)
        among += _pairs(rows, bucket)
        within += _pairs(rows, bucket * len(days) + story)
    return ((within + _DOUBT * _PRIOR) / (among + _DOUBT)) ** _SHARPNESS


def _pairs(rows: Rows, group: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each term the number of ordered pairs of rows of the same group that both have it."""
    _, number = np.unique(group, return_inverse=True)
    held = np.repeat(number, np.diff(rows.indptr))
    shape = (int(number.max()) + 1, rows.shape[1])
    counts = sparse.csr_array(sparse.coo_array((np.ones(len(held)), (held, rows.indices)), shape=shape))
    return np.bincount(counts.indices, counts.data * (counts.data - 1), minlength=rows.shape[1]).astype(np.float64)
