"""Figures in words: as their sources print them, and ours with no more digits than are certain."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import inf

from babel.numbers import format_decimal

from digest.figures.intervals import Span
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


def count(number: int) -> str:
    """A whole number in English: 800,000, 1.91 million, 15 million, all of its digits."""
    for worth, word in ((10**9, " billion"), (10**6, " million")):
        if number >= worth and number % (worth // 1000) == 0:
            return f"{format_decimal(Decimal(number) / worth, locale='en')}{word}"
    return str(format_decimal(number, locale="en"))


def amount(span: Span) -> str:
    """A number of which the span is known: "about 15 million", "at least 23,000", "512"; empty where it says little.

    What is said holds for every number of the span, by the rule by which `numerals` reads it: "about" reaches one
    step of the digits shown either way, half a step where one digit is shown; and here never more than a tenth.
    """
    if span.low == span.high and span.low < 10**DIGITS:
        return count(span.low)
    if span.high != inf:
        for number, reach in _roundings((span.low + span.high) / 2):
            if number - reach <= span.low and span.high <= number + reach:
                return f"about {count(number)}"
    # A floor far below the ceiling would mislead more than it tells.
    floor = _floor(span.low)
    return f"at least {count(floor)}" if floor and (span.high == inf or floor * 4 >= span.high) else ""


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
