"""Values that several tests need, made short."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from digest import page
from digest.model import (
    Block,
    Brief,
    Calendar,
    Edition,
    Entry,
    Issue,
    Line,
    LineRecord,
    Made,
    Record,
    Roster,
    Site,
    State,
    Tag,
)

DAY = date(2026, 11, 20)
SINCE = datetime(2026, 11, 19, 6, tzinfo=UTC)
UNTIL = datetime(2026, 11, 20, 6, tzinfo=UTC)
EDITION = Edition(day=DAY, since=SINCE, until=UNTIL)


def roster(**other: Any) -> Roster:
    """A roster with a site and a daily calendar."""
    plain = Roster(
        site=Site(
            title="The Digest & Co",
            url="https://example.org/digest/",
            tag=Tag(authority="example.org", since=date(2026, 1, 1)),
        ),
        calendar=Calendar(zone=ZoneInfo("UTC"), cut_off=time(6)),
    )
    return replace(plain, **other)


def entry(key: str, title: str, *, outlet: str = "one", hours: float = 1, **other: Any) -> Entry:
    """An entry first seen and published some hours after the edition opened."""
    moment = SINCE + timedelta(hours=hours)
    plain = Entry(
        id=key,
        feed=outlet,
        outlet=outlet,
        title=title,
        link=f"https://{outlet}.example/{key}",
        seen=moment,
        published=moment,
    )
    return replace(plain, **other)


def brief(*blocks: Block, **other: Any) -> Brief:
    """A brief of 20 November 2026."""
    plain = Brief(
        day=DAY,
        word="Edges",
        teaser="One; two; three; and much, much more.",
        state=State.REVIEW,
        since=SINCE,
        until=UNTIL,
        blocks=blocks,
    )
    return replace(plain, **other)


def line(key: str, text: str = "", **other: Any) -> Line:
    """A line with that id."""
    return replace(Line(id=key, text=text or f"Line {key}."), **other)


def tombstone(key: str, day: date) -> Line:
    """What stands where that line was withdrawn on a day."""
    return Line(id=key, text=f"Withdrawn on {day.day} {day:%B %Y}: It was not so.")


def issue(composed: Brief, **other: Any) -> Issue:
    """The brief with a record that generated exactly it."""
    plain = Record(
        day=composed.day,
        state=composed.state,
        since=composed.since,
        until=composed.until,
        made=Made.DAILY,
        method="test/1",
        body=page.write(composed),
        lines=tuple(
            LineRecord(id=one.id, story=one.id, sentences=(), hash=page.line_hash(one), updated=UNTIL)
            for one in composed.lines
        ),
        stories=(),
        evidence=(),
        month=composed.month,
        published=composed.until if composed.state is State.PUBLISHED else None,
    )
    return Issue(brief=composed, record=replace(plain, **other))
