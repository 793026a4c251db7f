"""feeds.yaml and the files that it includes, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from digest.curate.document import Document, read
from digest.curate.words import nearest, shown
from digest.errors import RosterFaults
from digest.model import Place, Problem


class Files:
    """The main file and those that it includes, each read once, depth first, with what is wrong with the includes.

    Raises RosterFaults where there is no main file.
    """

    def __init__(self, main: Path, instead: Mapping[str, str]) -> None:
        self._instead = instead
        self.documents: list[Document] = []
        self.problems: list[Problem] = []
        self._newsroom = main.parent.resolve()
        self._above: list[Path] = []
        self._read: set[Path] = set()
        if not main.exists():
            todo = "run the command in the newsroom's folder, or write the file"
            raise RosterFaults((Problem(place=Place(name=main.name), what="does not exist", todo=todo),))
        self._take(self._newsroom / main.name, main.name)

    def _take(self, path: Path, name: str) -> None:
        document = read(path, name, self._instead.get(name))
        self.documents.append(document)
        self._read.add(path)
        self._above.append(path)
        listed = document.tree.get("include")
        for number, target in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(target, str) and target.strip():
                self._include(target.strip(), path, document.value("include", number))
        self._above.pop()

    def _include(self, target: str, by: Path, place: Place) -> None:
        path = _resolved(by.parent, target)
        if refusal := self._refusal(path):
            what, todo = refusal
            self.problems.append(Problem(place=place, what=f"include {shown(target)} {what}", todo=todo))
        elif path:
            self._take(path, path.relative_to(self._newsroom).as_posix())

    def _refusal(self, path: Path | None) -> tuple[str, str] | None:
        """What speaks against including a file, and what to do."""
        if path is None or not path.is_relative_to(self._newsroom):
            return "is not a path inside the newsroom's folder", "write it relative to this file, with /"
        if path in self._above:
            return "leads back to a file that includes it", "remove it"
        if path in self._read:
            return "was included before", "remove one of the two"
        if not path.is_file():
            near = nearest(path.name, tuple(sorted(file.name for file in path.parent.glob("*.y*ml"))))
            return "does not exist", f"did you mean {near} there?" if near else "write the path of a file"
        return None


def _resolved(folder: Path, target: str) -> Path | None:
    """Where a relative path leads, links followed; None if it leads nowhere."""
    if "\\" in target or Path(target).is_absolute():
        return None
    try:
        path = (folder / target).resolve()
        path.is_file()
    except (OSError, RuntimeError, ValueError):
        return None
    return path
