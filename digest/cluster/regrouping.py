"""Stories as editors see them: what they took apart stays apart, what they put together stays together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.cluster.copies import voices
from digest.cluster.facets import facets
from digest.model import Entry, Merge, Split, Story, Topic
from digest.text import split_id


def regroup(
    stories: Sequence[Story], *, split: Iterable[Split], merge: Iterable[Merge], topics: Sequence[Topic] = ()
) -> tuple[Story, ...]:
    """The stories after the editors' splits, then their merges, in the order of `cluster`.

    A split takes its entries out of whatever stories they are in; of a line's outlets it takes what that story has of
    them. A story that would lose everything stays whole. A merge joins the stories that have one of its ids, or an
    entry with one, under the id that it names first. Splits that share no entry may come in any order.
    """
    found = list(stories)
    for decision in split:
        found = _split(found, decision, topics)
    for together in merge:
        found = _merged(found, together, topics)
    return tuple(sorted(found, key=lambda story: (-len(story.outlets), story.entries[0].order)))


def _taken(split: Split, story: Story) -> tuple[Entry, ...]:
    """The entries of a story that a split takes out of it."""
    return tuple(
        entry
        for entry in story.entries
        if entry.id in split.entries or (story.id == split.line and {entry.outlet, entry.feed} & {*split.outlets})
    )


def _split(stories: Sequence[Story], split: Split, topics: Sequence[Topic]) -> list[Story]:
    found: list[Story] = []
    apart: list[tuple[Story, tuple[Entry, ...]]] = []
    for story in stories:
        gone = _taken(split, story)
        if not gone or len(gone) == len(story.entries):
            found.append(story)
            continue
        found.append(_with(story, [entry for entry in story.entries if entry not in gone], topics))
        apart.append((story, gone))
    if apart:
        entries = sorted((entry for _, gone in apart for entry in gone), key=lambda entry: entry.order)
        name = split_id(entries[0].id, {story.id for story in found})
        found.append(Story(id=name, entries=tuple(entries), facets=facets(entries, topics), voices=voices(entries)))
    return found


def _merged(stories: Sequence[Story], merge: Merge, topics: Sequence[Topic]) -> list[Story]:
    names = set(merge.lines)
    one = [story for story in stories if story.id in names or names & {entry.id for entry in story.entries}]
    if not one:
        return list(stories)
    entries = sorted((entry for story in one for entry in story.entries), key=lambda entry: entry.order)
    ids = {story.id for story in one}
    name = merge.lines[0] if ids & names else min(one, key=lambda story: story.entries[0].order).id
    since = min((story.since for story in one if story.since), default=None)
    joined = Story(id=name, entries=tuple(entries), facets=facets(entries, topics), since=since, voices=voices(entries))
    return [*(story for story in stories if story not in one), joined]


def _with(story: Story, entries: Sequence[Entry], topics: Sequence[Topic]) -> Story:
    return replace(story, entries=tuple(entries), facets=facets(entries, topics), voices=voices(entries))
