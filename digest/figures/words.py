"""Figures in words: as their sources print them, and ours with no more digits than are certain."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import inf

from babel.numbers import format_decimal

from digest.figures.intervals import Span
from digest.figures.phrases import ENGLISH, Phrases
from digest.model import Observation, Precision

DIGITS = 3
"""So many digits of a number of ours are shown at most."""


def in_words(observation: Observation, locale: str = "en") -> str:
    """The figure as its source prints it, or written out in the reader's locale."""
    if observation.precision is Precision.UNDISCLOSED:
        return "not disclosed"
    if observation.printed and not observation.printed.isdigit():
        return observation.printed
    number = observation.value if observation.value is not None else observation.low
    return str(format_decimal(number, locale=locale)) if number is not None else observation.printed


def count(number: int, say: Phrases = ENGLISH) -> str:
    """A whole number in a language: 800,000, 1.91 million, 15 million, 80万, all of its digits."""
    for worth, word in say.scales:
        if number >= worth and number % (worth // 1000) == 0:
            return f"{format_decimal(Decimal(number) / worth, locale=say.locale)}{word}"
    return str(format_decimal(number, locale=say.locale))


def amount(span: Span, say: Phrases = ENGLISH) -> str:
    """A number of which the span is known: "about 15 million", "at least 23,000", "512"; empty where it says little.

    What is said holds for every number of the span, by the rule by which `numerals` reads it: "about" reaches one
    step of the digits shown either way, half a step where one digit is shown; and here never more than a tenth.
    """
    if span.low == span.high and span.low < 10**DIGITS:
        return count(span.low, say)
    if span.high != inf:
        for number, reach in _roundings((span.low + span.high) / 2):
            if number - reach <= span.low and span.high <= number + reach:
                return say.about.format(number=count(number, say))
    # A floor far below the ceiling would mislead more than it tells.
    floor = _floor(span.low)
    tells = floor and (span.high == inf or floor * 4 >= span.high)
    return say.least.format(number=count(floor, say)) if tells else ""


def _roundings(number: float) -> Iterator[tuple[int, float]]:
    """The number with fewer and fewer digits, and how far "about" reaches around each."""
    step = 10 ** max(0, len(str(int(number))) - DIGITS)
    while step <= number * 2:
        rounded = int(number / step + 0.5) * step
        if rounded:
            yield rounded, min(rounded / 10, step if rounded >= 10 * step else step / 2)
        step *= 10


def _floor(number: int) -> int:
    step: int = 10 ** max(0, len(str(number)) - 2)
    return number // step * step
