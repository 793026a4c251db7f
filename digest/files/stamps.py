"""Stamps: which bytes a file holds, known without reading it while its size, its times and its inode are the same.

The time of the last change of an inode (`st_ctime`) is among them: nobody can set it, so neither a time put back by
hand nor a copy that keeps times hides a change. A file that was written at the very moment at which it was looked at is
read again next time, because a second change within the same tick of the clock would not show.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from hashlib import blake2b
from pathlib import Path

from digest.files.kept import keep, kept

Stamp = tuple[int, int, int, int]
"""Size, time of change of the bytes and of the inode (nanoseconds), inode."""

_TICK = 20_000_000
_COARSE = 2_000_000_000
_FORMAT = "stamps 1"


def stamp(path: Path | os.DirEntry[str]) -> Stamp:
    """The stamp of a file; OSError if there is none."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def scan(tree: Path, *, without: Collection[str] = ()) -> dict[str, Stamp]:
    """The stamps of all files below a folder, by their paths with forward slashes, sorted.

    `without` names files and folders directly in it that are passed over. A link counts as the file it leads to.
    """
    found: dict[str, Stamp] = {}
    folders = [("", str(tree))] if tree.is_dir() else []
    while folders:
        name, folder = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if not name and entry.name in without:
                    continue
                if entry.is_dir():
                    folders.append((f"{name}{entry.name}/", entry.path))
                elif entry.is_file():
                    found[name + entry.name] = stamp(entry)
    return dict(sorted(found.items()))


def hash_of(data: bytes) -> str:
    """What identifies bytes."""
    return blake2b(data, digest_size=16).hexdigest()


class Known:
    """The hashes of the files below `tree` as of the last look, kept at a place that can be deleted at any time."""

    def __init__(self, tree: Path, place: Path) -> None:
        self.tree, self._place = tree, place
        self._rows: dict[str, tuple[Stamp, str]] = kept(place, _FORMAT) or {}
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_suffix(".now").touch()
        self._began = stamp(place.with_suffix(".now"))[1]
        self._fresh: dict[str, tuple[Stamp, str]] = {}
        self._own: set[str] = set()

    def hash(self, name: str, found: Stamp) -> str:
        """The hash of a file's bytes; they are read where its stamp is not the one that is known."""
        row = self._rows.get(name)
        if row and row[0] == found:
            self._fresh[name] = row
            return row[1]
        return self.note(name, found, hash_of((self.tree / name).read_bytes()))

    def note(self, name: str, found: Stamp, hash_: str) -> str:
        """Keep what is known of a file."""
        self._fresh[name] = found, hash_
        return hash_

    def wrote(self, name: str, hash_: str) -> None:
        """Keep what this program has just written into a tree of its own, into which nobody else writes."""
        self.note(name, stamp(self.tree / name), hash_)
        self._own.add(name)

    def scan(self) -> dict[str, Stamp]:
        """The stamps of all files of the tree; of those that are as they were noted last, the very same objects."""
        standing = scan(self.tree)
        for name, (known, _) in self._rows.items():
            if standing.get(name) == known:
                standing[name] = known
        return standing

    def is_as_noted(self, name: str, found: Stamp) -> bool:
        """Whether a file still is what it was when it was noted last, before this look or in it."""
        row = self._fresh.get(name) or self._rows.get(name)
        return row is not None and row[0] == found

    def stands(self) -> bool:
        """Whether the tree holds the files that were noted last, each as it was, and no other."""
        return scan(self.tree) == {name: row[0] for name, row in self._rows.items()}

    @property
    def name(self) -> str:
        """What identifies all that was noted last."""
        return hash_of(self._place.read_bytes()) if self._place.is_file() else ""

    def save(self) -> None:
        """Keep what was noted in this look, and nothing else."""
        rows = {
            name: row
            for name, row in self._fresh.items()
            if name in self._own or self._rows.get(name) == row or self._settled(row[0])
        }
        if rows != self._rows:
            keep(self._place, _FORMAT, rows)
        self._rows = rows

    def _settled(self, found: Stamp) -> bool:
        newest = max(found[1], found[2])
        return newest + (_TICK if newest % 1_000_000_000 else _COARSE) < self._began


def prune(tree: Path, folders: Iterable[Path]) -> None:
    """Remove folders of a tree that hold nothing any more, and those above them that then hold nothing."""
    for folder in sorted(folders, reverse=True):
        empty = folder
        while empty != tree and empty.is_dir() and not any(empty.iterdir()):
            empty.rmdir()
            empty = empty.parent
