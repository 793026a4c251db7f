"""The list of those who get the edition: a text file of theirs alone, one address a line, `#` for remarks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from digest import files
from digest.errors import UsageError
from digest.model import Place, Problem
from digest.text import clean, is_email


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """The addresses of a list, each once in its order, and the lines that hold none."""

    addresses: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def read_readers(path: Path) -> Readers:
    """The readers of a list; addresses that differ in case alone are one. FileFault where it cannot be read."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for number, row in enumerate(files.read(path).splitlines(), start=1):
        if not (text := _address(row)):
            continue
        if is_email(text):
            found.setdefault(text.casefold(), text)
        else:
            place = Place(name=str(path), line=number, column=1)
            what, todo = (
                f"is no address that mail can go to: {clean(text)[:80]}",
                "write name@example.org, or remove it",
            )
            problems.append(Problem(place=place, what=what, todo=todo))
    return Readers(addresses=tuple(found.values()), problems=tuple(problems))


def add(path: Path, addresses: Iterable[str]) -> tuple[str, ...]:
    """Put addresses at the end of a list, which is made where there is none; gives those that were not in it.

    UsageError for what is no address; nothing is written then.
    """
    wanted = [address.strip() for address in addresses]
    for address in wanted:
        if not is_email(address):
            raise UsageError(f"{address!r} is no address that mail can go to (write name@example.org)")
    known = {one.casefold() for one in (read_readers(path).addresses if path.is_file() else ())}
    fresh = tuple({one.casefold(): one for one in wanted if one.casefold() not in known}.values())
    if fresh:
        before = files.read(path) if path.is_file() else ""
        _keep(path, before + "\n" * bool(before and not before.endswith("\n")) + "".join(f"{one}\n" for one in fresh))
    return fresh


def remove(path: Path, addresses: Collection[str]) -> tuple[str, ...]:
    """Take addresses out of a list, in whatever case they stand there; gives those that were in it."""
    unwanted = {one.strip().casefold() for one in addresses}
    rows = files.read(path).splitlines(keepends=True)
    gone = tuple(_address(row) for row in rows if _address(row).casefold() in unwanted)
    if gone:
        _keep(path, "".join(row for row in rows if _address(row).casefold() not in unwanted))
    return gone


def _address(row: str) -> str:
    """What a line says, without its remark; a `#` inside an address belongs to it."""
    text = row.strip()
    return "" if text.startswith("#") else text.partition(" #")[0].strip()


def _keep(path: Path, text: str) -> None:
    files.write(path, text, mode=0o600)
