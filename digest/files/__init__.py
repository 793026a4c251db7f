"""Files: whole or not at all. Where a newsroom keeps what, and what the package ships.

Page and record are written together through a journal (`write_together`): after a crash both are old or both are new,
so a half-written pair is never taken for an edit. Hashes alone cannot tell a crash from an editor who put the old text
back; the journal knows each file as it was, so a hand that comes in between is kept.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from digest.errors import FileFault

_PART = ".part"
"""How the name of a file ends that is being written."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The places of one newsroom, all below `root`."""

    root: Path

    @property
    def roster(self) -> Path:
        return self.root / "feeds.yaml"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def briefs(self) -> Path:
        return self.content / "briefs"

    @property
    def policy(self) -> Path:
        return self.content / "desk.yaml"

    @property
    def record(self) -> Path:
        return self.content / "record"

    @property
    def accounts(self) -> Path:
        return self.content / "accounts"

    @property
    def letters(self) -> Path:
        return self.content / "letters"

    @property
    def articles(self) -> Path:
        return self.content / "articles"

    @property
    def reads(self) -> Path:
        return self.content / "reads.csv"

    @property
    def status(self) -> Path:
        return self.content / "status.json"

    @property
    def templates(self) -> Path:
        return self.root / "site_templates"

    @property
    def work(self) -> Path:
        return self.root / ".digest"

    @property
    def store(self) -> Path:
        return self.work / "wire.db"

    @property
    def lock(self) -> Path:
        return self.work / "lock"

    @property
    def holder(self) -> Path:
        return self.work / "holder.json"

    @property
    def journal(self) -> Path:
        return self.work / "pending.json"

    @property
    def docs(self) -> Path:
        return self.work / "docs"

    @property
    def outlines(self) -> Path:
        """The briefs as they were parsed, whole and in outline."""
        return self.work / "outlines"

    @property
    def leaves(self) -> Path:
        """What the files of `docs` were made from."""
        return self.work / "leaves.pickle"

    @property
    def known(self) -> Path:
        """What the files of `docs` hold, as of the last look."""
        return self.work / "docs.json"

    @property
    def sources(self) -> Path:
        """What the files of `content` hold, as of the last look."""
        return self.work / "content.json"

    @property
    def built(self) -> Path:
        """What the last build of the pages came to."""
        return self.work / "built.pickle"

    @property
    def theme(self) -> Path:
        return self.work / "theme"

    @property
    def site(self) -> Path:
        return self.root / "site"


def shipped() -> Path:
    """The newsroom that the package carries: mkdocs.yml, feeds.yaml, site_templates/, content/.

    In a wheel it lies inside the package; in a checkout the repository itself is that newsroom.
    """
    package = Path(__file__).parent.parent
    inside = package / "newsroom"
    return inside if inside.is_dir() else package.parent


def day_path(day: date, *, month: bool = False) -> str:
    """`2015/04/16`, or `2016/12` for what is known to the month only."""
    return f"{day:%Y/%m}" if month else f"{day:%Y/%m/%d}"


def day_of(path: Path) -> date | None:
    """The day of a file below a shelf, `2015/04/16.edits.yaml`; None for anything else."""
    try:
        return date.fromisoformat("-".join((*path.parent.parts, path.name.partition(".")[0])))
    except ValueError:
        return None


def read(path: Path) -> str:
    """The text of a file; FileFault where it cannot be read or is not UTF-8."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as fault:
        row = path.read_bytes().count(b"\n", 0, fault.start) + 1
        raise FileFault(f"{path}:{row} is not UTF-8 (save it as UTF-8)") from None
    except OSError as fault:
        raise FileFault(f"{path} cannot be read: {fault.strerror} (check the file and its rights)") from None


def write(path: Path, text: str | bytes) -> bool:
    """Write a file whole: to a temporary neighbour, synced, then renamed. False if it already held these bytes."""
    data = text.encode() if isinstance(text, str) else text
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def sweep(folder: Path) -> int:
    """Remove what a killed process was just writing below a folder, beside files that are whole; gives how many."""
    parts = list(folder.rglob(f".*{_PART}"))
    for part in parts:
        part.unlink(missing_ok=True)
    return len(parts)


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


def ending(path: Path, length: int) -> bytes:
    """The last bytes of a file, `length` at most; none if it cannot be read."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - length))
            return file.read()
    except OSError:
        return b""


def append(path: Path, text: str) -> None:
    """Add whole lines to the end of a file in one write, on a line of their own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = not path.is_file() or path.read_bytes()[-1:] in {b"", b"\n"}
    with path.open("a", encoding="utf-8") as file:
        file.write(text if whole else f"\n{text}")
        file.flush()
        os.fsync(file.fileno())


def mirror(tree: Path, wanted: Mapping[str, bytes]) -> int:
    """Make `tree` hold exactly these files; those that already hold these bytes are not touched.

    Returns how many changed. This is for derived trees that can be made again, so files are written without syncing
    each one.
    """
    changed = 0
    for path in sorted(tree.rglob("*"), reverse=True) if tree.is_dir() else ():
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(tree).as_posix() not in wanted:
            path.unlink()
            changed += 1
    for relative, data in wanted.items():
        path = tree / relative
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            changed += 1
    return changed
