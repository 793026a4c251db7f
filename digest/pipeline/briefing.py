"""Briefs: from the entries of an edition to its page, in the order in which editions closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from digest import cluster, compose, curate, files, publish
from digest.errors import FileFault, PageFault, RosterFaults, UsageError
from digest.model import Edition, Edits, Entry, Issue, Made, Place, Problem, Record, State, Story
from digest.pipeline.desk import Desk
from digest.pipeline.meaning import encoder_of, meanings
from digest.pipeline.windows import due, state_of, window_of
from digest.store import Store

THREAD_DAYS = 14
"""A story goes on with a thread that was last told at most so many days ago."""

TITLE_MEMORY = 180
"""A title word is not used again for so many briefs."""

_BACKGROUND = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefed:
    """What came of composing: the days whose page changed, the days that were published, what to look at."""

    changed: tuple[date, ...] = ()
    published: tuple[date, ...] = ()
    problems: tuple[Problem, ...] = ()


def brief_due(desk: Desk, store: Store, issues: tuple[Issue, ...], days: tuple[date, ...] = ()) -> Briefed:
    """Compose every edition that is due, oldest first, or just `days`, and publish what may be published unattended.

    A published brief is never composed again. Every fault in the editors' decisions is raised before anything is
    written.
    """
    encoder_of(desk.newsroom, desk.roster)  # before anything is composed, and where there is nothing to compose
    told = {issue.record.day: issue for issue in issues}
    decisions = _decisions(desk)
    problems = list(_too_late(told, decisions))
    if days:
        asked = sorted(day for day in set(days) if not _is_published(told.get(day)))
        problems.extend(_frozen(day) for day in sorted(set(days) - set(asked)))
        editions = tuple(window_of(desk, day, told) for day in asked)
    else:
        seen = store.first_seen_range()
        editions = due(desk, seen[0] if seen else None, told, decisions)
    changed: list[date] = []
    published: list[date] = []
    for edition in editions:
        kept = told.get(edition.day)
        try:
            issue, troubles = _brief(desk, store, edition, told, decisions[edition.day])
        except (PageFault, FileFault):
            continue  # Its page waits to be repaired, as whoever read the shelf was told; the other days go on.
        problems.extend(troubles)
        if issue is None:
            continue
        if issue != kept:
            changed.append(edition.day)
        if issue.record.state is State.PUBLISHED:
            published.append(edition.day)
        told[edition.day] = issue
    return Briefed(changed=tuple(changed), published=tuple(published), problems=tuple(problems))


def release_day(desk: Desk, store: Store, issues: tuple[Issue, ...], day: date) -> bool:
    """Freeze the brief of a day, composed whole first if it was not; False if it was published before.

    UsageError if there is none, or its window runs.
    """
    kept = next((issue for issue in issues if issue.record.day == day), None)
    if kept is None:
        raise UsageError(f"there is no brief of {day} (see `digest status` for the days that have one)")
    if _is_published(kept):
        return False
    if desk.now < kept.record.until:
        raise UsageError(
            f"the edition of {day} runs until {kept.record.until:%Y-%m-%d %H:%M} UTC (publish it after that)"
        )
    brief_due(desk, store, issues, (day,))
    whole = publish.read_issue(desk.newsroom.briefs, day) or kept
    record = replace(whole.record, state=State.PUBLISHED, published=whole.record.published or desk.now)
    publish.release(desk.newsroom.briefs, record, desk.newsroom.journal)
    return True


def _is_published(issue: Issue | None) -> bool:
    return issue is not None and issue.record.state is State.PUBLISHED


def _decisions(desk: Desk) -> Mapping[date, Edits]:
    """The editors' decisions by day; RosterFaults with the faults of all of them."""
    found: dict[date, Edits] = defaultdict(Edits)
    faults: list[Problem] = []
    for path in sorted(desk.newsroom.briefs.rglob("*.edits.yaml")):
        day = files.day_of(path.relative_to(desk.newsroom.briefs))
        try:
            if day is not None:
                found[day] = curate.load_edits(path)
        except RosterFaults as fault:
            faults.extend(fault.problems)
    if faults:
        raise RosterFaults(tuple(faults))
    return found


