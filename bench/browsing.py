"""Built pages in a real browser: a folder served on loopback, and a tab of a Chromium without a window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
"""Where a Chromium is, or None."""

_PATIENCE = 120_000  # milliseconds: a busy machine is no fault of a page
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder's files on loopback, uncompressed, as the simplest server would; gives the address of its root, which
    ends with a slash."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS), timeout=_PATIENCE)
        yield browser
        browser.close()


@contextmanager
def tab(
    address: str = "", *, width: int = 1280, height: int = 844, scripts: bool = True, browser: Browser | None = None
) -> Iterator[Page]:
    """A tab with an empty cache, at an address if one is given; `scripts` says whether pages may run theirs.

    It is a tab of `browser`, else of a Chromium of its own.
    """
    with nullcontext(browser) if browser else chromium() as owner:
        context = owner.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts)
        context.set_default_timeout(_PATIENCE)
        page = context.new_page()
        if address:
            page.goto(address)
        yield page
        context.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for the acknowledgement of its head

    def log_message(self, *_: object) -> None:
        """Say nothing."""
