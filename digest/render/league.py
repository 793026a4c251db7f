"""The standings: league tables of accounts, who moved, who came and went, and the figures of platforms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.model import Account, Change, Observation, Page, Precision, Standing, Table
from digest.render import datasets, kinds, moves, said, structured
from digest.render.almanac import Almanac, Subject
from digest.render.links import METHOD, STANDINGS, account_path, platform_path, standings_path
from digest.render.said import Figure
from digest.render.templates import Templates, matter

HISTORIC = 24
"""With more tables of past months than this, those of each earlier year have a page of their own."""

EVENTS = 20
"""So many of those who came, and of those who went, are listed."""

_LISTED = 3
"""So many tables are told to machines that read the page."""

MOVERS = 10
"""So many movers of a week or a month are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place in a league table; `place` is empty for an account that is listed without one, `reason` says why."""

    place: str
    rank: int | None
    name: str
    handle: str
    path: str
    platform: str
    country: str
    country_name: str
    figure: Figure
    size: int | None
    moved: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class League:
    """A league table as pages show it: `cut` says which accounts of its platform stand in it, if not all."""

    id: str
    platform: str
    path: str
    cut: str
    title: str
    metric: str
    when: str
    iso: str
    living: bool
    ranked: tuple[Row, ...]
    unranked: tuple[Row, ...]


def leagues(almanac: Almanac, tables: Iterable[Table]) -> tuple[League, ...]:
    """The tables as pages show them, in their order."""
    return tuple(league(almanac, table) for table in tables)


def standings(almanac: Almanac, templates: Templates) -> list[Page]:
    """The page of the standings, and those of past years once there are many tables."""
    view, say = almanac.view, almanac.language.say
    living = leagues(almanac, (table for table in view.tables if table.living))
    past = {year: leagues(almanac, tables) for year, tables in _past(view.tables).items()}
    paths = homes(view.tables)
    return [
        templates.page(
            STANDINGS,
            "standings.md.j2",
            matter(
                "standings",
                say("Standings"),
                say("Who is followed most: embassies, ministries and leaders, as far as the figures prove it."),
                section="Standings",
                data=[
                    *(_ranking(almanac, table) for table in (view.most_followed, *view.tables)[:_LISTED] if table),
                    *_datasets(almanac),
                ],
            ),
            downloads=datasets.everything(almanac) if view.observations else (),
            most=league(almanac, view.most_followed) if view.most_followed else None,
            living=living,
            cuts=leagues(almanac, view.cuts),
            movers=tuple((name, moves.changes(almanac, changes, most=MOVERS)) for name, changes in _windows(almanac)),
            historic=tuple(one for year, tables in past.items() if paths[year] == STANDINGS for one in tables),
            years=tuple((year, path) for year, path in paths.items() if path != STANDINGS),
            new=_events(almanac, said.NEW),
            gone=_events(almanac, said.GONE),
            renamed=_events(almanac, ("renamed",)),
            others=_others(almanac),
            statements=_statements(almanac),
            method=METHOD if METHOD in almanac.tree else "",
            proven=tuple(one for name in almanac.populations if (one := said.ceiling(almanac, name))),
        ),
        *(
            templates.page(
                path,
                "standings_year.md.j2",
                matter(
                    "standings",
                    say("Standings, %(year)s", year=year),
                    say("Who was followed most in %(year)s.", year=year),
                    section="Standings",
                ),
                year=year,
                tables=past[year],
            )
            for year, path in paths.items()
            if path != STANDINGS
        ),
    ]


def _ranking(almanac: Almanac, table: Table) -> structured.Thing:
    shown = league(almanac, table)
    return structured.ranking(almanac, shown.title, [(row.name, row.path) for row in shown.ranked])


def _datasets(almanac: Almanac) -> list[structured.Thing]:
    """Each table to take away as a Dataset."""
    say = almanac.language.say
    about = say("Who is followed how much, as sources say it, with how exact each figure is.")
    found: list[structured.Thing] = []
    for table in datasets.everything(almanac):
        name = say("%(table)s, %(site)s", table=table.name, site=almanac.roster.site.title)
        found += structured.of_rows(almanac, STANDINGS, name, about, rows=almanac.view.observations, tables=(table,))
    return found


def homes(tables: Iterable[Table]) -> Mapping[int, str]:
    """The page of the past tables of each year: the standings' own, or with many of them one for all but the last."""
    past = _past(tables)
    few = sum(len(some) for some in past.values()) <= HISTORIC
    return {year: STANDINGS if few or year == max(past) else standings_path(year) for year in past}


