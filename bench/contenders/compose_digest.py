"""Headlines into stories, or stories into a brief: `compose_digest roster|cluster|compose HEADLINES STORIES`."""

from __future__ import annotations

import gzip
import json
import pickle
import sys
from datetime import date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from time import process_time

from bench.values import ROOT
from digest import curate
from digest.cluster import background, cluster
from digest.compose.brief import compose
from digest.compose.memory import Before, Earlier
from digest.model import Edition, Entry, Roster, State, Story

_DAYS, _LINES, _TEXTS = 14, 10, 8


def main(task: str, headlines: Path, stories: Path) -> None:
    """Do one of the two; what was clustered is left in a file for composing, and beside it the roster."""
    roster = stories.with_suffix(".roster")
    if task == "roster":
        roster.write_bytes(pickle.dumps(curate.load(ROOT / "feeds.yaml")))
        return
    if task == "cluster":
        entries, beat = _read(headlines), pickle.loads(roster.read_bytes())
        started = process_time()
        found = cluster(entries, topics=beat.topics, background=background(entries))
        work = process_time() - started
        stories.write_bytes(pickle.dumps(found))
        done, count = len(found), len(entries)
    else:
        found, beat = pickle.loads(stories.read_bytes()), pickle.loads(roster.read_bytes())
        started = process_time()
        done, count = _compose(found, beat), sum(len(story.entries) for story in found)
        work = process_time() - started
    versions = {name: version(name) for name in ("numpy", "scipy", "wordfreq")}
    print(json.dumps({"items": done, "read": count, "work": work, "versions": versions}))


def _read(path: Path) -> list[Entry]:
    """The headlines of a file as entries."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_entry(json.loads(line)) for line in lines]


def _entry(row: dict[str, str]) -> Entry:
    moment = datetime.fromisoformat(row["published"])
    return Entry(
        id=row["id"],
        feed=row["source"],
        outlet=row["source"],
        title=row["title"],
        link=f"https://made.example/{row['id']}",
        seen=moment,
        published=moment,
        language="en",
    )


def _compose(stories: tuple[Story, ...], roster: Roster) -> int:
    """Compose with the shipped roster's beat, and a memory as full as two weeks leave it."""
    until = max(entry.seen for story in stories for entry in story.entries)
    since = min(entry.seen for story in stories for entry in story.entries)
    made = compose(
        Edition(day=until.date(), since=since, until=until + timedelta(seconds=1)),
        stories,
        roster=roster,
        earlier=Earlier(stories=_told(stories, until.date())),
        state=State.REVIEW,
        whole=True,
        updated=until,
    )
    return len(made.brief.lines)


def _told(stories: tuple[Story, ...], day: date) -> tuple[Before, ...]:
    """As many told stories as two weeks have lines, with words of this very stream."""
    step = max(1, len(stories) // (_DAYS * _LINES))
    return tuple(
        Before(
            story=f"told-{number}",
            day=day - timedelta(days=1 + number % _DAYS),
            texts=tuple(entry.title for entry in story.entries[:_TEXTS]),
        )
        for number, story in enumerate(stories[::step][: _DAYS * _LINES])
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
