"""Title words in languages other than English: known words of the lines, by rarity alone."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from babel import Locale
from wordfreq import available_languages, zipf_frequency

from digest.compose.lexicon import WORD
from digest.compose.reference import Reference
from digest.compose.segments import chinese_words, chinese_zipf

_RAREST, _COMMONEST, _IDEAL = 2.0, 5.0, 3.7
_SHORTEST, _LONGEST = 5, 14
_PLACE = "省市县州镇乡村区岛港湾海河江山国"
"""What Chinese names of places of three characters and more end in."""


def common_words(lines: Sequence[Sequence[str]], taken: Collection[str], reference: Reference) -> list[str]:
    """Words of the lines that could be their title, best first; those in `taken` are left out.

    Rare but known ones, of the first lines rather than the last; no names, as far as the roster, the stories' countries
    and capital letters tell.
    """
    scored: dict[str, float] = {}
    barred = {*taken, *_names(reference)}
    for place, line in enumerate(lines):
        for word, rarity in (found for sentence in line for found in _known(sentence, reference)):
            if word.casefold() in barred or not _RAREST <= rarity <= _COMMONEST or _is_dull(word, reference):
                continue
            score = math.exp(-(((rarity - _IDEAL) / 0.9) ** 2)) + 0.35 * (1 - place / len(lines))
            scored[word] = max(score, scored.get(word, 0.0))
    return sorted(scored, key=lambda word: (-scored[word], word))


def _known(text: str, reference: Reference) -> Iterator[tuple[str, float]]:
    """The words of a text that may be common ones, with how common each is."""
    if reference.language == "zh":
        yield from ((word, chinese_zipf(word)) for word in chinese_words(text) if 2 <= len(word) <= 4)
    elif reference.language in available_languages("best") and reference.language != "ja":
        found = [match.group() for match in WORD.finditer(text)]
        small = [word for word in found if word.isalpha() and word == word.casefold()]
        yield from (
            (word, zipf_frequency(word, reference.language)) for word in small if _SHORTEST <= len(word) <= _LONGEST
        )


def _is_dull(word: str, reference: Reference) -> bool:
    dull = reference.speech.dull
    return word in dull or (
        reference.language == "zh" and any(word[at : at + 2] in dull for at in range(len(word) - 1))
    )


def _names(reference: Reference) -> frozenset[str]:
    parties = (term for terms in reference.roster.scope.parties.values() for term in terms)
    outlets = (outlet.name for outlet in reference.roster.outlets)
    return frozenset(name.casefold() for name in (*parties, *outlets)) | _countries(reference.language)


@lru_cache(maxsize=8)
def _countries(language: str) -> frozenset[str]:
    """Countries with and without what Chinese adds to some of them."""
    try:
        found = [str(name).casefold() for name in Locale.parse(language).territories.values()]
    except (ValueError, LookupError):
        return frozenset()
    return frozenset((*found, *(name.removesuffix("国") for name in found)))
