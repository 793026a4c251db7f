"""Stories over days: which of today's stories goes on with one that was told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from digest.cluster.places import nearness, places
from digest.cluster.prior import prior
from digest.cluster.terms import Background, Rows, bag, headline, matrix, weighted, words
from digest.model import Story

_SAME = 0.5  # likeness of a story and one told just now: high, for a wrong thread is worse than a missed one
_FADING = 30.0  # days over which likeness fades by the factor e: of two threads alike, the later one goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story as the brief of `day` told it: its id, the day its thread began, and its entries' titles and language.

    A thread told on several days is given once for each of them.
    """

    id: str
    since: date
    day: date
    texts: tuple[str, ...]
    language: str = ""


def continue_threads(
    stories: Sequence[Story], told: Sequence[ToldStory], *, background: Background | None = None
) -> tuple[Story, ...]:
    """The stories, in their order; one that goes on with a told story gets its id and the day its thread began.

    A story and a thread are paired where each is the other's best match and alike enough, so no thread has two heirs.
    """
    told = sorted((one for one in told if one.texts), key=lambda one: (one.id, one.day, one.texts))
    if not stories or not told:
        return tuple(stories)
    ranked = sorted(stories, key=lambda story: story.id)
    since: dict[str, date] = {}
    for one in told:
        since[one.id] = min(one.since, since.get(one.id, one.since))
    heirs = {ranked[at].id: thread for at, thread in _heirs(_likeness(ranked, told, background), told)}
    return tuple(
        replace(story, id=heirs[story.id], since=since[heirs[story.id]]) if story.id in heirs else story
        for story in stories
    )


def _heirs(likeness: NDArray[np.float64], told: Sequence[ToldStory]) -> Iterator[tuple[int, str]]:
    """Places of stories, each with the thread it goes on with. Among equals the first wins, so order by id decides."""
    starts = [at for at, one in enumerate(told) if at == 0 or one.id != told[at - 1].id]
    best = np.maximum.reduceat(likeness, starts, axis=1)
    for thread, story in enumerate(best.argmax(axis=0).tolist()):
        if best[story].argmax() == thread and best[story, thread] >= _SAME:
            yield story, told[starts[thread]].id


def _likeness(stories: Sequence[Story], told: Sequence[ToldStory], known: Background | None) -> NDArray[np.float64]:
    """Stories by told ones: cosine of their titles, fading with the days between and where places differ."""
    sides = [
        *((sorted({entry.title for entry in story.entries}), story.entries[0].language) for story in stories),
        *((one.texts, one.language) for one in told),
    ]
    sizes = [len(texts) for texts, _ in sides]
    bags = (bag(words(headline(text), language)) for texts, language in sides for text in texts)
    rows, _ = matrix(bags, prior({language for _, language in sides}), known)
    terms = _centres(rows, sizes)
    where = _centres(places((headline(text), language) for texts, language in sides for text in texts), sizes)
    named = np.diff(where.indptr) > 0
    middle = len(stories)
    cosines, common = ((rows[:middle] @ rows[middle:].T).toarray() for rows in (terms, where))
    days = np.array([story.entries[-1].order[0].date().toordinal() for story in stories])
    apart = np.abs(days[:, None] - np.array([one.day.toordinal() for one in told]))
    near = np.where(named[:middle, None] & named[None, middle:], nearness(common), 1.0)
    likeness: NDArray[np.float64] = np.round(cosines * near * np.exp(-apart / _FADING), 6)
    return likeness


def _centres(rows: Rows, sizes: Sequence[int]) -> Rows:
    """The sums of so many rows each, at unit length."""
    owners = np.repeat(np.arange(len(sizes)), sizes)
    places = (owners, np.arange(len(owners)))
    members = sparse.csr_array((np.ones(len(owners)), places), shape=(len(sizes), len(owners)))
    return weighted(sparse.csr_array(members @ rows))
