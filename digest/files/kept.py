"""Values kept from one run to the next, in files that can be deleted at any time.

They are pickles, the only quick way for a hundred thousand small values, read with a list of what may be made: the
folder may have come with somebody's newsroom, and reading it must run no code of theirs. Source of the idea:
"Restricting Globals" in the documentation of Python's pickle.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

_PLAIN = frozenset(
    {
        ("builtins", "frozenset"),
        ("builtins", "set"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("pydantic_core._pydantic_core", "TzInfo"),
    }
)
"""Classes of others that only hold values, by module and name."""


def keep(path: Path, base: str, value: object) -> None:
    """Keep a value made of plain values and of this program's dataclasses; `base` names what it depends on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _derived(path) as file:
        _Writer(file, pickle.HIGHEST_PROTOCOL).dump((base, value))


def kept(path: Path, base: str) -> Any:
    """The value that was kept; None where there is none, it is damaged, or it was kept on another base."""
    try:
        with path.open("rb") as file:
            found, value = _Reader(file).load()
    except Exception:  # damaged bytes can raise anything, and the value can be made again
        return None
    return value if found == base else None


@contextmanager
def _derived(path: Path) -> Iterator[BinaryIO]:
    """A file to be written to: it is there when the block ends, whole, but not synced."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        yield file
    beside.replace(path)


class _Writer(pickle.Pickler):
    """Writes values so that they are quick to read."""

    def reducer_override(self, value: Any) -> Any:
        """What a dataclass with slots holds as arguments of `_holding`: its own way asks for its fields each time."""
        kind = type(value)
        return (_holding, (kind, *[get(value) for get, _ in _slots(kind)])) if _slots(kind) else NotImplemented


def _holding(kind: type, *values: object) -> object:
    """The dataclass with slots that holds these values."""
    made: object = object.__new__(kind)
    for (_, put), value in zip(_slots(kind), values, strict=True):
        put(made, value)
    return made


_Slots = tuple[tuple[Callable[[object], object], Callable[[object, object], None]], ...]
_found_slots: dict[type, _Slots] = {}


def _slots(kind: type) -> _Slots:
    """How each field of a dataclass with slots is read and filled, looked up once; nothing for other classes."""
    found = _found_slots.get(kind)
    if found is None:
        has = is_dataclass(kind) and "__slots__" in vars(kind)
        slots = [getattr(kind, field.name) for field in fields(kind)] if has else []
        found = _found_slots[kind] = tuple((slot.__get__, slot.__set__) for slot in slots)
    return found


class _Reader(pickle.Unpickler):
    """Makes plain values, and of this program's classes those that only hold values."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name, if it is one that may be made; UnpicklingError for all else."""
        known = _allowed.get((module, name))
        if known is None:
            known = _allowed[module, name] = self._found(module, name)
        return known

    def _found(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _holding.__name__):
            return _holding
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("digest."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


_allowed: dict[tuple[str, str], Any] = {}
"""What was found to be allowed, for files are many."""
