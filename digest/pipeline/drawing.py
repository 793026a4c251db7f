"""The social cards of briefs: drawn when a brief has words that no card shows yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from digest import cards
from digest.leaves import Leaf
from digest.model import Issue, Site
from digest.render import Language

MOST_CARDS = 400
"""So many of the newest briefs have one: links to older ones are rare, and a card takes longer than its page."""


def cards_of(site: Site, language: Language, *shelves: Sequence[Issue]) -> tuple[cards.Card, ...]:
    """The cards that belong to the briefs of some shelves, each newest first, dated in a language."""
    briefs = (issue.head for shelf in shelves for issue in shelf[:MOST_CARDS])
    return tuple(cards.card_of(site, brief, language.full(brief.day, by_month=brief.month)) for brief in briefs)


def drawn(wanted: Sequence[cards.Card]) -> Iterator[Leaf]:
    """The cards as leaves, each of which draws its file."""
    faces = cache(cards.typefaces)
    for card in wanted:
        yield Leaf(card.path, _draw, (card, _Faces(faces)))


@dataclass(frozen=True, slots=True)
class _Faces:
    """The typefaces, which take a while to find: found when the first card is drawn."""

    find: Callable[[], cards.Typefaces]
    leaf_name: str = "typefaces"


def _draw(card: cards.Card, faces: _Faces) -> dict[str, bytes]:
    return {card.path: cards.draw(card, faces.find())}
