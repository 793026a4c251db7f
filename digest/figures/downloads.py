"""Everything that is known of the accounts as files to take away: CSV with the columns of content/, and JSON.

Figures come a year a file, so that no file grows without end; those of one account also stand beside its page.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from digest.figures.events import EVENT_COLUMNS, STATEMENT_COLUMNS
from digest.figures.rows import COLUMNS
from digest.figures.sheets import cell
from digest.model import Account, AccountEvent, Observation, Platform, Roster, Statement, Table

ENDINGS = {".csv": "text/csv", ".json": "application/json"}
"""The forms that every table has, with their media types."""

ACCOUNTS, EVENTS, STANDINGS, STATEMENTS = "data/accounts", "data/events", "data/standings", "data/statements"
PLATFORMS = "data/platforms"
"""Where the tables lie below the site's address, without their endings."""

_Row = Account | AccountEvent | Observation | Platform | Statement
_ACCOUNT_COLUMNS = ("id", "platform", "handle", "name", "office", "kind", "country", "host", "url")
_PLATFORM_COLUMNS = ("id", "name", "owner", "country", "discloses")
_STANDING_COLUMNS = (
    *("platform", "metric", "month", "as_of", "rank", "shared", "moved", "account", "low", "high", "printed"),
    *("precision", "observed", "said_by", "source"),
)


def of_year(year: int) -> str:
    """Where the figures of a year lie."""
    return f"data/figures/{year:04}"


def of_account(account: str) -> str:
    """Where the figures of an account lie."""
    return f"a/{account}/figures"


def downloads(
    roster: Roster,
    observations: Iterable[Observation],
    events: Iterable[AccountEvent],
    statements: Iterable[Statement],
    tables: Iterable[Table],
) -> dict[str, bytes]:
    """Every table in each of its forms, by path; the same values give the same bytes, whatever order they come in."""
    rows = sorted(observations, key=lambda row: (row.observed.first, row.subject, row.metric, row.said_by, row.source))
    years: dict[int, list[Observation]] = defaultdict(list)
    own: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        years[row.observed.first.year].append(row)
        own[row.subject].append(row)
    made: dict[str, bytes] = {}
    for year, some in sorted(years.items()):
        made |= _table(of_year(year), COLUMNS, map(_of(COLUMNS), some))
    for account in roster.accounts:
        if some := own.get(account.id, []):
            made |= _table(of_account(account.id), COLUMNS, map(_of(COLUMNS), some))
    happened = sorted(events, key=lambda one: (one.on.first, one.account, one.kind, one.source, one.note))
    told = sorted(statements, key=lambda one: (one.on.first, one.subject, one.other, one.says))
    made |= _table(EVENTS, EVENT_COLUMNS, map(_of(EVENT_COLUMNS), happened))
    made |= _table(STATEMENTS, STATEMENT_COLUMNS, map(_of(STATEMENT_COLUMNS), told))
    made |= _table(ACCOUNTS, _ACCOUNT_COLUMNS, map(_of(_ACCOUNT_COLUMNS), roster.accounts))
    made |= _table(PLATFORMS, _PLATFORM_COLUMNS, map(_of(_PLATFORM_COLUMNS), roster.platforms))
    return made | _table(STANDINGS, _STANDING_COLUMNS, _standings(tables))


def _standings(tables: Iterable[Table]) -> Iterable[tuple[object, ...]]:
    for table in tables:
        for one in table.standings:
            row = one.observation
            month = str(table.observed) if table.observed else ""
            place = (table.platform, table.metric, month, table.on, one.rank, one.shared, one.moved)
            figure = (row.printed, row.precision.value, row.observed, row.said_by, row.source)
            yield (*place, one.account, one.low, one.high, *figure)


def _of(columns: Sequence[str]) -> Callable[[_Row], tuple[object, ...]]:
    return lambda value: tuple(getattr(value, column) for column in columns)


def _table(path: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> dict[str, bytes]:
    whole = tuple(rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in whole)
    said = [dict(zip(columns, map(_plain, row), strict=True)) for row in whole]
    text = json.dumps(said, ensure_ascii=False, indent=1)
    return {f"{path}.csv": out.getvalue().encode(), f"{path}.json": f"{text}\n".encode()}


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
