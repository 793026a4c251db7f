"""Dates: every shape that feeds write is read right or not at all."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from digest.sources import dates


def moment(text: str | None) -> datetime | None:
    """The moment in UTC that the table gives in short."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Thu, 26 Feb 2026 21:07:33 GMT", "2026-02-26T21:07:33"),
        ("Thu, 26 Feb 2026 21:07 +0100", "2026-02-26T20:07"),
        ("26 Feb 26 21:07 EST", "2026-02-27T02:07"),
        ("Thu, 26 Feb 2026 21:07:33 CET", "2026-02-26T20:07:33"),
        ("Thu, 26 Jun 2026 21:07:33 CEST", "2026-06-26T19:07:33"),
        ("Thu, 26 Feb 2026 21:07:33 MSK", "2026-02-26T18:07:33"),
        ("Thu, 26 Feb 2026 21:07:33 JST", "2026-02-26T12:07:33"),
        ("Thu, 26 Feb 2026 21:07:33 IST", "2026-02-26T15:37:33"),
        ("Thu, 26 Feb 2026 21:07:33 XYZT", None),
        ("Thu,28 Jul 2022 4:35:5 GMT+9", "2022-07-27T19:35:05"),
        ("Thu, 26 Feb 2026 24:00:00 GMT", "2026-02-27"),
        ("Thu, 31 Dec 2025 23:59:60 GMT", "2026-01-01"),
        ("Fri Jan 16 2004 00:00:00 GMT", "2004-01-16"),
        ("Tue, 4 Nov 2025 14:25:56  EST", "2025-11-04T19:25:56"),
        ("2020/1/10 14:03:00", "2020-01-10T14:03"),
        ("2006-01-11 16:43:21 -0800", "2006-01-12T00:43:21"),
        ("2026-02-26T21:07:33.123456789Z", "2026-02-26T21:07:33"),
        ("2026-02-26T21:07:33+01:00[Europe/Berlin]", "2026-02-26T20:07:33"),
        ("2026-02-26T21:07Z", "2026-02-26T21:07"),
        ("2026-02-26T21:07:33", "2026-02-26T21:07:33"),
        ("20260226T210733Z", "2026-02-26T21:07:33"),
        ("20260226", "2026-02-26"),
        ("202602262107", "2026-02-26T21:07"),
        ("2026-02-26", "2026-02-26"),
        ("2026-02", None),
        ("2026", None),
        ("February 25, 2026 - 21:07", "2026-02-25T21:07"),
        ("Wednesday, February 25, 2026 - 21:07", "2026-02-25T21:07"),
        ("Feb. 25, 2026, 9:07 p.m.", "2026-02-25T21:07"),
        ("Feb 25 2026 12:07AM", "2026-02-25T00:07"),
        ("Sept. 5th, 2026 9 PM EST", "2026-09-06T02:00"),
        ("2026年2月26日", "2026-02-26"),
        ("2026年2月26日 21:07", "2026-02-26T21:07"),
        ("2026年02月26日21时07分33秒", "2026-02-26T21:07:33"),
        ("2026年2月26日 下午9:07", "2026-02-26T21:07"),
        ("2026年2月26日 上午12時7分", "2026-02-26T00:07"),
        ("2026年2月26日(木) 21時07分", "2026-02-26T21:07"),
        ("2026年2月26日 星期四 21:07", "2026-02-26T21:07"),
        ("2026년 2월 26일 오후 9:07", "2026-02-26T21:07"),
        ("2026년 02월 26일 21시 07분", "2026-02-26T21:07"),
        ("2026. 2. 26. 오후 9:07:33", "2026-02-26T21:07:33"),
        ("2026.02.26 21:07", "2026-02-26T21:07"),
        ("1772140053", "2026-02-26T21:07:33"),
        ("1772140053000", "2026-02-26T21:07:33"),
        ("1772140053123", "2026-02-26T21:07:33"),
        ("26/02/2026 21:07", "2026-02-26T21:07"),
        ("02/26/2026 9:07 PM", "2026-02-26T21:07"),
        ("02/03/2026", None),
        ("03/03/2026", "2026-03-03"),
        ("26.02.2026 21:07", "2026-02-26T21:07"),
        ("02.03.2026, 21:07 Uhr", "2026-03-02T21:07"),
        ("26-02-2026 21:07:33", "2026-02-26T21:07:33"),
        ("٢٠٢٦-٠٢-٢٦ ٢١:٠٧", "2026-02-26T21:07"),
        ("２０２６／０２／２６\u3000２１：０７", "2026-02-26T21:07"),
        ("26 février 2026 à 21h07", "2026-02-26T21:07"),
        ("jeudi 26 février 2026", "2026-02-26"),
        ("1er mars 2026", "2026-03-01"),
        ("mar. 24 févr. 2026 21:07", "2026-02-24T21:07"),
        ("26 de febrero de 2026", "2026-02-26"),
        ("jueves, 26 de febrero de 2026, 21:07", "2026-02-26T21:07"),
        ("26. Februar 2026, 21:07 Uhr", "2026-02-26T21:07"),
        ("Donnerstag, 5. März 2026 - 21:07", "2026-03-05T21:07"),
        ("26 февраля 2026 г., 21:07", "2026-02-26T21:07"),
        ("чт, 26 фев 2026 21:07:33 +0300", "2026-02-26T18:07:33"),
        ("26 de fevereiro de 2026 às 21h07", "2026-02-26T21:07"),
        ("26 febbraio 2026 ore 21:07", "2026-02-26T21:07"),
        ("26 lutego 2026", "2026-02-26"),
        ("26 Şubat 2026 Perşembe 21:07", "2026-02-26T21:07"),
        ("26 лютого 2026", "2026-02-26"),
        ("٢٦ فبراير ٢٠٢٦", "2026-02-26"),
        ("26 شباط 2026", "2026-02-26"),
        ("2026. február 26. 21:07", "2026-02-26T21:07"),
        ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00"),
        ("Thu Feb 26 21:07:33 2026", "2026-02-26T21:07:33"),
        ("Thu Feb 26 21:07:33 CET 2026", "2026-02-26T20:07:33"),
        ("Thu Feb 26 2026 21:07:33 GMT+0100 (Central European Standard Time)", "2026-02-26T20:07:33"),
        ("26-Feb-2026 21:07:33", "2026-02-26T21:07:33"),
        ("2026-Feb-26", "2026-02-26"),
        ("Thursday, 26-Feb-26 21:07:33 GMT", "2026-02-26T21:07:33"),
        ("Thu, 26 Feb 2026 21:07:33 UTC+8", "2026-02-26T13:07:33"),
        ("2026-02-26 21:07:33 UTC", "2026-02-26T21:07:33"),
        ("2026-02-26 21:07:33.0", "2026-02-26T21:07:33"),
        ("0000-00-00", None),
        ("0000-00-00T00:00:00Z", None),
        ("-0001-11-30T00:00:00+00:00", None),
        ("-2024-01-01", None),
        ("2026-02-30T10:00:00Z", None),
        ("2024-02-30T25:61:61Z", None),
        ("Thu, 26 Feb 2026 25:07:00 GMT", None),
        ("9999-12-31T23:59:59+99:99", None),
        ("yesterday", None),
        ("3 hours ago", None),
        ("from 1 May 2026 to 3 May 2026", None),
        ("26 Feb", None),
        ("21:07", None),
        ("26 February 2026, 9.07pm", None),
        ("Thu, 26 Feb 2026", "2026-02-26"),
        ("2026-02-26T9:07:33Z", "2026-02-26T09:07:33"),
        ("Mon, 01 Jan 99999 00:00:00 GMT", None),
        ("12", None),
        ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53"),
        ("Invalid date", None),
        ("2026-02-26T21:07:33-0500", "2026-02-27T02:07:33"),
        ("2026-02-26T21:07:33−05:00", "2026-02-27T02:07:33"),
        ("2026-02-26T21", None),
        ("2003-335", None),
        ("Thu, 26 Feb 2026 21:07:33 A", None),
        ("Thu, 26 Feb 2026 21:07:33 +9999", None),
        ("26 Feb 2026 21:07:33 +0530 IST", "2026-02-26T15:37:33"),
        ("2005-26-12T20:00:00Z", None),
        ("2026-13-01", None),
        ("2026-02-26T21:07:33+0545", "2026-02-26T15:22:33"),
        ("26 Feb 99 21:07 GMT", "1999-02-26T21:07"),
        ("26.02.26", None),
        ("02-03-2026", None),
        ("999999999", "2001-09-09T01:46:39"),
        ("2026-02-26 and 2026-02-27", None),
    ],
)
def test_shapes_of_dates(written: str, read: str | None) -> None:
    """A date is the moment that it names, UTC where no zone is said; what is ambiguous or impossible is none."""
    assert dates.read(written) == moment(read)


