"""The pages of accounts, of the offices that speak through them, and of the platforms they are on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.figures import downloads
from digest.model import Account, Observation, Page, Platform
from digest.render import charts, datasets, kinds, league, moves, said, structured
from digest.render.almanac import Almanac, Subject
from digest.render.charts import Chart
from digest.render.datasets import download
from digest.render.links import METHOD, STANDINGS, account_path, office_path, platform_path
from digest.render.prose import is_safe
from digest.render.said import Figure, Point
from digest.render.subscribing import alternates
from digest.render.templates import Templates, matter

PAGE = 100
"""An account with more figures than this has a page for each year."""

BESIDE = 4
"""An account is compared with so many others at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All figures of one metric: the chart, and the table beneath it, newest first."""

    id: str
    metric: str
    chart: Chart | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An account as lists of accounts show it, with its newest figure of followers and its last event."""

    account: Account
    path: str
    platform: Subject
    kind: str
    country_name: str
    host_name: str
    url: str
    newest: Figure | None
    size: int | None
    reason: str
    last: said.Happened | None


def accounts(almanac: Almanac, templates: Templates) -> list[Page]:
    """The pages of all accounts, offices and platforms; former ids of accounts lead on to the present ones."""
    entries = {account.id: _entry(almanac, account) for account in almanac.roster.accounts}
    pages: list[Page] = []
    for entry in entries.values():
        pages += _account(almanac, entry, entries.values(), templates)
        pages += [
            templates.file(f"a/{name}/index.html", "moved.html.j2", target=entry.path, title=entry.account.name)
            for name in entry.account.formerly
        ]
    by_office: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries.values():
        by_office[entry.account.office].append(entry)
    pages += [_office(almanac, office, some, templates) for office, some in by_office.items()]
    return pages + [_platform(almanac, one, entries.values(), templates) for one in almanac.platforms]


def entry_text(almanac: Almanac, account: Account) -> str:
    """What a search finds of an account: what it is, its newest figure, what happened to it."""
    entry = _entry(almanac, account)
    language, newest = almanac.language, entry.newest
    say = language.say
    where = say("in %(country)s", country=entry.host_name) if entry.host_name else ""
    events = (f"{language.happening(one.kind)} {language.known(one.on)}" for one in almanac.events(account.id))
    known = (
        say("%(figure)s followers, %(date)s", figure=newest.printed, date=newest.observed) if newest else entry.reason
    )
    return language.joined((account.handle, entry.kind, entry.country_name, where, known, *events))


def office_name(almanac: Almanac, accounts_: Iterable[Account]) -> str:
    """The name of an office: the names that its accounts show, each once."""
    return almanac.language.listed(dict.fromkeys(account.name for account in accounts_))


def _entry(almanac: Almanac, account: Account) -> Entry:
    newest = _newest(almanac.figures(account.id, "followers"))
    events = almanac.events(account.id)
    return Entry(
        account=account,
        path=account_path(account.id),
        platform=almanac.subject(f"platform:{account.platform}"),
        kind=kinds.one_of(account.kind, almanac.language),
        country_name=almanac.language.country(account.country),
        host_name=almanac.language.country(account.host),
        url=account.url if is_safe(account.url) else "",
        newest=said.figure(almanac, newest) if newest else None,
        size=said.size(newest) if newest else None,
        reason="" if newest else _silence(almanac, account),
        last=said.happened(almanac, events[0]) if events else None,
    )


def _newest(rows: Sequence[Observation]) -> Observation | None:
    """The newest figure that a source gives on its own account, an interface's before others of its day."""
    known = [row for row in rows if not row.precision.is_supposed]
    return max(known, key=lambda row: (row.observed.first, row.method == "api"), default=None)


def _silence(almanac: Almanac, account: Account) -> str:
    if not almanac.discloses(account.platform):
        platform = almanac.platform(account.platform)
        return almanac.language.say("%(platform)s does not show how many follow an account", platform=platform)
    return almanac.language.say("no figure yet")


