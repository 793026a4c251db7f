"""One stage of a large day by digest: `STAGE FOLDER`, the folder being a newsroom with its rows in day.jsonl."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from digest.model import Edition
from digest.pipeline import briefing, building
from digest.pipeline.desk import Desk, open_desk
from digest.pipeline.dumping import entries_of
from digest.pipeline.grouping import group, material_of
from digest.store import Store

NOW = "2026-11-20T06:30Z"
EDITION = Edition(
    day=date(2026, 11, 20),
    since=datetime.fromisoformat("2026-11-19T06:00Z"),
    until=datetime.fromisoformat("2026-11-20T06:00Z"),
)


def store(desk: Desk) -> int:
    """Keep the rows."""
    rows = (kept for _, group in entries_of(desk, desk.newsroom.root / "day.jsonl", 0, _nobody()) for kept in group)
    with Store(desk.newsroom.store) as kept:
        return kept.take_over(rows)


def cluster(desk: Desk) -> int:
    """Read them from the store and find their stories; how many entries there were."""
    with Store(desk.newsroom.store) as kept:
        entries = kept.entries(EDITION)
        group([material_of(desk, kept, EDITION, entries)], desk.roster.topics)
    return len(entries)


def brief(desk: Desk) -> int:
    """All from the store to the brief on its shelf; how many briefs."""
    return len(briefing.brief(desk, (EDITION.day,)).changed)


def pages(desk: Desk) -> int:
    """The pages of the site; how many."""
    return building.build(desk).changed


def _nobody() -> ThreadPoolExecutor:
    """Rows need no workers."""
    return ThreadPoolExecutor(1)


STAGES = {"stored": store, "into stories": cluster, "to the brief": brief, "to pages": pages}


def main(stage: str, folder: Path) -> None:
    """Do one stage."""
    with open_desk(folder, now=NOW) as desk:
        count = STAGES[stage](desk)
    print(json.dumps({"items": count, "read": count, "versions": {name: version(name) for name in ("numpy", "scipy")}}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
