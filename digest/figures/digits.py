"""Digits with points, commas, spaces and apostrophes between them: which number they can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_BODY = re.compile(r"\d{1,3}(?: \d{3})+(?![\d ]*\d)(?:[.,]\d+)?|\d+(?:[.,'٬٫]\d+)*")
_WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_GROUPS_ONLY = " '٬"


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that digits can be, and the worth of its last certain digit.

    Zeros at the end of a whole number may be rounding, so they are not certain; those after a point are.
    """

    number: Decimal
    unit: Decimal


def digits_at(text: str, start: int) -> str:
    """The longest run of digits and what groups them that starts here; empty where there is none."""
    found = _BODY.match(text, start)
    return found.group() if found else ""


def readings(body: str, decimal: str = "") -> tuple[Reading, ...]:
    """What digits can mean where `decimal` is the locale's point; two readings where the locale is needed but unknown.

    `1.234.567`, `12,34,567`, `12 345,6` and `1,91` can be read by anyone; `714.568` cannot. Nothing is read from
    groups of the wrong size.
    """
    marks = [mark for mark in body if not mark.isdigit()]
    if not marks:
        return () if len(body) > 1 and body.startswith("0") else (_whole(body),)
    last, others = marks[-1], set(marks[:-1])
    if last in _GROUPS_ONLY:
        return _grouped(body, last) if others <= {last} else ()
    head, tail = body.rsplit(last, 1)
    if last == "٫" or (others and others != {last}):
        plain = _groups(head, others.pop()) if len(others) == 1 else head if head.isdigit() else ""
        return (_broken(plain, tail),) if plain else ()
    if others:
        return _grouped(body, last)
    return _one_mark(head, last, tail, decimal)


def _one_mark(head: str, mark: str, tail: str, decimal: str) -> tuple[Reading, ...]:
    if len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return (_broken(head, tail),)
    if decimal:
        return (_broken(head, tail) if mark == decimal else _whole(head + tail),)
    return (_whole(head + tail), _broken(head, tail))


def _grouped(body: str, mark: str) -> tuple[Reading, ...]:
    plain = _groups(body, mark)
    return (_whole(plain),) if plain else ()


def _groups(body: str, mark: str) -> str:
    """The digits of a grouped number; empty where the groups are none (a date, a version)."""
    commas = body.replace(mark, ",")
    return commas.replace(",", "") if _WESTERN.fullmatch(commas) or _INDIAN.fullmatch(commas) else ""


def _whole(plain: str) -> Reading:
    number = Decimal(plain)
    zeros = len(plain) - len(plain.rstrip("0")) if number else 0
    return Reading(number, Decimal(10) ** zeros)


def _broken(head: str, tail: str) -> Reading:
    return Reading(Decimal(f"{head}.{tail}"), Decimal(1).scaleb(-len(tail)))
