"""Picks: stories on the beat with their best headlines, their score and the reasons for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest import text as words
from digest.compose import english, rating, scope, signs, verbs
from digest.compose import headline as headlines
from digest.compose.cited import cited, spoken
from digest.compose.comment import is_comment
from digest.compose.doers import PARTIES
from digest.compose.headline import Headline, Kind
from digest.compose.lexicon import is_acronym
from digest.compose.memory import KNOWN, NEW, Memory
from digest.compose.reference import Reference
from digest.compose.scope import Relevance
from digest.compose.speech import PLAIN
from digest.model import Edition, Entry, Facet, Ownership, Role, Story

_POOR = 0.6
"""A headline rated lower makes no line unless an editor wants it."""
_MAIN = 0.5
_FOREIGN = 0.75
_ALONE = 0.7
_TOLL = 0.3
"""What it costs a headline that its article cannot be read without paying."""

_UNKNOWN = 2.0
"""What it costs a headline that its readers may not know who acts in it."""
_UNSAID = 0.35
"""What it costs a headline more than its source that this cannot be cited, where others tell the story, too."""
_SURE_VERBS = (verbs.FINITE & (verbs.THIRD | verbs.AUXILIARIES)) | english.SPEECH | {"to"}
_MUCH_WORSE = 1.9
_FEATURE, _COMMENT = 0.6, 0.4
"""What a story is worth that has a feature, or comment, to tell in place of news."""

_LIKELY = 1.5
"""The power of a story's likelihood in its score: many outlets make up for some doubt, not for a lot."""

