"""Follower figures that Wikidata holds: the statements P8687 of an item, told apart by what their qualifiers name.

Source: the JSON of `Special:EntityData/Q….json` (Wikibase data model). Each statement is one figure at one time, so an
item is a history: P585 is its point in time; which account it counts is said by the account's own property, such as
P6552 (X), P2397 (YouTube) or P2003 (Instagram).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from digest.model import Account, Failed, Fetched, Moment, Observation, Platform, Precision
from digest.sources import FigureRequest
from digest.sources.counts import counted, json_object

_FOLLOWERS, _POINT_IN_TIME = "P8687", "P585"
_PRECISIONS: Mapping[int, Literal["day", "month", "year"]] = {11: "day", 10: "month", 9: "year"}


def requests(accounts: Sequence[Account], platforms: Sequence[Platform]) -> tuple[FigureRequest, ...]:  # noqa: ARG001 - as FigureSource has it
    """The items of the accounts, in their order."""
    return tuple(
        FigureRequest(key=(account.id,), url=account.recipe.url, recipe=account.recipe)
        for account in accounts
        if account.recipe
    )


def read(request: FigureRequest, document: Fetched, on: date) -> tuple[Observation, ...] | Failed:
    """The figures whose qualifier is the recipe's path (`P6552=MFA_China`), by their dates.

    Deprecated statements, those without a date and those of days to come are left out.
    """
    found = json_object(document)
    if isinstance(found, Failed):
        return found
    items = found.get("entities")
    item = next(iter(items.values()), None) if isinstance(items, dict) else None
    if not isinstance(item, dict):
        return Failed(what="the answer holds no item of Wikidata", todo="correct the recipe's url in feeds.yaml")
    name, _, value = (request.recipe.path if request.recipe else "").partition("=")
    claims = item.get("claims")
    statements = claims.get(_FOLLOWERS, []) if isinstance(claims, dict) else []
    rows = (
        _observation(request, one, on)
        for one in (statements if isinstance(statements, list) else [])
        if isinstance(one, dict) and value.casefold() in {str(each).casefold() for each in _qualifiers(one, name)}
    )
    return tuple(dict.fromkeys(row for row in rows if row and row.observed.first <= on))


def _observation(request: FigureRequest, statement: Mapping[str, Any], on: date) -> Observation | None:
    amount = _value(statement.get("mainsnak"))
    moment = next((_moment(value) for value in _qualifiers(statement, _POINT_IN_TIME)), None)
    printed = str(amount.get("amount", "")).removeprefix("+") if isinstance(amount, dict) else ""
    count = counted(printed)
    if statement.get("rank") == "deprecated" or moment is None or count is None:
        return None
    return Observation(
        subject=request.key[0],
        metric="followers",
        observed=moment,
        precision=Precision.EXACT,
        value=count,
        low=count,
        high=count,
        printed=printed,
        recorded=on,
        said_by="Wikidata",
        method="wikidata",
        source=request.url,
    )


def _qualifiers(statement: Mapping[str, Any], name: str) -> Iterator[Any]:
    qualifiers = statement.get("qualifiers")
    snaks = qualifiers.get(name, []) if isinstance(qualifiers, dict) else []
    yield from (_value(snak) for snak in (snaks if isinstance(snaks, list) else []))


def _value(snak: object) -> Any:
    """What a snak says; None for one that says "no value" or "unknown"."""
    datavalue = snak.get("datavalue") if isinstance(snak, dict) else None
    return datavalue.get("value") if isinstance(datavalue, dict) else None


def _moment(value: object) -> Moment | None:
    """A time as far as it is known (`+2022-04-30T00:00:00Z`, precision 11 for the day, 10 the month, 9 the year)."""
    known = _PRECISIONS.get(value.get("precision", 0)) if isinstance(value, dict) else None
    if known is None or not isinstance(value, dict):
        return None
    parts = str(value.get("time", "")).removeprefix("+").partition("T")[0].split("-")
    try:
        return Moment.parse("-".join(parts[: {"day": 3, "month": 2, "year": 1}[known]]))
    except ValueError:
        return None
