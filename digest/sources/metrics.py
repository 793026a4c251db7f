"""Metrics feeds of others: items with figures to observations, by feedparser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digest.figures import exchange
from digest.model import Failed, Fetched, Observation, Place, Problem
from digest.sources.items import text_of
from digest.sources.scrub import scrubbed
from digest.sources.syndication import parse


def read_metrics(document: Fetched) -> tuple[tuple[Observation, ...], tuple[Problem, ...]] | Failed:
    """The observations of a metrics feed, each once, in its order, and a Problem for every item that holds none.

    The namespace counts, whatever its prefix in the feed; Failed for a document that does not name it. What
    feedparser raises is the caller's, who reads strangers' documents in a cage.
    """
    found = parse(*scrubbed(document))
    prefix = next((prefix for prefix, uri in found.get("namespaces", {}).items() if uri == exchange.NAMESPACE), None)
    if prefix is None:
        return Failed(what="the document is no metrics feed", todo=f"it has to name {exchange.NAMESPACE}")
    rows: dict[Observation, None] = {}
    problems = []
    for entry in found.entries:
        try:
            rows[exchange.from_fields(_fields(entry, prefix))] = None
        except ValueError as fault:
            place = Place(name=text_of(entry, "id") or document.url)
            problems.append(Problem(place=place, what=f"is no observation: {fault}", todo="tell its publisher"))
    return tuple(rows), tuple(problems)


def _fields(entry: Mapping[str, Any], prefix: str) -> dict[str, str]:
    """The elements of the namespace; a default namespace leaves them without a prefix."""
    return {name: text_of(entry, f"{prefix}_{name}" if prefix else name) for name in exchange.FIELDS}
