"""What is said about figures: ours only what every number inside the intervals bears out, theirs with who says so."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from math import inf
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import curate, figures
from digest.figures import Span, comparing, numerals
from digest.model import AccountEvent, Milestone, Moment, Numeral, Observation, Precision, Proven, Statement
from tests.conftest import ROOT

ACCOUNTS = ROOT / "content/accounts"
WHEN = Moment(first=date(2016, 12, 1), precision="month")
NAMES = ("A", "B")


def figure(subject: str, low: int, high: int | None, **other: Any) -> Observation:
    """A figure with bounds, of December 2016."""
    plain = Observation(
        subject=subject, metric="followers", observed=WHEN, precision=Precision.ROUNDED, low=low, high=high
    )
    return replace(plain, **other)


def shipped() -> list[Observation]:
    """Every observation that comes with the package."""
    rows: list[Observation] = []
    for path in sorted((ACCOUNTS / "observations").glob("201*.csv")):
        found, faults = figures.read_rows(path.read_text(), path.name)
        assert not faults
        rows += found
    return rows


def row(subject: str, *, metric: str = "followers", year: int = 2016) -> Observation:
    """The figure of a subject in a year that its source gives on its own account."""
    (found,) = (
        one
        for one in shipped()
        if one.subject == subject and one.metric == metric and one.observed.first.year == year
        if one.precision is not Precision.DERIVED
    )
    return found


def statements() -> tuple[Statement, ...]:
    """Every statement that comes with the package."""
    found, faults = figures.read_statements((ACCOUNTS / "statements.csv").read_text())
    assert not faults
    return found


def test_the_comparisons_of_the_embassies() -> None:
    """Of the embassies of 2016 ours say, from the figures of others, what What's on Weibo said, as cautiously."""
    israel, canada, us = (row(f"{one}-embassy-cn-weibo") for one in ("il", "ca", "us"))
    more = comparing.more(israel, canada, ("Israel's embassy", "Canada's"))
    assert more is not None
    assert more.sentence == "Israel's embassy has about 800,000 more followers than Canada's"
    assert more.rests_on == (figures.id_of(israel), figures.id_of(canada))
    times = comparing.times(israel, us, ("Israel's embassy", "the American one"))
    assert times is not None
    assert times.sentence == "Israel's embassy has almost double the followers of the American one"
    russia = comparing.times(israel, row("ru-embassy-cn-weibo"), NAMES)
    assert russia is not None
    assert russia.sentence == "A has about 11 times the followers of B"


def test_the_ceiling_of_the_party() -> None:
    """If every member of the party followed it, the account would be about 15 million short of the record."""
    members = row("population:cpc-members", metric="members", year=2014)
    short = comparing.short_of(members, row("shakira-facebook", year=2014), ("The account", "the record"))
    assert short is not None
    assert short.sentence == "The account would be about 15 million short of the record"
    supposed = next(one for one in shipped() if one.precision is Precision.HYPOTHETICAL)
    assert comparing.short_of(supposed, row("shakira-facebook", year=2014), NAMES) is None


def test_nothing_is_proven_from_a_comparison() -> None:
    """Bounds that come from a comparison, estimates and suppositions prove nothing, above all not that comparison."""
    israel = row("il-embassy-cn-weibo")
    weak = [
        one for one in shipped() if one.precision in {Precision.DERIVED, Precision.ESTIMATED, Precision.HYPOTHETICAL}
    ]
    assert {one.subject for one in weak} >= {"ca-embassy-cn-weibo", "us-embassy-cn-weibo"}
    for one in weak:
        near = replace(israel, observed=one.observed, metric=one.metric)
        for say in (comparing.more, comparing.times, comparing.short_of):
            assert say(near, one, NAMES) is None
            assert say(one, near, NAMES) is None


def test_every_statement_of_the_documents_is_quoted() -> None:
    """What the source documents compare stands in the file of statements with who says it and where."""
    said = {(one.subject, one.other): one for one in statements()}
    assert said["il-embassy-cn-weibo", "ca-embassy-cn-weibo"].says == "has 800,000 more followers"
    assert said["il-embassy-cn-weibo", "us-embassy-cn-weibo"].says == "has almost double the followers"
    assert {one.said_by for one in statements()} >= {"What's on Weibo", "Sina", "Zhang Yonghong", "Xinhua"}
    assert all(one.source and one.said_by for one in statements())
    assert len(statements()) == len(set(statements())) >= 30


def test_statements_and_events_are_about_what_is_known() -> None:
    """The subjects of statements and events are accounts, platforms of the roster, populations or pages."""
    roster = curate.load(ROOT / "feeds.yaml")
    known = {one.id for one in roster.accounts} | {f"platform:{one.id}" for one in roster.platforms}
    subjects = {one for said in statements() for one in (said.subject, said.other) if one}
    assert all(one in known or one.startswith(("population:", "page:")) for one in subjects)
    assert {one.account for one in events()} <= known


