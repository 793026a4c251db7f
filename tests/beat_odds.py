"""The weights of `digest.compose.signs.Odds`, learnt anew from labels: `python -m tests.beat_odds MATERIAL`.

A logistic regression with a ridge, on the headlines labelled for learning. How well it does is told of days that were
left out, each in turn: the share of stories that it judges as the labels do, and the average precision of its order.
The labels for checking are not looked at.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digest.compose import signs
from digest.compose.reference import Reference
from tests.wiredays import clustered, entries_by_day, wire_roster

LABELS = Path(__file__).parent / "labels" / "beat.tsv"
RIDGE = 1.0
STEPS = 60
SAID = 1
"""The place of the weight that is set, not learnt."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A story: its day, its headlines' features, which of them was labelled, and whether it is on the beat."""

    day: str
    features: Array
    at: int
    on: bool


def labelled(material: Path) -> Iterator[Labelled]:
    """The stories with a headline labelled for learning."""
    with LABELS.open(encoding="utf-8", newline="") as rows:
        labels = {
            row["entry"]: row["first"] == row["second"] == "on"
            for row in csv.DictReader(rows, delimiter="\t")
            if row["use"] == "learn"
        }
    roster = wire_roster(material)
    for day, stories, _ in clustered(entries_by_day(material), roster):
        reference = Reference.of(roster, stories)
        for story in stories:
            known = [place for place, entry in enumerate(story.entries) if entry.id in labels]
            if known:
                found = [signs.read(entry.title, story, reference).features for entry in story.entries]
                on = any(labels[story.entries[place].id] for place in known)
                yield Labelled(day=str(day), features=np.array(found), at=known[0], on=on)


def fit(stories: list[Labelled]) -> Array:
    """The weights that make the labels likeliest (Newton's method); the one of a core term stays what it is."""
    features = np.array([story.features[story.at] for story in stories])
    on = np.array([float(story.on) for story in stories])
    free = [place for place in range(features.shape[1]) if place != SAID]
    set_before = features[:, SAID] * signs.ODDS.said
    given, weights, ridge = features[:, free], np.zeros(len(free)), RIDGE * np.eye(len(free))
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-(given @ weights + set_before)))
        slope = given.T @ (likely - on) + ridge @ weights
        weights -= np.linalg.solve((given * (likely * (1 - likely))[:, None]).T @ given + ridge, slope)
    return np.insert(weights, SAID, signs.ODDS.said)


def likelihood(story: Labelled, weights: Array) -> float:
    """How likely a story is by its headlines, on average."""
    return float((1 / (1 + np.exp(-(story.features @ weights)))).mean())


def precision(on: Array, likely: Array) -> float:
    """The average precision of an order."""
    hits = on[np.argsort(-likely, kind="stable")]
    return float((hits * np.cumsum(hits) / np.arange(1, len(hits) + 1)).sum() / hits.sum())


def told(stories: list[Labelled]) -> Iterator[str]:
    """The weights in use beside those learnt, and how well days that were left out are judged."""
    for field, used, found in zip(fields(signs.Odds), signs.ODDS.weights, fit(stories), strict=True):
        yield f"{field.name:14}{used:6.1f}{found:7.2f}"
    likely = np.zeros(len(stories))
    for day in {story.day for story in stories}:
        weights = fit([story for story in stories if story.day != day])
        for place, story in enumerate(stories):
            if story.day == day:
                likely[place] = likelihood(story, weights)
    on = np.array([float(story.on) for story in stories])
    right = float(((likely >= 0.5) == (on > 0)).mean())
    yield f"{len(stories)} stories: {right:.3f} judged as labelled, average precision {precision(on, likely):.3f}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in told(list(labelled(Path(sys.argv[1])))))
