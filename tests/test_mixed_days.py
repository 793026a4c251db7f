"""Mixed days: what real feeds hold, summaries, authors and all languages, against the checks of the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from digest import cluster, curate, page
from digest.compose.brief import Composition, compose
from digest.compose.memory import Earlier
from digest.model import Edition, Entry, Roster, Scope, State
from tests.newsrooms import ROOT
from tests.test_compose import faults
from tests.test_evidence import corpus

pytestmark = pytest.mark.material

DAYS, FEEDS = 24, 40
OPENED = datetime(2026, 11, 1, tzinfo=UTC)


def made_of(entries: list[Entry], roster: Roster, number: int, words: tuple[str, ...]) -> Composition:
    """The brief of a day of those entries, after briefs with those titles."""
    since = OPENED + timedelta(days=number)
    return compose(
        Edition(day=since.date(), since=since, until=since + timedelta(days=1)),
        cluster.cluster(entries, topics=roster.topics),
        roster=roster,
        earlier=Earlier(words=words),
        state=State.REVIEW,
        whole=True,
        updated=since,
    )


def dealt(material: Path, roster: Roster) -> Iterator[tuple[Roster, list[Entry]]]:
    """Days of forty feeds each, dealt from the corpus, each with the roster that knows its outlets."""
    feeds = list(corpus(material, roster))
    whole = replace(roster, outlets=tuple(outlet for outlet, _ in feeds))
    for number in range(DAYS):
        since = OPENED + timedelta(days=number)
        entries = {one.id: one for _, some in Random(number).sample(feeds, FEEDS) for one in some}
        yield (
            whole,
            [replace(one, seen=since + timedelta(minutes=place)) for place, one in enumerate(entries.values())],
        )


def test_days_of_the_corpus_keep_the_form(material: Path) -> None:
    """Each day of 24 passes every check; together they quote summaries, and name authors."""
    base = replace(curate.load(ROOT / "feeds.yaml"), scope=Scope(), feeds=())
    words: tuple[str, ...] = ()
    said: list[str] = []
    quoted = 0
    for number, (roster, entries) in enumerate(dealt(material, base)):
        made = made_of(entries, roster, number, words)
        names = {one.id: one.name for one in roster.outlets}
        assert faults(made, {one.id: one for one in entries}, names, words) == []
        assert page.read(page.write(made.brief)) == made.brief
        assert 5 <= len(made.brief.lines) <= 12
        said += [page.plain(line.text) for line in made.brief.lines]
        quoted += sum(bool(one.quoted) for one in made.record.evidence)
        words = (made.brief.word, *words)
    assert quoted >= 10
    assert sum(" for Paper" in line or " in Paper" in line for line in said) >= 10
