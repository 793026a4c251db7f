"""The social cards of briefs: drawn when a brief has words that no card shows yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from digest import cards
from digest.model import Issue, Site
from digest.render import Language

MOST_CARDS = 400
"""So many of the newest briefs have one: links to older ones are rare, and a card takes longer than its page."""


def cards_of(site: Site, language: Language, *shelves: Sequence[Issue]) -> tuple[cards.Card, ...]:
    """The cards that belong to the briefs of some shelves, each newest first, dated in a language."""
    briefs = (issue.brief for shelf in shelves for issue in shelf[:MOST_CARDS])
    return tuple(cards.card_of(site, brief, language.full(brief.day, by_month=brief.month)) for brief in briefs)


def card_files(docs: Path, wanted: Sequence[cards.Card]) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """The cards that are still to be written, drawn, and the paths of those in `docs` that are right as they stand."""
    kept = tuple(card.path for card in wanted if (docs / card.path).is_file())
    missing = [card for card in wanted if card.path not in set(kept)]
    faces = cards.typefaces() if missing else cards.Typefaces()
    return {card.path: cards.draw(card, faces) for card in missing}, kept
