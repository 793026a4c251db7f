"""The guard: what is not of the open internet is not connected to, however one gets there."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Failed, Fetched, Outcome
from digest.web import NO_NETWORK, Request
from digest.web.guard import Refused, check
from tests.asking import LOOPBACK, fetch, fetch_url, page
from tests.serving import serving

DOCUMENT = page(b"<rss/>")
ONE = ip_network("127.0.0.1/32")


def names(**addresses: Sequence[str]) -> Callable[[str], Sequence[str]]:
    """A name service that knows the hosts NAME.example."""
    return lambda host: addresses[host.removesuffix(".").removesuffix(".example")]


def refuses(outcome: Outcome, address: str) -> bool:
    """Whether that address was refused, and said so without blaming the network."""
    what = f"its address is not on the open internet ({address})"
    return isinstance(outcome, Failed) and outcome.what == what and not outcome.unreachable


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.0.0.1.", "127.1", "0x7f000001", "0x7f.1", "0177.0.0.1", "2130706433", "017700000001"),
        *("１２７.０.０.１", "127。0。0。1", "①②⑦.0.0.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]"),
        *("localhost", "LOCALHOST", "localhost.", "user:word@127.0.0.1"),
    ],
)
def test_this_machine_is_refused_in_every_spelling(host: str) -> None:
    """Without leave, nothing of this machine is asked, however its address is spelled."""
    with serving({"/": DOCUMENT}) as site:
        port = site.url.rpartition(":")[2]
        outcome = fetch_url(f"http://{host}:{port}/", names(localhost=["127.0.0.1"]), allow_private=())
        assert site.asked == []
    assert refuses(outcome, "127.0.0.1")
    assert isinstance(outcome, Failed)
    assert outcome.todo == "correct its url, or allow it with --allow-private 127.0.0.0/8"


@pytest.mark.parametrize(
    ("host", "address", "network"),
    [
        ("10.1.2.3", "10.1.2.3", "10.0.0.0/8"),
        ("172.16.0.1", "172.16.0.1", "172.16.0.0/12"),
        ("192.168.1.1", "192.168.1.1", "192.168.0.0/16"),
        ("169.254.169.254", "169.254.169.254", "169.254.0.0/16"),
        ("100.100.100.200", "100.100.100.200", "100.64.0.0/10"),
        ("0", "0.0.0.0", "0.0.0.0/8"),
        ("224.0.0.1", "224.0.0.1", "224.0.0.0/4"),
        ("255.255.255.255", "255.255.255.255", "240.0.0.0/4"),
        ("198.18.0.1", "198.18.0.1", "198.18.0.0/15"),
        ("[::]", "::", "::/128"),
        ("[::1]", "::1", "::1/128"),
        ("[::127.0.0.1]", "::7f00:1", "::7f00:1/128"),
        ("[fe80::1]", "fe80::1", "fe80::/10"),
        ("[fec0::1]", "fec0::1", "fec0::/10"),
        ("[fd00:ec2::254]", "fd00:ec2::254", "fc00::/7"),
        ("[ff02::1]", "ff02::1", "ff00::/8"),
        ("[2002:7f00:1::]", "2002:7f00:1::", "2002::/16"),
        ("[2001:0:7f00:1::1]", "2001:0:7f00:1::1", "2001::/23"),
        ("[64:ff9b:1::7f00:1]", "64:ff9b:1::7f00:1", "64:ff9b:1::7f00:1/128"),
        ("[64:ff9b::a9fe:a9fe]", "169.254.169.254", "169.254.0.0/16"),
    ],
)
def test_networks_that_are_not_open_are_refused(host: str, address: str, network: str) -> None:
    """Private, local, shared, special and withdrawn addresses are refused, and what to allow is told."""
    outcome = fetch_url(f"http://{host}/latest/meta-data/", allow_private=())
    assert refuses(outcome, address)
    assert isinstance(outcome, Failed)
    assert outcome.todo.endswith(f"--allow-private {network}")


@pytest.mark.parametrize("host", ["%31%32%37.0.0.1", "127.0.0.1%00.example", "[fe80::1%25lo]", "a b", "a\\@127.0.0.1"])
def test_hosts_that_none_can_be_are_no_addresses(host: str) -> None:
    """What could be read as one host here and as another there is not asked at all."""
    outcome = fetch_url(f"http://{host}/", allow_private=())
    assert isinstance(outcome, Failed)
    assert outcome.what == "its url is no web address"


def test_names_that_lead_inwards_are_refused() -> None:
    """What counts is where a name leads, not how it reads; several closed addresses are one refusal."""
    look_up = names(one=["10.0.0.1"], more=["10.0.0.1", "192.168.0.1", "fd00::1", "::1"])
    assert refuses(fetch_url("http://one.example/", look_up, allow_private=()), "10.0.0.1")
    more = fetch_url("https://more.example/", look_up, allow_private=())
    assert isinstance(more, Failed)
    assert more.what.startswith("its address is not on the open internet (")


def test_of_mixed_answers_only_the_open_are_connected_to() -> None:
    """Where a name leads to a closed address as well, the open one is asked and the closed one is not."""
    with serving({"/": DOCUMENT}) as site:
        port = int(site.url.rpartition(":")[2])
        with serving({"/": DOCUMENT}, host="127.0.0.2", port=port) as closed:
            look_up = names(mixed=["127.0.0.2", "127.0.0.1"])
            outcome = fetch_url(f"http://mixed.example:{port}/", look_up, allow_private=(ONE,))
            assert closed.asked == []
    assert isinstance(outcome, Fetched)


def test_a_name_that_leads_elsewhere_the_second_time_is_refused() -> None:
    """A name service that changes its answer between two connections (DNS rebinding) gains nothing by it."""
    leads = iter(["127.0.0.1", "127.0.0.2"])
    with serving({"/": DOCUMENT}) as site:
        port = int(site.url.rpartition(":")[2])
        with serving({"/": DOCUMENT}, host="127.0.0.2", port=port) as closed:
            url = f"http://turning.example:{port}/"
            first, second = (fetch_url(url, lambda _: [next(leads)], allow_private=(ONE,)) for _ in range(2))
            assert closed.asked == []
    assert isinstance(first, Fetched)
    assert refuses(second, "127.0.0.2")


@pytest.mark.parametrize("status", [301, 302, 307])
@pytest.mark.parametrize("host", ["127.0.0.2", "0x7f000002", "[::ffff:127.0.0.2]", "inside.example", "2130706434"])
def test_redirects_inwards_are_refused(status: int, host: str) -> None:
    """An open server cannot send us to a closed one, and a feed has not moved there."""
    with serving({}, host="127.0.0.2") as closed, serving({}) as site:
        port = closed.url.rpartition(":")[2]
        site.routes["/"] = (status, {"Location": f"http://{host}:{port}/admin"}, b"")
        outcome = fetch_url(f"{site.url}/", names(inside=["127.0.0.2"]), allow_private=(ONE,))
        assert closed.asked == []
    assert refuses(outcome, "127.0.0.2")
    assert isinstance(outcome, Failed)
    assert outcome.moved == ""


def test_refusals_say_nothing_of_the_network() -> None:
    """Any number of refused hosts is no sign of a missing network, and keeps nobody else from being asked."""
    with serving({"/": DOCUMENT}) as site:
        closed = [Request(key=str(n), url=f"http://h{n}.example/") for n in range(40)]
        look_up = names(**{f"h{n}": ["10.0.0.1"] for n in range(40)})
        outcomes = fetch([*closed, Request(key="open", url=f"{site.url}/")], look_up, allow_private=(ONE,), at_once=4)
    assert isinstance(outcomes.pop("open"), Fetched)
    assert NO_NETWORK not in outcomes.values()
    assert all(refuses(outcome, "10.0.0.1") for outcome in outcomes.values())


def test_what_is_allowed_is_asked() -> None:
    """A newsroom's own network can be allowed, in whatever way its hosts are written."""
    with serving({"/": DOCUMENT}) as site:
        port = site.url.rpartition(":")[2]
        for host in ("127.0.0.1", "[::ffff:127.0.0.1]", "own.example"):
            outcome = fetch_url(f"http://{host}:{port}/", names(own=["127.0.0.1"]), allow_private=(LOOPBACK,))
            assert isinstance(outcome, Fetched), host


