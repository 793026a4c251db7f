"""What headers say of the next time: how long an answer is good, how long to wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.web.answers import LONGEST, good_for, wait

NOON = "Sun, 06 Nov 1994 12:00:00 GMT"
ONE = "Sun, 06 Nov 1994 13:00:00 GMT"


@pytest.mark.parametrize(
    ("cache_control", "seconds"),
    [
        ("max-age=600", 600),
        ("public, max-age=600, must-revalidate", 600),
        ("MAX-AGE = 600", 600),
        ('max-age="600"', 600),
        ("s-maxage=900, max-age=600", 600),
        ("s-maxage=900", 0),
        ("max-age=600, max-age=60", 60),
        ("max-age=600, no-cache", 0),
        ('max-age=600, no-cache="Set-Cookie"', 0),
        ("no-store", 0),
        ("max-age=0", 0),
        ("max-age=-1", 0),
        ("max-age=1.5", 0),
        ("max-age=ten", 0),
        ("max-age=٣", 0),
        ("max-age", 0),
        ('private="max-age=5, x", max-age=600', 600),
        ("max-age=600; no-cache", 0),
        ("max-age=" + "9" * 6000, LONGEST.total_seconds()),
        ("max-age=000000000000600", 600),
        (',,=;"', 0),
    ],
)
def test_cache_control_says_how_long_an_answer_is_good(cache_control: str, seconds: float) -> None:
    """max-age counts for us, s-maxage is for others, and what cannot be read makes an answer stale."""
    assert good_for(cache_control=cache_control) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"expires": ONE, "date": NOON}, 3600),
        ({"expires": ONE, "date": NOON, "age": "600"}, 3000),
        ({"expires": ONE, "date": NOON, "age": "nonsense"}, 3600),
        ({"expires": ONE, "date": NOON, "cache_control": "max-age=60"}, 60),
        ({"expires": ONE, "date": NOON, "cache_control": "max-age=x"}, 0),
        ({"expires": ONE, "date": NOON, "cache_control": "no-cache"}, 0),
        ({"expires": ONE, "date": NOON, "cache_control": "public"}, 3600),
        ({"expires": NOON, "date": ONE}, 0),
        ({"expires": ONE}, 0),
        ({"expires": "0", "date": NOON}, 0),
        ({"expires": "-1", "date": NOON}, 0),
        ({"expires": ONE, "date": "today"}, 0),
        ({"expires": "Sunday, 06-Nov-94 13:00:00 GMT", "date": "Sun Nov  6 12:00:00 1994"}, 3600),
        ({"expires": "Fri, 01 Jan 2100 00:00:00 GMT", "date": NOON}, LONGEST.total_seconds()),
        ({"cache_control": "max-age=600", "age": "700"}, 0),
        ({}, 0),
    ],
)
def test_expires_counts_from_the_servers_own_clock(headers: dict[str, str], seconds: float) -> None:
    """Expires speaks where max-age does not, from Date on; what a cache on the way has used up is taken off."""
    assert good_for(**headers) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("retry_after", "date", "seconds"),
    [
        ("120", "", 120),
        (" 120 ", NOON, 120),
        ("0", "", 0),
        (ONE, NOON, 3600),
        (NOON, ONE, 0),
        (ONE, "", None),
        ("", NOON, None),
        ("-120", NOON, None),
        ("soon", NOON, None),
        ("9" * 6000, "", LONGEST.total_seconds()),
        ("Fri, 31 Dec 9999 23:59:59 GMT", NOON, LONGEST.total_seconds()),
    ],
)
def test_retry_after_is_seconds_or_a_moment(retry_after: str, date: str, seconds: float | None) -> None:
    """Retry-After is read in both its forms, and believed for a month at most."""
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert wait(retry_after=retry_after, date=date) == expected


PARTS = st.sampled_from(
    [
        *("max-age", "no-cache", "=", ",", ";", '"', "\\", " ", "60", "-", "GMT", "Sun, ", "06 Nov 1994", "99:99:99"),
        *("1994", "+9999", ONE, NOON, "\x00", "é", "0" * 50, "9" * 50),
    ]
)
HEADER = st.one_of(st.text(), st.lists(PARTS, max_size=12).map("".join))


@given(cache_control=HEADER, expires=HEADER, date=HEADER, age=HEADER)
@example(cache_control="", expires="Mon, 01 Jan 0001 00:00:00 +2359", date="Fri, 31 Dec 9999 23:59:59 -2359", age="")
def test_any_headers_can_be_read(cache_control: str, expires: str, date: str, age: str) -> None:
    """Whatever stands in the headers, nothing raises, nothing is negative and nothing longer than the longest."""
    assert timedelta() <= good_for(cache_control=cache_control, expires=expires, date=date, age=age) <= LONGEST
    assert timedelta() <= (wait(retry_after=expires, date=date) or timedelta()) <= LONGEST
