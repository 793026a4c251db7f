"""Built pages in a real browser, which fails the test on any fault that it finds in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.browsing import served, tab


@contextmanager
def under_a_path(site: Path, base: Path) -> Iterator[str]:
    """A built site below /daily/ of a loopback host; `base` is a new folder for its sake."""
    base.mkdir()
    (base / "daily").symlink_to(site)
    with served(base) as address:
        yield f"{address}daily/"


@contextmanager
def browser_page(
    width: int = 1280, height: int = 844, *, scripts: bool = True, browser: Browser | None = None
) -> Iterator[Page]:
    """A page of Chromium that fails the test on any console error, failed answer or request to another host."""
    faults: list[str] = []
    with tab(width=width, height=height, scripts=scripts, browser=browser) as page:
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
        page.on("request", lambda ask: None if _ours(ask.url) else faults.append(ask.url))
        yield page
    assert faults == []


def _ours(url: str) -> bool:
    return "127.0.0.1" in url or url.startswith(("data:", "file:"))