Subject = tuple[str, str]
"""Kind and id of a facet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A story with its headlines best first, its score, the reasons, and what it is chiefly about.

    `main` are the facets that at least half of the headlines name, `about` the most telling of them. `communique`
    tells that one office's own document is all there is; `forced` that an editor wants the story; `day` which day of
    its thread this is, 1 for a story that no earlier brief told. `further` are the stories of its affair that its line
    tells, too, a sentence each.
    """

    story: Story
    heads: tuple[Headline, ...]
    score: float
    likely: float = 1.0
    why: tuple[str, ...] = ()
    main: frozenset[Subject] = frozenset()
    about: frozenset[Subject] = frozenset()
    communique: bool = False
    foreign: bool = False
    forced: bool = False
    day: int = 1
    further: tuple[Pick, ...] = ()

    @property
    def head(self) -> Headline:
        """The headline that the line is made of."""
        return self.heads[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story on the beat, its headlines not read yet; its score will be `bound` at most."""

    story: Story
    relevance: Relevance
    bound: float
    forced: bool = False


def candidate(story: Story, edition: Edition, reference: Reference, *, forced: bool) -> Candidate | None:
    """A story as a candidate for a line; None where it is off the beat and no editor wants it."""
    relevance = scope.relevance(story, reference)
    if not (relevance.on or forced):
        return None
    bound = round(_weight(story, relevance.points, edition, reference), 6)
    return Candidate(story=story, relevance=relevance, bound=bound, forced=forced)


def pick(found: Candidate, edition: Edition, reference: Reference, memory: Memory) -> Pick | None:
    """A candidate with its headlines rated; None where they tell nothing new, or none is one that one could print:
    a question tells nothing."""
    story, relevance, forced = found.story, found.relevance, found.forced
    heads, new = _news_first(ranked(story, relevance.entries, reference), story, memory)
    if new < NEW and not (forced or reference.record):
        return None
    if (heads[0].rating < _POOR or heads[0].kind is Kind.QUESTION) and not (forced or reference.record):
        return None
    pinned = (reference.speech.chosen,) if forced else ()
    worth = 1.0 if reference.at_home(heads[0].entry) else _FOREIGN
    worth *= _worth(heads[0], reference)
    return Pick(
        story=story,
        heads=heads,
        score=round((found.bound + 0.3 * max(-2.0, min(0.0, heads[0].rating - 1.5))) * worth, 6),
        likely=relevance.points,
        why=(*pinned, *relevance.why, *scope.breadth(story, reference)) or (reference.speech.open,),
        main=frozenset((facet.kind, facet.id) for facet in story.facets if _is_main(facet, story)),
        communique=_is_communique(story, reference),
        foreign=not reference.at_home(heads[0].entry),
        forced=forced,
        day=_day_of(heads[0].text, story, edition, memory),
    )


def _worth(head: Headline, reference: Reference) -> float:
    """What a story is worth by what its headline is: news, a feature, comment."""
    if reference.english and not head.source and is_comment(head.text):
        return _COMMENT
    return 1.0 if head.kind is Kind.STATEMENT else _FEATURE


def _day_of(text: str, story: Story, edition: Edition, memory: Memory) -> int:
    """Which day of its affair an edition is for a headline: the first was told on the day that began.

    A headline that has next to nothing of what the thread told is another affair, and so is what comes after a rest.
    """
    goes_on = story.since and memory.days_of(story) and memory.familiarity(text, story) >= KNOWN
    return (edition.day - story.since).days + 1 if story.since and goes_on else 1


def ranked(story: Story, on_beat: Sequence[float], reference: Reference) -> tuple[Headline, ...]:
    """The headlines of a story, those in the edition's language first, best first.

    `on_beat` says of each entry how much it is on the beat.
    """
    bonus = {
        entry.id: _bonus(entry, story, reference) + 0.3 * points
        for entry, points in zip(story.entries, on_beat, strict=True)
    }
    home = [entry for entry in story.entries if reference.at_home(entry) and words.clean(entry.title)]
    away = [entry for entry in story.entries if entry not in home]
    rated: list[Headline] = []
    for group, at_home in ((home, True), (away, False)):
        heads = [_read(entry, reference, at_home=at_home) for entry in group]
        extra = [bonus[head.entry.id] - _toll(head, story, reference) for head in heads]
        rated += (spoken(head, story, reference) for head in rating.rate(heads, extra))
    return tuple(rated)


def _toll(head: Headline, story: Story, reference: Reference) -> float:
    """What it costs a headline that readers may not know who acts in it, or who says so."""
    unsaid = (
        len(story.entries) > 1
        and head.source
        and not cited(head, reference.publisher(head.entry, head.publisher), story, reference)
    )
    return (_UNKNOWN if _opens_unknown(head, story, reference) else 0.0) + (_UNSAID if unsaid else 0.0)


def _opens_unknown(head: Headline, story: Story, reference: Reference) -> bool:
    """Whether an English headline opens with a surname and nothing that says whose: "Lindqvist visits Oslo"."""
    first, _, rest = head.text.partition(" ")
    if not reference.english or is_acronym(first) or first.endswith("s") or not first.isalpha() or first in PARTIES:
        return False
    does = rest.partition(" ")[0] in _SURE_VERBS
    return does and not (reference.lexicon.is_common(first) or signs.parties_of(first, story, reference))


def is_retold(story: Story, reference: Reference, memory: Memory) -> bool:
    """Whether earlier briefs told all that a story's headlines say."""
    heads = ranked(story, (0.0,) * len(story.entries), reference)
    return _news_first(heads, story, memory)[1] < NEW


def _news_first(heads: Sequence[Headline], story: Story, memory: Memory) -> tuple[tuple[Headline, ...], float]:
    """The headlines with those first that tell news, and how new the newest is; in this order ratings may rise.

    What only a headline says that is much worse than another one of the story is no news.
    """
    least = heads[0].rating - _MUCH_WORSE
    new = {head.entry.id: memory.novelty(head.text, story) for head in heads if head.rating >= least}
    ordered = sorted(heads, key=lambda head: new.get(head.entry.id, 0.0) < NEW)  # stable: best first within each group
    return tuple(ordered), max(new.values())


def _read(entry: Entry, reference: Reference, *, at_home: bool) -> Headline:
    as_english = reference.english and at_home and not reference.record
    say = reference.speech if at_home and not reference.record else PLAIN
    return headlines.read(entry, reference.outlet(entry).name, reference.lexicon, english_text=as_english, say=say)


def _bonus(entry: Entry, story: Story, reference: Reference) -> float:
    """What outlet and recency add to a headline's rating."""
    first, latest = (edge(one.order[0] for one in story.entries) for edge in (min, max))
    span = max(1.0, (latest - first).total_seconds())
    return _trust(entry, reference) + 0.25 * (entry.order[0] - first).total_seconds() / span


def _trust(entry: Entry, reference: Reference) -> float:
    outlet = reference.outlet(entry)
    role = {Role.WIRE: 0.12, Role.PRIMARY: 0.08, Role.PRESS: 0.06}.get(outlet.role, 0.0)
    return (
        role
        + 0.15 * min(reference.weight(entry), 3.0)
        - _TOLL * outlet.paywall
        - (0.6 if outlet.ownership.official else 0.0)
    )


def _weight(story: Story, points: float, edition: Edition, reference: Reference) -> float:
    """What a story weighs before its headlines are read: relevance, breadth, trust, primary sources, freshness."""
    outlets = reference.outlets_of(story)
    countries = {outlet.country for outlet in outlets if outlet.country}
    owners = {outlet.ownership for outlet in outlets}
    width = 1 + math.log2(len(story.own_words)) + 0.4 * math.log2(max(1, len(countries))) + 0.2 * (len(owners) - 1)
    trust = sum(reference.weight(entry) for entry in story.entries) / len(story.entries)
    primary = any(scope.is_primary(outlet.ownership, outlet.role) for outlet in outlets)
    return (
        math.pow(points, _LIKELY) * width * trust
        + (0.3 if primary else 0.0)
        + 0.3 * _recency(max(entry.order for entry in story.entries)[0], edition)
    ) * (_ALONE if len(outlets) == 1 and not primary else 1.0)


def _recency(moment: datetime, edition: Edition) -> float:
    """Where a moment lies in the edition's window, 0 at its opening (or before) and 1 at its close."""
    length = (edition.until - edition.since).total_seconds()
    return min(1.0, max(0.0, (moment - edition.since).total_seconds() / length)) if length > 0 else 0.0


def _is_main(facet: Facet, story: Story) -> bool:
    named = sum(1 for entry in story.entries if signs.names(facet, entry.title))
    return named > 0 and named >= _MAIN * len(story.entries)


def _is_communique(story: Story, reference: Reference) -> bool:
    outlets = reference.outlets_of(story)
    own = {Ownership.MINISTRY, Ownership.EMBASSY, Ownership.IO}
    return len(outlets) == 1 and outlets[0].ownership in own
