"""The standings: league tables of accounts, and the figures of platforms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from digest import figures
from digest.model import Account, Observation, Page, Platform, Precision, Standing, Table
from digest.render import dates
from digest.render.desk import Desk, place_name
from digest.render.prose import is_safe
from digest.render.templates import Templates, matter

WORDS = {
    Precision.EXACT: "exact",
    Precision.ROUNDED: "rounded",
    Precision.LOWER_BOUND: "at least",
    Precision.UPPER_BOUND: "at most",
    Precision.APPROXIMATE: "about",
    Precision.ESTIMATED: "estimated",
    Precision.DERIVED: "derived",
    Precision.HYPOTHETICAL: "supposed",
    Precision.UNDISCLOSED: "not disclosed",
}
"""How exactly a figure is known, in a reader's words."""

_SMALL_WORDS = frozenset({"and", "for", "in", "of", "on", "the"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with what belongs to it: as printed, how exact (unless the print says so), when, and who says so."""

    printed: str
    precision: str
    observed: str
    iso: str
    said_by: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place in a league table; `place` is empty for an account that is listed without one, `reason` says why."""

    place: str
    name: str
    handle: str
    url: str
    country: str
    country_name: str
    figure: Figure
    moved: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class League:
    """A league table as pages show it."""

    id: str
    platform: str
    metric: str
    when: str
    iso: str
    living: bool
    ranked: tuple[Row, ...]
    unranked: tuple[Row, ...]

    @property
    def title(self) -> str:
        return self.platform if self.living else f"{self.platform}, {self.when}"


def leagues(desk: Desk, tables: Iterable[Table]) -> tuple[League, ...]:
    """The tables as pages show them, in their order."""
    return tuple(_league(desk, table) for table in tables)


def standings(desk: Desk, templates: Templates) -> Page:
    """The page of the standings."""
    found = leagues(desk, desk.view.tables)
    return templates.page(
        "standings.md",
        "standings.md.j2",
        matter(
            "standings",
            "Standings",
            "Who is followed most: embassies, ministries and leaders, as far as the figures prove it.",
            section="Standings",
        ),
        living=tuple(league for league in found if league.living),
        historic=tuple(league for league in found if not league.living),
        others=_others(desk),
    )


def _league(desk: Desk, table: Table) -> League:
    rows = tuple(_row(desk, table, standing) for standing in table.standings)
    when = str(table.observed) if table.observed else table.on.isoformat()
    return League(
        id=f"{table.platform}-{when}",
        platform=desk.platform(table.platform),
        metric=table.metric.replace("_", " "),
        when=dates.full(table.on, by_month=not table.living),
        iso=when,
        living=table.living,
        ranked=tuple(row for row in rows if row.place),
        unranked=tuple(row for row in rows if not row.place),
    )


def _row(desk: Desk, table: Table, standing: Standing) -> Row:
    account = next((row for row in desk.roster.accounts if row.id == standing.account), None)
    platform = next((row for row in desk.roster.platforms if row.id == table.platform), None)
    ranked = standing.rank is not None
    return Row(
        place=f"{'=' if standing.shared else ''}{standing.rank}" if ranked else "",
        name=account.name if account else standing.account,
        handle=account.handle if account else "",
        url=account.url if account and is_safe(account.url) else "",
        country=account.country if account else "",
        country_name=place_name(account.country) if account else "",
        figure=figure(standing.observation),
        moved=standing.moved,
        reason="" if ranked else _reason(account, platform, standing.observation),
    )


def _reason(account: Account | None, platform: Platform | None, observation: Observation) -> str:
    """Why an account has no place."""
    if observation.precision is Precision.UNDISCLOSED:
        if platform and not platform.discloses:
            return f"{platform.name} does not show how many follow an account"
        return f"{account.name if account else 'The account'} does not publish the number"
    if observation.high is None:
        return "only a floor is known"
    return f"only a figure that is {WORDS[observation.precision]} is known"


def figure(observation: Observation) -> Figure:
    """A figure as pages show it."""
    moment, printed = observation.observed, figures.in_words(observation)
    word = WORDS[observation.precision]
    return Figure(
        printed=printed,
        precision="" if word in printed else word,
        observed=str(moment.first.year) if moment.precision == "year" else _when(observation),
        iso=str(moment),
        said_by=observation.said_by,
        source=observation.source if observation.source.startswith(("https://", "http://")) else "",
    )


def _when(observation: Observation) -> str:
    return dates.full(observation.observed.first, by_month=observation.observed.precision == "month")


def _others(desk: Desk) -> tuple[tuple[str, str, Figure], ...]:
    """The newest figure of each platform and population: subject, metric, figure."""
    newest: dict[tuple[str, str], Observation] = {}
    for row in sorted(desk.view.observations, key=lambda row: (row.observed.first, row.said_by, row.printed)):
        if row.subject.startswith(("platform:", "population:")) and row.precision is not Precision.UNDISCLOSED:
            newest[row.subject, row.metric] = row
    return tuple(
        (_subject(desk, subject), metric.replace("_", " "), figure(row))
        for (subject, metric), row in sorted(newest.items())
    )


def _subject(desk: Desk, subject: str) -> str:
    kind, _, name = subject.partition(":")
    if kind == "platform":
        return desk.platform(name)
    return " ".join(word if word in _SMALL_WORDS else word.capitalize() for word in name.split("-"))
