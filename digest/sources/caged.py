"""Calls in a cage of the process that they run in: for workers elsewhere, whose callers cannot end them."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import ParamSpec, TypeVar

from digest.model import Contents, Failed, Feed, Fetched, Outlet
from digest.sources.cage import Cage, Ended
from digest.sources.reading import read_feed, read_plainly

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Caged(Executor):
    """An executor whose workers, wherever they are, do each call in a cage of their own; Ended as by `Cage`."""

    def __init__(self, workers: Executor) -> None:
        self._workers = workers

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Call `fn` in the cage of a worker."""
        return self._workers.submit(call_caged, fn, *args, **kwargs)


def call_caged(fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Call `fn` in the cage of this process; Ended where that broke its limits."""
    return _cage().submit(fn, *args, **kwargs).result()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document to be read: what was fetched of a feed of an outlet, and when."""

    feed: Feed
    outlet: Outlet
    fetched: Fetched
    seen: datetime


def read_caged(documents: Iterable[Document]) -> tuple[Contents | Failed, ...]:
    """What documents hold, in their order: several go to a worker together, since each call costs its scheduler as much
    as a short document does. Never raises."""
    return tuple(map(_read, documents))


def _read(one: Document) -> Contents | Failed:
    """As `sources.reading.read_feed`, once more item by item where that was ended, and then given up."""
    why = ""
    for read in (read_feed, read_plainly):
        try:
            return call_caged(read, one.feed, one.outlet, one.fetched, one.seen)
        except Ended as error:
            why = str(error)
    return Failed(what=f"reading it ended a worker ({why})", todo="report it, or remove it")


@cache
def _cage() -> Cage:
    """The one cage of this process; it ends with it."""
    cage = Cage(workers=1)
    atexit.register(cage.shutdown, wait=False)
    return cage
