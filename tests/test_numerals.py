"""Numbers as people print them, read with the interval that they leave open."""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from babel import Locale
from babel.numbers import format_compact_decimal
from hypothesis import assume, given
from hypothesis import strategies as st

from digest import curate
from digest.figures import numerals
from digest.model import Numeral, Precision, Unread
from tests.conftest import ROOT

E, R, A = Precision.EXACT, Precision.ROUNDED, Precision.APPROXIMATE
LO, UP, ES, NO = Precision.LOWER_BOUND, Precision.UPPER_BOUND, Precision.ESTIMATED, Precision.UNDISCLOSED

ENGLISH = [
    ("619", E, 619, 619),
    ("0", E, 0, 0),
    ("exactly 5,000", E, 5_000, 5_000),
    ("1,234", E, 1_234, 1_234),
    ("12,34,567", E, 1_234_567, 1_234_567),
    ("12 345 subscribers", E, 12_345, 12_345),
    ("12\u202f345 subscribers", E, 12_345, 12_345),
    ("1'234'567", E, 1_234_567, 1_234_567),
    ("1’234’567", E, 1_234_567, 1_234_567),
    ("١٢٣٤٥", E, 12_345, 12_345),
    ("۱۲۳۴۵", E, 12_345, 12_345),
    ("१२३४५", E, 12_345, 12_345),
    ("１２３４５", E, 12_345, 12_345),
    ("587,000 followers", R, 586_500, 587_500),
    ("21 million", R, 20_500_000, 21_500_000),
    ("1.91 million", R, 1_905_000, 1_915_000),
    ("1.910 million", R, 1_909_500, 1_910_500),
    ("23.4K", R, 23_350, 23_450),
    ("2.5k followers", R, 2_450, 2_550),
    ("155 thousand", R, 154_500, 155_500),
    ("3.6 mln", R, 3_550_000, 3_650_000),
    ("1.2bn", R, 1_150_000_000, 1_250_000_000),
    ("5 B", R, 4_500_000_000, 5_500_000_000),
    ("3.5 lakh", R, 345_000, 355_000),
    ("1.2 crore", R, 11_500_000, 12_500_000),
    ("a million", R, 500_000, 1_500_000),
    ("two million", R, 1_500_000, 2_500_000),
    ("a dozen million", R, 11_500_000, 12_500_000),
    ("2½ million", R, 2_450_000, 2_550_000),
    ("102 million fans", R, 101_500_000, 102_500_000),
    ("a total of 23,456", E, 23_456, 23_456),
    ("over 1.91 million followers", LO, 1_910_000, 1_920_000),
    ("more than 300 million users", LO, 300_000_000, 400_000_000),
    ("more than 80 million Facebook fans", LO, 80_000_000, 90_000_000),
    ("in excess of 4m", LO, 4_000_000, 5_000_000),
    ("no fewer than 65,000", LO, 65_000, 66_000),
    ("exceeded 5,000", LO, 5_000, 6_000),
    ("upwards of 450,000", LO, 450_000, 460_000),
    ("just over half a million", LO, 500_000, 600_000),
    ("more than 619", LO, 619, None),
    ("at least 123,000", LO, 123_000, None),
    ("well over 2 million", LO, 2_000_000, None),
    ("5M+", LO, 5_000_000, None),
    ("5,000 or more", LO, 5_000, None),
    ("millions of followers", LO, 2_000_000, None),
    ("nearly 600,000", UP, 550_000, 600_000),
    ("almost 600 thousand", UP, 550_000, 600_000),
    ("close to 7.6 million followers", UP, 7_550_000, 7_600_000),
    ("just under 400,000", UP, 350_000, 400_000),
    ("under 50,000", UP, None, 50_000),
    ("less than half a million", UP, None, 500_000),
    ("up to 600,000", UP, None, 600_000),
    ("as many as 2 million", UP, None, 2_000_000),
    ("half a million", A, 450_000, 550_000),
    ("a quarter of a million", A, 225_000, 275_000),
    ("three quarters of a million", A, 725_000, 775_000),
    ("one and a half million", A, 1_450_000, 1_550_000),
    ("about 1.9 million", A, 1_800_000, 2_000_000),
    ("some 200", A, 150, 250),
    ("roughly 25,000", A, 24_000, 26_000),
    ("~5,000", A, 4_500, 5_500),
    ("10.5 million or so", A, 10_400_000, 10_600_000),
    ("several million", A, 2_000_000, 9_999_999),
    ("a few thousand", A, 2_000, 9_999),
    ("dozens of thousands", A, 20_000, 99_999),
    ("hundreds of thousands of followers", A, 200_000, 999_999),
    ("1.5 to 2 million", A, 1_500_000, 2_000_000),
    ("between 1 and 2 million", A, 1_000_000, 2_000_000),
    ("10,000–20,000", A, 10_000, 20_000),
    ("an estimated 5 million", ES, 4_500_000, 5_500_000),
    ("N/A", NO, None, None),
    ("—", NO, None, None),
    ("hidden", NO, None, None),
]

