"""Bytes to values: feed documents to entries, answers of platforms to observations. No sockets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from digest.model import Account, Failed, Fetched, Observation, Platform, Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRequest:
    """An address whose answer holds the figures of the accounts in `key`, in the order in which it names them.

    `headers` go along to the address's own origin and to no other. A `$NAME` in them stands for an environment
    variable: it is filled in when the request is sent, so that a secret is in no value that is kept or shown.
    """

    key: tuple[str, ...]
    url: str
    accept: str = "application/json"
    recipe: Recipe | None = None
    headers: tuple[tuple[str, str], ...] = ()


class FigureSource(Protocol):
    """What gives the figures of accounts: ours, and what other packages offer as `digest.sources` (an entry point).

    Both functions are pure. `requests` gets the accounts whose `source` is this one's name. `read` is called for each
    document that came, in a process with limits, so it has to be one that can be pickled: a function of a module.
    """

    def requests(self, accounts: Sequence[Account], platforms: Sequence[Platform]) -> Sequence[FigureRequest]:
        """The addresses to ask; an account that is in the key of none of them is told to lead nowhere."""
        ...

    def read(self, request: FigureRequest, document: Fetched, on: date) -> tuple[Observation, ...] | Failed:
        """The figures in a document, of accounts in the request's key alone; Failed with what an editor can do."""
        ...
