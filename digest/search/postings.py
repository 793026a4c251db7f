"""Postings: which documents hold a term, how much it weighs there, and at which places it stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from digest.model import FACETS, Document
from digest.search.words import terms

LEVELS = 8
"""Weights are kept of terms that at most one document in so many holds; those of the others would tell little."""

_GAP = 8
"""Places left free between title, text and outlets, so that no phrase runs from one into the next."""

_SATURATION, _LENGTH, _MEAN = 1.2, 0.5, 40.0
_BOUNDS = (0.6, 1.0, 1.5)
_SHARES = {"line": (0.4, 1.0), "brief": (4.0, 0.6)}
"""What title and text weigh in documents of a kind: a title most in the document that it names, less in a line, whose
title is its brief's; what a teaser says is said by the lines, which are to be found first."""


@dataclass(slots=True)
class Postings:
    """The postings of one term: `found` holds document << 2 | level, ascending; `places` where it stands, as bytes."""

    found: array[int] = field(default_factory=lambda: array("I"))
    places: bytearray = field(default_factory=bytearray)


def invert(documents: Sequence[Document]) -> dict[str, Postings]:
    """The postings of every term and of every value of a facet (`@country/China`) of documents numbered from 0."""
    index: dict[str, Postings] = {}
    for number, document in enumerate(documents):
        for term, (level, places) in _weighed(document).items():
            postings = index.get(term)
            if postings is None:
                postings = index[term] = Postings()
            postings.found.append(number << 2 | level)
            _put(postings.places, len(places))
            before = 0
            for place in places:
                _put(postings.places, place - before)
                before = place
        for kind, value in dict.fromkeys(document.facets):
            if kind in FACETS:
                index.setdefault(f"@{kind}/{value}", Postings()).found.append(number << 2)
    return index


def _weighed(document: Document) -> dict[str, tuple[int, list[int]]]:
    """The terms of a document with their levels and places."""
    title, text = terms(document.title), terms(document.text)
    start = len(title) + _GAP
    behind = start + len(text) + _GAP
    places: dict[str, list[int]] = {}
    for first, words in ((0, title), (start, text), (behind, terms(", ".join(document.outlets)))):
        for place, term in enumerate(words, first):
            places.setdefault(term, []).append(place)
    shares = _SHARES.get(document.kind, (4.0, 1.0))
    length = len(text)
    return {
        term: (
            _level(
                sum(place < start for place in found),
                sum(start <= place < behind for place in found),
                sum(place >= behind for place in found),
                length,
                shares=shares,
            ),
            found,
        )
        for term, found in places.items()
    }


@lru_cache(maxsize=1 << 16)
def _level(title: int, text: int, outlets: int, length: int, *, shares: tuple[float, float]) -> int:
    """How much a term weighs in a document, in four steps.

    BM25F (Robertson, Zaragoza and Taylor 2004) of the counts in its parts, the mean length fixed so that segments do
    not depend on each other.
    """
    weight = title * shares[0] + text * shares[1] + outlets * 0.5
    impact = weight * (_SATURATION + 1) / (weight + _SATURATION * (1 - _LENGTH + _LENGTH * length / _MEAN))
    return sum(impact >= bound for bound in _BOUNDS)


def union(lists: Iterable[array[int]]) -> array[int]:
    """The documents of several postings, each once with its highest level."""
    highest = {value >> 2: value for value in sorted(chain.from_iterable(lists))}
    return array("I", highest.values())


def encode(found: array[int], documents: int) -> tuple[bytes, bool]:
    """Postings as bytes, and whether they carry levels; `documents` is how many the segment has."""
    levels = len(found) * LEVELS <= documents
    data = bytearray()
    before = -1
    for value in found:
        gap = (value >> 2) - before - 1
        before = value >> 2
        _put(data, gap << 2 | value & 3 if levels else gap)
    return bytes(data), levels


def numbers(values: Iterable[int]) -> Iterator[int]:
    """Whole numbers in seven bits a byte, the lowest first; the eighth bit says that more follow (LEB128)."""
    for value in values:
        rest = value
        while rest > 0x7F:
            yield rest & 0x7F | 0x80
            rest >>= 7
        yield rest


def _put(data: bytearray, value: int) -> None:
    while value > 0x7F:
        data.append(value & 0x7F | 0x80)
        value >>= 7
    data.append(value)
