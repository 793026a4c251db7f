"""The pipeline: the only module that knows what comes after what.

pull -> store -> cluster -> compose -> publish -> (standings) -> render, feeds -> the pages that an engine builds
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime

from digest import publish
from digest.curate import Item
from digest.errors import UsageError
from digest.model import FeedHealth, Fresh, Issue, State
from digest.pipeline.accounting import Known, Said, list_accounts, moment_of, note_event, observe
from digest.pipeline.briefing import Briefed, brief_due, release_day
from digest.pipeline.checking import Reading, check, read_live
from digest.pipeline.curating import (
    Added,
    Fixed,
    Imported,
    add_feed,
    export_feeds,
    fix_feeds,
    import_feeds,
    remove_feed,
)
from digest.pipeline.desk import Desk, desk, newsroom_at
from digest.pipeline.diagnosing import Condition, Diagnosis, diagnose
from digest.pipeline.differing import Difference, differences, issue_of, take
from digest.pipeline.editing import Edited
from digest.pipeline.editing import edit as decide
from digest.pipeline.finding import Found
from digest.pipeline.importing import Columns, TakenOver, take_over
from digest.pipeline.judging import Waiting, in_words, judge, waiting
from digest.pipeline.mailing import MailRoom, Posted, bounces_of, letter_of, mail_room, remove_readers, send_letter
from digest.pipeline.mailing import example as example_letter
from digest.pipeline.merging import merge_file
from digest.pipeline.opening import open_newsroom
from digest.pipeline.paging import forget, pages
from digest.pipeline.pinging import Pinged, ping
from digest.pipeline.proposing import Wish
from digest.pipeline.pulling import Pulled, accept_feed, pull_all, restore
from digest.pipeline.recording import record_due
from digest.pipeline.reviewing import Revised, review, review_day, review_markdown, revised_lines, write_review
from digest.pipeline.telling import Told, explain_story, tell_stories
from digest.render import Review
from digest.store import Run, Store

__all__ = [
    "Added",
    "Briefed",
    "Columns",
    "Condition",
    "Desk",
    "Diagnosis",
    "Difference",
    "Edited",
    "Fixed",
    "Found",
    "Imported",
    "Known",
    "MailRoom",
    "Overview",
    "Pinged",
    "Posted",
    "Pulled",
    "Reading",
    "Review",
    "Revised",
    "Said",
    "TakenOver",
    "Told",
    "Waiting",
    "Wish",
    "accept",
    "add_feed",
    "bounces_of",
    "brief",
    "build",
    "check",
    "data_moment",
    "desk",
    "diff",
    "edit",
    "example_letter",
    "explain_story",
    "export_feeds",
    "feeds_health",
    "fix",
    "import_feeds",
    "in_words",
    "judge_figures",
    "letter_of",
    "list_accounts",
    "mail_room",
    "merge_file",
    "moment_of",
    "newsroom_at",
    "note_event",
    "observe",
    "open_newsroom",
    "overview",
    "ping",
    "publish_day",
    "pull",
    "read_live",
    "remove_feed",
    "remove_readers",
    "review_markdown",
    "review_of",
    "send_letter",
    "take",
    "take_over",
    "tell_stories",
    "waiting_figures",
    "write_review",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What `digest status` tells: the feeds' health, the last runs, and the briefs that wait for an editor."""

    feeds: tuple[FeedHealth, ...]
    runs: tuple[Run, ...]
    open: tuple[date, ...]
    review: tuple[date, ...]
    published: int
    conflicts: tuple[tuple[date, str], ...] = ()
    revised: tuple[Revised, ...] = ()


def pull(
    desk: Desk,
    on_done: Callable[[Fresh], None] | None = None,
    *,
    named: Sequence[str] = (),
    executor: Executor | None = None,
) -> Pulled:
    """Pull the feeds that are due and the figures into the store; or the feeds that are `named`, due or not.

    Documents are read by `executor` where one is given, else in a cage of this pull's own.
    """
    issues = _issues(desk)
    with Store(desk.newsroom.store) as store:
        restore(store, issues)
        pulled = pull_all(desk, store, issues, named=named, on_done=on_done, executor=executor)
        store.note_run(
            started=desk.now,
            # That no feed was due is an answer too: it was asked a short while ago.
            command="pull" if pulled.feeds > pulled.failed or not pulled.feeds else "pull without an answer",
            counts={
                "feeds": pulled.feeds,
                "failed": pulled.failed,
                "new": pulled.new,
                **({"not due": pulled.not_due} if pulled.not_due else {}),
            },
            problems=tuple(str(problem) for problem in pulled.problems),
        )
        return pulled


