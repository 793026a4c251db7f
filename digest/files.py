"""Files: whole or not at all. Where a newsroom keeps what, and what the package ships."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


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
    def record(self) -> Path:
        return self.content / "record"

    @property
    def accounts(self) -> Path:
        return self.content / "accounts"

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
    def journal(self) -> Path:
        return self.work / "pending.json"

    @property
    def docs(self) -> Path:
        return self.work / "docs"

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
    package = Path(__file__).parent
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


def write(path: Path, text: str | bytes) -> bool:
    """Write a file whole: to a temporary neighbour, synced, then renamed. False if it already held these bytes."""
    data = text.encode() if isinstance(text, str) else text
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
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


def write_together(texts: Mapping[Path, str], journal: Path) -> bool:
    """Write several files so that either all of them change or none does. True if any did.

    The new texts lie in `journal` while they are being written; `finish` completes what a crash left half done.
    """
    changed = {path: text for path, text in texts.items() if not path.is_file() or path.read_text("utf-8") != text}
    if not changed:
        return False
    write(journal, json.dumps({str(path): text for path, text in changed.items()}, ensure_ascii=False))
    finish(journal)
    return True


def finish(journal: Path) -> bool:
    """Complete a write that a crash interrupted; False if there was none."""
    if not journal.is_file():
        return False
    for path, text in json.loads(journal.read_text("utf-8")).items():
        write(Path(path), text)
    journal.unlink()
    return True


def append(path: Path, text: str) -> None:
    """Add whole lines to the end of a file in one write."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def mirror(tree: Path, wanted: Mapping[str, bytes]) -> int:
    """Make `tree` hold exactly these files; those that already do are not touched. Returns how many changed.

    This is for derived trees that can be made again, so files are written without syncing each one.
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
