"""Words, and in scripts without spaces characters, as texts are compared by."""

from __future__ import annotations

import re
import unicodedata

from digest.text.scripts import UNSPACED

_TOKEN = re.compile(rf"[{UNSPACED}]|\d+(?:[.,]\d+)+|[^\W_{UNSPACED}]+(?:['’][^\W_{UNSPACED}]+)*")
_ASCII_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[a-z0-9]+(?:'[a-z0-9]+)*")  # the same, found sooner


def tokens(value: str) -> list[str]:
    """Words in NFKC and case-folded; scripts without spaces give one token a character."""
    if value.isascii():
        return _ASCII_TOKEN.findall(value.lower())
    return _TOKEN.findall(unicodedata.normalize("NFKC", value).casefold())