def _account(almanac: Almanac, entry: Entry, all_: Iterable[Entry], templates: Templates) -> list[Page]:
    """The page of an account; with many figures, a page for each year, the newest year standing at its own address."""
    account = entry.account
    rows = almanac.figures(account.id)
    years = sorted({row.observed.first.year for row in rows}, reverse=True) if len(rows) > PAGE else []
    years = years if len(years) > 1 else []
    paths = {year: account_path(account.id, None if year == years[0] else year) for year in years}
    say = almanac.language.say
    subject = almanac.subject(account.id)
    title = subject.name
    about = say("How many follow %(account)s, by whom and when it was counted.", account=subject.told)
    first = [row for row in rows if not years or row.observed.first.year == years[0]]
    tables = (download(say("Every figure of this account"), downloads.of_account(account.id)),) if rows else ()
    siblings = tuple(one for one in all_ if one.account.office == account.office and one is not entry)
    pages = [
        templates.page(
            entry.path,
            "account.md.j2",
            matter(
                "account",
                title,
                about,
                section="Standings",
                feeds=alternates(almanac.view.offers, "account", key=account.id),
                data=structured.of_rows(almanac, entry.path, title, about, rows=rows, tables=tables),
            ),
            entry=entry,
            histories=_histories(almanac, rows, first),
            years=tuple(paths.items()),
            year=years[0] if years else None,
            events=tuple(said.happened(almanac, one) for one in almanac.events(account.id)),
            statements=tuple(said.quoted(almanac, one) for one in almanac.statements(account.id)),
            proven=said.compared(almanac, account.id, _beside(almanac, account)),
            **moves.of_account(almanac, account.id),
            downloads=tables,
            office=office_path(account.office),
            siblings=siblings,
            method=METHOD if METHOD in almanac.tree else "",
        )
    ]
    for year in years[1:]:
        some = [row for row in rows if row.observed.first.year == year]
        pages.append(
            templates.page(
                paths[year],
                "account_year.md.j2",
                matter("account", f"{title}, {year}", about, section="Standings"),
                entry=entry,
                histories=_histories(almanac, some, some),
                years=tuple(paths.items()),
                year=year,
            )
        )
    return pages


def _histories(almanac: Almanac, drawn: Sequence[Observation], listed: Sequence[Observation]) -> tuple[History, ...]:
    """A history for each metric, followers first: a chart of the figures `drawn`, a table of those `listed`."""
    metrics = sorted({row.metric for row in drawn}, key=lambda metric: (metric != "followers", metric))
    return tuple(_history(almanac, metric, drawn, listed) for metric in metrics)


def _history(almanac: Almanac, metric: str, drawn: Sequence[Observation], listed: Sequence[Observation]) -> History:
    words, name = said.metric(almanac, metric), metric.replace("_", "-")
    return History(
        id=name,
        metric=words,
        chart=charts.chart(
            (row for row in drawn if row.metric == metric),
            name=f"chart-{name}",
            title=almanac.language.say("%(metric)s over time", metric=words.capitalize()),
            language=almanac.language,
        ),
        points=tuple(said.point(almanac, row) for row in reversed(listed) if row.metric == metric),
    )


def _beside(almanac: Almanac, account: Account) -> tuple[str, ...]:
    """The accounts it is compared with: those that statements set beside it, then its neighbours in the tables."""
    named = [
        name
        for one in almanac.statements(account.id)
        for name in (one.subject, one.other)
        if name != account.id and almanac.account(name)
    ]
    near = []
    for table in almanac.view.tables:
        places = [one.account for one in table.standings]
        if account.id in places:
            place = places.index(account.id)
            near += places[max(0, place - 1) : place] + places[place + 1 : place + 2]
    return tuple(dict.fromkeys((*named, *near)))[:BESIDE]


def _office(almanac: Almanac, office: str, entries: Sequence[Entry], templates: Templates) -> Page:
    name = office_name(almanac, (entry.account for entry in entries))
    return templates.page(
        office_path(office),
        "office.md.j2",
        matter(
            "office",
            name,
            almanac.language.say("The accounts of %(office)s, side by side.", office=name),
            section="Standings",
        ),
        name=name,
        entries=tuple(entries),
        events=tuple(said.happened(almanac, one) for entry in entries for one in almanac.events(entry.account.id)),
    )


def _platform(almanac: Almanac, platform: Platform, all_: Iterable[Entry], templates: Templates) -> Page:
    rows = almanac.figures(f"platform:{platform.id}")
    tables = [table for table in almanac.view.tables if table.platform == platform.id]
    homes = league.homes(almanac.view.tables)
    about = almanac.language.say(
        "%(platform)s: who runs it, and which offices have accounts there.", platform=platform.name
    )
    own = [row for one in almanac.roster.accounts if one.platform == platform.id for row in almanac.figures(one.id)]
    path, taken = platform_path(platform.id), datasets.everything(almanac)[:1]
    return templates.page(
        path,
        "platform.md.j2",
        matter(
            "platform",
            platform.name,
            about,
            section="Standings",
            data=structured.of_rows(almanac, path, platform.name, about, rows=[*rows, *own], tables=taken),
            feeds=alternates(almanac.view.offers, "platform", key=platform.id),
        ),
        platform=platform,
        country=almanac.language.country(platform.country),
        known=platform in almanac.roster.platforms,
        entries=tuple(
            sorted(
                (entry for entry in all_ if entry.account.platform == platform.id),
                key=lambda entry: (entry.account.name.casefold(), entry.account.id),
            )
        ),
        cuts=league.leagues(almanac, (table for table in almanac.view.cuts if table.platform == platform.id)),
        tables=tuple(
            (one, STANDINGS if table.living else homes[table.on.year])
            for table, one in zip(tables, league.leagues(almanac, tables), strict=True)
        ),
        histories=_histories(almanac, rows, rows),
        statements=tuple(said.quoted(almanac, one) for one in almanac.statements(f"platform:{platform.id}")),
    )
