"""Names of hosts to addresses, in threads that nobody waits for."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from aiohttp.abc import AbstractResolver, ResolveResult

LookUp = Callable[[str], Sequence[str]]
"""The IP addresses of a host, those to be tried first first; OSError when there are none. Called in a thread."""


def system(host: str) -> Sequence[str]:
    """What this machine's own name service says."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    except UnicodeError as error:  # no name can be so long
        raise OSError(str(error)) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Resolver(AbstractResolver):
    """A look-up that does not hold up a run's end when the name server is dead."""

    def __init__(self, look_up: LookUp) -> None:
        self.look_up = look_up

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a host; OSError when there are none."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Sequence[str]] = loop.create_future()

        def settle(found: Sequence[str] | OSError) -> None:
            if answer.done():
                return
            if isinstance(found, OSError):
                answer.set_exception(found)
            else:
                answer.set_result(found)

        def work() -> None:
            found: Sequence[str] | OSError
            try:
                found = self.look_up(host)
            except OSError as error:
                found = error
            with suppress(RuntimeError):  # the loop may be closed by now
                loop.call_soon_threadsafe(settle, found)

        threading.Thread(target=work, name=f"resolve {host}", daemon=True).start()
        found = [_result(host, address, port) for address in await answer]
        fitting = [one for one in found if family in {socket.AF_UNSPEC, one["family"]}]
        if not fitting:
            raise OSError("no address")
        return fitting

    async def close(self) -> None:
        """Nothing is held."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=socket.IPPROTO_TCP, flags=flags)
