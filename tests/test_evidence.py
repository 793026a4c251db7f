"""The gate of evidence: what it refuses, what it lets through, and that every composed sentence passes it."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from digest import cluster, curate, page
from digest.compose import brief, lines, select
from digest.compose.evidence import Fault, Source, unfounded
from digest.compose.gate import gated
from digest.compose.memory import Earlier, Memory
from digest.compose.reference import Reference
from digest.compose.wording import refusals
from digest.model import (
    Edition,
    Edits,
    Entry,
    Feed,
    Fetched,
    Outlet,
    Ownership,
    Role,
    Roster,
    Scope,
    Sentence,
    State,
)
from digest.sources.feeds import read_feed
from digest.text import running, teasers
from tests.inventions import CHINESE, ENGLISH, LINK, SUMMARY, TITLE, TOLD_BY_ITSELF, entry
from tests.newsrooms import ROOT

DAYS = 4


@pytest.mark.parametrize("what", ENGLISH)
def test_no_invention_is_let_through(what: str) -> None:
    """Whoever proposes it, a sentence that says more, less or something else than its entry is refused."""
    assert refusals(ENGLISH[what], entry())


@pytest.mark.parametrize("what", CHINESE)
def test_no_invention_in_chinese_is_let_through(what: str) -> None:
    """In Chinese, where neither spaces nor capitals tell a name, inventions are refused too."""
    assert refusals(CHINESE[what], entry("zh"))


@pytest.mark.parametrize("what", sorted(TOLD_BY_ITSELF))
def test_wrong_facts_are_refused_in_any_sentence(what: str) -> None:
    """A link, quotation, number, name or office that no cited entry has is found in composed sentences as well."""
    for language, said in (("en", ENGLISH.get(what)), ("zh", CHINESE.get(what))):
        cited = entry(language)
        assert not said or unfounded(said, [Source(texts=(cited.title, cited.summary), link=LINK)])


@pytest.mark.parametrize(
    "proposed",
    [
        "After a herring spat, Norland expelled the Ostrovian ambassador, the ministry said.",
        "Norland expelled the Ostrovian ambassador, ministry says.",
        "The ministry says Norland expels Ostrovian ambassador after herring spat".removeprefix("The ministry says "),
        "Ostrovia will pay nearly $5 million to the 300 fishermen.",
        "Former President Olof Lind did not attend talks in Geneva.",
        "Foreign Minister Ada Brandt called quotas “plainly unlawful” and said that 12 boats were seized on Friday.",
    ],
)
def test_honest_words_are_let_through(proposed: str) -> None:
    """Articles, the order of whole clauses and the tense of headlines are free; all that binds must stay."""
    lost_the_ministry = "ministry" not in proposed and "Norland" in proposed
    assert bool(refusals(proposed, entry())) is lost_the_ministry


def test_honest_chinese_is_let_through() -> None:
    """Whole clauses of a Chinese headline or summary stand with other marks between them."""
    assert not refusals("诺兰外长白兰达会见奥斯特罗维亚大使米娜，双方未谈鲱鱼配额。", entry("zh"))
    assert not refusals("12艘渔船4月16日被扣。", entry("zh"))


def test_faults_say_what_is_wrong() -> None:
    """Each fault names its kind and the words that have no evidence."""
    source = Source(texts=(TITLE, SUMMARY), link=LINK)
    found = unfounded("[Westria](https://x.example/) pays 7 to King Olof Lind, “so what”", [source])
    assert {(one.fault, one.what) for one in found} >= {
        (Fault.LINK, "https://x.example/"),
        (Fault.NUMBER, "7"),
        (Fault.NAME, "Westria"),
        (Fault.OFFICE, "King"),
        (Fault.QUOTATION, "so what"),
    }


def test_a_source_may_be_named_by_what_the_roster_knows() -> None:
    """The outlet, its country and the authors may stand in a sentence; what nobody gave may not."""
    source = Source(texts=(TITLE,), link=LINK, frame=("The Alpha Times", "the United Kingdom", "Laura Zhou"))
    assert not unfounded("Laura Zhou reports for The Alpha Times of the United Kingdom: Norland expels.", [source])
    assert unfounded("Laura Zhou reports for The Beta Times: Norland expels.", [source])


def test_a_composed_sentence_without_evidence_gives_way_to_the_headline() -> None:
    """Where a line's first sentence says what its entry does not, the entry's own headline stands; others just go."""
    cited = replace(entry(), summary="")
    (story,) = cluster.cluster([cited], topics=())
    roster = replace(curate.load(ROOT / "feeds.yaml"), scope=Scope(), outlets=(), feeds=())
    reference = Reference.of(roster, [story])
    since = datetime(2026, 11, 16, tzinfo=UTC)
    edition = Edition(day=since.date(), since=since, until=since + timedelta(days=1))
    (told,) = lines.tell(select.select([story], edition, reference, Edits(), Memory(())), reference, Edits())
    extra = Sentence(text="Westria applauds.", entries=(cited.id,))
    (kept,) = gated([replace(told, sentences=(*told.sentences, extra))], reference)
    assert kept.sentences == told.sentences
    assert kept.line == told.line
    (bare,) = gated([replace(told, sentences=(extra,))], reference)
    assert bare.line.text == f"[{TITLE}]({LINK}) (alpha)"


def sentences_without_evidence(made: brief.Composition, cited: dict[str, Entry], roster: Roster) -> list[str]:
    """The sentences of a brief that no cited entry bears out, and lines that say more than their sentences."""
    bad: list[str] = []
    names = {one.id: one.name for one in roster.outlets}
    texts = {line.id: line.text for line in made.brief.lines}
    for line in made.record.lines:
        if texts[line.id] != running(one.text for one in line.sentences):
            bad.append(texts[line.id])
        bad += [one.text for one in line.sentences if not one.entries or not {*one.entries} <= cited.keys()]
    known = [
        Source(texts=(one.title, one.summary), link=one.link, frame=(names.get(one.outlet, one.outlet), *one.authors))
        for one in cited.values()
    ]
    # A clause of the teaser must stand in the evidence of one line; which one, the record does not say.
    lines = [[known[list(cited).index(key)] for key in story.entries] for story in made.record.stories]
    wrong = {Fault.NUMBER, Fault.QUOTATION, Fault.LINK}
    bad += [
        clause
        for clause in teasers.clauses_of(made.brief.teaser)
        if clause and all(any(one.fault in wrong for one in unfounded(clause, line)) for line in lines)
    ]
    return bad


def composed(entries: list[Entry], roster: Roster, day: date) -> brief.Composition:
    """A day's brief, composed as the pipeline does it."""
    since = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return brief.compose(
        Edition(day=day, since=since, until=since + timedelta(days=1)),
        cluster.cluster(entries, topics=roster.topics),
        roster=roster,
        earlier=Earlier(),
        state=State.REVIEW,
        whole=True,
        updated=since,
    )


