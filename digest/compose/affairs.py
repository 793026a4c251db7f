"""Affairs: what is of one affair stands together.

More news of an affair stands in a second sentence of its line, where somebody else acts in the same matter, or has a
line of its own while there is room; a story that says what is told already lends the line its outlets. Lines on one
affair follow each other, and say so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from enum import Enum

from digest.compose import english, verbs
from digest.compose.flaws import is_clean
from digest.compose.headline import Kind, roots, share
from digest.compose.lexicon import WORD
from digest.compose.likeness import Likeness
from digest.compose.pick import Pick, Subject
from digest.compose.segments import HAN
from digest.compose.speech import Speech
from digest.model import Story

MOST = 1
"""So many sentences are added to a line."""
_ONE_AFFAIR, _ONE_COUNTRY, _BOTH = 1.0, 0.6, 0.55
"""So near by their words two stories are of one affair; less near ones where one of them is chiefly about a country
that the other names, too, or both are."""
_REPEATS, _ECHOES, _SAME_EVENT = 0.5, 0.4, 1.2
"""A headline with more of a told one says nothing more, or not enough for a line of its own; so near to it, its story
is the same event."""
_CLEAR = 2.5
"""A headline that gets a sentence is rated so well."""
_NO_MATTER = (
    (verbs.VERBS - verbs.AMBIGUOUS)
    | english.ROLES
    | english.words("""
    ahead amid calls claims country countries denies first hopes leaders meeting meets more move new oil people plan
    plans president says state support talks threat threats time urges visit vows wants war warns week year
""")
)
"""Words in which headlines of two matters are alike."""
_MARKED = re.compile(r"[,:;] |\s[–—-]\s")
_TIED = 0.5
"""Picks about one country that are so far on the way to being one event tell two sides of one affair."""


class Tie(Enum):
    """How a line goes with one before it."""

    NONE = "none"
    ALSO = "also"
    RELATED = "related"


def gathered(
    chosen: Sequence[Pick],
    left: Iterable[Pick],
    likeness: Likeness,
    speech: Speech,
    worded: Collection[str],
    *,
    most: int,
) -> list[Pick]:
    """The chosen picks, each with the stories of its affair among those left out, which come best first.

    One of another matter than its affair's line gets a line of its own while there are less than `most`. Lines that an
    editor `worded` tell what they say and no more.
    """
    lines = {one.story.id: one for one in chosen}
    for one in left:
        if lines and _is_plain(one):
            nearness = {name: likeness.nearness(line, one) for name, line in lines.items()}
            ties = {name: near / _needed(lines[name], one) for name, near in nearness.items()}
            name = max(lines, key=lambda name: (ties[name], lines[name].score, name))
            if ties[name] >= 1 and not lines[name].foreign and name not in worded:
                more = _says_more(one, lines.values(), _REPEATS)
                matter = more and goes_with(one.head.text, lines[name].head.text)
                if more and not matter and len(lines) < most and _is_apart(one, lines.values(), nearness.values()):
                    lines[one.story.id] = one
                else:
                    lines[name] = _with(lines[name], one, nearness[name], more=matter)
    return [_whole(line, speech) for line in lines.values()]


def _with(line: Pick, one: Pick, near: float, *, more: bool) -> Pick:
    """A line with a story of its affair: in a sentence where it says more, else in its row where it is the same."""
    if more:
        return replace(line, further=(*line.further, one)) if len(line.further) < MOST else line
    if near < _SAME_EVENT:
        return line
    return replace(line, story=_joined(line.story, one.story), heads=(*line.heads, *one.heads))


def _is_plain(one: Pick) -> bool:
    """Whether a story is told by several outlets, in a headline that states what happened."""
    clear = one.head.kind is Kind.STATEMENT and one.head.rating >= _CLEAR and is_clean(one.head)
    return clear and len(one.story.outlets) > 1 and not one.foreign


def _needed(one: Pick, other: Pick) -> float:
    """How near two stories must be by their words to be of one affair."""
    if _has_country(one.about & other.about):
        return _BOTH
    return _ONE_COUNTRY if _has_country((one.about & other.main) | (one.main & other.about)) else _ONE_AFFAIR


def _has_country(subjects: frozenset[Subject]) -> bool:
    return any(kind == "country" for kind, _ in subjects)


def _is_apart(one: Pick, lines: Iterable[Pick], near: Iterable[float]) -> bool:
    """Whether a story of an affair is another event than its lines, so that it may have one."""
    nearest = max(near)
    return nearest < 1 or (nearest < _SAME_EVENT and _says_more(one, lines, _ECHOES))


def _says_more(one: Pick, lines: Iterable[Pick], most: float) -> bool:
    """Whether a headline is no other wording of what some line tells: no line has more than this share of it."""
    said = roots(one.head.text)
    told = (roots(pick.head.text) for line in lines for pick in (line, *line.further))
    return all(share(said, known) <= most for known in told)


def goes_with(text: str, other: str) -> bool:
    """Whether two headlines tell of one matter what different people do: both have its noun in small letters."""
    again = text.split(maxsplit=1)[0] == other.split(maxsplit=1)[0]
    return bool(_matter(text) & _matter(other)) and not again and not _MARKED.search(text)


def _matter(text: str) -> frozenset[str]:
    """What a headline speaks of but for names; in a script without small letters all that it says."""
    if HAN.search(text):
        return roots(text)
    small = (word for word in WORD.findall(text) if word[0].islower())
    return roots(" ".join(word for word in small if word not in _NO_MATTER))


def _whole(line: Pick, speech: Speech) -> Pick:
    """A line's pick with the entries of all stories that it tells, and that it tells several among its reasons."""
    if not line.further:
        return line
    story = line.story
    for one in line.further:
        story = _joined(story, one.story)
    return replace(line, story=story, why=(*line.why, speech.further.format(count=len(line.further))))


def _joined(story: Story, other: Story) -> Story:
    """A story with the entries of another, and with what that one touches besides."""
    known = {(facet.kind, facet.id) for facet in story.facets}
    return replace(
        story,
        entries=tuple(sorted((*story.entries, *other.entries), key=lambda entry: entry.order)),
        facets=(*story.facets, *(facet for facet in other.facets if (facet.kind, facet.id) not in known)),
    )


def together(picks: Sequence[Pick]) -> tuple[tuple[Pick, Tie], ...]:
    """The picks in their order, but each behind the earlier ones that it goes with, and how it does."""
    likeness = Likeness(picks)
    groups: list[list[tuple[Pick, Tie]]] = []
    for pick in picks:
        ties = [max((_tie(one, pick, likeness) for one, _ in group), key=_strength) for group in groups]
        best = max(range(len(ties)), key=lambda place: (_strength(ties[place]), -place), default=0)
        if ties and ties[best] is not Tie.NONE:
            groups[best].append((pick, ties[best]))
        else:
            groups.append([(pick, Tie.NONE)])
    return tuple(one for group in groups for one in group)


def _tie(one: Pick, other: Pick, likeness: Likeness) -> Tie:
    shared = {kind for kind, _ in one.about & other.about}
    if "country" not in shared or likeness.nearness(one, other) < _TIED:
        return Tie.NONE
    return Tie.RELATED if "topic" in shared else Tie.ALSO


def _strength(tie: Tie) -> int:
    return list(Tie).index(tie)
