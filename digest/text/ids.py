"""Ids made from content."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b


def digest_of(*parts: str, length: int = 10) -> str:
    """A short id made from content: lower-case base 32 without look-alikes (5 bits a character), 50 bits by default."""
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    number = int.from_bytes(blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest(), "big")
    return "".join([alphabet[(number >> shift) & 31] for shift in range(0, 5 * length, 5)])


def split_id(entry: str, known: Collection[str]) -> str:
    """The id of a story that editors took out of another one, by its first entry: its own, unless that is taken."""
    own = digest_of("story", entry)
    return own if own not in known else digest_of("split", entry)
