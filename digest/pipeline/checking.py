"""Checks before a change goes in, of all files that people own."""

from __future__ import annotations

from pathlib import Path

from digest import curate, publish
from digest.errors import DigestError, RosterFaults
from digest.files import Newsroom
from digest.model import Problem
from digest.pipeline.accounting import row_problems
from digest.pipeline.contributions import contribution_problems
from digest.pipeline.decisions import load_decisions
from digest.pipeline.desk import newsroom_at
from digest.pipeline.encoding import encoder_of
from digest.pipeline.recording import rows_of


def check(folder: Path) -> Newsroom:
    """Read everything that people may have changed. Raises RosterFaults or DigestError with every fault at once."""
    newsroom = newsroom_at(folder)
    faults: list[Problem] = []
    others: list[str] = []
    for read in (_roster, _encoder, _edits, _pages, _figures, _contributions, rows_of):
        try:
            read(newsroom)
        except RosterFaults as found:
            faults.extend(found.problems)
        except DigestError as found:
            others.append(str(found))
    if others:
        raise DigestError("\n".join([*map(str, faults), *others]))
    if faults:
        raise RosterFaults(tuple(faults))
    return newsroom


def _contributions(newsroom: Newsroom) -> None:
    try:
        issues = publish.read_issues(newsroom.briefs)
    except DigestError:
        return  # A page or record that cannot be read is told by itself.
    if problems := contribution_problems(newsroom, issues):
        raise RosterFaults(problems)


def _roster(newsroom: Newsroom) -> None:
    curate.load(newsroom.roster)


def _encoder(newsroom: Newsroom) -> None:
    try:
        roster = curate.load(newsroom.roster)
    except RosterFaults:
        return  # told already
    encoder_of(newsroom, roster)


def _edits(newsroom: Newsroom) -> None:
    try:
        editors = curate.load(newsroom.roster).editors
    except RosterFaults:
        editors = ()  # Its own faults are told; who the editors are is not known until they are gone.
    load_decisions(newsroom, editors)


def _figures(newsroom: Newsroom) -> None:
    if problems := row_problems(newsroom):
        raise RosterFaults(problems)


def _pages(newsroom: Newsroom) -> None:
    problems = [*publish.read_shelf(newsroom.briefs)[1], *publish.read_shelf(newsroom.record)[1]]
    if problems:
        raise RosterFaults(tuple(problems))