CHINESE = [
    ("36.2万", R, 361_500, 362_500),
    ("191万", R, 1_905_000, 1_915_000),
    ("１９１万", R, 1_905_000, 1_915_000),
    ("191萬", R, 1_905_000, 1_915_000),
    ("粉丝：191万", R, 1_905_000, 1_915_000),
    ("191万粉丝", R, 1_905_000, 1_915_000),
    ("3千万", R, 25_000_000, 35_000_000),
    ("5百万", R, 4_500_000, 5_500_000),
    ("1.02亿", R, 101_500_000, 102_500_000),
    ("1亿2000万", R, 115_000_000, 125_000_000),
    ("1.2万亿", R, 1_150_000_000_000, 1_250_000_000_000),
    ("三百五十万", R, 3_450_000, 3_550_000),
    ("一亿二千万", R, 115_000_000, 125_000_000),
    ("一点九一亿", R, 190_500_000, 191_500_000),
    ("两万", R, 15_000, 25_000),
    ("百万", R, 500_000, 1_500_000),
    ("半百万", R, 450_000, 550_000),
    ("超过191万", LO, 1_910_000, 1_920_000),
    ("逾30万名粉丝", LO, 300_000, 400_000),
    ("突破500万", LO, 5_000_000, 6_000_000),
    ("191多万", LO, 1_910_000, 1_920_000),
    ("20余万", LO, 200_000, 300_000),
    ("三千多万", LO, 30_000_000, 40_000_000),
    ("十几万", LO, 100_000, 200_000),
    ("5000多", LO, 5_000, 6_000),
    ("至少12.3万", LO, 123_000, None),
    ("30万以上", LO, 300_000, None),
    ("上百万", LO, 1_000_000, None),
    ("过亿", LO, 100_000_000, None),
    ("近60万", UP, 550_000, 600_000),
    ("将近100万", UP, 500_000, 1_000_000),
    ("不到50万", UP, None, 500_000),
    ("不足1万", UP, None, 10_000),
    ("50万以下", UP, None, 500_000),
    ("约19.1万", A, 190_000, 192_000),
    ("大约3亿", A, 250_000_000, 350_000_000),
    ("190万左右", A, 1_800_000, 2_000_000),
    ("数百万", A, 2_000_000, 9_999_999),
    ("几十万", A, 200_000, 999_999),
    ("两三百万", A, 2_000_000, 2_999_999),
    ("150万至200万", A, 1_500_000, 2_000_000),
    ("150到200万", A, 1_500_000, 2_000_000),
    ("预计600万", ES, 5_500_000, 6_500_000),
    ("未公开", NO, None, None),
]


@pytest.mark.parametrize(("text", "precision", "low", "high"), ENGLISH, ids=[row[0] for row in ENGLISH])
def test_english_prose(text: str, precision: Precision, low: int | None, high: int | None) -> None:
    """Numbers of English prose are read with their hedges as bounds."""
    check(numerals.read(text, "en"), precision, low, high)


@pytest.mark.parametrize(("text", "precision", "low", "high"), CHINESE, ids=[row[0] for row in CHINESE])
def test_chinese_prose(text: str, precision: Precision, low: int | None, high: int | None) -> None:
    """Numbers of Chinese prose are read in their myriads, with their hedges as bounds."""
    check(numerals.read(text, "zh"), precision, low, high)


