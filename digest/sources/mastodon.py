"""Follower figures of Mastodon accounts: which addresses to ask, and what their answers say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode, urlsplit

from digest.model import Account, Failed, Fetched, Observation, Platform
from digest.sources import FigureRequest
from digest.sources.counts import complaint, exact, json_object, undisclosed

_PATH = "/api/v1/accounts/lookup"


def requests(accounts: Sequence[Account], platforms: Sequence[Platform]) -> tuple[FigureRequest, ...]:
    """One address for each account, in their order.

    A server is known from the account's page (`https://HOST/@NAME`), else from its handle (`NAME@HOST`); an account
    that names none is left out. A platform's `api` is asked instead of every server, and then for NAME@HOST.
    """
    instead = {platform.id: platform.api.rstrip("/") for platform in platforms}
    found = (_request(account, instead.get(account.platform, "")) for account in accounts)
    return tuple(request for request in found if request)


def read(request: FigureRequest, document: Fetched, on: date) -> tuple[Observation, ...] | Failed:
    """Followers and posts of the account, as its server counts them on that day.

    Pleroma and Akkoma let an account hide its followers, whose count is nought then: that is undisclosed.
    """
    found = json_object(document)
    if isinstance(found, Failed):
        return found
    if not isinstance(found.get("username"), str):
        said = complaint(found)
        what = "the server names no such account" + (f": {said}" if said else "")
        return Failed(what=what, todo="correct its handle in feeds.yaml")
    if found.get("suspended"):  # its counts are set to nothing then
        todo = f"write it down: `digest accounts event {request.key[0]} suspended --source {request.url}`"
        return Failed(what="its server has suspended the account", todo=todo)
    account, posts = request.key[0], {"posts": "statuses_count"}
    pleroma = found.get("pleroma")
    if isinstance(pleroma, dict) and (pleroma.get("hide_followers_count") or pleroma.get("hide_followers")):
        return (undisclosed(account, "followers", request.url, on), *exact(account, posts, found, request.url, on))
    return exact(account, {"followers": "followers_count"} | posts, found, request.url, on)


def _request(account: Account, instead: str) -> FigureRequest | None:
    name, _, home = account.handle.strip().removeprefix("@").partition("@")
    server = _server(account.url) or home
    if not name or not (server or instead):
        return None
    base = instead or f"https://{server}"
    wanted = f"{name}@{home or server}" if instead and (home or server) else name
    return FigureRequest(key=(account.id,), url=f"{base}{_PATH}?{urlencode({'acct': wanted}, safe='@')}")


def _server(page: str) -> str:
    """The host of a profile page: an account's address may name another domain than the one that serves it."""
    try:
        parts = urlsplit(page)
    except ValueError:
        return ""
    return parts.netloc if parts.path.startswith(("/@", "/users/")) else ""
