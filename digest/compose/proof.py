"""The proof: what an editor looks at beside a brief, such as what was left out and why, and other titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest import text as words
from digest.compose import lines, select, word
from digest.compose.headline import roots
from digest.compose.likeness import Likeness
from digest.compose.memory import Earlier, Memory
from digest.compose.pick import Pick, candidate, is_retold, pick
from digest.compose.reference import Reference
from digest.compose.scope import relevance
from digest.model import Edition, Edits, Entry, Roster, Story

TITLES = 5
"""So many title words are offered."""
MOST_LEFT = 40
"""So many stories that were left out are shown."""
_SUSPECT = 0.6
"""Lines that are so far on the way to being one event are suspected to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A story without a line: its first headline, its outlets, why it has none, and the line that stands for it."""

    id: str
    headline: str
    outlets: tuple[str, ...]
    why: str
    line: str = ""
    on_beat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the day offers beside its brief.

    `alike` are pairs of lines that may tell one event, `odd` the entries of a line that share no word with its
    headline; `left` shows the weightiest of the `left_out` stories without a line.
    """

    titles: tuple[str, ...]
    left: tuple[Left, ...]
    left_out: int
    alike: tuple[tuple[str, str], ...]
    odd: Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """A day's stories on their way into the brief: those with news by id, their picks, those that got a line."""

    news: Mapping[str, Story]
    picks: Mapping[str, Pick | None]
    chosen: tuple[Pick, ...]
    likeness: Likeness
    reference: Reference
    edits: Edits
    memory: Memory


def proof(edition: Edition, stories: Sequence[Story], *, roster: Roster, earlier: Earlier, edits: Edits) -> Proof:
    """The proof of an edition's brief, from what the brief is composed of; pure like `compose`."""
    day = _day(edition, stories, Reference.of(roster, stories), earlier, edits)
    named = {one.story.id for line in day.chosen for one in (line, *line.further)}
    left = [_left(story, day) for story in stories if story.id not in named]
    left.sort(key=lambda one: (not one.on_beat, -len(one.outlets), one.id))
    return Proof(
        titles=word.best_words(lines.tell(day.chosen, day.reference, edits), earlier.words, day.reference, most=TITLES),
        left=tuple(left[:MOST_LEFT]),
        left_out=len(left),
        alike=_alike(day.chosen, day.likeness),
        odd={one.story.id: odd for one in day.chosen if (odd := _odd(one))},
    )


def _day(edition: Edition, stories: Sequence[Story], reference: Reference, earlier: Earlier, edits: Edits) -> _Day:
    news = {story.id: story for story in select.fresh(stories, earlier.told, edits.mute)}
    memory = Memory(earlier.stories)
    chosen = select.select(tuple(news.values()), edition, reference, edits, memory)
    named = {one.story.id for line in chosen for one in (line, *line.further)}
    rest = {key: candidate(story, edition, reference, forced=False) for key, story in news.items() if key not in named}
    picks = {key: pick(one, edition, reference, memory) if one else None for key, one in rest.items()}
    likeness = Likeness([*chosen, *(one for one in picks.values() if one)])
    return _Day(
        news=news, picks=picks, chosen=chosen, likeness=likeness, reference=reference, edits=edits, memory=memory
    )


def _left(story: Story, day: _Day) -> Left:
    on_beat, one, line = relevance(story, day.reference).on, day.picks.get(story.id), ""
    if story.id in day.edits.mute:
        why = "muted by an editor"
    elif story.id not in day.news:
        why = "told before"
    elif not on_beat:
        why = "off the beat"
    elif one is None:
        retold = is_retold(day.news[story.id], day.reference, day.memory)
        why = "nothing new since it was told" if retold else "no headline that one could print"
    else:
        why, line = select.against(one, day.chosen, day.likeness)
    return Left(
        id=story.id,
        headline=words.clean(one.head.text if one else story.entries[0].title),
        outlets=tuple(outlet.name for outlet in day.reference.outlets_of(story)),
        why=why,
        line=line,
        on_beat=on_beat and story.id in day.news,
    )


def _alike(chosen: Sequence[Pick], likeness: Likeness) -> tuple[tuple[str, str], ...]:
    """The pairs of lines that come near to being one event, the nearest first."""
    pairs = [
        (likeness.nearness(one, other), one.story.id, other.story.id)
        for place, one in enumerate(chosen)
        for other in chosen[place + 1 :]
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1:]))
    return tuple((one, other) for near, one, other in pairs if near >= _SUSPECT)


def _odd(one: Pick) -> tuple[Entry, ...]:
    """The entries whose headlines have no word in common with the line's, as where two stories were taken for one."""
    told = roots(one.head.text)
    home = one.head.entry.language
    return tuple(head.entry for head in one.heads[1:] if head.entry.language == home and not roots(head.text) & told)
