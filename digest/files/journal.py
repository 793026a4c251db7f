"""Files written together: after a crash all of them are old, or all are new.

So a half-written page and record are never taken for an edit. Hashes alone cannot tell a crash from an editor who put
the old text back; the journal knows each file as it was, so a hand that comes in between is kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from digest.files.atomic import read, write


def write_together(texts: Mapping[Path, str], journal: Path) -> bool:
    """Write several files so that either all of them change or none does. True if any did.

    The new texts lie in `journal` while they are being written; `finish` completes what a crash left half done.
    """
    changed = {path: text for path, text in texts.items() if _hash(path) != _hash_of(text)}
    if not changed:
        return False
    root = journal.parent
    rows = {os.path.relpath(path, root): {"was": _hash(path), "text": text} for path, text in changed.items()}
    write(journal, json.dumps(rows, ensure_ascii=False))
    finish(journal)
    return True


def finish(journal: Path) -> bool:
    """Complete a write that a crash interrupted; False if there was none.

    A file that someone changed since then is left alone: their words are merged like any other edit.
    """
    if not journal.is_file():
        return False
    for name, row in json.loads(read(journal)).items():
        path = journal.parent / name
        if _hash(path) == row["was"]:
            write(path, row["text"])
    journal.unlink()
    return True


def _hash(path: Path) -> str:
    """What identifies the bytes of a file; nothing for one that is not there."""
    return blake2b(path.read_bytes(), digest_size=16).hexdigest() if path.is_file() else ""


def _hash_of(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()
