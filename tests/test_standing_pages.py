"""The pages of the standings, accounts, offices and platforms: what stands on them, and that none of it is too much."""

from __future__ import annotations

import csv
import json
import posixpath
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import curate, figures, standings
from digest.figures import numerals
from digest.language import Language
from digest.model import (
    Account,
    AccountEvent,
    Article,
    Cadence,
    Event,
    Moment,
    Numeral,
    Observation,
    Platform,
    Precision,
    Statement,
)
from digest.render import Beside, SiteView, Templates, charts, documents, site
from digest.text import plain
from tests.browsing import browser_page
from tests.conftest import ROOT
from tests.making import roster
from tests.test_render import things

ACCOUNTS = ROOT / "content/accounts"
ON = date(2026, 11, 22)
TEMPLATES = Templates(ROOT / "site_templates")


def shipped() -> SiteView:
    """The figures, events and statements that come with the package, as pages get them."""
    files = sorted((ACCOUNTS / "observations").glob("201*.csv"))
    rows = [row for path in files for row in figures.read_rows(path.read_text())[0]]
    whole = curate.load(ROOT / "feeds.yaml")
    return SiteView(
        roster=whole,
        tables=standings.tables(rows, whole.accounts, ON),
        observations=tuple(rows),
        events=figures.read_events((ACCOUNTS / "events.csv").read_text())[0],
        statements=figures.read_statements((ACCOUNTS / "statements.csv").read_text())[0],
    )


def rendered(view: SiteView) -> dict[str, str]:
    """The tree of a view: text by path."""
    return {each.path: each.text for each in site(view, TEMPLATES)}


def words(markup: str) -> str:
    """What a reader sees of a page, on one row, with the apostrophes of a keyboard."""
    return " ".join(unescape(plain(re.sub(r"<(?=t[dh]\b)", " <", markup))).split()).replace("’", "'")


def test_the_box_of_an_article_speaks_the_sites_language() -> None:
    """What is counted by the figures beside an article is said in Chinese on a Chinese site."""
    view = shipped()
    row = next(one for one in view.observations if one.metric == "followers")
    article = Article(
        id="tarn", title="答", byline="林舟", written=ON, source="x", text="一。", figures=(figures.id_of(row),)
    )
    told = replace(view, beside=Beside(articles=(article,)))
    pages = {each.path: each.text for each in site(told, Templates(ROOT / "site_templates", language="zh"))}
    assert "关注者" in words(pages["articles/tarn/index.md"])
    assert "followers" not in words(pages["articles/tarn/index.md"])


def account(key: str, platform: str = "weibo", **other: Any) -> Account:
    """An embassy's account."""
    whole = Account(id=key, platform=platform, handle=key, name=f"The {key}", office=key, kind="embassy")
    return replace(whole, **other)


def counted(subject: str, number: int, back: int = 0, **other: Any) -> Observation:
    """A count by an interface, so many days ago."""
    whole = Observation(
        subject=subject,
        metric="followers",
        observed=Moment(first=ON - timedelta(days=back)),
        precision=Precision.EXACT,
        value=number,
        low=number,
        high=number,
        method="api",
        source="https://social.example/",
    )
    return replace(whole, **other)


def living(rows: list[Observation], *accounts: Account, **other: Any) -> SiteView:
    """A view of living figures."""
    whole = SiteView(
        roster=roster(accounts=accounts, platforms=(Platform(id="weibo", name="Sina Weibo"),)),
        tables=standings.tables(rows, accounts, ON),
        cuts=standings.cuts(rows, accounts, ON),
        most_followed=standings.most_followed(rows, accounts, ON),
        week=standings.movers(rows, ON, window=standings.WEEK),
        month=standings.movers(rows, ON, window=standings.MONTH),
        observations=tuple(rows),
    )
    return replace(whole, **other)


