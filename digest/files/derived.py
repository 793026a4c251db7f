"""A derived tree: files that can be made again, brought up to date without touching those that are right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from digest.files import stamps
from digest.files.stamps import Known


class Derived:
    """A tree that is being brought up to date; whatever is neither written nor kept is removed at the end."""

    def __init__(self, tree: Path, kept: Path) -> None:
        self._tree, self._known = tree, Known(tree, kept)
        self._standing = self._known.scan()
        self._wanted: set[str] = set()
        self.changed = 0

    def stands(self, name: str) -> bool:
        """Whether a file is as it was written."""
        return name in self._standing and self._known.is_as_noted(name, self._standing[name])

    def below(self, folder: str) -> tuple[str, ...]:
        """The files that stand below a folder."""
        return tuple(name for name in self._standing if name.startswith(f"{folder}/"))

    def keep(self, names: Iterable[str]) -> None:
        """Leave files as they are."""
        for name in names:
            self._known.hash(name, self._standing[name])
            self._wanted.add(name)

    def write(self, made: Mapping[str, bytes]) -> None:
        """Write files, but not those that hold these bytes already."""
        for name, data in made.items():
            self._wanted.add(name)
            hash_ = stamps.hash_of(data)
            if name in self._standing and self._known.hash(name, self._standing[name]) == hash_:
                continue
            path = self._tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            self._known.wrote(name, hash_)
            self.changed += 1

    def close(self) -> int:
        """Remove the other files, and folders without any; returns how many files changed since the start."""
        folders = set()
        for name in self._standing.keys() - self._wanted:
            (self._tree / name).unlink()
            folders.add((self._tree / name).parent)
            self.changed += 1
        stamps.prune(self._tree, folders)
        self._known.save()
        return self.changed
