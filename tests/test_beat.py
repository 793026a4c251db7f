"""The beat: a hundred days of real headlines, composed in a row, beside labels that a reader gave."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from digest.compose.memory import Memory
from digest.compose.pick import is_retold
from digest.compose.reference import Reference
from digest.model import Roster, Story
from tests.wiredays import Day, clustered, entries_by_day, replay, wire_roster

pytestmark = pytest.mark.material

LABELS = Path(__file__).parent / "labels" / "beat.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Which entries are on the beat, by their ids; one that two passes judged otherwise is off it.

    The weights of the beat and the terms of the roster were made beside the days for learning; those for checking are
    for nothing but these tests.
    """

    on: Mapping[str, bool]
    agreed: float

    @classmethod
    def read(cls, use: str) -> Labels:
        """The labels for learning or checking as they are kept: identifiers and judgements, no text."""
        with LABELS.open(encoding="utf-8", newline="") as rows:
            found = [row for row in csv.DictReader(rows, delimiter="\t") if row["use"] == use]
        return cls(
            on={row["entry"]: row["first"] == row["second"] == "on" for row in found},
            agreed=sum(row["first"] == row["second"] for row in found) / len(found),
        )

    def of(self, story: Story) -> bool | None:
        """Whether a story is on the beat; None where none of its entries was labelled."""
        known = [self.on[entry.id] for entry in story.entries if entry.id in self.on]
        return any(known) if known else None


@pytest.fixture(scope="module")
def days(material: Path) -> tuple[Day, ...]:
    """The hundred days."""
    roster = wire_roster(material)
    return tuple(replay(clustered(entries_by_day(material), roster), roster))


def labelled(days: tuple[Day, ...], labels: Labels, roster: Roster) -> Iterator[tuple[Story, bool, bool, bool]]:
    """The stories with a label: what it says, whether the day's brief tells them, and whether some brief does.

    A line that tells two stories has the entries of both. What earlier briefs told is in a brief, too, where the day
    has no more to say of it.
    """
    for day in days:
        told = {entry for one in day.made.record.stories for entry in one.entries}
        reference, memory = Reference.of(roster, day.stories), Memory(day.earlier.stories)
        for story in day.stories:
            if (on := labels.of(story)) is not None:
                line = any(entry.id in told for entry in story.entries)
                yield story, on, line, line or (on and is_retold(story, reference, memory))


@pytest.mark.parametrize(("use", "labels", "on_beat", "told"), [("learn", 1_000, 0.9, 0.83), ("check", 250, 0.75, 0.7)])
def test_lines_keep_to_the_beat(
    days: tuple[Day, ...], material: Path, use: str, labels: int, on_beat: float, told: float
) -> None:
    """Most lines on labelled stories are on the beat; most stories on it that two outlets tell are in a brief."""
    read = Labels.read(use)
    assert read.agreed > 0.95
    found = list(labelled(days, read, wire_roster(material)))
    lines = [on for _, on, line, _ in found if line]
    wide = [in_brief for story, on, _, in_brief in found if on and len(story.outlets) > 1]
    assert len(found) > labels
    assert sum(lines) / len(lines) > on_beat
    assert sum(wide) / len(wide) > told


def test_few_days_are_short(days: tuple[Day, ...]) -> None:
    """Nine days in ten have five lines or more, none more than twelve."""
    lengths = [len(day.made.brief.lines) for day in days]
    assert sum(length >= 5 for length in lengths) >= 0.9 * len(days)
    assert max(lengths) <= 12


def test_nothing_is_told_on_two_days(days: tuple[Day, ...]) -> None:
    """No two briefs share an entry or a line's first sentence, and the titles are all different."""
    entries = [entry for day in days for story in day.made.record.stories for entry in story.entries]
    leads = [line.sentences[0].text for day in days for line in day.made.record.lines]
    words = [day.made.brief.word for day in days]
    assert len(entries) == len(set(entries))
    assert len(leads) == len(set(leads))
    assert len(words) == len(set(words))