def test_each_statement_is_quoted_with_who_says_so() -> None:
    """Whatever the documents say of figures stands on a page of its subject, with its author and its source."""
    tree = rendered(shipped())
    for one in shipped().statements:
        kind, _, name = one.subject.rpartition(":")
        path = {"": f"a/{name}/index.md", "platform": f"p/{name}/index.md"}.get(kind, "standings/index.md")
        text = words(tree[path])
        assert f"According to {one.said_by}, " in text
        assert f" {one.says}." in text


SAYINGS = (
    # account or other subject, who says it, what of it, and what the figures prove of it themselves (or nothing)
    ("il-embassy-cn-weibo", "What's on Weibo", "is the most followed embassy on Weibo", ""),
    ("il-embassy-cn-weibo", "What's on Weibo", "has 800,000 more followers", "has about 800,000 more followers than"),
    ("il-embassy-cn-weibo", "What's on Weibo", "has almost double the followers", "has almost double the followers of"),
    ("ca-embassy-cn-weibo", "What's on Weibo", "is second, the other third", ""),
    ("shakira-facebook", "South China Morning Post", "has more fans", "has at least 11 million more followers than"),
    ("cpc-members-wechat", "South China Morning Post", "would need followers beyond the party", ""),
    ("cpc-members-wechat", "Zhang Yonghong", "with more than 80 million followers", ""),
    ("cpc-members-wechat", "South China Morning Post", "could become the most followed account in China", ""),
    ("cpc-members-wechat", "South China Morning Post", "is updated on working days only", ""),
    ("peres-weibo", "Xinhua", "gained followers in the days after he announced his visit", ""),
    ("ioc-weibo", "Xinhua", "has a number of followers that astonishes", ""),
    ("rudd-weibo", "TechinAsia", "was on Weibo before Japan's prime minister planned to be", ""),
    ("qassam-x", "Robert Mackey", "lost several accounts to suspension by Twitter", ""),
    ("platform:weibo", "Sina", "claims 503 million registered users", ""),
    ("platform:weibo", "Lisa Goldman", "is often compared to Twitter", ""),
    ("platform:weibo", "Xinhua", "is China's most popular social network", ""),
    ("platform:weibo", "an author of a class blog", "is a hybrid of Facebook and Twitter", ""),
    ("platform:weibo", "an author of a class blog", "is the most popular alternative to Facebook and Twitter", ""),
    ("platform:weibo", "an author in the USC list", "is the most influential platform of its kind in China", ""),
    ("platform:weibo", "Weibo", "has become a cultural phenomenon in China", ""),
    ("platform:wechat", "South China Morning Post", "does not publish followers of its accounts, as Twitter does", ""),
    ("platform:x", "an author in the USC list", "is struggling to add users", ""),
    ("population:leaders-on-weibo", "Sina", "number some 200", ""),
    ("population:organisations-on-weibo", "Sina", "number some 300", ""),
    ("population:cpc-members", "South China Morning Post", "belong to the largest political party in the world",
     "would be about 15 million short of the followers of Shakira"),
    ("population:wechat-top-accounts", "South China Morning Post", "are estimated to have several million", ""),
    ("page:hamas-accounts", "Diplo Portal Belgrade", "was viewed more often", ""),
)  # fmt: skip


def test_what_the_five_documents_say_is_quoted_and_proven_where_it_can_be() -> None:
    """Each statement stands as quoted, with who says it; beside it, apart, what independent figures prove.

    What they cannot prove (a place in a list that we do not have, a wish, an estimate) is quoted and no more.
    """
    tree = rendered(shipped())
    for subject, who, says, proves in SAYINGS:
        kind, _, name = subject.rpartition(":")
        path = {"": f"a/{name}/index.md", "platform": f"p/{name}/index.md"}.get(kind, "standings/index.md")
        quoted, _, proven = words(tree[path]).partition("What the figures prove")
        assert re.search(rf"According to {re.escape(who)}, [^.]*{re.escape(says)}", quoted), (subject, says)
        assert proves in proven if proves else says not in proven, (subject, says)


