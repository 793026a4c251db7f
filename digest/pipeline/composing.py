"""The brief of one edition: from its entries to the page, with what earlier briefs and the editors say to it.

Words that a model proposed and what was asked of it stand in the record, so that a composition is still a function of
what is kept. The review of a brief is recomputed from the store instead: the record stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from digest import cluster, files, publish
from digest.compose import brief
from digest.compose.memory import Before, Earlier
from digest.errors import PageFault
from digest.model import Edition, Entry, Issue, Made, Place, Problem, Record, State, Story
from digest.pipeline import applying
from digest.pipeline.bulletins import Bulletins
from digest.pipeline.decisions import Decisions, load_decisions, unknown
from digest.pipeline.desk import Desk
from digest.pipeline.encoding import encoder_of
from digest.pipeline.grouping import Ahead, group, material_of, recently
from digest.pipeline.loading import entry_of
from digest.pipeline.vectors import meanings
from digest.pipeline.windows import state_of, window_of
from digest.pipeline.writing import Writing
from digest.publish import amending, merge
from digest.store import Store

TITLE_MEMORY = 180
"""A title word is not used again for so many briefs."""

THREAD_DAYS = 14
"""A story goes on with a thread that was last told at most so many days ago."""


def compose_edition(
    desk: Desk,
    store: Store,
    edition: Edition,
    told: Mapping[date, Issue],
    decisions: Decisions,
    *,
    bulletins: Bulletins,
    writing: Writing,
    ahead: Ahead | None,
) -> tuple[Issue | None, tuple[Problem, ...]]:
    """Bring the brief of an edition up to date and save it; gives it as it stands, with what to look at.

    None where nothing came yet, or nobody looked. PageFault for a page that cannot be read, and for one that was
    published and has lost its record.
    """
    kept, edits, policy = told.get(edition.day), decisions.on(edition.day), decisions.policy
    state = state_of(desk, edition.until, kept)
    if kept and kept.record.whole and decisions.followed(kept.record):
        # Composed whole before and nothing decided since: only its time to be published has come.
        publish.release(desk.newsroom.briefs, _released(kept.record, state), desk.newsroom.journal)
        return publish.read_issue(desk.newsroom.briefs, edition.day), ()
    earlier = [issue for day, issue in sorted(told.items(), reverse=True) if day < edition.day]
    hand = applying.hand_of(desk, [issue.brief.word for issue in earlier[:TITLE_MEMORY]])
    standing = publish.standing_page(desk.newsroom.briefs, edition.day)
    if kept is None and standing is not None and publish.is_orphan(standing):
        raise PageFault(f"the brief of {edition.day} was published, but its record is gone (restore it from git)")
    back = applying.take_back(kept.record if kept else None, standing, edits, hand)
    entries = applying.usable(desk, store.entries(edition), told.values(), back.stones, policy)
    if not entries and kept is None and not (edition.until <= desk.now and store.pulled_in(edition)):
        return None, ()
    found = _stories(desk, store, edition, entries, earlier, ahead=ahead)
    stories = applying.regrouped(desk, found, edits, policy)
    composed = _composed(
        desk,
        store,
        edition,
        stories,
        earlier=earlier,
        decisions=decisions,
        back=back,
        state=state,
        kept=kept,
        bulletins=bulletins,
        writing=writing,
    )
    issue = amending.complete(composed, back.kept, edits, hand, back.stones)
    settled = merge.settle(issue, back.kept, back.page)
    publish.save(desk.newsroom.briefs, settled, desk.newsroom.journal)
    made = publish.read_issue(desk.newsroom.briefs, edition.day)
    known = {*(story.id for story in (*found, *stories)), *(line.id for line in made.brief.lines)} if made else set()
    troubles = (
        *unknown(edition.day, edits, known),
        *(_conflict(edition.day, one) for one in settled.conflicts),
    )
    return made, troubles


def _composed(
    desk: Desk,
    store: Store,
    edition: Edition,
    stories: Sequence[Story],
    *,
    earlier: Sequence[Issue],
    decisions: Decisions,
    back: applying.TakenBack,
    state: State,
    kept: Issue | None,
    bulletins: Bulletins,
    writing: Writing,
) -> Issue:
    """The brief of an edition as it is composed now, with what the figures tell beneath its stories."""
    edits, policy = decisions.on(edition.day), decisions.policy
    updated = min(desk.now, edition.until)
    make = partial(
        brief.compose,
        edition,
        stories,
        roster=desk.roster,
        earlier=memory_of(edition.day, earlier),
        edits=applying.for_composing(edits, policy, back.stones),
        state=state,
        made=_made(store, edition, kept),
        whole=edition.until <= desk.now or bool(kept and kept.record.whole),
        updated=updated,
    )
    composed, wordings = writing.worded(lambda known: make(wordings=known), back.kept)
    beneath = bulletins.of(edition, earlier, edits, updated)
    lines = (*composed.record.lines, *(row for _, row in beneath))
    record = replace(
        composed.record,
        lines=lines,
        wordings=wordings,
        method=_method(desk),
        published=edition.until if state is State.PUBLISHED else None,
        policy=policy.hash,
    )
    blocks = (*composed.brief.blocks, *(line for line, _ in beneath))
    return Issue(brief=replace(composed.brief, blocks=blocks), record=record)


def stories_of(desk: Desk, store: Store, issues: tuple[Issue, ...], day: date) -> tuple[Story, ...]:
    """The stories that the store has for the brief of a day, told or not, as its editors split and merge them.

    UsageError for a day off.
    """
    told = {issue.record.day: issue for issue in issues}
    decisions = load_decisions(desk.newsroom, desk.roster.editors)
    edition = window_of(desk, day, told)
    entries = applying.usable(desk, store.entries(edition), issues, (), decisions.policy)
    earlier = [issue for key, issue in sorted(told.items(), reverse=True) if key < day]
    found = _stories(desk, store, edition, entries, earlier)
    return applying.regrouped(desk, found, decisions.on(day), decisions.policy)


def continuations_of(
    desk: Desk, store: Store, issues: tuple[Issue, ...], day: date
) -> Mapping[str, cluster.Continuation]:
    """Why stories of the brief of a day go on with earlier ones, by the id of the thread; UsageError for a day off."""
    told = {issue.record.day: issue for issue in issues}
    edition = window_of(desk, day, told)
    policy = load_decisions(desk.newsroom, desk.roster.editors).policy
    entries = applying.usable(desk, store.entries(edition), issues, (), policy)
    (grouped,) = group([material_of(desk, store, edition, entries)], desk.roster.topics)
    before = told_before(edition, [issue for key, issue in told.items() if key < day])
    vectors = _vectors(desk, store, edition, entries, before)
    found = cluster.continuations(grouped.stories, before, background=grouped.background, vectors=vectors)
    return {one.told.id: one for one in found.values()}


def _method(desk: Desk) -> str:
    """The version of the whole method, which each record names: of the clustering, the encoder, the composing."""
    encoder = encoder_of(desk.newsroom, desk.roster)
    return " ".join((cluster.METHOD, *((encoder.method,) if encoder else ()), brief.METHOD))


def _stories(
    desk: Desk,
    store: Store,
    edition: Edition,
    entries: tuple[Entry, ...],
    earlier: list[Issue],
    *,
    ahead: Ahead | None = None,
) -> tuple[Story, ...]:
    grouped = ahead.take(edition, entries) if ahead else None
    if grouped is None:
        (grouped,) = group([material_of(desk, store, edition, entries)], desk.roster.topics)
    told = told_before(edition, earlier)
    vectors = _vectors(desk, store, edition, entries, told)
    return cluster.continue_threads(grouped.stories, told, background=grouped.background, vectors=vectors)


def _vectors(
    desk: Desk, store: Store, edition: Edition, entries: tuple[Entry, ...], told: Sequence[cluster.ToldStory]
) -> cluster.Vectors | None:
    """What the entries and those told before mean, where feeds.yaml names an encoder."""
    if desk.roster.clustering.encoder is None:
        return None
    known = {entry.id: entry for story in told for entry in story.entries} | {entry.id: entry for entry in entries}
    return meanings(desk, store, tuple(known.values()), recently(store, edition))


def told_before(edition: Edition, earlier: Iterable[Issue]) -> tuple[cluster.ToldStory, ...]:
    """The stories of the last briefs, as threads that today's may go on with."""
    return tuple(
        cluster.ToldStory(
            id=story.id,
            since=story.since or issue.record.day,
            day=issue.record.day,
            # What was quoted of a summary was chosen for its line: threads rest on headlines.
            entries=tuple(
                replace(entry_of(one), summary="") for one in issue.record.evidence if one.id in story.entries
            ),
        )
        for issue in _lately(edition.day, earlier)
        for story in issue.record.stories
    )


