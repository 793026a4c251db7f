"""What headlines mean, as vectors that can be made again at any time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from digest.store.file import File
from digest.store.rows import seconds

VECTOR_DAYS = 10
"""A vector that was made longer ago is forgotten: only an edition and the week before it ask for theirs."""


class Vectors(File):
    """The vectors of a store."""

    def vectors(self, encoder: str, texts: Iterable[str]) -> dict[str, bytes]:
        """What is kept of the vectors that an encoder (name and version) made of texts, by the hash of the text."""
        question = "SELECT text, vector FROM vectors WHERE encoder = ? AND text IN"
        with self._told():
            return dict(self._among(question, list(texts), encoder))

    def keep_vectors(self, encoder: str, vectors: Mapping[str, bytes], *, now: datetime) -> None:
        """Keep vectors by the hash of their text; other encoders' are forgotten, and those that are VECTOR_DAYS old.

        They can be made again at any time, so nothing is lost with them but that time.
        """
        with self._writing():
            self._db.execute(
                "DELETE FROM vectors WHERE encoder <> ? OR made < ?",
                (encoder, seconds(now - timedelta(days=VECTOR_DAYS))),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
                ((text, encoder, seconds(now), vector) for text, vector in vectors.items()),
            )
