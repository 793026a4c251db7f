"""Decisions that two clones wrote into one file, in one file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from merge3 import Merge3

from digest.curate.edits import read_decisions
from digest.curate.policy import read_standing
from digest.errors import RosterFaults


def unite(path: Path, base: str, ours: str, theirs: str) -> str | None:
    """The text of a file of decisions with what both sides wrote since `base`, ours first, every other row as it was.

    None where both sides changed the same decision, or where the rows together would be no decisions.
    """
    rows: list[str] = []
    for group in Merge3(_rows(base), _rows(ours), _rows(theirs)).merge_groups():
        region = _both(*group[1:]) if group[0] == "conflict" else group[1]
        if region is None:
            return None
        rows += region
    text = "".join(rows)
    try:
        (read_decisions if path.name.endswith(".edits.yaml") else read_standing)(path, text)
    except RosterFaults:
        return None
    return text


def _rows(text: str) -> list[str]:
    return [f"{row}\n" for row in text.splitlines()]


def _both(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """The rows of a place that both sides changed, if one of them only added to it; None if they collide."""
    if not base:  # a file that both began has its first rows in common
        same = [row for row, _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))]
        return [*ours, *theirs[len(same) :]]
    if theirs[: len(base)] == base:
        return [*ours, *theirs[len(base) :]]
    if ours[: len(base)] == base:
        return [*theirs, *ours[len(base) :]]
    return None
