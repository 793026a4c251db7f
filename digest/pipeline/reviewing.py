"""The morning's review: one brief with all that an editor may want to decide, and what to type for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from digest import cluster, curate, files, page, render
from digest.compose.proof import Proof
from digest.compose.proof import proof as proof_of
from digest.errors import UsageError
from digest.model import AccountEvent, Issue, Observation, State, names_of
from digest.pipeline import applying
from digest.pipeline.composing import continuations_of, memory_of, stories_of
from digest.pipeline.decisions import load_decisions
from digest.pipeline.desk import Desk
from digest.pipeline.differing import differences
from digest.pipeline.doubting import distrusted_lines, revised_lines
from digest.pipeline.fingerprints import TEMPLATES
from digest.pipeline.health import Condition, Diagnosis, feeds_health
from digest.pipeline.judging import in_words, waiting_of
from digest.pipeline.loading import issue_of, issues_of, store_of
from digest.pipeline.windows import window_of
from digest.store import Store


def _review_day(issues: Sequence[Issue]) -> date | None:
    """The day to review: the oldest brief that waits for an editor, else the open one, else the newest."""
    by_state = {state: [issue.record.day for issue in issues if issue.record.state is state] for state in State}
    waiting = by_state[State.REVIEW] or by_state[State.OPEN]
    return min(waiting) if waiting else max((issue.record.day for issue in issues), default=None)


def review(desk: Desk, day: date | None = None) -> render.Review:
    """All that the review of a day shows, or of the one that waits. UsageError where there is no brief."""
    issues = issues_of(desk)
    day = day or _review_day(issues)
    if day is None:
        raise UsageError("there is no brief yet (`digest run` makes one)")
    feeds = feeds_health(desk)
    with store_of(desk, issues) as store:
        return _review(desk, store, issues, issue_of(desk, day), feeds)


def _review(
    desk: Desk, store: Store, issues: tuple[Issue, ...], issue: Issue, feeds: Sequence[Diagnosis]
) -> render.Review:
    day = issue.record.day
    decisions = load_decisions(desk.newsroom, desk.roster.editors)
    earlier = [one for one in issues if one.record.day < day]
    window = window_of(desk, day, {one.record.day: one for one in issues})
    proof = proof_of(
        window,
        stories_of(desk, store, issues, day),
        roster=desk.roster,
        earlier=memory_of(day, earlier),
        edits=applying.for_composing(decisions.on(day), decisions.policy, issue.record.withdrawn),
    )
    names = names_of(desk.roster.outlets)
    open_ = waiting_of(desk, store, (window,))
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
        distrusted=tuple((one.day, one.line, one.feed) for one in distrusted_lines(desk, issues, decisions.policy)),
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
    return render.Templates(desk.newsroom.templates, files.shipped() / TEMPLATES)


def _line(
    issue: Issue,
    key: str,
    proof: Proof,
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
