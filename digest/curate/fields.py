"""The kinds of value that feeds.yaml holds: what each takes, and what is said of one that it does not take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from string import Template
from typing import Annotated, Literal, NoReturn, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from digest.curate.words import did_you_mean, nearest, one_of, shown
from digest.model import Rule
from digest.sources import offered
from digest.text import clean, is_email

SAID = "said"
"""The type of the errors that carry their own words: `what` follows the name of the key, `todo` is the advice."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?")
_CLOCK = re.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])")
_DURATION = re.compile(r"([0-9]{1,7}) ?([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_IN_URLS = re.compile(
    r"""[\s<>"{}|\\^`\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"""
)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE | re.ASCII)

_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_TEXT = re.compile(r"[\x20-\x7e]+")
_OWN_HEADERS = frozenset(
    {"accept", "accept-encoding", "connection", "content-length", "host", "te", "transfer-encoding", "user-agent"}
)

_RULE = re.compile(r"(\w+)\s*:\s*(.+)", re.DOTALL)
_EXPRESSION = re.compile(r"/(.+)/(\w*)", re.DOTALL)
_PARTS = ("title", "category", "link", "author")

# What CLDR lists beside the countries of ISO 3166: reservations for islands and customs unions, the euro area,
# "outlying Oceania", pseudo-locales and "unknown". Kosovo (XK) stays: it keeps embassies.
_NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "IC", "TA", "EZ", "QO", "XA", "XB", "ZZ"}


@dataclass(frozen=True, slots=True)
class Unattended:
    """What becomes of a brief that nobody looked at."""

    then: Literal["publish", "hold"]
    until: time | None = None


def refuse(what: str, todo: str) -> NoReturn:
    """Say of a value what is wrong with it."""
    raise PydanticCustomError(SAID, "{what}", {"what": what, "todo": todo})


