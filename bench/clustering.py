"""Clustering: headlines into stories."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from bench import measuring
from bench.documents import write_headlines
from bench.values import Finding, Plan, Row

ABOUT = """\
A stream of headlines, 3,179 in 36 hours, into stories. `digest` is what `digest brief` does with them, without topics;
`scikit-learn` is the usual recipe, TfidfVectorizer and AgglomerativeClustering (average linkage, cosine), which needs
the distance of every pair and therefore stops at 12,000. Both are counted from their start to their end, reading the
file included, with one thread for linear algebra."""

SIZES = (6_000, 12_000, 24_000, 48_000, 100_000, 420_000)
QUICK = (1_000, 2_000)

_MOST_PAIRWISE = 12_000


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Every size; the peer as far as it goes."""
    rows: list[Row] = []
    versions: dict[str, str] = {}
    for n in plan.sizes:
        headlines = plan.folder / f"{n}.jsonl.gz"
        write_headlines(plan.material, n, headlines)
        commands: dict[str, list[str | Path]] = {
            "digest": [sys.executable, "-m", "bench.contenders.cluster_digest", headlines]
        }
        if plan.peers and n <= _MOST_PAIRWISE:
            commands["scikit-learn"] = [plan.peers, "-m", "bench.contenders.cluster_sklearn", headlines]
        runs = measuring.in_turn(plan.repeats, [partial(measuring.run, command) for command in commands.values()])
        for who, mine in zip(commands, runs, strict=True):
            rows.append(measuring.row("into stories", who, n, mine))
            versions |= mine[0].versions
    return rows, [*_beside(rows), *measuring.growth(rows)], versions


def _beside(rows: Sequence[Row]) -> list[Finding]:
    return [
        finding
        for ours, theirs in measuring.pairs(rows, "into stories", "digest", "scikit-learn")
        for finding in (
            Finding(
                what=f"headlines a second, digest : scikit-learn, {ours.n:,} headlines",
                value=theirs.wall / ours.wall,
                unit="×",
            ),
            Finding(
                what=f"memory, digest : scikit-learn, {ours.n:,} headlines",
                value=100 * ours.rss / theirs.rss,
                unit=" %",
            ),
        )
    ]
