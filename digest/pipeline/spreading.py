"""Spreading work: the one seam is an executor; here is which. Processes of this machine, or a Dask cluster's workers.

Whoever submits gets values back and stores them alone, so a worker that is lost costs only the time of its tasks, which
are done again elsewhere, and nothing is stored twice.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from typing_extensions import override

from digest.errors import DigestError, UsageError
from digest.sources.caged import Caged

_AHEAD = 16
"""So many chunks of work are with workers at once, and so as many workers can be busy."""

_TRIES = 3
"""A task whose workers died so often is what kills them."""

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Chunk = TypeVar("_Chunk")


@contextmanager
def spread(cluster: str = "", *, workers: int = 0) -> Iterator[Executor]:
    """An executor: of the Dask scheduler at the address `cluster`, else of so many processes here (0: one a processor).

    UsageError where Dask is not installed or no scheduler answers.
    """
    if cluster:
        with _dask(cluster) as executor:
            yield executor
        return
    with Renewed(workers or os.cpu_count() or 1) as executor:
        yield executor


@contextmanager
def spread_reading(cluster: str) -> Iterator[Executor | None]:
    """The workers of a Dask scheduler for documents from outside, each in a cage there; None where none is named."""
    if not cluster:
        yield None
        return
    with spread(cluster) as executor:
        yield Caged(executor)


def ahead(submit: Callable[[_Chunk], Future[_T]], chunks: Iterable[_Chunk]) -> Iterator[tuple[_Chunk, _T]]:
    """Each chunk with what `submit` promised for it, in their order, while workers have the next ones.

    Chunks are asked for as they are needed, so that many of them need no more memory than a few.
    """
    waiting = iter(chunks)
    under_way: deque[tuple[_Chunk, Future[_T]]] = deque()
    while True:
        under_way.extend((chunk, submit(chunk)) for chunk in islice(waiting, _AHEAD - len(under_way)))
        if not under_way:
            return
        chunk, future = under_way.popleft()
        yield chunk, future.result()


def in_chunks(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Items in lists of so many; the last may be shorter."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


class Renewed(Executor):
    """Processes of this machine; when one is killed, all of them are replaced, and what they were doing is done again.

    A task whose processes ended three times gives DigestError.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._lock = Lock()
        self._pool = self._new()

    @override
    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Call `fn` in a process."""
        given: Future[_T] = Future()
        self._try(given, fn, args, kwargs, left=_TRIES)
        return given

    @override
    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls and end the processes."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def _try(
        self, given: Future[_T], fn: Callable[..., _T], args: tuple[Any, ...], kwargs: dict[str, Any], *, left: int
    ) -> None:
        with self._lock:
            pool = self._pool
            try:
                done = pool.submit(fn, *args, **kwargs)
            except BrokenExecutor:
                pool = self._pool = self._new()
                done = pool.submit(fn, *args, **kwargs)

        def settle(future: Future[_T]) -> None:
            if future.cancelled():
                given.cancel()
                return
            error = future.exception()
            if isinstance(error, BrokenExecutor) and left > 1:
                self._renew(pool)
                self._try(given, fn, args, kwargs, left=left - 1)
            elif isinstance(error, BrokenExecutor):
                words = f"a worker was ended {_TRIES} times at the same task, most likely for want of memory"
                given.set_exception(DigestError(f"{words} (give it more, or fewer workers; what is done is kept)"))
            elif error:
                given.set_exception(error)
            else:
                given.set_result(future.result())

        done.add_done_callback(settle)

    def _renew(self, broken: Executor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        # Spawned, since what runs here has threads; and the same on every system.
        return ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"))


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client  # noqa: PLC0415 - only where a cluster is named
    except ImportError:
        todo = "`pip install 'diplomacy-digest[cluster]'`"
        raise UsageError(f"--cluster needs Dask, which is not installed ({todo})") from None
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}: {error} (start one with `dask scheduler`)") from None
    with client:
        executor = client.get_executor(pure=False)
        try:
            yield executor
        finally:
            with suppress(Exception):  # the scheduler may be gone, and whoever waited for it was told
                executor.shutdown(wait=False)
