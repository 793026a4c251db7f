"""What the platforms' answers have in common: JSON that may be none, and counts that may be hidden."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from digest.model import Failed, Fetched, Moment, Observation, Precision
from digest.sources.texts import cut
from digest.text import clean

_LONGEST = 120
"""So much of what an answer says is told."""

_DIGITS = 18
"""No count has more."""


def json_object(document: Fetched) -> dict[str, Any] | Failed:
    """The JSON object that a document holds; Failed for a web page or anything else."""
    try:
        found = json.loads(document.body)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    page = document.body.lstrip()[:1] == b"<"
    return Failed(
        what="a web page came instead of figures" if page else "the answer holds no figures",
        todo="check the account's server and handle in feeds.yaml",
    )


def counted(text: object) -> int | None:
    """The count that a text of digits is; None for all that is none."""
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) <= _DIGITS else None


def complaint(found: Mapping[str, Any]) -> str:
    """What an answer says is wrong, in its own words, as the interfaces of platforms put it; empty for none.

    X has `errors[].detail`, Google `error.message`, VK `error.error_msg`, Weibo and others `msg` or `message`.
    """
    errors, error = found.get("errors"), found.get("error")
    places = [*(errors if isinstance(errors, list) else ()), error, found]
    for place in places:
        for key in ("detail", "message", "error_msg", "msg", "error_description"):
            if isinstance(place, dict) and isinstance(place.get(key), str) and place[key].strip():
                return cut(clean(str(place[key])), _LONGEST)
    return cut(clean(error), _LONGEST) if isinstance(error, str) else ""


def undisclosed(subject: str, metric: str, source: str, on: date) -> Observation:
    """The statement of a platform that there is a count and that it does not show it."""
    return Observation(
        subject=subject,
        metric=metric,
        observed=Moment(first=on),
        precision=Precision.UNDISCLOSED,
        recorded=on,
        method="api",
        source=source,
    )


def exact(
    subject: str, metrics: Mapping[str, str], found: Mapping[str, Any], source: str, on: date
) -> tuple[Observation, ...]:
    """The counts that `found` gives under the keys of `metrics`, as exact observations; hidden ones are left out."""
    counts = {metric: found.get(key) for metric, key in metrics.items()}
    return tuple(
        Observation(
            subject=subject,
            metric=metric,
            observed=Moment(first=on),
            precision=Precision.EXACT,
            value=count,
            low=count,
            high=count,
            printed=str(count),
            recorded=on,
            method="api",
            source=source,
        )
        for metric, count in counts.items()
        if isinstance(count, int) and not isinstance(count, bool) and count >= 0
    )
