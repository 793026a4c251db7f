"""Social cards: the picture of a brief that others show where someone links to it. The only package that draws.

A card bears a hash of its words in its name: one that is there is right, and whoever keeps pictures by their address
sees a new one. Chinese, Japanese and Korean are set in a face of the machine that builds; where it has none, the card
shows the site's name instead of boxes. The same words give the same bytes on one machine.
"""

from digest.cards.card import SIZE, Card, card_of
from digest.cards.drawing import draw
from digest.cards.typefaces import Typefaces, typefaces

__all__ = ["SIZE", "Card", "Typefaces", "card_of", "draw", "typefaces"]
