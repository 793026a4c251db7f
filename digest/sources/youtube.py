"""Subscribers of YouTube channels: which addresses to ask, and what their answers say.

Source: the reference of the YouTube Data API, `channels.list`. A subscriber count is "rounded down to three significant
figures"; a channel may hide it. The interface wants a key, which goes along as a header, so that no address holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from digest.model import Account, Failed, Fetched, Moment, Observation, Platform, Precision
from digest.sources import FigureRequest
from digest.sources.counts import counted, exact, json_object, undisclosed

KEY = "YOUTUBE_API_KEY"
"""The environment variable with the key."""

_API = "https://www.googleapis.com/youtube/v3"
_AT_ONCE = 50
_CHANNEL = re.compile(r"UC[\w-]{22}", re.ASCII)
_DIGITS = 3


def requests(accounts: Sequence[Account], platforms: Sequence[Platform]) -> tuple[FigureRequest, ...]:
    """Addresses for the accounts: channel ids (`UC...`) 50 to one, handles one by one; an empty handle has none."""
    instead = {platform.id: platform.api.rstrip("/") for platform in platforms}
    by_api: dict[str, list[Account]] = {}
    found: list[FigureRequest] = []
    for account in accounts:
        api, handle = instead.get(account.platform) or _API, account.handle.strip().removeprefix("@")
        if _CHANNEL.fullmatch(handle):
            by_api.setdefault(api, []).append(account)
        elif handle:
            found.append(_request(api, "forHandle", f"@{handle}", [account]))
    for api, some in by_api.items():
        for start in range(0, len(some), _AT_ONCE):
            few = some[start : start + _AT_ONCE]
            found.append(_request(api, "id", ",".join(account.handle.strip() for account in few), few))
    return tuple(found)


def read(request: FigureRequest, document: Fetched, on: date) -> tuple[Observation, ...] | Failed:
    """Subscribers, videos and views of the channels in the answer; hidden subscribers are undisclosed.

    A channel that was deleted or suspended is not in the answer, and nor are its figures here.
    """
    found = json_object(document)
    if isinstance(found, Failed):
        return found
    listed = found.get("items")
    items = [item for item in (listed if isinstance(listed, list) else ()) if isinstance(item, dict)]
    by_id = {str(item.get("id")): item for item in items}
    base, _, query = request.url.partition("?")
    if "forHandle=" in query:
        return tuple(_figures(request.key[0], items[0], request.url, on)) if items else ()
    rows: list[Observation] = []
    for account, channel in zip(request.key, _channels(query), strict=True):
        source = f"{base}?{urlencode({'part': 'statistics', 'id': channel})}"
        rows += _figures(account, by_id.get(channel, {}), source, on)
    return tuple(rows)


def _request(api: str, name: str, value: str, accounts: Sequence[Account]) -> FigureRequest:
    return FigureRequest(
        key=tuple(account.id for account in accounts),
        url=f"{api}/channels?{urlencode({'part': 'statistics', name: value}, safe='@,')}",
        headers=(("X-Goog-Api-Key", f"${KEY}"),),
    )


def _channels(query: str) -> list[str]:
    return query.rpartition("id=")[2].split(",")


def _figures(account: str, item: Mapping[str, Any], source: str, on: date) -> Iterator[Observation]:
    said = item.get("statistics")
    if not isinstance(said, dict):
        return
    counts = {key: count for key, text in said.items() if (count := counted(text)) is not None}
    if said.get("hiddenSubscriberCount") is True:
        yield undisclosed(account, "followers", source, on)
    elif "subscriberCount" in counts:
        yield _subscribers(account, counts["subscriberCount"], source, on)
    yield from exact(account, {"posts": "videoCount", "views": "viewCount"}, counts, source, on)


def _subscribers(account: str, count: int, source: str, on: date) -> Observation:
    step = 10 ** max(0, len(str(count)) - _DIGITS)
    return Observation(
        subject=account,
        metric="followers",
        observed=Moment(first=on),
        precision=Precision.EXACT if step == 1 else Precision.ROUNDED,
        value=count,
        low=count,
        high=count + step - 1,
        printed=str(count),
        recorded=on,
        method="api",
        source=source,
    )
