"""Work on a Dask cluster: documents read and days grouped by two worker processes against one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from importlib.metadata import version
from itertools import cycle, islice
from statistics import median

import psutil

from bench import measuring, wire
from bench.documents import feed_documents
from bench.values import Finding, Plan, Row
from bench.workers import cluster
from digest.clock import now
from digest.model import Edition, Feed, Fetched, Outlet, Ownership, Role
from digest.pipeline.grouping import Ahead, Material
from digest.pipeline.spreading import ahead, in_chunks, spread
from digest.sources.caged import Document, read_caged

ABOUT = """\
What `--cluster` is for, with a Dask scheduler, its workers and the newsroom on one machine: "documents" of feeds are
read in cages, eight to a task, as backfill reads them (recorded ones of up to 300 KB where there are any), and the
stories found of "days" of a made wire (`bench/wire.py`, some thirty entries a day, each day judged by the week before).
Workers are processes of one thread each. Clocks start when all are connected and have done some work. Processor time is
that of the newsroom and of the scheduler, which on a small machine take it from the workers; memory is the
scheduler's."""

SIZES = (480, 960)
QUICK = (48,)

_WORKERS = (1, 2)
_GOAL = 1.6
_CHUNK = 8
_WARM = 32
_OUTLET = Outlet(id="one", name="One", ownership=Ownership.PRIVATE, role=Role.PRESS)
_FEED = Feed(id="one-all", outlet="one", url="https://one.example/rss")

Work = Callable[[Executor], int]
"""Something done by workers; gives how many results there were."""


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Both tasks at every size, by one worker and by two."""
    recorded = feed_documents(plan.material)
    rows: list[Row] = []
    for n in plan.sizes:
        documents = [_document(body) for body in islice(cycle(recorded), n)]
        tasks = {"documents": partial(_read, documents), "days": partial(_group, wire.materials(n))}
        rows += [row for workers in _WORKERS for row in _rows(plan, tasks, n, workers)]
    return rows, list(_findings(rows)), {"distributed": version("distributed")}


def _rows(plan: Plan, tasks: Mapping[str, Work], n: int, workers: int) -> Iterator[Row]:
    folder = plan.folder / f"{workers}-{n}"
    folder.mkdir()
    with cluster(folder, workers) as started, spread(started.address) as executor:
        scheduler = psutil.Process(started.scheduler.pid)
        _warm(executor)
        for task, work in tasks.items():
            runs = [_measured(work, executor, scheduler) for _ in range(plan.repeats)]
            cpu = [one[0] for one in runs]
            yield Row(
                task=task,
                who=f"{workers} worker{'s' * (workers > 1)}",
                n=n,
                runs=len(runs),
                cpu=median(cpu),
                cpu_range=(min(cpu), max(cpu)),
                wall=median(wall for _, wall, _ in runs),
                rss=scheduler.memory_info().rss / 2**20,
                items=runs[0][2],
                read=n,
            )


def _measured(work: Work, executor: Executor, scheduler: psutil.Process) -> tuple[float, float, int]:
    """Processor time of newsroom and scheduler, seconds by the clock, results."""
    before, began, started = _spent(scheduler), time.process_time(), time.perf_counter()
    items = work(executor)
    wall = time.perf_counter() - started
    return _spent(scheduler) - before + time.process_time() - began, wall, items


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _warm(executor: Executor) -> None:
    """Let every worker import what it needs, and start its cage."""
    document = _document(feed_documents(None)[0])
    for future in [executor.submit(read_caged, [document]) for _ in range(_WARM)]:
        future.result()
    _group(wire.materials(_WARM), executor)


def _read(documents: Sequence[Document], executor: Executor) -> int:
    chunks = in_chunks(documents, _CHUNK)
    return sum(len(found) for _, found in ahead(lambda some: executor.submit(read_caged, some), chunks))


def _group(materials: Sequence[tuple[Edition, Material]], executor: Executor) -> int:
    grouped = Ahead(executor, (), materials)
    found = [grouped.take(edition, material.entries) for edition, material in materials]
    return sum(len(one.stories) for one in found if one)


def _findings(rows: Sequence[Row]) -> Iterator[Finding]:
    for task in ("documents", "days"):
        for one, two in measuring.pairs(rows, task, "1 worker", "2 workers"):
            what = f"two workers against one by the clock, {one.n:,} {task}"
            yield Finding(what=what, value=one.wall / two.wall, unit="×", goal=_GOAL)


def _document(body: bytes) -> Document:
    return Document(feed=_FEED, outlet=_OUTLET, fetched=Fetched(url=_FEED.url, body=body), seen=now())
