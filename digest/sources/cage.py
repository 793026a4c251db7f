"""A cage for what reads hostile bytes: calls run in children with limits, which are ended when they break them.

A cage is an `Executor`, so that another one can take its place. A document on which feedparser raises, or its child is
ended, is read once more by `plainly`.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from math import inf
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from threading import Thread
from typing import Any, ParamSpec, TypeVar, cast

from digest.errors import CageError

SECONDS = 2.75
"""A call may take so much processor time, so that two calls and a new child between them fit into six seconds."""

PATIENCE = 4
"""A call may last so many times longer by the clock: on a busy machine a child gets only a part of a processor."""

MEMORY = 512 * 2**20
"""A child may have so many bytes of address space, where the system can hold it to that."""

_START = 60.0
_GLANCE = 0.1
"""How often it is looked whether a child has gone beyond its time."""

_SERVE = """
import sys
sys.path[:] = {path!r}
import digest.sources.feeds  # what is called most: importing it is no part of a call
from digest.sources.cage import serve
serve({memory}, {seconds})
"""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Ended(Exception):
    """A call gave no result: it took too long, its process died, or it raised."""


class Cage(Executor):
    """An executor whose calls run in children of their own, one call at a time each.

    A call may use `seconds` of processor time, `patience` times as much by the clock, and `memory` bytes. Children
    start when they are first needed and live until the executor is shut down or a call of theirs breaks a limit. Such
    a call raises Ended; no other call notices. What is called, its arguments and its result must be picklable.
    CageError says that not even the first child could begin, and what it said last.
    """

    def __init__(
        self, workers: int = 2, *, seconds: float = SECONDS, patience: float = PATIENCE, memory: int = MEMORY
    ) -> None:
        self._seconds = seconds
        self._lasting = seconds * patience
        self._memory = memory
        self._idle: SimpleQueue[_Child] = SimpleQueue()
        self._children: set[_Child] = set()
        self._closed = False
        self._works = False
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="cage")
        Thread(target=self._watch, name="cage-watch", daemon=True).start()

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Call `fn` in a child; RuntimeError after shutdown."""
        return self._threads.submit(self._call, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor has it
        """Take no more calls and end the children; those at work end with their call."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        self._closed = True
        self._end_idle()

    def _call(self, fn: Callable[..., _T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> _T:
        child = self._child()
        try:
            worked, result = child.call((fn, args, kwargs), self._lasting)
        except BaseException:
            self._end(child)
            raise
        self._idle.put(child)
        if self._closed:
            self._end_idle()
        if not worked:
            raise Ended(result)
        return cast("_T", result)

    def _child(self) -> _Child:
        """One that waits for a call, else a new one that is ready for its first."""
        with suppress(Empty):
            while True:
                child = self._idle.get_nowait()
                if child.alive:
                    return child
                self._end(child)
        child = _Child(self._memory, self._seconds)
        self._children.add(child)
        try:
            child.exchange(b"", _START)
        except BaseException as fault:
            said = child.last_words()
            self._end(child)
            if isinstance(fault, Ended) and not self._works:
                what = "no document can be read, since the program does not start a second time"
                raise CageError(f"{what}: {said} (mend its installation)") from None
            raise
        self._works = True
        return child

    def _end(self, child: _Child) -> None:
        self._children.discard(child)
        child.end()

    def _end_idle(self) -> None:
        with suppress(Empty):
            while True:
                self._end(self._idle.get_nowait())

    def _watch(self) -> None:
        """Kill children beyond their time; whoever reads from one then finds its end closed."""
        while self._children or not self._closed:
            time.sleep(_GLANCE)
            now = time.monotonic()
            for child in tuple(self._children):
                if now > child.until:
                    child.kill()


class _Child:
    """A process that answers calls through its standard streams; ready for its first when it is made."""

    def __init__(self, memory: int, seconds: float) -> None:
        code = _SERVE.format(path=sys.path, memory=memory, seconds=seconds)
        self._said = TemporaryFile()  # noqa: SIM115 - it is closed with the child
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with code of our own
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
        )
        self.until = inf

    @property
    def alive(self) -> bool:
        """Whether it can be called."""
        return self._process.poll() is None

    def call(self, call: object, seconds: float) -> tuple[bool, Any]:
        """Whether the call worked, and its result or what it raised; Ended when no answer came in time."""
        return self.exchange(pickle.dumps(call, pickle.HIGHEST_PROTOCOL), seconds)

    def kill(self) -> None:
        """Stop it, whatever it does."""
        self._process.kill()

    def end(self) -> None:
        """Stop it and leave nothing of it."""
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._said):
            if stream:
                with suppress(OSError):
                    stream.close()

    def last_words(self) -> str:
        """The last line that it wrote before it was ready, where Python tells what ended it; it is ended for that."""
        self.kill()
        self._process.wait()
        self._said.seek(0)
        return self._said.read().decode(errors="replace").strip().rpartition("\n")[2][:200] or "it says nothing"

    def exchange(self, message: bytes, seconds: float) -> tuple[bool, Any]:
        """Send a message and wait for the answer for at most so long."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise Ended("it cannot be talked to")
        # Reading cannot be interrupted on every system; but the watch kills a child at this time, which closes its end.
        self.until = time.monotonic() + seconds
        try:
            stdin.write(message)
            stdin.flush()
            answer: tuple[bool, Any] = pickle.load(stdout)  # noqa: S301 - from our own child, which was given the other end
        except (OSError, EOFError, pickle.UnpicklingError):
            raise Ended("it took too long or too much memory") from None
        finally:
            self.until = inf
        return answer


def serve(memory: int, seconds: float) -> None:
    """What a child does: answer calls until its standard input ends."""
    calls, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints is no answer, and from here on goes nowhere
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit("RLIMIT_AS", memory)
    _limit("RLIMIT_CORE", 0)
    answer = pickle.dumps((True, None))
    with suppress(EOFError):
        while True:
            answers.write(answer)
            answers.flush()
            answer = b""
            fn, args, kwargs = pickle.load(calls)  # noqa: S301 - from the parent, which holds the other end
            with _ended_after(seconds):
                try:
                    answer = pickle.dumps((True, fn(*args, **kwargs)), pickle.HIGHEST_PROTOCOL)
                except Exception as error:  # whatever it is, it was told to raise it
                    answer = pickle.dumps((False, f"{type(error).__name__}: {error}"[:200]))


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """The system itself ends this process after so much processor time, in the middle of C code and orphaned, too.

    Where it knows no such timer, the parent's clock has to do.
    """
    timer = getattr(signal, "ITIMER_PROF", None)
    if timer is None:
        yield
        return
    signal.setitimer(timer, seconds)
    yield
    signal.setitimer(timer, 0)


def _limit(name: str, value: int) -> None:
    """Hold this process to a limit, where the system knows it."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    kind = getattr(resource, name, None)
    if kind is not None:
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))
