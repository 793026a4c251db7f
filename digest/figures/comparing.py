"""Comparisons that are ours: sentences true of every number inside the intervals, or none at all.

They rest on figures that sources give on their own account, never on bounds derived from a comparison, on guesses or
on suppositions. What sources themselves compare is a `Statement` and is quoted with who says so.
"""

from __future__ import annotations

from datetime import timedelta
from math import inf

from digest.figures.intervals import Span, is_evidence, span
from digest.figures.phrases import ENGLISH, Phrases
from digest.figures.rows import id_of
from digest.figures.words import amount, count
from digest.model import Change, Milestone, Observation, Precision, Proven

NEAR = timedelta(days=31)
"""Figures further apart in time are not compared with each other."""


def more(one: Observation, other: Observation, names: tuple[str, str], say: Phrases = ENGLISH) -> Proven | None:
    """ "A has about 800,000 more followers than B", where A is certainly ahead and both were counted about together."""
    spans = _comparable(one, other)
    if spans is None or not spans[0].above(spans[1]):
        return None
    by = amount(_gap(*spans), say)
    frame = say.more if by else say.ahead
    sentence = frame.format(one=names[0], other=names[1], metric=say.metric(one.metric), by=by)
    return _proven(sentence, one, other)


def times(one: Observation, other: Observation, names: tuple[str, str], say: Phrases = ENGLISH) -> Proven | None:
    """ "A has almost double the followers of B", where every ratio that the intervals allow bears the word."""
    spans = _comparable(one, other)
    word = ratio(*spans, say) if spans else ""
    if not word:
        return None
    metric = say.metric(one.metric)
    return _proven(say.times.format(one=names[0], other=names[1], metric=metric, ratio=word), one, other)


def short_of(one: Observation, record: Observation, names: tuple[str, str], say: Phrases = ENGLISH) -> Proven | None:
    """ "All members would be about 15 million short of the record": a number against a ceiling that is higher.

    The two may be of different metrics, for that is what a ceiling is; they are of about the same time.
    """
    a, b = _evidence(one), _evidence(record)
    if a is None or b is None or not _near(one, record) or not b.above(a):
        return None
    by = amount(_gap(b, a), say)
    return _proven(say.short.format(one=names[0], other=names[1], by=by), one, record) if by else None


def ratio(one: Span, other: Span, say: Phrases = ENGLISH) -> str:
    """What to call one number over another: "about double", "almost three times", "more than 11 times"; else empty.

    About n times is within a twentieth of it, almost n times from nine tenths of it, more than n times up to n + 1.
    """
    if other.low == 0 or inf in {one.high, other.high}:
        return ""
    low, high = one.low / other.high, one.high / other.low
    for whole in (int(low), int(low) + 1):
        if whole > 1 and 0.95 * whole <= low and high <= 1.05 * whole:
            return say.about.format(number=_times(whole, say))
        if whole > 1 and 0.9 * whole <= low and high < whole:
            return say.almost.format(number=_times(whole, say))
    whole = int(low)
    return say.over.format(number=_times(whole, say)) if 1 < whole < low and high < whole + 1 else ""


def moved(change: Change, say: Phrases = ENGLISH) -> str:
    """What is certain of a change: "up about 1,200", "down at least 300", "changed by 1,000 at most"; else empty."""
    if not change.proven:
        if change.low is None or change.high is None:
            return ""
        most = count(max(-change.low, change.high), say)
        return say.changed.format(number=most) if change.low != change.high else say.unchanged
    if change.least > 0:
        by = amount(Span(change.least, inf if change.high is None else change.high), say)
        return say.up.format(by=by).strip()
    by = amount(Span(-change.least, inf if change.low is None else -change.low), say)
    return say.down.format(by=by).strip()


def passed(milestone: Milestone, name: str, say: Phrases = ENGLISH) -> Proven:
    """ "A has passed 1 million followers"."""
    number, metric = count(milestone.number, say), say.metric(milestone.after.metric)
    sentence = say.passed.format(one=name, number=number, metric=metric)
    return _proven(sentence, milestone.before, milestone.after)


def _times(whole: int, say: Phrases) -> str:
    return say.ratios.get(whole) or say.ratio.format(number=whole)


def _comparable(one: Observation, other: Observation) -> tuple[Span, Span] | None:
    a, b = _evidence(one), _evidence(other)
    if a is None or b is None or one.metric != other.metric or one.subject == other.subject or not _near(one, other):
        return None
    return a, b


def _evidence(row: Observation) -> Span | None:
    return span(row) if is_evidence(row) and row.precision is not Precision.ESTIMATED else None


def _near(one: Observation, other: Observation) -> bool:
    if "year" in {one.observed.precision, other.observed.precision}:
        return False
    return abs(one.observed.first - other.observed.first) <= NEAR


def _gap(above: Span, below: Span) -> Span:
    return Span(above.low - int(below.high), above.high - below.low)


def _proven(sentence: str, *rows: Observation) -> Proven:
    return Proven(sentence=sentence, rests_on=tuple(id_of(row) for row in rows))