def check(found: Numeral | Unread, precision: Precision, low: int | None, high: int | None) -> None:
    """A number was read, and is this one."""
    assert isinstance(found, Numeral), found
    assert (found.precision, found.low, found.high) == (precision, low, high)


def test_prose_is_covered() -> None:
    """Each language has at least 40 forms in its table, both together more than a hundred, and none twice."""
    assert min(len(ENGLISH), len(CHINESE)) >= 40
    assert len({text for text, *_ in ENGLISH + CHINESE}) == len(ENGLISH) + len(CHINESE) > 100


@pytest.mark.parametrize(
    "text",
    [
        *(
            "40%",
            "5 percent",
            "21st",
            "2014-04-10",
            "10:30",
            "$500 million",
            "@user123",
            "COVID-19",
            "1.2.3",
            "1,23,45",
        ),
        *(
            "from 1.2 million to 1.5 million followers",
            "three",
            "followers",
            "",
            "5 of 10",
            "007",
            "714.568",
            "百分之五",
        ),
        *("about nearly 5,000", "1.5", "5 lakh crore", "增长3倍", "3倍", "最近"),
    ],
)
def test_what_is_no_count(text: str) -> None:
    """Shares, sums of money, dates, handles, changes and broken groups are read as nothing, with a reason."""
    found = numerals.read(text, "en")
    assert isinstance(found, Unread)
    assert found.why


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("5 B", "tr", 5_000),
        ("5 B", "en", 5_000_000_000),
        ("5 B", "", None),
        ("714.568", "de", 714_568),
        ("714.568", "tr", 714_568),
        ("714.568", "en", None),
        ("714.568", "", None),
        ("714,568", "en", 714_568),
        ("714,568", "de", None),
        ("1.234.567", "", 1_234_567),
        ("1,91 Mio", "", 1_910_000),
        ("3 mil", "es", 3_000),
        ("3 mil.", "ro", 3_000_000),
        ("3 mil", "", None),
        ("2 M", "id", 2_000_000_000),
        ("2 M", "fr", 2_000_000),
        ("3 Billionen", "de", 3_000_000_000_000),
        ("160 tys.", "pl", 160_000),
        ("1.035 million", "en", 1_035_000),
        ("1,035 Mio", "de", 1_035_000),
        ("1.035 million", "", None),
    ],
)
def test_the_locale_decides_what_is_ambiguous(text: str, locale: str, value: int | None) -> None:
    """What languages write differently is read by the locale that is given, and not at all without one."""
    found = numerals.read(text, locale)
    assert (found.value if isinstance(found, Numeral) else None) == value


def test_a_column_says_what_it_counts_in() -> None:
    """A grain takes the place of the printed precision: exact counts stay exact, 3282万 is good to a thousand."""
    exact = numerals.read("40,000", "en", grain=1)
    assert isinstance(exact, Numeral)
    assert (exact.precision, exact.low, exact.high) == (E, 40_000, 40_000)
    series = numerals.read("3282万", "zh", grain=1_000)
    assert isinstance(series, Numeral)
    assert (series.low, series.high) == (32_819_500, 32_820_500)


def test_the_numeral_is_kept_as_printed() -> None:
    """What is printed of a number is its own words and digits, in their own script, without what it counts."""
    for text, printed in [
        ("Over 1.91 million followers", "Over 1.91 million"),
        ("粉丝１９１万", "１９１万"),
        ("x", "x"),
    ]:
        assert numerals.read(text, "en").printed == printed


LOCALES = (
    *("en", "zh", "zh_Hant", "ja", "ko", "hi", "de", "fr", "es", "it", "pt", "pt_PT", "nl", "sv", "da", "nb", "fi"),
    *("pl", "cs", "sk", "hu", "ro", "bg", "uk", "ru", "tr", "el", "ar", "he", "fa", "id", "vi", "th"),
    *("sr", "et", "ur", "en_IN", "de_CH"),
)
WIDTHS: tuple[Literal["short", "long"], ...] = ("short", "long")


