"""Copies: one agency's text in ten outlets is one text, and one voice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, pairwise

from digest.cluster.headlines import LEAD, headline
from digest.cluster.terms import words
from digest.model import Entry

_APART = timedelta(hours=36)  # a headline that comes back later is another day's
_WORDS = 3  # fewer words in common are a rubric, not a wire copy

_ALIKE = 0.5  # of the pairs of neighbouring words of two texts: outlets cut an agency's text, and mend it
_OPENING = 30  # words of a summary
_FEW_IN_HEADLINE, _FEW_IN_OPENING = 5, 12  # pairs: fewer are chance


@dataclass(frozen=True, slots=True)
class Text:
    """What one or several entries say alike: their places, and the first one's headline with its terms."""

    entries: list[int]
    headline: str
    terms: tuple[str, ...]


def folded(entries: Sequence[Entry]) -> list[Text]:
    """Texts by their first entries, which must be in their order.

    Copies have the words of one headline and come at most a day and a half after the first.
    """
    latest: dict[str, Text] = {}
    found: list[Text] = []
    for at, entry in enumerate(entries):
        bare = headline(entry.title, entry.summary)
        terms = tuple(words(bare, entry.language))
        distinct = sorted(set(terms))
        key = " ".join(distinct)
        alike = latest.get(key)
        if alike and entry.order[0] - entries[alike.entries[0]].order[0] <= _APART:
            alike.entries.append(at)
            continue
        found.append(Text([at], bare, terms))
        if len(distinct) >= _WORDS:
            latest[key] = found[-1]
    return found


def voices(told: Sequence[Entry]) -> tuple[tuple[str, ...], ...]:
    """The ids of a story's entries by the text that they carry; entries must be in their order.

    Beside copies of a headline, entries are of one text that share most words of their headlines, or of the opening
    of their summaries.
    """
    texts = folded(told)
    voice = list(range(len(texts)))
    headlines = [_pairs(text.terms, _FEW_IN_HEADLINE) for text in texts]
    openings = [_pairs(_opening(told[text.entries[0]]), _FEW_IN_OPENING) for text in texts]
    for later, earlier in chain(_alike(headlines), _alike(openings)):
        one, other = sorted((voice[earlier], voice[later]))
        voice = [one if mine == other else mine for mine in voice]
    ids: dict[int, list[int]] = {}
    for mine, text in zip(voice, texts, strict=True):
        ids.setdefault(mine, []).extend(text.entries)
    return tuple(tuple(told[at].id for at in sorted(places)) for places in ids.values())


def _opening(entry: Entry) -> list[str]:
    return words(entry.summary[:LEAD], entry.language)[:_OPENING]


def _pairs(terms: Sequence[str], few: int) -> frozenset[str]:
    """The pairs of neighbouring words, none where there are only a few."""
    found = frozenset(map(" ".join, pairwise(terms)))
    return found if len(found) >= few else frozenset()


def _alike(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Each set with the earliest one before it that has enough in common with it (Jaccard).

    Two such sets share one of the rarest members of each, so only those are looked up (prefix filtering, Bayardo, Ma
    and Srikant 2007).
    """
    counts = Counter(chain.from_iterable(sets))
    holders: dict[str, list[int]] = defaultdict(list)
    for at, members in enumerate(sets):
        rarest = sorted(members, key=lambda one: (counts[one], one))[: int(len(members) * (1 - _ALIKE)) + 1]
        for earlier in sorted({earlier for one in rarest for earlier in holders[one]}):
            if len(members & sets[earlier]) >= _ALIKE * len(members | sets[earlier]):
                yield at, earlier
                break
        for one in rarest:
            holders[one].append(at)
