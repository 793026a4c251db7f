"""What the platforms' answers have in common: JSON that may be none, and counts that may be hidden."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from digest.model import Failed, Fetched, Moment, Observation, Precision


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
