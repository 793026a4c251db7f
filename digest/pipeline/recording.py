"""From the record: briefs of days before the newsroom, made from a wire that people wrote from published documents.

content/record/wire.jsonl holds one item a row: id, day (or month), title, summary, cites (how a reader would cite the
origin), link. Each day becomes one brief on the shelf content/record, through the same clustering and composing as any
other; its sentences name the origin. The pages stay out of the latest feeds, the rail and the title memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from digest import files, publish
from digest.errors import RosterFaults
from digest.files import Newsroom
from digest.model import (
    Edition,
    Entry,
    Issue,
    Made,
    Moment,
    Outlet,
    Ownership,
    Place,
    Problem,
    Role,
    Roster,
    Scope,
    State,
)
from digest.pipeline.desk import Desk
from digest.pipeline.rows import in_words, object_of
from digest.publish import merge
from digest.text import clean, digest_of

SAMPLE_WIRE = "sample-wire"
_NEEDED = ("id", "day", "title", "cites", "link")


def record_due(desk: Desk, issues: Sequence[Issue]) -> tuple[Moment, ...]:
    """Compose the days of the record that have no page yet, oldest first; returns them.

    Raises RosterFaults naming every row of the wire that cannot be used.
    """
    made = {(issue.day, issue.head.month) for issue in issues}
    words = [issue.head.word for issue in issues]
    composed = []
    for moment, rows in _days(desk):
        if (moment.first, moment.precision == "month") in made:
            continue
        issue = _compose(desk.roster, moment, rows, tuple(words))
        settled = merge.settle(issue, None, None)
        publish.save(desk.newsroom.record, settled, desk.newsroom.journal)
        words.insert(0, issue.brief.word)
        composed.append(moment)
    return tuple(composed)


def _days(desk: Desk) -> list[tuple[Moment, list[dict[str, str]]]]:
    days: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows_of(desk.newsroom):
        days[row["day"]].append(row)
    return [(Moment.parse(day), days[day]) for day in sorted(days)]


def rows_of(newsroom: Newsroom) -> Iterable[dict[str, str]]:
    """The rows of the wire; RosterFaults naming every one that cannot be used."""
    path = newsroom.record / "wire.jsonl"
    if not path.is_file():
        return ()
    rows, problems = [], []
    for number, text in enumerate(files.read(path).split("\n"), 1):
        if not text.strip():
            continue
        try:
            row = object_of(text)
            Moment.parse(row["day"])
            rows.append({key: str(row[key]) for key in _NEEDED} | {"summary": str(row.get("summary", ""))})
        except (ValueError, KeyError, TypeError) as fault:
            place = Place(name="content/record/wire.jsonl", line=number, column=1)
            todo = f"give it {', '.join(_NEEDED)}"
            problems.append(Problem(place=place, what=f"is no item of the wire: {in_words(fault)}", todo=todo))
    if problems:
        raise RosterFaults(tuple(problems))
    return rows


def _compose(roster: Roster, moment: Moment, rows: Sequence[dict[str, str]], words: tuple[str, ...]) -> Issue:
    # Every build asks for what is due here and hardly one finds anything: they need not load all that composes.
    from digest import cluster
    from digest.compose.brief import compose
    from digest.compose.memory import Earlier

    edition = _window(moment)
    # The wire's own order is the order of its items in time: what its writer put first comes first.
    entries = tuple(_entry(row, edition, minute) for minute, row in enumerate(rows))
    composed = compose(
        edition,
        cluster.cluster(entries, topics=roster.topics),
        roster=_citing(roster, rows),
        earlier=Earlier(words=words),
        state=State.PUBLISHED,
        made=Made.RECORD,
        month=moment.precision == "month",
        whole=True,
        updated=edition.until,
    )
    return Issue(brief=composed.brief, record=replace(composed.record, published=edition.until))


def _window(moment: Moment) -> Edition:
    since = datetime.combine(moment.first, datetime.min.time(), tzinfo=UTC)
    days = timedelta(days=1) if moment.precision == "day" else timedelta(days=32)
    until = since + days if moment.precision == "day" else (since + days).replace(day=1)
    return Edition(day=moment.first, since=since, until=until)


def _entry(row: dict[str, str], edition: Edition, minute: int) -> Entry:
    moment = edition.since + timedelta(minutes=minute)
    return Entry(
        id=digest_of(SAMPLE_WIRE, row["id"]),
        feed=SAMPLE_WIRE,
        outlet=row["cites"],
        title=clean(row["title"]),
        link=row["link"],
        seen=moment,
        published=moment,
        summary=clean(row["summary"]),
        language="en",
    )


def _citing(roster: Roster, rows: Iterable[dict[str, str]]) -> Roster:
    """The roster with the documents that the wire cites as its outlets, and everything on the beat."""
    documents = {
        cites: Outlet(id=cites, name=cites, ownership=Ownership.PRIVATE, role=Role.PRESS)
        for cites in dict.fromkeys(row["cites"] for row in rows)
    }
    return replace(roster, scope=Scope(), outlets=(*roster.outlets, *documents.values()))
