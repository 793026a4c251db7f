"""How often pages were read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How many readers a page of the site (its path, relative to the site) had on a day."""

    day: date
    path: str
    readers: int
