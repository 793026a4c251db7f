"""A built site with every kind of page, in English and in Chinese; the wire is invented, hostile headlines included."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digest import page
from tests.newsrooms import ROOT, Item, digest, newsroom, serve_items
from tests.serving import serving

FIRST = datetime(2026, 11, 18, 3, tzinfo=UTC)
OUTLETS = ("alpha", "beta", "gamma")
WIRE = (
    (
        "Norland and Sudmark resume border talks in Geneva",
        "Summit on <b>fish & chips</b> {{ 7*7 }} ends without a treaty",
    ),
    ("Norland and Sudmark border talks in Geneva end with a pact on the lighthouse", "Envoy of France leaves Oslo"),
    (
        "Ambassador leaves Oslo after a row over <img src=x onerror=alert(1)> sanctions",
        "诺兰大使与南境使团在日内瓦举行会谈",
    ),
)
"""Headlines by day; the talks go on from the first to the second, so that they have a page of their own."""

ROSTER = """\
editors: [{id: anna, name: Anna Example}]
platforms:
  - {id: weibo, name: Sina Weibo, owner: Weibo Corporation, country: CN, discloses: true}
  - {id: wechat, name: WeChat, country: CN, discloses: false}
accounts:
  - {id: one, platform: weibo, handle: "@one", name: Embassy of France, office: fr, country: FR, formerly: [uno],
     kind: embassy, host: CN, source: manual}
  - {id: two, platform: weibo, handle: 大使馆, name: Embassy of "Peru" & <b>co</b>, office: pe, country: PE,
     kind: embassy, host: CN, source: manual}
  - {id: mute, platform: wechat, handle: fr, name: Embassy of France, office: fr, country: FR,
     kind: embassy, host: CN, source: manual}
"""
_COLUMNS = "subject,metric,observed,precision,value,low,high,printed,recorded,said_by,method,source,supersedes"

LETTER = """\
---
from: Mina <Roth>
place: Tarn
date: 2026-11-20
re: /2026/11/20/
---

I was there, and it rained & rained.
"""
ARTICLE = """\
---
title: Who answers in "Tarn" & <beyond>
byline: Anna Example
date: 2026-11-19
source: the Tarn Almanac
link: https://almanac.example/
standfirst: A year of questions.
---

In a year [the Tarn Almanac](https://almanac.example/) counted 12 answers.

| Asked | Answered |
|---|---|
| 40 | 12 |
"""

KINDS = (
    *("", "2026/11/20/", "2026/11/18/", "2026/11/", "2026/", "archive/", "weeks/2026-W47/", "months/2026-11/"),
    *("topics/", "t/talks/", "c/", "c/FR/", "outlets/alpha/", "sources/", "THREAD", "search/", "404.html"),
    *("standings/", "standings/movers/", "a/one/", "a/one/2025/", "a/mute/", "o/fr/", "p/weibo/"),
    *("record/", "record/2016/12/", "record/sources/", "corrections/", "letters/", "articles/", "articles/tarn/"),
    *("subscribe/", "about/", "method/", "embed/brief.html", "embed/standings.html"),
)
"""Every kind of page; `THREAD` is that of the story which goes on (`address_of` knows where it lies)."""


def address_of(kind: str, site: Path) -> str:
    """Where the page of a kind lies."""
    return f"s/{next((site / 's').iterdir()).name}/" if kind == "THREAD" else kind


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom of three days and three outlets, with all that people and figures add, built by MkDocs."""
    return _made(tmp_path_factory.mktemp("sites") / "newsroom")


@pytest.fixture(scope="session")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in Chinese."""
    return _made(tmp_path_factory.mktemp("sites") / "newsroom", language="zh")


def _made(folder: Path, language: str = "en") -> Path:
    with serving() as server:
        newsroom(folder, server, OUTLETS, more=ROSTER)
        roster = folder / "feeds.yaml"
        roster.write_text(
            roster.read_text("utf-8").replace("site:\n", f"site:\n  languages: [{language}]\n", 1), "utf-8"
        )
        _people(folder / "content")
        _figures(folder / "content" / "accounts")
        for back, headlines in enumerate(WIRE):
            now = FIRST + timedelta(days=back)
            items = [Item(outlet, title, now - timedelta(hours=2)) for outlet in OUTLETS for title in headlines]
            serve_items(server, OUTLETS, items)
            digest(folder, "pull", "--now", now.isoformat())
            digest(folder, "brief", "--now", now.isoformat())
        _takes_back(folder, now)
        digest(folder, "build", "--now", now.isoformat())
    return folder


def _takes_back(folder: Path, now: datetime) -> None:
    """The editor withdraws what the day before told of an envoy."""
    lines = page.read(folder.joinpath("content/briefs/2026/11/19.md").read_text("utf-8")).lines
    envoy = next(line.id for line in lines if "Envoy" in line.text)
    why = "The <agency> took it back."
    digest(folder, "edit", "2026-11-19", "--withdraw", envoy, "--why", why, "--by", "anna", "--now", now.isoformat())


def _people(content: Path) -> None:
    for name, text in (("letters/mina.md", LETTER), ("articles/tarn.md", ARTICLE)):
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "content/record/2016", content / "record/2016")
    shutil.copy(ROOT / "content/record/sources.md", content / "record/sources.md")


def _figures(folder: Path) -> None:
    """So many counts of two accounts that a year of one has a page of its own."""
    folder.joinpath("observations").mkdir(parents=True)
    rows: dict[int, list[list[object]]] = {2025: [], 2026: []}
    for day in _days(date(2025, 9, 1), date(2026, 11, 19)):
        for subject, base in (("one", 40_000), ("two", 90_000)):
            value = base + (day - date(2025, 1, 1)).days * (17 if subject == "one" else 3)
            row = [subject, "followers", day, "exact", value, value, value, f"{value:,}", day, "", "api", "", ""]
            rows[day.year].append(row)
    for year, some in rows.items():
        with folder.joinpath(f"observations/{year}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_COLUMNS.split(","), *some])


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(0, (last - first).days + 1, 3))
