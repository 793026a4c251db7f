"""Stories over days: which of today's stories goes on with one that was told before, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from digest.cluster.dense import Vectors, language_of
from digest.cluster.headlines import headline
from digest.cluster.named import nearness, places
from digest.cluster.prior import prior
from digest.cluster.terms import Background, Rows, bag, matrix, weighted, words
from digest.model import Entry, Story

_SAME = 0.5  # likeness of a story and one told just now: high, for a wrong thread is worse than a missed one
_FADING = 30.0  # days over which likeness fades by the factor e: of two threads alike, the later one goes on
_REST = 5  # days without a telling after which an affair that comes back is counted anew
_WORDS, _MEANING = 0.75, 0.25  # within a language; across languages meaning alone
_SHARED = 6  # words are named


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story as the brief of `day` told it: its id, the day its thread began, and its entries.

    A thread told on several days is given once for each of them.
    """

    id: str
    since: date
    day: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """Why a story goes on with what was told on `day`.

    `likeness` is what decides: the `cosine` of all words of their headlines, with that of `meaning` where an encoder
    gave it, faded over `days` and where their `places` differ. `shared` are the words that both have, with what each
    adds to the cosine.
    """

    told: ToldStory
    likeness: float
    cosine: float
    meaning: float | None
    days: int
    places: float
    shared: tuple[tuple[str, float], ...]


def continue_threads(
    stories: Sequence[Story],
    told: Sequence[ToldStory],
    *,
    background: Background | None = None,
    vectors: Vectors | None = None,
) -> tuple[Story, ...]:
    """The stories, in their order; one that goes on with a told story gets its id and the day its thread began.

    A story and a thread are paired where each is the other's best match and alike enough, so no thread has two heirs.
    A thread that rested keeps its id, but begins anew: what comes back after a week is seldom the same affair still.
    `vectors`, which must be centred, let a story go on in another language, or in other words.
    """
    latest = {one.id: one for one in sorted(told, key=lambda one: (one.day, one.id))}
    heirs = continuations(stories, told, background=background, vectors=vectors)
    return tuple(_heir(story, latest[heirs[story.id].told.id]) if story.id in heirs else story for story in stories)


def _heir(story: Story, told: ToldStory) -> Story:
    """A story as the next of a thread that was told last like this."""
    rested = _day_of(story) - told.day.toordinal() > _REST
    return replace(story, id=told.id, since=None if rested else told.since)


def _day_of(story: Story) -> int:
    return story.entries[-1].order[0].date().toordinal()


def continuations(
    stories: Sequence[Story],
    told: Sequence[ToldStory],
    *,
    background: Background | None = None,
    vectors: Vectors | None = None,
) -> Mapping[str, Continuation]:
    """For the id of each story that goes on with a told one, why it does."""
    told = sorted((one for one in told if one.entries), key=lambda one: (one.id, one.day, [e.id for e in one.entries]))
    if not stories or not told:
        return {}
    ranked = sorted(stories, key=lambda story: story.id)
    sides = _Sides.of([story.entries for story in ranked], [one.entries for one in told], background, vectors)
    days = np.array([_day_of(story) for story in ranked])
    apart = np.abs(days[:, None] - np.array([one.day.toordinal() for one in told]))
    likeness = np.round(sides.alike() * sides.near * np.exp(-apart / _FADING), 6)
    return {
        ranked[at].id: Continuation(
            told=told[place],
            likeness=float(likeness[at, place]),
            cosine=round(float(sides.cosines[at, place]), 6),
            meaning=None if sides.meanings is None else round(float(sides.meanings[at, place]), 6),
            days=int(apart[at, place]),
            places=round(float(sides.near[at, place]), 6),
            shared=sides.shared(at, place),
        )
        for at, place in _heirs(likeness, told)
    }


