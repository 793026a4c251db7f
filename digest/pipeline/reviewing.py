"""The morning's review: one brief with all that an editor may want to decide, and what to type for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from digest import cluster, compose, curate, files, page, render
from digest.model import AccountEvent, AmendmentKind, Issue, LineRecord, Observation, State
from digest.pipeline import deciding
from digest.pipeline.briefing import continuations_of, memory_of, stories_of
from digest.pipeline.deciding import Decisions
from digest.pipeline.desk import Desk
from digest.pipeline.diagnosing import Condition, Diagnosis
from digest.pipeline.differing import differences, issue_of
from digest.pipeline.judging import in_words, waiting
from digest.pipeline.watching import cited, recent
from digest.pipeline.windows import window_of
from digest.store import Store
from digest.text import clean

_TEMPLATES = "site_templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A published line one of whose headlines its publisher changed: before and after; or carries no longer (empty)."""

    day: date
    line: str
    outlet: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distrusted:
    """A published line, with what it says, that rests on a feed which editors do not trust any more."""

    day: date
    line: str
    feed: str
    text: str


def revised_lines(desk: Desk, store: Store, issues: Iterable[Issue]) -> tuple[Revised, ...]:
    """The published lines of the last days whose sentences rest on a headline that reads otherwise now, or is gone.

    A line that was corrected since is in doubt no more.
    """
    watched = recent(desk, issues)
    names = {outlet.id: outlet.name for outlet in desk.roster.outlets}
    newest = store.revised(sorted({row.id for issue in watched for row in issue.record.evidence}))
    return tuple(
        Revised(
            day=issue.record.day,
            line=line.id,
            outlet=names.get(row.outlet, row.outlet),
            before=row.title,
            after=clean(newest[row.id][0]),
        )
        for issue in watched
        for line in issue.record.lines
        for row in issue.record.evidence
        if row.id in newest and row.id in cited(line) and clean(newest[row.id][0]) != row.title
        if not _corrected(issue, line, newest[row.id][1])
    )


def distrusted_lines(desk: Desk, issues: Iterable[Issue], decisions: Decisions) -> tuple[Distrusted, ...]:
    """The published lines that rest on what a distrusted feed said since the day it is not trusted."""
    zone, distrust = desk.roster.calendar.zone, decisions.policy.distrust
    found: dict[Distrusted, None] = {}
    for issue in issues if distrust else ():
        if issue.record.state is State.PUBLISHED:
            said = {line.id: page.plain(line.text) for line in issue.brief.lines}
            doubtful = {
                row.id: row.feed
                for row in issue.record.evidence
                if row.feed in distrust and row.seen.astimezone(zone).date() >= distrust[row.feed]
            }
            for line in issue.record.lines:
                for feed in sorted({doubtful[key] for key in cited(line) if key in doubtful}):
                    found[Distrusted(day=issue.record.day, line=line.id, feed=feed, text=said.get(line.id, ""))] = None
    return tuple(found)


def review_day(issues: Sequence[Issue]) -> date | None:
    """The day to review: the oldest brief that waits for an editor, else the open one, else the newest."""
    by_state = {state: [issue.record.day for issue in issues if issue.record.state is state] for state in State}
    waiting = by_state[State.REVIEW] or by_state[State.OPEN]
    return min(waiting) if waiting else max((issue.record.day for issue in issues), default=None)


