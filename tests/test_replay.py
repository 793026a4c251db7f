"""Ten days of real headlines, run day by day, and the site that comes of them in a real browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Literal
from urllib.request import urlopen

import pytest

from bench import known
from bench.asking import OURS
from digest import curate, publish, render
from digest import page as grammar
from digest.model import Issue
from tests.browsing import browser_page, under_a_path
from tests.newsrooms import ROOT, ROSTER, digest, fingerprint
from tests.serving import free_port

pytestmark = pytest.mark.material

FIRST = date(2025, 11, 10)
DAYS = 10
OUTLETS = 40


@pytest.fixture(scope="module")
def wire(material: Path) -> Iterator[str]:
    """The replay server's address; it answers the recorded headlines of the day that it is told."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, str(material / "tools/replay.py"), "--port", str(port)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    assert server.stdout.readline().startswith("ready")
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait()
    server.stdout.close()


def names(wire: str) -> list[str]:
    """The wire's outlets."""
    with urlopen(f"{wire}/wire/") as answer:
        found: str = answer.read().decode()
    return found.split()[:OUTLETS]


def roster(wire: str) -> str:
    """A roster of the wire's outlets, each on a loopback host of its own, with the scope of the shipped one."""
    rows = ["outlets:"]
    for name in names(wire):
        key = name.replace(".", "-")
        rows.append(f"  - {{id: {key}, name: {name}, ownership: private, role: press, language: en}}")
    rows.append("feeds:")
    for number, name in enumerate(names(wire), 1):
        address = wire.replace("127.0.0.1", f"127.0.0.{number}")
        key = name.replace(".", "-")
        rows.append(f'  - {{id: {key}-feed, outlet: {key}, url: "{address}/wire/{name}.xml"}}')
    return (
        ROSTER.split("scope:")[0] + "\n".join(rows) + "\n" + _section("scope", "topics") + _section("topics", "outlets")
    )


def _section(start: str, end: str) -> str:
    text = ROOT.joinpath("feeds.yaml").read_text()
    return text[text.index(f"\n{start}:") + 1 : text.index(f"\n{end}:") + 1]


