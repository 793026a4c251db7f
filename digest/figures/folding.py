"""Text in one shape for reading numbers, with the way back to the text as printed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_SPACES = frozenset("\t\n\r")
_APOSTROPHES = frozenset("’‘ʼ´`＇")
_LOST = frozenset("\u200b\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff")
_DASHES = frozenset("‐‑‒–—−－")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the grammar reads it, and for each of its characters the one of the original that it comes from."""

    text: str
    original: str
    origins: tuple[int, ...]

    def printed(self, start: int, end: int) -> str:
        """The original text of a span."""
        return self.original[self.origins[start] : self.origins[end - 1] + 1].strip() if end > start else ""


def fold(text: str) -> Folded:
    """Digits of every script as 0-9, letters case-folded, spaces, apostrophes and dashes each of one kind.

    Vulgar fractions stay one character, superscripts (footnotes) stay what they are.
    """
    text = unicodedata.normalize("NFC", text)
    folded = [(part, at) for at, char in enumerate(text) for part in _char(char)]
    return Folded("".join(part for part, _ in folded), text, tuple(at for _, at in folded))


def _char(char: str) -> str:
    if char in _LOST:
        return ""
    if char in _APOSTROPHES:
        return "'"
    if char in _DASHES:
        return "-"
    kind = unicodedata.category(char)
    if kind == "Zs" or char in _SPACES:
        return " "
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    return char if kind == "No" else unicodedata.normalize("NFKC", char).casefold()
