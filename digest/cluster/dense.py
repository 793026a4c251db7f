"""Likeness of meaning beside that of words: what makes one story of texts in different languages.

Models place texts by language first: `centred` subtracts each language's mean, taken from a fixed sample of the week
before the edition (and from the edition for a language with hardly any), and drawn to the mean of all where a language
has few texts. Within a language, meaning adds to the likeness of words. Across languages words say nothing, and no one
threshold is right: a text is near many that are not of its event, the more so the vaguer it is. So two texts are taken
for one event where each is, or nearly is, the other's nearest in its language, and nearer by a margin than those that
come next (Artetxe and Schwenk 2019, "Margin-based parallel corpus mining", arXiv:1811.01136); names and numbers that
both have add to that. What just suffices counts for as little as a weak likeness of words, so that no single doubtful
pair joins two stories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from digest.cluster.graph import FLOOR, REACH
from digest.cluster.terms import Rows
from digest.model import Entry
from digest.text import primary

Vectors: TypeAlias = Mapping[str, NDArray[np.floating]]
"""What texts mean, by entry id."""

MEANING = 0.25
"""How much likeness of meaning counts within a language; words make up the most of the rest."""

_WORDS = 0.75
_UNRELATED = 0.1  # the likeness of meaning that any two headlines may have

_SAME = 0.5  # the least meaning and margin together across languages
_SIGNS = 0.3  # is added to them where both have the same names and numbers
_CLOSE = 0.05  # the most by which another text of that language may be nearer
_CROWD = 4  # texts that come next
_AT_LEAST, _STEEP, _AT_MOST = 0.3, 4.0, 2.0  # the likeness of what just suffices, how it rises, and where that ends

_DOUBT = 5.0  # texts' worth of belief that a language lies where all texts do
_ENOUGH = 50  # earlier texts that say alone where a language lies
_COLUMNS = 2048  # texts at a time, which with the rows of the graph's block bounds the memory


def centred(
    entries: Iterable[Entry], vectors: Vectors, earlier: Iterable[Entry] = ()
) -> dict[str, NDArray[np.float32]]:
    """The vectors of the entries, each less the mean of its language's, at unit length.

    A model places texts by their language first, and only then by what they say; less the mean, languages lie over
    each other. Where `earlier` entries (with vectors too) are enough to say where a language lies, one more entry moves
    none of the others; else the entries themselves say it too. The mean of few texts is drawn to that of all.
    """
    mine = _by_language(entries, vectors)
    placing = {
        name: keys if len(keys) >= _ENOUGH else keys | mine.get(name, {})
        for name, keys in _by_language(earlier, vectors).items()
    }
    placing |= {name: keys for name, keys in mine.items() if name not in placing}
    sums = {name: np.sum([vectors[key] for key in keys], axis=0, dtype=np.float64) for name, keys in placing.items()}
    if not mine:
        return {}
    everywhere = sum(sums[name] for name in sorted(sums)) / sum(map(len, placing.values()))
    found: dict[str, NDArray[np.float32]] = {}
    for name, keys in mine.items():
        rows = np.array([vectors[key] for key in keys], dtype=np.float64)
        moved = rows - (sums[name] + _DOUBT * everywhere) / (len(placing[name]) + _DOUBT)
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        unit = (moved / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)
        found.update(zip(keys, unit, strict=True))
    return found


def _by_language(entries: Iterable[Entry], vectors: Vectors) -> dict[str, dict[str, None]]:
    """The ids of those that have a vector, in their order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.id in vectors:
            found[language_of(entry)][entry.id] = None
    return found


def language_of(entry: Entry) -> str:
    """The language without script and region; empty where nobody says."""
    return primary(entry.language)


