"""How the program behaves towards the servers that it asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What a server may expect of us, and what we bear from it.

    To one host at most `per_host` requests run at once, and they begin at least `apart` seconds after one another; to
    all hosts together at most `at_once` run. A server has `connect` seconds to take a connection, may be silent for
    `idle` seconds, and has `seconds` in all, redirects included but without what we wait on our own side. A document
    may have `wire_bytes` as it is sent and `max_bytes` unpacked. A feed is asked again after `every` at the soonest;
    its server and its document can make that longer. Addresses that the open internet does not have are refused, but
    for those in `allow_private`.
    """

    user_agent: str = "diplomacy-digest"
    per_host: int = 2
    apart: float = 1.0
    at_once: int = 32
    connect: float = 5.0
    idle: float = 5.0
    seconds: float = 8.0
    wire_bytes: int = 5_000_000
    max_bytes: int = 10_000_000
    every: timedelta = timedelta(minutes=50)  # a little less than an hour, so that hourly runs ask hourly
    allow_private: tuple[Network, ...] = ()
