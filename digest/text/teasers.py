"""Teasers: clauses in a row, with the marks between them and at the end, put together and taken apart again.

Whoever takes one apart need not know its language: editors write their own, and a mark of any of them joins two
clauses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """What a language has between the clauses of a teaser, at its end, and for what the teaser leaves out."""

    between: str = "; "
    stop: str = "."
    closing: str = ""


PLAIN = Joints()
ENGLISH = Joints(closing="and much, much more")
CHINESE = Joints(between="；", stop="。", closing="更多内容见正文")

INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
"""An end whose full stop belongs to its last word (the U.S.)."""

_BETWEEN = re.compile(r"(;\s+|；\s*)")
_STOP = re.compile("[.。]$")
_CLOSINGS = {ENGLISH.closing, CHINESE.closing}


def join(clauses: Sequence[str], joints: Joints, *, more: bool) -> str:
    """A teaser of some clauses; `more` promises that there is more than they tell."""
    closing = [joints.closing] if more and joints.closing else []
    return _ended(joints.between.join([*clauses, *closing]), joints.stop)


def clauses_of(teaser: str) -> tuple[str, ...]:
    """What a teaser tells, clause by clause: without its stop, and without the promise of more."""
    return tuple(clause for _, clause in _parted(teaser)[0] if clause not in _CLOSINGS)


def without(teaser: str, unwanted: Callable[[str], bool], told: int) -> str:
    """A teaser without its unwanted clauses, every mark and word of the others as it stood; empty if none is left.

    It promises more only if more lines are `told` than it has clauses.
    """
    parts, stop = _parted(teaser)
    kept = [(mark, clause) for mark, clause in parts if clause in _CLOSINGS or not unwanted(clause)]
    if kept == parts:
        return teaser
    clauses = sum(clause not in _CLOSINGS for _, clause in kept)
    if not clauses:
        return ""
    if told <= clauses:
        kept = [(mark, clause) for mark, clause in kept if clause not in _CLOSINGS]
    (_, first), *rest = kept
    return _ended(first[:1].upper() + first[1:] + "".join(mark + clause for mark, clause in rest), stop)


def first_clause(text: str) -> str:
    """What a teaser, or a headline of several parts, names first, without the stop; empty for an empty one."""
    return next(iter(clauses_of(text)), "")


def _parted(teaser: str) -> tuple[list[tuple[str, str]], str]:
    """The clauses of a teaser, each with the mark before it (the first with none), and the stop after the last."""
    found = _STOP.search(teaser)
    stop = found.group() if found else ""
    pieces = ["", *_BETWEEN.split(teaser if INITIALS.search(teaser) else teaser.removesuffix(stop))]
    return [(mark, clause) for mark, clause in zip(pieces[::2], pieces[1::2], strict=True) if clause], stop


def _ended(text: str, stop: str) -> str:
    return text if stop and text.endswith(stop) else text + stop
