"""Sockets: many documents fetched politely at once. The only module that knows aiohttp.

Whatever goes wrong with one address becomes its `Failed`; nothing that a server does can disturb the others.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import ssl
import threading
import zlib
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import brotli
from aiohttp.abc import AbstractResolver, ResolveResult

from digest.model import Failed, Fetched, Outcome, Unchanged

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
MOST_REDIRECTS = 5
HOSTS_THAT_PROVE_IT = 8
"""When so many hosts were tried and not one could be connected to, it is our network that is gone."""

NO_NETWORK = Failed(
    what="was not tried, because no host could be reached",
    todo="check this machine's network and run again",
    unreachable=True,
)
_NO_ADDRESS = Failed(what="its url is no web address", todo="correct it in feeds.yaml")
_LATER = "it is tried again at the next run; ask the publisher if it lasts"
_TODO = {
    401: "the publisher wants a login: ask for an open address or remove the feed",
    403: "the publisher refuses this program: ask for access or remove the feed",
    404: "ask the publisher for the new address or remove the feed",
    410: "the publisher has ended it: remove the feed",
    429: "the publisher wants to be asked less often: run less often",
    451: "the publisher may not serve it here: remove the feed",
}
_GZIP = b"\x1f\x8b"
_LONG_LINE = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address to ask, with the validators of the last answer byte for byte; `key` is the caller's name for it."""

    key: str
    url: str
    etag: str = ""
    last_modified: str = ""
    accept: str = ACCEPT


async def fetch_all(
    requests: Sequence[Request],
    *,
    user_agent: str,
    per_host: int = 2,
    at_once: int = 32,
    seconds: float = 8.0,
    connect: float = 5.0,
    max_bytes: int = 10_000_000,
) -> AsyncGenerator[tuple[Request, Outcome], None]:
    """Ask every address once and yield each request with what it came to, in the order in which they complete.

    At most `at_once` requests run together, `per_host` of them to one host. Each has `connect` seconds to be
    connected and `seconds` in all, redirects included; a body of more than `max_bytes`, packed or unpacked, is given
    up. When the first eight hosts (or all, if there are fewer) cannot be connected to and nothing else that runs is
    answered, the rest is not tried and comes at once as `NO_NETWORK`.
    """
    timeout = aiohttp.ClientTimeout(total=seconds, connect=connect, sock_connect=connect)
    answers: asyncio.Queue[tuple[int, Outcome]] = asyncio.Queue(maxsize=at_once)
    slots = asyncio.Semaphore(at_once)
    hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
    reach = _Reach(enough=min(HOSTS_THAT_PROVE_IT, max(1, len({_host(request) for request in requests} - {""}))))

    async def ask(number: int, request: Request) -> None:
        host = _host(request)
        async with hosts[host], slots:
            await reach.start()
            outcome = await _fetch(session, request, max_bytes)
            reach.end(host, outcome)
            # Waiting here for a slow reader holds the slot, so that no more than it can take is fetched.
            await answers.put((number, outcome))

    async with _session(user_agent, at_once, timeout) as session:
        tasks = [asyncio.create_task(ask(number, request)) for number, request in enumerate(requests)]
        waiting = dict(enumerate(requests))
        try:
            while waiting and not (reach.lost and answers.empty()):
                number, outcome = await answers.get()
                yield waiting.pop(number), outcome
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    for request in waiting.values():
        yield request, NO_NETWORK


class _Reach:
    """Whether there is a network at all. While that is in doubt, what runs goes on and nothing new starts."""

    def __init__(self, enough: int) -> None:
        self.enough = enough
        self.failed: set[str] = set()
        self.answered = False
        self.running = 0
        self.certain = asyncio.Event()
        self.certain.set()

    async def start(self) -> None:
        await self.certain.wait()
        self.running += 1

    def end(self, host: str, outcome: Outcome) -> None:
        self.running -= 1
        if isinstance(outcome, Failed) and outcome.unreachable:
            self.failed.add(host)
        elif outcome != _NO_ADDRESS:
            self.answered = True
        if self.answered or len(self.failed) < self.enough:
            self.certain.set()
        else:
            self.certain.clear()

    @property
    def lost(self) -> bool:
        return not self.certain.is_set() and self.running == 0


class _Resolver(AbstractResolver):
    """The system's name look-up in threads that nobody waits for: a dead name server must not hold up a run's end."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def settle(result: list[ResolveResult] | OSError) -> None:
            if answer.done():
                return
            if isinstance(result, OSError):
                answer.set_exception(result)
            else:
                answer.set_result(result)

        def look_up() -> None:
            result = _addresses(host, port, family)
            with suppress(RuntimeError):  # the loop may be closed by now
                loop.call_soon_threadsafe(settle, result)

        threading.Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
        return await answer

    async def close(self) -> None:
        """Nothing is held."""


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult] | OSError:
    try:
        found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    except OSError as error:
        return error
    except UnicodeError as error:
        return OSError(str(error))
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return [
        ResolveResult(hostname=host, host=str(address[0]), port=port, family=kind, proto=proto, flags=flags)
        for kind, _, proto, _, address in found
    ]


def _session(user_agent: str, at_once: int, timeout: aiohttp.ClientTimeout) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=at_once, resolver=_Resolver()),
        timeout=timeout,
        headers={"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate, br"},
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        max_line_size=_LONG_LINE,
        max_field_size=_LONG_LINE,
    )


def _host(request: Request) -> str:
    """Host and port; nothing for what is no web address."""
    try:
        parts = urlsplit(request.url)
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme.lower() in {"http", "https"} else ""


async def _fetch(session: aiohttp.ClientSession, request: Request, max_bytes: int) -> Outcome:
    """The one edge at which the library's exceptions become outcomes."""
    try:
        async with session.get(request.url, headers=_headers(request), max_redirects=MOST_REDIRECTS) as response:
            if response.status == 304:
                return Unchanged()
            if response.status != 200:
                return Failed(what=f"HTTP {response.status}", todo=_TODO.get(response.status, _LATER))
            body = _unpack(await _read(response, max_bytes), response.headers.get("Content-Encoding", ""), max_bytes)
            return _fetched(response, body)
    except _TooLargeError:
        return Failed(what=f"larger than {max_bytes:,} bytes", todo="ask the publisher for a shorter feed")
    except Exception as error:  # one feed's trouble, of whatever kind, stays its own
        return _failed(error)


