"""The files of a segment, which a browser searches piece by piece. FORMAT.md is the contract."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from digest.model import FACETS, Document
from digest.search.postings import Postings, encode, invert, numbers, union
from digest.search.segment import HEAD, VERSION, Segment
from digest.text.scripts import UNSPACED

CHUNK = 10
"""Documents a file: few, so that a page of results costs little; not so few that there are too many files."""

SHARD = 3 << 10
"""Bytes of terms and postings a file, before compression; a term that needs more has a file of its own."""

GROUP = 3
"""Shards whose places share a file: phrases are rarer than words."""

LIST = 4 << 10
"""A prefix has a list of its own where its terms, the longest aside, need more bytes than this."""

_UNSPACED = re.compile(f"[{UNSPACED}]")


def files_of(segment: Segment) -> Iterator[tuple[str, bytes]]:
    """The files of a segment by their paths below its folder; the head comes last."""
    documents = segment.documents
    index = invert(documents)
    yield "facets.bin", _packed(_json(_values(index)))
    lists = _lists(index)
    for prefix in lists:
        index[f"{prefix}*"] = Postings(union(index[term].found for term in lists[prefix]))
    shards = list(_shards(_entries(index, len(documents))))
    del index
    for number, shard in enumerate(shards):
        yield f"t/{number}.bin", _packed(_terms(shard))
    for number, start in enumerate(range(0, len(shards), GROUP)):
        parts = [_places(shard) for shard in shards[start : start + GROUP]]
        yield f"p/{number}.bin", _packed(bytes(numbers([len(parts), *map(len, parts)])) + b"".join(parts))
    for number, start in enumerate(range(0, len(documents), CHUNK)):
        yield f"d/{number}.bin", _packed(_json([_row(row) for row in documents[start : start + CHUNK]]))
    head = {
        "version": VERSION,
        "documents": len(documents),
        "chunk": CHUNK,
        "days": _days(documents),
        "shards": _firsts(shards),
        "lists": list(lists),
    }
    yield HEAD, _packed(_json(head))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A term as a shard holds it."""

    term: str
    count: int
    levels: bool
    found: bytes
    places: bytes


def _order(term: str) -> bytes:
    """Terms stand in the order in which JavaScript compares strings: by UTF-16 code units."""
    return term.encode("utf-16-be", "surrogatepass")


def _entries(index: Mapping[str, Postings], documents: int) -> Iterator[_Entry]:
    for term in sorted(index, key=_order):
        postings = index[term]
        found, levels = encode(postings.found, documents)
        yield _Entry(term=term, count=len(postings.found), levels=levels, found=found, places=bytes(postings.places))


def _lists(index: Mapping[str, Postings]) -> dict[str, list[str]]:
    """The prefixes that get a list of their own, with their terms: what would else take many files to read."""
    words = sorted(term for term in index if not term.startswith("@"))
    found: dict[str, list[str]] = {}
    waiting = [(1, words)]
    while waiting:
        length, among = waiting.pop()
        for prefix, group in groupby((term for term in among if len(term) >= length), itemgetter(slice(length))):
            inside = list(group)
            sizes = [_size(index[term]) + len(term) for term in inside]
            if sum(sizes) - max(sizes) > LIST:
                waiting.append((length + 1, inside))
                if length > 1 or _UNSPACED.match(prefix):
                    found[prefix] = inside
    return dict(sorted(found.items()))


def _size(postings: Postings) -> int:
    """About how many bytes postings take: a byte each where they are dense, two where they are not."""
    return len(postings.found) * 3 // 2 + 2


def _shards(entries: Iterable[_Entry]) -> Iterator[list[_Entry]]:
    shard: list[_Entry] = []
    size = 0
    for entry in entries:
        need = len(entry.term) + len(entry.found) + 4
        if shard and size + need > SHARD:
            yield shard
            shard, size = [], 0
        shard.append(entry)
        size += need
    if shard:
        yield shard


def _terms(shard: Sequence[_Entry]) -> bytes:
    names = "\n".join(entry.term for entry in shard).encode()
    sizes = (number for entry in shard for number in (entry.count << 1 | entry.levels, len(entry.found)))
    return bytes([*numbers([len(names)])]) + names + bytes(numbers(sizes)) + b"".join(entry.found for entry in shard)


def _places(shard: Sequence[_Entry]) -> bytes:
    return bytes(numbers(len(entry.places) for entry in shard)) + b"".join(entry.places for entry in shard)


def _firsts(shards: Sequence[Sequence[_Entry]]) -> list[str]:
    """For each shard the shortest beginning of its first term that is greater than the last term before it."""
    found = []
    last = ""
    for shard in shards:
        first = shard[0].term
        lengths = (length for length in range(len(first) + 1) if _order(first[:length]) > _order(last))
        found.append(first[: next(lengths, len(first))] if last else "")
        last = shard[-1].term
    return found


def _days(documents: Sequence[Document]) -> list[int]:
    """Pairs of days since the pair before (the first since 31 December of year 0) and documents of that day."""
    found: list[int] = []
    before = 0
    for day, group in groupby(documents, lambda document: document.day):
        number = day.toordinal() if day else 0
        found += [number - before, sum(1 for _ in group)]
        before = number
    return found


def _values(index: Mapping[str, Postings]) -> dict[str, dict[str, int]]:
    """How many documents each value of a facet has."""
    found: dict[str, dict[str, int]] = {kind: {} for kind in FACETS}
    for term in sorted(term for term in index if term.startswith("@")):
        kind, _, value = term[1:].partition("/")
        found[kind][value] = len(index[term].found)
    return found


def _row(document: Document) -> list[object]:
    day = document.day.isoformat()[: 7 if document.month else 10] if document.day else ""
    mark = "record" if document.record else document.kind
    return [document.path, document.title, day, mark, document.text, list(document.outlets)]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _packed(data: bytes) -> bytes:
    """Gzip without name and time, so that the same data gives the same bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()