def languages_of(entries: Sequence[Entry]) -> NDArray[np.int64]:
    """A number for the language of each entry, from nought."""
    found: NDArray[np.int64] = np.unique([language_of(entry) for entry in entries], return_inverse=True)[1]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """The meanings of texts in the order of the graph's rows; those that are not known are compared by their words."""

    rows: NDArray[np.float32]
    known: NDArray[np.bool_]
    language: NDArray[np.int64]
    signs: Rows  # names and numbers that cross languages, at unit length
    best: NDArray[np.float64]  # for each text its greatest likeness to any text of each language at about the time
    crowd: NDArray[np.float64]  # the mean likeness of those that come next

    @classmethod
    def of(cls, entries: Sequence[Entry], vectors: Vectors, days: NDArray[np.float64], signs: Rows) -> Self:
        """What is known of the entries, which have `signs` that cross languages; `days` must not decrease."""
        size = next((len(vector) for vector in vectors.values()), 0)
        nothing = np.zeros(size, dtype=np.float32)
        rows = np.array([vectors.get(entry.id, nothing) for entry in entries], dtype=np.float32)
        language = languages_of(entries)
        known: NDArray[np.bool_] = (rows != 0).any(axis=1)
        best, crowd = _nearest(rows, language, days)
        return cls(rows=rows, known=known, language=language, signs=signs, best=best, crowd=crowd)

    def blended(self, products: Rows, some: slice, others: slice) -> Rows:
        """The likeness of `some` texts with `others`, where it reaches the floor, given the cosines of their words.

        Within a language it is that of words with some of that of meaning. Across languages it is that of meaning, and
        counts for texts that are, or nearly are, each other's nearest in the other's language, and stand out there.
        """
        words = products.tocsc()
        parts = []
        for start in range(others.start, others.stop, _COLUMNS):
            part = slice(start, min(start + _COLUMNS, others.stop))
            near = words[:, part.start - others.start : part.stop - others.start].toarray()
            likeness = self.likeness(near, some, part)
            likeness[likeness < FLOOR] = 0.0
            parts.append(sparse.csr_array(likeness))
        return sparse.csr_array(sparse.hstack(parts, format="csr"))

    def likeness(self, words: NDArray[np.float64], some: slice, others: slice) -> NDArray[np.float64]:
        """The same, of each with each, below the floor too."""
        meaning = _cosines(self.rows[some], self.rows[others])
        likeness = meaning - _UNRELATED
        np.maximum(likeness, 0.0, out=likeness)
        likeness *= MEANING
        likeness += _WORDS * words
        foreign = self.language[some][:, None] != self.language[others]
        if foreign.any():
            evidence = self._evidence(meaning, some, others)
            across = np.minimum(_AT_LEAST + _STEEP * (evidence - _SAME), _AT_MOST)
            likeness = np.where(foreign, np.where(evidence >= _SAME, across, _WORDS * words), likeness)
        if self.known[some].all() and self.known[others].all():
            return likeness
        return np.where(self.known[some][:, None] & self.known[others], likeness, words)

    def cosines(self, one: int) -> NDArray[np.float64]:
        """How near each text's meaning is to that of `one`, nothing where either is not known."""
        return _cosines(self.rows[one : one + 1], self.rows).ravel()

    def _evidence(self, meaning: NDArray[np.float64], some: slice, others: slice) -> NDArray[np.float64]:
        """How much says that texts of different languages are of one event; nothing where others are nearer."""
        here, there = self.language[some], self.language[others]
        best = np.maximum(self.best[some][:, there], self.best[others][:, here].T)
        crowd = (self.crowd[some][:, there] + self.crowd[others][:, here].T) / 2
        common = (self.signs[some] @ self.signs[others].T).toarray()
        return np.where(meaning >= best - _CLOSE, 2 * meaning - crowd + _SIGNS * common, 0.0)


def _nearest(
    rows: NDArray[np.float32], language: NDArray[np.int64], days: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each text how near the nearest text of each language is within the graph's reach in time, and the next."""
    languages = int(language.max()) + 1
    best, crowd = np.full((len(rows), languages), -1.0), np.zeros((len(rows), languages))
    for name in range(languages if languages > 1 else 0):
        places = np.flatnonzero(language == name)
        for start in range(0, len(rows), _COLUMNS):
            stop = min(start + _COLUMNS, len(rows))
            first = np.searchsorted(days[places], days[start] - REACH, side="left")
            last = np.searchsorted(days[places], days[stop - 1] + REACH, side="right")
            if first < last:
                near = _cosines(rows[start:stop], rows[places[first:last]])
                near.partition(max(0, last - first - _CROWD - 1), axis=1)
                near = np.sort(near[:, -_CROWD - 1 :], axis=1)
                best[start:stop, name] = near[:, -1]
                crowd[start:stop, name] = near[:, :-1].sum(axis=1) / _CROWD
    return best, crowd


def _cosines(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float64]:
    """In double precision, so that the size of a block decides nothing once the graph has rounded."""
    products: NDArray[np.float64] = some.astype(np.float64) @ others.T.astype(np.float64)
    return products