def refusal(address: IPv4Address | IPv6Address | str) -> Refused | None:
    """Why an address may not be connected to without leave."""
    try:
        check(str(address), ())
    except Refused as refused:
        return refused
    return None


@given(st.ip_addresses())
def test_the_guard_is_at_least_as_strict_as_the_library(address: IPv4Address | IPv6Address) -> None:
    """What Python calls not global, multicast or loopback is refused; leave for the network named lets it through."""
    refused = refusal(address)
    if not address.is_global or address.is_multicast or address.is_loopback or address.is_link_local:
        assert refused is not None
    if refused is not None:
        check(str(address), (refused.network,))


@given(st.ip_addresses(v=4))
def test_a_disguise_changes_no_judgement(address: IPv4Address | IPv6Address) -> None:
    """IPv6 addresses that stand for an IPv4 address are judged as it is."""
    number = int(address)
    plain = refusal(address)
    for disguised in (IPv6Address(0xFFFF << 32 | number), IPv6Address((0x64FF9B << 96) | number)):
        other = refusal(disguised)
        assert (other and other.address) == (plain and plain.address)
    old = IPv6Address((0x2002 << 112) | (number << 80))
    assert refusal(old) is not None
    assert refusal(IPv6Address(number)) is not None


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "151.101.1.164", "2606:4700::1111", "2a00:1450:4001::1"])
def test_the_open_internet_is_open(address: str) -> None:
    """Ordinary addresses are let through."""
    assert refusal(ip_address(address)) is None


def test_a_name_service_may_fail_in_any_way() -> None:
    """No such name, and no answer at all, become Failed."""

    def dead(host: str) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    def nobody(host: str) -> Sequence[str]:
        return []

    for look_up in (dead, nobody):
        outcome = fetch_url("http://news.example/", look_up)
        assert isinstance(outcome, Failed)
        assert outcome.unreachable
