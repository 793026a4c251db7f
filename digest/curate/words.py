"""How values and suggestions are put into words for an editor."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from functools import lru_cache

from digest.text import clean

_NUMBER = re.compile(r"[-+]?[\d.]+(?:e[-+]?\d+)?", re.IGNORECASE)
_LONGEST = 60


def shown(value: object) -> str:
    """A value of the file as a sentence names it: `"high"`, `7`, `a list`."""
    match value:
        case None:
            return "an empty value"
        case str():
            text = clean(value)
            text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
            return text if _NUMBER.fullmatch(text) else f'"{text}"'
        case dict():
            return "a mapping"
        case _:
            return "a list"


def did_you_mean(word: object, options: Collection[str], otherwise: str) -> str:
    """The option that `word` was probably meant to be, as a question; `otherwise` where none is near."""
    near = nearest(word, tuple(options)) if isinstance(word, str) else None
    return f'did you mean "{near}"?' if near else otherwise


@lru_cache(maxsize=1024)
def nearest(word: str, options: tuple[str, ...]) -> str | None:
    """The most similar of `options`, if any is similar at all."""
    if found := next((option for option in options if option.casefold() == word.casefold()), None):
        return found
    return next(iter(difflib.get_close_matches(word, options, n=1, cutoff=0.6)), None)


def one_of(options: Collection[str], join: str = "or") -> str:
    """Options in a row: `state, public or private`."""
    *most, last = options
    return f"{', '.join(most)} {join} {last}" if most else last
