"""What follows from figures: tables, movers, milestones, growth and rhythms, none of them beyond what is proven."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import curate, figures, standings
from digest.figures import numerals
from digest.model import Account, AccountKind, Event, Growth, Moment, NoGrowth, Observation, Precision, Unread
from tests.conftest import ROOT

ON = date(2026, 11, 20)


def account(
    name: str, platform: str = "weibo", kind: AccountKind = "embassy", host: str = "", office: str = ""
) -> Account:
    """An account of an office of its own, unless one is given."""
    return Account(
        id=name, platform=platform, handle=name, name=name, office=office or name, kind=kind, country="FR", host=host
    )


def figure(subject: str, low: int | None, high: int | None = None, days: int = 0, **other: Any) -> Observation:
    """A figure of an account so many days ago; one number is exact, none is undisclosed."""
    high = low if high is None and low is not None else high
    precision = Precision.UNDISCLOSED if low is None else Precision.EXACT if low == high else Precision.ROUNDED
    plain = Observation(
        subject=subject,
        metric="followers",
        observed=Moment(first=ON - timedelta(days=days)),
        precision=precision,
        value=low if low == high else None,
        low=low,
        high=high,
        method="api",
    )
    return replace(plain, **other)


def floor(subject: str, low: int, days: int = 0) -> Observation:
    """A figure that gives only a floor."""
    return replace(figure(subject, low, days=days), precision=Precision.LOWER_BOUND, high=None)


def test_tables_by_kind_and_host() -> None:
    """Accounts of one kind, and missions in one country, have tables of their own where these are not the whole."""
    accounts = [account("a", host="CN"), account("b", host="CN"), account("c", kind="leader"), account("d", "x")]
    rows = [figure(name, number) for name, number in zip("abcd", (40, 30, 20, 10), strict=True)]
    cuts = standings.cuts(rows, accounts, ON)
    assert [(one.platform, one.kind, one.host, [row.account for row in one.standings]) for one in cuts] == [
        ("weibo", "embassy", "", ["a", "b"]),
        ("weibo", "", "CN", ["a", "b"]),
    ]


def test_one_table_across_platforms_sums_nothing() -> None:
    """The most followed accounts of all platforms stand side by side, an office twice where it has two of them."""
    accounts = [account("a-x", "x", office="a"), account("a-weibo", office="a"), account("b")]
    rows = [figure("a-x", 60), figure("a-weibo", 50), figure("b", 100)]
    table = standings.most_followed(rows, accounts, ON, most=2)
    assert table is not None
    assert [(one.rank, one.account) for one in table.standings] == [(1, "b"), (2, "a-x")]
    (office,) = standings.offices(rows, accounts, ON)
    assert office.office == "a"
    assert [one.account for one in office.standings] == ["a-x", "a-weibo"]
    assert standings.most_followed([], accounts, ON) is None


def test_a_bare_floor_has_no_place() -> None:
    """An account of which only a floor is known is listed without a place, and is ahead of whoever is below."""
    placed = standings.rank([figure("a", 100), floor("b", 5_000), figure("c", None)])
    assert [(one.account, one.rank) for one in placed] == [("a", 2), ("b", None), ("c", None)]


def test_approximations_without_bounds_prove_nothing() -> None:
    """ "Some 200" without bounds is neither ahead of anybody nor behind."""
    vague = replace(figure("a", 200), precision=Precision.APPROXIMATE, low=None, high=None)
    assert [(one.account, one.rank) for one in standings.rank([vague, figure("b", 1)])] == [("b", 1), ("a", None)]


def test_new_peers_move_nobody() -> None:
    """An account that joins the table above others takes no place from them that they had proven."""
    rows = [figure("a", 100, days=8), figure("b", 90, days=8), figure("a", 100), figure("b", 90), figure("c", 500)]
    (table,) = standings.tables(rows, [account(name) for name in "abc"], ON)
    assert [(one.account, one.rank, one.moved) for one in table.standings] == [("c", 1, None), ("a", 2, 0), ("b", 3, 0)]


def test_what_is_superseded_counts_no_longer() -> None:
    """A figure that another one takes back ranks nobody, while both stay in the file."""
    wrong = figure("a", 999_999)
    right = figure("a", 9_999, source="https://example.org/correction", supersedes=figures.id_of(wrong))
    (table,) = standings.tables([right, wrong], [account("a")], ON)
    assert [one.low for one in table.standings] == [9_999]


def test_movers_are_proven() -> None:
    """Who rose or fell within the week is told with what is certain of it; one step of rounding moves nobody."""
    rows = [
        *(figure("rose", 1_000, days=9), figure("rose", 1_300, days=1)),
        *(figure("fell", 900, days=7), figure("fell", 100)),
        *(figure("step", 3_281_500, 3_282_500, days=7), figure("step", 3_282_500, 3_283_500)),
        *(figure("old", 1, days=40), figure("old", 1_000_000)),
        figure("new", 10**9),
    ]
    assert [(one.after.subject, one.least) for one in standings.movers(rows, ON)] == [("fell", -800), ("rose", 300)]
    month = standings.movers(rows, ON, window=standings.MONTH)
    assert [one.after.subject for one in month] == ["old"]


def test_articles_are_not_set_against_interfaces() -> None:
    """A number in an article may be older than the article: it makes no mover beside an interface's figures."""
    rows = [figure("a", 1_000, days=8), figure("a", 5_000, method="article")]
    assert standings.movers(rows, ON) == ()


