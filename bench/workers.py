"""A Dask scheduler and workers of its own on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler's address and process, and its workers' processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """A scheduler with so many workers of one thread each, until the end; TimeoutError if it does not start."""
    told = folder / "scheduler.json"
    with ExitStack() as stack:

        def start(module: str, *more: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", f"distributed.cli.{module}", "--scheduler-file", str(told), *more]
            running = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(running.wait)
            stack.callback(running.kill)
            return running

        scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter")
        started = tuple(start("dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(workers))
        yield Cluster(_address(told), scheduler, started)


def _address(told: Path) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with suppress(FileNotFoundError, json.JSONDecodeError):  # the scheduler has not begun it, or not ended it
            return str(json.loads(told.read_text(encoding="utf-8"))["address"])
        time.sleep(0.1)
    raise TimeoutError(f"no scheduler started within {_PATIENCE} seconds")
