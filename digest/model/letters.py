"""What people write beside the briefs: readers' letters, and signed articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A reader's letter on the brief of a day, or on one of its lines, in paragraphs of plain text.

    `id` is the name of its file; `place` says where its writer is or what they do, if they say so.
    """

    id: str
    name: str
    written: date
    day: date
    paragraphs: tuple[str, ...]
    line: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A signed article in Markdown. `id` is the name of its file, `source` what its first sentence names.

    `figures` are the ids of the observations in its box.
    """

    id: str
    title: str
    byline: str
    written: date
    source: str
    text: str
    link: str = ""
    standfirst: str = ""
    figures: tuple[str, ...] = ()