def _brief(
    desk: Desk, store: Store, edition: Edition, told: Mapping[date, Issue], edits: Edits
) -> tuple[Issue | None, tuple[Problem, ...]]:
    kept = told.get(edition.day)
    state = state_of(desk, edition.until, kept)
    if kept and kept.record.whole and kept.record.edits == edits.hash:
        # Composed whole before and nothing decided since: only its time to be published has come.
        publish.release(desk.newsroom.briefs, _released(kept.record, state), desk.newsroom.journal)
        return publish.read_issue(desk.newsroom.briefs, edition.day), ()
    entries = store.entries(edition)
    if not entries and kept is None and not (edition.until <= desk.now and store.pulled_in(edition)):
        return None, ()  # Nothing came yet, or nobody looked.
    earlier = [issue for day, issue in sorted(told.items(), reverse=True) if day < edition.day]
    stories = _stories(desk, store, edition, entries, earlier)
    composed = compose.compose(
        edition,
        stories,
        roster=desk.roster,
        earlier=_memory(earlier),
        edits=edits,
        state=state,
        made=_made(store, edition, kept),
        whole=edition.until <= desk.now or bool(kept and kept.record.whole),
        updated=min(desk.now, edition.until),
    )
    record = replace(
        composed.record, method=_method(desk), published=edition.until if state is State.PUBLISHED else None
    )
    standing = publish.standing_page(desk.newsroom.briefs, edition.day)
    settled = publish.settle(Issue(brief=composed.brief, record=record), kept.record if kept else None, standing)
    publish.save(desk.newsroom.briefs, settled, desk.newsroom.journal)
    troubles = (*_unknown(edition.day, edits, stories), *(_conflict(edition.day, one) for one in settled.conflicts))
    return publish.read_issue(desk.newsroom.briefs, edition.day), troubles


def _method(desk: Desk) -> str:
    """The version of the whole method, which each record names: of the clustering, the encoder, the composing."""
    encoder = encoder_of(desk.newsroom, desk.roster)
    return " ".join((cluster.METHOD, *((encoder.method,) if encoder else ()), compose.METHOD))


def _stories(
    desk: Desk, store: Store, edition: Edition, entries: tuple[Entry, ...], earlier: list[Issue]
) -> tuple[Story, ...]:
    before = Edition(day=edition.day, since=edition.since - _BACKGROUND, until=edition.since)
    recent = store.entries(before)
    background = cluster.background([*recent, *entries])
    vectors = meanings(desk, store, entries, recent)
    stories = cluster.cluster(entries, topics=desk.roster.topics, background=background, vectors=vectors)
    return cluster.continue_threads(stories, _told(edition, earlier), background=background)


def _told(edition: Edition, earlier: Iterable[Issue]) -> tuple[cluster.ToldStory, ...]:
    oldest = edition.day - timedelta(days=THREAD_DAYS)
    return tuple(
        cluster.ToldStory(
            id=story.id,
            since=story.since or issue.record.day,
            day=issue.record.day,
            texts=tuple(one.title for one in issue.record.evidence if one.id in story.entries),
        )
        for issue in earlier
        if issue.record.day >= oldest
        for story in issue.record.stories
    )


def _memory(earlier: Iterable[Issue]) -> compose.Earlier:
    issues = list(earlier)[:TITLE_MEMORY]
    return compose.Earlier(
        words=tuple(issue.brief.word for issue in issues),
        told=frozenset(entry for issue in issues for story in issue.record.stories for entry in story.entries),
    )


def _made(store: Store, edition: Edition, kept: Issue | None) -> Made:
    if kept:
        return kept.record.made
    opened = store.opened()
    return Made.CATCH_UP if opened and edition.until <= opened else Made.DAILY


def _released(record: Record, state: State) -> Record:
    moment = record.until if state is State.PUBLISHED else None
    return replace(record, state=state, published=record.published or moment)


def _unknown(day: date, edits: Edits, stories: tuple[Story, ...]) -> Iterator[Problem]:
    """Decisions about lines that the edition does not have."""
    named = dict.fromkeys([edits.lead, *edits.pin, *edits.mute, *(one.line for one in edits.retitle)])
    known = {story.id for story in stories}
    for key in named:
        if key and key not in known:
            yield Problem(
                place=Place(name=_edits_name(day)),
                what=f"names {key}, which no story of this edition has",
                todo="take the id from the end of a line of the brief",
            )


def _too_late(told: Mapping[date, Issue], decisions: Mapping[date, Edits]) -> Iterator[Problem]:
    """Decisions that came after their brief was published."""
    for day, edits in sorted(decisions.items()):
        if day in told and _is_published(told[day]) and told[day].record.edits != edits.hash:
            yield Problem(
                place=Place(name=_edits_name(day)),
                what="was changed after its brief was published, which nothing but a hand changes",
                todo="edit the page itself",
            )


def _frozen(day: date) -> Problem:
    return Problem(
        place=Place(name=f"content/briefs/{files.day_path(day)}.md"),
        what="is published, so it was not composed again",
        todo="edit the page by hand",
    )


def _edits_name(day: date) -> str:
    return f"content/briefs/{files.day_path(day)}.edits.yaml"


def _conflict(day: date, block: str) -> Problem:
    return Problem(
        place=Place(name=f"content/briefs/{files.day_path(day)}.md"),
        what=f"line {block} was changed by hand and by new evidence",
        todo="the hand's text stays; read it once more",
    )
