"""A large day: entries in the store to a rendered brief, stage by stage."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bench import measuring
from bench.contenders.day_digest import EDITION, STAGES
from bench.documents import write_headlines
from bench.values import ROOT, Finding, Plan, Row

ABOUT = """\
One edition of so many entries of a thousand outlets: real headlines, most of their words changed for others of like
frequency so that stories differ, folded into one day (`bench/day.py`). Stages are processes of their own, counted from
their start to their end, imports included: "stored" puts the rows into the store; "into stories" reads them from it and
finds their stories; "to the brief" is `digest brief`, from the store over stories, topics and sentences to page and
record, and so holds the stage before; "to pages" derives every page, feed and index of the site."""

SIZES = (50_000, 100_000)
QUICK = (2_000, 4_000)

_OUTLETS = 1_000
_MOST_CPU = 120.0
_MOST_MEMORY = 2 * 1024.0
_MOST_GROWTH = 2.3

_ROSTER = """\
version: 1
site:
  title: The Large Day
  url: https://large.example/
  contact: desk@large.example
  tag: {authority: large.example, since: 2026-01-01}
editions: {zone: Etc/UTC, cut_off: "06:00", unattended: publish}
scope: {}
"""


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Every stage at every size."""
    rows: list[Row] = []
    versions: dict[str, str] = {}
    for n in plan.sizes:
        folder = plan.folder / f"day-{n}"
        folder.mkdir()
        (folder / "feeds.yaml").write_text(_roster(), encoding="utf-8")
        headlines = plan.folder / f"{n}.jsonl.gz"
        write_headlines(plan.material, n, headlines)
        (folder / "day.jsonl").write_text("".join(f"{row}\n" for row in _rows(headlines)), encoding="utf-8")
        for stage in STAGES:
            # Once: a stage leaves the folder as the next one needs it.
            ran = measuring.run([sys.executable, "-m", "bench.contenders.day_digest", stage, folder])
            rows.append(measuring.row(stage, "digest", n, [ran]))
            versions |= ran.versions
    return rows, [*_bounds(rows, max(plan.sizes)), *_growth(rows)], versions


def _bounds(rows: list[Row], n: int) -> Iterator[Finding]:
    last = [row for row in rows if row.n == n and row.task in {"to the brief", "to pages"}]
    what = f"from {n:,} entries in the store to rendered pages"
    yield Finding(
        what=f"processor time {what}", value=sum(row.cpu for row in last), unit=" s", goal=_MOST_CPU, at_least=False
    )
    yield Finding(
        what=f"memory {what}", value=max(row.rss for row in last), unit=" MB", goal=_MOST_MEMORY, at_least=False
    )


def _growth(rows: list[Row]) -> Iterator[Finding]:
    for found in measuring.growth(rows):
        yield Finding(what=found.what, value=found.value, unit=found.unit, goal=_MOST_GROWTH, at_least=False)


def _rows(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            clock = datetime.fromisoformat(row["published"])
            moment = EDITION.since + timedelta(seconds=int(clock.timestamp()) % 86_400)
            feed = f"o{sum(row['source'].encode()) * 7919 % _OUTLETS}"
            told = {"id": row["id"], "feed": f"{feed}-all", "seen": moment.isoformat(), "published": moment.isoformat()}
            yield json.dumps(
                {**told, "title": row["title"], "link": f"https://{feed}.example/{row['id']}", "lang": "en"}
            )


def _roster() -> str:
    shipped = (ROOT / "feeds.yaml").read_text(encoding="utf-8")
    topics = shipped[shipped.index("\ntopics:") : shipped.index("\noutlets:") + 1]
    names = [f"o{number}" for number in range(_OUTLETS)]
    outlets = [
        f"  - {{id: {name}, name: The {name} Times, ownership: private, role: press, language: en}}" for name in names
    ]
    feeds = [f'  - {{id: {name}-all, outlet: {name}, url: "https://{name}.example/rss"}}' for name in names]
    return "\n".join([_ROSTER.rstrip(), topics.rstrip(), "outlets:", *outlets, "feeds:", *feeds, ""])
