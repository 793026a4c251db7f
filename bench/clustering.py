"""Clustering: headlines into stories, how fast and how well as the stream grows."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from bench import measuring
from bench.documents import write_headlines
from bench.scoring import Score
from bench.values import Finding, Plan, Row
from digest import encode
from digest.model import EncoderName

ABOUT = """\
A stream of headlines, 3,179 in 36 hours, into stories. `digest` is what `digest stories` does; `scikit-learn` is the
usual recipe, TfidfVectorizer and AgglomerativeClustering (average linkage, cosine distance up to 0.88, the best for our
labelled sets), which needs the distance of every pair and therefore stops at 12,000. Both are counted from their start
to their end, reading the file and writing the stories included, with one thread for linear algebra. F1 is B-cubed
against the stories that the headlines were made from, in hundredths. A day has 2,000; `+ use` is with
`--multilingual`."""

SIZES = (2_000, 6_000, 12_000, 24_000, 48_000, 100_000, 420_000)
QUICK = (1_000, 2_000)

_DAY = 2_000
_DAY_COSTS = {"digest": 0.4, "digest + use": 4.0}  # seconds of processor time, at most
_MOST_PAIRWISE = 12_000
_FLAT_FROM = 6_000
_AS_GOOD_FROM = 24_000
_LARGEST = 420_000


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Every size; the peer as far as it goes."""
    rows: list[Row] = []
    scores: dict[tuple[str, int], float] = {}
    versions = measuring.versions("numpy", "scipy", "wordfreq")
    for n in plan.sizes:
        headlines, out = plan.folder / f"{n}.jsonl.gz", plan.folder / f"{n}.found"
        write_headlines(plan.material, n, headlines)
        asked = _contenders(plan, n)
        outs = {who: out.with_suffix(f".{who}") for who in asked}
        runs = measuring.in_turn(
            plan.repeats,
            [partial(measuring.run, [*command, headlines, outs[who], *more]) for who, (command, more) in asked.items()],
        )
        for who, mine in zip(outs, runs, strict=True):
            rows.append(measuring.row("into stories", who, n, mine))
            scores[who, n] = _f1(headlines, outs[who])
            versions |= mine[0].versions
    findings = [*_of_a_day(rows), *_kept(rows, scores), *_beside(rows), *_good(scores), *measuring.growth(rows)]
    return rows, findings, versions


def _contenders(plan: Plan, n: int) -> dict[str, tuple[list[str | Path], list[str]]]:
    """Who is asked about so many headlines: the command, and what is said after its files."""
    digest: list[str | Path] = [sys.executable, "-m", "bench.contenders.stories_digest"]
    asked: dict[str, tuple[list[str | Path], list[str]]] = {"digest": (digest, [])}
    if n == _DAY and not encode.missing(EncoderName.USE):
        asked["digest + use"] = (digest, [EncoderName.USE])
    if plan.peers and n <= _MOST_PAIRWISE:
        asked["scikit-learn"] = ([plan.peers, "-m", "bench.contenders.cluster_sklearn"], [])
    return asked


def _f1(headlines: Path, out: Path) -> float:
    with gzip.open(headlines, "rt", encoding="utf-8") as rows:
        labels = {row["id"]: row["story"] for row in map(json.loads, rows)}
    return 100 * Score.of(labels, json.loads(out.read_text(encoding="utf-8"))[""]).f1


def _of_a_day(rows: Sequence[Row]) -> Iterator[Finding]:
    """What the headlines of a day may cost."""
    for row in rows:
        if row.n == _DAY and row.who in _DAY_COSTS:
            what, most = f"processor time of {_DAY:,} headlines, {row.who}", _DAY_COSTS[row.who]
            yield Finding(what=what, value=row.cpu, unit=" s", goal=most, at_least=False)


def _kept(rows: Sequence[Row], scores: Mapping[tuple[str, int], float]) -> Iterator[Finding]:
    """What the largest stream may cost, and how far it may fall behind smaller ones."""
    mine = {row.n: row for row in rows if row.who == "digest"}
    if largest := mine.get(_LARGEST):
        title = f"{_LARGEST:,} headlines"
        yield Finding(what=f"processor time of {title}", value=largest.cpu, unit=" s", goal=30, at_least=False)
        yield Finding(what=f"memory of {title}", value=largest.rss, unit=" MB", goal=900, at_least=False)
        if small := mine.get(_FLAT_FROM):
            ratio = (largest.n / largest.cpu) / (small.n / small.cpu)
            what = f"headlines for each second of processor time, {largest.n:,} : {small.n:,}"
            yield Finding(what=what, value=ratio, unit="×", goal=1)
        if _AS_GOOD_FROM in mine:
            change = scores["digest", _LARGEST] - scores["digest", _AS_GOOD_FROM]
            yield Finding(what=f"F1, {_LARGEST:,} less {_AS_GOOD_FROM:,} headlines", value=change, goal=-4)


def _good(scores: Mapping[tuple[str, int], float]) -> Iterator[Finding]:
    for (who, n), score in scores.items():
        yield Finding(what=f"F1, {who}, {n:,} headlines", value=score)


def _beside(rows: Sequence[Row]) -> Iterator[Finding]:
    for ours, theirs in measuring.pairs(rows, "into stories", "digest", "scikit-learn"):
        size = f"{ours.n:,} headlines"
        speed = theirs.cpu / ours.cpu
        yield Finding(what=f"processor time, scikit-learn : digest, {size}", value=speed, unit="×")
        share = 100 * ours.rss / theirs.rss
        yield Finding(what=f"memory, digest : scikit-learn, {size}", value=share, unit=" %")