def test_milestones_are_passed_once() -> None:
    """A round number counts as passed when it lies between two intervals, at the first figure that proves it."""
    rows = [
        figure("a", 980_000, days=5),
        figure("a", 995_000, 1_005_000, days=4),
        figure("a", 1_000_000, 1_010_000, days=3),
        figure("a", 990_000, days=2),
        figure("a", 1_020_000, days=1),
    ]
    (one,) = standings.milestones(rows, ON - timedelta(days=7), ON)
    assert (one.number, one.before.low, one.after.low) == (1_000_000, 980_000, 1_000_000)
    assert standings.milestones(rows, ON - timedelta(days=2), ON) == ()


SERIES = st.lists(
    st.tuples(st.integers(0, 3_000_000), st.integers(0, 50_000), st.integers(0, 90)), min_size=1, max_size=12
).map(lambda rows: [figure("a", low, low + width, days) for low, width, days in rows])


@given(SERIES, st.randoms())
def test_no_change_is_told_that_is_not_certain(rows: list[Observation], chance: random.Random) -> None:
    """Movers and milestones are true of any numbers inside the intervals, in any order of the rows."""
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert standings.movers(shuffled, ON) == standings.movers(rows, ON)
    for change in standings.movers(rows, ON):
        one, two = figures.span(change.before), figures.span(change.after)
        assert one
        assert two
        assert change.least > 0 if two.low > one.high else change.least < 0
        assert not one.meets(two)
    for milestone in standings.milestones(rows, ON - timedelta(days=100), ON):
        before, after = figures.span(milestone.before), figures.span(milestone.after)
        assert before
        assert after
        assert before.high < milestone.number <= after.low


VISIT = Event(id="visit", title="A visit", start=ON - timedelta(days=3), end=ON - timedelta(days=1))


def test_growth_during_an_event() -> None:
    """What an account gained in the days of an event is told with its bounds beside the same days before."""
    rows = [figure("a", number, days=days) for days, number in ((7, 100), (5, 110), (4, 120), (2, 200), (1, 260))]
    (found,) = standings.growth(rows, VISIT)
    assert isinstance(found, Growth)
    assert (found.during.low, found.during.high, found.points) == (140, 140, 3)
    assert found.before is not None
    assert found.before.low == 20


