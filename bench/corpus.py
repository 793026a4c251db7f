"""What a search finds, as files for those that index it: rows by day, pages of HTML, entries of Material's search.

All are given the same. The title of a line is that of its brief, so it counts as a part of the line's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from hashlib import blake2b
from html import escape
from itertools import groupby
from pathlib import Path

from digest.model import Document
from digest.search import Batch
from digest.text.scripts import UNSPACED

ROWS, PAGES, ENTRIES = "rows", "pages", "entries.json"
"""Where they are laid."""

CLOSED, CURRENT = "closed", "current"
"""The parts of the pages: closed years, and the newest year with what has no date."""

_RUN = re.compile(f"[{UNSPACED}]{{2,}}")
_UNDATED = "undated"


def lay(documents: Sequence[Document], folder: Path) -> None:
    """Write documents below a folder in every form, beside what is there of other days."""
    folder.mkdir(parents=True, exist_ok=True)
    newest = max((each.day.year for each in documents if each.day), default=0)
    parts: dict[str, list[Document]] = {CLOSED: [], CURRENT: []}
    for each in documents:
        parts[CLOSED if each.day and each.day.year < newest else CURRENT].append(each)
    for part, some in parts.items():
        _write_pages(some, folder / PAGES / part)
    _write_rows(documents, folder / ROWS)
    told = folder / ENTRIES
    before = json.loads(told.read_text(encoding="utf-8")) if told.is_file() else []
    told.write_text(json.dumps([*before, *map(_entry, documents)]), encoding="utf-8")


def rows(folder: Path) -> Iterator[Batch]:
    """The rows of each day, named by their bytes and read where they are needed."""
    for path in sorted(folder.iterdir()):
        day = None if path.stem == _UNDATED else date.fromisoformat(path.stem)
        yield Batch(day, blake2b(path.read_bytes(), digest_size=12).hexdigest(), partial(_read, path))


def paired(text: str) -> str:
    """Runs of scripts without spaces as pairs of neighbours, so that who cuts text at spaces finds them."""
    return _RUN.sub(lambda run: f" {' '.join(map(''.join, zip(run[0], run[0][1:], strict=False)))} ", text)


def _write_rows(documents: Iterable[Document], folder: Path) -> None:
    """Rows of JSON, a file for each day."""
    folder.mkdir(exist_ok=True)
    ordered = sorted(documents, key=lambda each: each.day or date.min)
    for day, group in groupby(ordered, lambda each: each.day):
        told = (json.dumps(asdict(each), ensure_ascii=False, default=str) for each in group)
        (folder / f"{day or _UNDATED}.jsonl").write_text("".join(f"{row}\n" for row in told), encoding="utf-8")


def _read(path: Path) -> tuple[Document, ...]:
    return tuple(map(_document, path.read_text(encoding="utf-8").split("\n")[:-1]))


def _document(row: str) -> Document:
    told = json.loads(row)
    told["day"] = told["day"] and date.fromisoformat(told["day"])
    told["outlets"] = tuple(told["outlets"])
    told["facets"] = tuple((kind, value) for kind, value in told["facets"])
    return Document(**told)


def _write_pages(documents: Iterable[Document], folder: Path) -> None:
    """A page of HTML for each document, its address in a `meta` named path; Han stands in pairs."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in documents:
        title, text = _parts(each)
        name = blake2b(each.path.encode(), digest_size=8).hexdigest()
        (folder / f"{name}.html").write_text(
            f'<!doctype html><html lang="en"><meta data-pagefind-meta="path[content]" content="{escape(each.path)}">'
            f"<body data-pagefind-body><h1>{escape(paired(title))}</h1><p>{escape(paired(text))}</p>",
            encoding="utf-8",
        )


def _entry(each: Document) -> dict[str, str]:
    """A document as a page of Material's search; a `#` would make it a section of another."""
    title, text = _parts(each)
    return {"location": each.path.replace("#", "~"), "title": escape(title), "text": escape(text)}


def _parts(each: Document) -> tuple[str, str]:
    text = f"{each.text} {', '.join(each.outlets)}"
    return ("", f"{text} {each.title}") if each.kind == "line" else (each.title, text)
