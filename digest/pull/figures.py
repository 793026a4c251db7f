"""Follower figures of the accounts whose platform gives them to everyone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

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
from digest.sources import FigureRequest, bluesky, mastodon, recipes, wikidata
from digest.sources.cage import Cage, Ended
from digest.web import Request, fetch

_Read = Callable[[FigureRequest, Fetched, date], tuple[Observation, ...] | Failed]

_MARKUP: tuple[_Read, ...] = (recipes.read_html, recipes.read_feed)
_BY_RECIPE = frozenset({"json", "html", "feed", "wikidata"})


def pull_figures(
    accounts: Sequence[Account], platforms: Sequence[Platform], *, on: date, manners: Manners
) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """The figures of the accounts whose source is a platform, and a problem for each of them that gave none.

    Observations are dated `on` and come in the order of the addresses asked. A problem's place is the account's id.
    """
    asked = _asked(accounts, platforms)
    outcomes = fetch([Request(key="", url=request.url, accept=request.accept) for request, _ in asked], manners)
    observations: list[Observation] = []
    failed: dict[str, Failed] = {}
    with Cage(workers=1) as cage:
        for (request, read), outcome in zip(asked, outcomes, strict=True):
            found = _figures(request, outcome, partial(_within, cage, read), on)
            if isinstance(found, Failed):
                failed |= dict.fromkeys(request.key, found)
            else:
                observations += found
    named = {name for request, _ in asked for name in request.key}
    counted = {observation.subject for observation in observations}
    silent = [account for account in accounts if account.source != "manual" and account.id not in counted]
    return tuple(observations), tuple(_problem(account, named, failed) for account in silent)


def _asked(accounts: Sequence[Account], platforms: Sequence[Platform]) -> list[tuple[FigureRequest, _Read]]:
    """What is asked for the accounts, and what reads the answers."""
    asked: list[tuple[FigureRequest, _Read]] = []
    asked += [(request, mastodon.read) for request in mastodon.requests(accounts, platforms)]
    asked += [(request, bluesky.read) for request in bluesky.requests(accounts, platforms)]
    asked += [(request, wikidata.read) for request in wikidata.requests(accounts)]
    for source, read in (("json", recipes.read_json), ("html", recipes.read_html), ("feed", recipes.read_feed)):
        asked += [(request, read) for request in recipes.requests(accounts, source)]
    return asked


def _within(
    cage: Cage, read: _Read, request: FigureRequest, document: Fetched, on: date
) -> tuple[Observation, ...] | Failed:
    """What a document says; those that a parser of markup reads are read in the cage."""
    if read not in _MARKUP:
        return read(request, document, on)
    try:
        return cage.submit(read, request, document, on).result()
    except Ended:
        return Failed(what="reading its answer took too long or failed", todo="check the recipe's url in feeds.yaml")


def _figures(
    request: FigureRequest,
    outcome: Outcome,
    read: _Read,
    on: date,
) -> tuple[Observation, ...] | Failed:
    match outcome:
        case Fetched():
            return read(request, outcome, on)
        case Failed():
            return outcome
        case Postponed():
            todo = "it is tried again at the next run"
            return Failed(what="its server asked for patience", todo=todo, wait=outcome.wait)
        case Unchanged():
            return ()


def _problem(account: Account, named: set[str], failed: Mapping[str, Failed]) -> Problem:
    """Why an account gave no figures."""
    what, todo = "no count is given of it", f"check its handle {account.handle!r} in feeds.yaml"
    if account.recipe and account.source in _BY_RECIPE:
        what, todo = "no figure is told of it", "correct its recipe in feeds.yaml"
        if failure := failed.get(account.id):
            what, todo = failure.what, failure.todo
    elif account.id not in named:
        wanted = "NAME@SERVER" if account.source == "mastodon" else "a domain such as name.bsky.social"
        what, todo = "its handle leads nowhere", f"write it as {wanted}"
    elif failure := failed.get(account.id):
        what, todo = failure.what, failure.todo if failure.wait or not failure.status else todo
    return Problem(place=Place(name=account.id), what=what, todo=todo)
