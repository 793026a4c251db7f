"""Reads the files of a search index as digest/search/FORMAT.md tells, to hold the writer to that page."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from digest.text.scripts import UNSPACED


def _numbers(data: bytes, at: int = 0) -> Iterator[tuple[int, int]]:
    """The numbers from a place on, each with the place behind it."""
    while at < len(data):
        value = shift = 0
        while data[at] > 127:
            value |= (data[at] & 127) << shift
            shift += 7
            at += 1
        value |= data[at] << shift
        at += 1
        yield value, at


@dataclass(slots=True)
class Index:
    """One segment: its head, its documents, and for each term documents with levels and with places."""

    head: dict[str, Any]
    rows: list[list[object]] = field(default_factory=list)
    found: dict[str, dict[int, int]] = field(default_factory=dict)
    places: dict[str, dict[int, list[int]]] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        return len(self.rows)

    def exactly(self, term: str) -> set[int]:
        """The documents that hold a term."""
        return set(self.found.get(term, {}))

    def beginning(self, prefix: str) -> set[int]:
        """The documents that hold a term of this beginning, as the reader in the browser finds them."""
        if prefix in self.head["lists"]:
            return self.exactly(f"{prefix}*") | self.exactly(prefix)
        return set().union(*(rows for term, rows in self.found.items() if term.startswith(prefix) and term[-1] != "*"))


def read(files: Mapping[str, bytes]) -> Index:
    """A segment from its files."""
    plain = {path: gzip.decompress(data) for path, data in files.items()}
    index = Index(head=json.loads(plain["head.bin"]))
    for number in range(sum(path.startswith("d/") for path in plain)):
        index.rows += json.loads(plain[f"d/{number}.bin"])
    for number in range(sum(path.startswith("t/") for path in plain)):
        shard = plain[f"t/{number}.bin"]
        names = _shard(index, shard)
        group, part = divmod(number, 3)
        _places(index, names, _part(plain[f"p/{group}.bin"], part))
    return index


def _shard(index: Index, data: bytes) -> list[str]:
    (length, at) = next(_numbers(data))
    names = data[at : at + length].decode().split("\n")
    sizes = _numbers(data, at + length)
    sized = [(*next(sizes), *next(sizes)) for _ in names]
    start = sized[-1][3]
    for name, (count, _, size, _) in zip(names, sized, strict=True):
        document = -1
        found: dict[int, int] = {}
        for value, _ in _numbers(data[start : start + size]):
            document += (value >> 2 if count & 1 else value) + 1
            found[document] = value & 3 if count & 1 else -1
        assert len(found) == count >> 1
        index.found[name] = found
        start += size
    return names


def _part(data: bytes, part: int) -> bytes:
    sizes = _numbers(data)
    count, _ = next(sizes)
    lengths = [next(sizes) for _ in range(count)]
    start = lengths[-1][1] + sum(length for length, _ in lengths[:part])
    return data[start : start + lengths[part][0]]


def _places(index: Index, names: list[str], data: bytes) -> None:
    sizes = _numbers(data)
    sized = [next(sizes) for _ in names]
    start = sized[-1][1]
    for name, (size, _) in zip(names, sized, strict=True):
        values = (value for value, _ in _numbers(data[start : start + size]))
        start += size
        if size:
            index.places[name] = {document: _run(values) for document in index.found[name]}
            assert next(values, None) is None


def _run(values: Iterator[int]) -> list[int]:
    place = 0
    return [place := place + next(values) for _ in range(next(values))]


def unspaced(term: str) -> bool:
    """Whether a term is of a script without spaces."""
    return re.match(f"[{UNSPACED}]", term) is not None
