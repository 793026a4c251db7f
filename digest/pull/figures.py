"""Follower figures of the accounts whose sources can be asked.

A source is two pure functions: which addresses to ask, and what an answer says (`sources.offered` has them by name).
What lies between is here: fetching, reading the answers in the cage, whoever's source they are of, and letting through
only what can be a figure of an account that was asked for. A header may name environment variables (`$X_TOKEN`); they
are filled in as the request is sent, so no value that is kept, compared or shown ever holds a secret.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import Template

from digest import figures
from digest.model import (
    Account,
    Failed,
    Fetched,
    Manners,
    Observation,
    Outcome,
    Place,
    Platform,
    Postponed,
    Problem,
    Unchanged,
)
from digest.sources import FigureRequest
from digest.sources.cage import Cage, Ended
from digest.sources.offered import BY_RECIPE, HANDLES, Offered, offered
from digest.web import Request, fetch

_HEADER = re.compile(r"[\t\x20-\x7e]*")
"""What a header may hold: no line ends."""

_SHORTEST = 6
"""A secret that is shorter than this is looked for in no text: it would be found in every other one."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One address that is asked, what reads its answer, and its headers without and with their secrets."""

    request: FigureRequest
    source: Offered
    headers: tuple[tuple[str, str], ...] | Failed


def pull_figures(
    accounts: Sequence[Account],
    platforms: Sequence[Platform],
    *,
    on: date,
    manners: Manners,
    secrets: Mapping[str, str] | None = None,
) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """The figures of the accounts whose source can be asked, and a problem for each of them that gave none.

    Observations are dated `on` and come in the order of the addresses asked. A problem's place is the account's id.
    `secrets` are environment variables: what headers name of them is sent, and never told.
    """
    secrets = secrets or {}
    asked, failed = _all_asked(accounts, platforms, secrets)
    outcomes = _outcomes(asked, manners)
    observations: list[Observation] = []
    with Cage(workers=1) as cage:
        for one, outcome in zip(asked, outcomes, strict=True):
            found = _figures(one, outcome, cage, on)
            if isinstance(found, Failed):
                failed |= dict.fromkeys(one.request.key, _discreet(found, one.request, secrets))
            else:
                observations += found
    named = {name for one in asked for name in one.request.key}
    # An interface that gives posts alone hides the followers; other sources tell what they have.
    presets = {account.id for account in accounts if account.source in HANDLES}
    counted = {row.subject for row in observations if row.metric == "followers" or row.subject not in presets}
    silent = [account for account in accounts if account.source != "manual" and account.id not in counted]
    return tuple(observations), tuple(_problem(account, named, failed) for account in silent)


def _all_asked(
    accounts: Sequence[Account], platforms: Sequence[Platform], secrets: Mapping[str, str]
) -> tuple[list[_Asked], dict[str, Failed]]:
    """What is asked for the accounts, and why some of them cannot be asked."""
    by_source: dict[str, list[Account]] = {}
    for account in accounts:
        if account.source != "manual":
            by_source.setdefault(account.source, []).append(account)
    asked: list[_Asked] = []
    failed: dict[str, Failed] = {}
    for name, some in by_source.items():
        source = offered(name)
        wanted = source if isinstance(source, Failed) else _requests(source, some, platforms)
        if isinstance(source, Failed) or isinstance(wanted, Failed):
            why = source if isinstance(source, Failed) else wanted
            failed |= {account.id: why for account in some if isinstance(why, Failed)}
        else:
            asked += [_Asked(request, source, _filled_in(request, secrets)) for request in wanted]
    return asked, failed


def _requests(
    source: Offered, accounts: Sequence[Account], platforms: Sequence[Platform]
) -> tuple[FigureRequest, ...] | Failed:
    try:
        return tuple(source.source.requests(accounts, platforms))
    except Exception as error:  # a stranger's source may raise anything
        what = f"its source {source.name} failed ({type(error).__name__}: {error})".splitlines()[0]
        return Failed(what=what, todo="tell the author of the source")


