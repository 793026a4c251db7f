"""A reader in a real browser: from page to page, without scripts, on a phone, in the dark, on paper."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bench.browsing import tab
from tests.browsing import browser_page, under_a_path
from tests.test_engines import built

__all__ = ["built"]

pytestmark = pytest.mark.browser

AXE = Path(os.environ.get("DIGEST_AXE") or "axe.min.js")
"""Deque's axe-core (npm `axe-core`), as a file; it is not shipped with this."""

KINDS = (
    *("", "2026/11/20/", "2026/11/", "2026/", "archive/", "topics/", "t/talks/", "c/", "c/FR/", "outlets/alpha/"),
    *("sources/", "standings/", "record/", "corrections/", "subscribe/", "about/", "method/", "search/", "404.html"),
    *("letters/", "standings/movers/", "weeks/2026-W47/"),
)
_SHIFT = """new Promise((done) => { let all = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) all += one.value; })
  .observe({type: "layout-shift", buffered: true}); setTimeout(() => done(all), 300); })"""
_BYTES = """performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .reduce((sum, one) => sum + one.transferSize, 0)"""


def through(page: Page, address: str) -> None:
    """From the front page to a brief, its outlet, the archive, and back."""
    page.set_default_timeout(15_000)
    page.goto(address)
    page.locator(".front__lead .headline a").click()
    page.wait_for_url("**/2026/11/**")
    page.locator(".chip__cited").first.click()
    page.wait_for_url("**/outlets/**")
    page.locator(".items a[href*='/2026/11/']").first.click()
    page.wait_for_url("**/2026/11/**")
    page.locator(".mast__sections a", has_text="Archive").click()
    page.wait_for_url("**/archive/")
    page.locator(".calendar td a").first.click()
    page.wait_for_url("**/2026/11/**")
    page.locator(".mast__name").click()
    page.wait_for_url(address)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reader_goes_through(built: Path, tmp_path: Path, width: int) -> None:
    """From the front page to brief, outlet, archive and back, on a phone and on a desk, without a fault."""
    with under_a_path(built / "site", tmp_path / "base") as address, browser_page(width) as page:
        through(page, address)


def test_a_reader_needs_no_scripts(built: Path, tmp_path: Path) -> None:
    """The same way without scripts; the rail of a brief then leads to the newest brief and the archive."""
    with under_a_path(built / "site", tmp_path / "base") as address, tab(scripts=False) as page:
        through(page, address)
        page.goto(f"{address}2026/11/20/")
        assert page.locator(".rail__more a").count() == 2
        assert page.locator("[data-colours-button]").is_hidden()
        page.locator(".chip--why summary").first.click()
        assert page.locator(".chip--why li").first.is_visible()


def test_the_colours_are_the_readers_choice(built: Path, tmp_path: Path) -> None:
    """The page follows the device until the button says otherwise, and the choice holds on the next page."""
    with under_a_path(built / "site", tmp_path / "base") as address, browser_page() as page:
        page.emulate_media(color_scheme="dark")
        page.goto(address)
        paper = "getComputedStyle(document.body).backgroundColor"
        dark = page.evaluate(paper)
        page.click("[data-colours-button]")
        light = page.evaluate(paper)
        assert dark != light
        page.goto(f"{address}archive/")
        assert page.evaluate(paper) == light
        page.click("[data-colours-button]")
        assert page.evaluate(paper) == dark


def test_outlets_stand_in_rows_on_a_phone(built: Path, tmp_path: Path) -> None:
    """A phone leaves out that an outlet is private, which a desk shows; readers who listen hear it on both."""
    shown = "(node) => node.getBoundingClientRect().width > 2"
    with under_a_path(built / "site", tmp_path / "base") as address:
        for width in (390, 1280):
            with browser_page(width) as page:
                page.goto(f"{address}2026/11/20/")
                usual = page.locator(".chip__owner--usual").first
                assert usual.evaluate(shown) == (width == 1280)
                assert "private" in usual.inner_text()


def test_pages_are_light_and_stand_still(built: Path, tmp_path: Path) -> None:
    """Nothing moves while a page loads, and a brief weighs less than its limit even unpacked by no server."""
    with under_a_path(built / "site", tmp_path / "base") as address:
        for path in ("", "2026/11/20/"):
            with browser_page(390) as page:
                page.goto(f"{address}{path}", wait_until="networkidle")
                assert page.evaluate(_SHIFT) < 0.05
                assert page.evaluate(_BYTES) < 300_000


def test_a_brief_fits_on_two_sheets(built: Path, tmp_path: Path) -> None:
    """On paper a brief is at most two sheets, its links told in full beside their words."""
    with under_a_path(built / "site", tmp_path / "base") as address, browser_page() as page:
        page.goto(f"{address}2026/11/20/", wait_until="networkidle")
        sheets = page.pdf(format="A4")
        assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", sheets)) <= 2
        page.emulate_media(media="print")
        after = "getComputedStyle(document.querySelector('.line h2 a'), '::after').content"
        assert "https://" in page.evaluate(after)
        assert page.locator(".rail").is_hidden()


def violations(page: Page) -> list[str]:
    """What axe-core has against a page as it stands, by the rules of WCAG 2.2 AA."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    told = page.evaluate("(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags)
    return [f"{one['id']} {one['nodes'][0]['html'][:120]}" for one in told["violations"]]


@pytest.mark.skipif(not AXE.is_file(), reason="DIGEST_AXE names no axe.min.js")
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_read(built: Path, tmp_path: Path, width: int, scheme: str) -> None:
    """axe-core finds no violation of WCAG 2.2 AA on any kind of page, light and dark, phone and desk."""
    found: list[str] = []
    with under_a_path(built / "site", tmp_path / "base") as address, browser_page(width) as page:
        page.emulate_media(color_scheme=scheme)
        for path in KINDS:
            page.goto(f"{address}{path}", wait_until="networkidle")
            found += [f"{path}: {one}" for one in violations(page)]
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert found == []


@pytest.mark.skipif(not AXE.is_file(), reason="DIGEST_AXE names no axe.min.js")
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_search(built: Path, tmp_path: Path, width: int, scheme: str) -> None:
    """axe-core finds nothing in the open search: empty, with results, narrowed, without any, and on its own page."""
    found: list[str] = []
    with under_a_path(built / "site", tmp_path / "base") as address, browser_page(width) as page:
        page.emulate_media(color_scheme=scheme)
        page.goto(address, wait_until="networkidle")
        page.keyboard.press("/")
        page.get_by_text("lines, figures and pages").wait_for()
        found += [f"empty: {one}" for one in violations(page)]
        page.keyboard.type("talks")
        page.locator(".search__hit").first.wait_for()
        found += [f"results: {one}" for one in violations(page)]
        page.click(".search__toggle")
        page.select_option("select[name=sort]", "newest")
        page.locator(".search__hit").first.wait_for()
        found += [f"narrowed: {one}" for one in violations(page)]
        page.fill(".search__input", "zzzz")
        page.get_by_text("Nothing found").wait_for()
        found += [f"nothing: {one}" for one in violations(page)]
        page.goto(f"{address}search/?q=talks&sort=newest", wait_until="networkidle")
        page.locator(".search__hit").first.wait_for()
        found += [f"page: {one}" for one in violations(page)]
    assert found == []
