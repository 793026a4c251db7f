"""Offices in a text and who holds them: "Foreign Minister Wang Yi", "Macron, the former president", 外长王毅."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.compose import english, verbs
from digest.text.scripts import HAN

_RANKS = english.words("acting deputy ex former incoming interim late outgoing then vice")
_DOMAINS = english.words("""
    culture defence defense economy energy environment finance foreign health interior justice labour prime trade
    transport treasury
""")
PERSONS = english.words("""
    adviser advisor ambassador chairman chairwoman chancellor chief commander commissioner consul diplomat emperor envoy
    fm general governor king leader mayor minister negotiator pm pope premier president prince princess queen secretary
    senator speaker spokesman spokesperson spokeswoman
""")
_SHORT = {"fm": "foreign minister", "pm": "prime minister"}
WORDS = PERSONS | _RANKS | _DOMAINS | english.words("of state vice-president")
"""Words of which the names of offices are made."""
_HAN = f"[{HAN}]"
_CHINESE = re.compile(
    "外交部长|国防部长|外长|防长|部长|国务卿|总书记|秘书长|国家主席|主席|总统|总理|首相|大使|特使|公使|领事|发言人|国王|女王|天皇"
    "|教皇|议长|省长|州长|市长|司令|委员长|外交部長|外長|部長|國務卿|總統|總理|發言人|領事|國王|議長|秘書長"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BESIDE = re.compile(r"\s*,\s*(?:(?:the|a|an|its|their|his|her)\s+)?(?:[\w’'-]+\s+)??", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An office where a text names it: its rank ("former"), and the words of who holds it, where they stand beside it.

    In Chinese `rank` has the two characters before the office and `holder` the two after it.
    """

    office: str
    printed: str
    rank: frozenset[str]
    holder: frozenset[str]


def holdings(text: str) -> Iterator[Holding]:
    """The offices of a text, from left to right."""
    found = list(_WORD.finditer(text))
    for place, match in enumerate(found):
        word = _bare(match)
        if word in PERSONS:
            yield _english(text, found, place)
    for match in _CHINESE.finditer(text):
        before = re.search(f"{_HAN}{{2}}$", text[: match.start()])
        after = re.match(f"{_HAN}{{2}}", text[match.end() :])
        yield Holding(
            office=match.group(),
            printed="".join((before.group() if before else "", match.group(), after.group() if after else "")),
            rank=frozenset([before.group()] if before else []),
            holder=frozenset([after.group()] if after else []),
        )


def _english(text: str, found: list[re.Match[str]], place: int) -> Holding:
    first, office = place, _bare(found[place])
    rank: set[str] = set()
    while first and _joined(text, found[first - 1], found[first]):
        before = _bare(found[first - 1])
        if before in _DOMAINS:
            office = f"{before} {office}"
        elif before in _RANKS:
            rank.add(before)
        else:
            break
        first -= 1
    holder = _after(text, found, place) or _before(text, found, first)
    return Holding(
        office=_SHORT.get(office, office),
        printed=text[found[first].start() : found[place].end()],
        rank=frozenset(rank),
        holder=frozenset(holder),
    )


def _after(text: str, found: list[re.Match[str]], place: int) -> list[str]:
    """The name right behind an office."""
    name: list[str] = []
    for one, following in zip(found[place:], found[place + 1 :], strict=False):
        if not _joined(text, one, following) or not _is_name(following) or len(name) == 4:
            break
        name.append(_bare(following))
    return name


def _before(text: str, found: list[re.Match[str]], first: int) -> list[str]:
    """The name before an office that is set off by a comma: "Macron, the French president"."""
    at = next(
        (n for n in range(first - 1, -1, -1) if _BESIDE.fullmatch(text[found[n].end() : found[first].start()])), None
    )
    name: list[str] = []
    while at is not None and at >= 0 and _is_name(found[at]) and len(name) < 4:
        name.append(_bare(found[at]))
        if at == 0 or not _joined(text, found[at - 1], found[at]):
            break
        at -= 1
    return name


def _is_name(match: re.Match[str]) -> bool:
    word = match.group()
    return word[0].isupper() and word.casefold() not in verbs.FINITE | PERSONS


def _joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] in {" ", "-", "‑"}


def _bare(match: re.Match[str]) -> str:
    return re.sub(r"['’]s$|['’]$", "", match.group()).casefold()
