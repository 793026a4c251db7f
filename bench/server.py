"""A server of feeds over forty loopback hosts, in a process of its own: 50 ms late, gzip, ETag and 304."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from aiohttp import web

from bench.documents import feed_documents
from bench.values import ROOT

_HOSTS = [f"127.0.0.{number}" for number in range(1, 41)]
_DELAY = 0.05


@dataclass(frozen=True, slots=True)
class _Packed:
    body: bytes
    etag: str


@contextlib.contextmanager
def serving(material: Path | None) -> Iterator[tuple[str, ...]]:
    """Serve while the block runs; gives the hosts' addresses. Each has any number of feeds (`feed_urls`)."""
    command = [sys.executable, "-m", "bench.server", *([str(material)] if material else [])]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield tuple(process.stdout.readline().split() if process.stdout else ())
        finally:
            process.terminate()


def feed_urls(addresses: tuple[str, ...], n: int) -> list[str]:
    """Addresses of n feeds, neighbours on different hosts."""
    return [f"{addresses[number % len(addresses)]}/feed/{number}" for number in range(n)]


def asked(addresses: tuple[str, ...]) -> int:
    """How many feeds were asked for so far."""
    with urllib.request.urlopen(f"{addresses[0]}/asked") as answer:
        return int(answer.read())


async def _serve(documents: list[bytes]) -> None:
    feeds = [_packed(document) for document in documents]

    times = 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal times
        times += 1
        await asyncio.sleep(_DELAY)
        one = feeds[int(request.match_info["number"]) % len(feeds)]
        headers = {"ETag": one.etag, "Content-Type": "application/xml"}
        if request.headers.get("If-None-Match") == one.etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=one.body, headers={**headers, "Content-Encoding": "gzip"})

    async def tell(_: web.Request) -> web.Response:
        return web.Response(text=str(times))

    app = web.Application()
    app.router.add_get("/asked", tell)
    app.router.add_get(r"/feed/{number:\d+}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    for host in _HOSTS:
        await web.TCPSite(runner, host, 0).start()
    print(*(f"http://{host}:{port}" for host, port in runner.addresses), flush=True)
    parent = os.getppid()
    while os.getppid() == parent:  # whoever asked for it may be gone without having said so
        await asyncio.sleep(1)


def _packed(document: bytes) -> _Packed:
    return _Packed(gzip.compress(document, 6), f'"{blake2b(document, digest_size=8).hexdigest()}"')


if __name__ == "__main__":
    asyncio.run(_serve(feed_documents(Path(sys.argv[1]) if len(sys.argv) > 1 else None)))
