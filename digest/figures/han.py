"""Numbers in the myriads of Chinese, Japanese and Korean: 191万, 1亿2000万, 三百五十万, 数百万, 20余万, 十几万."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

_DIGITS = {char: number for number, chars in enumerate(("零〇", "一", "二两兩", *"三四五六七八九")) for char in chars}
_TENS = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "만": 10**4, "亿": 10**8, "億": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12}
_SCALES = _TENS | _MYRIADS
_SEVERAL = frozenset("数數几幾")
_MORE = frozenset("多余餘")
_POINT = frozenset("点點")


@dataclass(frozen=True, slots=True)
class Myriads:
    """A number as far as it was read: its lowest and highest value, the worth of its last certain digit, and its end.

    `scale` is what a single number was multiplied by, 1 for a sum. `more` tells that 多, 余 or 几 says there is
    something above it; of 数百万 and 两三百万, which are `vague`, the ends differ.
    """

    low: Decimal
    high: Decimal
    unit: Decimal
    end: int
    scale: int = 1
    more: bool = False
    vague: bool = False


def myriads_at(text: str, start: int, number: Decimal | None = None, unit: Decimal | None = None) -> Myriads | None:
    """The number that starts here, or goes on here after digits that are `number` to the `unit`; None for none."""
    if number is not None and unit is not None:
        return _Sum(text, start, number, unit).read()
    for width, low, high, worth in _openings(text, start):
        factor, end = _factor(text, start + width)
        if factor > 1:
            return Myriads(low * factor, high * factor, worth * factor, end, factor, vague=low != high)
    return _Sum(text, start).read()


def _openings(text: str, at: int) -> list[tuple[int, Decimal, Decimal, Decimal]]:
    """What may stand before multipliers without being a sum: how many characters, lowest, highest, unit."""
    first = text[at : at + 1]
    if first in _SEVERAL:
        return [(1, Decimal(2), Decimal(10), Decimal(1))]
    if first == "半":
        return [(1, Decimal("0.5"), Decimal("0.5"), Decimal("0.1"))]
    pair = [_DIGITS.get(char, 0) for char in text[at : at + 2]]
    if len(pair) == 2 and 0 < pair[0] == pair[1] - 1:
        return [(2, Decimal(pair[0]), Decimal(pair[1]), Decimal(1))]
    return []


def _factor(text: str, at: int) -> tuple[int, int]:
    factor = 1
    while text[at : at + 1] in _SCALES:
        factor, at = factor * _SCALES[text[at]], at + 1
    return factor, at


class _Sum:
    """Adds up sections below a myriad: 一亿 + 二千三百万; a digit waits until its multiplier has come."""

    def __init__(self, text: str, at: int, digit: Decimal | None = None, unit: Decimal = Decimal(1)) -> None:
        self._text, self._at, self._digit, self._unit = text, at, digit, unit
        self._total = self._section = Decimal(0)
        self._more = self._multiplied = False
        self._scale, self._parts = 1, 0 if digit is None else 1

    def read(self) -> Myriads | None:
        """All that belongs to the number; None where no multiplier makes it one."""
        while self._step(self._text[self._at : self._at + 1]):
            pass
        if not self._multiplied:
            return None
        whole = self._total + self._section + (self._digit or 0)
        scale = self._scale if self._parts <= 1 else 1
        return Myriads(whole, whole, self._unit, self._at, scale, self._more)

    def _step(self, char: str) -> bool:
        if char in _SCALES:
            return self._multiply(char)
        if self._more:
            return False
        if char in _MORE or (char in _SEVERAL and self._section and self._follows(_MYRIADS)):
            self._more = self._multiplied or self._digit is not None
            self._at += self._more
            return self._more
        if self._digit is not None:
            return False
        return self._han() if char in _DIGITS else char.isascii() and char.isdigit() and self._arabic()

    def _follows(self, chars: dict[str, int]) -> bool:
        return self._text[self._at + 1 : self._at + 2] in chars

    def _multiply(self, char: str) -> bool:
        self._scale *= _SCALES[char]
        unit = self._unit if self._digit is not None or self._section or self._more else Decimal(1)
        if char in _TENS:
            self._section += (1 if self._digit is None else self._digit) * _TENS[char]
            self._unit = (Decimal(1) if self._digit is None else self._unit) * _TENS[char]
        elif self._total and not self._section and self._digit is None:  # 万亿
            self._total, self._unit = self._total * _MYRIADS[char], self._unit * _MYRIADS[char]
        else:
            waiting = self._section + (self._digit or 0)
            self._total += (waiting or 1) * _MYRIADS[char]
            self._unit, self._section = unit * _MYRIADS[char], Decimal(0)
        self._digit, self._multiplied, self._at = None, True, self._at + 1
        return True

    def _han(self) -> bool:
        """One digit, or one with a point and more of them: 一点九一."""
        digits, self._at = str(_DIGITS[self._text[self._at]]), self._at + 1
        fraction = ""
        if self._text[self._at : self._at + 1] in _POINT:
            fraction = "".join(takewhile(_DIGITS.__contains__, self._text[self._at + 1 :]))
            self._at += len(fraction) + 1 if fraction else 0
        shown = "".join(str(_DIGITS[char]) for char in fraction)
        if digits == "0" and not fraction:  # 一亿零三百万: a place held
            return True
        self._parts += 1
        self._digit, self._unit = Decimal(f"{digits}.{shown or 0}"), Decimal(1).scaleb(-len(fraction))
        return True

    def _arabic(self) -> bool:
        """Digits after a myriad, with a multiplier of their own: the 2000 of 1亿2000万."""
        plain = "".join(takewhile("0123456789".__contains__, self._text[self._at :]))
        if not self._multiplied or self._text[self._at + len(plain) : self._at + len(plain) + 1] not in _SCALES:
            return False
        self._parts += 1
        self._digit, self._unit = Decimal(plain), Decimal(10) ** (len(plain) - len(plain.rstrip("0")))
        self._at += len(plain)
        return True
