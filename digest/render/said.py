"""What is told of figures and accounts: what happened, what others say, and what the figures prove themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from urllib.parse import urlsplit

from digest import figures
from digest.figures import comparing
from digest.language import N_
from digest.model import AccountEvent, Observation, Precision, Proven, Statement
from digest.render.almanac import Almanac, Subject

NEW = ("announced", "opened", "verified")
GONE = ("silent", "suspended", "closed")

METHODS = {
    "api": N_("counted, by the platform's interface"),
    "page": N_("counted, from the public page"),
    "feed": N_("counted, by a metrics feed"),
    "article": N_("told in an article"),
    "manual": N_("entered by hand"),
    "wikidata": N_("from Wikidata"),
}
"""How a figure came to us, in a reader's words."""

_PAIRED = 24
"""So many of an account's newest figures are looked through for one that bears a comparison."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something stands: `url` is empty for what has no address, `label` says it in words."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with what belongs to it: as printed, when, who says so, and how exact.

    What is exact, or says itself how exact it is, has no `precision`.
    """

    printed: str
    precision: str
    observed: str
    iso: str
    said_by: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure in full, as the table beneath a chart tells it; `opens` is what it leaves open, in words.

    `flag` says that it is half of the one before or less, and whether somebody looked; empty for all others.
    """

    figure: Figure
    precision: str
    opens: str
    method: str
    source: Source
    size: int | None
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An account event in words, with its account."""

    account: Subject
    kind: str
    date: str
    iso: str
    note: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What a source says of figures, in our words, with who says so; `other` is whom it compares with."""

    subject: Subject
    says: str
    other: Subject | None
    said_by: str
    date: str
    iso: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A sentence of ours that the figures prove, and those figures with their subjects."""

    sentence: str
    rests_on: tuple[tuple[Subject, Figure], ...]


def figure(almanac: Almanac, observation: Observation) -> Figure:
    """A figure as pages show it."""
    word, printed = almanac.language.precision(observation.precision), almanac.language.figure(observation)
    plain = observation.precision is Precision.EXACT or word in printed
    return Figure(
        printed=printed,
        precision="" if plain else word,
        observed=almanac.language.known(observation.observed),
        iso=str(observation.observed),
        said_by=observation.said_by,
        source=observation.source if _is_web(observation.source) else "",
    )


def point(almanac: Almanac, row: Observation) -> Point:
    """A figure in full."""
    before = almanac.fell_from(row)
    return Point(
        figure=figure(almanac, row),
        precision=almanac.language.precision(row.precision),
        opens=_opens(almanac, row),
        method=almanac.language.say(METHODS[row.method]),
        source=source(row.source),
        size=size(row),
        flag=_flag(almanac, before, row) if before else "",
    )


def metric(almanac: Almanac, name: str) -> str:
    """What a figure counts."""
    return almanac.language.metric(name)


def _flag(almanac: Almanac, before: Observation, row: Observation) -> str:
    say = almanac.language.say
    day = almanac.language.known(before.observed)
    was = say("half or less of %(figure)s on %(day)s", figure=almanac.language.figure(before), day=day)
    looked = figures.id_of(row) in almanac.view.checked
    state = say("checked by an editor") if looked else say("kept as counted, not yet checked")
    return f"{was}; {state}"


def size(row: Observation) -> int | None:
    """What a figure is sorted by: the least that it may be; None where it says no number."""
    known = figures.span(row)
    return known.low if known else None


def source(text: str) -> Source:
    """A source as it is told: the host of an address, or the words that name it."""
    if not _is_web(text):
        return Source(label=text, url="")
    host = urlsplit(text).hostname or text
    return Source(label=host.removeprefix("www."), url=text)


def happened(almanac: Almanac, event: AccountEvent) -> Happened:
    """An event as pages tell it."""
    return Happened(
        account=almanac.subject(event.account),
        kind=almanac.language.happening(event.kind),
        date=almanac.language.known(event.on),
        iso=str(event.on),
        note=event.note,
        source=source(event.source),
    )