def test_no_proof_rests_on_the_comparison_that_it_repeats() -> None:
    """No figure under the heading of proofs, on any page, is derived, estimated or supposed."""
    found = 0
    for path, text in rendered(shipped()).items():
        if 'id="proven"' in text:
            proofs = words(text.split('id="proven"')[1].split("</ul>")[0])
            found += 1
            assert not re.search(r"\((?:derived|estimated|supposed)\)", proofs), path
    assert found > 15


@pytest.mark.material
def test_the_series_and_the_78_accounts_are_drawn_without_a_wrong_claim(material: Path) -> None:
    """With 836 days of one account and 78 accounts of 2022, whatever is said to have moved or passed did so.

    Gaps, blanks, a double and negative steps of the series are in it; each round number lies between two figures that
    are there, no change is told that one step of rounding could be, and nothing lies outside the charts.
    """
    series = daily(material)
    china = spring_2022(material)
    accounts = (account("series"), *(account(one.subject, "x") for one in china))
    rows = [*series, *china]
    whole = living(rows, *accounts, milestones=standings.milestones(rows, date.min, ON))
    tree = rendered(replace(whole, falls=standings.falls(rows)))
    by_day = {row.observed.first: row for row in series}
    for one in whole.milestones:
        assert one.before.high is not None
        assert one.after.low is not None
        assert by_day[one.before.observed.first].high == one.before.high < one.number <= one.after.low
    for on in (date(2023, 3, 1), date(2024, 2, 10), date(2025, 2, 24)):
        for change in standings.movers(series, on, window=standings.MONTH):
            assert abs(change.least) > 0
            assert change.after.observed.first - change.before.observed.first <= 2 * standings.MONTH
    assert "half or less" not in "".join(tree[path] for path in tree if path.startswith("a/series/"))
    (ranked,) = [table for table in whole.tables if table.platform == "x"]
    assert [one.rank for one in ranked.standings] == list(range(1, 78))
    chart = charts.chart(series, name="c", title="Followers", language=Language())
    assert chart
    assert chart.monthly
    assert all(0 <= mark.high <= mark.low <= 100 for mark in chart.marks)
    pages = [path for path in tree if path.startswith("a/series/")]
    assert len(pages) == len({row.observed.first.year for row in series})
    listed = sum(tree[path].count('<th scope="row" class="place"') for path in pages)
    assert listed == len(series) == 829


