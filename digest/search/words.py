"""Words: how text becomes the terms of the index.

The reader in the browser (site_templates/theme/assets/search/words.js) cuts queries by the same rules; both are held to
the table of cases in tests/search_words.json.
"""

from __future__ import annotations

import re
import unicodedata

from digest.text.scripts import UNSPACED

LONGEST = 32
"""A term is cut after so many characters."""

# Beside letters and digits: the vowel signs of the scripts of India, which Unicode counts among the marks.
_WORD = rf"(?:[^\W_{UNSPACED}]|[\u0900-\u0963\u0966-\u0dff])"
_TOKEN = re.compile(
    rf"(?P<run>[{UNSPACED}]+)"
    rf"|(?P<initials>(?<!{_WORD})[a-z](?:\.[a-z])+(?!{_WORD}))"
    r"|(?P<number>[0-9]+(?:[.,][0-9]+)+)"
    rf"|(?P<word>{_WORD}+)"
)
_PLAIN = re.compile(r"(?P<initials>\b[a-z](?:\.[a-z])+\b)|(?P<number>[0-9]+(?:[.,][0-9]+)+)|(?P<word>[a-z0-9]+)")
_OWNER = re.compile(rf"(?<={_WORD})'s(?!{_WORD})")
_THOUSANDS = re.compile(r",(?=[0-9]{3}(?![0-9]))")
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "þ": "th", "ς": "σ"}
    | dict.fromkeys("’ʼ‘", "'")
)


def fold(text: str) -> str:
    """Text in small letters without accents, compatible forms of characters made one (NFKC)."""
    if text.isascii():
        return text.lower()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).lower().translate(_LETTERS))
    return unicodedata.normalize("NFC", plain)


def terms(text: str) -> list[str]:
    """The terms of a text in their order.

    A run of a script without spaces gives each pair of neighbours, then its last character alone: so every character
    begins a term, and one of them is found as a prefix. `'s` is dropped, initials are joined (`U.N.` is `un`), numbers
    keep their decimals (`1,500` is `1500`, `1.91` stays).
    """
    folded = fold(text)
    if "'s" in folded:
        folded = _OWNER.sub("", folded)
    found: list[str] = []
    for match in (_PLAIN if folded.isascii() else _TOKEN).finditer(folded):
        token = match.group()
        match match.lastgroup:
            case "word":
                found.append(token[:LONGEST])
            case "run":
                found += [token[place : place + 2] for place in range(len(token))]
            case "initials":
                found.append(token.replace(".", "")[:LONGEST])
            case _:
                found.append(_THOUSANDS.sub("", token).replace(",", ".")[:LONGEST])
    return found
