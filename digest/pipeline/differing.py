"""What a person made of a brief: the page against the body that was generated, and taking the generated text back."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import date

from digest import page, publish
from digest.errors import UsageError
from digest.model import Brief, Issue, State
from digest.pipeline.desk import Desk
from digest.pipeline.loading import issue_of
from digest.publish import merge


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One part of a brief that a person changed: a line's id, "title" or "teaser", before and after.

    `was` is empty for what the person added, `now` for what they took out. A `conflict` stands against new evidence.
    """

    key: str
    was: str
    now: str
    conflict: bool = False

    @property
    def unified(self) -> tuple[str, ...]:
        """The difference as rows of a unified diff."""
        rows = difflib.unified_diff(self.was.splitlines(), self.now.splitlines(), "composed", "by hand", lineterm="")
        return tuple(rows)


def diff(desk: Desk, day: date) -> tuple[Difference, ...]:
    """What people changed in the brief of a day; UsageError if there is none."""
    return differences(issue_of(desk, day))


def differences(issue: Issue) -> tuple[Difference, ...]:
    """What a person changed in a brief, in the order of the page; what was taken out comes last."""
    was, now = (_parts(brief) for brief in (merge.with_ids(page.read(issue.record.body)), issue.brief))
    conflicts = merge.open_conflicts(issue)
    return tuple(
        Difference(key=key, was=was.get(key, ""), now=now.get(key, ""), conflict=key in conflicts)
        for key in dict.fromkeys((*now, *was))
        if was.get(key, "") != now.get(key, "")
    )


def take(desk: Desk, day: date, keys: tuple[str, ...]) -> tuple[Difference, ...]:
    """Put what was composed in place of what a person made of it ("all" of it); gives what was replaced.

    Raises UsageError for a brief that is not there or published, and for what does not differ.
    """
    issue = issue_of(desk, day)
    if issue.record.state is State.PUBLISHED:
        raise UsageError(f"the brief of {day} is published: its words stay (use `digest edit {day} --correct`)")
    found = {one.key: one for one in differences(issue) if one.was}
    wanted = found if "all" in keys else {key.removeprefix("#"): None for key in keys}
    if unknown := [key for key in wanted if key not in found]:
        known = f"what differs is {', '.join(found)}" if found else "nothing differs"
        raise UsageError(f"{unknown[0]} is not what anybody changed in the brief of {day} ({known})")
    taken = merge.take(issue, tuple(wanted))
    kept = tuple(one for one in issue.record.conflicts if one.line not in wanted)
    settled = merge.Settled(page=page.write(taken), record=replace(issue.record, conflicts=kept))
    publish.save(desk.newsroom.briefs, settled, desk.newsroom.journal)
    return tuple(found[key] for key in wanted)


def _parts(brief: Brief) -> dict[str, str]:
    lines = {line.id: page.line_markdown(replace(line, id="")).removeprefix("- ") for line in brief.lines}
    return {"title": brief.word, "teaser": brief.teaser, **lines}