def daily(material: Path) -> list[Observation]:
    """The daily series: numbers in tens of thousands, good to a thousand; blanks and the double left out."""
    found: dict[date, Observation] = {}
    with (material / "data/accounts/weibo_daily_series.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day, number = list(row.values())[:2]
            numeral = numerals.read(f"{number}万", "zh", grain=1000) if number.strip() else None
            if isinstance(numeral, Numeral):
                bounds: dict[str, Any] = {"low": numeral.low, "high": numeral.high, "precision": numeral.precision}
                one = counted("series", 0, value=numeral.value, printed=numeral.printed, method="page", **bounds)
                found[date.fromisoformat(day)] = replace(one, observed=Moment.parse(day))
    return list(found.values())


def spring_2022(material: Path) -> list[Observation]:
    """The 77 counts of 2022; the account that was suspended has none."""
    with (material / "data/accounts/china_accounts_2022.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    return [
        counted(f"x{number}", int(row["followers_raw"].replace(",", "")), observed=Moment.parse("2022-04"))
        for number, row in enumerate(table)
        if row["followers_raw"].replace(",", "").isdecimal()
    ]


def test_what_is_proven_stands_apart_from_what_is_said() -> None:
    """Israel's embassy has almost double the American one's followers by independent figures, under its own heading."""
    text = words(rendered(shipped())["a/il-embassy-cn-weibo/index.md"])
    said, proven = text.split("What the figures prove")
    assert "According to What's on Weibo, the Embassy of Israel in China on Sina Weibo has almost double" in said
    assert (
        "The Embassy of Israel in China has almost double the followers of the Embassy of the United States in China "
        "on Sina Weibo." in proven
    )
    assert "1.035 million" in proven
    assert "derived)" not in proven
    assert "about 15 million short of" in words(rendered(shipped())["standings/index.md"])


def test_a_comparison_names_a_platform_once() -> None:
    """Two accounts of one platform are compared there; of two platforms each stands with its own."""
    rows = [counted("a", 9_000), counted("b", 5_000), counted("c", 8_000)]
    accounts = (account("a", name="Embassy of Peru"), account("b", name="Ada Nyong"), account("c", "x", name="Quito"))
    statement = Statement(
        subject="a", says="is ahead of it", other="c", on=Moment(first=ON), said_by="Meridian Wire", source="x"
    )
    text = words(rendered(living(rows, *accounts, statements=(statement,)))["a/a/index.md"])
    assert "The Embassy of Peru has almost double the followers of Ada Nyong on Sina Weibo." in text
    assert "The Embassy of Peru on Sina Weibo has about 1,000 more followers than Quito on x." in text


def test_each_figure_stands_with_its_source() -> None:
    """The table of an account has a row for each figure: as printed, how exact, what it leaves open, and from where."""
    text = words(rendered(shipped())["a/il-embassy-cn-weibo/index.md"])
    assert (
        "over 1.91 million at least, 1,910,000 to 1,920,000 What's on Weibo; told in an article; "
        "USC Center on Public Diplomacy, tag page on WeChat" in text
    )


def test_the_newest_figure_is_one_of_its_own() -> None:
    """A list of accounts shows no figure that comes from a comparison where there is one that does not."""
    text = words(rendered(shipped())["p/weibo/index.md"])
    assert "1.035 million" in text
    assert "almost double" not in text


def test_who_came_and_who_went() -> None:
    """Events stand on the standings and on the account's page; what was only announced is no opening."""
    tree = rendered(shipped())
    new, gone = words(tree["standings/index.md"]).split("New on the platforms")[1].split(" Gone ")[:2]
    assert "25 July 2012 Japan's Prime Minister's Office on Sina Weibo: announced" in new
    assert "January 2014 Military wing of Hamas on X (Twitter): suspended" in gone
    assert "No figure is on file." in tree["a/jp-prime-minister-weibo/index.md"]
    assert "announced, planned" in words(tree["a/jp-prime-minister-weibo/index.md"])


def test_an_undisclosed_account_says_why() -> None:
    """Where a platform shows no followers, account and platform say so, and the account has no place."""
    tree = rendered(shipped())
    assert "It does not show how many follow an account" in words(tree["p/wechat/index.md"])
    assert "not disclosed" in words(tree["a/cpc-members-wechat/index.md"])
    table = tree["standings/index.md"].split('id="wechat-2014-08"')[1].split("</table>")[0]
    assert 'class="unranked"' in table
    assert "WeChat does not show how many follow an account" in words(table)


def test_an_office_has_its_accounts_side_by_side() -> None:
    """The page of an office lists its accounts on all platforms, and adds nothing up."""
    accounts = (account("a", office="us"), account("b", "x", office="us"))
    tree = rendered(living([counted("a", 40_000), counted("b", 2_000)], *accounts))
    text = words(tree["o/us/index.md"])
    assert "40,000" in text
    assert "2,000" in text
    assert "42,000" not in text
    assert 'href="../../o/us/"' in tree["a/a/index.md"]


def test_movers_and_cuts() -> None:
    """The standings show who certainly moved, and lead to the tables of one kind or host country."""
    accounts = (account("a", host="CN"), account("b", host="CN"), account("c", kind="leader"))
    rows = [counted(name, number) for name, number in zip("abc", (9_000, 8_000, 7_000), strict=True)]
    tree = rendered(living([*rows, counted("a", 8_000, back=7)], *accounts))
    text = words(tree["standings/index.md"])
    assert "The a on Sina Weibo up about 1,000 8,000 to 9,000 15–22 November 2026" in text
    assert "Movers of the month" not in text
    assert "Missions and offices in China on Sina Weibo" in text
    found = re.search(r'href="([^"]*#weibo-CN[^"]*|[^"]*#weibo-cn[^"]*)"', tree["standings/index.md"])
    assert found
    anchor = found[1].partition("#")[2]
    assert f'id="{anchor}"' in tree["p/weibo/index.md"]


def test_only_what_can_be_sorted_offers_it() -> None:
    """A table of one row has no order to show; one of two has, and a page says which tables it holds."""
    alone = rendered(living([counted("a", 9_000)], account("a")))["standings/index.md"]
    both = rendered(living([counted("a", 9_000), counted("b", 8_000)], account("a"), account("b")))
    assert "data-sortable" not in alone
    assert "aria-sort" not in alone
    assert "data-sortable>" in both["standings/index.md"]
    assert 'aria-sort="ascending"' in both["standings/index.md"]
    named = re.findall(r'<li><a href="#([^"]+)">', both["standings/index.md"])
    assert named
    assert all(f'<h2 class="rule" id="{name}">' in both["standings/index.md"] for name in named)


def test_the_page_of_movers() -> None:
    """Movers, round numbers passed and gains during events stand on one page and on the accounts' own."""
    event = Event(id="visit", title="A state visit", start=ON - timedelta(days=3), end=ON, place="Beijing")
    rows = [counted("a", 9_000, back=30), counted("a", 9_500, back=7), counted("a", 10_400), counted("b", 700, back=1)]
    rows += [counted("a", 9_600, back=4)]
    accounts = (account("a"), account("b"))
    view = living(
        rows,
        *accounts,
        milestones=standings.milestones(rows, date.min, ON),
        growths=standings.growth(rows, event),
        cadences=(("a", rhythm()),),
    )
    view = replace(view, roster=replace(view.roster, events=(event,)))
    tree = rendered(view)
    text, own = words(tree["standings/movers/index.md"]), words(tree["a/a/index.md"])
    assert "The a on Sina Weibo up 900 9,500 to 10,400 15–22 November 2026" in text
    for page in (text, own):
        assert "The a on Sina Weibo has passed 10,000 followers." in page
        assert "A state visit" in page
        assert "up 800" in page
        assert "15 posts from 2 November 2026 to 20 November 2026, in the middle 24 hours apart" in page
        assert "none of them at a weekend; longest silence 3 days" in page
    assert "700; 21 November 2026, source: one figure is no growth" in text
    assert 'href="movers/"' in tree["standings/index.md"]
    assert "one figure is no growth" in words(tree["a/b/index.md"])


def rhythm() -> Cadence:
    """Of an account that posts at noon on working days."""
    days = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in range(2, 21) if date(2026, 11, day).weekday() < 5]
    found = standings.cadence(days, zone=ZoneInfo("UTC"))
    assert found
    return found


