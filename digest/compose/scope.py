"""Scope: which stories are on the beat, how surely, and why, in words that an editor can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest.compose.reference import Reference
from digest.model import Entry, Facet, Ownership, Role, Scope, Story

_SHARE = 0.2
_CORE, _OWNED, _NEAR, _ACT, _OPEN = 1.0, 0.8, 0.6, 0.5, 1.0
_BODY = 0.5
_LEAD = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Whether a story is on the beat, how much it and each of its entries are (0 to 1), and the reasons."""

    on: bool
    points: float
    entries: tuple[float, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hits:
    """What an entry says of the beat: how much it counts, and the terms that say so."""

    points: float
    terms: tuple[str, ...] = ()


def relevance(story: Story, reference: Reference) -> Relevance:
    """How far a story is on the beat of the roster.

    One core term, two different near ones, an act or a near term between two parties, or an outlet of an owner that the
    scope names put an entry on the beat, the sooner the more. A story is on it when its entries are for a fifth. One
    whose entries are mostly off the beat by their terms counts only if core terms stand in several of them.
    """
    scope = reference.roster.scope
    total = len(story.entries)
    if scope.open:
        return Relevance(on=True, points=_OPEN, entries=(_OPEN,) * total)
    hits = [_hits(entry, story, scope, reference) for entry in story.entries]
    weight = sum(hit.points for hit in hits)
    return Relevance(
        on=weight >= _SHARE * total and not _is_off(story, hits, reference),
        points=weight / total,
        entries=tuple(hit.points for hit in hits),
        why=_why(hits, total),
    )


def _is_off(story: Story, hits: Sequence[_Hits], reference: Reference) -> bool:
    """Whether what is off the beat outweighs what is on it."""
    out = sum(1 for entry in story.entries if reference.beat.out.find(entry.title))
    strong = sum(1 for hit in hits if hit.points >= _CORE)
    return 2 * out >= len(hits) and strong < max(2, out)


def _hits(entry: Entry, story: Story, scope: Scope, reference: Reference) -> _Hits:
    """What an entry says of the beat; what only its summary says counts half."""
    body = f"{entry.title}\n{entry.summary[:_LEAD]}" if entry.summary else entry.title
    if core := _fold(reference.beat.core.find(body)):
        titled = _fold(reference.beat.core.find(entry.title)) if entry.summary else core
        if titled or reference.outlet(entry).ownership not in scope.ownership:
            return _Hits(points=_CORE if titled else _CORE * _BODY, terms=titled or core)
    if reference.outlet(entry).ownership in scope.ownership:
        return _Hits(points=_OWNED)
    if len(near := _fold(reference.beat.near.find(body))) > 1:
        titled = _fold(reference.beat.near.find(entry.title)) if entry.summary else near
        return _Hits(points=_NEAR if len(titled) > 1 else _NEAR * _BODY, terms=titled if len(titled) > 1 else near)
    if reference.beat.out.find(entry.title):
        return _Hits(points=0.0)
    parties = _parties(entry, story, reference)
    if len(set(parties.values())) < 2:
        return _Hits(points=0.0)
    acts = _fold(reference.beat.acts.find(entry.title)) or tuple(term for term in near if term not in parties)
    return _Hits(points=_ACT, terms=acts) if acts else _Hits(points=0.0)


def _parties(entry: Entry, story: Story, reference: Reference) -> dict[str, str]:
    """The parties that a headline names, by the words that name them: countries, and whom the scope calls a party."""
    found: dict[str, str] = {}
    folded = entry.title.casefold()
    for facet in story.facets:
        if facet.kind == "country":
            found |= {word: facet.id for word in map(str.casefold, facet.words) if _stands(word, folded)}
    for name in _fold(reference.beat.parties.find(entry.title)):
        found.setdefault(name, _party(name, reference.roster.scope))
    return found


def _party(name: str, scope: Scope) -> str:
    """The party that a name found in a text stands for."""
    fits = (
        party
        for party, terms in scope.parties.items()
        for term in map(str.casefold, terms)
        if name == term or (term.endswith("*") and name.startswith(term[:-1]))
    )
    return next(fits, "")


def names(facet: Facet, title: str) -> bool:
    """Whether a headline names what a facet stands for, in one of the words that its story has for it."""
    folded = title.casefold()
    return any(_stands(word.casefold(), folded) for word in facet.words)


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


def _why(hits: Sequence[_Hits], total: int) -> tuple[str, ...]:
    counts = Counter(term for hit in hits for term in hit.terms)
    best = sorted(counts, key=lambda term: (-counts[term], term))[:2]
    noun = "headline" if total == 1 else "headlines"
    return tuple(f"'{term}' in {counts[term]} of {total} {noun}" for term in best)


def breadth(story: Story, reference: Reference) -> tuple[str, ...]:
    """The reasons that lie in who tells a story."""
    outlets = reference.outlets_of(story)
    countries = {outlet.country for outlet in outlets if outlet.country}
    reasons = []
    if len(outlets) > 1:
        where = f" in {len(countries)} countries" if len(countries) > 1 else ""
        reasons.append(f"told by {len(outlets)} outlets{where}")
    primary = sorted({outlet.name for outlet in outlets if is_primary(outlet.ownership, outlet.role)})
    reasons += [f"primary document of {name}" for name in primary[:2]]
    if story.since:
        reasons.append(f"goes on since {story.since.isoformat()}")
    return tuple(reasons)


def is_primary(ownership: Ownership, role: Role) -> bool:
    """Whether an outlet publishes the documents of its own office."""
    return role is Role.PRIMARY or ownership in {Ownership.MINISTRY, Ownership.EMBASSY}
