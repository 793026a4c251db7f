"""The same pages by another engine, and the site under a path."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.alike import differences
from tests.browsing import browser_page, under_a_path
from tests.newsrooms import Item, digest, newsroom, serve_items
from tests.serving import serving

ZENSICAL = os.environ.get("DIGEST_ZENSICAL") or shutil.which("zensical")
FIRST = datetime(2026, 11, 18, 3, tzinfo=UTC)
OUTLETS = ("alpha", "beta", "gamma")
HEADLINES = (
    "Envoy opens talks on the water of Lake Vlad in Bern",
    "Summit on <b>fish & chips</b> {{ 7*7 }} ends without a treaty",
    "Ambassador leaves Oslo after a row over fishing sanctions",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom of three days and three outlets, built by MkDocs."""
    folder = tmp_path_factory.mktemp("engines") / "newsroom"
    with serving() as server:
        newsroom(folder, server, OUTLETS)
        for back in range(3):
            now = FIRST + timedelta(days=back)
            items = [Item(outlet, f"{HEADLINES[back]}", now - timedelta(hours=2)) for outlet in OUTLETS]
            serve_items(server, OUTLETS, items)
            digest(folder, "pull", "--now", now.isoformat())
            digest(folder, "brief", "--now", now.isoformat())
        digest(folder, "build", "--now", now.isoformat())
    return folder


@pytest.mark.skipif(not ZENSICAL, reason="DIGEST_ZENSICAL names no program of Zensical")
def test_zensical_makes_the_same_pages(built: Path, tmp_path: Path) -> None:
    """Every page has the same text, ids and links by either engine, hostile headlines included."""
    shutil.copytree(built / "site", tmp_path / "mkdocs")
    digest(built, "build", "--engine", "zensical", "--zensical", str(ZENSICAL), "--now", FIRST.isoformat())
    assert differences(tmp_path / "mkdocs", built / "site") == []
    digest(built, "build", "--now", (FIRST + timedelta(days=2)).isoformat())
    assert differences(tmp_path / "mkdocs", built / "site") == []


def test_without_zensical_the_command_says_what_to_do(built: Path) -> None:
    """A program that is not there ends the command with a sentence that says how to get it."""
    done = digest(built, "build", "--engine", "zensical", "--zensical", "/nowhere/zensical", code=1)
    assert "pip install zensical" in done.stderr


@pytest.mark.browser
def test_every_link_holds_under_a_path(built: Path, tmp_path: Path) -> None:
    """Below a sub-path every link within the site leads to a page, and every page loads without a fault."""
    with under_a_path(built / "site", tmp_path / "base") as address, browser_page() as page:
        waiting, seen = [address], {address}
        while waiting:
            page.goto(waiting.pop())
            found = page.eval_on_selector_all("a[href]", "all => all.map((one) => one.href.split('#')[0])")
            fresh = {one for one in found if one.startswith(address)} - seen
            seen |= fresh
            waiting += [one for one in fresh if one.endswith("/")]
    assert len(seen) > 20
