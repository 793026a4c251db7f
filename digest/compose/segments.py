"""Words of a text that is written without spaces: the most probable way to cut Chinese into known words."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from wordfreq import get_frequency_dict

from digest.text import scripts

HAN = re.compile(f"[{scripts.HAN}]+")
_LONGEST = 6
_UNKNOWN = -10.0
"""Logarithm (base 10) of the probability of a character that is no known word."""


def chinese_words(text: str) -> list[str]:
    """The words of the Chinese parts of a text, in their order, by the frequencies of wordfreq (unigrams, Viterbi)."""
    return [word for run in HAN.findall(text) for word in _cut(run)]


def chinese_zipf(word: str) -> float:
    """How common a Chinese word is: 7 for the commonest, 3 for one in a million, 0 for an unknown one."""
    return round(9 + _logs().get(word, -9.0), 2)


def _cut(run: str) -> list[str]:
    logs = _logs()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        ways = (
            (best[start][0] + logs.get(run[start:end], _UNKNOWN * (end - start)), start)
            for start in range(max(0, end - _LONGEST), end)
        )
        best.append(max(ways))
    words: list[str] = []
    end = len(run)
    while end:
        start = best[end][1]
        words.append(run[start:end])
        end = start
    return words[::-1]


@lru_cache(maxsize=1)
def _logs() -> dict[str, float]:
    known = get_frequency_dict("zh", wordlist="best")
    return {word: math.log10(frequency) for word, frequency in known.items() if HAN.fullmatch(word)}
