"""Rows of JSON, one a line: files of them opened, gzipped or not, and what is wrong with one in words."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digest.errors import UsageError


def lines_of(path: Path, *, errors: str = "strict") -> Iterator[str]:
    """The lines of a text file, gzipped where its name ends so; UsageError where it cannot be read as that.

    `errors` says what becomes of bytes that are no UTF-8, as for `open`.
    """
    is_packed = path.suffix == ".gz"
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8", errors=errors)
            if is_packed
            else path.open(encoding="utf-8", errors=errors) as lines
        ):
            yield from lines
    except (gzip.BadGzipFile, zlib.error, EOFError):
        raise UsageError(f"{path} is not a whole gzipped file (pack it again, or take .gz off its name)") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text (save it as UTF-8)") from None


def object_of(row: str) -> dict[str, Any]:
    """The JSON object that a row holds; ValueError, in plain words, where it holds none."""
    try:
        found = json.loads(row)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(found, dict):
        raise ValueError("it is no object of JSON")
    return found


def in_words(fault: Exception) -> str:
    """What an exception says of a row: the key that is missing, or its own words."""
    return f"it has no {fault.args[0]}" if isinstance(fault, KeyError) else str(fault)