def events() -> tuple[AccountEvent, ...]:
    """Every account event that comes with the package."""
    found, faults = figures.read_events((ACCOUNTS / "events.csv").read_text())
    assert not faults
    return found


def test_the_events_of_the_documents() -> None:
    """Japan's prime minister's office is announced and has no number, the party's account opened, Hamas's were gone."""
    known = {(one.account, one.kind, str(one.on)) for one in events()}
    assert known >= {
        ("jp-prime-minister-weibo", "announced", "2012-07-25"),
        ("cpc-members-wechat", "opened", "2014-08-11"),
        ("qassam-x", "suspended", "2014-01"),
    }
    assert not [one for one in shipped() if one.subject == "jp-prime-minister-weibo"]


def test_events_survive_their_file() -> None:
    """Events written are read back, doubled by a union merge or not; a row that is none is named with its place."""
    some = (
        AccountEvent(account="a", kind="opened", on=Moment.parse("2014-08-11"), source="x, y", note='said "soon"'),
        AccountEvent(account="a", kind="verified", on=Moment.parse("2014"), source="x"),
    )
    text = figures.write_events(some)
    assert figures.read_events(text + text) == (some, ())
    bad = "a,born,2014,x,\na,opened,soon,x,\n,opened,2014,x,\na,opened,2014,,\n"
    rows, problems = figures.read_events(text + bad, "events.csv")
    assert rows == some
    assert [str(one).split(" ", 1)[0] for one in problems] == [f"events.csv:{line}:1" for line in (4, 5, 6, 7)]
    assert "none of announced, opened" in str(problems[0])


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ((1_910_000, 1_920_000), (1_034_500, 1_035_500), "almost double"),
        ((195, 205), (100, 100), "about double"),
        ((210, 240), (100, 100), "more than double"),
        ((280, 284), (100, 100), "almost three times"),
        ((2_250, 2_260), (100, 100), "about 22 times"),
        ((150, 160), (100, 100), ""),
        ((190, 210), (95, 120), ""),
        ((100, 200), (0, 10), ""),
    ],
)
def test_ratios_have_names_only_when_all_of_them_bear_it(
    one: tuple[int, int], other: tuple[int, int], word: str
) -> None:
    """A ratio is called by a name when the whole interval of ratios has it."""
    assert comparing.ratio(Span(*one), Span(*other)) == word


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (14_850_000, 15_950_000, "about 15 million"),
        (775_000, 795_000, "about 800,000"),
        (512, 512, "512"),
        (512_345, 512_345, "about 512,000"),
        (1, 100, ""),
        (60, 100, "at least 60"),
        (23_456, inf, "at least 23,000"),
        (0, 5, ""),
    ],
)
def test_amounts_have_no_more_digits_than_are_certain(low: int, high: float, words: str) -> None:
    """An amount is cut to the digits that its interval proves; one that says too little is not said."""
    assert figures.amount(Span(low, high)) == words


def test_chinese_says_the_same_of_figures() -> None:
    """The same comparisons in Chinese, numbers in its own units with the same digits."""
    say = figures.phrases("zh")
    israel, us = figure("a", 1_910_000, 1_920_000), figure("b", 980_000, 990_000)
    names = ("以色列使馆", "美国使馆")

    def sentence(proven: Proven | None) -> str:
        return proven.sentence if proven else ""

    assert sentence(comparing.more(israel, us, names, say)) == "以色列使馆的关注者比美国使馆多约93万"
    assert sentence(comparing.times(israel, us, names, say)) == "以色列使馆的关注者是美国使馆的约2倍"
    assert sentence(comparing.short_of(us, israel, names, say)) == "以色列使馆比美国使馆少约93万"
    passed = comparing.passed(Milestone(number=1_500_000, before=us, after=israel), "以色列使馆", say)
    assert passed.sentence == "以色列使馆的关注者突破150万"
    assert comparing.moved(figures.change(us, replace(israel, subject="b")), say) == "增加约93万"
    assert [figures.count(number, say) for number in (800, 23_456, 23_450, 1_035_000, 588_000_000)] == [
        *("800", "23,456", "2.345万", "103.5万", "5.88亿")
    ]


def test_counts_in_words() -> None:
    """Round millions are written in words, other numbers in digits, and nothing is cut from them."""
    counts = (999, 800_000, 1_910_000, 1_234_567, 15_000_000, 2_500_000_000)
    assert [figures.count(number) for number in counts] == [
        *("999", "800,000", "1.91 million", "1,234,567", "15 million", "2.5 billion")
    ]


