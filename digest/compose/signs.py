"""Signs: what a headline says for and against being on the beat, and how likely that makes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from digest.compose.reference import Beat, Reference
from digest.model import Facet, Story

_ORGANISATIONS = frozenset({"EU", "UN"})
"""Parties that ISO 3166 has a code for but that are no countries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What a text says of the beat.

    `said` are core terms, or near ones where there are two; `acts` what parties do to each other; `parties` how many
    are named, `organisation` whether one of them is no country; `against` how many terms speak against the beat, and
    `out` whether one is off it.
    """

    said: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    parties: int = 0
    organisation: bool = False
    against: int = 0
    out: bool = False

    @property
    def features(self) -> tuple[float, ...]:
        """The signs in the order of `Odds.weights`, 1 where there is one."""
        return (
            float(not self.said),
            float(bool(self.said)),
            float(bool(self.acts)),
            float(self.parties > 1),
            float(self.organisation),
            float(self.against > 0),
            float(self.against > 1),
            float(self.out),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """What each sign adds to the logarithm of the odds that a headline is on the beat.

    Source: a logistic regression on the labelled headlines of 29 days, rounded; `python -m tests.beat_odds` makes it
    again and tells how well it does on days that it left out. `said` is set beforehand, so that a scope of core terms
    alone is enough.
    """

    without: float = -2.6
    said: float = 0.4
    act: float = 1.2
    two: float = 3.1
    organisation: float = 0.9
    against: float = -1.1
    again: float = -1.5
    out: float = -2.4

    @property
    def weights(self) -> tuple[float, ...]:
        """The weights in the order of `Signs.features`."""
        return (
            self.without,
            self.said,
            self.act,
            self.two,
            self.organisation,
            self.against,
            self.again,
            self.out,
        )

    def likelihood(self, signs: Signs) -> float:
        """How likely a headline with these signs is on the beat, 0 to 1."""
        total = sum(weight * sign for weight, sign in zip(self.weights, signs.features, strict=True))
        return 1 / (1 + math.exp(-total))


ODDS = Odds()


def read(text: str, story: Story, reference: Reference) -> Signs:
    """What a text of a story says of the beat; acts and parties count where the scope has acts, which need both."""
    beat, scope = reference.beat, reference.roster.scope
    core, near = _fold(beat.core.find(text)), _fold(beat.near.find(text))
    parties = parties_of(text, story, reference) if scope.acts else {}
    known = set(parties.values())
    return Signs(
        said=core or (near if len(near) > 1 else ()),
        acts=_acts(text, near, parties, beat) if scope.acts else (),
        parties=len(known),
        organisation=any(len(party) != 2 or party in _ORGANISATIONS for party in known),
        against=len(_fold(beat.against.find(text))),
        out=bool(beat.out.find(text)),
    )


def parties_of(text: str, story: Story, reference: Reference) -> dict[str, str]:
    """The parties that a text names, by the words that name them: countries, and whom the scope calls a party."""
    found: dict[str, str] = {}
    folded = text.casefold()
    for facet in story.facets:
        if facet.kind == "country":
            found |= {word: facet.id for word in map(str.casefold, facet.words) if _stands(word, folded)}
    for name in _fold(reference.beat.parties.find(text)):
        found.setdefault(name, _party(name, reference))
    return found


def names(facet: Facet, title: str) -> bool:
    """Whether a headline names what a facet stands for, in one of the words that its story has for it."""
    folded = title.casefold()
    return any(_stands(word.casefold(), folded) for word in facet.words)


def _acts(text: str, near: tuple[str, ...], parties: Mapping[str, str], beat: Beat) -> tuple[str, ...]:
    """The acts that a text names, or the near terms that are no party's name."""
    return _fold(beat.acts.find(text)) or tuple(term for term in near if term not in parties)


def _party(name: str, reference: Reference) -> str:
    """The party that a name found in a text stands for."""
    fits = (
        party
        for party, terms in reference.roster.scope.parties.items()
        for term in map(str.casefold, terms)
        if name == term or (term.endswith("*") and name.startswith(term[:-1]))
    )
    return next(fits, "")


def _stands(word: str, text: str) -> bool:
    """Whether a word stands whole in a text (anywhere, in scripts without spaces)."""
    at = text.find(word)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
        if not word.isascii() or not any(char.isalnum() for char in around):
            return True
        at = text.find(word, at + 1)
    return False


def _fold(terms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.casefold() for term in terms))