def _filled_in(request: FigureRequest, secrets: Mapping[str, str]) -> tuple[tuple[str, str], ...] | Failed:
    """The headers with what the environment has for their names; Failed where it lacks one, or has no header's text."""
    for name in (name for _, value in request.headers for name in Template(value).get_identifiers()):
        if not (text := secrets.get(name, "").strip()) or not _HEADER.fullmatch(text):
            what = "is not set" if not text else "holds what no header may hold"
            todo = "set it where the program runs, never in feeds.yaml"
            return Failed(what=f"needs the environment variable {name}, which {what}", todo=todo, untried=True)
    known = {name: text.strip() for name, text in secrets.items()}
    return tuple((name, Template(value).safe_substitute(known)) for name, value in request.headers)


def _discreet(failed: Failed, request: FigureRequest, secrets: Mapping[str, str]) -> Failed:
    """A failure in whose words a server cannot repeat a secret that it was sent."""
    what = failed.what
    for name in (name for _, value in request.headers for name in Template(value).get_identifiers()):
        if len(secret := secrets.get(name, "").strip()) >= _SHORTEST:
            what = what.replace(secret, f"${name}")
    return replace(failed, what=what)


def _read(one: _Asked, cage: Cage, document: Fetched, on: date) -> tuple[Observation, ...] | Failed:
    """What a document says; read in the cage, since what a server may answer is anyone's guess."""
    try:
        found = cage.submit(one.source.source.read, one.request, document, on).result()
    except Ended as why:
        return Failed(what=f"reading its answer took too long or failed ({why})", todo="check its recipe and source")
    return _checked(found, one.request)


def _checked(found: object, request: FigureRequest) -> tuple[Observation, ...] | Failed:
    """What a source gave, if it is what a source may give."""
    if isinstance(found, Failed):
        return found
    rows = tuple(found) if isinstance(found, tuple | list) else (found,)
    todo = "tell the author of the source"
    for row in rows:
        if not isinstance(row, Observation) or row.subject not in request.key:
            return Failed(what="its source gave what is no figure of it", todo=todo)
        if fault := figures.fault_of(row):
            return Failed(what=f"its source gave a figure that cannot be: {fault}", todo=todo)
    return rows


def _outcomes(asked: Sequence[_Asked], manners: Manners) -> list[Outcome]:
    """What each address came to; one whose headers cannot be filled in is not asked."""
    sent = [
        Request(key="", url=one.request.url, accept=one.request.accept, headers=one.headers)
        for one in asked
        if not isinstance(one.headers, Failed)
    ]
    answers = iter(fetch(sent, manners))
    return [one.headers if isinstance(one.headers, Failed) else next(answers) for one in asked]


def _figures(one: _Asked, outcome: Outcome, cage: Cage, on: date) -> tuple[Observation, ...] | Failed:
    match outcome:
        case Fetched():
            return _read(one, cage, outcome, on)
        case Failed():
            return outcome
        case Postponed():
            todo = "it is tried again at the next run"
            return Failed(what="its server asked for patience", todo=todo, wait=outcome.wait)
        case Unchanged():
            return ()


def _problem(account: Account, named: set[str], failed: Mapping[str, Failed]) -> Problem:
    """Why an account gave no figures."""
    failure = failed.get(account.id)
    what, todo = "no count is given of it", f"check its handle {account.handle!r} in feeds.yaml"
    if account.recipe and account.source in BY_RECIPE:
        what, todo = "no figure is told of it", "correct its recipe in feeds.yaml"
    elif failure is None and account.id not in named:
        what, todo = "its handle leads nowhere", f"write it as {HANDLES.get(account.source, 'its source wants it')}"
    if failure:
        by_handle = account.source in HANDLES and failure.status and not failure.wait
        what, todo = failure.what, todo if by_handle else failure.todo
    return Problem(place=Place(name=account.id), what=what, todo=todo)
