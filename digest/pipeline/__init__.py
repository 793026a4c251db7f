"""The pipeline: the only module that knows what comes after what.

pull -> store -> cluster -> compose -> publish -> (standings) -> render, feeds -> the pages that an engine builds
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from digest import publish
from digest.curate import Item
from digest.errors import UsageError
from digest.model import FeedHealth, Fresh, Issue, Problem, Run, State
from digest.pipeline.accounting import Known, Said, keep_posts, list_accounts, moment_of, note_event, observe
from digest.pipeline.backfilling import Backfilled, OnDay, OnRead
from digest.pipeline.backfilling import backfill as make_archive
from digest.pipeline.briefing import Briefed, brief_due, release_day
from digest.pipeline.caring import compact, copy_daily, look
from digest.pipeline.caring import prune as forget
from digest.pipeline.checking import Reading, check, read_live
from digest.pipeline.columns import Counted, column_problems, count_reads
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
from digest.pipeline.distrusting import distrust_feed
from digest.pipeline.dumping import export
from digest.pipeline.editing import Edited
from digest.pipeline.editing import edit as decide
from digest.pipeline.finding import Found
from digest.pipeline.freshness import data_moment, newest_moment
from digest.pipeline.importing import Columns, TakenOver, take_over
from digest.pipeline.judging import Waiting, in_words, judge, waiting
from digest.pipeline.mailing import MailRoom, Posted, bounces_of, letter_of, mail_room, remove_readers, send_letter
from digest.pipeline.mailing import example as example_letter
from digest.pipeline.merging import merge_file
from digest.pipeline.opening import open_newsroom
from digest.pipeline.paging import forget as forget_pages
from digest.pipeline.paging import pages, shelf_of
from digest.pipeline.pinging import Pinged, ping
from digest.pipeline.proposing import Wish
from digest.pipeline.pulling import Pulled, accept_feed, note_status, pull_all, restore
from digest.pipeline.recording import record_due
from digest.pipeline.reviewing import (
    Distrusted,
    Revised,
    review,
    review_day,
    review_markdown,
    revised_lines,
    write_review,
)
from digest.pipeline.running import running
from digest.pipeline.spreading import spread, spread_reading
from digest.pipeline.telling import Told, explain_story, tell_stories
from digest.render import Review
from digest.store import Soundness, Store

__all__ = [
    "Added",
    "Backfilled",
    "Briefed",
    "Built",
    "Columns",
    "Condition",
    "Counted",
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
    "Soundness",
    "TakenOver",
    "Told",
    "Waiting",
    "Wish",
    "accept",
    "add_feed",
    "backfill",
    "bounces_of",
    "brief",
    "build",
    "check",
    "compact",
    "count_reads",
    "desk",
    "diff",
    "distrust",
    "edit",
    "example_letter",
    "explain_story",
    "export",
    "export_feeds",
    "feeds_health",
    "fix",
    "import_feeds",
    "in_words",
    "judge_figures",
    "letter_of",
    "list_accounts",
    "look",
    "mail_room",
    "merge_file",
    "moment_of",
    "newsroom_at",
    "note_event",
    "observe",
    "open_newsroom",
    "overview",
    "ping",
    "prune",
    "publish_day",
    "pull",
    "read_live",
    "remove_feed",
    "remove_readers",
    "review_markdown",
    "review_of",
    "send_letter",
    "spread",
    "spread_reading",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What deriving the pages came to: how many files changed, the moment of their newest data.

    `problems` keep what people wrote beside the briefs out of the site. `stale` says since when nothing new has come,
    where that is longer than was allowed.
    """

    changed: int
    moment: datetime | None
    stale: str = ""
    problems: tuple[Problem, ...] = ()


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
    with running(desk, "pull") as run, Store(desk.newsroom.store) as store:
        restore(store, issues)
        pulled = pull_all(desk, store, issues, named=named, on_done=on_done, executor=executor)
        keep_posts(desk, store)
        pulled = replace(pulled, problems=(*pulled.problems, *copy_daily(desk, store)))
        counts = {"feeds": pulled.feeds, "failed": pulled.failed, "new": pulled.new}
        run.note(
            counts | ({"not due": pulled.not_due} if pulled.not_due else {}),
            pulled.problems,
            # That no feed was due is an answer too: it was asked a short while ago.
            command="pull" if pulled.feeds > pulled.failed or not pulled.feeds else "pull without an answer",
        )
        note_status(desk, store, pulled.unreached, run.so_far)
    return pulled


