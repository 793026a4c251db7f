"""How often a document says that it changes: ttl, skipHours and skipDays of RSS, the syndication module of RDF.

Read by ourselves for every reader alike: of `skipHours` and `skipDays` feedparser keeps only the last hour and day.
Absurd values are as good as none. `sy:updateBase` is passed over: it says when a period begins, which is of no use to
whoever asks once in each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from lxml import etree

from digest.model import Rhythm
from digest.sources.elements import ITEM, local_name, mended

_HEAD = 20_000
"""The channel's own elements stand before its first item or behind its last, within so many characters."""

_LONGEST = timedelta(days=366)
_ITEMS_END = re.compile(r".*</(?:\w+:)?(?:item|entry)\s*>", re.DOTALL)
_SAYS_ANY = re.compile(r"<ttl\b|updatePeriod\b|<skip(?:Hours|Days)\b", re.IGNORECASE)
_SPACES = re.compile(r"\bxmlns(?::\w+)?\s*=\s*(?:\"[^\"<]{,500}\"|'[^'<]{,500}')")
_NUMBER = re.compile(r"[0-9]{1,9}")

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def rhythm_of(text: str) -> Rhythm:
    """The rhythm that the text of an RSS, RDF or Atom document states outside of its items."""
    first = ITEM.search(text)
    head = text[: min(first.start() if first else len(text), _HEAD)]
    last = _ITEMS_END.match(text, max(0, len(text) - _HEAD))
    tail = text[last.end() :] if first and last else ""
    if not _SAYS_ANY.search(head) and not _SAYS_ANY.search(tail):
        return Rhythm()
    said: dict[str, list[str]] = {}
    for name, value in _elements(head, tail):
        said.setdefault(name, []).append(value.strip())
    hours = frozenset(hour % 24 for text in said.get("hour", ()) if (hour := _number(text)) is not None and hour <= 24)
    days = frozenset(_DAYS.index(text.lower()) for text in said.get("day", ()) if text.lower() in _DAYS)
    return Rhythm(
        every=max(_ttl(said), _period(said)),
        # Who skips every hour or every day means something else.
        hours=hours if len(hours) < 24 else frozenset(),
        days=days if len(days) < 7 else frozenset(),
    )


def _elements(head: str, tail: str) -> Iterator[tuple[str, str]]:
    """The channel's elements by local name in lower case, with their texts; hours and days only where they skip."""
    start = max(head.find(root) for root in ("<channel", "<feed", "<rss", "<rdf"))
    spaces = " ".join(dict.fromkeys(_SPACES.findall(head)))
    root = mended(f"<_ {spaces}>{head[max(start, 0) :]}{tail}")
    for element in () if root is None else root.iter(etree.Element):
        name, parent = local_name(element), element.getparent()
        if name in {"hour", "day"} and (parent is None or local_name(parent) != f"skip{name}s"):
            continue
        yield name, element.text or ""


def _ttl(said: dict[str, list[str]]) -> timedelta:
    """Minutes for which a document may be kept."""
    minutes = _number(next(iter(said.get("ttl", ())), ""))
    return _sane(timedelta(minutes=minutes)) if minutes else timedelta()


def _period(said: dict[str, list[str]]) -> timedelta:
    """A period and how often in it the document changes: once, if that is not said."""
    period = _PERIODS.get(next(iter(said.get("updateperiod", ())), "").lower(), timedelta())
    often = _number(next(iter(said.get("updatefrequency", ())), "1"))
    return _sane(period / often) if often else timedelta()


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _sane(every: timedelta) -> timedelta:
    return every if every <= _LONGEST else timedelta()