@pytest.mark.material
def test_replayed_days_have_no_sentence_without_evidence(material: Path) -> None:
    """Every sentence of replayed days cites entries that bear it out."""
    roster = curate.load(ROOT / "feeds.yaml")
    days: dict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(material / "data/wire/wire.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            days[row["day"]].append(row)
    for day in Random(7).sample(sorted(days), DAYS):
        noon = datetime.fromisoformat(f"{day}T12:00+00:00")
        entries = [
            Entry(id=str(n), feed=row["outlet"], outlet=row["outlet"], title=row["title"], link=row["link"], seen=noon)
            for n, row in enumerate(days[day])
        ]
        made = composed(entries, roster, noon.date())
        assert made.record.lines
        assert not sentences_without_evidence(made, {one.id: one for one in entries}, roster)


def corpus(material: Path, roster: Roster) -> Iterator[tuple[Outlet, list[Entry]]]:
    """The feeds of the corpus with what they hold, their outlets of every kind of ownership."""
    noon = datetime(2026, 11, 16, 12, tzinfo=UTC)
    for number, path in enumerate(sorted((material / "data/feeds/corpus").glob("*.xml.gz"))):
        kind = list(Ownership)[number % len(Ownership)]
        outlet = Outlet(
            id=f"o{number}", name=f"Paper {number}", ownership=kind, role=Role.PRESS, country="FR", language=""
        )
        feed = Feed(id=f"f{number}", outlet=outlet.id, url="https://news.example/feed")
        document = Fetched(url=feed.url, body=gzip.decompress(path.read_bytes()))
        contents = read_feed(feed, outlet, document, noon)
        entries = getattr(contents, "entries", ())
        yield outlet, [replace(one, seen=noon, published=None) for one in entries[:30]]


@pytest.mark.material
def test_mixed_days_have_no_sentence_without_evidence(material: Path) -> None:
    """Summaries, authors, Chinese and other languages, official outlets: no sentence says what its entries do not."""
    base = replace(curate.load(ROOT / "feeds.yaml"), scope=Scope(), outlets=(), feeds=())
    feeds = list(corpus(material, base))
    roster = replace(base, outlets=tuple(outlet for outlet, _ in feeds))
    for turn in range(DAYS):
        entries = [one for _, some in Random(turn).sample(feeds, 40) for one in some]
        cited = {one.id: one for one in entries}
        made = composed(list(cited.values()), roster, date(2026, 11, 16))
        assert made.record.lines
        assert not sentences_without_evidence(made, cited, roster)
        assert all(page.links(line.text) for line in made.brief.lines)