@pytest.fixture(scope="module")
def ten_days(tmp_path_factory: pytest.TempPathFactory, wire: str) -> Path:
    """A newsroom that ran on each of ten days."""
    folder = tmp_path_factory.mktemp("replay")
    folder.joinpath("feeds.yaml").write_text(roster(wire), encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for back in range(DAYS):
        day = FIRST + timedelta(days=back)
        with urlopen(f"{wire}/_day/{day}"):
            moment = f"{day}T18:00Z"
        digest(folder, "pull", "--now", moment)
        digest(folder, "brief", "--now", moment)
    digest(folder, "run", "--now", moment)
    return folder


def issues(folder: Path) -> tuple[Issue, ...]:
    """The newsroom's briefs, newest first."""
    return publish.read_issues(folder / "content/briefs")


def test_ten_days_give_ten_briefs(ten_days: Path) -> None:
    """Each of the ten days has its brief of several lines, all but the open one published, and no title twice."""
    made = {issue.brief.day: issue.brief for issue in issues(ten_days)}
    days = [FIRST + timedelta(days=back + 1) for back in range(DAYS)]
    assert set(days) <= set(made)
    assert sum(len(made[day].lines) >= 3 for day in days) >= DAYS - 1
    words = [brief.word for brief in made.values()]
    assert len(set(words)) == len(words)


def test_the_first_run_closes_no_gap(ten_days: Path) -> None:
    """Between the oldest and the newest brief no edition is missing, even one in which nothing new was seen."""
    days = [issue.brief.day for issue in issues(ten_days)]
    assert days == [days[0] - timedelta(days=back) for back in range(len(days))]


def test_big_stories_have_several_outlets(ten_days: Path) -> None:
    """Most briefs have a story that three outlets or more tell."""
    told = [max(len(line.more) + 1 for line in issue.brief.lines) for issue in issues(ten_days) if issue.brief.lines]
    assert sum(outlets >= 3 for outlets in told) >= DAYS * 0.7


def test_no_entry_is_told_twice(ten_days: Path) -> None:
    """Across all briefs each entry is evidence once."""
    told = [one.id for issue in issues(ten_days) for one in issue.record.evidence]
    assert len(told) == len(set(told))


def test_a_day_run_twice_changes_nothing(ten_days: Path) -> None:
    """Running the last day again leaves every byte of content and site."""
    before = fingerprint(ten_days / "content", ten_days / "site")
    digest(ten_days, "run", "--now", f"{FIRST + timedelta(days=DAYS - 1)}T18:00Z")
    assert fingerprint(ten_days / "content", ten_days / "site") == before


def test_a_lost_store_costs_nothing(ten_days: Path, tmp_path: Path, wire: str) -> None:
    """Without `.digest/` and `site/`, a build gives the same site, and the next day tells nothing again."""
    folder = tmp_path / "copy"
    shutil.copytree(ten_days, folder)
    before = fingerprint(folder / "site")
    for derived in (".digest", "site"):
        shutil.rmtree(folder / derived)
    last = FIRST + timedelta(days=DAYS - 1)
    digest(folder, "build", "--now", f"{last}T18:00Z")
    assert fingerprint(folder / "site") == before
    told = {one.id for issue in issues(folder) for one in issue.record.evidence}
    with urlopen(f"{wire}/_day/{last + timedelta(days=1)}"):
        digest(folder, "pull", "--now", f"{last + timedelta(days=1)}T18:00Z")
    digest(folder, "brief", "--now", f"{last + timedelta(days=1)}T18:00Z")
    newest = issues(folder)[0]
    assert newest.brief.day == last + timedelta(days=2)
    assert newest.brief.lines
    assert not told & {one.id for one in newest.record.evidence}


@pytest.mark.browser
def test_known_lines_are_found_on_the_site(ten_days: Path) -> None:
    """Three words of a line find it on the built site, for nineteen of twenty lines among the first five."""
    roster_ = curate.load(ten_days / "feeds.yaml")
    asked = known.english(render.documents(render.SiteView(roster=roster_, issues=issues(ten_days))), 40)
    places = OURS.ranks(ten_days / "site", asked)
    assert 0 not in places
    assert sum(place <= 5 for place in places) >= 0.95 * len(asked)


@pytest.mark.browser
def test_a_reader_finds_a_story_of_the_third_day(ten_days: Path, tmp_path: Path) -> None:
    """Under a sub-path, in a real browser, a search for words of the third day's lead leads to that brief."""
    third = next(issue for issue in issues(ten_days) if issue.brief.day == FIRST + timedelta(days=3))
    lead = third.brief.lines[0]
    words = " ".join(word for word in grammar.plain(lead.text).split(",")[0].split() if word.isalpha())
    with under_a_path(ten_days / "site", tmp_path / "base") as address, browser_page() as page:
        page.goto(address)
        page.keyboard.press("/")
        page.keyboard.type(words)
        hit = page.locator(f".search__hit a[href*='{third.brief.day:%Y/%m/%d}/#']").first
        hit.wait_for()
        hit.click()
        page.wait_for_url(f"**/{third.brief.day:%Y/%m/%d}/**")
        assert page.locator(f"[id='{lead.id}']").count() == 1


@pytest.mark.browser
def test_a_reader_clicks_from_today_to_the_archive(ten_days: Path, tmp_path: Path) -> None:
    """From the front page the rail's GO leads to a brief, its previous day to another, and the archive to all."""
    with under_a_path(ten_days / "site", tmp_path / "base") as address, browser_page() as page:
        page.goto(address)
        page.get_by_text("GO", exact=True).first.click()
        page.wait_for_url("**/2025/11/**")
        first = page.url
        page.locator("a[rel=prev]").first.click()
        page.wait_for_url(lambda url: url != first)
        page.goto(f"{address}archive/")
        assert page.locator("a[href*='2025/11/']").count() >= DAYS - 1


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_their_screen(ten_days: Path, tmp_path: Path, width: int, scheme: Literal["light", "dark"]) -> None:
    """Neither on a phone nor on a desk does a page scroll sideways, in light or in dark."""
    day = issues(ten_days)[1].brief.day
    with under_a_path(ten_days / "site", tmp_path / "base") as address, browser_page() as page:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        for path in ("", f"{day:%Y/%m/%d}/", "archive/", "topics/", "standings/", "sources/"):
            page.goto(f"{address}{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
