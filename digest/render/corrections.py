"""The page of corrections: what published briefs said and say no longer, and what was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.model import AmendmentKind, Page, State
from digest.render.almanac import Almanac
from digest.render.links import CORRECTIONS, brief_path
from digest.render.subscribing import alternates
from digest.render.templates import Templates, matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One correction or withdrawal: of which line of which brief, when, why, and what the line said and says."""

    path: str
    line: str
    title: str
    day: str
    at: datetime
    moment: str
    withdrawn: bool
    was: str
    now: str
    why: str


def corrections(almanac: Almanac, templates: Templates) -> Page:
    """Corrections and withdrawals on published briefs, newest first."""
    zone = almanac.roster.calendar.zone
    rows = [
        Row(
            path=brief_path(issue.head),
            line=one.line,
            title=issue.head.title,
            day=almanac.language.full(issue.day, by_month=issue.head.month),
            at=one.at,
            moment=almanac.language.moment(one.at, zone),
            withdrawn=one.change is AmendmentKind.WITHDRAWN,
            was=one.was,
            now=one.now,
            why=one.why,
        )
        for issue in (*almanac.daily.issues, *almanac.record.issues)
        if issue.head.state is State.PUBLISHED
        for one in issue.outline.amendments
        if one.change in {AmendmentKind.CORRECTED, AmendmentKind.WITHDRAWN}
    ]
    rows.sort(key=lambda row: (row.at, row.path, row.line), reverse=True)
    say = almanac.language.say
    said = say("What published briefs said and say no longer.")
    return templates.page(
        CORRECTIONS,
        "corrections.md.j2",
        matter(
            "column",
            say("Corrections"),
            said,
            section="Archive",
            found=False,
            feeds=alternates(almanac.view.offers, "corrections"),
        ),
        rows=rows,
    )
