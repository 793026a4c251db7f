"""Ratings: which headline of a story an editor would print.

Concrete, complete and neutral, of 38 to 92 characters, saying what the story's other headlines say; no question, no
live ticker, no click-bait, nothing cut off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from digest.compose.flaws import flaws
from digest.compose.headline import Headline, Kind, stems
from digest.compose.lexicon import WORD, is_acronym
from digest.compose.segments import HAN


def rate(headlines: Sequence[Headline], bonus: Sequence[float]) -> tuple[Headline, ...]:
    """The headlines of one story with their ratings, best first; `bonus` is what their outlets add."""
    found = [stems(headline.text) for headline in headlines]
    counts = Counter(stem for group in found for stem in group)
    texts = sorted({headline.text for headline in headlines})
    rated = (
        replace(
            headline,
            rating=round(
                _quality(headline) + _centrality(group, counts, len(found)) + extra - _torn(headline, texts), 6
            ),
        )
        for headline, group, extra in zip(headlines, found, bonus, strict=True)
    )
    return tuple(sorted(rated, key=lambda headline: (-headline.rating, headline.entry.order)))


def _torn(headline: Headline, texts: Sequence[str]) -> float:
    """What it costs a headline that another one has the rest of it: its publisher cut it off."""
    longer = any(text.startswith(f"{headline.text}{mark}") for text in texts for mark in (",", " ", "’", "'"))
    return 0.8 if longer else 0.0


def _centrality(group: frozenset[str], counts: Counter[str], total: int) -> float:
    """How much of what the story's headlines share this one says, 0 to 1; a story of one headline gives 0.5."""
    if total < 2 or not group:
        return 0.5
    return min(1.0, sum((counts[stem] - 1) / (total - 1) for stem in sorted(group)) / max(4, len(group)) * 1.6)


def _quality(headline: Headline) -> float:
    return _length(_width(headline.text)) + _form(headline) - flaws(headline)


def _width(text: str) -> int:
    """The length of a headline in Latin letters: a Chinese character says what two or three of them do."""
    return len(text) + round(1.5 * sum(len(run) for run in HAN.findall(text)))


def _length(length: int) -> float:
    if 38 <= length <= 92:
        return 1.0
    return max(-1.0, 1.0 - (38 - length) / 16) if length < 38 else max(-0.6, 1.0 - (length - 92) / 25)


def _form(headline: Headline) -> float:
    found = WORD.findall(headline.text)
    names = sum(1 for word in found[1:] if word[0].isupper() or is_acronym(word))
    concrete = 0.12 * min(names, 3) + (0.1 if any(char.isdigit() for char in headline.text) else 0.0)
    return {Kind.STATEMENT: 1.0, Kind.CLAUSE: 0.2, Kind.PHRASE: 0.15, Kind.QUESTION: -1.2, Kind.OPINION: -0.5}[
        headline.kind
    ] + concrete
