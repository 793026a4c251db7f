"""feeds.yaml and the files it includes, as a Roster."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from digest.curate.checks import problems_between
from digest.curate.document import Document, faults
from digest.curate.includes import Files
from digest.curate.keys import File, Keys, Part
from digest.curate.sentences import problems_of
from digest.curate.values import roster_of
from digest.model import Place, Problem, Roster

_Read = TypeVar("_Read", bound=Keys)


def load(path: Path, instead: Mapping[str, str] | None = None) -> Roster:
    """Read feeds.yaml and what it includes.

    References lead to present ids: a feed that names its outlet by a former id gets the present one. `instead` has
    texts to read in the stead of files, by their names in faults: what the roster would be. Raises RosterFaults with
    every fault of every file, in the order of the files and their lines.
    """
    files = Files(path, instead or {})
    documents, problems = files.documents, files.problems
    problems += [problem for document in documents for problem in document.problems]
    file = _read(File, documents[0], problems)
    parts = [_read(Part, document, problems) for document in documents[1:]]
    problems += problems_between(documents)
    if problems or file is None:
        raise faults(problems, documents)
    return roster_of(file, [file, *(part for part in parts if part)])


def documents_of(path: Path) -> tuple[Document, ...]:
    """feeds.yaml and what it includes, as they stand: the main file first."""
    return tuple(Files(path, {}).documents)


def place_of(path: Path, *keys: str) -> Place:
    """Where feeds.yaml has the value under these keys, for faults that only the world shows."""
    return Files(path, {}).documents[0].value(*keys)


def _read(model: type[_Read], document: Document, problems: list[Problem]) -> _Read | None:
    """The document as its keys; faults go to `problems`."""
    if not document.whole:
        return None
    try:
        return model.model_validate(document.tree)
    except ValidationError as error:
        problems += problems_of(error, document, model)
        return None
