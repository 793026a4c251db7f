"""Compose: the stories of an edition as a brief in the First POST form, with the record of how it was made."""

from digest.compose.brief import METHOD, Composition, Earlier, compose, title_words

__all__ = ["METHOD", "Composition", "Earlier", "compose", "title_words"]
