"""Who has had which edition: a file that only grows, read back after whatever happened.

A line is an edition, a hash that names its recipient to nobody else, what became of it, and when:

    2026-11-20 k3m9x0a1bcd2e4f5 sending 2026-11-20T06:05:01Z
    2026-11-20 k3m9x0a1bcd2e4f5 sent 2026-11-20T06:05:01Z

`sending` is on the disk before the server gets the end of the message, and `sent` after it said that it has it. A
server that did not get the end must not deliver anything (RFC 5321, section 4.1.1.4), so a copy whose last line says
`sending` is the one case in which nobody can know: the program or the connection ended within that one exchange.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from digest.errors import Busy, FileFault
from digest.text import digest_of

What = Literal["sending", "sent", "refused", "later"]
"""What became of a message: `refused` is for good, `later` leaves it to be sent."""


class Ledger:
    """The open file. Each note is on the disk when `note` returns."""

    def __init__(self, file: FileIO, series: str) -> None:
        self._file, self._series = file, series
        self._known, self._torn = _read(Path(file.name))

    def fate(self, day: date, recipient: str) -> str:
        """What became of an edition's copy for a recipient; nothing where it was never begun."""
        return self._known.get((str(day), self._name(recipient)), "")

    def note(self, day: date, recipient: str, what: What, now: datetime) -> None:
        """Write down what became of a copy. FileFault where that cannot be done."""
        name = self._name(recipient)
        row = f"{day} {name} {what} {now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}\n"
        try:
            self._file.write(f"{self._torn}{row}".encode())
            os.fsync(self._file.fileno())
        except OSError as fault:
            raise _unwritable(self._file.name, fault) from None
        self._torn = ""
        self._known[str(day), name] = what

    def _name(self, recipient: str) -> str:
        return digest_of("recipient", self._series, recipient.casefold(), length=16)


@contextmanager
def open_ledger(path: Path, series: str) -> Iterator[Ledger]:
    """Open a ledger for one sender at a time; `series` names whose editions they are.

    Raises Busy while another one sends, FileFault where the file cannot be had.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        alone = FileLock(path.with_name(f"{path.name}.lock"), timeout=0).acquire()
    except Timeout:
        raise Busy(f"another command sends mail and writes {path} (wait for it to end, then try again)") from None
    except OSError as fault:
        raise _unwritable(path, fault) from None
    with alone, _opened(path) as file:
        yield Ledger(file, series)


def _opened(path: Path) -> FileIO:
    """The file, which no one else may read from its first byte on, without a buffer that a fault could leave full."""
    try:
        return open(path, "ab", buffering=0, opener=partial(os.open, mode=0o600))
    except OSError as fault:
        raise _unwritable(path, fault) from None


def _unwritable(path: object, fault: OSError) -> FileFault:
    return FileFault(f"{path} cannot be written: {fault.strerror} (check the file and its rights)")


def _read(path: Path) -> tuple[dict[tuple[str, str], str], str]:
    """The last word on each copy, and what ends a line that a crash has torn, which says nothing."""
    text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
    rows = (row.split() for row in text.splitlines(keepends=True) if row.endswith("\n"))
    torn = "\n" if text and not text.endswith("\n") else ""
    return {(row[0], row[1]): row[2] for row in rows if len(row) == 4}, torn
