"""Network faults, served by the material's own server: each ends in time and costs no neighbour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from digest.model import Failed, Fetched, Outcome, Postponed
from digest.web import Request
from tests.asking import fetch
from tests.hostile import faults, hostile_server

FAILURES = {
    "bomb": "larger than 10,000,000 bytes unpacked",
    "endless": "larger than 5,000,000 bytes as it is sent",
    "slow-body": "no whole answer in time",
    "slow-headers": "no whole answer in time",
    "hang": "no whole answer in time",
    "loop": "it redirects in a circle",
    "chain": "more than 5 redirects",
    "to-file": "it redirects to what is no web address",
    "to-host": "its address is not on the open internet (127.0.0.2)",
    "410": "HTTP 410",
    "429": "HTTP 429",
    "503": "HTTP 503",
    "204": "HTTP 204",
    "short": "the connection was cut before the answer ended",
}
"""The faults in which there is nothing to get, and what is said of each."""


@pytest.fixture(scope="module")
def server(material: Path) -> Iterator[str]:
    """The address of the server of faults."""
    with hostile_server(material) as url:
        yield url


def requests(server: str, names: list[str]) -> list[Request]:
    """One request for each fault."""
    return [Request(key=name, url=f"{server}/net/{name}") for name in names]


def apart(names: list[str]) -> list[list[str]]:
    """The faults that can be asked for together, then those that cannot, in an order that spoils none.

    The server closes connections without saying so, and a request may go out over one of them, twice at most: who is
    sent on is therefore asked with no connection of another's. Who asks for time postpones all that come after.
    """
    sent_on, ask_for_time = ["301", "308", "chain"], ["429", "503"]
    together = [name for name in names if name not in {*sent_on, *ask_for_time}]
    return [together, *([name] for name in sent_on), ask_for_time]


def status(outcome: Outcome) -> int:
    """What a failure says of its status."""
    return outcome.status if isinstance(outcome, Failed) else 0


@pytest.mark.material
def test_each_fault_ends_as_it_should(material: Path, server: str) -> None:
    """Of 22 faults, each ends within the manners' time as what it is, and the eight good documents among them come."""
    names = faults(material)
    assert len(names) == 22
    only_it = (ip_network("127.0.0.1/32"),)
    outcomes: dict[str, Outcome] = {}
    for some in apart(names):
        outcomes |= fetch(requests(server, some), allow_private=only_it, per_host=32, seconds=20.0)
    assert {name: one.what for name, one in outcomes.items() if isinstance(one, Failed)} == FAILURES
    assert all(isinstance(outcomes[name], Fetched) for name in set(names) - set(FAILURES))
    assert all(status(outcomes[name]) == int(name) for name in ("410", "429", "503", "204"))
    for name in ("429", "503"):
        outcome = outcomes[name]
        assert isinstance(outcome, Failed)
        assert outcome.wait == timedelta(hours=2)
    for name in ("301", "308"):
        outcome = outcomes[name]
        assert isinstance(outcome, Fetched)
        assert outcome.moved == f"{server}/net/ok"


@pytest.mark.material
def test_a_host_full_of_faults_costs_no_other(material: Path, server: str) -> None:
    """With the usual manners a run with all of them completes, and a good server next to them is not held up."""
    names = faults(material)
    good = Request(key="good", url=f"{server.replace('127.0.0.1', '127.0.0.2')}/net/ok")
    outcomes = fetch([*requests(server, names), good], apart=0.1, seconds=20.0)
    assert set(outcomes) == {*names, "good"}
    assert isinstance(outcomes["good"], Fetched)
    assert any(isinstance(outcome, Postponed) for outcome in outcomes.values())


@pytest.mark.material
def test_without_leave_none_of_them_is_met(material: Path, server: str) -> None:
    """A newsroom that allows nothing does not connect to a server of its own machine."""
    outcomes = fetch(requests(server, faults(material)), allow_private=())
    told = {outcome.what for outcome in outcomes.values() if isinstance(outcome, Failed)}
    assert told == {"its address is not on the open internet (127.0.0.1)"}
