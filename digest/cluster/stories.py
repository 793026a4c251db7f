"""Entries into stories: copies folded, then two rounds, the second with terms weighed by what the first found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from digest.cluster.communities import Bond, communities
from digest.cluster.copies import Text, folded
from digest.cluster.crossing import Crossing
from digest.cluster.dense import Meanings, Vectors, languages_of
from digest.cluster.graph import FADING, neighbours
from digest.cluster.headlines import LEAD
from digest.cluster.named import Named
from digest.cluster.prior import prior
from digest.cluster.terms import Background, Rows, bag, matrix, weighted, words
from digest.model import Entry

RESOLUTION = 0.25
"""The one knob: how much of what chance would put between two clusters makes them one story."""

_LEAST_BOND = 0.08
_ROUGH = Bond(resolution=0.1, least=0.04)  # only has to say which terms go together: it may take too much for one story

_BUCKET = 2.0  # days: pairs of entries further apart say nothing about a term
_SHARPNESS = 0.6  # how far that bends a term's rarity
_DOUBT = 20.0  # pairs' worth of belief that a term is as telling as most
_PRIOR = 0.3  # how telling most terms are
_LEAST = 0.4  # of its rarity is left to any term: on a day of many small stories few pairs are within one


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was found in some entries: their texts, and by text its terms, day, what it names, and story.

    A story is named by its first text. `dense` is what is known of the texts' meanings, where any were given;
    `crossing` what crosses languages.
    """

    texts: Sequence[Text]
    rows: Rows
    columns: Sequence[str]
    days: NDArray[np.float64]
    named: Named
    dense: Meanings | None
    crossing: Crossing
    story: NDArray[np.int64]

    def groups(self) -> list[list[int]]:
        """The places of the entries of each story, in ascending order."""
        told: dict[int, list[int]] = {}
        for text, story in zip(self.texts, self.story.tolist(), strict=True):
            told.setdefault(story, []).extend(text.entries)
        return [sorted(places) for places in told.values()]

    def cosines(self, home: int) -> NDArray[np.float64]:
        """How alike the words of each text are to those of the one at `home`."""
        return np.asarray((self.rows @ self.rows[[home]].T).toarray().ravel())

    def near(self, home: int) -> NDArray[np.float64]:
        """What is left of the likeness of each text to the one at `home` where they name other places or numbers."""
        texts = np.arange(len(self.texts))
        return self.named.left(np.full_like(texts, home), texts)

    def likeness(self, home: int) -> NDArray[np.float64]:
        """How alike each text is to the one at `home`, all in all: what decides who is whose neighbour."""
        words = self.cosines(home)
        if self.dense is None:
            alike = np.maximum(words, self.crossing.links[[home]].toarray().ravel())
        else:
            alike = self.dense.likeness(words[None], slice(home, home + 1), slice(0, len(words))).ravel()
        faded = np.exp(-np.abs(self.days - self.days[home]) / FADING)
        return np.asarray(np.round(alike * self.near(home) * faded, 6))


def survey(
    entries: Sequence[Entry],
    known: Background | None = None,
    vectors: Vectors | None = None,
    *,
    resolution: float = RESOLUTION,
) -> Survey:
    """Which entries tell one story. There must be some, in their order."""
    texts = folded(entries)
    days = np.array([entries[text.entries[0]].order[0].timestamp() / 86400 for text in texts])
    named = Named.of(texts, (entries[text.entries[0]].language for text in texts))
    usual = prior({entry.language for entry in entries})
    rows, columns = matrix((bag(text.terms, _summary(entries, text)) for text in texts), usual, known)
    first = [entries[text.entries[0]] for text in texts]
    crossing = Crossing.of(first, languages_of(first), days)
    dense = Meanings.of(first, vectors, days, crossing.signs) if vectors else None
    links = crossing.links if not dense and crossing.links.nnz else None
    rough = communities(len(texts), neighbours(rows, days, named, dense, links), _ROUGH)
    rows = weighted(rows, _telling(rows, days, rough))
    fine = Bond(resolution=resolution, least=_LEAST_BOND)
    story = communities(len(texts), neighbours(rows, days, named, dense, links), fine)
    return Survey(
        texts=texts, rows=rows, columns=columns, days=days, named=named, dense=dense, crossing=crossing, story=story
    )


def _summary(entries: Sequence[Entry], text: Text) -> list[str]:
    """The terms of the longest summary."""
    fullest = max((entries[at] for at in text.entries), key=lambda entry: len(entry.summary))
    return words(fullest.summary[:LEAD], fullest.language) if fullest.summary else []


def _telling(rows: Rows, days: NDArray[np.float64], story: NDArray[np.int64]) -> NDArray[np.float64]:
    """How well each term tells stories apart: of the pairs of entries that share it, the share within one story.

    "Greenland" may tell a story on one day and be in six of them on another; only the day itself knows.
    """
    within, among = np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
    for shift in (0.0, _BUCKET / 2):  # so that no pair is always parted by the edge of a bucket
        bucket = np.floor((days + shift) / _BUCKET).astype(np.int64)
        among += _pairs(rows, bucket)
        within += _pairs(rows, bucket * len(days) + story)
    return np.maximum(((within + _DOUBT * _PRIOR) / (among + _DOUBT)) ** _SHARPNESS, _LEAST)


def _pairs(rows: Rows, group: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each term the number of ordered pairs of rows of the same group that both have it."""
    _, number = np.unique(group, return_inverse=True)
    held = np.repeat(number, np.diff(rows.indptr))
    shape = (int(number.max()) + 1, rows.shape[1])
    counts = sparse.csr_array(sparse.coo_array((np.ones(len(held)), (held, rows.indices)), shape=shape))
    return np.bincount(counts.indices, counts.data * (counts.data - 1), minlength=rows.shape[1]).astype(np.float64)
