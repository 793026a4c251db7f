"""`digest edit`: decisions written into the edits of a day, checked, and followed at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest import files, page, publish
from digest.curate.deciding import with_decisions, without_decisions
from digest.curate.decisions import Decision
from digest.curate.edits import read_edits
from digest.curate.layout import Item
from digest.errors import UsageError
from digest.model import Brief, Edits, Issue, Problem, State, Story
from digest.pipeline import applying
from digest.pipeline.briefing import brief_due
from digest.pipeline.composing import stories_of
from digest.pipeline.decisions import OWN_LINE, OWN_PLACE, edits_path, load_decisions
from digest.pipeline.desk import Desk
from digest.pipeline.loading import issue_of, issues_of, store_of
from digest.pipeline.running import running
from digest.publish import amending, merge, striking, withdrawing
from digest.store import Store
from digest.text import digest_of

_WIDTH = 60
_ONLY_COMPOSING = ("title", "teaser", "lead", "pin", "mute", "retitle")
_NAMED = ("lead", "pin", "mute", "retitle", "merge", "split", "note", "correct", "withdraw")
_OF_STORIES = ("lead", "pin", "mute", "merge")
_ONLY_STORIES = ("lead", "pin", "merge", "split")
_WORDS = ("retitle", "note", "correct")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What came of decisions: what changed, a line each, and what to look at."""

    said: tuple[str, ...]
    problems: tuple[Problem, ...]


def edit(desk: Desk, day: date, items: Sequence[Item]) -> Edited:
    """Write decisions on a brief and follow them. Nothing is written where one of them cannot be followed.

    Raises UsageError for lines that are not there and for what comes too late, PageFault where the page cannot be read,
    RosterFaults and DigestError where the edits of the day cannot take the decisions.
    """
    issues = issues_of(desk)
    with running(desk, "edit") as run, store_of(desk, issues) as store:
        edited = _edit(desk, store, issues, day, items)
        run.note({"decisions": len(items)}, edited.problems)
    return edited


def _edit(desk: Desk, store: Store, issues: tuple[Issue, ...], day: date, items: Sequence[Item]) -> Edited:
    before = issue_of(desk, day)
    publish.check_page(desk.newsroom.briefs, day)
    items = [_with_id(item, day) for item in items]
    _refuse_late(before, items)
    _refuse_unknown(before, items, lambda: _headlines(stories_of(desk, store, issues, day)))
    _refuse_own(before, items, load_decisions(desk.newsroom, desk.roster.editors).on(day))
    path = edits_path(desk.newsroom, day)
    text = with_decisions(path, items, desk.roster.editors)
    said: list[str] = []
    for line in [str(item["withdraw"]) for item in items if item.get("withdraw")]:
        text, count = without_decisions(path, text, _holding(line, before))
        if count:
            said.append(f"took {count} decision{'s' if count > 1 else ''} with words of {line} out of {path.name}")
    _refuse_impossible(desk, before, read_edits(path, text, desk.roster.editors))
    files.write(path, text)
    briefed = brief_due(desk, store, issues, (day,))
    after = publish.read_issue(desk.newsroom.briefs, day) or before
    return Edited(said=(*changes(before, after), *said), problems=briefed.problems)


def _with_id(item: Item, day: date) -> Item:
    """A decision to add a line with the id that the line keeps, whatever becomes of its words."""
    return {**item, "id": digest_of("add", str(day), str(item["add"]))} if item.get("add") else item


def changes(before: Issue, after: Issue) -> Iterator[str]:
    """What is different in a brief, a line each."""
    if before.brief.word != after.brief.word:
        yield f"title: {before.brief.word} is now {after.brief.word}"
    if before.brief.teaser != after.brief.teaser:
        yield f"teaser: {after.brief.teaser or 'none'}"
    yield from _changed_lines(before, after)
    for note in after.record.notes:
        if note not in before.record.notes:
            yield f"{note.line} has a note: {_short(note.text)}"


def _changed_lines(before: Issue, after: Issue) -> Iterator[str]:
    old, new = ({line.id: line for line in issue.brief.lines} for issue in (before, after))
    for key in old:
        if key not in new:
            moved = next((one.to for one in after.record.redirects if one.line == key), "")
            yield f"{key} is now part of {moved}" if moved else f"{key} is out: {_short(page.plain(old[key].text))}"
    for key, line in new.items():
        if key not in old:
            yield f"{key} is new: {_short(page.plain(line.text))}"
        elif line != old[key]:
            yield f"{key} now says: {_short(page.plain(line.text))}"
    order = [key for key in new if key in old]
    if order != [key for key in old if key in new]:
        yield f"order: {', '.join(new)}"


def _headlines(stories: Iterable[Story]) -> Mapping[str, str]:
    """Stories with their first headlines."""
    return {story.id: story.entries[0].title for story in stories}


