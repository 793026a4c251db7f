"""The standings: league tables of accounts, who moved, who came and went, and the figures of platforms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.language import N_
from digest.model import Account, Change, Observation, Page, Precision, Standing, Table
from digest.render import datasets, moves, said, structured
from digest.render.library import Library, Subject
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


def leagues(library: Library, tables: Iterable[Table]) -> tuple[League, ...]:
    """The tables as pages show them, in their order."""
    return tuple(league(library, table) for table in tables)


def standings(library: Library, templates: Templates) -> list[Page]:
    """The page of the standings, and those of past years once there are many tables."""
    view, say = library.view, library.language.say
    living = leagues(library, (table for table in view.tables if table.living))
    past = {year: leagues(library, tables) for year, tables in _past(view.tables).items()}
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
                    *(_ranking(library, table) for table in (view.most_followed, *view.tables)[:_LISTED] if table),
                    *_datasets(library),
                ],
            ),
            downloads=datasets.everything(library) if view.observations else (),
            most=league(library, view.most_followed) if view.most_followed else None,
            living=living,
            cuts=leagues(library, view.cuts),
            movers=tuple((name, moves.changes(library, changes, most=MOVERS)) for name, changes in _windows(library)),
            historic=tuple(one for year, tables in past.items() if paths[year] == STANDINGS for one in tables),
            years=tuple((year, path) for year, path in paths.items() if path != STANDINGS),
            new=_events(library, said.NEW),
            gone=_events(library, said.GONE),
            renamed=_events(library, ("renamed",)),
            others=_others(library),
            statements=_statements(library),
            method=METHOD if METHOD in library.tree else "",
            proven=tuple(one for name in library.populations if (one := said.ceiling(library, name))),
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


def _ranking(library: Library, table: Table) -> structured.Thing:
    shown = league(library, table)
    return structured.ranking(library, shown.title, [(row.name, row.path) for row in shown.ranked])


def _datasets(library: Library) -> list[structured.Thing]:
    """Each table to take away as a Dataset."""
    say = library.language.say
    about = say("Who is followed how much, as sources say it, with how exact each figure is.")
    found: list[structured.Thing] = []
    for table in datasets.everything(library):
        name = say("%(table)s, %(site)s", table=table.name, site=library.roster.site.title)
        found += structured.of_rows(library, STANDINGS, name, about, rows=library.view.observations, tables=(table,))
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


def league(library: Library, table: Table) -> League:
    """A table as pages show it."""
    rows = tuple(_row(library, table, standing) for standing in table.standings)
    iso = str(table.observed) if table.observed else table.on.isoformat()
    when = library.language.full(table.on, by_month=not table.living)
    platform = library.platform(table.platform) if table.platform else library.language.say("All platforms")
    cut = _cut(library, table)
    name = cut or platform
    part = "-".join(word for word in (table.platform or "all", table.kind, table.host.lower(), table.office) if word)
    known = table.platform in {platform.id for platform in library.platforms}
    return League(
        id=f"{part}-{iso}",
        platform=platform,
        path=platform_path(table.platform) if known else "",
        cut=cut,
        title=name if table.living else library.language.say("%(name)s, %(date)s", name=name, date=when),
        metric=said.metric(library, table.metric),
        when=when,
        iso=iso,
        living=table.living,
        ranked=tuple(row for row in rows if row.rank is not None),
        unranked=tuple(row for row in rows if row.rank is None),
    )


def _cut(library: Library, table: Table) -> str:
    say, platform = library.language.say, library.platform(table.platform)
    if table.kind:
        return say("%(accounts)s on %(platform)s", accounts=plural(library, table.kind), platform=platform)
    if not table.host:
        return ""
    country = library.language.country(table.host)
    return say("Missions and offices in %(country)s on %(platform)s", country=country, platform=platform)


_KINDS = {
    "ambassador": N_("Ambassadors"),
    "benchmark": N_("Benchmarks"),
    "consulate": N_("Consulates"),
    "embassy": N_("Embassies"),
    "io": N_("International organisations"),
    "leader": N_("Leaders"),
    "media": N_("Media"),
    "ministry": N_("Ministries"),
    "mission": N_("Missions"),
    "ngo": N_("NGOs"),
    "party": N_("Parties"),
    "press": N_("Press"),
    "spokesperson": N_("Spokespersons"),
}


def plural(library: Library, kind: str) -> str:
    """A kind of account in the plural: `Embassies`."""
    if kind in _KINDS:
        return library.language.say(_KINDS[kind])
    name = kind.replace("-", " ").capitalize()
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def _row(library: Library, table: Table, standing: Standing) -> Row:
    account = library.account(standing.account)
    ranked = standing.rank is not None
    return Row(
        place=f"{'=' if standing.shared else ''}{standing.rank}" if ranked else "",
        rank=standing.rank,
        name=account.name if account else standing.account,
        handle=account.handle if account else "",
        path=account_path(account.id) if account else "",
        platform=library.platform(account.platform) if account and not table.platform else "",
        country=account.country if account else "",
        country_name=library.language.country(account.country) if account else "",
        figure=said.figure(library, standing.observation),
        size=said.size(standing.observation),
        moved=standing.moved,
        reason="" if ranked else reason(library, account, standing.observation),
    )


def reason(library: Library, account: Account | None, observation: Observation) -> str:
    """Why an account has no place."""
    say = library.language.say
    if observation.precision is Precision.UNDISCLOSED:
        if account and not library.discloses(account.platform):
            platform = library.platform(account.platform)
            return say("%(platform)s does not show how many follow an account", platform=platform)
        name = account.name if account else say("The account")
        return say("%(account)s does not publish the number", account=name)
    if observation.high is None:
        return say("only a floor is known")
    return say(
        "only a figure that is %(precision)s is known", precision=library.language.precision(observation.precision)
    )


def _windows(library: Library) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    windows = (("week", library.view.week), ("month", library.view.month))
    return tuple((name, changes) for name, changes in windows if changes)


def _events(library: Library, kinds: Sequence[str]) -> tuple[said.Happened, ...]:
    """The newest events of some kinds."""
    found = sorted(
        (one for one in library.view.events if one.kind in kinds),
        key=lambda one: (one.on.first, one.account, one.kind, one.source, one.note),
        reverse=True,
    )
    return tuple(said.happened(library, one) for one in found[:EVENTS])


def _statements(library: Library) -> tuple[said.Quoted, ...]:
    """What is said of subjects that have no page of their own, each once."""
    found = dict.fromkeys(one for name in library.populations for one in library.statements(name))
    return tuple(said.quoted(library, one) for one in found)


def _others(library: Library) -> tuple[tuple[Subject, str, said.Point], ...]:
    """The newest figure of each platform and population: subject, metric, figure."""
    newest: dict[tuple[str, str], Observation] = {}
    for name in (*(f"platform:{platform.id}" for platform in library.platforms), *library.populations):
        for row in library.figures(name):
            if row.precision is not Precision.UNDISCLOSED:
                newest[row.subject, row.metric] = row
    return tuple(
        (library.subject(subject), said.metric(library, metric), said.point(library, row))
        for (subject, metric), row in sorted(newest.items())
    )
