"""Queries for known items, made from a seed out of lines: what is looked for is kept, what is said in them is not."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest import search
from digest.model import Document

_CHINESE = re.compile("[\u3400-\u9fff]{8,}")
_CHINESE_KINDS = ("phrase", "phrase", "phrase", "pair", "mixed")


@dataclass(frozen=True, slots=True)
class Known:
    """A query that was made from one line, and the address of that line; `kind` tells how it was made."""

    query: str
    path: str
    kind: str


def english(documents: Sequence[Document], count: int, seed: int = 11) -> list[Known]:
    """Three longer words of a line, in any order, for so many lines of chance, or all where there are fewer."""
    chance = random.Random(seed)
    lines = [each for each in _lines(documents) if each.text.isascii()]
    made = []
    for line in chance.sample(lines, min(count, len(lines))):
        words = sorted(set(re.findall("[A-Za-z]{5,}", line.text)))
        made.append(Known(" ".join(chance.sample(words, min(3, len(words)))), line.path, "english"))
    return made


def chinese(documents: Sequence[Document], count: int, seed: int = 12) -> list[Known]:
    """For so many Chinese lines of chance: six tenths four neighbouring characters, two tenths a pair that few lines
    have, two tenths a pair and a word of an outlet's name."""
    chance = random.Random(seed)
    lines = _lines(documents)
    pairs = Counter(term for line in lines for term in {*search.terms(line.text)})
    runs = [(line, found[0]) for line in lines if (found := _CHINESE.match(line.text))]
    made = []
    for number, (line, run) in enumerate(chance.sample(runs, min(count, len(runs)))):
        start = chance.randrange(len(run) - 4)
        rare = min((run[place : place + 2] for place in range(len(run) - 1)), key=lambda pair: (pairs[pair], pair))
        kind = _CHINESE_KINDS[number % len(_CHINESE_KINDS)]
        query = {"phrase": run[start : start + 4], "pair": rare, "mixed": f"{rare} {line.outlets[0].split()[0]}"}[kind]
        made.append(Known(query, line.path, f"chinese {kind}"))
    return made


def _lines(documents: Sequence[Document]) -> list[Document]:
    return [each for each in documents if each.kind == "line"]
