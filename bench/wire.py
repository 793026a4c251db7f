"""A wire of any number of days, made from a seed: what an archive is backfilled from. `python -m bench.wire DAYS FILE`.

Each day has ten to sixteen events; each is told by one to five outlets in words that vary, and some go on for days.
Words come by their frequency (wordfreq). The same seed gives the same rows.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bench.archive import LAST, Chance
from digest.model import Edition, Entry
from digest.pipeline.grouping import Material

OUTLETS = 24

ROSTER = """\
version: 1
site:
  title: The Long Archive
  url: https://archive.example/daily/
  contact: desk@archive.example
  tag: {authority: archive.example, since: 2016-01-01}
editions: {zone: Etc/UTC, cut_off: "06:00", unattended: publish}
scope: {}
topics: []
"""

_LASTING = 0.3  # so many events of a day are told again on the next


def roster() -> str:
    """The feeds.yaml of the newsroom that the wire is for."""
    names = [f"o{number}" for number in range(OUTLETS)]
    outlets = [f"  - {{id: {name}, name: The {name.title()} Times, ownership: private, role: press}}" for name in names]
    feeds = [f'  - {{id: {name}-all, outlet: {name}, url: "https://{name}.example/rss"}}' for name in names]
    return "\n".join([ROSTER.rstrip(), "outlets:", *outlets, "feeds:", *feeds, ""])


def rows(days: int, *, seed: int = 2026, last: date = LAST) -> Iterator[dict[str, str]]:
    """The rows of so many days up to `last`, oldest first."""
    chance = Chance(seed)
    first = last - timedelta(days=days - 1)
    before: list[list[str]] = []
    for number in range(days):
        day = first + timedelta(days=number)
        chance.random.seed(f"{seed} {day}")
        dice = chance.random
        events = [words for words in before if dice.random() < _LASTING]
        events += [_event(chance) for _ in range(dice.randint(10, 16) - len(events))]
        for place, words in enumerate(events):
            for outlet in dice.sample(range(OUTLETS), min(5, 1 + int(dice.expovariate(0.6)))):
                yield _row(dice, day, place, outlet, words)
        before = events


def materials(days: int) -> list[tuple[Edition, Material]]:
    """The editions of so many days up to the last, and what their stories are found from."""
    by_day: dict[date, list[Entry]] = {}
    for number, row in enumerate(rows(days)):
        seen = datetime.fromisoformat(row["seen"])
        entry = Entry(
            id=f"e{number}", feed=row["feed"], outlet=row["feed"], title=row["title"], link=row["link"], seen=seen,
            published=seen, language=row["language"],
        )  # fmt: skip
        by_day.setdefault((seen + timedelta(hours=18)).date(), []).append(entry)
    found = []
    for day in (LAST - timedelta(days=back) for back in range(days - 1, -1, -1)):
        until = datetime.combine(day, time(6), UTC)
        recent = [one for back in range(7, 0, -1) for one in by_day.get(day - timedelta(days=back), [])]
        edition = Edition(day=day, since=until - timedelta(days=1), until=until)
        found.append((edition, Material(entries=tuple(by_day[day]), recent=tuple(recent))))
    return found


def _event(chance: Chance) -> list[str]:
    names = [" ".join(chance.random.choices(chance.names, k=2)) for _ in range(2)]
    return [*names, *[word for word in chance.words.draw(60) if len(word) > 3][:12]]


def _row(dice: random.Random, day: date, place: int, outlet: int, words: list[str]) -> dict[str, str]:
    told = dice.sample(words, max(4, int(0.7 * len(words))))
    moment = datetime.combine(day - timedelta(days=1), time(7), UTC) + timedelta(minutes=dice.randrange(22 * 60))
    return {
        "feed": f"o{outlet}-all",
        "seen": moment.isoformat(),
        "published": moment.isoformat(),
        "title": " ".join(told).capitalize(),
        "link": f"https://o{outlet}.example/{day:%Y/%m/%d}/{place}",
        "language": "en",
    }


def write(path: Path, days: int) -> int:
    """Write the wire of so many days; how many rows it has."""
    written = [json.dumps(row, ensure_ascii=False) for row in rows(days)]
    path.write_text("".join(f"{row}\n" for row in written), encoding="utf-8")
    return len(written)


if __name__ == "__main__":
    print(write(Path(sys.argv[2]), int(sys.argv[1])))