def brief(desk: Desk, days: tuple[date, ...] = ()) -> Briefed:
    """Compose what is due (or `days`), and the days of the record that have no page yet."""
    issues, problems = publish.read_shelf(desk.newsroom.briefs)
    record_due(desk, publish.read_issues(desk.newsroom.record))
    with Store(desk.newsroom.store) as store:
        restore(store, issues)
        briefed = brief_due(desk, store, issues, days)
    return replace(briefed, problems=(*problems, *briefed.problems))


def publish_day(desk: Desk, day: date) -> bool:
    """Freeze the brief of a day; False if it was published before. UsageError if there is none, or its window runs."""
    issues = _issues(desk)
    with Store(desk.newsroom.store) as store:
        restore(store, issues)
        return release_day(desk, store, issues, day)


def edit(desk: Desk, day: date, items: Sequence[Item]) -> Edited:
    """Write decisions on the brief of a day and follow them at once; see `pipeline.editing`."""
    with Store(desk.newsroom.store) as store:
        restore(store, _issues(desk))
        return decide(desk, store, day, items)


def diff(desk: Desk, day: date) -> tuple[Difference, ...]:
    """What people changed in the brief of a day; UsageError if there is none."""
    return differences(issue_of(desk, day))


def review_of(desk: Desk, day: date | None) -> Review:
    """The review of a day, or of the one that waits. UsageError where there is no brief."""
    issues = _issues(desk)
    day = day or review_day(issues)
    if day is None:
        raise UsageError("there is no brief yet (`digest run` makes one)")
    feeds = feeds_health(desk)
    with Store(desk.newsroom.store) as store:
        restore(store, issues)
        return review(desk, store, issues, day, feeds)


def build(desk: Desk, *, clean: bool = False) -> int:
    """Derive every page of the site from content/ and feeds.yaml; returns how many files changed.

    `clean` first forgets what was derived before.
    """
    if clean:
        forget(desk)
    record_due(desk, publish.read_issues(desk.newsroom.record))
    return pages(desk, _issues(desk))


def data_moment(desk: Desk) -> datetime | None:
    """The moment of the newest data on the pages, which their build date bears."""
    status = publish.read_status(desk.newsroom.status)
    closed = [issue.record.until for issue in _issues(desk) if issue.record.state is not State.OPEN]
    return max([*closed, *([status.cut_off] if status and status.cut_off else [])], default=None)


def overview(desk: Desk) -> Overview:
    """How the newsroom does."""
    issues = _issues(desk)
    listed = {feed.id for feed in desk.roster.feeds}
    with Store(desk.newsroom.store) as store:
        return Overview(
            feeds=tuple(one for one in store.health() if one.feed in listed),
            runs=store.runs(5),
            open=_days(issues, State.OPEN),
            review=_days(issues, State.REVIEW),
            published=len(_days(issues, State.PUBLISHED)),
            conflicts=tuple((issue.record.day, line) for issue in issues for line in publish.open_conflicts(issue)),
            revised=revised_lines(desk, store, issues),
        )


def accept(desk: Desk, feed: str) -> int:
    """Let in what is kept aside of a feed; gives how many entries the briefs can have now. UsageError if nothing is."""
    with Store(desk.newsroom.store) as store:
        return accept_feed(desk, store, _issues(desk), feed)


def waiting_figures(desk: Desk) -> Waiting:
    """The figures and account events that wait for an editor."""
    with Store(desk.newsroom.store) as store:
        restore(store, _issues(desk))
        return waiting(desk, store)


def judge_figures(desk: Desk, ids: Sequence[str], *, good: bool, by: str, why: str = "") -> tuple[str, ...]:
    """Accept or reject figures and account events by their ids; see `pipeline.judging`."""
    with Store(desk.newsroom.store) as store:
        restore(store, _issues(desk))
        return judge(desk, store, ids, good=good, by=by, why=why)


def fix(desk: Desk, feeds: Sequence[str] = (), *, is_trial: bool = False) -> Fixed:
    """Write where feeds moved for good into feeds.yaml: of all, or of those named. A trial writes nothing."""
    with Store(desk.newsroom.store) as store:
        return fix_feeds(desk, store.states(), feeds, is_trial=is_trial)


def feeds_health(desk: Desk) -> tuple[Diagnosis, ...]:
    """How each feed of the roster does, in its order."""
    with Store(desk.newsroom.store) as store:
        store.rename_feeds({old: feed.id for feed in desk.roster.feeds for old in feed.formerly})
        health = {one.feed: one for one in store.health()}
        glimpses = {one.feed: one for one in store.glimpses()}
    return diagnose(desk.roster.feeds, health, glimpses, now=desk.now, today=desk.today)


def _days(issues: tuple[Issue, ...], state: State) -> tuple[date, ...]:
    return tuple(issue.record.day for issue in issues if issue.record.state is state)


def _issues(desk: Desk) -> tuple[Issue, ...]:
    return publish.read_issues(desk.newsroom.briefs)
