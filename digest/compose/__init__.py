"""Compose: the stories of an edition as a brief in the First POST form, with the record of how it was made."""

from digest.compose.brief import METHOD, Composition, compose, title_words
from digest.compose.bulletin import Moves, bulletin
from digest.compose.memory import Before, Earlier
from digest.compose.proof import Left, Proof, proof
from digest.compose.reword import Head, checked
from digest.compose.roundup import roundups

__all__ = [
    "METHOD",
    "Before",
    "Composition",
    "Earlier",
    "Head",
    "Left",
    "Moves",
    "Proof",
    "bulletin",
    "checked",
    "compose",
    "proof",
    "roundups",
    "title_words",
]
