"""Segments: the documents of one part of the archive that are searched together, and what identifies them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b

from digest.model import Document

VERSION = 1
"""Of the format; the reader refuses any other."""

WEIGHING = 2
"""Of the levels of terms: with others the same documents make other files, under another name."""

HEAD = "head.bin"
"""The last file of a segment that is written: where it is, the others are."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents of one day (of none where they have no date) in the order in which readers shall meet them.

    `name` identifies them, `read` gives them: who only asks for the name of a segment needs none of them.
    """

    day: date | None
    name: str
    read: Callable[[], tuple[Document, ...]]


def batch_name(documents: Iterable[Document]) -> str:
    """What identifies the documents of a batch."""
    sum_ = blake2b(digest_size=12)
    for document in documents:
        sum_.update(repr(document).encode("utf-8", "surrogatepass"))
    return sum_.hexdigest()


@dataclass(frozen=True)
class Segment:
    """Batches, oldest first, that are written together; the same documents make the same segment."""

    batches: tuple[Batch, ...]

    @cached_property
    def name(self) -> str:
        """What identifies its files: a hash of the format, the levels and the documents."""
        sum_ = blake2b(f"{VERSION}.{WEIGHING}".encode(), digest_size=8)
        for batch in self.batches:
            sum_.update(f" {batch.name}".encode())
        return sum_.hexdigest()

    @property
    def leaf_name(self) -> str:
        """Its name."""
        return self.name

    @property
    def documents(self) -> tuple[Document, ...]:
        """Its documents by their numbers."""
        return tuple(document for batch in self.batches for document in reversed(batch.read()))
