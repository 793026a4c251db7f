"""Hostile documents, served by the material's own server: each ends in time and in its cage, and costs no neighbour."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest

from digest.model import Contents, Failed, Fetched
from digest.sources.cage import SECONDS, Cage, Ended
from digest.sources.feeds import read_feed, read_plainly
from tests.hostile import documents, hostile_server
from tests.test_sources import FEED, OUTLET

NO_FEEDS = {"html-page": "a page", "empty": "no bytes", "json-deep": "JSON without items"}
"""Documents in which there is nothing to recover."""

SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def server(material: Path) -> Iterator[str]:
    """The address of the server of hostile documents."""
    with hostile_server(material) as address:
        yield address


def caged(cage: Cage, document: Fetched) -> Contents | Failed:
    """What a pull makes of a document."""
    for read in (read_feed, read_plainly):
        try:
            return cage.submit(read, FEED, OUTLET, document, SEEN).result()
        except Ended:
            continue
    return Failed(what="beyond both readers", todo="")


def spent(cage: Cage) -> float:
    """The seconds of processor time that the one child of a cage and those before it have used."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime + cage.submit(time.process_time).result()


@pytest.mark.material
def test_hostile_documents_end_in_their_cage(material: Path, server: str) -> None:
    """Each of 37 documents ends within two calls and a child between them; the good entry in it is recovered."""
    names = documents(material)
    assert len(names) == 37
    lost, late = [], []
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Cage(1) as cage:
        start = spent(cage) - ended.ru_utime - ended.ru_stime
        for name in names:
            with urlopen(f"{server}/doc/{name}") as answer:
                document = Fetched(url="https://news.example/feed", body=answer.read())
            before = spent(cage)
            found = caged(cage, document)
            if spent(cage) - before > 2 * SECONDS + 5 * start:  # a child's start takes longer on a busy machine
                late.append(name)
            if isinstance(found, Failed) or "SURVIVOR" not in {entry.title for entry in found.entries}:
                lost.append(name)
            if not isinstance(found, Failed):
                assert all(entry.link.startswith(("http://", "https://")) for entry in found.entries), name
    assert not late
    assert set(lost) == set(NO_FEEDS)


@pytest.mark.material
def test_the_plain_reader_alone_survives_them_all(material: Path, server: str) -> None:
    """Documents of RSS and Atom that end feedparser would, all of them, still be read without it."""
    with Cage(1) as cage:
        for name in documents(material):
            if name in NO_FEEDS or name.startswith("json-"):
                continue
            with urlopen(f"{server}/doc/{name}") as answer:
                document = Fetched(url="https://news.example/feed", body=answer.read())
            found = cage.submit(read_plainly, FEED, OUTLET, document, SEEN).result()
            assert not isinstance(found, Failed), name
            assert "SURVIVOR" in {entry.title for entry in found.entries}, name
