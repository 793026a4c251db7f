"""What a command costs: processor and wall clock, and the memory of the process and all it started. Linux only."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.values import ROOT, Finding, Ran, Row

_GLANCE = 0.03
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MB = 2**20
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Of everybody's linear algebra: with more, what is measured on a small machine is threads waiting for each other."""


def run(command: Sequence[str | Path]) -> Ran:
    """Run a contender from the project's folder and measure it; RuntimeError with its last words if it fails."""
    started = time.perf_counter()
    with subprocess.Popen(
        list(map(str, command)),
        cwd=ROOT,
        env={**os.environ, **_ONE_THREAD},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        most = highest = 0
        while True:
            # By wait4, because it also tells what the process and all that it waited for used.
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            resident = _resident(process.pid)
            if resident > highest:  # asking for what is shared takes long
                most, highest = max(most, _held(process.pid)), resident
            time.sleep(_GLANCE)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said, complaint = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{complaint[-2000:]}")
    told = json.loads(said)
    return Ran(cpu=usage.ru_utime + usage.ru_stime, wall=wall, rss=most / _MB, **told)


def versions(*names: str) -> dict[str, str]:
    """Those of installed libraries; a contender that is to be quick does not spend its time on them."""
    return {name: version(name) for name in names}


def in_turn(repeats: int, runs: Sequence[Callable[[], Ran]]) -> list[list[Ran]]:
    """Run contenders one after the other, and all of them again, so that a busy minute hits each; runs by contender."""
    rounds = [[one() for one in runs] for _ in range(repeats)]
    return [list(mine) for mine in zip(*rounds, strict=True)]


def row(task: str, who: str, n: int, runs: Sequence[Ran]) -> Row:
    """Runs of one contender as a row."""
    cpu = [one.cpu for one in runs]
    return Row(
        task=task,
        who=who,
        n=n,
        runs=len(runs),
        cpu=median(cpu),
        cpu_range=(min(cpu), max(cpu)),
        wall=median(one.wall for one in runs),
        rss=median(one.rss for one in runs),
        items=runs[0].items,
        read=runs[0].read,
    )


def pairs(rows: Sequence[Row], task: str, who: str, other: str) -> list[tuple[Row, Row]]:
    """The rows of two contenders at a task, for each size that both did."""
    found = {(row.who, row.n): row for row in rows if row.task == task}
    return [(row, found[other, n]) for (name, n), row in found.items() if name == who and (other, n) in found]


def growth(rows: Sequence[Row]) -> list[Finding]:
    """What twice as much costs, wherever both sizes were measured."""
    found = {(row.task, row.who, row.n): row for row in rows}
    return [
        Finding(
            what=f"processor time of {row.who} for twice as much, {row.n:,} to {twice.n:,} {row.task}",
            value=twice.cpu / row.cpu,
            unit="×",
        )
        for row in rows
        if (twice := found.get((row.task, row.who, 2 * row.n)))
    ]


def machine() -> str:
    """The machine in one line."""
    model = "an unnamed processor"
    with suppress(OSError, StopIteration):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    memory = os.sysconf("SC_PHYS_PAGES") * _PAGE / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def _held(pid: int) -> int:
    """Bytes of memory of a process and all below it; a page that several hold counts once."""
    return sum(map(_proportional, _family(pid)))


def _resident(pid: int) -> int:
    """The same, but a page that several hold counts for each of them."""
    total = 0
    for each in _family(pid):
        with suppress(OSError, ValueError):  # it may have just ended
            total += int(Path(f"/proc/{each}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    return total


def _proportional(pid: int) -> int:
    """Bytes of memory of a process, of pages that it shares with others its part ("PSS" in proc(5))."""
    with suppress(OSError, ValueError, StopIteration):
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return int(next(row.split()[1] for row in rows if row.startswith("Pss:"))) << 10
    return 0


def _family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in children.read_text(encoding="ascii").split():
                yield from _family(int(child))
