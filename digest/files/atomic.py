"""Files read, and written whole or not at all; lines added at their end in one write."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from digest.errors import FileFault

_PART = ".part"
"""How the name of a file ends that is being written."""


def read(path: Path) -> str:
    """The text of a file, each of its lines ended by "\\n"; FileFault where it cannot be read or is not UTF-8."""
    return verbatim(path).replace("\r\n", "\n").replace("\r", "\n")


def verbatim(path: Path) -> str:
    """The text of a file, which written again gives the same bytes; FileFault as of `read`."""
    try:
        data = path.read_bytes()
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        row = data.count(b"\n", 0, fault.start) + 1
        raise FileFault(f"{path}:{row} is not UTF-8 (save it as UTF-8)") from None
    except OSError as fault:
        raise FileFault(f"{path} cannot be read: {fault.strerror} (check the file and its rights)") from None


def write(path: Path, text: str | bytes, mode: int | None = None) -> bool:
    """Write a file whole: to a temporary neighbour, synced, then renamed. False if it already held these bytes.

    `mode` says who may read it, from its first byte on; without one a file keeps what it had, and a new one may be
    read by all.
    """
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
        Path(name).chmod(mode or _mode_of(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644


def sweep(folder: Path) -> int:
    """Remove what a killed process was just writing below a folder, beside files that are whole; gives how many."""
    parts = list(folder.rglob(f".*{_PART}"))
    for part in parts:
        part.unlink(missing_ok=True)
    return len(parts)


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
    whole = not path.is_file() or ending(path, 1) in {b"", b"\n"}
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
