"""The hand that follows editors' decisions on a brief, and what all of these have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.model import Amendment, AmendmentKind, Brief, Issue, Line, Withdrawal
from digest.publish.striking import Retitle
from digest.text import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who follows the decisions: the moment, the newsroom's zone, its outlets' names, and how a title is found.

    In the words of the briefs' language, `withdrawn` says on which day and why a line was taken back, and `parted` is
    the reason for a line that was split off another.
    """

    now: datetime
    zone: ZoneInfo
    names: Mapping[str, str]
    retitle: Retitle
    withdrawn: Callable[[date, str], str]
    parted: str

    def stone(self, withdrawal: Withdrawal, at: datetime) -> Line:
        """The line that stands where one was withdrawn."""
        return Line(id=withdrawal.line, text=self.withdrawn(at.astimezone(self.zone).date(), escape(withdrawal.why)))


class Refused(Exception):
    """A decision that cannot be followed: what is wrong, what to do."""


def replaced(brief: Brief, line: Line) -> Brief:
    """A brief with another line in the place of the one of its id."""
    blocks = (line if isinstance(block, Line) and block.id == line.id else block for block in brief.blocks)
    return replace(brief, blocks=tuple(blocks))


def without(brief: Brief, lines: Iterable[str]) -> Brief:
    """A brief without some lines."""
    gone = set(lines)
    kept = (block for block in brief.blocks if not (isinstance(block, Line) and block.id in gone))
    return replace(brief, blocks=tuple(kept))


def ids_of(brief: Brief) -> tuple[str, ...]:
    """The ids of a brief's lines."""
    return tuple(line.id for line in brief.lines)


def amendment(line: str, change: AmendmentKind, at: datetime, by: str, why: str = "", *, was: str = "") -> Amendment:
    """What was done to a line, for the record."""
    return Amendment(line=line, change=change, at=at, by=by, why=why, was=was)


def missing(line: str, issue: Issue) -> tuple[str, str]:
    """What to say of a line that a brief does not have."""
    moved = next((one.to for one in issue.record.redirects if one.line == line), "")
    if moved:
        return f"names {line}, which was merged into {moved}", f"name {moved}"
    return f"names {line}, which is no line of this brief", "take the id from the end of a line of the brief"
