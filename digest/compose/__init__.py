"""Compose: the stories of an edition as a brief in the First POST form, with the record of how it was made."""

from digest.compose.brief import METHOD, Composition, Earlier, compose, title_words
from digest.compose.proof import Left, Proof, proof

__all__ = ["METHOD", "Composition", "Earlier", "Left", "Proof", "compose", "proof", "title_words"]
