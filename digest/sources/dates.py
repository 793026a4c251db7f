"""Dates as feeds write them, to moments. What can be read in two ways, or only in part, is no date.

Where no zone is given the moment is taken as UTC; a date without a time is its midnight.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from digest.sources.names import MONTHS, WEEKDAYS, ZONES, folded, foreign_months, foreign_weekdays

_LONGEST = 120
_EPOCHS = {9: 1, 10: 1, 13: 1_000, 16: 1_000_000}
"""How many of its units make a second, by how many digits a Unix time has."""

_RFC = re.compile(
    r"(?:[a-z]{3}, *)?(\d{1,2}) +([a-z]{3}) +(\d{4}) +(\d\d):(\d\d)(?::(\d\d))? +([a-z]{1,5}|[+-]\d{4})", re.ASCII
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?(z|[+-]\d\d:?\d\d)?)?", re.ASCII)

_ASIAN = [
    (re.compile(r"\s*[年년]\s*"), "-"),
    (re.compile(r"\s*[月월]\s*(?=\d)"), "-"),
    (re.compile(r"(?<=\d)\s*[日号號일]"), " "),
    (re.compile(r"(?<=\d)\s*[時时点點시]\s*"), ":"),
    (re.compile(r":(?!\s*\d)"), ":00 "),
    (re.compile(r"(?<=\d)\s*[分분]\s*(?=\d)"), ":"),
    (re.compile(r"(?<=\d)\s*[分秒분초]"), " "),
    (re.compile("上午|早上|凌晨|清晨|午前|오전"), " am "),
    (re.compile("下午|晚上|傍晚|午後|오후"), " pm "),
    (re.compile("北京时间|北京時間"), " +0800 "),
]
_COMMENT = re.compile(r"\([^()]*\)|(?<=[z\d])\[[\w/+-]+\]$")
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?"
_LATE_YEAR = re.compile(rf"({_CLOCK})((?: [a-z]{{1,5}}| [+-]\d{{4}})?) (\d{{4}})$")
"""How C and Java write: "Thu Feb 26 21:07:33 CET 2026"."""

_TIME = re.compile(
    r"(?:\b(?P<first>am|pm) *)?(?<![\d+:.-])"
    r"(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?"
    r"(?: *(?P<last>[ap]\.?m\b\.?))?| *(?P<only>[ap]\.?m\b\.?)| ?h\b)(?![\d:])",
    re.ASCII,
)
_ZONE = re.compile(r"(?:\b(?:gmt|utc?))? ?[+-]\d{1,2}(?::?\d{2})?(?!\d)|(?P<word>\b[a-z]{1,5}\b)", re.ASCII)

_YMD = re.compile(r"(?<![\d:.+-])(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?:\.?(?=[t\s,]|$))(?!\d)")
_DMY = re.compile(r"(?<![\d:.+-])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_EITHER = re.compile(r"(?<![\d:.+-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
_COMPACT = re.compile(r"(?<![\d:.+-])(\d{4})(\d{2})(\d{2})(?:(?=$|\s)|t?(\d{2})(\d{2})(\d{2})?(?=$|z|\s|[+-]))")
_WORD = r"([^\W\d_][^\s\d.,;:/|()-]*)"
_OF = r"(?:(?:d[eio]l?|of)\b)?"
_DAY_FIRST = re.compile(
    rf"(?<![\d:.+-])(\d{{1,2}})(?:st|nd|rd|th|er|[ºª°.])?[\s-]*{_OF}\s*{_WORD}\.?[\s,-]*{_OF}\s*(\d{{4}}|'?\d{{2}})(?![\d:])"
)
_MONTH_FIRST = re.compile(rf"{_WORD}\.?[\s-]*(\d{{1,2}})(?:st|nd|rd|th)?[\s,-]+(\d{{4}})(?![\d:])")
_YEAR_FIRST = re.compile(rf"(?<![\d:.+-])(\d{{4}})[\s.,-]+{_WORD}\.?[\s-]*(\d{{1,2}})\.?(?![\d:])")

_SAY_NOTHING = """
    t at on by of and the o'clock hrs hours date posted published updated à a le du las los de del al el la em às as da
    um uhr am den der die und il lo alle ore г года год в о р kl klo u pukul
