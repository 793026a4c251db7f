"""What commands say on the standard output: words in columns for people, JSON for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len


def say(text: str) -> None:
    """A line on the standard output."""
    sys.stdout.write(f"{text}\n")


def counted(number: int, one: str, many: str = "") -> str:
    """So many of what is called `one` alone: "1 entry", "2 entries"; `many` where no ending makes it many."""
    return f"{number} {one if number == 1 else many or _many(one)}"


def _many(one: str) -> str:
    return f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"


def as_json_text(value: Any) -> str:
    """A value as people and machines read it."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows in columns that line up, also where characters are two cells wide."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
