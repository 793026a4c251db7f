"""Numbers as a sentence prints them, for telling whether a source has the same: currency, value, share of hundred."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

SCALES = {
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "k": 3,
    "m": 6,
    "mn": 6,
    "bn": 9,
    "tn": 12,
    "千": 3,
    "万": 4,
    "萬": 4,
    "亿": 8,
    "億": 8,
}
"""How many zeros a word after a number stands for."""

_UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
"""
_TENS = "thirty forty fifty sixty seventy eighty ninety"
SPELLED = {
    **{word: value for value, word in enumerate(_UNITS.split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), 3)},
    "dozen": 12,
}
"""Numbers in words."""

_NUMBER = re.compile(
    r"(?P<money>[$€£¥₹₽₩]|(?:US|HK|A|C|NT)\$)?\s?"
    rf"(?P<number>(?<!\d)\d+(?:[.,]\d+)*|\b(?:{'|'.join(SPELLED)})\b)"
    rf"(?:[\s-]?(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})(?![A-Za-z]))?"
    r"(?P<share>\s?(?:%|per ?cent\b|percentage points?\b|pct\b))?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ONLY_A_WORD = frozenset({"one", "zero"})
"""Spelled so, they are more often no number ("no one", "zero-sum")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as printed, and what it is worth: its currency, its value, and whether it is per cent."""

    printed: str
    worth: tuple[str, Decimal, bool]


def read(text: str) -> Iterator[Amount]:
    """The numbers of a text, in digits or spelled out, from left to right."""
    folded = unicodedata.normalize("NFKC", text)
    for match in _NUMBER.finditer(folded):
        number = match["number"].casefold()
        if number in _ONLY_A_WORD and not match["scale"]:
            continue
        money = (match["money"] or "").upper().removeprefix("US")
        worth = (money, value_of(number, match["scale"]), bool(match["share"]))
        yield Amount(printed=match.group().strip(), worth=worth)


def value_of(number: str, scale: str | None) -> Decimal:
    """What a number in digits or in words is worth with the word after it, whatever its case."""
    if (spelled := SPELLED.get(number.casefold())) is not None:
        value = Decimal(spelled)
    elif _GROUPED.fullmatch(number):
        value = Decimal(number.replace(",", ""))
    else:  # a comma between other digits is a decimal mark or separates two numbers: both must read as they stand
        value = Decimal(re.sub(r"[.,](?=.*[.,])", "", number).replace(",", "."))
    return (value * Decimal(10) ** SCALES.get((scale or "").casefold(), 0)).normalize()
