"""Reading numbers as people print them, with the interval that their words and digits leave open.

The rules, from the precision that is printed (the worth of the last certain digit is a step; zeros at the end of a
whole number are not certain, those after a point are):

===================  ============================  =============================================
as printed           from, to                      precision
===================  ============================  =============================================
619                  619, 619                      exact
1.91 million, 36.2万  half a step either way        rounded
over, 超过, 多, 余      the number, one step more     lower-bound (open above where the step is 1)
at least, +, 以上      the number, open              lower-bound
nearly, 近            half a step less, the number   upper-bound (open below where the step is 1)
under, up to, 不到     open, the number              upper-bound
about, some, 约       one step either way, or half   approximate
                     where one digit is printed
half a million       a tenth either way            approximate
several, 数, X to Y    what the words allow          approximate
estimated            as about                      estimated
N/A, hidden, 未公开    nothing                       undisclosed
===================  ============================  =============================================
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from digest.figures.cores import Core, Doubt, core_at
from digest.figures.folding import fold
from digest.figures.han import myriads_at
from digest.figures.hedges import AFTER, BEFORE, BEFORE_A_SCALE, NO_HEDGE_AFTER, NONE, NOUNS, Sense
from digest.figures.lookup import Lookup, words
from digest.figures.scales import Scales, scales
from digest.model import Numeral, Precision, Unread

_NOUNS = words((*NOUNS, "of"))
_BEFORE, _AFTER = Lookup(BEFORE), Lookup(AFTER)
_RANGES = (" to ", " - ", "-", " ~ ", "~", "至", "到", " and ")
_CHANGES = ("from ", "从", "從", "由")
_PRECISIONS = {
    Sense.EXACT: Precision.EXACT,
    Sense.ABOVE: Precision.LOWER_BOUND,
    Sense.FLOOR: Precision.LOWER_BOUND,
    Sense.BELOW: Precision.UPPER_BOUND,
    Sense.CEILING: Precision.UPPER_BOUND,
    Sense.AROUND: Precision.APPROXIMATE,
    Sense.ESTIMATE: Precision.ESTIMATED,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a running text: where it stands, its hedges included, and what it is."""

    start: int
    end: int
    numeral: Numeral | Unread


def read(text: str, locale: str = "", *, grain: int | None = None) -> Numeral | Unread:
    """The number that a text is, perhaps with what it counts ("over 1.91 million followers", 粉丝191万).

    `locale` is the language of the text (BCP 47); without it, what several languages write differently ("714.568",
    "5 B") is Unread. `grain` is what a column counts in, where that is known: 1 for exact counts, 1000 for Weibo's
    0.1万; it takes the place of the printed precision.
    """
    folded = fold(text)
    whole = folded.text.strip(" .")
    if whole in NONE:
        return Numeral(printed=text.strip(), precision=Precision.UNDISCLOSED)
    start = _past_nouns(folded.text, len(folded.text) - len(folded.text.lstrip(" ")))
    found = _phrase_at(folded.text, start, scales(locale), grain)
    if found is None:
        return Unread(printed=text.strip(), why="is no number")
    end, numeral = found
    if isinstance(numeral, str):
        return Unread(printed=text.strip(), why=numeral)
    if _past_nouns(folded.text, end) < len(folded.text.rstrip(" .")):
        return Unread(printed=text.strip(), why="says more than a number")
    return _printed(numeral, folded.printed(start, end))


def scan(text: str, locale: str = "") -> Iterator[Found]:
    """The numbers of a running text, from left to right; `start` and `end` are places in its NFC form."""
    folded, table = fold(text), scales(locale)
    at = 0
    while at < len(folded.text):
        found = _phrase_at(folded.text, at, table) if _may_begin(folded.text, at) else None
        if found is None:
            at += 1
            continue
        end, numeral = found
        shown = folded.printed(at, end)
        told = Unread(printed=shown, why=numeral) if isinstance(numeral, str) else _printed(numeral, shown)
        yield Found(folded.origins[at], folded.origins[end - 1] + 1, told)
        at = end


def _printed(numeral: Numeral, printed: str) -> Numeral:
    return Numeral(
        printed=printed, precision=numeral.precision, value=numeral.value, low=numeral.low, high=numeral.high
    )


def _past_nouns(text: str, at: int) -> int:
    """The place behind what is counted, its colon and spaces."""
    start = -1
    while at != start:
        start = at
        while text[at : at + 1] in {" ", ":", "."} and at < len(text):
            at += 1
        at += len(_NOUNS.at(text, at)[0])
    return at


