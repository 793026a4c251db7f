"""Selection: which stories an edition tells, best first, without two lines about one event."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from heapq import heappop, heappush

from digest.compose import affairs
from digest.compose.likeness import Likeness
from digest.compose.memory import Memory
from digest.compose.pick import Candidate, Pick, Subject, candidate, pick
from digest.compose.reference import Reference
from digest.model import Edition, Edits, Story

MOST, USUAL, ENOUGH = 12, 9, 5
_COMMUNIQUES, _FOREIGN = 3, 3
_TOLD, _NAMED = 5, 7
"""So many lines may be about one subject, and so many may name it."""
_WEIGHED = 80
"""So many of the best candidates are compared with each other."""
_WORLDWIDE = 0.1
"""What twice as many outlets add to a line's prominence."""
_NEARLY, _FULLY = 0.3, 0.4
"""Beyond the first five a story needs this much of the fifth one's score, and more beyond the ninth."""
_SURE, _SURELY = 0.7, 0.15
"""One that is so likely on the beat, and that two outlets tell, needs so little of it."""
_DOUBTFUL, _WIDE, _WIDELY = 0.59, 4, 0.5
"""One less likely on the beat than a headline that has nothing but a core term makes no line beyond the fifth; with so
many outlets it must only be more likely than not."""


def fresh(stories: Iterable[Story], told: Collection[str], mute: Collection[str]) -> tuple[Story, ...]:
    """The stories with what was not told before, in a total order; what is told in full or muted is left out."""
    kept = (
        replace(story, entries=tuple(sorted((e for e in story.entries if e.id not in told), key=lambda e: e.order)))
        for story in stories
        if story.id not in mute
    )
    return tuple(sorted((story for story in kept if story.entries), key=lambda story: story.id))


def select(
    stories: Sequence[Story], edition: Edition, reference: Reference, edits: Edits, memory: Memory
) -> tuple[Pick, ...]:
    """The stories of the brief in the order of their lines; those that editors pin or lead with are always in.

    Of a record, which is chosen already, everything is told in the order of its entries.
    """
    forced = {*edits.pin, edits.lead}
    found = (candidate(story, edition, reference, forced=story.id in forced) for story in stories)
    candidates = [one for one in found if one]
    if reference.record:
        told = (pick(one, edition, reference, memory) for one in candidates)
        return tuple(sorted((one for one in told if one), key=lambda one: one.story.entries[0].order)[:MOST])
    ranked = _with_subjects(_best(candidates, lambda one: pick(one, edition, reference, memory)))
    likeness = Likeness(ranked)
    chosen = _greedy(ranked, likeness)
    named = {one.story.id for one in chosen}
    left = (one for one in ranked if one.story.id not in named and _is_likely(one))
    worded = {one.line for one in edits.retitle}
    chosen = affairs.gathered(chosen, left, likeness, reference.speech, worded, most=MOST)
    return tuple(sorted(chosen, key=lambda one: (one.story.id != edits.lead, -_prominence(one), one.story.id)))


def _prominence(one: Pick) -> float:
    """What a line's place goes by: its score, and how many outlets tell it in words of their own once more.

    What hardly counts when a story must prove that it is on the beat (that all the world tells it) does when it has.
    """
    return one.score * (1 + _WORLDWIDE * math.log2(len(one.story.own_words)))


def _best(candidates: Sequence[Candidate], rate: Callable[[Candidate], Pick | None]) -> list[Pick]:
    """The best `_WEIGHED` picks, best first, and the forced ones, as if every candidate had been rated.

    Reading headlines is what costs, so one is read only when no rated candidate can be better than it any more.
    """
    wanted = [one for one in map(rate, (one for one in candidates if one.forced)) if one]
    waiting = sorted((one for one in candidates if not one.forced), key=lambda one: (one.bound, one.story.id))
    rated: list[tuple[float, str, Pick]] = []
    best: list[Pick] = []
    while len(best) < _WEIGHED and (waiting or rated):
        if waiting and (not rated or waiting[-1].bound >= -rated[0][0]):
            if one := rate(waiting.pop()):
                heappush(rated, (-one.score, one.story.id, one))
        else:
            best.append(heappop(rated)[2])
    return sorted([*wanted, *best], key=lambda one: (-one.score, one.story.id))


def against(one: Pick, chosen: Sequence[Pick], likeness: Likeness) -> tuple[str, str]:
    """Why a story on the beat has no line, and the id of the line that tells it or keeps it out, if one does."""
    same = next((other for other in chosen if likeness.same(one, other)), None)
    if same:
        return "another line seems to tell it", same.story.id
    if len(chosen) >= MOST:
        return "the brief is full", ""
    if not _worth(one, chosen):
        return "weaker than the lines of the brief", ""
    return "its subject has lines enough", ""


def _with_subjects(ranked: Sequence[Pick]) -> list[Pick]:
    """The picks with what each is about: of its main countries and topics those that the day has least of.

    A story of the United States and Greenland is about Greenland on a day when every other story names Washington.
    """
    counts = Counter(subject for one in ranked for subject in one.main)

    def rarest(one: Pick, kind: str) -> list[Subject]:
        return sorted((s for s in one.main if s[0] == kind), key=lambda s: (counts[s], s))[:1]

    return [replace(one, about=frozenset(rarest(one, "country") + rarest(one, "topic"))) for one in ranked]


def _greedy(ranked: Sequence[Pick], likeness: Likeness) -> list[Pick]:
    """As many stories as the day gives, none twice, no subject with much more than two fifths of the lines."""
    chosen = [one for one in ranked if one.forced]
    for one in ranked:
        if len(chosen) >= MOST:
            break
        if not one.forced and _adds(one, chosen) and not any(likeness.same(one, other) for other in chosen):
            chosen.append(one)
    return chosen


def _adds(one: Pick, chosen: Sequence[Pick]) -> bool:
    """Whether a story is worth a line beside the chosen ones and leaves them varied."""
    about = Counter(subject for other in chosen for subject in other.about)
    named = Counter(subject for other in chosen for subject in other.main)
    crowded = any(about[s] >= _TOLD for s in one.about) or any(named[s] >= _NAMED for s in one.main)
    if one.communique and sum(other.communique for other in chosen) >= _COMMUNIQUES:
        return False
    if one.foreign and sum(other.foreign for other in chosen) >= _FOREIGN:
        return False
    return not crowded and _worth(one, chosen)


def _worth(one: Pick, chosen: Sequence[Pick]) -> bool:
    """Whether a story adds to a brief that has enough lines without it."""
    if len(chosen) < ENOUGH:
        return True
    bar = sorted((other.score for other in chosen), reverse=True)[ENOUGH - 1]
    outlets = len(one.story.outlets)
    share = _NEARLY if outlets >= _WIDE or len(chosen) < USUAL else _FULLY
    if one.likely >= _SURE and outlets > 1:
        share = _SURELY
    return _is_likely(one) and one.score >= share * bar


def _is_likely(one: Pick) -> bool:
    """Whether a story is so likely on the beat that a brief with lines enough tells it."""
    return one.likely >= (_WIDELY if len(one.story.outlets) >= _WIDE else _DOUBTFUL)
