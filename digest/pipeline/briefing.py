"""Briefs: from the entries of an edition to its page, in the order in which editions closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date

from digest import files, publish
from digest.errors import FileFault, PageFault, UsageError
from digest.model import Edition, Issue, Place, Problem, State
from digest.pipeline import applying
from digest.pipeline.bulletins import Bulletins
from digest.pipeline.composing import compose_edition
from digest.pipeline.decisions import Decisions, edits_name, load_decisions
from digest.pipeline.desk import Desk
from digest.pipeline.encoding import encoder_of
from digest.pipeline.grouping import Ahead, material_of
from digest.pipeline.loading import issue_of, issues_of, store_of
from digest.pipeline.recording import record_due
from digest.pipeline.running import running
from digest.pipeline.windows import due, window_of
from digest.pipeline.writing import Writing
from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefed:
    """What came of composing: the days whose page changed, the days that were published, what to look at."""

    changed: tuple[date, ...] = ()
    published: tuple[date, ...] = ()
    problems: tuple[Problem, ...] = ()


def brief(desk: Desk, days: tuple[date, ...] = ()) -> Briefed:
    """Compose what is due (or `days`), and the days of the record that have no page yet."""
    with running(desk, "brief") as run:
        issues, problems = publish.read_shelf(desk.newsroom.briefs)
        record_due(desk, publish.read_issues(desk.newsroom.record))
        with store_of(desk, issues) as store:
            briefed = brief_due(desk, store, issues, days)
        briefed = replace(briefed, problems=(*problems, *briefed.problems, *_unmade(days, issues, briefed)))
        run.note({"changed": len(briefed.changed), "published": len(briefed.published)}, briefed.problems)
    return briefed


def brief_due(
    desk: Desk,
    store: Store,
    issues: tuple[Issue, ...],
    days: tuple[date, ...] = (),
    *,
    span: tuple[date, date] | None = None,
    executor: Executor | None = None,
    on_day: Callable[[int, int, date], None] | None = None,
) -> Briefed:
    """Compose every edition that is due, oldest first, or just `days`, and publish what may be published unattended.

    A published brief is never composed again. Every fault in the editors' decisions is raised before anything is
    written. Of what is due a `span` takes the editions that closed from its first day to its last. An `executor` finds
    stories ahead. `on_day` is told of each edition that is through: its number, how many there are, its day.
    """
    encoder_of(desk.newsroom, desk.roster)  # before anything is composed, and where there is nothing to compose
    told = {issue.record.day: issue for issue in issues}
    decisions = load_decisions(desk.newsroom, desk.roster.editors)
    problems = list(_too_late(told, decisions))
    changed, refused = applying.amend_published(desk, [told[day] for day in days or told if day in told], decisions)
    problems.extend(refused)
    told |= {day: issue for day in changed if (issue := publish.read_issue(desk.newsroom.briefs, day))}
    editions = _asked(desk, days, told) if days else _due(desk, store, told, decisions, span)
    ahead = _ahead(desk, store, editions, told=told, decisions=decisions, executor=executor) if executor else None
    published: list[date] = []
    writing, bulletins = Writing(desk), Bulletins(desk, decisions.policy)
    for number, edition in enumerate(editions, 1):
        kept = told.get(edition.day)
        try:
            issue, troubles = compose_edition(
                desk, store, edition, told, decisions, bulletins=bulletins, writing=writing, ahead=ahead
            )
        except (PageFault, FileFault):
            continue  # Its page waits to be repaired, as whoever read the shelf was told; the other days go on.
        problems.extend(troubles)
        if on_day:
            on_day(number, len(editions), edition.day)
        if issue is None:
            continue
        if issue != kept:
            changed.append(edition.day)
        if issue.record.state is State.PUBLISHED:
            published.append(edition.day)
        told[edition.day] = issue
    problems.extend(writing.problems)
    return Briefed(changed=tuple(changed), published=tuple(published), problems=tuple(problems))


def _asked(desk: Desk, days: Iterable[date], told: Mapping[date, Issue]) -> tuple[Edition, ...]:
    """The editions of some days, oldest first, but for those whose brief is published."""
    return tuple(window_of(desk, day, told) for day in sorted(set(days)) if not _is_published(told.get(day)))


def _due(
    desk: Desk, store: Store, told: Mapping[date, Issue], decisions: Decisions, span: tuple[date, date] | None
) -> tuple[Edition, ...]:
    """The editions that are due, oldest first; of a span those that closed from its first day to its last."""
    seen = store.first_seen_range()
    editions = due(desk, seen[0] if seen else None, told, decisions)
    if span is None:
        return editions
    return tuple(one for one in editions if span[0] <= one.day <= span[1] and one.until <= desk.now)


def publish_day(desk: Desk, day: date, by: str = "") -> bool:
    """Freeze the brief of a day, composed whole first if it was not; False if it was published before.

    `by` is the editor who read it: readers are told. UsageError for who is none, and if there is no brief of the day,
    or its window runs; PageFault where its page cannot be read.
    """
    known = [editor.id for editor in desk.roster.editors]
    if by and known and by not in known:
        raise UsageError(f"{by} is no editor of this newsroom (it has {', '.join(known)})")
    issues = issues_of(desk)
    with running(desk, "publish") as run, store_of(desk, issues) as store:
        is_released = _release(desk, store, issues, day, by)
        run.note({"published": int(is_released)})
    return is_released


def _release(desk: Desk, store: Store, issues: tuple[Issue, ...], day: date, by: str) -> bool:
    kept = issue_of(desk, day)
    if _is_published(kept):
        return False
    if desk.now < kept.record.until:
        raise UsageError(
            f"the edition of {day} runs until {kept.record.until:%Y-%m-%d %H:%M} UTC (publish it after that)"
        )
    publish.check_page(desk.newsroom.briefs, day)
    brief_due(desk, store, issues, (day,))
    whole = publish.read_issue(desk.newsroom.briefs, day) or kept
    record = replace(whole.record, state=State.PUBLISHED, published=whole.record.published or desk.now, released_by=by)
    publish.release(desk.newsroom.briefs, record, desk.newsroom.journal)
    return True


def _is_published(issue: Issue | None) -> bool:
    return issue is not None and issue.record.state is State.PUBLISHED


def _ahead(
    desk: Desk,
    store: Store,
    editions: Sequence[Edition],
    *,
    told: Mapping[date, Issue],
    decisions: Decisions,
    executor: Executor,
) -> Ahead:
    """The new ones of some editions, to be grouped ahead."""
    new = [edition for edition in editions if edition.day not in told]
    issues = tuple(told.values())
    materials = (
        (edition, material_of(desk, store, edition, entries))
        for edition in new
        if (entries := applying.usable(desk, store.entries(edition), issues, (), decisions.policy))
    )
    return Ahead(executor, desk.roster.topics, materials)


def _too_late(told: Mapping[date, Issue], decisions: Decisions) -> Iterator[Problem]:
    """Decisions that only a composition follows, and that came after their brief was published."""
    for day, edits in sorted(decisions.days.items()):
        if day in told and _is_published(told[day]) and told[day].record.edits != edits.hash:
            yield Problem(
                place=Place(name=edits_name(day)),
                what="has another title, teaser, lead, pin, mute or retitle after its brief was published",
                todo="correct, add, withdraw, merge, split, or edit the page itself",
            )


def _unmade(days: Iterable[date], issues: Iterable[Issue], briefed: Briefed) -> Iterator[Problem]:
    """Why briefs that were asked for by their days were not composed."""
    told = {issue.record.day: issue for issue in issues}
    for day in sorted(set(days)):
        place = Place(name=f"content/briefs/{files.day_path(day)}.md")
        if _is_published(told.get(day)):
            what, todo = "is published, so it was not composed again", "edit the page by hand"
            yield Problem(place=place, what=what, todo=todo)
        elif day not in told and day not in briefed.changed:
            what, todo = "is not there: nothing came while its edition ran", "look at the day, or pull first"
            yield Problem(place=place, what=what, todo=todo)
