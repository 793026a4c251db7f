"""How common words are in general, so that fifty entries are judged much as a hundred thousand are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from digest.cluster import wordlists
from digest.cluster.terms import Background, words
from digest.text import primary

_TEXTS = 500  # that the prior counts for: much beside an hour's entries, little beside a week's
_LENGTH = 15  # words of a text
_LEAST = 0.5  # texts that a term stands in, to be worth keeping
_WORDS = 5000  # of a language that are looked at; what is rarer stands in fewer texts than that


def prior(languages: Iterable[str]) -> Background:
    """In how many of so many texts each term of these languages (BCP 47) would stand; of several languages the most."""
    common: dict[str, float] = {}
    for language in sorted({primary(tag) or "en" for tag in languages}):
        for term, count in _of(language).items():
            common[term] = max(count, common.get(term, 0.0))
    return Background(counts=common, documents=_TEXTS)


@lru_cache(maxsize=64)
def _of(language: str) -> Mapping[str, float]:
    if not wordlists.known(language):
        return {}
    shares: dict[str, float] = defaultdict(float)
    for word, share in islice(wordlists.by_frequency(language), _WORDS):
        for term in set(words(word, language)):
            shares[term] += share
    counts = {term: min(float(_TEXTS), _TEXTS * _LENGTH * share) for term, share in shares.items()}
    return {term: count for term, count in counts.items() if count >= _LEAST}