def review(desk: Desk, store: Store, issues: tuple[Issue, ...], day: date, feeds: Sequence[Diagnosis]) -> render.Review:
    """All that the review of a day shows. UsageError if there is no brief of that day."""
    issue = issue_of(desk, day)
    decisions = deciding.load_decisions(desk.newsroom, desk.roster.editors)
    earlier = [one for one in issues if one.record.day < day]
    window = window_of(desk, day, {one.record.day: one for one in issues})
    proof = compose.proof(
        window,
        stories_of(desk, store, issues, day),
        roster=desk.roster,
        earlier=memory_of(day, earlier),
        edits=deciding.for_composing(decisions.on(day), decisions.policy, issue.record.withdrawn),
    )
    names = {outlet.id: outlet.name for outlet in desk.roster.outlets}
    open_ = waiting(desk, store, (window,))
    threads = continuations_of(desk, store, issues, day)
    return render.Review(
        day=day,
        state=issue.record.state,
        title=issue.brief.title,
        teaser=issue.brief.teaser,
        titles=proof.titles,
        by=desk.roster.editors[0].id if len(desk.roster.editors) == 1 else "",
        lines=tuple(_line(issue, line.id, proof, names, threads) for line in issue.brief.lines),
        left=tuple(
            render.Rest(id=one.id, text=one.headline, outlets=one.outlets, why=one.why, line=one.line)
            for one in proof.left
        ),
        left_out=proof.left_out,
        alike=proof.alike,
        proposed=tuple((key, in_words(one.fact), _address(one.fact), one.reasons) for key, one in open_.proposals),
        fallen=tuple(
            (key, in_words(one.after), _address(one.after), (f"half or less of {in_words(one.before)}",))
            for key, one in open_.falls
        ),
        feeds=tuple(
            (one.feed, one.condition.value, one.evidence, one.todo)
            for one in feeds
            if one.condition not in {Condition.OK, Condition.MUTED}
        ),
        revised=tuple(
            render.Turned(day=one.day, line=one.line, outlet=one.outlet, was=one.before, now=one.after)
            for one in revised_lines(desk, store, issues)
        ),
        distrusted=tuple((one.day, one.line, one.feed) for one in distrusted_lines(desk, issues, decisions)),
        notes=tuple((note.line, note.text, note.by) for note in decisions.on(day).note),
        hand=tuple((one.key, "\n".join(one.unified[2:]), one.conflict) for one in differences(issue)),
    )


def write_review(desk: Desk, view: render.Review) -> str:
    """Write the review as one local page; gives its path."""
    path = desk.newsroom.work / "review" / f"{view.day}.html"
    files.write(path, render.review_page(view, _templates(desk)))
    return str(path)


def review_markdown(desk: Desk, view: render.Review) -> str:
    """The review as Markdown, for the summary of a scheduled job."""
    return render.review_markdown(view, _templates(desk))


def _templates(desk: Desk) -> render.Templates:
    return render.Templates(desk.newsroom.templates, files.shipped() / _TEMPLATES)


def _line(
    issue: Issue,
    key: str,
    proof: compose.Proof,
    names: dict[str, str],
    threads: Mapping[str, cluster.Continuation],
) -> render.Reviewed:
    record = issue.record
    line = next(line for line in issue.brief.lines if line.id == key)
    row = next((row for row in record.lines if row.id == key), None)
    story = next((one for one in record.stories if row and one.id == row.story), None)
    told = [one for one in record.evidence if story and one.id in story.entries]
    return render.Reviewed(
        id=key,
        text=page.plain(line.text),
        why=(*(row.why if row else ("an editor's own",)), *_continued(threads.get(story.id) if story else None)),
        entries=tuple(
            (one.id, names.get(one.outlet, one.outlet), one.title, one.link if curate.address_of(one.link) else "")
            for one in told
        ),
        outlets=tuple(dict.fromkeys(one.outlet for one in told)),
        odd=tuple(entry.id for entry in proof.odd.get(key, ())),
    )


def _continued(why: cluster.Continuation | None) -> tuple[str, ...]:
    """Why a line's story goes on with one that was told."""
    if why is None:
        return ()
    shared = ", ".join(word for word, _ in why.shared) or "no word"
    meaning = "" if why.meaning is None else f", {why.meaning:.2f} in meaning"
    return (f"goes on with {why.told.day}: {why.likeness:.2f} alike{meaning}, shares {shared}",)


def _address(fact: Observation | AccountEvent) -> str:
    return fact.source if curate.address_of(fact.source) else ""


def _corrected(issue: Issue, line: LineRecord, since: datetime) -> bool:
    made = [one for one in issue.record.amendments if one.line == line.id and one.change is AmendmentKind.CORRECTED]
    return any(one.at >= since for one in made)
