"""What a story touches: the newsroom's topics and the countries of the world, each with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.cluster.countries import mentions
from digest.cluster.headlines import LEAD
from digest.model import Entry, Facet, Topic
from digest.text import find_terms

_IN_TITLES, _IN_TEXTS = 8, 4  # a country that fewer than one in so many name is not what the story is about
_BETWEEN = " ¶ "  # no phrase runs from one text into the next


def facets(entries: Sequence[Entry], topics: Iterable[Topic]) -> tuple[Facet, ...]:
    """Topics in the newsroom's order, then countries, those that most entries name first."""
    return (*_topics(entries, topics), *_countries(entries))


def _topics(entries: Sequence[Entry], topics: Iterable[Topic]) -> Iterator[Facet]:
    """Those that a title speaks of, or two entries; a word in passing in one summary is not enough."""
    titles = _BETWEEN.join(entry.title for entry in entries)
    leads = [entry.summary[:LEAD] for entry in entries]
    for topic in topics:
        found = find_terms(topic.match, titles)
        beside = find_terms(topic.match, _BETWEEN.join(leads))
        if found or (beside and sum(bool(find_terms(topic.match, lead)) for lead in leads) > 1):
            yield Facet(kind="topic", id=topic.id, words=_distinct((*found, *beside)))


@dataclass(slots=True)
class _Named:
    """A country as the entries name it: in how many titles, in how many entries, in which words, surely or not."""

    titles: int = 0
    entries: int = 0
    sure: bool = False
    words: tuple[str, ...] = ()


def _countries(entries: Sequence[Entry]) -> Iterator[Facet]:
    named: dict[str, _Named] = {}
    for entry in entries:
        title, lead = (mentions(text, entry.language) for text in (entry.title, entry.summary[:LEAD]))
        for code in dict.fromkeys((*title, *lead)):
            country = named.setdefault(code, _Named())
            country.titles += code in title
            country.entries += 1
            for mention in (*title.get(code, ()), *lead.get(code, ())):
                country.sure |= mention.sure
                country.words += (mention.word,)
    told = {code: country for code, country in named.items() if _prominent(country, len(entries))}
    for code in sorted(told, key=lambda code: (-told[code].titles, -told[code].entries, code)):
        if _sure(code, told):
            yield Facet(kind="country", id=code, words=_distinct(told[code].words))


def _prominent(country: _Named, entries: int) -> bool:
    in_titles = country.titles > 0 and country.titles * _IN_TITLES >= entries
    return in_titles or (country.entries > 1 and country.entries * _IN_TEXTS >= entries)


def _sure(code: str, told: Mapping[str, _Named]) -> bool:
    """Georgia is a country where a Georgian or another country is near; with America alone it is one of its states."""
    return told[code].sure or any(other.sure for near, other in told.items() if near not in {code, "US"})


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, whatever its case, as it first stands."""
    seen: dict[str, str] = {}
    for word in words:
        seen.setdefault(word.casefold(), word)
    return tuple(seen.values())
