"""Bytes to values: feed documents to entries, answers of platforms to observations. No sockets here."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRequest:
    """An address whose answer holds the figures of the accounts in `key`, in the order in which it names them."""

    key: tuple[str, ...]
    url: str
    accept: str = "application/json"
    recipe: Recipe | None = None
