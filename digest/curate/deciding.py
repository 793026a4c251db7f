"""Decisions that the program writes for an editor into the edits of a day, and not one other byte."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from digest.curate.decisions import Decision
from digest.curate.edits import read_decisions
from digest.curate.grammar import name_of
from digest.curate.layout import Item
from digest.curate.policy import read_standing
from digest.curate.splicing import Uneditable, put_in, refused, take_out_at
from digest.errors import RosterFaults, UsageError
from digest.files import verbatim
from digest.model import Editor

_SECTION = "decisions"


def with_decisions(path: Path, items: Sequence[Item], editors: Collection[Editor] = ()) -> str:
    """The text of a file of edits with more decisions at its end; the file may not be there yet.

    Raises RosterFaults where the file has faults, UsageError where one of `items` is no decision, or is by nobody of
    `editors`; DigestError where the file is laid out so that it cannot be changed.
    """
    return _with(path, items, lambda text: read_decisions(path, text, editors))


def with_standing(path: Path, items: Sequence[Item], editors: Collection[Editor] = ()) -> str:
    """The text of `content/desk.yaml` with more standing decisions at its end; otherwise as `with_decisions`."""
    return _with(path, items, lambda text: read_standing(path, text, editors))


def _with(path: Path, items: Sequence[Item], decisions_in: Callable[[str], Sequence[object]]) -> str:
    text = verbatim(path) if path.is_file() else ""
    before = decisions_in(text)
    try:
        changed = put_in(text if _has_section(text) else _begun(text), _SECTION, items)
    except Uneditable as fault:
        raise refused(name_of(path), fault) from None
    try:
        after = decisions_in(changed)
    except RosterFaults as faults:  # they are of what was just typed, and stand in no file
        raise UsageError("\n".join(f"{one.what} ({one.todo})" for one in faults.problems)) from None
    if after[: len(before)] != before or len(after) != len(before) + len(items):
        raise refused(name_of(path), "it would change more than that")
    return changed


def without_decisions(path: Path, text: str, is_gone: Callable[[Decision], bool]) -> tuple[str, int]:
    """The text without the decisions that are gone, and how many they were. Raises as `with_decisions` does."""
    decisions = read_decisions(path, text)
    gone = [number for number, decision in enumerate(decisions) if is_gone(decision)]
    try:
        for number in reversed(gone):
            text = take_out_at(text, _SECTION, number)
    except Uneditable as fault:
        raise refused(name_of(path), fault) from None
    if read_decisions(path, text) != tuple(one for one in decisions if not is_gone(one)):
        raise refused(name_of(path), "it would change more than that")
    return text, len(gone)


def _has_section(text: str) -> bool:
    return any(row.startswith((_SECTION, "{")) for row in text.splitlines())


def _begun(text: str) -> str:
    return f"{text}{_break(text)}{_SECTION}:\n"


def _break(text: str) -> str:
    return "" if not text or text.endswith("\n") else "\n"