def _refuse_late(issue: Issue, items: Sequence[Item]) -> None:
    late = [kind for item in items for kind in _ONLY_COMPOSING if item.get(kind)]
    if issue.record.state is State.PUBLISHED and late:
        raise UsageError(
            f"the brief of {issue.record.day} is published: it takes no {late[0]} any more"
            " (correct, add, note, merge, split or withdraw)"
        )
    early = [item for item in items if item.get("correct")]
    if issue.record.state is not State.PUBLISHED and early:
        raise UsageError(f"the brief of {issue.record.day} is not published: nothing to correct yet (use --retitle)")


def _refuse_unknown(issue: Issue, items: Sequence[Item], stories: Callable[[], Mapping[str, str]]) -> None:
    lines = {line.id: page.plain(line.text) for line in issue.brief.lines}
    told: Mapping[str, str] | None = None
    for item in items:
        for kind in _NAMED:
            for line in _ids(item, kind):
                if line in lines:
                    continue
                if kind in _OF_STORIES:
                    told = told if told is not None else stories()
                    if line in told:
                        continue
                raise UsageError(_unknown(line, issue, lines | dict(told or {})))
        place = str(item.get("place", "")).removeprefix("after ")
        if place and place not in {"first", "last", *lines}:
            raise UsageError(_unknown(place, issue, lines))


def _refuse_own(issue: Issue, items: Sequence[Item], edits: Edits) -> None:
    """Refuse a line of the editor's own that is there, and to treat one as a story before it is published."""
    for name in (str(item["id"]) for item in items if item.get("add")):
        if any(stone.line == name for stone in issue.record.withdrawn):
            raise UsageError(f"{name} says that already and was withdrawn (say it in other words)")
        if name in {line.id for line in issue.brief.lines}:
            change = "correct" if issue.record.state is State.PUBLISHED else "retitle"
            raise UsageError(f"{name} says that already (give it other words with --{change} {name} TEXT)")
    own = {one.id for one in edits.add} if issue.record.state is not State.PUBLISHED else set()
    named = ((kind, line) for item in items for kind in _ONLY_STORIES for line in _ids(item, kind))
    if found := next(((kind, line) for kind, line in named if line in own), None):
        raise UsageError(f"--{found[0]} names {found[1]}, {OWN_LINE} ({OWN_PLACE})")


def _ids(item: Item, kind: str) -> tuple[str, ...]:
    """The lines that a decision names."""
    value = item.get(kind) or ()
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, Sequence) else ()


def _unknown(line: str, issue: Issue, known: Mapping[str, str]) -> str:
    """A sentence about an id that is none, with the ids or lines that may have been meant."""
    moved = next((one.to for one in issue.record.redirects if one.line == line), "")
    near = [moved] if moved else difflib.get_close_matches(line, known, n=2, cutoff=0.5)
    near = near or [key for key, text in known.items() if line.casefold() in text.casefold()][:3] or list(known)[:3]
    meant = ", ".join(f"{key} “{_short(known.get(key, ''))}”" for key in near)
    todo = f"did you mean {meant}?" if near else "it has no lines"
    return f"{line} is no line of {issue.record.day} ({todo})"


def _refuse_impossible(desk: Desk, issue: Issue, edits: Edits) -> None:
    edits = replace(edits, split=applying.by_any_name(desk, edits.split))
    if issue.record.state is State.PUBLISHED:
        refused = amending.amend(issue, edits, applying.hand_of(desk)).refused
        if refused:
            raise UsageError(f"{refused[0][0]} ({refused[0][1]})")
        return
    stories = {row.id: next((s for s in issue.record.stories if s.id == row.story), None) for row in issue.record.lines}
    for split in edits.split:
        story = stories.get(split.line)
        rows = [row for row in issue.record.evidence if story and row.id in story.entries]
        gone = [row for row in rows if row.id in split.entries or {row.outlet, row.feed} & {*split.outlets}]
        if rows and split.key not in issue.record.applied and len(gone) in {0, len(rows)}:
            choices = ", ".join(f"{row.id} of {row.outlet}" for row in rows[:8])
            raise UsageError(f"{split.line} cannot be split so (say which of these go: {choices})")


def _holding(line: str, issue: Issue) -> Callable[[Decision], bool]:
    """Tells the decisions that hold words of a line."""
    body: Brief = merge.with_ids(page.read(issue.record.body))
    texts = withdrawing.texts_of(line, issue.record, issue.brief, body)
    names = withdrawing.names_of_line(line, issue.record)

    def holds(decision: Decision) -> bool:
        about = any(getattr(decision, kind) in names for kind in _WORDS)
        own = bool(decision.add) and (decision.id in names or striking.rests(decision.add, texts))
        return about or own or striking.tells(decision.teaser, texts) or striking.tells(decision.title, texts)

    return holds


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1].rstrip()}…"