SPANS = st.tuples(st.integers(0, 10**8), st.integers(0, 10**7)).map(lambda ends: (ends[0], ends[0] + ends[1]))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Observation, Observation, int, int]:
    """Two figures and numbers that they may stand for."""
    (low, high), (floor, ceiling) = draw(SPANS), draw(SPANS)
    open_end = draw(st.booleans())
    a = figure("a", low, None if open_end else high)
    b = figure("b", floor, ceiling)
    truth = draw(st.integers(low, high + (10**9 if open_end else 0)))
    return a, b, truth, draw(st.integers(floor, ceiling))


@given(pairs())
def test_no_comparison_is_ever_false(given_: tuple[Observation, Observation, int, int]) -> None:
    """Whatever the true numbers inside the intervals are, each sentence that is said of them is true of them."""
    a, b, x, y = given_
    for one, other, above, below in ((a, b, x, y), (b, a, y, x)):
        if said := comparing.more(one, other, NAMES):
            assert above > below
            amount = re.fullmatch(r"A has (.*?) ?more followers than B", said.sentence)
            assert amount is not None
            holds(amount.group(1), above - below)
        if said := comparing.times(one, other, NAMES):
            ratio_holds(said.sentence, above, below)
        if said := comparing.short_of(other, one, NAMES):
            amount = re.fullmatch(r"A would be (.*) short of B", said.sentence)
            assert amount is not None
            holds(amount.group(1), above - below)


def holds(words: str, number: int) -> None:
    """An amount in words, read as we read others', holds a number."""
    if words:
        found = numerals.read(words, "en", grain=1 if words.isdigit() else None)
        assert isinstance(found, Numeral)
        assert (found.low or 0) <= number, words
        assert found.high is None or number <= found.high, words


def ratio_holds(sentence: str, above: int, below: int) -> None:
    """The name of a ratio is true of two numbers."""
    found = re.fullmatch(r"A has (about|almost|more than) (.*?)(?: times)? the followers of B", sentence)
    assert found is not None
    names = {"double": 2, "three": 3, "four": 4, "five": 5}
    times = names.get(found.group(2)) or int(found.group(2))
    ratio = above / below
    slack = 1e-9
    match found.group(1):
        case "about":
            assert times * 0.95 - slack <= ratio <= times * 1.05 + slack
        case "almost":
            assert times * 0.9 - slack <= ratio < times
        case _:
            assert ratio > times


@given(pairs())
def test_changes_say_what_is_certain(given_: tuple[Observation, Observation, int, int]) -> None:
    """What is said of a change holds for any numbers that the two figures may stand for."""
    before, after, x, y = given_
    words = comparing.moved(figures.change(before, replace(after, subject="a")))
    moved = y - x
    match words.split(" ", 1):
        case ["up", *rest]:
            assert moved > 0
            holds("".join(rest), moved)
        case ["down", *rest]:
            assert moved < 0
            holds("".join(rest), -moved)
        case ["unchanged"]:
            assert moved == 0
        case ["changed", rest]:
            number = numerals.read(rest.removeprefix("by ").removesuffix(" at most"), "en", grain=1)
            assert isinstance(number, Numeral)
            assert number.value is not None
            assert abs(moved) <= number.value


def test_figures_far_apart_in_time_are_not_compared() -> None:
    """Two months, or a year known only as such, are too far for a comparison; so are other metrics."""
    one, other = figure("a", 900, 900), figure("b", 100, 100)
    assert comparing.more(one, other, NAMES)
    later = Moment(first=date(2017, 2, 1))
    for changed in (
        replace(other, observed=later),
        replace(other, observed=Moment(first=date(2016, 1, 1), precision="year")),
        replace(other, metric="posts"),
        replace(other, subject="a"),
    ):
        assert comparing.more(one, changed, NAMES) is None


def test_milestones_in_words() -> None:
    """A round number that was passed is said with the figures that it rests on."""
    before, after = figure("a", 990_000, 999_000), figure("a", 1_000_000, 1_010_000)
    said = comparing.passed(Milestone(number=1_000_000, before=before, after=after), "A")
    assert said.sentence == "A has passed 1 million followers"
    assert said.rests_on == (figures.id_of(before), figures.id_of(after))


@pytest.mark.material
def test_every_observation_of_the_material_is_here(material: Path) -> None:
    """Each published figure of the material stands in content/accounts with its bounds, or as a statement."""
    wanted = json.loads((material / "data/accounts/observations.json").read_text(encoding="utf-8"))
    held = [(one.value, one.low, str(one.observed), one.precision.value) for one in shipped()]
    for one in wanted:
        if one["precision"] == "qualitative":
            assert any("working days only" in said.says for said in statements())
            continue
        ours = (one["value"], one["low"], one["observed"], one["precision"])
        assert ours in held, one
        held.remove(ours)
    assert not held
