"""A loopback web server with whatever answers a test needs."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

from digest.model import Manners

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1"))
"""Where these servers stand: networks that a pull must be allowed to ask."""

MANNERS = Manners(
    user_agent="test", apart=0, every=timedelta(), allow_private=LOOPBACK, connect=60, idle=60, seconds=60
)
"""Manners towards them: they need no pauses, but patience where the machine is busy."""

Reply = tuple[int, Mapping[str, str], bytes]
"""Status, headers, body."""

Route = Reply | Callable[["Asked"], Reply | None]
"""An answer, or what makes one; None cuts the connection without any."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came: path without and with its query, headers by lower-case name, seconds on a steady clock.

    `body` is what was posted.
    """

    path: str
    target: str
    headers: Mapping[str, str]
    at: float
    body: bytes = b""


@dataclass(slots=True)
class Site:
    """A running server: its address, its routes by path (they may change at any time), what it was asked so far."""

    url: str
    routes: dict[str, Route]
    asked: list[Asked] = field(default_factory=list)
    busy: int = 0
    busiest: int = 0


@contextmanager
def serving(routes: Mapping[str, Route] | None = None, host: str = "127.0.0.1", port: int = 0) -> Iterator[Site]:
    """Serve on a free port (or that one) of a loopback address while the block runs; unknown paths get 404."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.do_GET(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def do_GET(self, body: bytes = b"") -> None:
            asked = Asked(
                path=self.path.partition("?")[0],
                target=self.path,
                headers={name.lower(): value for name, value in self.headers.items()},
                at=time.monotonic(),
                body=body,
            )
            with lock:
                site.asked.append(asked)
                site.busy += 1
                site.busiest = max(site.busiest, site.busy)
            try:
                route = site.routes.get(asked.path, (404, {}, b"no such page"))
                reply = route(asked) if callable(route) else route
            finally:
                with lock:
                    site.busy -= 1
            if reply is None:
                self.close_connection = True
                return
            status, headers, body = reply
            self.send_response_only(status)
            if "Date" not in headers:
                self.send_header("Date", self.date_time_string())
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:  # the client had enough
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes away is no error here."""

    server = Server((host, port), Handler)
    site = Site(url=f"http://{host}:{server.server_port}", routes=dict(routes or {}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def saying(*pieces: bytes, pause: float = 0.0) -> Iterator[str]:
    """The address of a server that says to everybody just these bytes, seconds apart, whatever HTTP may be."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            for number, piece in enumerate(pieces):
                if number and closing.wait(pause):
                    return
                try:
                    self.request.sendall(piece)
                except OSError:  # the client had enough
                    return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 128

    closing = threading.Event()
    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            closing.set()
            server.shutdown()


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with refusing() as (port,):
        return port


@contextmanager
def refusing(count: int = 1) -> Iterator[tuple[int, ...]]:
    """Ports of 127.0.0.1 that take no connection and that nobody else can have while the block runs."""
    with ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in held:
            one.bind(("127.0.0.1", 0))
        yield tuple(one.getsockname()[1] for one in held)


def rss(*items: str, title: str = "A feed", link: str = "https://news.example/") -> bytes:
    """An RSS 2.0 document around items that are XML already."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>{link}</link><description>d</description>{''.join(items)}</channel></rss>"
    ).encode()


def item(title: str, guid: str = "", link: str = "", date: str = "", body: str = "") -> str:
    """An RSS item; what is empty is left out."""
    parts = {"title": title, "guid": guid, "link": link, "pubDate": date, "description": body}
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in parts.items() if value) + "</item>"
