"""Values kept from one run to the next, in files that can be deleted at any time.

They are pickles, the only quick way for a hundred thousand small values, read with a list of what may be made: the
folder may have come with somebody's newsroom, and reading it must run no code of theirs. Source of the idea:
"Restricting Globals" in the documentation of Python's pickle.
"""

from __future__ import annotations

import pickle
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from digest.files.stamps import derived

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
    with derived(path) as file:
        pickle.dump((base, value), file, pickle.HIGHEST_PROTOCOL)


def kept(path: Path, base: str) -> Any:
    """The value that was kept; None where there is none, it is damaged, or it was kept on another base."""
    try:
        with path.open("rb") as file:
            found, value = _Reader(file).load()
    except Exception:  # damaged bytes can raise anything, and the value can be made again
        return None
    return value if found == base else None


class _Reader(pickle.Unpickler):
    """Makes plain values, and of this program's classes those that only hold values."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name, if it is one that may be made; UnpicklingError for all else."""
        known = _allowed.get((module, name))
        if known is None:
            known = _allowed[module, name] = self._found(module, name)
        return known

    def _found(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("digest."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


_allowed: dict[tuple[str, str], Any] = {}
"""What was found to be allowed, for files are many."""
