"""Which addresses may be connected to: those of the open internet, and those that the newsroom allows.

The judgement falls where a socket is made, on the very address that it will connect to. So it cannot be got around by
an odd spelling, a name that leads inwards, a redirect, or a name server that answers differently the second time.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp import AddrInfoType, SocketFactoryType

from digest.model import Network

# What the IANA Special-Purpose Address Registries (RFC 6890) do not give to the open internet, multicast, and what is
# long withdrawn. A list of our own, because what `ipaddress` calls global differs between versions of Python.
_CLOSED = [
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
        *("192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),  # Teredo and 6to4, too: RFC 7526 ended them
        *("::1/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
]
_OPEN = IPv6Network("2000::/3")  # all that is given out of IPv6 so far
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: in networks without IPv4, names of IPv4 hosts lead here


class Refused(OSError):
    """An address that is not of the open internet, and the network around it that would have to be allowed.

    It always reads the same: several of them in one attempt to connect stay what they are.
    """

    def __init__(self, address: IPv4Address | IPv6Address) -> None:
        super().__init__("not on the open internet")
        self.address = address
        self.network = next((net for net in _CLOSED if address in net), ip_network(address))


def check(text: str, allowed: Sequence[Network]) -> None:
    """Raise Refused for an IP address that is neither open nor allowed; IPv6 ones that stand for IPv4 count as that."""
    address, is_open = _judged(text)
    if not is_open and not any(address in network for network in allowed):
        raise Refused(address)


def written_out(host: str) -> str:
    """The IP address that a host is, however it is spelled (`0x7f.1`, `2130706433`); nothing for names."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    except OSError:
        return host if ":" in host else ""


def guarded(allowed: Sequence[Network]) -> SocketFactoryType:
    """What makes the sockets of a session: none for an address that is neither open nor allowed."""

    def make(info: AddrInfoType) -> socket.socket:
        family, kind, proto, _, address = info
        check(str(address[0]), allowed)
        return socket.socket(family, kind, proto)

    return make


@lru_cache(maxsize=4096)
def _judged(text: str) -> tuple[IPv4Address | IPv6Address, bool]:
    """The address that is meant, and whether it is open: the same for each feed of a host."""
    address = _meant(ip_address(text))
    return address, _is_open(address)


def _is_open(address: IPv4Address | IPv6Address) -> bool:
    given_out = isinstance(address, IPv4Address) or address in _OPEN
    return given_out and not any(address in network for network in _CLOSED)


def _meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or IPv6Address(int(address))  # without a zone
