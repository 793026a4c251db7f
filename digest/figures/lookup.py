"""Finding the longest word of a table at a place of a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

_T = TypeVar("_T")
_UNSPACED = ("CJK", "THAI", "LAO", "HIRAGANA", "KATAKANA", "HANGUL")


class Lookup(Generic[_T]):
    """A table of words and phrases and what they mean."""

    __slots__ = ("_firsts", "_lengths", "_meanings")

    def __init__(self, meanings: Mapping[str, _T]) -> None:
        self._meanings = dict(meanings)
        self._lengths = sorted({len(key) for key in meanings}, reverse=True)
        self._firsts = frozenset(key[0] for key in meanings)

    def at(self, text: str, at: int) -> tuple[str, _T | None]:
        """The longest entry that stands here as a word of its own, and what it means; "" and None for none."""
        if text[at : at + 1] in self._firsts:
            for length in self._lengths:
                key = text[at : at + length]
                if key in self._meanings and ends_word(text, at + length):
                    return key, self._meanings[key]
        return "", None


def words(several: Iterable[str]) -> Lookup[bool]:
    """A table of words that only have to be there."""
    return Lookup(dict.fromkeys(several, True))


def ends_word(text: str, end: int) -> bool:
    """Whether no letter, mark or digit goes on with the word that ends here; scripts without spaces never do."""
    last, after = text[end - 1 : end], text[end : end + 1]
    if not _in_word(last) or not _in_word(after):
        return True
    return unicodedata.name(last, "").startswith(_UNSPACED) or unicodedata.name(after, "").startswith(_UNSPACED)


def _in_word(char: str) -> bool:
    return char.isalnum() or (char != "" and unicodedata.category(char).startswith("M"))