def compact(number: int, locale: str, width: Literal["short", "long"], digits: int) -> str:
    """A number in a compact form of CLDR; the short one where Babel gives no long one."""
    try:
        return format_compact_decimal(number, locale=locale, format_type=width, fraction_digits=digits)
    except KeyError:
        return format_compact_decimal(number, locale=locale, format_type="short", fraction_digits=digits)


def test_the_locales_are_those_of_the_roster_and_more() -> None:
    """The compact forms are tried in 33 locales and every language that the roster reads."""
    roster = curate.load(ROOT / "feeds.yaml")
    tags = {feed.language for feed in roster.feeds} | {outlet.language for outlet in roster.outlets}
    assert len(LOCALES) >= 33
    assert {tag.replace("-", "_") for tag in tags if tag} <= set(LOCALES)


@pytest.mark.parametrize(("locale", "width"), list(product(LOCALES, WIDTHS)))
def test_every_compact_form_of_cldr(locale: str, width: Literal["short", "long"]) -> None:
    """Every compact form of a locale, from thousands to hundreds of millions of millions, holds what it was made of."""
    for digits, magnitude in product((0, 1, 2), range(3, 15)):
        number = int("123456789012345"[: magnitude + 1])
        found = numerals.read(text := compact(number, locale, width, digits), locale)
        assert isinstance(found, Numeral), (text, found)
        assert found.low is not None
        assert found.high is not None
        assert found.low <= number <= found.high, text


@given(st.sampled_from(LOCALES), st.sampled_from(WIDTHS), st.integers(1, 10**14), st.integers(0, 2))
def test_compact_forms_hold_their_number(
    locale: str, width: Literal["short", "long"], number: int, digits: int
) -> None:
    """Whatever number is printed in a compact form, what is read holds it."""
    text = compact(number, locale, width, digits)
    found = numerals.read(text, locale)
    assert isinstance(found, Numeral), (text, found)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= number <= found.high


@given(st.text(max_size=40), st.sampled_from(["", *LOCALES]))
def test_any_text_is_read_or_told_why_not(text: str, locale: str) -> None:
    """No text raises; what is read has bounds in order around its value."""
    found = numerals.read(text, locale)
    if isinstance(found, Numeral):
        known = [number for number in (found.low, found.value, found.high) if number is not None]
        assert known == sorted(known)


@given(st.lists(st.sampled_from([row[0] for row in ENGLISH if row[1] is not NO]), max_size=4))
def test_numbers_are_found_in_running_text(texts: list[str]) -> None:
    """A scan finds each number of a text where it stands, and reads it as if it stood alone."""
    alone = [numerals.read(text, "en") for text in texts]
    assume(all(isinstance(one, Numeral) for one in alone))
    text = "; and then ".join(texts)
    found = list(numerals.scan(text, "en"))
    assert [one.numeral for one in found] == alone
    assert all(one.numeral.printed in text[one.start : one.end] for one in found)


def test_old_words_keep_their_neighbours_out() -> None:
    """In running text 最近 is no "nearly", a change from one number to another is none, and handles are no numbers."""
    found = [one.numeral for one in numerals.scan("最近30万人关注, @user99 rose from 1.2 million to 2 million", "en")]
    assert [one.precision if isinstance(one, Numeral) else one.why for one in found] == [R, "is a change, not a figure"]


@pytest.mark.material
def test_the_table_of_2022_reads(material: Path) -> None:
    """Every follower count of the 78 accounts is read as the exact count that it is, or as undisclosed."""
    with (material / "data/accounts/china_accounts_2022.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = [numerals.read(row["followers_raw"], "en", grain=1) for row in rows]
    assert len(found) == 78
    for row, one in zip(rows, found, strict=True):
        assert isinstance(one, Numeral)
        assert one.precision is (NO if row["followers"] == "N/A" else E)
        assert row["followers"] in {"N/A", str(one.value)}


def test_locales_with_a_scale_before_the_number() -> None:
    """Where a scale stands before its number, it is read there."""
    assert Locale.parse("sw").language == "sw"
    found = numerals.read("milioni 19.1", "sw")
    assert isinstance(found, Numeral)
    assert found.value == int(Decimal("19.1") * 10**6)
