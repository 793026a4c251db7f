"""Figures as rows and words, and the league tables made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from digest import figures, files, standings
from digest.model import Account, Moment, Observation, Precision

ON = date(2026, 11, 20)
ACCOUNTS = tuple(
    Account(id=name, platform="weibo", handle=name, name=name.upper(), office=name, kind="embassy") for name in "abcdef"
)


def figure(subject: str, low: int | None, high: int | None, **other: Any) -> Observation:
    """A figure of an account with bounds, observed on the day."""
    plain = Observation(
        subject=subject,
        metric="followers",
        observed=Moment(first=ON),
        precision=Precision.ROUNDED if low is not None else Precision.UNDISCLOSED,
        value=low,
        low=low,
        high=high,
    )
    return replace(plain, **other)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Any figure that a source could print."""
    low = draw(st.integers(0, 10**9))
    moment = Moment(first=draw(st.dates(date(2009, 1, 1), ON)))
    return Observation(
        subject=draw(st.sampled_from("abcdef")),
        metric=draw(st.sampled_from(["followers", "posts"])),
        observed=moment,
        precision=draw(st.sampled_from([Precision.EXACT, Precision.ROUNDED, Precision.LOWER_BOUND])),
        value=low,
        low=low,
        high=low + draw(st.integers(0, 1000)),
        printed=draw(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20)),
        recorded=draw(st.none() | st.just(ON)),
        source=draw(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20)),
    )


@given(st.lists(observations(), max_size=8, unique=True))
def test_observations_survive_their_file(rows: list[Observation]) -> None:
    """Rows written as CSV are read back as they were, whatever their words hold."""
    assert figures.read_rows(figures.write_rows(rows)) == (tuple(rows), ())


def test_a_union_merge_of_two_branches_is_harmless() -> None:
    """A header repeated in the middle and doubled rows disappear when the file is read."""
    one, two = figure("a", 5, 5), figure("b", 6, 6)
    text = figures.write_rows([one]) + figures.write_rows([one, two])
    assert figures.read_rows(text) == ((one, two), ())


def test_rows_that_are_no_observation_are_named() -> None:
    """Each bad row is told with its file and line while the good ones are used."""
    text = figures.write_rows([figure("a", 5, 5)])
    bad = (
        "b,followers,2026-11-20,exact,,,,,,,,,\n"
        "c,followers,2026-11-20,exact,9,10,11,,,,,,\n"
        "d,followers,soon,exact,1,1,1,,,,,,\n"
    )
    rows, problems = figures.read_rows(text + bad, "2026.csv")
    assert [row.subject for row in rows] == ["a"]
    assert [str(problem).split(" ", 1)[0] for problem in problems] == ["2026.csv:3:1", "2026.csv:4:1", "2026.csv:5:1"]
    assert "neither value nor bounds" in str(problems[0])


def test_rows_begin_on_a_line_of_their_own(tmp_path: Path) -> None:
    """Figures added to a file that a person left without a last line end spoil no row, nor does a byte order mark."""
    path = tmp_path / "2026.csv"
    path.write_text("\ufeff" + figures.write_rows([figure("a", 5, 5)]).rstrip("\n"), encoding="utf-8")
    files.append(path, figures.write_rows([figure("b", 6, 6)], header=False))
    assert figures.read_rows(files.read(path)) == ((figure("a", 5, 5), figure("b", 6, 6)), ())


def test_figures_read_as_their_sources_print_them() -> None:
    """A printed numeral is kept with its hedge, a bare number is grouped, silence is called silence."""
    assert figures.in_words(figure("a", 1_910_000, 1_920_000, printed="over 1.91 million")) == "over 1.91 million"
    assert figures.in_words(figure("a", 587123, 587123, printed="587123")) == "587,123"
    assert figures.in_words(figure("a", None, None)) == "not disclosed"


INTERVALS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), min_size=1, max_size=6).flatmap(
    lambda spans: st.permutations(
        [figure(name, low, low + width) for name, (low, width) in zip("abcdef", spans, strict=False)]
    )
)


@given(INTERVALS)
def test_ranks_say_only_what_intervals_prove(rows: list[Observation]) -> None:
    """An account ranks below another only if its whole interval does, and no order of input changes a rank."""
    placed = standings.rank(rows)
    assert placed == standings.rank(sorted(rows, key=lambda row: row.subject))
    for one in placed:
        assert one.rank is not None
        assert one.high is not None
        assert one.rank == 1 + sum(other.low > one.high for other in placed if other.low is not None)


def test_overlapping_figures_share_a_rank() -> None:
    """Two embassies whose figures cannot be told apart stand on one rank, the next one counts both."""
    placed = standings.rank(
        [figure("a", 100, 110), figure("b", 105, 120), figure("c", 50, 60), figure("d", None, None)]
    )
    assert [(one.account, one.rank, one.shared) for one in placed] == [
        ("b", 1, True),
        ("a", 1, True),
        ("c", 3, False),
        ("d", None, False),
    ]


def test_a_living_table_shows_the_newest_figures_and_movement() -> None:
    """Of each account the newest figure counts, an API's before an article's, and a rise within the week is told."""
    week = Moment(first=ON - timedelta(days=8))
    rows = [
        figure("a", 100, 100, observed=week),
        figure("b", 90, 90, observed=week),
        figure("b", 120, 120, method="api"),
        figure("b", 500, 500, method="article"),
        figure("c", 7, 7, observed=Moment(first=ON - timedelta(days=400))),
    ]
    (table,) = standings.tables(rows, ACCOUNTS, ON)
    assert table.living
    assert [(one.account, one.rank, one.low, one.moved) for one in table.standings] == [
        ("b", 1, 120, 1),
        ("a", 2, 100, -1),
    ]


def test_history_keeps_its_own_tables() -> None:
    """Figures of a past month make a dated table; suppositions and benchmarks rank nobody."""
    then = Moment(first=date(2016, 12, 1), precision="month")
    shakira = replace(ACCOUNTS[3], kind="benchmark")
    rows = [
        figure("a", 1_910_000, 1_920_000, observed=then),
        figure("b", 1_125_000, 1_135_000, observed=then),
        figure("c", 9_000_000, 9_000_000, observed=then, precision=Precision.HYPOTHETICAL),
        figure("d", 102_000_000, 102_000_000, observed=then),
    ]
    (table,) = standings.tables(rows, [*ACCOUNTS[:3], shakira], ON)
    assert not table.living
    assert str(table.observed) == "2016-12"
    assert [one.account for one in table.standings] == ["a", "b"]
