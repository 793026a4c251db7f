"""Stories: which entries tell the same event, what they touch, and which told story they go on with.

Everything here is a function of its arguments; the order in which entries are given does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.cluster.dense import Vectors, centred
from digest.cluster.facets import facets
from digest.cluster.stories import groups
from digest.cluster.terms import Background, background, headline
from digest.cluster.threads import ToldStory, continue_threads
from digest.model import Entry, Story, Topic
from digest.text import digest_of

__all__ = [
    "METHOD",
    "Background",
    "ToldStory",
    "Vectors",
    "background",
    "centred",
    "cluster",
    "continue_threads",
    "headline",
]

METHOD = "tfidf-telling-louvain/1"
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
    found = groups(sorted(entries, key=lambda entry: entry.order), background, vectors)
    stories = [
        Story(id=digest_of("story", told[0].id), entries=tuple(told), facets=facets(told, topics)) for told in found
    ]
    return tuple(sorted(stories, key=lambda story: (-len(story.outlets), story.entries[0].order)))