def _headers(request: Request) -> dict[str, str]:
    headers = {"Accept": request.accept}
    for name, value in (("If-None-Match", request.etag), ("If-Modified-Since", request.last_modified)):
        # aiohttp writes headers as UTF-8: what was not UTF-8 cannot be sent back as it came, so it is not sent.
        with suppress(UnicodeError):
            headers |= {name: value.encode("latin-1").decode()} if value else {}
    return headers


async def _read(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > max_bytes:
            raise _TooLargeError
    return bytes(body)


def _fetched(response: aiohttp.ClientResponse, body: bytes) -> Fetched:
    raw = {name.lower(): value.decode("latin-1") for name, value in response.raw_headers}
    try:
        charset = (response.charset or "").lower()
    except ValueError:
        charset = ""
    return Fetched(
        url=str(response.url),
        body=body,
        content_type=raw.get(b"content-type", "").partition(";")[0].strip().lower(),
        charset=charset,
        etag=raw.get(b"etag", ""),
        last_modified=raw.get(b"last-modified", ""),
    )


def _unpack(packed: bytes, encoding: str, max_bytes: int) -> bytes:
    """Undo a content encoding, stopping soon after the limit. What only says that it is packed stays as it is."""
    unpackers: dict[str, Callable[[bytes, int], bytes]] = {
        "gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate, "br": _unbrotli,
    }  # fmt: skip
    unpack = unpackers.get(encoding.strip().lower())
    if unpack is None or packed.lstrip()[:1] in {b"<", b"{"}:
        return packed
    body = unpack(packed, max_bytes + 1)
    if len(body) > max_bytes:
        raise _TooLargeError
    return body


def _gunzip(packed: bytes, most: int) -> bytes:
    body = b""
    while packed.startswith(_GZIP) and len(body) < most:
        member, packed = _inflated(packed, most - len(body), zlib.MAX_WBITS | 16)
        body += member
    return body


def _inflate(packed: bytes, most: int) -> bytes:
    try:
        return _inflated(packed, most, zlib.MAX_WBITS)[0]
    except zlib.error:  # many servers leave out the zlib wrapper that the standard asks for
        return _inflated(packed, most, -zlib.MAX_WBITS)[0]


def _inflated(packed: bytes, most: int, wrapper: int) -> tuple[bytes, bytes]:
    """What one compressed stream holds, and what comes after it."""
    stream = zlib.decompressobj(wrapper)
    body = stream.decompress(packed, most)
    if not stream.eof and len(body) < most:
        raise zlib.error("it ends too early")
    return body, stream.unused_data


def _unbrotli(packed: bytes, most: int) -> bytes:
    stream = brotli.Decompressor()
    body = bytes(stream.process(packed, output_buffer_limit=most))
    if not stream.is_finished() and len(body) < most:
        raise brotli.error("it ends too early")
    return body


class _TooLargeError(Exception):
    """The document goes on beyond the limit."""


def _failed(error: Exception) -> Failed:
    if isinstance(error, aiohttp.ClientConnectorError) and not isinstance(error, _SAID_BY_KIND):
        return _unreachable(f"no connection ({os.strerror(error.errno or errno.EHOSTUNREACH)})")
    for kinds, failed in _KINDS:
        if isinstance(error, kinds):
            return failed
    return Failed(what=f"could not be fetched ({type(error).__name__})", todo="check its url in feeds.yaml")


def _unreachable(what: str) -> Failed:
    return Failed(what=what, todo="check its url in feeds.yaml and this machine's network", unreachable=True)


_SAID_BY_KIND = (aiohttp.ClientSSLError, aiohttp.ClientConnectorDNSError)
_KINDS: tuple[tuple[tuple[type[Exception], ...], Failed], ...] = (  # the first that fits speaks
    (
        (aiohttp.ClientSSLError, ssl.SSLError),
        Failed(what="no safe connection (its TLS certificate is not valid)", todo="tell the publisher"),
    ),
    ((aiohttp.ClientConnectorDNSError,), _unreachable("the name of its host is not known")),
    ((aiohttp.ConnectionTimeoutError,), _unreachable("no connection in time")),
    ((TimeoutError,), Failed(what="no whole answer in time", todo=_LATER)),
    ((aiohttp.RedirectClientError,), Failed(what="it redirects to what is no web address", todo=_TODO[404])),
    ((aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError), _NO_ADDRESS),
    ((aiohttp.TooManyRedirects,), Failed(what=f"more than {MOST_REDIRECTS} redirects", todo=_TODO[404])),
    ((aiohttp.ClientResponseError,), Failed(what="the answer is not HTTP", todo=_LATER)),
    (
        (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError, aiohttp.ClientOSError),
        Failed(what="the connection was cut before the answer ended", todo=_LATER),
    ),
    ((zlib.error, brotli.error), Failed(what="its compression cannot be undone", todo=_LATER)),
)
