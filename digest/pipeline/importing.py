"""Tables of others taken over: which columns say what, and what their rows bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from digest import figures, files
from digest.errors import UsageError
from digest.figures.sheets import Row, table
from digest.model import AccountEvent, Method, Moment, Observation, Place, Problem
from digest.pipeline.accounting import Written, append_events, keep_figures, written_down
from digest.pipeline.desk import Desk
from digest.pipeline.observing import Said, check_origin, check_seen, figure_of, moment_of

_ACTIVE = frozenset({"", "active", "ok", "open"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which columns of a table say what; `subject` is the column of a handle, or `account` the one account of all rows.

    `metrics` names the metric of each column of numbers. `grain` is what the numbers count in (1 for exact counts).
    `suffix` is what the head of the column takes for granted (万 in "followers, in tens of thousands").
    """

    metrics: Mapping[str, str]
    subject: str = ""
    account: str = ""
    platform: str = ""
    on: str = ""
    status: str = ""
    day: str = ""
    locale: str = ""
    grain: int | None = None
    suffix: str = ""
    said_by: str = ""
    source: str = ""
    method: Method = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What a table brought: new figures and events, how many rows were blank or known, and those left out with why."""

    observations: tuple[Observation, ...]
    events: tuple[AccountEvent, ...]
    blank: int
    known: int
    skipped: tuple[Problem, ...]


def take_over(desk: Desk, path: Path, columns: Columns, *, is_trial: bool = False) -> TakenOver:
    """Append the figures of a table that are not there yet; a trial writes nothing.

    Cells that are blank are passed over, "N/A" is undisclosed, rows given twice count once, and a row whose number
    cannot be read or whose account is not in the roster is left out with its place. A row whose status is not active
    becomes an event, and its missing number none. UsageError for a table without the columns named, and for an account,
    a platform or a language that there is none of.
    """
    if columns.account and columns.account not in {account.id for account in desk.roster.accounts}:
        raise UsageError(f"{columns.account} is no account of feeds.yaml (add it to `accounts` first)")
    if columns.platform and columns.platform not in {account.platform for account in desk.roster.accounts}:
        raise UsageError(f"no account of feeds.yaml is on {columns.platform} (name a platform by its id)")
    check_origin(columns.source, columns.locale)
    rows = _table(path, columns)
    found = _Taking(desk, columns, path.name)
    for row in rows:
        found.take(row)
    taken = found.done(written_down(desk))
    if not is_trial:
        keep_figures(desk, taken.observations)
        append_events(desk.newsroom, taken.events)
    return taken


def _table(path: Path, columns: Columns) -> Iterable[Row]:
    if not path.is_file():
        raise UsageError(f"{path} is not a file (name a CSV file)")
    heads, rows = table(files.read(path))
    named = (*columns.metrics, columns.subject, columns.on, columns.status)
    if missing := [name for name in named if name and name not in heads]:
        raise UsageError(f"{path} has no column {missing[0]!r} (it has {', '.join(heads)})")
    return rows


class _Taking:
    """Takes over the rows of one table."""

    def __init__(self, desk: Desk, columns: Columns, name: str) -> None:
        self._desk, self._columns, self._name = desk, columns, name
        self._accounts = {
            account.handle.lower().removeprefix("@"): account.id
            for account in desk.roster.accounts
            if account.handle and columns.platform in {"", account.platform}
        } | {name: account.id for account in desk.roster.accounts for name in (*account.formerly, account.id)}
        self._found: dict[Observation, None] = {}
        self._events: dict[AccountEvent, None] = {}
        self._counts: Counter[str] = Counter()
        self._skipped: list[Problem] = []

    def take(self, row: Row) -> None:
        """Read one row; what cannot be used is kept with its place."""
        try:
            if row.fault:
                raise UsageError(row.fault)
            self._take(row.cells)
        except UsageError as fault:
            place = Place(name=self._name, line=row.line, column=1)
            self._skipped.append(Problem(place=place, what=str(fault), todo="the row was left out"))

    def done(self, known: Written) -> TakenOver:
        """What is new of all that was taken."""
        fresh = tuple(row for row in self._found if row not in known)
        self._counts["known"] += len(self._found) - len(fresh)
        return TakenOver(
            observations=fresh,
            events=tuple(one for one in self._events if one not in known),
            blank=self._counts["blank"],
            known=self._counts["known"],
            skipped=tuple(self._skipped),
        )

    def _take(self, row: Mapping[str, str]) -> None:
        columns = self._columns
        subject = columns.account or self._account(row[columns.subject])
        moment = moment_of(row[columns.on] if columns.on else columns.day)
        check_seen(moment, self._desk.today)
        status = row[columns.status].strip().lower() if columns.status else ""
        if status not in _ACTIVE:
            self._note(subject, status, moment)
        for head, metric in columns.metrics.items():
            cell = row[head].strip()
            if not cell:
                self._counts["blank"] += 1
            elif status in _ACTIVE or cell[0].isdigit():
                self._keep(subject, metric, cell, moment)

    def _keep(self, subject: str, metric: str, cell: str, moment: Moment) -> None:
        columns = self._columns
        said = Said(
            subject=subject,
            number=cell + columns.suffix if cell[0].isdigit() else cell,
            metric=metric,
            locale=columns.locale,
            said_by=columns.said_by,
            source=columns.source,
            method=columns.method,
        )
        found = replace(figure_of(said, moment, columns.grain), recorded=self._desk.today)
        self._counts["known"] += found in self._found
        self._found[found] = None

    def _account(self, handle: str) -> str:
        found = self._accounts.get(handle.strip().lower().removeprefix("@"))
        if not handle.strip():
            raise UsageError("it names no account")
        if found is None:
            raise UsageError(f"{handle.strip()} is no account of feeds.yaml")
        return found

    def _note(self, subject: str, status: str, moment: Moment) -> None:
        event = figures.event_of(status, account=subject, on=moment, source=self._columns.source)
        if event is None:
            raise UsageError(f"status {status!r} is neither active nor the name of an event")
        self._events[event] = None