def memory_of(day: date, earlier: Iterable[Issue]) -> Earlier:
    """What the composition of a day's brief remembers of those before it, newest first."""
    issues = list(earlier)[:TITLE_MEMORY]
    return Earlier(
        words=tuple(issue.brief.word for issue in issues),
        told=frozenset(entry for issue in issues for story in issue.record.stories for entry in story.entries),
        stories=tuple(
            Before(
                story=story.id,
                day=issue.record.day,
                texts=tuple(one.title for one in issue.record.evidence if one.id in story.entries),
            )
            for issue in _lately(day, issues)
            for story in issue.record.stories
        ),
    )


def _lately(day: date, earlier: Iterable[Issue]) -> Iterator[Issue]:
    """The briefs that a story of that day may go on with."""
    return (issue for issue in earlier if issue.record.day >= day - timedelta(days=THREAD_DAYS))


def _made(store: Store, edition: Edition, kept: Issue | None) -> Made:
    if kept:
        return kept.record.made
    if store.is_backfilled(edition):
        return Made.BACKFILL
    opened = store.opened()
    return Made.CATCH_UP if opened and edition.until <= opened else Made.DAILY


def _released(record: Record, state: State) -> Record:
    moment = record.until if state is State.PUBLISHED else None
    return replace(record, state=state, published=record.published or moment)


def _conflict(day: date, block: str) -> Problem:
    return Problem(
        place=Place(name=f"content/briefs/{files.day_path(day)}.md"),
        what=f"line {block} was changed by hand and by new evidence",
        todo="the hand's text stays; read it once more",
    )