def _heirs(likeness: NDArray[np.float64], told: Sequence[ToldStory]) -> Iterator[tuple[int, int]]:
    """Places of stories, each with that of what it goes on with. Among equals the first wins: order by id decides."""
    starts = [at for at, one in enumerate(told) if at == 0 or one.id != told[at - 1].id]
    best = np.maximum.reduceat(likeness, starts, axis=1)
    ends = [*starts[1:], len(told)]
    for thread, story in enumerate(best.argmax(axis=0).tolist()):
        if best[story].argmax() == thread and best[story, thread] >= _SAME:
            yield story, starts[thread] + int(likeness[story, starts[thread] : ends[thread]].argmax())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """Stories on one side, told ones on the other: how alike all their headlines together are."""

    terms: Rows
    columns: Sequence[str]
    middle: int  # rows of terms before it are stories
    cosines: NDArray[np.float64]
    meanings: NDArray[np.float64] | None  # nothing where either is not known
    foreign: NDArray[np.bool_]  # no language in common
    near: NDArray[np.float64]  # what is left of a likeness where places differ

    @classmethod
    def of(
        cls,
        stories: Sequence[Sequence[Entry]],
        told: Sequence[Sequence[Entry]],
        known: Background | None,
        vectors: Vectors | None,
    ) -> _Sides:
        sides = [_headlines(entries) for entries in (*stories, *told)]
        sizes = [len(texts) for texts in sides]
        bags = (bag(words(headline(text), language)) for texts in sides for text, language in texts)
        rows, columns = matrix(bags, prior({language for texts in sides for _, language in texts}), known)
        terms = _centres(rows, sizes)
        where = _centres(places((headline(text), language) for texts in sides for text, language in texts), sizes)
        middle = len(stories)
        cosines, common = ((rows[:middle] @ rows[middle:].T).toarray() for rows in (terms, where))
        named = np.diff(where.indptr) > 0
        mine, theirs = ([{language_of(entry) for entry in entries} for entries in side] for side in (stories, told))
        return cls(
            terms=terms,
            columns=columns,
            middle=middle,
            cosines=cosines,
            meanings=_meanings(stories, vectors) @ _meanings(told, vectors).T if vectors else None,
            foreign=np.array([[one.isdisjoint(other) for other in theirs] for one in mine]),
            near=np.where(named[:middle, None] & named[None, middle:], nearness(common), 1.0),
        )

    def alike(self) -> NDArray[np.float64]:
        """How alike they are, before time and places are looked at."""
        if self.meanings is None:
            return self.cosines
        within = np.maximum(self.cosines, _WORDS * self.cosines + _MEANING * self.meanings)
        return np.where(self.foreign, np.maximum(self.cosines, self.meanings), within)

    def shared(self, one: int, other: int) -> tuple[tuple[str, float], ...]:
        """The terms of both, those that add most first."""
        both = self.terms[[one]].multiply(self.terms[[self.middle + other]]).tocoo()
        added = {
            self.columns[at]: round(value, 4) for at, value in zip(both.col.tolist(), both.data.tolist(), strict=True)
        }
        return tuple(sorted(added.items(), key=lambda pair: (-pair[1], pair[0]))[:_SHARED])


def _headlines(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Headlines with their languages, each once."""
    return sorted({(entry.title, entry.language) for entry in entries})


def _meanings(sides: Sequence[Sequence[Entry]], vectors: Vectors) -> NDArray[np.float64]:
    """The directions in which the entries of each side lie together; nought where none has a vector."""
    size = next((len(vector) for vector in vectors.values()), 0)
    nothing = np.zeros(size)
    sums = np.array(
        [np.sum([vectors.get(key, nothing) for key in sorted({one.id for one in side})], axis=0) for side in sides],
        dtype=np.float64,
    )
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.where(lengths > 0, lengths, 1.0))


def _centres(rows: Rows, sizes: Sequence[int]) -> Rows:
    """The sums of so many rows each, at unit length."""
    owners = np.repeat(np.arange(len(sizes)), sizes)
    places = (owners, np.arange(len(owners)))
    members = sparse.csr_array((np.ones(len(owners)), places), shape=(len(sizes), len(owners)))
    return weighted(sparse.csr_array(members @ rows))