HOURS = (
    "CET 1 CEST 2 MSK 3 JST 9 KST 9 HKT 8 SGT 8 PKT 5 SAST 2 EET 2 BST 1 NZDT 13 EDT -4 CST -6 PDT -7 IST 5.5 NST -3.5"
)


@pytest.mark.parametrize("zone", re.findall(r"\S+ \S+", HOURS))
def test_named_zones(zone: str) -> None:
    """Zones go by their names; of those that several places use, by that of the place told in `names`."""
    name, hours = zone.split()
    local = datetime(2026, 2, 26, 21, 7, tzinfo=timezone(timedelta(hours=float(hours))))
    assert dates.read(f"Thu, 26 Feb 2026 21:07:00 {name}") == local


MOMENTS = st.integers(631_152_000, 2_500_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(MOMENTS, st.integers(-12 * 60, 14 * 60))
def test_what_programs_write_is_read_back(there: datetime, minutes: int) -> None:
    """The forms that programs write (RFC 2822, ISO 8601, C, Java) give back every moment."""
    there = there.astimezone(timezone(timedelta(minutes=minutes)))
    for form in ("%a, %d %b %Y %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S%z", "%Y%m%dT%H%M%S%z", "%d-%b-%Y %H:%M:%S %z"):
        assert dates.read(there.strftime(form)) == there
    assert dates.read(there.isoformat()) == there
    assert dates.read(there.astimezone(UTC).ctime()) == there


LANGUAGES = "fr es de ru pt it nl pl uk tr ar fa id sv da fi cs hu ro el hi ja ko zh"


@pytest.mark.parametrize("language", LANGUAGES.split())
@given(MOMENTS)
def test_long_dates_of_many_languages(language: str, there: datetime) -> None:
    """A date written out as a language does is read as that date."""
    day = there.replace(hour=0, minute=0, second=0)
    for form in ("medium", "long", "full"):
        written = format_date(day, form, locale=language)
        assert dates.read(written) in ({day, None} if form == "medium" else {day}), written
        clock = f"{written}, {there:%H:%M}"
        assert dates.read(clock) in ({there.replace(second=0), None} if form == "medium" else {there.replace(second=0)})


@given(st.text(max_size=130))
def test_no_text_raises(text: str) -> None:
    """Whatever stands in a feed, reading it gives a moment in UTC or None."""
    found = dates.read(text)
    assert found is None or found.tzinfo is UTC
