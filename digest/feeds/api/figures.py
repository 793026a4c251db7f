"""Accounts with their newest figures, and the standings, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from digest.feeds.api.file import Row, document, newest_day
from digest.feeds.newsstand import Newsstand
from digest.model import Observation, Standing, Table


def accounts(stand: Newsstand, observations: Sequence[Observation]) -> Row:
    """The accounts of the roster, each with its newest figure of every metric."""
    newest: dict[tuple[str, str], Observation] = {}
    for row in sorted(observations, key=_age):
        newest[row.subject, row.metric] = row
    figures: dict[str, list[Row]] = {}
    for (subject, metric), row in sorted(newest.items()):
        figures.setdefault(subject, []).append({"metric": metric} | _figure(row))
    rows = [
        {
            "id": account.id, "name": account.name, "platform": account.platform, "handle": account.handle,
            "office": account.office, "kind": account.kind, "country": account.country, "host": account.host,
            "url": account.url, "figures": figures.get(account.id, []),
        }
        for account in stand.roster.accounts
    ]  # fmt: skip
    return document("accounts", stand) | {"count": len(rows), "updated": newest_day(observations), "accounts": rows}


def _age(row: Observation) -> tuple[date, date, str, str]:
    return row.observed.first, row.recorded or date.min, row.said_by, row.printed


def _figure(row: Observation) -> Row:
    return {
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "precision": row.precision.value,
        "printed": row.printed,
        "observed": str(row.observed),
        "said_by": row.said_by,
        "source": row.source,
    }


def standings(stand: Newsstand, tables: Sequence[Table]) -> Row:
    """The tables, with the figure behind each place."""
    rows = [
        {
            "platform": table.platform, "metric": table.metric, "kind": table.kind, "host": table.host,
            "office": table.office, "on": str(table.observed or table.on), "living": table.living,
            "standings": [_standing(row) for row in table.standings],
        }
        for table in tables
    ]  # fmt: skip
    changed = newest_day(row.observation for table in tables for row in table.standings)
    return document("standings", stand) | {"count": len(rows), "updated": changed, "tables": rows}


def _standing(row: Standing) -> Row:
    place = {"account": row.account, "rank": row.rank, "shared": row.shared, "moved": row.moved}
    return place | {"low": row.low, "high": row.high, "figure": _figure(row.observation)}
