"""House style: names and short forms that the press writes in many ways, as one edition writes them.

The words stay what they were, only their letters change, but for one that takes a side: to refute is to prove wrong,
which is not the press's to say of those who only reject. The gate of evidence reads headlines in house style, too. So
what may be short for several things stays short: FM is the finance minister to an Indian paper, WP a party, MBS a
building and NYP a school to one of Singapore.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from digest.compose import english

Style = tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]
"""What is written differently: patterns, and what stands in place of what they match."""

_ONE_SPELLING = {
    **{name.capitalize(): name for name in english.words("APEC ASEAN BRICS NASA NATO OPEC UNESCO UNICEF UNIFIL UNRWA")},
    **{f"Cop{number}": f"COP{number}" for number in range(20, 50)},
    "Kiev": "Kyiv",
    "Turkiye": "Turkey",
    "Türkiye": "Turkey",
    "Zelenskiy": "Zelenskyy",
    "Zelensky": "Zelenskyy",
}
_IN_FULL = {
    "DRC": "DR Congo",
    "Govt": "Government",
    "KSA": "Saudi Arabia",
    "MBZ": "Mohamed bin Zayed",
    "MbS": "Mohammed bin Salman",
    "NYT": "the New York Times",
    "UNGA": "UN General Assembly",
    "UNHRC": "UN Human Rights Council",
    "UNSC": "UN Security Council",
    "WSJ": "the Wall Street Journal",
    "WaPo": "the Washington Post",
    "gov't": "government",
    "gov’t": "government",
    "govt": "government",
    "govts": "governments",
    "int'l": "international",
    "int’l": "international",
    "intel": "intelligence",
    "intl": "international",
    "spox": "spokesperson",
}
_LONG_MONTHS = english.words("January February March April August September October November December")
_MONTHS = {month[:3]: month for month in _LONG_MONTHS} | {"Sept": "September"}
_MILLIONS = (
    dict.fromkeys(["M", "m", "mn", "mln"], "million")
    | dict.fromkeys(["B", "b", "bn", "bln"], "billion")
    | {"tn": "trillion"}
)
_NUCLEAR = "arms|bombs?|deals?|plants?|power|program(?:me)?s?|sites?|submarines?|talks|test(?:s|ing)?|treaty|weapons?"
_OFFICES = "(?:Prime |Foreign |Defen[cs]e |Finance |Interior |Vice )?(?:Chancellor|Minister|President)|Ambassador|Envoy"
_SMALL = "And|As|At|By|For|From|In|Of|On|Over|The|To|With"
_AFTER_SAUDI = "announces|calls|condemns|denies|says|seeks|to [a-z]|urges|warns|welcomes"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words)))


def _in(words: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: words[match.group()]


ENGLISH: Style = (
    (re.compile(rf"(?<=[a-z,] )(?:{_SMALL})(?= [a-z\d])"), lambda match: match.group().lower()),
    (re.compile(r"\brefut(?:e(?=s?\b)|(?=(?:ed|ing)\b))"), "reject"),
    (re.compile(r"\bU\.([KNS])\.(?:A\.)?"), r"U\1"),
    (re.compile(r"\bE\.U\."), "EU"),
    (re.compile(r"\bU\.A\.E\."), "UAE"),
    (re.compile(r"\bU\.S\b"), "US"),
    (re.compile(r"(?<=\d-)yr\b"), "year"),
    (re.compile(r"(?<=\w) & (?=[a-z])"), " and "),
    (re.compile(rf"(?<![\w.’'])(?:{_any_of(_ONE_SPELLING)})(?!\w)"), _in(_ONE_SPELLING)),
    (re.compile(rf"(?<![\w.’'-])(?:{_any_of(_IN_FULL)})(?![\w-])"), _in(_IN_FULL)),
    (re.compile(r"\bG-(?=(?:7|20)\b)"), "G"),
    (re.compile(r"\bN(?:\. ?| |-)?(?=Korea)"), "North "),
    (re.compile(r"\bS(?:\. ?| |-)?(?=Korea)"), "South "),
    (re.compile(rf"\bN-(?=(?:{_NUCLEAR})\b)"), "nuclear "),
    (re.compile(r"(?<=[a-z] )MO?FA\b"), "Foreign Ministry"),
    (re.compile(r"(?<=[a-z] )M[Oo]D\b"), "Defence Ministry"),
    (re.compile(r"((?:\bUS|\b[A-Z][a-z]+)) admin\b\.?"), r"\1 administration"),
    (re.compile(r"(?<=\b(?:EU|UK|US) )Military(?= [a-z])"), "military"),
    (re.compile(r"\bSaudi(?=['’]s\b)"), "Saudi Arabia"),
    (re.compile(rf"^Saudi (?={_AFTER_SAUDI})"), "Saudi Arabia "),
    (re.compile(rf"(?<=\d )(?:{_any_of(_MONTHS)})\b"), _in(_MONTHS)),
    (re.compile(rf"\b({_any_of(_MONTHS)})\.?(?= \d{{1,2}}\b)"), lambda match: _MONTHS[match[1]]),
    (re.compile(rf"([$€£¥]\d[\d.,]*) ?({_any_of(_MILLIONS)})\b"), lambda match: f"{match[1]} {_MILLIONS[match[2]]}"),
    (re.compile(r"(?<=\d) ?(?:pc|pct)\b"), "%"),
    (re.compile(r"(?<=\d )(?:Million|Billion|Trillion)\b"), lambda match: match.group().lower()),
    (re.compile(rf"(?<=\w )(?:{_OFFICES})(?= [a-z])"), lambda match: match.group().lower()),
)
CHINESE: Style = ((re.compile(r"(?<=[\u4e00-\u9fff]{4})[ \u3000]+(?=[\u4e00-\u9fff]{4})"), "，"),)
"""Chinese headlines part their clauses with a space, a sentence does with a comma."""


def styled(text: str, style: Style) -> str:
    """A text in house style."""
    for pattern, written in style:
        text = pattern.sub(written, text)
    return text