"""
_FILLERS = frozenset(_SAY_NOTHING.split())
_PUNCTUATION = re.compile(r"[\s,;|/·•–—.-]+")


def read(written: str) -> datetime | None:
    """The moment (UTC, to the second) that a date names, or None for what names none for certain."""
    if len(written) > _LONGEST:
        return None
    text = _plain_digits(written)
    try:
        found = _common(text) or _epoch(text) or _any(text)
        return found.astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        return None


def _plain_digits(written: str) -> str:
    """Lower case, digits and signs of every script as ASCII, white space folded."""
    if written.isascii():
        text = written.casefold()
    else:
        text = folded(written)
        text = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
        text = text.replace("\u2212", "-").replace("،", ",")
    return " ".join(text.split())


# --- the shapes of nearly all feeds -----------------------------------------------------------------------------


def _common(text: str) -> datetime | None:
    if match := _RFC.fullmatch(text):
        day, name, year, hour, minute, second, zone = match.groups()
        month, offset = MONTHS.get(name), _offset_of(zone)
        if month is None or offset is None:
            return None
        return _moment(int(year), month, int(day), (int(hour), int(minute), int(second or 0)), offset)
    if match := _ISO.fullmatch(text):
        year, month_, day, hour, minute, second, zone = match.groups()
        offset = _offset_of(zone or "z")
        if offset is None:
            return None
        return _moment(int(year), int(month_), int(day), (int(hour or 0), int(minute or 0), int(second or 0)), offset)
    return None


def _epoch(text: str) -> datetime | None:
    match = re.fullmatch(r"(\d{9,16})(?:\.\d+)?", text, re.ASCII)
    unit = _EPOCHS.get(len(match[1])) if match else None
    return datetime.fromtimestamp(int(match[1]) // unit, UTC) if match and unit else None


def _moment(year: int, month: int, day: int, clock: tuple[int, int, int], offset: int) -> datetime | None:
    """The moment; None for a time that no clock shows (midnight as 24:00 and a leap second are shown by some)."""
    hour, minute, second = clock
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second)):
        return None
    days = datetime(year, month, day, tzinfo=UTC)
    return days + timedelta(hours=hour, minutes=minute - offset, seconds=second)


# --- every other shape ------------------------------------------------------------------------------------------


def _any(text: str) -> datetime | None:
    """Take date, time and zone out of a text in turn; what is left over must mean nothing."""
    for pattern, plain in _ASIAN:
        text = pattern.sub(plain, text)
    text = " ".join(_COMMENT.sub(" ", text).split())
    text = _LATE_YEAR.sub(r"\3 \1\2", text)
    found = _date(text)
    if found is None:
        return None
    (year, month, day), rest = found
    clock, offset = (0, 0, 0), 0
    if match := _TIME.search(rest):
        clock = _clock(match)
        before, after = rest[: match.start()], rest[match.end() :]
        zone = _zone(after)
        if zone is None:
            return None
        offset, after = zone
        rest = f"{before} {after}"
    return _moment(year, month, day, clock, offset) if _means_nothing(rest) else None


def _date(text: str) -> tuple[tuple[int, int, int], str] | None:
    """Year, month and day, and the text without them; None without a date that can only be read in one way."""
    if match := _COMPACT.search(text):
        year, month, day, *clock = match.groups()
        time = ":".join(part for part in clock if part)
        return (int(year), int(month), int(day)), f"{text[: match.start()]} {time} {text[match.end() :]}"
    if match := _YMD.search(text):
        date = (int(match[1]), int(match[3]), int(match[4]))
    elif match := _DMY.search(text):
        date = (int(match[3]), int(match[2]), int(match[1]))
    elif match := _EITHER.search(text):
        one, other = int(match[1]), int(match[3])
        if one <= 12 and other <= 12 and one != other:
            return None
        date = (int(match[4]), min(one, other), max(one, other))
    else:
        return _named_date(text)
    return date, f"{text[: match.start()]} {text[match.end() :]}"


def _named_date(text: str) -> tuple[tuple[int, int, int], str] | None:
    for pattern, (year, month, day) in ((_DAY_FIRST, (3, 2, 1)), (_YEAR_FIRST, (1, 2, 3)), (_MONTH_FIRST, (3, 1, 2))):
        for match in pattern.finditer(text):
            number = MONTHS.get(match[month]) or foreign_months().get(match[month])
            if number:
                date = (_year(match[year]), number, int(match[day]))
                return date, f"{text[: match.start()]} {text[match.end() :]}"
    return None


def _year(digits: str) -> int:
    """A year in full; two digits are of this century up to 49 (RFC 2822)."""
    year = int(digits.strip("'"))
    return year if len(digits.strip("'")) > 2 else year + (2000 if year < 50 else 1900)


def _clock(match: re.Match[str]) -> tuple[int, int, int]:
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    half = (match["first"] or match["last"] or match["only"] or "")[:1]
    if half and hour <= 12:  # some write 下午 21:07 too
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, minute, second


def _zone(text: str) -> tuple[int, str] | None:
    """Minutes east of Greenwich as said after a time (0 where nothing is), and the text without it; None if unknown."""
    for match in _ZONE.finditer(text):
        word = match["word"]
        if word and word not in ZONES:
            continue
        offset = _offset_of(match[0].strip())
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        # Some name the zone beside the offset: "+0530 IST".
        return None if offset is None else (offset, " ".join(one for one in rest.split() if ZONES.get(one) != offset))
    # The letters of the military are used for both sides of Greenwich.
    return (0, text) if text.strip() not in set("abcdefghiklmnopqrstuvwxy") else None


def _offset_of(zone: str) -> int | None:
    """Minutes east of Greenwich of a zone's name or offset; None for one that does not exist."""
    match = re.fullmatch(r"(?:gmt|utc?)? ?([+-])(\d{1,2})(?::?(\d{2}))?", zone, re.ASCII)
    if not match:
        return ZONES.get(zone)
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes > 14 * 60 or int(match[3] or 0) > 59:
        return None
    return minutes if match[1] == "+" else -minutes


def _means_nothing(rest: str) -> bool:
    words = [word for word in _PUNCTUATION.split(rest) if word]
    return all(word in _FILLERS or word in WEEKDAYS for word in words) or all(
        word in _FILLERS or word in foreign_weekdays() for word in words
    )
