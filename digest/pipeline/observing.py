"""Figures and events that editors write by hand, and what is known of each account."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from digest import figures
from digest.errors import UsageError
from digest.figures import numerals
from digest.language import is_known
from digest.model import Account, AccountEvent, Method, Moment, Observation, Roster, Unread
from digest.pipeline.accounting import (
    append_events,
    counted,
    happened,
    keep_figures,
    policy_of,
    read_observations,
    written_down,
)
from digest.pipeline.desk import Desk
from digest.text import clean

_KINDS = ("platform:", "population:", "page:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A figure as an editor types it in."""

    subject: str
    number: str
    on: str = ""
    metric: str = "followers"
    locale: str = ""
    said_by: str = ""
    source: str = ""
    method: Method = "manual"
    supersedes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an account: its newest figure of followers, how many there are, and its last event."""

    account: Account
    newest: Observation | None
    figures: int
    event: AccountEvent | None


def observe(desk: Desk, said: Said) -> Observation:
    """Write one figure into its year's file.

    UsageError for a subject that is not known, a figure without a source, a number that cannot be read, a day to come,
    and a figure told before.
    """
    _check_subject(desk.roster, said.subject)
    check_origin(said.source, said.locale)
    moment = moment_of(said.on) if said.on else Moment(first=desk.today)
    check_seen(moment, desk.today)
    row = replace(figure_of(said, moment), recorded=desk.today, method=said.method, supersedes=said.supersedes)
    known = read_observations(desk.newsroom)[0]
    if said.supersedes and said.supersedes not in {figures.id_of(one) for one in known}:
        raise UsageError(f"no figure has the id {said.supersedes} (`digest accounts list` has that of the newest)")
    if row in written_down(desk):
        raise UsageError("this figure stands there already")
    keep_figures(desk, [row])
    return row


def note_event(desk: Desk, event: AccountEvent) -> None:
    """Write one event into events.csv.

    UsageError for an account that is not in the roster, a day to come, and an event told before.
    """
    if event.account not in {account.id for account in desk.roster.accounts}:
        raise UsageError(f"{event.account} is no account of feeds.yaml (add it to `accounts` first)")
    if event.kind != "announced" and event.on.first > desk.today:
        raise UsageError(f"{event.on} is still to come (only what is announced may lie ahead)")
    if event in written_down(desk):
        raise UsageError("this event stands there already")
    append_events(desk.newsroom, [event])


def list_accounts(desk: Desk) -> tuple[Known, ...]:
    """Every account of the roster with what is known of it, in its order; what editors rejected is left out."""
    rows: dict[str, list[Observation]] = defaultdict(list)
    policy = policy_of(desk)
    for row in sorted(counted(desk, policy), key=lambda row: row.observed.first):
        if row.metric == "followers" and not row.precision.is_supposed:
            rows[row.subject].append(row)
    events = {one.account: one for one in sorted(happened(desk, policy), key=lambda one: one.on.first)}
    return tuple(
        Known(
            account=account,
            newest=rows[account.id][-1] if rows[account.id] else None,
            figures=len(rows[account.id]),
            event=events.get(account.id),
        )
        for account in desk.roster.accounts
    )


def _check_subject(roster: Roster, subject: str) -> None:
    known = {account.id for account in roster.accounts} | {f"platform:{one.id}" for one in roster.platforms}
    if subject in known or subject.startswith(("population:", "page:")):
        return
    hint = "population:ID and page:ID need no entry" if subject.startswith(_KINDS) else "add it to `accounts` first"
    raise UsageError(f"{subject} is no account or platform of feeds.yaml ({hint})")


def check_origin(source: str, locale: str) -> None:
    """UsageError for figures without a source, or whose numbers are in no language."""
    if not source.strip():
        raise UsageError("a figure needs its source (say --source)")
    if locale and not is_known(locale):
        raise UsageError(f"--locale {locale!r} is no language (write a code such as en, de or zh)")


def check_seen(moment: Moment, today: date) -> None:
    """UsageError for a figure of a day to come."""
    if moment.first > today:
        raise UsageError(f"{moment} is still to come (give the day on which the figure was seen)")


def moment_of(text: str) -> Moment:
    """A day, month or year as people type it; UsageError for anything else."""
    try:
        return Moment.parse(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day, month or year (write 2016-12-01, 2016-12 or 2016)") from None


def figure_of(said: Said, moment: Moment, grain: int | None = None) -> Observation:
    """The observation that is meant; UsageError for what cannot be read as a number, or be a count."""
    numeral = numerals.read(said.number, said.locale or "en", grain=grain)
    if isinstance(numeral, Unread):
        raise UsageError(f"{said.number!r} {numeral.why} (write it as 1,910,000, 1.91 million, over 1.9M or 191万)")
    row = Observation(
        subject=said.subject,
        metric=clean(said.metric),
        observed=moment,
        precision=numeral.precision,
        value=numeral.value,
        low=numeral.low,
        high=numeral.high,
        printed=numeral.printed,
        said_by=clean(said.said_by),
        method=said.method,
        source=clean(said.source),
    )
    if fault := figures.fault_of(row):
        raise UsageError(f"{said.number!r} is no figure: {fault} (correct the number)")
    return row
