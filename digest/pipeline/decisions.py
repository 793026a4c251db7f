"""What the editors decided: of each day and standing, as their files say it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from digest import files
from digest.curate.edits import load_edits
from digest.curate.policy import load_policy
from digest.errors import RosterFaults
from digest.files import Newsroom
from digest.model import (
    Correction,
    Editor,
    Edits,
    Feed,
    Note,
    Place,
    Policy,
    Problem,
    Record,
    Retitle,
    Withdrawal,
)

OWN_LINE = "a line of the editors' own where only a story can stand"
OWN_PLACE = "say where it stands with its `place`: first, last or after ID"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What the editors decided: by day, and for every day."""

    days: Mapping[date, Edits] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)

    def on(self, day: date) -> Edits:
        """The decisions on one day."""
        return self.days.get(day, Edits())

    def followed(self, record: Record) -> bool:
        """Whether a brief that is not published was composed with all that is decided now."""
        edits = self.on(record.day)
        return (record.edits, record.applied, record.policy) == (edits.hash, edits.keys, self.policy.hash)


def load_decisions(newsroom: Newsroom, editors: Collection[Editor]) -> Decisions:
    """Every decision of a newsroom; RosterFaults with the faults of all files."""
    days: dict[date, Edits] = {}
    faults: list[Problem] = []
    policy = Policy()
    try:
        policy = load_policy(newsroom.policy, editors)
    except RosterFaults as fault:
        faults.extend(fault.problems)
    # Hidden files are of programs that just edit one.
    for path in sorted(newsroom.briefs.rglob("[!.]*.edits.y*ml")) if newsroom.briefs.is_dir() else ():
        day = files.day_of(path.relative_to(newsroom.briefs))
        if day is None or path != edits_path(newsroom, day):
            place = Place(name=path.relative_to(newsroom.root).as_posix())
            todo = "name it like content/briefs/2015/04/16.edits.yaml"
            faults.append(Problem(place=place, what="is named like the decisions of no day", todo=todo))
            continue
        try:
            edits = load_edits(path, editors)
        except RosterFaults as fault:
            faults.extend(fault.problems)
            continue
        days[day] = edits
    if faults:
        raise RosterFaults(tuple(faults))
    return Decisions(days=days, policy=policy)


def distrusted(policy: Policy, feeds: Iterable[Feed]) -> Mapping[str, date]:
    """Since which day feeds are not trusted, by their present and their former ids, whichever was decided on."""
    found = dict(policy.distrust)
    for feed in feeds:
        names = (feed.id, *feed.formerly)
        if days := [policy.distrust[name] for name in names if name in policy.distrust]:
            found |= dict.fromkeys(names, min(days))
    return found


def edits_path(newsroom: Newsroom, day: date) -> Path:
    """Where the decisions on a day stand."""
    return newsroom.briefs / f"{files.day_path(day)}.edits.yaml"


def edits_name(day: date) -> str:
    """That file as people know it."""
    return f"content/briefs/{files.day_path(day)}.edits.yaml"


def unknown(day: date, edits: Edits, known: Collection[str]) -> tuple[Problem, ...]:
    """Decisions about lines that the edition does not have, or that treat lines of the editors' own as stories."""
    of_stories = [edits.lead, *edits.pin, *(line for one in edits.merge for line in one.lines)]
    of_stories += [one.line for one in edits.split]
    on_lines: tuple[Retitle | Note | Correction | Withdrawal, ...] = (
        *edits.retitle,
        *edits.note,
        *edits.correct,
        *edits.withdraw,
    )
    named = [*of_stories, *edits.mute, *(one.line for one in on_lines)]
    named += [one.place for one in edits.add if one.place not in {"first", "last"}]
    own = {one.id for one in edits.add}
    place = Place(name=edits_name(day))
    strange = (key for key in dict.fromkeys(named) if key and key not in {*known, *own})
    todo = "take the id from the end of a line of the brief"
    return (
        *(Problem(place=place, what=f"names {key}, which no story of this edition has", todo=todo) for key in strange),
        *(
            Problem(place=place, what=f"names {key}, {OWN_LINE}", todo=OWN_PLACE)
            for key in dict.fromkeys(of_stories)
            if key in own
        ),
    )
