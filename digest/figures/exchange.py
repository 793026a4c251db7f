"""The metrics feed: how an observation stands in an item of RSS, and how it is read back, exactly.

The profile is made for feedparser, which keeps of an element with attributes only these, of repeated elements only the
last, and lower-cases names: so every field is an element of its own with text alone, once per item. The essentials are
repeated as categories (`platform:weibo`, `precision:rounded`), which any reader shows.

Two texts feedparser would "mend": one of Latin-1 letters that could be UTF-8 read wrongly, and one that spells out a
character reference. They carry a word joiner (U+2060), which nobody sees and reading takes off again.
"""

from __future__ import annotations

from collections.abc import Mapping

from digest.figures import sheets
from digest.figures.rows import COLUMNS, observation_of
from digest.model import Observation

NAMESPACE = "urn:diplomacy-digest:account-metrics:1"
"""The namespace of the elements: a name for ever; what changes its meaning gets another number."""

FIELDS = COLUMNS
"""The elements: the columns of the CSV files under the same names."""


_JOINER = "\u2060"


def fields_of(row: Observation) -> dict[str, str]:
    """The elements of an observation that are not empty, and their text."""
    return {name: _kept(text) for name in FIELDS if (text := sheets.cell(getattr(row, name)))}


def from_fields(found: Mapping[str, str]) -> Observation:
    """The observation that the elements of an item make; ValueError for a figure that can be none."""
    return observation_of({name: found.get(name, "").replace(_JOINER, "") for name in FIELDS})


def _kept(text: str) -> str:
    text = text.replace("&#", f"&{_JOINER}#")
    return text if text.isascii() or max(text) > "\xff" else f"{text}{_JOINER}"
