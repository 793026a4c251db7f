"""What the last build of the site knows: from what each file was made, and what it was when it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digest.files.kept import keep, kept
from digest.files.stamps import Stamp

_FORMAT = "made 1"


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
        key, made = kept(path, _FORMAT) or ("", {})
        return cls(key, made)

    def write(self, path: Path) -> None:
        """Keep it."""
        keep(path, _FORMAT, (self.key, self.made))
