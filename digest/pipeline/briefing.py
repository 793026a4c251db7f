"""Briefs: from the entries of an edition to its page, in the order in which editions closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from digest import clock, cluster, compose, curate, publish
from digest.errors import UsageError
from digest.model import Edition, Edits, Entry, Issue, Made, Place, Problem, Record, State, Story
from digest.pipeline.desk import Desk
from digest.store import Store

THREAD_DAYS = 14
"""A story goes on with a thread that was last told at most so many days ago."""

TITLE_MEMORY = 180
"""A title word is not used again for so many briefs."""

METHOD = f"{cluster.METHOD} {compose.METHOD}"
"""The version of the whole method, which each record names."""

_BACKGROUND = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefed:
    """What came of composing: the days whose page changed, the days that were published, what to look at."""

    changed: tuple[date, ...] = ()
    published: tuple[date, ...] = ()
    problems: tuple[Problem, ...] = ()


def brief_due(desk: Desk, store: Store, issues: tuple[Issue, ...], days: tuple[date, ...] = ()) -> Briefed:
    """Compose every edition that is due, oldest first, or just `days`, and publish what may be published unattended.

    An edition is due while its window runs and until it was composed whole; after that only new decisions of its
    editors make it due again. A published brief never is.
    """
    told = {issue.record.day: issue for issue in issues}
    changed: list[date] = []
    published: list[date] = []
    problems: list[Problem] = []
    for edition in _asked(desk, told, days) if days else _due(desk, store, told):
        kept = told.get(edition.day)
        issue, collided = _brief(desk, store, edition, told)
        if issue is None:
            continue
        if issue != kept:
            changed.append(edition.day)
        if issue.record.state is State.PUBLISHED:
            published.append(edition.day)
        problems.extend(_conflict(edition.day, block) for block in collided)
        told[edition.day] = issue
    return Briefed(changed=tuple(changed), published=tuple(published), problems=tuple(problems))


def publish_day(desk: Desk, day: date) -> bool:
    """Freeze the brief of a day; False if it was published before. UsageError if there is none, or its window runs."""
    issue = publish.read_issue(desk.newsroom.briefs, day)
    if issue is None:
        raise UsageError(f"there is no brief of {day} (see `digest status` for the days that have one)")
    if issue.record.state is State.PUBLISHED:
        return False
    if desk.now < issue.record.until:
        raise UsageError(
            f"the edition of {day} runs until {issue.record.until:%Y-%m-%d %H:%M} UTC (publish it after that)"
        )
    record = replace(issue.record, state=State.PUBLISHED, published=desk.now)
    publish.release(desk.newsroom.briefs, record, desk.newsroom.journal)
    return True


def _asked(desk: Desk, told: Mapping[date, Issue], days: Iterable[date]) -> Iterator[Edition]:
    for day in sorted(set(days)):
        if day in told and told[day].record.state is State.PUBLISHED:
            raise UsageError(f"the brief of {day} is published: no build changes it (edit its page by hand)")
        yield clock.edition_on(day, desk.roster.calendar)


def _due(desk: Desk, store: Store, told: Mapping[date, Issue]) -> Iterator[Edition]:
    seen = store.first_seen_range()
    if seen is None:
        return
    newest, oldest = desk.edition, seen[0]
    span = [newest]
    for edition in clock.editions_before(newest, desk.roster.calendar):
        if edition.until <= oldest:
            break
        span.append(edition)
    for edition in reversed(span):
        kept = told.get(edition.day)
        if kept is None or not _settled(desk, kept):
            yield edition


def _settled(desk: Desk, kept: Issue) -> bool:
    """Whether nothing can change a brief any more but a decision that is not there."""
    if kept.record.state is State.PUBLISHED:
        return True
    due_out = _state(desk, kept.record.until) is State.PUBLISHED
    return kept.record.whole and not due_out and kept.record.edits == _edits(desk, kept.record.day).hash


def _brief(
    desk: Desk, store: Store, edition: Edition, told: Mapping[date, Issue]
) -> tuple[Issue | None, tuple[str, ...]]:
    kept, edits = told.get(edition.day), _edits(desk, edition.day)
    state = _state(desk, edition.until)
    if kept and kept.record.whole and kept.record.edits == edits.hash:
        # Composed whole before and nothing decided since: only its time to be published has come.
        publish.release(desk.newsroom.briefs, _released(kept.record, state), desk.newsroom.journal)
        return publish.read_issue(desk.newsroom.briefs, edition.day), ()
    entries = store.entries(edition)
    if not entries and kept is None and not (edition.until <= desk.now and store.pulled_in(edition)):
        return None, ()  # Nothing came yet, or nobody looked.
    earlier = [issue for day, issue in sorted(told.items(), reverse=True) if day < edition.day]
    composed = compose.compose(
        edition,
        _stories(desk, store, edition, entries, earlier),
        roster=desk.roster,
        earlier=_memory(earlier),
        edits=edits,
        state=state,
        made=_made(store, edition, kept),
        whole=edition.until <= desk.now,
        updated=min(desk.now, edition.until),
    )
    record = replace(composed.record, method=METHOD)
    if state is State.PUBLISHED:
        record = replace(record, published=edition.until)
    standing = publish.standing_page(desk.newsroom.briefs, edition.day)
    settled = publish.settle(Issue(brief=composed.brief, record=record), kept.record if kept else None, standing)
    publish.save(desk.newsroom.briefs, settled, desk.newsroom.journal)
    return publish.read_issue(desk.newsroom.briefs, edition.day), settled.conflicts


def _stories(
    desk: Desk, store: Store, edition: Edition, entries: tuple[Entry, ...], earlier: list[Issue]
) -> tuple[Story, ...]:
    before = Edition(day=edition.day, since=edition.since - _BACKGROUND, until=edition.since)
    background = cluster.background([*store.entries(before), *entries])
    stories = cluster.cluster(entries, topics=desk.roster.topics, background=background)
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


def _state(desk: Desk, until: datetime) -> State:
    """Where a brief is whose window ends at `until`, as far as the calendar alone decides."""
    if desk.now < until:
        return State.OPEN
    calendar = desk.roster.calendar
    if calendar.unattended == "publish":
        return State.PUBLISHED
    if calendar.hold_until is None:
        return State.REVIEW
    local = until.astimezone(calendar.zone)
    release = datetime.combine(local.date(), calendar.hold_until, tzinfo=calendar.zone)
    release += timedelta(days=1) if release < local else timedelta()
    return State.PUBLISHED if desk.now >= release else State.REVIEW


def _released(record: Record, state: State) -> Record:
    moment = record.until if state is State.PUBLISHED else None
    return replace(record, state=state, published=record.published or moment)


def _edits(desk: Desk, day: date) -> Edits:
    return curate.load_edits(desk.newsroom.briefs / f"{day:%Y/%m/%d}.edits.yaml")


def _conflict(day: date, block: str) -> Problem:
    return Problem(
        place=Place(name=f"content/briefs/{day:%Y/%m/%d}.md"),
        what=f"line {block} was changed by hand and by new evidence",
        todo="the hand's text stays; read it once more",
    )
