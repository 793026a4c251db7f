"""Why entries stand together: what each of a story shares with one of them, and who came nearest from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from digest.cluster.dense import Vectors
from digest.cluster.graph import FLOOR
from digest.cluster.headlines import LEAD, headline
from digest.cluster.stories import Survey, survey
from digest.cluster.terms import Background, words
from digest.model import Entry
from digest.text import tokens

_SHARED = 8  # words are named, those that say most
_OUTSIDE = 3  # entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What one entry has to do with another.

    `likeness` is what decides: `cosine` of the words, with that of `meaning` where an encoder gave it, faded over
    `hours`; `named` is what is left of it where they name other places or numbers. `shared` are words in common, with
    what each adds to the cosine, most first; across languages names and numbers in common too, with what they add to
    the likeness. `copy` says that both carry one headline.
    """

    entry: Entry
    likeness: float
    cosine: float
    meaning: float | None
    hours: float
    named: float
    shared: tuple[tuple[str, float], ...]
    copy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An entry, the others of its story (the most alike first), and those of other stories that are most alike.

    `floor` is the least likeness that makes two entries neighbours; others are of the story by way of neighbours.
    """

    entry: Entry
    inside: tuple[Link, ...]
    outside: tuple[Link, ...]
    floor: float = FLOOR


def explain(
    entries: Sequence[Entry],
    key: str,
    *,
    background: Background | None = None,
    vectors: Vectors | None = None,
) -> Explanation:
    """Why the entry with the id `key` stands where it does among `entries`; KeyError if it is not one of them."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    found = survey(ordered, background, vectors)
    home = {ordered[at].id: mine for mine, text in enumerate(found.texts) for at in text.entries}[key]
    entry = next(one for one in ordered if one.id == key)
    links = _links(found, home, entry, ordered)
    mates = set(np.flatnonzero(found.story == found.story[home]).tolist())
    inside = [link for text, link in links if text in mates and link.entry is not entry]
    outside = [link for text, link in links if text not in mates and link.likeness > 0]
    return Explanation(entry=entry, inside=tuple(inside), outside=tuple(outside[:_OUTSIDE]))


def _links(found: Survey, home: int, entry: Entry, entries: Sequence[Entry]) -> list[tuple[int, Link]]:
    """Each entry that has a word in common with `entry`, or a story, with its text; the most alike first."""
    cosines, named, likeness = found.cosines(home), found.near(home), found.likeness(home)
    meanings = found.dense.cosines(home) if found.dense else None
    candidates = np.flatnonzero((likeness > 0) | (found.story == found.story[home]))
    ranked = sorted(candidates.tolist(), key=lambda text: (-likeness[text], text))
    near = [text for text in ranked if found.story[text] == found.story[home]]
    near += [text for text in ranked if found.story[text] != found.story[home]][:_OUTSIDE]
    names = _as_written(entry)
    return [
        (
            text,
            Link(
                entry=entries[at],
                likeness=float(likeness[text]),
                cosine=round(float(cosines[text]), 6),
                meaning=None if meanings is None else round(float(meanings[text]), 6),
                hours=round((entries[at].order[0] - entry.order[0]).total_seconds() / 3600, 1),
                named=round(float(named[text]), 6),
                shared=_shared(found, home, text, names),
                copy=text == home,
            ),
        )
        for text in near
        for at in found.texts[text].entries
    ]


def _shared(found: Survey, one: int, other: int, names: Mapping[str, str]) -> tuple[tuple[str, float], ...]:
    """The terms of both texts as they are written, with what each adds to the cosine."""
    ours, theirs = (
        dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
        for row in (found.rows[[one]], found.rows[[other]])
    )
    added = {found.columns[term]: round(weight * theirs[term], 4) for term, weight in ours.items() if term in theirs}
    if found.crossing.links[one, other]:
        added |= found.crossing.shared(one, other)
    most = sorted(added.items(), key=lambda pair: (-pair[1], pair[0]))[:_SHARED]
    return tuple((names.get(term, term), weight) for term, weight in most)


def _as_written(entry: Entry) -> dict[str, str]:
    """The terms of an entry as it writes them."""
    text = f"{headline(entry.title, entry.summary)} {entry.summary[:LEAD]}"
    written: dict[str, str] = {}
    for token in tokens(text):
        for term in words(token, entry.language):
            written.setdefault(term, token)
    return written
