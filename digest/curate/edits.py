"""The edits of a day: what editors decided for one brief, as its `edits.yaml` says."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from digest.curate.decisions import OF_DAY, Decision, Decisions
from digest.curate.grammar import decisions_of
from digest.curate.resolving import edits_of
from digest.model import Editor, Edits


def load_edits(path: Path, editors: Collection[Editor] = ()) -> Edits:
    """Read the decisions on one brief, such as `16.edits.yaml`; a file that is not there holds none.

    Later decisions win over earlier ones on the same thing. Where `editors` are given, each decision must be by one
    of them. Raises RosterFaults with every fault of the file.
    """
    if not path.exists():
        return Edits()
    return edits_of(decisions_of(path, Decisions, OF_DAY, editors=editors).decisions)


def read_edits(path: Path, text: str, editors: Collection[Editor] = ()) -> Edits:
    """The decisions as `load_edits` would read them if the file held `text`."""
    return edits_of(read_decisions(path, text, editors))


def read_decisions(path: Path, text: str, editors: Collection[Editor] = ()) -> tuple[Decision, ...]:
    """The decisions one by one, if the file held `text`. Raises RosterFaults with every fault."""
    return tuple(decisions_of(path, Decisions, OF_DAY, editors=editors, text=text).decisions)