def _may_begin(text: str, at: int) -> bool:
    """Whether a word begins here; scripts without spaces have no words to be inside of."""
    char, before = text[at], text[at - 1 : at] if at else ""
    if char == " ":
        return False
    return not (before.isascii() and before.isalnum() and char.isascii() and (char.isalnum() or char == "-"))


def _phrase_at(text: str, at: int, table: Scales, grain: int | None = None) -> tuple[int, Numeral | str] | None:
    """A number with its hedges: its end, and what it is or why it cannot be told."""
    start, senses = _hedges(text, at)
    between = text.startswith("between ", start)
    first = core_at(text, start + 8 * between, table)
    if first is None:
        return None
    if isinstance(first, Doubt):
        return first.end, first.why
    if ranged := _range(text, start, first, table, between=between):
        return ranged
    if between:
        return None
    after, sense = _AFTER.at(text, first.end)
    found = {*senses, *([sense] if sense else []), *([Sense.ABOVE] if first.more else [])} - {Sense.PLAIN}
    end = first.end + len(after)
    if len(found) > 1 and Sense.ESTIMATE in found:
        found.discard(Sense.ESTIMATE)
    if len(found) > 1:
        return end, "says two things of one number"
    told = _bounded(first, found.pop() if found else Sense.PLAIN, grain)
    return (end, told) if told else (end, "is no whole number")


def _hedges(text: str, at: int) -> tuple[int, list[Sense]]:
    senses: list[Sense] = []
    while True:
        word, sense = _BEFORE.at(text, at)
        if sense is None and text[at : at + 1] in BEFORE_A_SCALE and myriads_at(text, at + 1):
            word, sense = text[at], BEFORE_A_SCALE[text[at]]
        if sense is None or (at and text[at - 1] in NO_HEDGE_AFTER.get(word, "")):
            return at, senses
        senses.append(sense)
        at += len(word)
        at += text[at : at + 1] == " "


def _range(text: str, start: int, first: Core, table: Scales, *, between: bool) -> tuple[int, Numeral | str] | None:
    """X to Y, X-Y, between X and Y; a change from X to Y is no figure."""
    word = next((one for one in _RANGES if text.startswith(one, first.end)), "")
    if not word or (word == " and ") != between:
        return None
    second = core_at(text, first.end + len(word), table)
    if not isinstance(second, Core) or not (first.named and second.named):
        return None
    if text[:start].endswith(_CHANGES):
        return second.end, "is a change, not a figure"
    low = first.low * second.scale if first.scale == 1 and first.low * second.scale < second.low else first.low
    high = second.high
    if high is None or low >= high:
        return None
    return second.end, _numeral(Precision.APPROXIMATE, None, low, high)


def _bounded(core: Core, sense: Sense, grain: int | None) -> Numeral | None:
    precision = _PRECISIONS.get(sense, Precision.APPROXIMATE)
    if core.named and core.low != core.low.to_integral_value():
        return None
    if not core.named:
        above, below = sense in {Sense.ABOVE, Sense.FLOOR} or core.high is None, sense in {Sense.BELOW, Sense.CEILING}
        precision = Precision.LOWER_BOUND if core.high is None else precision
        return _numeral(precision, None, None if below else core.low, None if above else core.high)
    value, step = core.low, Decimal(grain) if grain is not None else max(core.unit, Decimal(1))
    if sense is Sense.PLAIN:
        if step == 1:
            return _numeral(Precision.EXACT, value, value, value)
        return _numeral(
            Precision.APPROXIMATE if core.soft else Precision.ROUNDED, value, value - step / 2, value + step / 2
        )
    low, high = _around(value, step, sense)
    return _numeral(precision, None if precision is Precision.UPPER_BOUND else value, low, high)


def _around(value: Decimal, step: Decimal, sense: Sense) -> tuple[Decimal | None, Decimal | None]:
    match sense:
        case Sense.EXACT:
            return value, value
        case Sense.ABOVE:
            return value, value + step if step > 1 else None
        case Sense.FLOOR:
            return value, None
        case Sense.BELOW:
            return value - step / 2 if step > 1 else None, value
        case Sense.CEILING:
            return None, value
        case _:
            reach = step / 2 if value < 10 * step else step
            return value - reach, value + reach


def _numeral(precision: Precision, value: Decimal | None, low: Decimal | None, high: Decimal | None) -> Numeral:
    return Numeral(
        printed="",
        precision=precision,
        value=None if value is None else int(value),
        low=None if low is None else max(0, int(low.to_integral_value(ROUND_CEILING))),
        high=None if high is None else int(high.to_integral_value(ROUND_FLOOR)),
    )
