"""Social cards: the picture of a brief that others show where someone links to it. The only package that draws."""

from digest.cards.card import SIZE, Card, card_of
from digest.cards.drawing import draw
from digest.cards.typefaces import Typefaces, typefaces

__all__ = ["SIZE", "Card", "Typefaces", "card_of", "draw", "typefaces"]
