"""Documents: what a reader of the site can find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

FACETS = ("section", "topic", "country", "platform", "outlet", "language")
"""By what a search can be narrowed, beside the year; in the order in which readers are asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing that a search finds, in plain text: a line, a brief as a whole, a figure, or a page by people.

    `path` is its address relative to the site, anchor included. `title` is that of the brief or page it stands in.
    `day` is None for what has no date; `month` tells that the day is known to the month only. `facets` are pairs of
    one of FACETS and a value in the words that readers are shown.
    """

    path: str
    title: str
    text: str
    kind: Literal["line", "brief", "figure", "page"] = "line"
    day: date | None = None
    month: bool = False
    record: bool = False
    outlets: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
