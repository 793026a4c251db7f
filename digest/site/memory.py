"""What the last build of the site knows: from what each file was made, and what it was when it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digest.files.stamps import Stamp, write_derived

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file of the site: the hash of its source, which files a page asked for and whether they were there, what the
    engine warned of, and the stamp of the file that was written."""

    source: str
    stamp: Stamp
    asked: Mapping[str, bool] = field(default_factory=dict)
    said: tuple[str, ...] = ()


@dataclass(slots=True)
class Memory:
    """All files of the site by their addresses below it; `key` names what all pages depend on."""

    key: str = ""
    made: dict[str, Made] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Memory:
        """What was kept; nothing where there is none, or it is another program's."""
        try:
            found = json.loads(path.read_bytes())
            if found["version"] != VERSION:
                return cls()
            made = {
                name: Made(source=row[0], stamp=(row[1], row[2], row[3], row[4]), asked=row[5], said=tuple(row[6]))
                for name, row in found["made"].items()
            }
            return cls(found["key"], made)
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return cls()

    def write(self, path: Path) -> None:
        """Keep it."""
        rows = {name: [one.source, *one.stamp, one.asked, one.said] for name, one in self.made.items()}
        found = {"version": VERSION, "key": self.key, "made": rows}
        write_derived(path, json.dumps(found, separators=(",", ":")).encode())
