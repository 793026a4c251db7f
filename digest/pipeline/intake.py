"""Intake: what a pull brings, into the store while the rest is still being asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from digest.model import Feed, Fresh, Issue, Place, Problem, by_any_id
from digest.pipeline.desk import Desk
from digest.pipeline.drift import NEWS, change, is_settled, usual_since
from digest.pipeline.filtering import taken
from digest.pipeline.sighting import first_sight
from digest.pipeline.watching import missing, watched
from digest.pull.batches import batches
from digest.pull.documents import problem_of, reached
from digest.store import Store


class Intake:
    """What one pull brings into the store, feed by feed, and what it came to.

    `feeds` counts those that were asked, `new` the entries that editions can have, `failed` are the feeds that could
    not be read. In which order feeds come changes nothing of what is kept.
    """

    def __init__(self, desk: Desk, store: Store, issues: tuple[Issue, ...], asked: Mapping[str, Feed]) -> None:
        """`asked` are the feeds by id. First sight is decided by the store as it is now."""
        self.desk = desk
        self.store = store
        self.asked = asked
        self.outlets = by_any_id(desk.roster.outlets)
        # Two, because a rule that counts what it lets in must not be asked twice of one entry.
        self.judging = first_sight(desk, store, issues)
        self.rule = first_sight(desk, store, issues)
        self.feeds = 0
        self.new = 0
        self.failed: dict[str, Problem] = {}
        self.aside: dict[str, Problem] = {}
        self.watched = watched(desk, issues)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of feeds that failed, then of those that are kept aside, in the order of the roster."""
        return tuple(found[feed] for found in (self.failed, self.aside) for feed in self.asked if feed in found)

    def keep(self, stream: Iterator[Fresh], *, is_telling: bool) -> str:
        """Keep what comes, batch by batch, each whole and on the disk before the next.

        Where it `is_telling` that no feed can be reached, then nothing is kept, and the result is the line to say.
        """
        doubted: list[Fresh] = []
        certain = _once_reached(stream, doubted) if is_telling else stream
        for batch in batches(certain):
            fresh = [self._judged(one) for one in batch]
            self.new += self.store.keep(fresh, now=self.desk.now, first_sight=self.rule)
            self._watch(batch)
        if self.new:
            self.store.note_opening(self.desk.now)
        for one in doubted:
            self._note(one)
        return f"No network: none of {len(doubted)} feeds could be reached." if doubted else ""

    def _watch(self, batch: Sequence[Fresh]) -> None:
        """Note which entries that published lines rest on are carried no longer, or again."""
        for one in batch:
            rows = self.watched.get(one.feed, ())
            if rows and one.entries and not one.problem:
                ids = {entry.id for entry in one.entries}
                back = [row.id for row in rows if row.id in ids]
                self.store.note_missing(missing(rows, one.entries), back, now=self.desk.now)

    def _judged(self, fresh: Fresh) -> Fresh:
        feed = self.asked[fresh.feed]
        judged = self._guarded(taken(fresh, feed), feed)
        self._note(judged)
        return judged

    def _guarded(self, fresh: Fresh, feed: Feed) -> Fresh:
        """What a feed gave, marked where its news show that it is no longer what it was."""
        if fresh.state.changed or len(fresh.entries) < NEWS or not is_settled(fresh.state, self.desk.now):
            return fresh
        news = tuple(entry for entry in self.store.news(fresh.feed, fresh.entries) if self.judging(entry))
        outlet = self.outlets.get(feed.outlet)
        if len(news) < NEWS or outlet is None:
            return fresh
        past = self.store.past(fresh.feed, since=usual_since(fresh.state, self.desk.now))
        scope = self.desk.roster.scope
        reason = change(feed, outlet, fresh.state, past, news, scope=scope, now=self.desk.now)
        return replace(fresh, state=replace(fresh.state, changed=reason))

    def _note(self, fresh: Fresh) -> None:
        if not fresh.asked:
            return
        self.feeds += 1
        if fresh.problem:
            self.failed[fresh.feed] = problem_of(fresh)
        if fresh.state.changed:
            self.aside[fresh.feed] = _kept_aside(fresh)


def _once_reached(stream: Iterator[Fresh], doubted: list[Fresh]) -> Iterator[Fresh]:
    """The stream, held back until one of it was reached; what was asked is `doubted` for good where none was."""
    held: list[Fresh] = []
    for one in stream:
        held.append(one)
        if reached(one):
            yield from held
            held.clear()
            yield from stream
    doubted += held


def _kept_aside(fresh: Fresh) -> Problem:
    todo = f"look at it, then `digest feeds accept {fresh.feed}` or `digest feeds remove {fresh.feed}`"
    return Problem(
        place=Place(name=fresh.feed), what=f"is kept aside: its new entries {fresh.state.changed}", todo=todo
    )
