"""The same pages by another engine, and the site under a path."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.alike import differences
from tests.browsing import browser_page, under_a_path
from tests.newsrooms import digest

ZENSICAL = os.environ.get("DIGEST_ZENSICAL") or shutil.which("zensical")
NOW = "2026-11-20T03:00Z"


@pytest.mark.skipif(not ZENSICAL, reason="DIGEST_ZENSICAL names no program of Zensical")
@pytest.mark.parametrize("site", ["built", "chinese"])
def test_zensical_makes_the_same_pages(site: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Every page has the same text, ids and links by either engine, hostile headlines included."""
    made: Path = request.getfixturevalue(site)
    room = shutil.copytree(made, tmp_path / "room")
    digest(room, "build", "--engine", "zensical", "--zensical", str(ZENSICAL), "--now", NOW)
    assert differences(made / "site", room / "site") == []
    digest(room, "build", "--now", NOW)
    assert differences(made / "site", room / "site") == []


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
