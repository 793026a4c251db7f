"""Follower figures of Bluesky accounts: which addresses to ask, and what their answers say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from digest.model import Account, Failed, Fetched, Observation, Platform
from digest.sources import FigureRequest
from digest.sources.counts import complaint, exact, json_object

_API = "https://public.api.bsky.app"
_PATH = "/xrpc/app.bsky.actor.getProfile"
_AT_ONCE = 25
_ACTOR = re.compile(r"did:[a-z]+:[\w.:%-]+|(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)


def requests(accounts: Sequence[Account], platforms: Sequence[Platform]) -> tuple[FigureRequest, ...]:
    """Addresses for the accounts, 25 accounts to one, in their order.

    Accounts are left out whose handle is neither a domain nor a DID: one such fails the other 24.
    """
    instead = {platform.id: platform.api.rstrip("/") for platform in platforms}
    by_api: dict[str, list[Account]] = {}
    for account in accounts:
        if _ACTOR.fullmatch(_actor(account.handle)):
            by_api.setdefault(instead.get(account.platform) or _API, []).append(account)
    return tuple(
        _request(api, some[start : start + _AT_ONCE])
        for api, some in by_api.items()
        for start in range(0, len(some), _AT_ONCE)
    )


def read(request: FigureRequest, document: Fetched, on: date) -> tuple[Observation, ...] | Failed:
    """Followers and posts of the accounts that the answer holds, in the order of the request.

    Each names as its source the address at which it alone can be looked up.
    """
    found = json_object(document)
    if isinstance(found, Failed):
        return found
    profiles = found.get("profiles")
    if not isinstance(profiles, list):
        said = complaint(found)
        what = "the answer holds no profiles" + (f": {said}" if said else "")
        return Failed(what=what, todo="check the platform's api in feeds.yaml")
    by_actor = {name: profile for profile in profiles if isinstance(profile, dict) for name in _names(profile)}
    address = urlsplit(request.url)
    observations: list[Observation] = []
    for account, actor in zip(request.key, parse_qs(address.query)["actors"], strict=True):
        source = f"{address.scheme}://{address.netloc}{address.path[:-1]}?{urlencode({'actor': actor}, safe=':')}"
        metrics = {"followers": "followersCount", "posts": "postsCount"}
        observations += exact(account, metrics, by_actor.get(actor.lower(), {}), source, on)
    return tuple(observations)


def _request(api: str, accounts: Sequence[Account]) -> FigureRequest:
    actors = urlencode([("actors", _actor(account.handle)) for account in accounts], safe=":")
    return FigureRequest(key=tuple(account.id for account in accounts), url=f"{api}{_PATH}s?{actors}")


def _actor(handle: str) -> str:
    return handle.strip().removeprefix("@")


def _names(profile: Mapping[str, Any]) -> list[str]:
    return [profile[key].lower() for key in ("handle", "did") if isinstance(profile.get(key), str)]
