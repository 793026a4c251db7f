"""The cage: calls in children that can be ended, and what of a document that needs it is still read."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from digest.errors import CageError
from digest.sources.cage import Cage, Ended
from digest.sources.feeds import read_feed, read_plainly
from digest.sources.plainly import read_items
from tests.serving import Route, item, rss, serving
from tests.test_pull import OUTLET, feed, pulled
from tests.test_sources import FEED, SEEN, document

MANY_ATTRIBUTES = rss(item("y", guid="1")[:-7] + "<x " + " ".join(f'a{n}="1"' for n in range(60_000)) + "/></item>")
"""On this feedparser spends minutes."""


def test_calls_come_back_in_their_order() -> None:
    """A cage is an executor like any other: results of many calls, in the order in which they were asked for."""
    with Cage(2) as cage:
        assert list(cage.map(abs, range(-50, 0))) == list(range(50, 0, -1))


def test_a_call_that_hangs_is_ended_alone() -> None:
    """A call beyond its time is ended before it is done, while others, also on the same worker, come through."""
    with Cage(1, seconds=1) as cage:
        before, hanging, after = cage.submit(abs, -1), cage.submit(time.sleep, 300), cage.submit(abs, -2)
        assert before.result() == 1
        with pytest.raises(Ended):
            hanging.result()
        assert after.result() == 2


@pytest.mark.skipif(sys.platform == "win32", reason="it has no timer of processor time")
def test_processor_time_is_what_counts() -> None:
    """A call that waits longer than its processor time comes through; one that works longer is ended."""
    with Cage(1, seconds=0.5, patience=200) as cage:
        assert cage.submit(time.sleep, 0.8).result() is None
        child = cage.submit(os.getpid).result()
        with pytest.raises(Ended):
            cage.submit(pow, 10**7, 10**7).result()
        assert cage.submit(os.getpid).result() != child


def test_a_child_that_dies_is_replaced() -> None:
    """A call that kills its process fails, and the next one has a new process."""
    with Cage(1) as cage:
        first = cage.submit(os.getpid).result()
        with pytest.raises(Ended):
            cage.submit(os._exit, 3).result()
        assert cage.submit(os.getpid).result() not in {first, os.getpid()}


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="nothing tells when a process of another has ended")
def test_a_child_that_died_between_calls_costs_none() -> None:
    """A child that something else ended is replaced before it is called."""
    with Cage(1) as cage:
        child = cage.submit(os.getpid).result()
        os.kill(child, signal.SIGKILL)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        assert cage.submit(abs, -1).result() == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds processes to it")
def test_memory_is_limited() -> None:
    """A call that asks for more than its share fails, and what it had is free for the next."""
    with Cage(1, memory=200 * 2**20) as cage:
        with pytest.raises(Ended):
            cage.submit(bytes, 300 * 2**20).result()
        assert len(cage.submit(bytes, 20 * 2**20).result()) == 20 * 2**20


def test_what_a_call_raises_is_told() -> None:
    """An exception in a child becomes Ended with its name, and the child lives on."""
    with Cage(1) as cage:
        child = cage.submit(os.getpid).result()
        with pytest.raises(Ended, match="ValueError"):
            cage.submit(int, "x").result()
        assert cage.submit(os.getpid).result() == child


def test_a_broken_installation_is_no_documents_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no child can begin at all the pull ends and says why, instead of blaming every publisher."""
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho 'Traceback'>&2\necho 'ImportError: half of it is missing' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    bodies: dict[str, Route] = {f"/{name}": (200, {}, rss(item(name, guid=name))) for name in "ab"}
    told = r"ImportError: half of it is missing \(mend its installation\)"
    with Cage(workers=1) as cage, serving(bodies) as site, pytest.raises(CageError, match=told):
        pulled([feed(name, f"{site.url}/{name}") for name in "ab"], executor=cage)


def test_prints_are_no_answers() -> None:
    """What a library prints in a child does not get between its answers."""
    with Cage(1) as cage:
        assert [cage.submit(print, "hello").result(), cage.submit(abs, -1).result()] == [None, 1]


def test_no_child_outlives_its_cage() -> None:
    """After shutdown the children are gone and no more calls are taken."""
    cage = Cage(2)
    children = {cage.submit(os.getpid).result() for _ in range(4)}
    cage.shutdown()
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    with pytest.raises(RuntimeError):
        cage.submit(abs, 1)


def test_a_document_that_hangs_the_parser_is_read_plainly() -> None:
    """What feedparser spends minutes on is read item by item after seconds, and its neighbours never notice."""
    bodies = {f"feed{n}": rss(item("Neighbour", guid="n")) for n in range(6)} | {"feed3": MANY_ATTRIBUTES}
    with serving({f"/{name}": (200, {}, body) for name, body in bodies.items()}) as site, Cage(2) as cage:
        before = os.times().children_user
        fresh = pulled([feed(name, f"{site.url}/{name}") for name in bodies], executor=cage)
    assert os.times().children_user - before < 20
    assert [one.problem for one in fresh] == [None] * 6
    assert [[entry.title for entry in one.entries] for one in fresh] == [
        ["y" if name == "feed3" else "Neighbour"] for name in bodies
    ]


def test_document_types_without_an_end_are_passed_by() -> None:
    """However often a document begins a type that it never ends, its items are read within a call's time."""
    text = "<!DOCTYPE[" * 200_000 + rss(item("Talks", guid="1")).decode()
    with Cage(workers=1) as cage:
        found = cage.submit(read_items, text, "https://news.example/").result()
    assert found is not None
    assert [one.title for one in found.items] == ["Talks"]


def test_a_document_beyond_both_readers_is_its_feeds_problem() -> None:
    """When the second reading is ended too, the feed fails with a sentence and the others are there."""

    class Deaf(Cage):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            return super().submit(*((time.sleep, 300) if args[0].id == "bad" else (fn, *args)), **kwargs)

    routes: dict[str, Route] = {f"/{name}": (200, {}, rss(item(name, guid="1"))) for name in ("good", "bad")}
    with serving(routes) as site, Deaf(1, seconds=1) as cage:
        bad, good = pulled([feed(name, f"{site.url}/{name}") for name in ("bad", "good")], executor=cage)
    assert bad.problem is not None
    assert bad.problem.what == "reading it ended a worker (it took too long or too much memory)"
    assert bad.state.body_hash == ""
    assert [entry.title for entry in good.entries] == ["good"]


def test_both_readers_name_entries_alike() -> None:
    """Whichever reader has to do it, an entry keeps its id, so that nothing is told twice."""
    body = rss(
        item("With a guid", guid="1", link="/1", date="Sun, 22 Nov 2026 10:00:00 GMT"),
        item("With a link &amp; no guid", link="https://x.example/2?a=1&amp;b=2"),
        item("Twice", guid="3", link="/3"),
        item("Twice", guid="3", link="/4", body="&lt;p&gt;Text&amp;nbsp;here&lt;/p&gt;"),
    )
    assert read_plainly(FEED, OUTLET, document(body), SEEN) == read_feed(FEED, OUTLET, document(body), SEEN)
