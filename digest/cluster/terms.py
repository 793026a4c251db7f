"""What an entry is about, as weighted terms, and the matrix that stories are found in."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from digest.cluster.genres import GENRES
from digest.cluster.headlines import LEAD, headline
from digest.cluster.stopwords import stopwords
from digest.cluster.wordlists import in_mainland_form
from digest.model import Entry
from digest.text import tokens
from digest.text.scripts import UNSPACED

Rows: TypeAlias = "sparse.csr_array[np.float64, tuple[int, int]]"
"""One row of term weights for each text."""

_TITLE_WEIGHT = 4.0  # times that of the summary; twice, once the root is taken
_IDF_POWER = 0.5  # under 1: a word that only two entries share says less than its rarity promises; signs recur
_NUMBER = 1.4  # counts of people, sums and dates tell events apart that share their actors
_PAIR = 0.35  # each sign stands in two pairs, which say much the same
_GENRE = 0.5  # signs of what kind a text is
_REMEMBERED = 1 << 16  # words
_STEM = 7  # letters: makes one of Zelensky, Zelenskyy and Zelenskiy, and of most inflections of most languages

_UNSPACED = re.compile(f"[{UNSPACED}]")
_RUBRIC = re.compile("[^：:｜|，。！？《“\\d\\s]{2,8}[：:｜|](?=.)")
_HANGUL = re.compile("[\uac00-\ud7af]")
_ARABIC_ARTICLE = re.compile("^[\u0648\u0628\u0643\u0641]?\u0627\u0644(?=\\w{3})")
_AMERICA = re.compile(r"\bU\.\s?S\.(?:\s?A\.)?|\bUSA?\b")  # before case folding makes the pronoun "us" of it
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """How common terms are in recent news: in how many of `documents` texts each stood."""

    counts: Mapping[str, float] = field(default_factory=dict)
    documents: int = 0


def background(entries: Iterable[Entry]) -> Background:
    """Count the terms of entries, of recent days for instance, for the stories of another day."""
    counts: Counter[str] = Counter()
    documents = 0
    for entry in entries:
        title = headline(entry.title, entry.summary)
        counts.update({*words(title, entry.language), *words(entry.summary[:LEAD], entry.language)})
        documents += 1
    return Background(counts=counts, documents=documents)


def words(value: str, language: str = "") -> list[str]:
    """The terms of a text in their order: stems; in scripts without spaces characters and pairs of them.

    Chinese is read as the mainland writes it, so that Taipei's and Hong Kong's headlines are compared with Beijing's.
    There, who speaks before a colon ("外交部：") is one term: it stands before many headlines, whatever they tell.
    """
    if "U" in value:
        value = _AMERICA.sub(" usa ", value)
    if "." in value:
        value = _INITIALS.sub(lambda match: match.group().replace(".", ""), value)
    if value.isascii():
        stems = _lexicon(language)
        return [stem for token in tokens(value) for stem in stems[token]]
    value = in_mainland_form(value, language)
    stopped = stopwords(language)
    found: list[str] = []
    if (rubric := _RUBRIC.match(value)) and _UNSPACED.match(value):
        found.append(f"{rubric.group()[:-1].casefold()}:")
        value = value[rubric.end() :]
    before = ""  # the character just passed, for pairs
    for token in tokens(value):
        if token in stopped:
            before = ""
        elif _UNSPACED.match(token):
            found += (token, before + token) if before else (token,)
            before = token
        else:
            found += _stems(token)
            before = ""
    return found


def bag(title: Iterable[str], summary: Iterable[str] = ()) -> dict[str, float]:
    """The terms of a headline and of a summary, each with its weight, of which `matrix` takes the root."""
    weights: dict[str, float] = {}
    for term in title:
        weights[term] = weights.get(term, 0.0) + _TITLE_WEIGHT
    for term in summary:
        weights[term] = weights.get(term, 0.0) + 1.0
    return weights


def matrix(
    bags: Iterable[Mapping[str, float]], usual: Background, known: Background | None = None
) -> tuple[Rows, list[str]]:
    """Rows of unit length, one for each bag, and the terms that their columns stand for.

    A weight is the root of the term's weight in the bag, times its rarity: that in `usual` texts, in `known` ones and
    in the bags together. A number weighs more than a word as rare; a pair of signs less, and signs that say of what
    kind a text is. Of bags and known texts the greater number counts as documents, so that, with a background, an entry
    about something else changes no weight.
    """
    rows, columns = counted(bags)
    rows.data **= 0.5
    counts = np.bincount(rows.indices, minlength=len(columns)).astype(np.float64)
    documents = max(rows.shape[0], known.documents if known else 0) + usual.documents
    for table in (usual, known or Background()):
        counts += np.fromiter((table.counts.get(term, 0) for term in columns), dtype=np.float64, count=len(columns))
    kinds = np.array([_kind(term) for term in columns]).reshape(-1, 2)
    rarity = np.log((documents + 1) / np.minimum(counts, documents)) ** kinds[:, 1]
    return weighted(rows, rarity * kinds[:, 0]), columns


def _kind(term: str) -> tuple[float, float]:
    """How much a term of this kind weighs beside a word as rare, and to what power its rarity is taken."""
    if term[0].isdigit():
        return _NUMBER, _IDF_POWER
    if len(term) > 2 or not _UNSPACED.match(term):
        return 1.0, _IDF_POWER
    weight = _PAIR if len(term) == 2 else 1.0
    return _GENRE * weight if term in GENRES else weight, 1.0


def counted(bags: Iterable[Mapping[str, float]]) -> tuple[Rows, list[str]]:
    """The bags as rows, and what their columns stand for."""
    columns: dict[str, int] = {}
    starts, places, weights = array("i", [0]), array("i"), array("d")  # no bag outlives its turn: there may be many
    for found in bags:
        places.extend([columns.setdefault(term, len(columns)) for term in found])
        weights.extend(found.values())
        starts.append(len(places))
    arrays = (np.array(weights), np.array(places, dtype=np.int32), np.array(starts, dtype=np.int32))
    return sparse.csr_array(arrays, shape=(len(starts) - 1, len(columns))), list(columns)


def weighted(rows: Rows, weights: NDArray[np.float64] | None = None) -> Rows:
    """The rows, each column times its weight, at unit length; those without a term stay empty."""
    data = rows.data.copy() if weights is None else rows.data * weights[rows.indices]
    lengths = np.sqrt(np.add.reduceat(np.append(data * data, 0.0), rows.indptr[:-1]))
    filled = np.diff(rows.indptr)
    data /= np.repeat(np.where((lengths > 0) & (filled > 0), lengths, 1.0), filled)
    return sparse.csr_array((data, rows.indices, rows.indptr), shape=rows.shape)


class _Lexicon(dict[str, tuple[str, ...]]):
    """What stands for each word of a language: nothing for a stop word. Looked up quicker than a function is called."""

    def __init__(self, stopped: frozenset[str]) -> None:
        super().__init__(dict.fromkeys(stopped, ()))

    def __missing__(self, token: str) -> tuple[str, ...]:
        found = _stems(token)
        if len(self) < _REMEMBERED:
            self[token] = found
        return found


@lru_cache(maxsize=64)
def _lexicon(language: str) -> _Lexicon:
    return _Lexicon(stopwords(language))


@lru_cache(maxsize=_REMEMBERED)
def _stems(token: str) -> tuple[str, ...]:
    """What stands for a word: its stem; pairs of syllables in Hangul, whose words carry their particles."""
    if token[0].isdigit():
        return (token,)
    if not token.isascii():
        if _HANGUL.match(token):
            return tuple(token[at : at + 2] for at in range(max(1, len(token) - 1)))
        token = unicodedata.normalize("NFKD", token.replace("’", "'"))
        token = "".join(letter for letter in token if not unicodedata.combining(letter))
        token = _ARABIC_ARTICLE.sub("", token)
    token = token.removesuffix("'s")
    return (_stem(token)[:_STEM],) if len(token) > 1 else ()


def _stem(word: str) -> str:
    """An English word without its plural, -ed, -ing and last e; short words stay as they are."""
    if len(word) < 4 or not word.isascii():
        return word
    if len(word) > 4 and word.endswith(("ies", "ied")):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 5 and word.endswith("ing"):
        word = _undoubled(word[:-3])
    elif len(word) > 4 and word.endswith("ed"):
        word = _undoubled(word[:-2])
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _undoubled(word: str) -> str:
    """The stem of "stopped" is "stop", that of "killed" stays "kill"."""
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word
