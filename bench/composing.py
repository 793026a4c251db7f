"""Composing: the stories of an edition into its brief, beside the clustering that found them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from bench import measuring
from bench.documents import write_headlines
from bench.values import ROOT, Finding, Plan, Row

ABOUT = """\
A stream of headlines into stories, and those stories into one brief, with the shipped `feeds.yaml` and a memory of what
two weeks of briefs told. Both processes count from their start to their end, imports and files included."""

SIZES = (5_000, 10_000, 25_000, 50_000, 100_000)
QUICK = (1_000, 2_000)

_CLUSTER, _COMPOSE = "found as stories", "composed"
_GROWTH = 2.3


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Every size: first the stories, then the brief."""
    rows: list[Row] = []
    versions: dict[str, str] = {}
    for n in plan.sizes:
        headlines, stories = plan.folder / f"{n}.jsonl.gz", plan.folder / f"{n}.stories"
        write_headlines(plan.material, n, headlines)
        program = [sys.executable, "-m", "bench.contenders.compose_digest"]
        subprocess.run([*program, "roster", headlines, stories], cwd=ROOT, check=True)
        steps = [partial(measuring.run, [*program, step, headlines, stories]) for step in ("cluster", "compose")]
        runs = measuring.in_turn(plan.repeats, steps)
        for task, mine in zip((_CLUSTER, _COMPOSE), runs, strict=True):
            rows.append(measuring.row(task, "digest", n, mine))
            versions |= mine[0].versions
        stories.unlink()
    return rows, [*_ratios(rows), *_growth(rows)], versions


def _ratios(rows: Sequence[Row]) -> list[Finding]:
    """Composing beside clustering: whole processes, and what more headlines add to each, their start left out."""
    found = {(row.task, row.n): row.cpu for row in rows}
    sizes = sorted({row.n for row in rows})
    whole = [
        Finding(
            what=f"processor time, composing : clustering, {n:,} headlines",
            value=100 * found[_COMPOSE, n] / found[_CLUSTER, n],
            unit=" %",
        )
        for n in sizes
    ]
    added = [
        Finding(
            what=f"processor time that {more - n:,} more headlines add, composing : clustering, from {n:,}",
            value=100
            * (found[_COMPOSE, more] - found[_COMPOSE, n])
            / max(1e-9, found[_CLUSTER, more] - found[_CLUSTER, n]),
            unit=" %",
        )
        for n, more in pairwise(sizes)
    ]
    return [*whole, *added]


def _growth(rows: Sequence[Row]) -> list[Finding]:
    cpu = {row.n: row.cpu for row in rows if row.task == _COMPOSE}
    return [
        Finding(
            what=f"processor time of composing for twice as much, {n:,} to {2 * n:,} headlines",
            value=cpu[2 * n] / seconds,
            unit="×",
            goal=_GROWTH,
            at_least=False,
        )
        for n, seconds in cpu.items()
        if 2 * n in cpu
    ]
