"""A reader in a real browser: from page to page, without scripts, on a phone, in the dark, on paper."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Response

from bench.browsing import chromium
from tests.browsing import browser_page, under_a_path
from tests.sites import KINDS, address_of

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]

AXE = Path(os.environ.get("DIGEST_AXE") or "axe.min.js")
"""Deque's axe-core (npm `axe-core`), as a file; it is not shipped with this."""

LIMITS = {"": 150_000, "2026/11/20/": 90_000}
"""How many bytes a page may move to a reader who was never here, from a server that packs what can be packed."""

_AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_SHIFT = """new Promise((done) => { let all = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) all += one.value; })
  .observe({type: "layout-shift", buffered: true}); setTimeout(() => done(all), 300); })"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this file; each has a tab with an empty cache."""
    with chromium() as one:
        yield one


@pytest.fixture
def address(built: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the site, below a path of its host."""
    with under_a_path(built / "site", tmp_path / "base") as one:
        yield one


def through(page: Page, address: str) -> None:
    """From the front page to a brief, a story that goes on, an account, the archive, an outlet, and back."""
    page.goto(address)
    page.locator(".rail__days h3 a").first.click()
    page.wait_for_url("**/2026/11/19/")
    page.locator(".chip--note a[href*='/s/']").first.click()
    page.wait_for_url("**/s/**")
    page.locator(".telling .kicker a").first.click()
    page.wait_for_url("**/2026/11/**")
    page.locator(".mast__sections a", has_text="Standings").click()
    page.wait_for_url("**/standings/")
    page.locator(".league th a", has_text="Embassy of France").first.click()
    page.wait_for_url("**/a/one/")
    assert page.locator(".facts__lead b").inner_text() == "51,679"
    page.locator(".mast__sections a", has_text="Archive").click()
    page.wait_for_url("**/archive/")
    page.locator(".calendar td a").first.click()
    page.wait_for_url("**/2026/11/**")
    page.locator(".chip__cited").first.click()
    page.wait_for_url("**/outlets/**")
    page.locator(".items a[href*='/2026/11/']").first.click()
    page.wait_for_url("**/2026/11/**")
    page.locator(".mast__name").click()
    page.wait_for_url(address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_reader_goes_through(browser: Browser, address: str, width: int, scheme: Scheme) -> None:
    """From the front page to brief, thread, account, archive, outlet and back, by phone and desk, by day and night."""
    with browser_page(width, browser=browser) as page:
        page.emulate_media(color_scheme=scheme)
        through(page, address)


def test_a_reader_needs_no_scripts(browser: Browser, address: str) -> None:
    """The same way without scripts; the rail of a brief then leads to the newest brief and the archive."""
    with browser_page(scripts=False, browser=browser) as page:
        through(page, address)
        page.goto(f"{address}2026/11/20/")
        assert page.locator(".rail__more a").count() == 2
        assert page.locator("[data-colours-button]").is_hidden()
        page.locator(".chip--why summary").first.click()
        assert page.locator(".chip--why li").first.is_visible()


def test_the_colours_are_the_readers_choice(browser: Browser, address: str) -> None:
    """The page follows the device until the button says otherwise, and the choice holds on the next page."""
    with browser_page(browser=browser) as page:
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


def test_who_comes_back_sees_what_is_new(browser: Browser, address: str) -> None:
    """A first visit marks nothing; a later one marks what came since, on the front page alone, and nothing moves."""
    with browser_page(browser=browser) as page:
        page.clock.set_fixed_time("2026-11-18T12:00:00Z")
        page.goto(address)
        assert page.locator(".new").count() == 0
        page.clock.set_fixed_time("2026-11-20T12:00:00Z")
        page.goto(address)
        marked = page.locator(".rail__days li:has(.new) h3 a").evaluate_all("all => all.map((one) => one.href)")
        assert [one.removeprefix(address) for one in marked] == ["2026/11/19/"]
        assert page.evaluate(_SHIFT) < 0.05
        page.goto(address)
        assert page.locator(".new").count() == len(marked)


def test_outlets_stand_in_rows_on_a_phone(browser: Browser, address: str) -> None:
    """A phone leaves out that an outlet is private, which a desk shows; readers who listen hear it on both."""
    shown = "(node) => node.getBoundingClientRect().width > 2"
    for width in (390, 1280):
        with browser_page(width, browser=browser) as page:
            page.goto(f"{address}2026/11/20/")
            usual = page.locator(".chip__owner--usual").first
            assert usual.evaluate(shown) == (width == 1280)
            assert "private" in usual.inner_text()


def test_a_list_alone_takes_the_whole_width(browser: Browser, address: str) -> None:
    """Several lists below the brief stand in columns; where there is one, no column beside it stays empty."""
    share = "(card) => card.getBoundingClientRect().width / card.parentElement.getBoundingClientRect().width"
    with browser_page(browser=browser) as page:
        page.goto(address)
        card = page.locator(".inside > .card").first
        assert card.evaluate(share) < 0.5
        page.locator(".inside > .card ~ .card").evaluate_all("all => all.forEach((one) => one.remove())")
        assert card.evaluate(share) == 1


@pytest.mark.parametrize("family", ["serif", "sans"])
def test_english_marks_are_narrow(browser: Browser, address: str, family: str) -> None:
    """An apostrophe takes no more room than a letter, also where only a Chinese face is there to draw English."""
    width = """async (family) => {
        const mark = document.body.appendChild(document.createElement("span"));
        mark.style = `position: absolute; font: 100px var(--${family})`;
        mark.textContent = "’";
        mark.getBoundingClientRect();
        await document.fonts.ready;
        return mark.getBoundingClientRect().width;
    }"""
    with browser_page(browser=browser) as page:
        page.goto(address)
        assert page.evaluate(width, family) < 50


@pytest.mark.parametrize("path", LIMITS)
def test_pages_are_light(browser: Browser, address: str, path: str) -> None:
    """What a first visit to a brief or to the front page moves keeps to its limit, search and typeface included."""
    with browser_page(browser=browser) as page:
        answers: dict[str, Response] = {}

        def keep(answer: Response) -> None:
            answers.setdefault(answer.url, answer)

        page.on("response", keep)
        page.goto(f"{address}{path}", wait_until="networkidle")
        moved = sum(_packed(one) for one in answers.values())
    assert len(answers) > 4
    assert moved < LIMITS[path]


def _packed(answer: Response) -> int:
    """The bytes of an answer as a web server sends them, with a kilobyte for its head."""
    body = answer.body()
    text = answer.headers["content-type"].startswith(("text/", "application/j", "image/svg"))
    return 1_000 + len(gzip.compress(body) if text else body)


def test_a_brief_fits_on_two_sheets(browser: Browser, address: str) -> None:
    """On paper a brief is at most two sheets, its links told in full beside their words."""
    with browser_page(browser=browser) as page:
        page.goto(f"{address}2026/11/20/", wait_until="networkidle")
        sheets = page.pdf(format="A4")
        assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", sheets)) <= 2
        page.emulate_media(media="print")
        after = "getComputedStyle(document.querySelector('.line h2 a'), '::after').content"
        assert "https://" in page.evaluate(after)
        assert page.locator(".rail").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("site", ["built", "chinese"])
def test_everyone_can_read(
    browser: Browser, site: str, request: pytest.FixtureRequest, tmp_path: Path, width: int, scheme: Scheme
) -> None:
    """On no kind of page anything moves, hangs over the edge or violates WCAG 2.2 AA as axe-core judges it: light and
    dark, phone and desk, English and Chinese."""
    folder: Path = request.getfixturevalue(site) / "site"
    found: list[str] = []
    with (
        under_a_path(folder, tmp_path / "base") as address,
        browser_page(width, browser=browser) as page,
    ):
        page.emulate_media(color_scheme=scheme)
        for path in (address_of(kind, folder) for kind in KINDS):
            page.goto(f"{address}{path}", wait_until="networkidle")
            if page.evaluate(_SHIFT) >= 0.05:
                found.append(f"{path}: moves")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{path}: too wide")
            found += [f"{path}: {fault}" for fault in _barriers(page)]
    assert found == []


@pytest.mark.skipif(not AXE.is_file(), reason="DIGEST_AXE names no axe.min.js")
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_search(browser: Browser, address: str, width: int, scheme: Scheme) -> None:
    """axe-core finds nothing in the open search: empty, with results, narrowed, without any, and on its own page."""
    found: list[str] = []
    with browser_page(width, browser=browser) as page:
        page.emulate_media(color_scheme=scheme)
        page.goto(address, wait_until="networkidle")
        page.keyboard.press("/")
        page.get_by_text("lines, figures and pages").wait_for()
        found += [f"empty: {one}" for one in _barriers(page)]
        page.keyboard.type("talks")
        page.locator(".search__hit").first.wait_for()
        found += [f"results: {one}" for one in _barriers(page)]
        page.click(".search__toggle")
        page.select_option("select[name=sort]", "newest")
        page.locator(".search__hit").first.wait_for()
        found += [f"narrowed: {one}" for one in _barriers(page)]
        page.fill(".search__input", "zzzz")
        page.get_by_text("Nothing found").wait_for()
        found += [f"nothing: {one}" for one in _barriers(page)]
        page.goto(f"{address}search/?q=talks&sort=newest", wait_until="networkidle")
        page.locator(".search__hit").first.wait_for()
        found += [f"page: {one}" for one in _barriers(page)]
    assert found == []


def _barriers(page: Page) -> list[str]:
    """What axe-core finds, if it is there."""
    if not AXE.is_file():
        return []
    page.evaluate(AXE.read_text(encoding="utf-8"))
    told = page.evaluate("(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", _AXE_TAGS)
    return [f"{one['id']} {one['nodes'][0]['html'][:120]}" for one in told["violations"]]
