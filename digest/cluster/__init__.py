"""Stories: which entries tell the same event, what they touch, and which told story they go on with.

Everything here is a function of its arguments; the order in which entries are given does not matter.

Copies of one headline are folded (`copies`); what is left becomes rows of terms, weighed by their rarity in general
language (`prior`), in the week before the edition (so one more entry changes no weight but of its own words) and in
the entries themselves. `graph` gives each text its nearest ones after it, faded with the time between, block by block;
`communities` merges clusters that are each other's nearest as soon as all is known that bears on them, so a long
stream never stands in memory as a graph. A first, rough round says which terms tell stories apart on these days; the
second decides. The one knob is the resolution of `stories`: how much of what chance would put between two clusters
makes them one. Beside it stands a bound that knows the scale, average linkage corrected for size, so that no single
weak edge joins two pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digest.cluster.copies import voices
from digest.cluster.countries import mentions
from digest.cluster.dense import Vectors, centred
from digest.cluster.explain import Explanation, Link, explain
from digest.cluster.facets import facets
from digest.cluster.headlines import headline
from digest.cluster.regrouping import regroup
from digest.cluster.stories import survey
from digest.cluster.terms import Background, background
from digest.cluster.threads import Continuation, ToldStory, continuations, continue_threads
from digest.model import Entry, Story, Topic
from digest.text import digest_of

__all__ = [
    "METHOD",
    "Background",
    "Continuation",
    "Explanation",
    "Link",
    "ToldStory",
    "Vectors",
    "background",
    "centred",
    "cluster",
    "continuations",
    "continue_threads",
    "explain",
    "headline",
    "mentions",
    "regroup",
    "story_id",
    "together",
]

METHOD = "tfidf-telling-pairs/12"
"""Names weights, tables and decision; it changes when the same entries could become other stories."""


def cluster(
    entries: Sequence[Entry],
    *,
    topics: Sequence[Topic] = (),
    background: Background | None = None,
    vectors: Vectors | None = None,
) -> tuple[Story, ...]:
    """The stories that the entries tell, those of most outlets first, then by their first entries.

    Every entry is in exactly one story. `background`, from recent days, says which words are common; without it the
    entries alone do. `vectors`, which must be centred, say what a text means whatever its words and language; entries
    without one are compared by their words.
    """
    stories = [
        Story(id=story_id(told), entries=told, facets=facets(told, topics), voices=voices(told))
        for told in together(entries, background=background, vectors=vectors)
    ]
    return tuple(sorted(stories, key=lambda story: (-len(story.outlets), story.entries[0].order)))


def together(
    entries: Iterable[Entry],
    *,
    background: Background | None = None,
    vectors: Vectors | None = None,
) -> list[tuple[Entry, ...]]:
    """The entries of each story alone, without what they touch; by their first entries."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    if not ordered:
        return []
    return [tuple(ordered[at] for at in places) for places in survey(ordered, background, vectors).groups()]


def story_id(told: Sequence[Entry]) -> str:
    """The id of a new story, made from its earliest entry."""
    return digest_of("story", told[0].id)