def string(value: object) -> str:
    """A value that must be text."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    return value


def _label(value: object) -> str:
    return clean(string(value))


def _text(value: object) -> str:
    return _label(value) or refuse("must not be empty", "write a text")


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return bool(_ID.fullmatch(text))


def _id(value: object) -> str:
    text = string(value)
    if not is_id(text):
        made = "-".join(re.findall(r"[a-z0-9]+", text.casefold()))
        todo = f'write "{made}"' if made else "write something like bbc-world"
        refuse(f"must be lower-case letters, digits and single hyphens, not {shown(text)}", todo)
    return text


def _url(value: object) -> str:
    text = string(value).strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        refuse(f"is not an address: {shown(text)}", "look at its host and port")
    if parts.scheme not in {"http", "https"} or not re.search(r"\w", host):
        rest = text.partition("://")[2] or text.lstrip("/")
        todo = f"write https://{rest}" if _DOMAIN.match(rest) else "write something like https://example.org/feed.xml"
        refuse(f"must be an http or https address with a host, not {shown(text)}", todo)
    if match := _NOT_IN_URLS.search(text):
        mark = f'"{match.group()}"' if match.group().isprintable() else "an invisible character"
        mark = "a space" if match.group() == " " else mark
        refuse(f"is not an address: it has {mark} in it", "percent-encode or remove it")
    return text


def _site_url(value: object) -> str:
    url = _url(value)
    if "?" in url or "#" in url:
        refuse(f'must be a folder, with no "?" or "#", not {shown(url)}', "write something like https://example.org/")
    return url if url.endswith("/") else f"{url}/"


def _country(value: object) -> str:
    text = string(value)
    names = _countries()
    if text in names:
        return text
    upper = text.strip().upper()
    aliases: list[str] = get_global("territory_aliases").get(upper, [])
    known = [code for code in (upper, *aliases) if code in names]
    known += [code for code, name in names.items() if name.casefold() == text.strip().casefold()]
    todo = f'write "{known[0]}"' if known else "write two capitals of ISO 3166 such as CH, or UN or EU"
    refuse(f"is not the code of a country: {shown(text)}", todo)


@cache
def _countries() -> dict[str, str]:
    names = {str(code): str(name) for code, name in Locale("en").territories.items()}
    return {code: names[code] for code in names if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES}


def _language(value: object) -> str:
    text = string(value)
    match = _LANGUAGE.fullmatch(text)
    if not match or match[1].lower() not in _languages():
        refuse(f"is not the code of a language: {shown(text)}", _language_hint(text))
    language, script, region = match.groups()
    parts = (language.lower(), script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part)


@cache
def _languages() -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale("en").languages.items()}


def _language_hint(text: str) -> str:
    names = _languages()
    likely: str = get_global("language_aliases").get(text.lower(), "")
    likely = likely or get_global("likely_subtags").get(f"und_{text.upper()}", "").partition("_")[0]
    near = nearest(text.capitalize(), tuple(names.values()))
    likely = likely or next((code for code in names if names[code] == near), "")
    return f'did you mean "{likely.replace("_", "-")}"?' if likely else "write a code such as en or zh-Hant"


def _term(value: object) -> str:
    text = _text(value)
    if "*" in text[:-1] or len(text.removesuffix("*").strip()) == 0:
        refuse(f"may have a * only after the beginning of a word, not {shown(text)}", "write something like diplom*")
    return text


def _date(value: object) -> date:
    text = string(value).strip()
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)  # date.fromisoformat takes more forms than one file should have
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"must be a date of the calendar, not {shown(text)}", "write it as 2026-11-22")


def _clock(value: object) -> time:
    text = string(value).strip()
    if match := _CLOCK.fullmatch(text):
        return time(int(match[1]), int(match[2]))
    todo = 'write something like "06:00"'
    # An hour that a tool of YAML 1.1 has read as a number of base 60, and written so.
    if re.fullmatch("[0-9]{2,4}", text) and int(text) < 24 * 60:
        todo = f'write "{int(text) // 60:02}:{int(text) % 60:02}", in quotes for tools of YAML 1.1'
    refuse(f"must be a time of day, not {shown(text)}", todo)


def _duration(most: timedelta, least: timedelta = timedelta(), example: str = "50m") -> PlainValidator:
    """A time with its unit, in bounds."""

    def read(value: object) -> timedelta:
        text = string(value).strip()
        match = _DURATION.fullmatch(text)
        todo = f"write something like {example}"
        if not match:
            refuse(f"must be a number with s, m, h or d behind it, not {shown(text)}", todo)
        found = timedelta(**{_UNITS[match[2]]: int(match[1])})
        if not least <= found <= most:
            refuse(f"must be between {_as_duration(least)} and {_as_duration(most)}, not {shown(text)}", todo)
        return found

    return PlainValidator(read)


def _as_duration(time: timedelta) -> str:
    seconds = int(time.total_seconds())
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m")):
        if seconds >= size and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def _weekday(value: object) -> int:
    text = string(value)
    if text not in WEEKDAYS:
        start = text.strip().casefold()[:3]
        todo = f"write {start}" if start in WEEKDAYS else f"write {', '.join(WEEKDAYS)}"
        refuse(f"must be a weekday in three letters, not {shown(text)}", todo)
    return WEEKDAYS.index(text)


def _zone(value: object) -> ZoneInfo:
    text = string(value)
    try:
        return ZoneInfo(text)
    except (OSError, ValueError, LookupError):
        near = nearest(text.replace(" ", "_"), tuple(sorted(available_timezones()))) or _zone_of_city(text)
        todo = f'did you mean "{near}"?' if near else "write something like Europe/Zurich"
        refuse(f"is not a time zone: {shown(text)}", todo)


def _zone_of_city(text: str) -> str | None:
    by_city = {zone.rpartition("/")[2]: zone for zone in sorted(available_timezones(), reverse=True)}
    near = nearest(text.replace(" ", "_"), tuple(by_city))
    return by_city[near] if near else None


def _unattended(value: object) -> Unattended:
    text = " ".join(string(value).split())
    match text:
        case "publish" | "hold":
            return Unattended(text)
    start, _, hour = text.rpartition(" ")
    if start == "hold until" and _CLOCK.fullmatch(hour):
        return Unattended("hold", _clock(hour))
    options = ("publish", "hold", "hold until 09:00")
    refuse(f"must be publish, hold or hold until HH:MM, not {shown(text)}", did_you_mean(text, options, "choose one"))


def _authority(value: object) -> str:
    text = string(value).strip().lower()
    user, _, domain = text.rpartition("@")
    if not _DOMAIN.fullmatch(domain) or ("@" in text and not re.fullmatch(r"[a-z0-9._-]+", user)):
        refuse(f"must be a domain or an e-mail address, not {shown(text)}", "write something like example.org")
    return text


def _email(value: object) -> str:
    text = string(value).strip()
    return text if is_email(text) else refuse(f"is not an e-mail address: {shown(text)}", "write name@example.org")


def _way(value: object) -> str:
    """An address of the web or of mail (`mailto:`)."""
    text = string(value).strip()
    if not text.lower().startswith("mailto:"):
        return _url(text)
    if not is_email(text[7:].partition("?")[0]) or _NOT_IN_URLS.search(text):
        refuse(f"is no mailto: address: {shown(text)}", "write mailto:name@example.org?subject=subscribe")
    return text


def _way_out(value: object) -> str:
    """A way of which `{token}` or `{address}` stands for the reader."""
    text = string(value).strip()
    _way(text.replace("{token}", "token").replace("{address}", "address"))
    if not text.lower().startswith("mailto:") and not ("{token}" in text or "{address}" in text):
        refuse("does not say who wants to leave", "put {token} or {address} where the page expects the reader")
    return text


def _handle(value: object) -> str:
    text = _label(value).removeprefix("@")
    if "://" in text:
        refuse(f"must be a name on its platform, not {shown(value)}", "put an address under url")
    return text


def _source(value: object) -> str:
    text, known = string(value).strip(), ("manual", *offered.names())
    if text not in known:
        todo = did_you_mean(text, known, "install the package that brings it, or write one of them")
        refuse(f"must be {one_of(known)}, not {shown(text)}", todo)
    return text


def _header_name(value: object) -> str:
    text = string(value).strip()
    if not _HEADER.fullmatch(text):
        refuse(f"is not the name of a header: {shown(text)}", "write something like Authorization")
    if text.casefold() in _OWN_HEADERS or text.casefold().startswith("if-"):
        refuse(f"is a header that the program sets itself: {shown(text)}", "remove it")
    return text


def _header_text(value: object) -> str:
    text = string(value).strip()
    if not _HEADER_TEXT.fullmatch(text):
        refuse("must be printable ASCII text", "write something like Bearer $X_BEARER_TOKEN")
    if not Template(text).is_valid():
        refuse("has a $ without the name of an environment variable", "write $$ for the character itself")
    return text


def _rule(value: object) -> Rule:
    """A part of an entry and what it must have: an expression between slashes, or text in any case.

    A category and an author are meant whole by a text, a title and a link where the text stands in them.
    """
    text = string(value).strip()
    match = _RULE.fullmatch(text)
    if not match or match[1] not in _PARTS:
        todo = "write something like title:/podcast/i or category:Sport"
        refuse(f"must begin with {one_of([f'{part}:' for part in _PARTS])}, not {shown(text)}", todo)
    part = cast("Literal['title', 'category', 'link', 'author']", match[1])
    expression = _EXPRESSION.fullmatch(match[2])
    if not expression:
        plain = re.escape(clean(match[2]))
        whole = part in {"category", "author"}
        return Rule(part=part, pattern=re.compile(rf"\A{plain}\Z" if whole else plain, re.IGNORECASE))
    if expression[2] not in {"", "i"}:
        refuse(f'has "{expression[2]}" after its last slash', "write i for any case, or nothing")
    try:
        return Rule(part=part, pattern=re.compile(expression[1], re.IGNORECASE if expression[2] else 0))
    except re.error as error:
        where = f" at character {match.start(2) + 2 + error.pos}" if error.pos is not None else ""
        refuse(
            f"has a regular expression that cannot be read: {error.msg}{where}",
            r"put a \ before ( [ . * + ? to mean the character",
        )


def _json(**keywords: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **keywords})


_HOUR = "([01]?[0-9]|2[0-3]):[0-5][0-9]"

Label = Annotated[str, PlainValidator(_label), _json()]
Text = Annotated[str, PlainValidator(_text), _json(minLength=1)]
Id = Annotated[str, PlainValidator(_id), _json(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Url = Annotated[str, PlainValidator(_url), _json(pattern=r"^https?://\S+$")]
SiteUrl = Annotated[str, PlainValidator(_site_url), _json(pattern=r"^https?://[^\s?#]+$")]
Country = Annotated[str, PlainValidator(_country), _json(pattern="^[A-Z]{2}$")]
Language = Annotated[
    str, PlainValidator(_language), _json(pattern="^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?$")
]
Term = Annotated[str, PlainValidator(_term), _json(pattern=r"^[^*]+\*?$")]
Day = Annotated[date, PlainValidator(_date), _json(format="date")]
Clock = Annotated[time, PlainValidator(_clock), _json(pattern=f"^{_HOUR}$")]
Weekday = Annotated[int, PlainValidator(_weekday), _json(enum=list(WEEKDAYS))]
Zone = Annotated[ZoneInfo, PlainValidator(_zone), _json(minLength=1)]
WhenUnattended = Annotated[Unattended, PlainValidator(_unattended), _json(pattern=f"^(publish|hold( until {_HOUR})?)$")]
Authority = Annotated[str, PlainValidator(_authority), _json(pattern=r"^\S+\.\S+$")]
Email = Annotated[str, PlainValidator(_email), _json(pattern=r"^\S+@\S+\.\S+$")]
Way = Annotated[str, PlainValidator(_way), _json(pattern=r"^(https?://|mailto:)\S+$")]
WayOut = Annotated[str, PlainValidator(_way_out), _json(pattern=r"^(https?://|mailto:)\S+$")]
Handle = Annotated[str, PlainValidator(_handle), _json()]
Every = Annotated[timedelta, _duration(timedelta(days=7)), _json(pattern="^[0-9]+ ?[smhd]$")]
Pause = Annotated[timedelta, _duration(timedelta(minutes=10), example="1s"), _json(pattern="^[0-9]+ ?[smhd]$")]
Patience = Annotated[
    timedelta,
    _duration(timedelta(minutes=2), timedelta(seconds=1), example="8s"),
    _json(pattern="^[0-9]+ ?[smhd]$"),
]
Source = Annotated[str, PlainValidator(_source), _json(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
HeaderName = Annotated[str, PlainValidator(_header_name), _json(pattern="^[^\\s:]+$")]
HeaderText = Annotated[str, PlainValidator(_header_text), _json(minLength=1)]
EntryRule = Annotated[Rule, PlainValidator(_rule), _json(pattern=f"^({'|'.join(_PARTS)}):.+$")]
TermLists = dict[Language, list[Term]]
PartyLists = dict[Text, list[Term]]