def _past(tables: Iterable[Table]) -> dict[int, list[Table]]:
    found: dict[int, list[Table]] = {}
    for table in tables:
        if not table.living:
            found.setdefault(table.on.year, []).append(table)
    return dict(sorted(found.items(), reverse=True))


def league(almanac: Almanac, table: Table) -> League:
    """A table as pages show it."""
    rows = tuple(_row(almanac, table, standing) for standing in table.standings)
    iso = str(table.observed) if table.observed else table.on.isoformat()
    when = almanac.language.full(table.on, by_month=not table.living)
    platform = almanac.platform(table.platform) if table.platform else almanac.language.say("All platforms")
    cut = _cut(almanac, table)
    name = cut or platform
    part = "-".join(word for word in (table.platform or "all", table.kind, table.host.lower(), table.office) if word)
    known = table.platform in {platform.id for platform in almanac.platforms}
    return League(
        id=f"{part}-{iso}",
        platform=platform,
        path=platform_path(table.platform) if known else "",
        cut=cut,
        title=name if table.living else almanac.language.say("%(name)s, %(date)s", name=name, date=when),
        metric=said.metric(almanac, table.metric),
        when=when,
        iso=iso,
        living=table.living,
        ranked=tuple(row for row in rows if row.rank is not None),
        unranked=tuple(row for row in rows if row.rank is None),
    )


def _cut(almanac: Almanac, table: Table) -> str:
    say, platform = almanac.language.say, almanac.platform(table.platform)
    if table.kind:
        accounts = kinds.all_of(table.kind, almanac.language)
        return say("%(accounts)s on %(platform)s", accounts=accounts, platform=platform)
    if not table.host:
        return ""
    country = almanac.language.country(table.host)
    return say("Missions and offices in %(country)s on %(platform)s", country=country, platform=platform)


def _row(almanac: Almanac, table: Table, standing: Standing) -> Row:
    account = almanac.account(standing.account)
    ranked = standing.rank is not None
    return Row(
        place=f"{'=' if standing.shared else ''}{standing.rank}" if ranked else "",
        rank=standing.rank,
        name=account.name if account else standing.account,
        handle=account.handle if account else "",
        path=account_path(account.id) if account else "",
        platform=almanac.platform(account.platform) if account and not table.platform else "",
        country=account.country if account else "",
        country_name=almanac.language.country(account.country) if account else "",
        figure=said.figure(almanac, standing.observation),
        size=said.size(standing.observation),
        moved=standing.moved,
        reason="" if ranked else reason(almanac, account, standing.observation),
    )


def reason(almanac: Almanac, account: Account | None, observation: Observation) -> str:
    """Why an account has no place."""
    say = almanac.language.say
    if observation.precision is Precision.UNDISCLOSED:
        if account and not almanac.discloses(account.platform):
            platform = almanac.platform(account.platform)
            return say("%(platform)s does not show how many follow an account", platform=platform)
        name = account.name if account else say("The account")
        return say("%(account)s does not publish the number", account=name)
    if observation.high is None:
        return say("only a floor is known")
    return say(
        "only a figure that is %(precision)s is known", precision=almanac.language.precision(observation.precision)
    )


def _windows(almanac: Almanac) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    windows = (("week", almanac.view.week), ("month", almanac.view.month))
    return tuple((name, changes) for name, changes in windows if changes)


def _events(almanac: Almanac, kinds: Sequence[str]) -> tuple[said.Happened, ...]:
    """The newest events of some kinds."""
    found = sorted(
        (one for one in almanac.view.events if one.kind in kinds),
        key=lambda one: (one.on.first, one.account, one.kind, one.source, one.note),
        reverse=True,
    )
    return tuple(said.happened(almanac, one) for one in found[:EVENTS])


def _statements(almanac: Almanac) -> tuple[said.Quoted, ...]:
    """What is said of subjects that have no page of their own, each once."""
    found = dict.fromkeys(one for name in almanac.populations for one in almanac.statements(name))
    return tuple(said.quoted(almanac, one) for one in found)


def _others(almanac: Almanac) -> tuple[tuple[Subject, str, said.Point], ...]:
    """The newest figure of each platform and population: subject, metric, figure."""
    newest: dict[tuple[str, str], Observation] = {}
    for name in (*(f"platform:{platform.id}" for platform in almanac.platforms), *almanac.populations):
        for row in almanac.figures(name):
            if row.precision is not Precision.UNDISCLOSED:
                newest[row.subject, row.metric] = row
    return tuple(
        (almanac.subject(subject), said.metric(almanac, metric), said.point(almanac, row))
        for (subject, metric), row in sorted(newest.items())
    )