def quoted(almanac: Almanac, statement: Statement) -> Quoted:
    """A statement as pages quote it."""
    return Quoted(
        subject=almanac.subject(statement.subject),
        says=statement.says,
        other=almanac.subject(statement.other) if statement.other else None,
        said_by=statement.said_by,
        date=almanac.language.known(statement.on),
        iso=str(statement.on),
        source=source(statement.source),
    )


def compared(almanac: Almanac, subject: str, others: Iterable[str]) -> tuple[Shown, ...]:
    """What the figures prove of a subject's followers beside those of others, a sentence for each at most.

    The newest figures count that were observed about together and bear a sentence; bounds that come from a comparison
    and guesses bear none.
    """
    found = (_compared(almanac, subject, other) for other in dict.fromkeys(others) if other != subject)
    return tuple(one for one in found if one)


def ceiling(almanac: Almanac, population: str) -> Shown | None:
    """How far a population's members are short of the most followed benchmark of about the same time, if proven."""
    records = [
        row
        for one in almanac.roster.accounts
        if one.kind == "benchmark"
        for row in almanac.figures(one.id, "followers")
    ]
    name = almanac.language.say("All members (%(population)s)", population=almanac.subject(population).name)
    for members in reversed(almanac.figures(population, "members")):
        for record in sorted(records, key=lambda row: (-(size(row) or 0), row.subject)):
            names = (
                name,
                almanac.language.say("the followers of %(account)s", account=almanac.subject(record.subject).told),
            )
            if proven := comparing.short_of(members, record, names, almanac.language.phrases):
                return shown(almanac, proven, members, record)
    return None


def shown(almanac: Almanac, proven: Proven, *rows: Observation, platform: str = "") -> Shown:
    """What is proven, as a sentence by itself with the figures of these rows; `platform` is where all of it holds."""
    sentence = proven.sentence
    if platform:
        sentence = almanac.language.say("%(sentence)s on %(platform)s", sentence=sentence, platform=platform)
    opened = f"The {sentence[4:]}" if sentence.startswith("the ") else sentence
    return Shown(sentence=opened, rests_on=tuple((almanac.subject(row.subject), figure(almanac, row)) for row in rows))


def _compared(almanac: Almanac, subject: str, other: str) -> Shown | None:
    names, platform = _beside(almanac, subject, other)
    for one, two in _pairs(almanac.figures(subject, "followers"), almanac.figures(other, "followers")):
        for say in (comparing.times, comparing.more):
            if proven := say(one, two, names, almanac.language.phrases):
                return shown(almanac, proven, one, two, platform=platform)
            if proven := say(two, one, names[::-1], almanac.language.phrases):
                return shown(almanac, proven, two, one, platform=platform)
    return None


def _beside(almanac: Almanac, subject: str, other: str) -> tuple[tuple[str, str], str]:
    """The names of two subjects in one sentence, and the platform that they share, which is then named once."""
    one, two = almanac.account(subject), almanac.account(other)
    if one and two and one.platform == two.platform and one.name != two.name:
        named = almanac.language.named
        return (named(one.name), named(two.name)), almanac.platform(one.platform)
    return (almanac.subject(subject).told, almanac.subject(other).told), ""


def _pairs(rows: tuple[Observation, ...], others: tuple[Observation, ...]) -> Iterator[tuple[Observation, Observation]]:
    for row in rows[: -_PAIRED - 1 : -1]:
        near = [one for one in others if abs(one.observed.first - row.observed.first) <= comparing.NEAR]
        yield from ((row, one) for one in sorted(near, key=lambda one: abs(one.observed.first - row.observed.first)))


def _opens(almanac: Almanac, row: Observation) -> str:
    known = figures.span(row)
    say, number = almanac.language.say, almanac.language.number
    if known is None or known.low == known.high:
        return ""
    if known.high == inf:
        return say("%(number)s or more", number=number(known.low)) if known.low else ""
    return say("%(low)s to %(high)s", low=number(known.low), high=number(int(known.high)))


def _is_web(text: str) -> bool:
    return text.startswith(("https://", "http://"))
