"""Front matter: the keys between two lines of --- with which a Markdown file begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FRONTED = re.compile(
    r"(?P<opening>\A\ufeff?---[ \t]*\r?\n)(?P<keys>.*?)(?P<closing>^---[ \t]*(?:\r?\n|\Z))", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fronted:
    """A file in its pieces, which are the whole file again one after the other; `keys` is YAML, unread."""

    opening: str
    keys: str
    closing: str
    text: str

    @property
    def line_end(self) -> str:
        """How its lines end."""
        return "\r\n" if self.opening.endswith("\r\n") else "\n"


def fronted(file: str) -> Fronted | None:
    """A file that begins with front matter, else None."""
    match = _FRONTED.match(file)
    return Fronted(**match.groupdict(), text=file[match.end() :]) if match else None