def test_one_point_is_no_growth() -> None:
    """An account with one figure from an event's days has a number and no growth."""
    (found,) = standings.growth([floor("a", 123_000, days=2)], VISIT)
    assert isinstance(found, NoGrowth)
    assert found.only.low == 123_000
    assert standings.growth([figure("a", 5, days=30)], VISIT) == ()


def posts(*days: int) -> list[datetime]:
    """Posts at noon, so many days after a Monday."""
    return [datetime(2026, 9, 7, 12, tzinfo=UTC) + timedelta(days=day) for day in days]


WORKING = [day for day in range(30) if day % 7 < 5]


def test_working_days_only_needs_fourteen_posts() -> None:
    """Fourteen posts and none at a weekend are enough to say so; thirteen are not, nor is one Sunday forgiven."""
    zone = ZoneInfo("UTC")
    said = [
        rhythm.working_days_only
        for days in (WORKING[:14], WORKING[:13], [*WORKING[:14], 6])
        if (rhythm := standings.cadence(posts(*days), zone=zone))
    ]
    assert said == [True, False, False]
    friday = standings.cadence(posts(*WORKING[:14]), zone=zone, weekend={4, 5})
    assert friday is not None
    assert not friday.working_days_only


def test_silences_and_intervals() -> None:
    """The longest silence is told with the day it began, beside the middle interval and the posts of each weekday."""
    rhythm = standings.cadence(posts(0, 1, 2, 12, 13), zone=ZoneInfo("UTC"))
    assert rhythm is not None
    assert (rhythm.posts, rhythm.median, rhythm.silence) == (5, timedelta(days=1), timedelta(days=10))
    assert rhythm.silent_since == date(2026, 9, 9)
    assert rhythm.weekdays == {0: 1, 1: 1, 2: 1, 5: 1, 6: 1}
    assert standings.cadence(posts(0), zone=ZoneInfo("UTC")) is None


def test_the_shipped_figures_rank_what_they_prove() -> None:
    """Of the embassies of 2016 Israel leads, Canada and the United States follow, and nobody ranks by a comparison."""
    roster = curate.load(ROOT / "feeds.yaml")
    rows, faults = figures.read_rows((ROOT / "content/accounts/observations/2016.csv").read_text())
    assert not faults
    (table,) = standings.tables(rows, roster.accounts, ON)
    top = [(one.rank, one.account, one.shared) for one in table.standings[:6]]
    assert top == [
        (1, "il-embassy-cn-weibo", False),
        (2, "ca-embassy-cn-weibo", False),
        (3, "us-embassy-cn-weibo", False),
        (4, "br-embassy-cn-weibo", True),
        (4, "jp-embassy-cn-weibo", True),
        (5, "kr-embassy-cn-weibo", True),
    ]
    assert all(one.observation.precision is not Precision.DERIVED for one in table.standings)


@pytest.mark.material
def test_the_daily_series_moves_nobody_by_a_step(material: Path) -> None:
    """Of 836 rows with gaps, blanks and a double, no step of rounding and no gap makes a mover or a milestone."""
    with (material / "data/accounts/weibo_daily_series.csv").open(encoding="utf-8-sig") as file:
        cells = [tuple(row.values()) for row in csv.DictReader(file)]
    rows = []
    for day, number in cells:
        if number:
            numeral = numerals.read(f"{number}万", "zh", grain=1_000)
            assert not isinstance(numeral, Unread)
            moment = Moment(first=date.fromisoformat(day))
            rows.append(figure("a", numeral.low, numeral.high, observed=moment, method="page"))
    (line,) = standings.series(rows).values()
    assert (len(cells), len(line)) == (836, 829)
    first, last = line[0].observed.first, line[-1].observed.first
    days = {row.observed.first: row for row in line}
    for on in (first + timedelta(days=step) for step in range((last - first).days + 1)):
        for change in standings.movers(rows, on) if on in days else ():
            assert abs(change.least) >= 1
            assert (change.after.observed.first - change.before.observed.first) < 2 * standings.WEEK
    passed = standings.milestones(rows, first, last)
    assert [one.number for one in passed] == []
