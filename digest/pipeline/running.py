"""Runs: every step that changes a newsroom is noted when it begins and when it ends, whatever ends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

from digest.errors import StoreError
from digest.model import Problem, Run
from digest.pipeline.desk import Desk
from digest.store import Store


class Running:
    """A run of a step as it goes on; `note` says what it came to."""

    def __init__(self, desk: Desk, command: str) -> None:
        self._begun = perf_counter()
        self._run = Run(started=desk.now, command=command, counts={})

    def note(self, counts: Mapping[str, int], problems: Iterable[Problem] = (), *, command: str = "") -> None:
        """Note what was counted and what to look at; and the step's other name, where it came to something else."""
        said = tuple(str(problem) for problem in problems)
        self._run = replace(self._run, counts=dict(counts), problems=said, command=command or self._run.command)

    def broken_off(self, why: BaseException) -> None:
        """Note that it did not come to its end."""
        self._run = replace(self._run, problems=(*self._run.problems, str(why) or type(why).__name__))

    @property
    def so_far(self) -> Run:
        """The run as if it ended now: so long after its moment as it took."""
        return replace(self._run, ended=self._run.started + timedelta(seconds=round(perf_counter() - self._begun)))


@contextmanager
def running(desk: Desk, command: str) -> Iterator[Running]:
    """Note a run of a step in the store, its beginning at once, its end when the block ends or breaks off."""
    run = Running(desk, command)
    with Store(desk.newsroom.store) as store:
        number = store.begin_run(command, started=desk.now)
    try:
        yield run
    except BaseException as fault:
        run.broken_off(fault)
        # What broke the run off is what is told; a store that cannot be written may be just that.
        with suppress(StoreError), Store(desk.newsroom.store) as store:
            store.end_run(number, run.so_far)
        raise
    with Store(desk.newsroom.store) as store:
        store.end_run(number, run.so_far)
