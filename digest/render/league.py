"""The standings: league tables of accounts, who moved, who came and went, and the figures of platforms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.figures import comparing
from digest.model import Account, Change, Observation, Page, Precision, Standing, Table
from digest.render import datasets, said, structured
from digest.render.desk import Desk, Subject
from digest.render.language import N_
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What an account's figures of two days prove of the change between them."""

    account: Subject
    words: str
    up: bool
    before: Figure
    after: Figure


def leagues(desk: Desk, tables: Iterable[Table]) -> tuple[League, ...]:
    """The tables as pages show them, in their order."""
    return tuple(league(desk, table) for table in tables)


def standings(desk: Desk, templates: Templates) -> list[Page]:
    """The page of the standings, and those of past years once there are many tables."""
    view, say = desk.view, desk.language.say
    living = leagues(desk, (table for table in view.tables if table.living))
    past = {year: leagues(desk, tables) for year, tables in _past(view.tables).items()}
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
                    *(_ranking(desk, table) for table in (view.most_followed, *view.tables)[:_LISTED] if table),
                    *_datasets(desk),
                ],
            ),
            downloads=datasets.everything(desk) if view.observations else (),
            most=league(desk, view.most_followed) if view.most_followed else None,
            living=living,
            cuts=leagues(desk, view.cuts),
            movers=tuple((name, _movers(desk, changes)) for name, changes in _windows(desk)),
            historic=tuple(one for year, tables in past.items() if paths[year] == STANDINGS for one in tables),
            years=tuple((year, path) for year, path in paths.items() if path != STANDINGS),
            new=_events(desk, said.NEW),
            gone=_events(desk, said.GONE),
            renamed=_events(desk, ("renamed",)),
            others=_others(desk),
            statements=_statements(desk),
            method=METHOD if METHOD in desk.tree else "",
            proven=tuple(one for name in desk.populations if (one := said.ceiling(desk, name))),
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


def _ranking(desk: Desk, table: Table) -> structured.Thing:
    shown = league(desk, table)
    return structured.ranking(desk, shown.title, [(row.name, row.path) for row in shown.ranked])


def _datasets(desk: Desk) -> list[structured.Thing]:
    """Each table to take away as a Dataset."""
    say = desk.language.say
    about = say("Who is followed how much, as sources say it, with how exact each figure is.")
    found: list[structured.Thing] = []
    for table in datasets.everything(desk):
        name = say("%(table)s, %(site)s", table=table.name, site=desk.roster.site.title)
        found += structured.of_rows(desk, STANDINGS, name, about, rows=desk.view.observations, tables=(table,))
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


def league(desk: Desk, table: Table) -> League:
    """A table as pages show it."""
    rows = tuple(_row(desk, table, standing) for standing in table.standings)
    iso = str(table.observed) if table.observed else table.on.isoformat()
    when = desk.language.full(table.on, by_month=not table.living)
    platform = desk.platform(table.platform) if table.platform else desk.language.say("All platforms")
    cut = _cut(desk, table)
    name = cut or platform
    part = "-".join(word for word in (table.platform or "all", table.kind, table.host.lower(), table.office) if word)
    known = table.platform in {platform.id for platform in desk.platforms}
    return League(
        id=f"{part}-{iso}",
        platform=platform,
        path=platform_path(table.platform) if known else "",
        cut=cut,
        title=name if table.living else desk.language.say("%(name)s, %(date)s", name=name, date=when),
        metric=said.metric(desk, table.metric),
        when=when,
        iso=iso,
        living=table.living,
        ranked=tuple(row for row in rows if row.rank is not None),
        unranked=tuple(row for row in rows if row.rank is None),
    )


def _cut(desk: Desk, table: Table) -> str:
    say, platform = desk.language.say, desk.platform(table.platform)
    if table.kind:
        return say("%(accounts)s on %(platform)s", accounts=plural(desk, table.kind), platform=platform)
    if not table.host:
        return ""
    country = desk.language.country(table.host)
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


def plural(desk: Desk, kind: str) -> str:
    """A kind of account in the plural: `Embassies`."""
    if kind in _KINDS:
        return desk.language.say(_KINDS[kind])
    name = kind.replace("-", " ").capitalize()
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def _row(desk: Desk, table: Table, standing: Standing) -> Row:
    account = desk.account(standing.account)
    ranked = standing.rank is not None
    return Row(
        place=f"{'=' if standing.shared else ''}{standing.rank}" if ranked else "",
        rank=standing.rank,
        name=account.name if account else standing.account,
        handle=account.handle if account else "",
        path=account_path(account.id) if account else "",
        platform=desk.platform(account.platform) if account and not table.platform else "",
        country=account.country if account else "",
        country_name=desk.language.country(account.country) if account else "",
        figure=said.figure(desk, standing.observation),
        size=said.size(standing.observation),
        moved=standing.moved,
        reason="" if ranked else reason(desk, account, standing.observation),
    )


def reason(desk: Desk, account: Account | None, observation: Observation) -> str:
    """Why an account has no place."""
    say = desk.language.say
    if observation.precision is Precision.UNDISCLOSED:
        if account and not desk.discloses(account.platform):
            platform = desk.platform(account.platform)
            return say("%(platform)s does not show how many follow an account", platform=platform)
        name = account.name if account else say("The account")
        return say("%(account)s does not publish the number", account=name)
    if observation.high is None:
        return say("only a floor is known")
    return say("only a figure that is %(precision)s is known", precision=say(said.WORDS[observation.precision]))


def _windows(desk: Desk) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    windows = (("week", desk.view.week), ("month", desk.view.month))
    return tuple((name, changes) for name, changes in windows if changes)


def _movers(desk: Desk, changes: Iterable[Change]) -> tuple[Moved, ...]:
    return tuple(
        Moved(
            account=desk.subject(change.after.subject),
            words=comparing.moved(change),
            up=change.least > 0,
            before=said.figure(desk, change.before),
            after=said.figure(desk, change.after),
        )
        for change in tuple(changes)[:MOVERS]
    )


def _events(desk: Desk, kinds: Sequence[str]) -> tuple[said.Happened, ...]:
    """The newest events of some kinds."""
    found = sorted(
        (one for one in desk.view.events if one.kind in kinds),
        key=lambda one: (one.on.first, one.account, one.kind, one.source, one.note),
        reverse=True,
    )
    return tuple(said.happened(desk, one) for one in found[:EVENTS])


def _statements(desk: Desk) -> tuple[said.Quoted, ...]:
    """What is said of subjects that have no page of their own, each once."""
    found = dict.fromkeys(one for name in desk.populations for one in desk.statements(name))
    return tuple(said.quoted(desk, one) for one in found)


def _others(desk: Desk) -> tuple[tuple[Subject, str, said.Point], ...]:
    """The newest figure of each platform and population: subject, metric, figure."""
    newest: dict[tuple[str, str], Observation] = {}
    for name in (*(f"platform:{platform.id}" for platform in desk.platforms), *desk.populations):
        for row in desk.figures(name):
            if row.precision is not Precision.UNDISCLOSED:
                newest[row.subject, row.metric] = row
    return tuple(
        (desk.subject(subject), said.metric(desk, metric), said.point(desk, row))
        for (subject, metric), row in sorted(newest.items())
    )
