"""The benches: what they write is what they measured, and each of them runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench import __main__ as program
from bench import measuring, report, scoring
from bench.scoring import Score
from bench.values import Finding, Ran, Result, Row

ROOT = Path(__file__).parent.parent

_NEEDS = {"search": pytest.mark.browser}

ROW = Row(
    task="all new", who="digest", n=500, runs=3, cpu=7.5, cpu_range=(7.25, 8.5), wall=5.0, rss=142.2, items=16_000,
    read=499,
)  # fmt: skip
RESULT = Result(
    name="pull",
    about="What was done.",
    day="2026-11-20",
    machine="a machine",
    versions={"b": "2", "a": "1"},
    rows=(ROW,),
    findings=(
        Finding(what="speed", value=1.5, unit="×", goal=1.5),
        Finding(what="cost", value=70.04, unit=" %", goal=70, at_least=False),
        Finding(what="growth", value=2.013, unit="×"),
    ),
)

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measuring reads /proc")


def test_a_page_says_what_was_measured() -> None:
    """Every figure of a result stands in its section, with what it was measured on and with."""
    text = report.section(RESULT)
    assert "2026-11-20, a machine; a 1, b 2." in text
    assert "| all new | 500 | digest | 3 | 7.50 | 7.25-8.50 | 15.00 | 5.00 | 142 | 499 | 16,000 | 3,200 |" in text


def test_a_missed_goal_is_called_missed() -> None:
    """A figure at its bound has met it, one just beyond has not, and one without a bound is not judged."""
    text = report.section(RESULT)
    assert "| speed | 1.50× | ≥ 1.5× | met |" in text
    assert "| cost | 70.04 % | ≤ 70 % | **missed** |" in text
    assert "| growth | 2.01× |  |  |" in text


def test_results_are_kept_as_they_are() -> None:
    """What is written for machines reads as the very results."""
    assert report.from_json(report.as_json([RESULT])) == (RESULT,)


def test_a_bench_that_did_not_run_keeps_its_result(tmp_path: Path) -> None:
    """A new result takes the place of its own bench's last one and of no other."""
    other = replace(RESULT, name="cluster")
    newer = replace(RESULT, day="2026-11-21")
    for result in (RESULT, other, newer):
        program.write(result, tmp_path)
    assert report.from_json((tmp_path / "results.json").read_text()) == (newer, other)
    assert (tmp_path / "RESULTS.md").read_text() == report.markdown([newer, other])


def test_the_results_are_written_by_the_program() -> None:
    """RESULTS.md is what results.json gives, to the letter."""
    results = report.from_json((ROOT / "bench" / "results.json").read_text())
    assert (ROOT / "bench" / "RESULTS.md").read_text() == report.markdown(results)


def test_the_middle_of_the_runs_counts() -> None:
    """A row has the median of processor time, wall clock and memory, and how far processor time ranged."""
    runs = [Ran(cpu=cpu, wall=2 * cpu, rss=cpu + 1, items=7, read=5) for cpu in (9, 1, 2)]
    assert measuring.row("t", "w", 5, runs) == Row(
        task="t", who="w", n=5, runs=3, cpu=2, cpu_range=(1, 9), wall=4, rss=3, items=7, read=5
    )


def test_growth_is_told_where_twice_as_much_was_measured() -> None:
    """Of sizes 500, 1,000 and 5,000 there is one step from n to 2n."""
    rows = [ROW, replace(ROW, n=1_000, cpu=15.0), replace(ROW, n=5_000, cpu=99.0)]
    assert [(one.what, one.value) for one in measuring.growth(rows)] == [
        ("processor time of digest for twice as much, 500 to 1,000 all new", 2.0)
    ]


@linux
def test_the_processes_of_a_process_are_counted() -> None:
    """Processor time and memory of a command are those of all that it started."""
    busy = "x = bytearray(50_000_000)\nwhile __import__('time').process_time() < 0.3: x[0] = 1"
    told = '{"items": 1, "read": 1}'
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}]); print({told!r})"
    ran = measuring.run([sys.executable, "-c", code])
    assert ran.cpu > 0.3
    assert ran.rss > 50
    with pytest.raises(RuntimeError, match="no such thing"):
        measuring.run([sys.executable, "-c", "raise SystemExit('no such thing')"])


@linux
@pytest.mark.parametrize("name", [pytest.param(name, marks=_NEEDS.get(name, ())) for name in program.BENCHES])
def test_every_bench_runs(name: str, tmp_path: Path) -> None:
    """A bench gives its rows at the smallest size, with input of its own making and without peers."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", name, "--size", "3", "--size", "6", "--quick", "--without-peers"],
        cwd=ROOT,
        env={**os.environ, "DIGEST_MATERIAL": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"## {name}" in done.stdout
    for size in (3, 6):
        assert re.search(rf"\| {size} \| (digest|1 worker) \| 1 \|", done.stdout)


def test_stories_are_scored_by_b_cubed() -> None:
    """Of four items in two stories, found as three and one, precision is 2/3 and recall 3/4."""
    score = Score.of({"a": "x", "b": "x", "c": "y", "d": "y"}, {"a": "1", "b": "1", "c": "1", "d": "2"})
    assert score.f1 == pytest.approx(2 * (2 / 3) * (3 / 4) / (2 / 3 + 3 / 4))


def test_chance_leaves_a_lead_that_every_story_bears_out() -> None:
    """Bootstrap intervals hold the figure itself, and a lead in each story stays above nothing."""
    labels = {f"{story}{item}": str(story) for story in range(20) for item in range(2 + story % 3)}
    right, alone = Score.of(labels, labels), Score.of(labels, {item: item for item in labels})
    low, high = scoring.interval([alone])
    assert low <= alone.f1 <= high
    assert scoring.interval([right], [alone])[0] > 0
    assert scoring.interval([right]) == (1, 1)


def test_a_measure_is_given_with_where_chance_may_put_it() -> None:
    """The figure of all things stands between its bounds, which lie the closer the more things there are."""
    values = np.arange(400) % 2
    share, low, high = scoring.measured(lambda places: float(values[places].mean()), 400)
    _, lower, higher = scoring.measured(lambda places: float(values[places].mean()), 40)
    assert lower < low < share == 0.5 < high < higher