def test_many_figures_are_paged_by_year() -> None:
    """Beyond a hundred figures an account has a page for each year; no figure is on two pages, and none on no page."""
    rows = [counted("a", 1_000 + back, back=back) for back in range(800)]
    tree = rendered(living(rows, account("a")))
    paths = [path for path in tree if path.startswith("a/a/")]
    assert sorted(paths) == ["a/a/2024/index.md", "a/a/2025/index.md", "a/a/index.md"]
    days = [
        day for path in paths for day in re.findall(r'<th scope="row" class="place" data-value="([^"]*)"', tree[path])
    ]
    assert sorted(days) == sorted(str(row.observed) for row in rows)
    assert "the last figure of each month" in words(tree["a/a/index.md"])


def test_many_tables_are_paged_by_year() -> None:
    """With many tables of past months the standings hold those of the newest year, and lead to the others."""
    rows = [counted("ab"[n % 2], 1_000 + n, back=90 + 30 * (n // 2)) for n in range(60)]
    view = living(rows, account("a"), account("b"))
    tree = rendered(view)
    held = re.findall(r'id="(weibo-\d{4}-\d\d)"', tree["standings/index.md"])
    assert {name[6:10] for name in held} == {"2026"}
    assert 'href="2025/"' in tree["standings/index.md"]
    for found in documents(view):
        page, _, anchor = found.path.partition("#")
        if anchor:
            assert f'id="{anchor}"' in tree[f"{page}index.md"]


def test_a_former_id_leads_on() -> None:
    """The address of an account renamed in feeds.yaml leads to the present one, which keeps its events."""
    event = AccountEvent(account="new", formerly="old", kind="renamed", on=Moment(first=ON), source="A note")
    tree = rendered(living([counted("new", 5)], account("new", formerly=("old",)), events=(event,)))
    assert 'url=../new/"' in tree["a/old/index.html"]
    assert "renamed" in words(tree["a/new/index.md"])


def test_accounts_and_platforms_are_found() -> None:
    """The search finds every account's and platform's page."""
    found = {each.path: each for each in documents(shipped())}
    assert "over 1.91 million" in found["a/il-embassy-cn-weibo/"].text
    assert found["p/wechat/"].title == "WeChat"
    assert ("country", "Israel") in found["a/il-embassy-cn-weibo/"].facets


def test_the_order_of_figures_changes_no_byte() -> None:
    """Figures, events and statements may come in any order."""
    view = shipped()
    turned = replace(
        view, observations=view.observations[::-1], events=view.events[::-1], statements=view.statements[::-1]
    )
    assert rendered(view) == rendered(turned)


def test_hostile_names_stay_words() -> None:
    """Markup in names, numbers and sources of figures is shown, not followed."""
    bad = '"><script>alert(1)</script>'
    row = counted("a", 5, printed=f"5 {bad}", said_by=bad, source=f"javascript:{bad}")
    statement = Statement(subject="a", on=Moment(first=ON), says=bad, said_by=bad, source="javascript:alert(1)")
    view = living([row, counted("a", 6, back=1)], account("a", name=bad), statements=(statement,))
    for path, text in rendered(view).items():
        body = text.split("\n---\n", 1)[-1]
        assert "<script>alert" not in body, path
        assert 'href="javascript' not in body, path


# ---- Charts ---------------------------------------------------------------------------------------------------------


def drawn(*rows: Observation) -> charts.Chart:
    """The chart of some figures."""
    chart = charts.chart(rows, name="c", title="Followers", language=Language())
    assert chart
    return chart


def test_a_chart_shows_what_a_figure_leaves_open() -> None:
    """A floor's bar has no end, a month is as wide as it is, what was told and what was guessed look different."""
    floor = counted("a", 50, back=40, precision=Precision.LOWER_BOUND, high=None, method="article")
    month = counted("a", 90, observed=Moment.parse("2026-11"), precision=Precision.DERIVED, low=80, high=100)
    first, second = drawn(floor, month).marks
    assert (first.above, first.below, first.counted, first.high) == (True, False, False, 0)
    assert first.left == first.right
    assert second.left < second.x < second.right
    assert (second.guess, second.high < second.low) == (True, True)


def test_lines_join_only_what_may_be_compared() -> None:
    """Figures of one way are joined, not across a long gap, never with an article's; one figure alone is no chart."""
    series = [counted("a", 100 + back, back=back) for back in (*range(9), *range(40, 49))]
    told = counted("a", 7, back=20, method="article")
    assert len(drawn(*series, told).runs) == 2
    assert drawn(told, counted("a", 8, back=3, method="article")).runs == ()
    assert charts.chart([told], name="c", title="x", language=Language()) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 10**9), st.integers(0, 10**6), st.booleans()),
        min_size=2,
        max_size=90,
    )
)
def test_every_chart_is_true_to_scale(shapes: list[tuple[int, int, int, bool]]) -> None:
    """Nothing lies outside the plot, later days stand to the right, greater numbers higher, and ticks are in order."""
    rows = [
        counted("a", low, back=back, low=low, high=None if open_ else low + more, precision=Precision.ROUNDED)
        for back, low, more, open_ in shapes
    ]
    chart = drawn(*rows)
    for mark in chart.marks:
        assert 0 <= mark.high <= mark.low <= 100
        assert charts.LEFT <= mark.left <= mark.x <= mark.right <= charts.RIGHT
        assert mark.y is None or mark.high <= mark.y <= mark.low
    assert all(one.x <= two.x for one, two in pairwise(chart.marks))
    assert all(one.at > two.at for one, two in pairwise(chart.scale))
    assert all(one.at < two.at for one, two in pairwise(chart.times))
    assert 2 <= len(chart.scale) <= 8
    assert len({tick.label for tick in chart.scale}) == len(chart.scale)


