"""The number proper, without its hedges: digits with a scale, numbers in words, parts of a scale, numbers not named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from digest.figures.digits import Reading, digits_at, readings
from digest.figures.han import Myriads, myriads_at
from digest.figures.hedges import OPEN, PARTS, SEVERAL, WORDS
from digest.figures.lookup import Lookup
from digest.figures.scales import Scales

_OPEN, _PARTS, _SEVERAL, _WORDS = Lookup(OPEN), Lookup(PARTS), Lookup(SEVERAL), Lookup(WORDS)
_NO_NUMBER_AFTER = frozenset("@#_/.-$€£¥￥&")
_JOINED_BY = frozenset("-:")
_SHARES = ("%", "‰", "percent", "per cent", "pct", "个百分点", "個百分點", "°", "倍")
_HALF = {"½": ("0.5", "0.1"), "¼": ("0.25", "0.05"), "¾": ("0.75", "0.05")}


@dataclass(frozen=True, slots=True)
class Core:
    """A number from `low` to `high` (one value, unless it is not named; None where nothing bounds it), until `end`.

    `unit` is the worth of its last certain digit, `scale` what a word multiplied it by. `soft` are "half a million"
    and 百万, which name a number without claiming its digits; `more` says that there is something above it.
    """

    low: Decimal
    high: Decimal | None
    unit: Decimal
    end: int
    scale: int = 1
    soft: bool = False
    more: bool = False

    @property
    def named(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Doubt:
    """A span that looks like a number and cannot be read for one: why."""

    why: str
    end: int


def core_at(text: str, at: int, scales: Scales) -> Core | Doubt | None:
    """What number starts here; None for none (also a share, an amount of money, a year-month, a handle, an ordinal)."""
    found = _digits(text, at, scales) if _is_digit(text, at) else _words(text, at, scales)
    if not isinstance(found, Core):
        return found
    after = found.end
    while text.startswith(" ", after):
        after += 1
    if text.startswith(_SHARES, after) or _runs_on(text, found.end):
        return None
    return found


def _is_digit(text: str, at: int) -> bool:
    return text[at : at + 1].isascii() and text[at : at + 1].isdigit()


def _runs_on(text: str, end: int) -> bool:
    """Whether what follows belongs to the same word: `21st`, `2014-04`, `10:30`, `3.`4."""
    after, then = text[end : end + 1], text[end + 1 : end + 2]
    if after.isascii() and (after.isalpha() or after.isdigit() or after == "_"):
        return text[end - 1].isascii()
    return after in {":", "/", ".", ","} and then.isascii() and then.isdigit()


def _inside(text: str, at: int) -> bool:
    """Whether digits here go on with what stands before them: a handle, an amount of money, a time, `COVID-19`."""
    before, first = text[max(0, at - 1) : at], text[max(0, at - 2) : at - 1] if at > 1 else ""
    if before in _JOINED_BY and first.isascii() and first.isdigit():
        return before == ":"
    return before != "" and (before in _NO_NUMBER_AFTER or (before.isascii() and before.isalnum()))


def _digits(text: str, at: int, scales: Scales) -> Core | Doubt | None:
    if _inside(text, at):
        return None
    body = digits_at(text, at)
    end = at + len(body)
    found = readings(body, scales.decimal)
    if part := _HALF.get(text[end : end + 1]):
        half = Reading(Decimal(body) + Decimal(part[0]), Decimal(part[1])) if body.isdigit() else None
        return _scaled(text, end + 1, (half,) if half else (), scales)
    return _scaled(text, end, found, scales)


def _scaled(text: str, end: int, found: tuple[Reading, ...], scales: Scales) -> Core | Doubt | None:
    if not found:
        return Doubt("is grouped like no number", end)
    if len(found) > 1:
        return Doubt(f"is {found[0].number:,} or {found[1].number}, as the language has it", end)
    (reading,) = found
    for gap in (0, 1) if text[end : end + 1] == " " else (0,):
        if multiplied := _multiplied(text, end + gap, reading, scales):
            return multiplied
    return Core(reading.number, reading.number, reading.unit, end)


def _multiplied(text: str, at: int, reading: Reading, scales: Scales) -> Core | Doubt | None:
    """A number with the scale that stands here."""
    if myriads := myriads_at(text, at, reading.number, reading.unit):
        return _of_myriads(myriads)
    if more := _more(text, at, reading):
        return more
    key, factor = scales.after.at(text, at)
    unsure, meanings = scales.unsure.at(text, at)
    if meanings is not None and len(unsure) >= len(key):
        said = f"has {unsure}, which is {meanings[0]:,} or {meanings[-1]:,}, as the language has it"
        return Doubt(said, at + len(unsure))
    return None if factor is None else _times(reading.number, reading.unit, factor, at + len(key))


def _more(text: str, at: int, reading: Reading) -> Core | None:
    """5000多: digits without a myriad, and something above them."""
    if text[at : at + 1] in {"多", "余", "餘"}:
        return Core(reading.number, reading.number, reading.unit, at + 1, more=True)
    return None


def _words(text: str, at: int, scales: Scales) -> Core | Doubt | None:
    before = text[at - 1 : at] if at else ""
    if text[at : at + 1] in _HALF:
        number, unit = _HALF[text[at]]
        return _scaled(text, at + 1, (Reading(Decimal(number), Decimal(unit)),), scales)
    if myriads := myriads_at(text, at):
        return _of_myriads(myriads)
    if not text[at : at + 1].isalpha() or before.isalnum():
        return None
    return (
        _part(text, at, scales)
        or _several(text, at, scales)
        or _open(text, at)
        or _word(text, at, scales)
        or _prefixed(text, at, scales)
    )


def _of_myriads(found: Myriads) -> Core:
    high = found.high - 1 if found.vague else found.high
    return Core(found.low, high, found.unit, found.end, found.scale, more=found.more)


def _part(text: str, at: int, scales: Scales) -> Core | None:
    phrase, part = _PARTS.at(text, at)
    if part is None:
        return None
    key, factor = scales.after.at(text, _after_space(text, at + len(phrase)))
    if factor is None:
        return None
    return _times(*part, factor, _after_space(text, at + len(phrase)) + len(key), soft=True)


def _several(text: str, at: int, scales: Scales) -> Core | None:
    phrase, ends = _SEVERAL.at(text, at)
    if ends is None:
        return None
    start = _after_space(text, at + len(phrase))
    key, factor = scales.after.at(text, start)
    if factor is None:
        return None
    high = Decimal((ends[1] + 1) * factor - 1)
    return Core(Decimal(ends[0] * factor), high, Decimal(factor), start + len(key), factor)


def _open(text: str, at: int) -> Core | None:
    phrase, low = _OPEN.at(text, at)
    return None if low is None else Core(Decimal(low), None, Decimal(low), at + len(phrase))


def _word(text: str, at: int, scales: Scales) -> Core | None:
    word, number = _WORDS.at(text, at)
    if number is None or text[at + len(word) : at + len(word) + 1] not in {" ", "-"}:
        return None
    key, factor = scales.after.at(text, at + len(word) + 1)
    if factor is None or len(key) < 4:
        return None
    unit = Decimal(10 if number and number % 10 == 0 else 1)
    return _times(Decimal(number), unit, factor, at + len(word) + 1 + len(key))


def _prefixed(text: str, at: int, scales: Scales) -> Core | None:
    key, factor = scales.before.at(text, at)
    start = _after_space(text, at + len(key))
    if factor is None or not _is_digit(text, start):
        return None
    body = digits_at(text, start)
    found = readings(body, scales.decimal)
    return _times(found[0].number, found[0].unit, factor, start + len(body)) if len(found) == 1 else None


def _times(number: Decimal, unit: Decimal, factor: int, end: int, *, soft: bool = False) -> Core:
    return Core(number * factor, number * factor, unit * factor, end, factor, soft)


def _after_space(text: str, at: int) -> int:
    return at + (text[at : at + 1] == " ")