def brief(desk: Desk, days: tuple[date, ...] = ()) -> Briefed:
    """Compose what is due (or `days`), and the days of the record that have no page yet."""
    with running(desk, "brief") as run:
        issues, problems = publish.read_shelf(desk.newsroom.briefs)
        record_due(desk, publish.read_issues(desk.newsroom.record))
        with Store(desk.newsroom.store) as store:
            restore(store, issues)
            briefed = brief_due(desk, store, issues, days)
        briefed = replace(briefed, problems=(*problems, *briefed.problems))
        run.note({"changed": len(briefed.changed), "published": len(briefed.published)}, briefed.problems)
    return briefed


def backfill(
    desk: Desk,
    since: date,
    until: date,
    *,
    sources: Sequence[Path] = (),
    executor: Executor,
    on_read: OnRead | None = None,
    on_day: OnDay | None = None,
) -> Backfilled:
    """Make the briefs of past days from dumps and from what the store has; see `pipeline.backfilling`."""
    with running(desk, "backfill") as run:
        issues, problems = publish.read_shelf(desk.newsroom.briefs)
        with Store(desk.newsroom.store) as store:
            restore(store, issues)
            filled = make_archive(
                desk, store, issues, since, until, sources=sources, executor=executor, on_read=on_read, on_day=on_day
            )
        problems = (*problems, *filled.briefed.problems)
        run.note({"entries": filled.entries, "changed": len(filled.briefed.changed)}, problems)
    return replace(filled, briefed=replace(filled.briefed, problems=problems))


def publish_day(desk: Desk, day: date, by: str = "") -> bool:
    """Freeze the brief of a day; False if it was published before. UsageError if there is none, or its window runs.

    `by` is the editor who read it: readers are told. UsageError for who is none.
    """
    known = [editor.id for editor in desk.roster.editors]
    if by and known and by not in known:
        raise UsageError(f"{by} is no editor of this newsroom (it has {', '.join(known)})")
    issues = _issues(desk)
    with running(desk, "publish") as run, Store(desk.newsroom.store) as store:
        restore(store, issues)
        is_released = release_day(desk, store, issues, day, by)
        run.note({"published": int(is_released)})
    return is_released


def edit(desk: Desk, day: date, items: Sequence[Item]) -> Edited:
    """Write decisions on the brief of a day and follow them at once; see `pipeline.editing`."""
    with running(desk, "edit") as run, Store(desk.newsroom.store) as store:
        restore(store, _issues(desk))
        edited = decide(desk, store, day, items)
        run.note({"decisions": len(items)}, edited.problems)
    return edited


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


def build(desk: Desk, *, clean: bool = False, fresh: timedelta | None = None) -> Built:
    """Derive every page of the site from content/ and feeds.yaml; where data are older than `fresh`, pages say so.

    `clean` first forgets what was derived before.
    """
    with running(desk, "pages") as run:
        if clean:
            forget_pages(desk)
        record_due(desk, publish.read_issues(desk.newsroom.record))
        issues = shelf_of(desk)
        newest = newest_moment(desk, issues)
        is_stale = fresh is not None and (newest is None or desk.now - newest > fresh)
        changed = pages(desk, issues, still_since=newest if is_stale else None)
        problems = column_problems(desk.newsroom, issues)
        run.note({"changed": changed}, problems)
    since = f"nothing new has come since {newest:%Y-%m-%d %H:%M} UTC" if newest else "nothing has come yet"
    return Built(changed=changed, moment=data_moment(desk, issues), stale=since if is_stale else "", problems=problems)


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
    with running(desk, "accept") as run, Store(desk.newsroom.store) as store:
        accepted = accept_feed(desk, store, _issues(desk), feed)
        run.note({"new": accepted})
    return accepted


def prune(desk: Desk, keep: timedelta) -> tuple[int, datetime]:
    """Forget what the store has from longer than `keep` ago; how many entries, and before which moment."""
    with running(desk, "prune") as run:
        forgotten, before = forget(desk, _issues(desk), keep)
        run.note({"forgotten": forgotten})
    return forgotten, before


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


def distrust(desk: Desk, feed: str, *, since: date, by: str, why: str = "") -> tuple[Distrusted, ...]:
    """Rely on a feed no more from a day on; see `pipeline.distrusting`. Briefs in review are composed without it."""
    with running(desk, "distrust") as run, Store(desk.newsroom.store) as store:
        issues = _issues(desk)
        restore(store, issues)
        lines = distrust_feed(desk, issues, feed, since=since, by=by, why=why)
        briefed = brief_due(desk, store, issues)
        run.note({"published lines": len(lines)}, briefed.problems)
    return lines


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
