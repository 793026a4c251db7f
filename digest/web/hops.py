"""One request to one server, and what its answer comes to."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import quote

import aiohttp
from yarl import URL

from digest.model import Failed, Fetched, Manners, Unchanged
from digest.web import answers
from digest.web.failures import answered, failed
from digest.web.guard import guarded
from digest.web.names import LookUp, Resolver
from digest.web.requests import Request, web_address
from digest.web.unpacking import TooLarge, Unpacking

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONG_LINE = 32_768  # bytes of one header: some servers write their whole policy into one
_MANY_HEADERS = 600
_LISTS = frozenset({"cache-control", "content-encoding"})
_ASCII = bytes(range(0x20, 0x7F))
_AS_SENT = "as it is sent"
_KEPT_ALIVE = 3.0  # seconds: longer than hosts' next turns are apart, too short for thousands of idle connections


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """The document is said to be elsewhere; `target` as the server wrote it."""

    status: int
    target: str


Answer = Fetched | Unchanged | Failed | Redirect


def session(manners: Manners, look_up: LookUp) -> aiohttp.ClientSession:
    """Connections within the manners: the time limits of one hop, guarded addresses, no cookies, nothing unpacked."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            limit=manners.at_once,
            resolver=Resolver(look_up),
            socket_factory=guarded(manners.allow_private),
            keepalive_timeout=_KEPT_ALIVE,
        ),
        timeout=aiohttp.ClientTimeout(
            total=None, connect=manners.connect, sock_connect=manners.connect, sock_read=manners.idle
        ),
        headers={"User-Agent": manners.user_agent, "Accept-Encoding": "gzip, deflate, br"},
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        max_line_size=_LONG_LINE,
        max_field_size=_LONG_LINE,
        max_headers=_MANY_HEADERS,
    )


async def ask(web: aiohttp.ClientSession, request: Request, url: URL, manners: Manners) -> Answer:
    """Ask `url` on behalf of a request. Raises what the library raises as long as no answer has begun."""
    method, data = ("POST", request.body) if request.body else ("GET", None)
    async with web.request(method, url, data=data, headers=_headers(request, url), allow_redirects=False) as response:
        try:
            return await _answer(response, request, manners)
        except Exception as error:  # a document's trouble, of whatever kind, stays its own
            return replace(failed(error), status=response.status)


async def _answer(response: aiohttp.ClientResponse, request: Request, manners: Manners) -> Answer:
    status, headers = response.status, _raw(response)
    if status == 200:
        return _fetched(response, headers, await _body(response, headers, manners))
    if status == 304 and (request.etag or request.last_modified):
        return Unchanged(
            etag=headers.get("etag", ""), last_modified=headers.get("last-modified", ""), good_for=_good_for(headers)
        )
    if status in _REDIRECTS and "location" in headers:
        return Redirect(status=status, target=_address(headers["location"]))
    asks_for_time = status in {429, 503}
    wait = answers.wait(retry_after=headers.get("retry-after", ""), date=headers.get("date", ""))
    return answered(status, wait if asks_for_time else None)


def _headers(request: Request, url: URL) -> dict[str, str]:
    """What is asked beyond the address.

    Validators go along a whole chain of redirects: they stem from its end, and no other server knows them. A caller's
    own headers stay with the origin that they were written for.
    """
    headers = {**_own(request, url), "Accept": request.accept}
    for name, value in (("If-None-Match", request.etag), ("If-Modified-Since", request.last_modified)):
        if value:
            # aiohttp writes headers as UTF-8: what was not UTF-8 cannot be sent back as it came, so it is not sent.
            with suppress(UnicodeError):
                headers[name] = value.encode("latin-1").decode()
    return headers


def _own(request: Request, url: URL) -> dict[str, str]:
    if not request.headers:
        return {}
    home = web_address(request.url)
    return dict(request.headers) if home and home.origin() == url.origin() else {}


def _raw(response: aiohttp.ClientResponse) -> dict[str, str]:
    """The headers by lower-case name, byte for byte as latin-1; of one that came several times, all with commas."""
    headers: dict[str, str] = {}
    for name, value in response.raw_headers:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in _LISTS and key in headers else text
    return headers


async def _body(response: aiohttp.ClientResponse, headers: Mapping[str, str], manners: Manners) -> bytes:
    most = manners.wire_bytes
    if (response.content_length or 0) > most:
        raise TooLarge(most, _AS_SENT)
    unpacking = Unpacking(headers.get("content-encoding", ""), manners.max_bytes)
    sent = 0
    async for piece in response.content.iter_any():
        sent += len(piece)
        if sent > most:
            raise TooLarge(most, _AS_SENT)
        unpacking.add(piece)
    return unpacking.whole()


def _fetched(response: aiohttp.ClientResponse, headers: Mapping[str, str], body: bytes) -> Fetched:
    try:
        charset = (response.charset or "").lower()
    except ValueError:
        charset = ""
    return Fetched(
        url=str(response.url),
        body=body,
        charset=charset,
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        good_for=_good_for(headers),
    )


def _good_for(headers: Mapping[str, str]) -> timedelta:
    return answers.good_for(
        cache_control=headers.get("cache-control", ""),
        expires=headers.get("expires", ""),
        date=headers.get("date", ""),
        age=headers.get("age", ""),
    )


def _address(location: str) -> str:
    """A Location as text: UTF-8 where its bytes are that, else byte for byte, as browsers do it."""
    raw = location.encode("latin-1")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return quote(raw, safe=_ASCII)
