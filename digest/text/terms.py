"""Terms: which of a list of words and phrases stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from digest.model import Terms
from digest.text.scripts import UNSPACED

_SUBSTRING_SCRIPTS = re.compile(f"[{UNSPACED}\u0600-\u06ff\uac00-\ud7af]")
_WORD = re.compile(r"\w+")
_KEPT = 1 << 16
"""So many words are remembered with the terms that could begin with them."""


def find_terms(terms: Terms, value: str) -> tuple[str, ...]:
    """The terms that stand in `value`; `TermIndex.find` says how they match."""
    return index_of(terms).find(value)


def index_of(terms: Terms) -> TermIndex:
    """An index of terms, to be kept where many texts are asked for the same ones."""
    return _index(tuple(terms.values()))


class TermIndex:
    """Terms by how they begin, so that a text is asked only for the few that could stand at each of its words."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._words: dict[str, list[_Phrase]] = defaultdict(list)
        self._stems: dict[str, list[_Phrase]] = defaultdict(list)
        self._inside: dict[str, list[_Phrase]] = defaultdict(list)
        self._plain_inside = False
        for term in sorted(terms, key=lambda term: (-len(term), term)):
            stem = term.removesuffix("*")
            first = _WORD.search(stem)
            ending = r"\w*" if term != stem else r"(?!\w)"
            if _SUBSTRING_SCRIPTS.search(stem) or first is None or first.start() > 0:
                self._inside[stem[:1].casefold()].append(_Phrase(stem, ""))
                self._plain_inside = self._plain_inside or stem.isascii()
            elif term != stem and first.end() == len(stem):
                self._stems[stem.casefold()].append(_Phrase(stem, ending, one_word=True))
            else:
                phrase = _Phrase(stem, ending, one_word=first.end() == len(stem))
                self._words[first.group().casefold()].append(phrase)
        self._lengths = sorted({len(stem) for stem in self._stems}, reverse=True)
        self._known: dict[str, list[_Phrase]] = {}
        self._silent: set[str] = set()

    def find(self, value: str) -> tuple[str, ...]:
        """The terms that stand in a text, as they stand there, each once, in the order of the text.

        Terms match without regard to case: whole words or phrases, a trailing `*` stands for any ending; terms in
        scripts without spaces (and Arabic and Hangul, whose words carry affixes) match anywhere. Of several terms that
        begin at one place the longest counts.
        """
        places = self._places(value)
        return tuple(dict.fromkeys(self._standing(value, places))) if places else ()

    def _standing(self, value: str, places: Iterable[_Place]) -> Iterator[str]:
        """Terms from left to right, none inside another."""
        over = 0
        for start, end, phrases in places:
            if start >= over:
                found = max(phrase.end(value, start, end) for phrase in phrases)
                if found:
                    over = found
                    yield value[start:found]

    def _places(self, value: str) -> list[_Place]:
        """Where terms could begin in a text, where the word there ends, and which terms they are."""
        spans = _spans(value)
        telling = [word for word in spans if word not in self._silent]
        places = [(*span, found) for word in telling if (found := self._starting(word)) for span in spans[word]]
        if self._inside and (self._plain_inside or not value.isascii()):
            folded = enumerate(map(str.casefold, value))
            places += [(at, at, self._inside[char]) for at, char in folded if char in self._inside]
        return sorted(places, key=_start) if len(places) > 1 else places

    def _starting(self, word: str) -> list[_Phrase]:
        """The terms that could begin with a word; the news uses few words often, so what was found is kept."""
        found = self._known.get(word)
        if found is None:
            stems = [self._stems[stem] for length in self._lengths if (stem := word[:length]) in self._stems]
            found = [*self._words.get(word, ()), *chain.from_iterable(stems)]
            if len(self._known) + len(self._silent) < _KEPT:
                if found:
                    self._known[word] = found
                else:
                    self._silent.add(word)
        return found


class _Phrase:
    """A term at its place in a text; one of several words is a pattern, made when a text first has its first word."""

    def __init__(self, term: str, ending: str, *, one_word: bool = False) -> None:
        self._term, self._ending, self._one_word = term, ending, one_word

    def end(self, value: str, start: int, word: int) -> int:
        """Where the term ends that may begin at `start`, where a word ends at `word`; 0 if it does not stand there."""
        if self._one_word:
            return word
        match = self._pattern.match(value, start)
        return match.end() if match else 0

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = r"\s+".join(re.escape(word) for word in self._term.split())
        return re.compile(words + self._ending, re.IGNORECASE)


_Place = tuple[int, int, list[_Phrase]]


def _start(place: _Place) -> int:
    return place[0]


@lru_cache(maxsize=64)
def _spans(value: str) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Where each word of a text begins and ends, by the word; a text is asked for several lists of terms in a row."""
    found: dict[str, list[tuple[int, int]]] = {}
    for match in _WORD.finditer(value):
        found.setdefault(match.group().casefold(), []).append(match.span())
    return found


@lru_cache(maxsize=256)
def _index(groups: tuple[tuple[str, ...], ...]) -> TermIndex:
    return TermIndex(set(chain.from_iterable(groups)))
