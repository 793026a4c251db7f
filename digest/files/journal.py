"""Files written together: after a crash all of them are old, or all are new.

So a half-written page and record are never taken for an edit. Hashes alone cannot tell a crash from an editor who put
the old text back; the journal knows each file as it was, so a hand that comes in between is kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from digest.errors import FileFault
from digest.files.atomic import read, write


@dataclass(frozen=True, slots=True)
class Journal:
    """Where what is being written lies until all of it is, and the tree below which all of it belongs.

    The file may have come with somebody's newsroom: what it names elsewhere is never written.
    """

    path: Path
    tree: Path


@dataclass(frozen=True, slots=True)
class _Pending:
    """A file that is to be written: the hash of what it was, and its new text."""

    path: Path
    was: str
    text: str


def write_together(texts: Mapping[Path, str], journal: Journal) -> bool:
    """Write several files so that either all of them change or none does. True if any did.

    The new texts lie in the journal while they are being written; `finish` completes what a crash left half done.
    FileFault for a file outside of the journal's tree.
    """
    changed = {path: text for path, text in texts.items() if _hash(path) != _hash_of(text)}
    if not changed:
        return False
    for path in changed:
        if not _belongs(path, journal):
            raise FileFault(f"{path} leads out of {journal.tree} (put a folder in the place of the link)")
    rows = {os.path.relpath(path, journal.tree): {"was": _hash(path), "text": text} for path, text in changed.items()}
    write(journal.path, json.dumps(rows, ensure_ascii=False))
    finish(journal)
    return True


def finish(journal: Journal) -> bool:
    """Complete a write that a crash interrupted; False if there was none.

    A file that someone changed since then is left alone: their words are merged like any other edit. FileFault, and
    nothing is written, where the journal is damaged or names a file outside of its tree.
    """
    if not journal.path.is_file():
        return False
    for one in _pending(journal):
        if _hash(one.path) == one.was:
            write(one.path, one.text)
    journal.path.unlink()
    return True


def _pending(journal: Journal) -> tuple[_Pending, ...]:
    try:
        rows = json.loads(read(journal.path))
        found = tuple(_Pending(journal.tree / name, str(row["was"]), str(row["text"])) for name, row in rows.items())
        stray = [one.path for one in found if not _belongs(one.path, journal)]
    except (ValueError, TypeError, KeyError, AttributeError, OSError):
        raise FileFault(f"{journal.path} is damaged (delete it, and look at content/ before the next run)") from None
    if stray:
        raise FileFault(f"{journal.path} names {stray[0]}, outside of {journal.tree} (delete it: no run wrote that)")
    return found


def _belongs(path: Path, journal: Journal) -> bool:
    """Whether a file lies below the journal's tree, whatever links lead to it."""
    return path.resolve().is_relative_to(journal.tree.resolve())


def _hash(path: Path) -> str:
    """What identifies the bytes of a file; nothing for one that is not there."""
    return blake2b(path.read_bytes(), digest_size=16).hexdigest() if path.is_file() else ""


def _hash_of(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()