@pytest.mark.browser
def test_tables_are_sorted_by_their_heads(tmp_path: Path) -> None:
    """A click on a head sorts by it and says so to screen readers; accounts without a number stay last."""
    silent = counted("d", 0, precision=Precision.UNDISCLOSED, value=None, low=None, high=None)
    rows = [counted(name, number) for name, number in zip("abc", (7_000, 12_000, 900), strict=True)]
    text = rendered(living([*rows, silent], *(account(name) for name in "abcd")))["standings/index.md"]
    script = (ROOT / "site_templates/theme/assets/tables.js").read_text()
    file = tmp_path / "page.html"
    file.write_text(f"<!doctype html><html lang=en>{text.split('---', 2)[2]}<script>{script}</script>")
    with browser_page() as tab:
        tab.goto(file.as_uri())
        table = tab.locator("table", has=tab.locator("caption", has_text="Followers")).last

        def order() -> str:
            return "".join(name[-1] for name in table.locator("tbody th a").all_inner_texts())

        assert order() == "bacd"
        table.get_by_role("button", name="Followers").click()
        table.get_by_role("button", name="Followers").click()
        assert order() == "cabd"
        assert table.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
        table.get_by_role("button", name="Account").click()
        assert order() == "abcd"


# ---- Tables to take away ---------------------------------------------------------------------------------------------


