"""Files of decisions read: what holds of all of them, whichever decisions they may have."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from digest.curate.document import Document, faults, read
from digest.curate.sentences import problems_of
from digest.curate.words import did_you_mean, one_of, shown
from digest.model import Editor, Problem
from digest.text import clean

Held = TypeVar("Held", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Which keys decide something, which others may stand beside them, and which of those must (one of a group)."""

    kinds: tuple[str, ...]
    beside: dict[str, tuple[str, ...]]
    needs: dict[str, tuple[tuple[str, ...], str]]

    def problems(self, document: Document) -> Iterator[Problem]:
        """Decisions that decide nothing, or more than one thing, or not all of it."""
        listed = document.tree.get("decisions")
        for number, item in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(item, dict):
                yield from self._of_item(document, number, item)

    def _of_item(self, document: Document, number: int, item: dict[str, object]) -> Iterator[Problem]:
        at = ("decisions", number)
        kinds = [key for key in item if key in self.kinds]
        if not kinds:
            todo = "write something like {mute: k3m9x0a1bc, by: anna}"
            yield Problem(place=document.value(*at), what=f"a decision needs {one_of(self.kinds)}", todo=todo)
        for kind in kinds[1:]:
            what = f"{kind} stands beside {kinds[0]} in one decision"
            yield Problem(place=document.key(*at, kind), what=what, todo="write two decisions")
        for key, hosts in self.beside.items():
            if key in item and not set(kinds) & set(hosts):
                what = f"{key} goes with {one_of(hosts)} only"
                yield Problem(place=document.key(*at, key), what=what, todo="remove it")
        for kind in kinds:
            keys, todo = self.needs.get(kind, ((), ""))
            if keys and not set(keys) & item.keys():
                yield Problem(place=document.key(*at, kind), what=f"{kind} has no {one_of(keys)}", todo=todo)
        for key in (*kinds, *self.beside):
            if key in item and item[key] in (None, "", []):
                yield Problem(place=document.value(*at, key), what=f"{key} must not be empty", todo="write what it is")
        merged = item.get("merge")
        if isinstance(merged, list) and len(set(map(str, merged))) == 1:
            todo = "name two lines or more"
            yield Problem(place=document.value(*at, "merge"), what="merge names one line only", todo=todo)


def decisions_of(
    path: Path, model: type[Held], grammar: Grammar, *, editors: Collection[Editor] = (), text: str | None = None
) -> Held:
    """What a file of decisions holds. Raises RosterFaults with every fault."""
    document = read(path, name_of(path), text)
    problems = [*document.problems, *grammar.problems(document), *_strangers(document, editors)]
    try:
        held = model.model_validate(document.tree)
    except ValidationError as error:
        problems += problems_of(error, document, model)
    if problems:
        raise faults(problems, [document])
    return held


def name_of(path: Path) -> str:
    """The file as a newsroom's people know it: days of all months have a `16.edits.yaml`."""
    parts = path.parts
    start = len(parts) - parts[::-1].index("content") - 1 if "content" in parts else -1
    return "/".join(parts[start:])


def _strangers(document: Document, editors: Collection[Editor]) -> Iterator[Problem]:
    """Decisions by people who are no editors of this newsroom."""
    known = [editor.id for editor in editors]
    listed = document.tree.get("decisions")
    for number, item in enumerate(listed if isinstance(listed, list) and known else ()):
        by = item.get("by") if isinstance(item, dict) else None
        if isinstance(by, str) and by and clean(by) not in known:
            todo = did_you_mean(by, known, f"write {one_of(known)}, or add them to editors in feeds.yaml")
            place = document.value("decisions", number, "by")
            yield Problem(place=place, what=f"by is no editor of this newsroom: {shown(by)}", todo=todo)
