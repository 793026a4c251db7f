"""Counts: where the outlets of one story print different numbers of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.compose import english, verbs
from digest.compose.amounts import SCALES, SPELLED, value_of
from digest.compose.headline import Headline, roots, share, stems

_FLOOR = ("at least", "more than", "over", "some")
_CEILING = ("nearly", "almost", "up to", "about", "around")
_SMALL = frozenset(SPELLED) - {"zero", "one"}
_ALIKE, _APART = 0.4, 3.0
"""Headlines that share less, or counts that lie further apart, are of different things."""
_COUNT = re.compile(
    rf"(?<![\w.,$€£¥-])(?:(?P<about>{'|'.join((*_FLOOR, *_CEILING))})\s)?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{'|'.join(sorted(_SMALL))})(?![\w%-])"
    rf"(?:\s(?P<scale>{'|'.join(SCALES)})\b)?(?P<things>(?:\s[a-z]+){{1,2}})",
    re.IGNORECASE,
)
_NO_THINGS = (
    english.FUNCTION
    | verbs.VERBS
    | frozenset(["years", "months", "weeks", "days", "hours", "minutes", "times", "percent", "points", "others"])
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of things as a headline prints it, with its bounds; `opens` tells that it is who acts in it."""

    head: Headline
    printed: str
    thing: str
    opens: bool
    low: float
    high: float


def disagreement(heads: Sequence[Headline]) -> tuple[Count, Count] | None:
    """The lowest and the highest count of a thing that the first headline counts, if no value fits both."""
    for count in _counts(heads[0]):
        near = [head for head in heads[1:] if share(roots(head.text), roots(heads[0].text)) >= _ALIKE]
        others = [other for head in near for other in _counts(head)]
        rivals = [other for other in others if (other.thing, other.opens) == (count.thing, count.opens)]
        found = [count, *rivals]
        low = min(found, key=lambda one: (one.high, found.index(one)))
        high = max(found, key=lambda one: (one.low, -found.index(one)))
        if low.high < high.low <= _APART * low.high and low.head.entry.outlet != high.head.entry.outlet:
            return low, high
    return None


def _counts(head: Headline) -> Iterator[Count]:
    for match in _COUNT.finditer(head.text):
        things = match["things"].split()
        last = next((place for place, word in enumerate(things) if _is_thing(word)), None)
        value = float(value_of(match["number"], match["scale"]))
        if last is None or (1900 <= value <= 2100 and not match["scale"]):
            continue
        about = (match["about"] or "").casefold()
        end = match.start("things") + len(" ".join(["", *things[: last + 1]]))
        yield Count(
            head=head,
            printed=head.text[match.start() : end],
            thing=min(stems(things[last]), default=things[last]),
            opens=match.start() == 0,
            low=value * (0.9 if about in _CEILING else 1.0),
            high=value * 10 if about in _FLOOR else value,
        )


def _is_thing(word: str) -> bool:
    """Whether a word can be what is counted: a plural that no verb or measure of time is."""
    return (
        len(word) > 3
        and (word.endswith("s") or word in {"people", "children", "women", "men", "troops"})
        and word not in _NO_THINGS
    )
