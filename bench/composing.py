"""Composing: the stories of an edition into its brief, beside the clustering that found them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from statistics import median

from bench import measuring
from bench.documents import write_headlines
from bench.values import ROOT, Finding, Plan, Row

ABOUT = """\
A stream of headlines into stories, and those stories into one brief, with the shipped `feeds.yaml` and a memory of what
two weeks of briefs told. Both processes count from their start to their end, imports and files included; the work
itself is what each of them measures between having its values and having its result, as in a newsroom where one process
does both."""

SIZES = (5_000, 10_000, 25_000, 50_000, 100_000)
QUICK = (1_000, 2_000)

_CLUSTER, _COMPOSE = "found as stories", "composed"
_GROWTH = 2.3


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Every size: first the stories, then the brief."""
    rows: list[Row] = []
    work: dict[tuple[str, int], float] = {}
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
            work[task, n] = median(one.work for one in mine)
            versions |= mine[0].versions
        stories.unlink()
    return rows, [*_ratios(rows, work), *_growth(rows)], versions


def _ratios(rows: Sequence[Row], work: Mapping[tuple[str, int], float]) -> list[Finding]:
    """Composing beside clustering: the work itself, and whole processes, imports and files included."""
    found = {(row.task, row.n): row.cpu for row in rows}
    return [
        Finding(what=f"{what}, composing : clustering, {n:,} headlines", value=100 * seconds, unit=" %")
        for n in sorted({row.n for row in rows})
        for what, seconds in (
            ("processor time of the work itself", work[_COMPOSE, n] / work[_CLUSTER, n]),
            ("processor time of whole processes", found[_COMPOSE, n] / found[_CLUSTER, n]),
        )
    ]


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
