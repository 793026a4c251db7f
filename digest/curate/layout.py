"""How items are written into feeds.yaml: like their neighbours, and so that no YAML tool misreads them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Value = str | float | bool | Sequence[str]
Item = Mapping[str, Value]
"""The keys of a new item in their order; what is empty is left out."""

_PLAIN = re.compile(r"[^\W\d_](?:[\w .()/+’'-]*[\w.)])?")
_BARE_URL = re.compile(r"https?://[\w./?=&%~+@;-]*(?::\d+/[\w./?=&%~+@;-]*)?[\w/]")
_NOT_TEXT = re.compile(r"null|true|false|yes|no|on|off|y|n", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The items of a list: the column of their dash, from there to their first key, in braces or line by line."""

    dash: int = 2
    gap: int = 2
    braces: bool = True

    def lines(self, item: Item) -> Iterator[str]:
        """The lines of an item, without their breaks."""
        start = " " * self.dash + "-".ljust(self.gap)
        if self.braces:
            yield start + braced(item)
            return
        for number, (key, value) in enumerate(_said(item)):
            yield (start if number == 0 else " " * len(start)) + f"{key}: {shown(value)}"


def braced(item: Item) -> str:
    """An item in braces."""
    return f"{{{', '.join(f'{key}: {shown(value)}' for key, value in _said(item))}}}"


def shown(value: Value) -> str:
    """A value as YAML, the same inside and outside braces; quoted where any version of YAML could misread it."""
    match value:
        case str():
            is_plain = _PLAIN.fullmatch(value) and not _NOT_TEXT.fullmatch(value)
            return value if is_plain else json.dumps(value, ensure_ascii=False)
        case bool():
            return "yes" if value else "no"
        case float() | int():
            return f"{value:g}"
        case _:
            return f"[{', '.join(map(shown, value))}]"


def quoted(value: str, style: str) -> str:
    """A text in the style that one had before: in `'` or `"`, or bare (no style), where it can be misread in none."""
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return value if not style and _BARE_URL.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _said(item: Item) -> Iterator[tuple[str, Value]]:
    return ((key, value) for key, value in item.items() if value)