def taken(view: SiteView) -> dict[str, bytes]:
    """The tables of a view by path."""
    return figures.downloads.downloads(view.roster, view.observations, view.events, view.statements, view.tables)


def test_every_figure_can_be_taken_away() -> None:
    """The files of the years hold every figure once, in CSV as content/ has it, in JSON as numbers."""
    view = shipped()
    made = taken(view)
    rows = [row for path in sorted(made) if path.startswith("data/figures/") and path.endswith(".csv")
            for row in figures.read_rows(made[path].decode())[0]]  # fmt: skip
    assert Counter(rows) == Counter(dict.fromkeys(view.observations, 1))
    said_ = json.loads(made["data/figures/2016.json"])
    assert {"subject": "il-embassy-cn-weibo", "low": 1_910_000, "high": 1_920_000}.items() <= said_[0].items() or any(
        {"subject": "il-embassy-cn-weibo", "low": 1_910_000}.items() <= row.items() for row in said_
    )
    events, _ = figures.read_events(made["data/events.csv"].decode())
    statements, _ = figures.read_statements(made["data/statements.csv"].decode())
    assert (set(events), set(statements)) == (set(view.events), set(view.statements))
    assert len(json.loads(made["data/standings.json"])) == sum(len(table.standings) for table in view.tables)


def test_tables_to_take_away_do_not_depend_on_order() -> None:
    """The same values give the same bytes."""
    view = shipped()
    turned = replace(view, observations=view.observations[::-1], events=view.events[::-1])
    assert taken(view) == taken(turned)


def test_pages_offer_what_there_is_and_say_so_to_machines() -> None:
    """Each link to a table leads to a file, and a Dataset of schema.org names it with its whole address."""
    view = shipped()
    tree, made = rendered(view), taken(view)
    for path in ("standings/index.md", "a/il-embassy-cn-weibo/index.md", "p/weibo/index.md"):
        sets = [one for one in things(tree[path]) if one["@type"] == "Dataset"]
        assert sets
        for one in sets:
            assert one["temporalCoverage"]
            assert one["distribution"]
            for file in one["distribution"]:
                assert file["contentUrl"].removeprefix(view.roster.site.url) in made
        for href in re.findall(r'<a href="([^"]+)" download>', tree[path]):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(path), href)) in made
    assert "download>CSV" in tree["standings/index.md"]
    assert "download>JSON" in tree["a/il-embassy-cn-weibo/index.md"]
