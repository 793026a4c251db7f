"""Built pages in a real browser: a folder served on loopback, and Chromium without a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, sync_playwright

from tests.conftest import CHROMIUM


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder's files on loopback; gives the address of its root, which ends with a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def under_a_path(site: Path, base: Path) -> Iterator[str]:
    """A built site below /daily/ of a loopback host; `base` is a new folder for its sake."""
    base.mkdir()
    (base / "daily").symlink_to(site)
    with served(base) as address:
        yield f"{address}daily/"


@contextmanager
def bare_page(width: int = 1280, height: int = 844) -> Iterator[Page]:
    """A page of Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser.new_page(viewport={"width": width, "height": height})
        browser.close()


@contextmanager
def browser_page(width: int = 1280, height: int = 844) -> Iterator[Page]:
    """A page of Chromium that fails the test on any console error, failed answer or request to another host."""
    faults: list[str] = []
    with bare_page(width, height) as page:
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
        page.on("request", lambda ask: None if _ours(ask.url) else faults.append(ask.url))
        yield page
    assert faults == []


def _ours(url: str) -> bool:
    return "127.0.0.1" in url or url.startswith(("data:", "file:"))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""
