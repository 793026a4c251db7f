"""Telling a WebSub hub that feeds have something new. Source: WebSub (W3C Recommendation, 2018), section 7.

How a publisher tells its hub is left to both by that text; `hub.mode=publish` with each feed as `hub.url` is what
PubSubHubbub 0.4 says and public hubs take.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

from digest import feeds, web
from digest.model import Failed, Fetched, Outcome
from digest.pipeline.accounting import counted, happened, policy_of
from digest.pipeline.desk import Desk
from digest.pipeline.paging import language_of_site, shelf_of

AT_ONCE = 50
"""So many feeds are named in one request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinged:
    """How many feeds the hub was told of; `fault` says in a sentence why it did not take all of them."""

    hub: str
    feeds: int
    fault: str = ""


def ping(desk: Desk) -> Pinged | None:
    """Tell the hub of the newsroom of all its feeds, which it then fetches; None where feeds.yaml names none."""
    site = desk.roster.site
    if not site.hub:
        return None
    policy = policy_of(desk)
    figures, events = counted(desk, policy), happened(desk, policy)
    offers = feeds.offers(feeds.newsstand(desk.roster, shelf_of(desk), figures, events, language_of_site(desk)))
    paths = [path for offer in offers for path in (offer.atom, offer.rss, offer.json) if path]
    lots = [paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE)]
    outcomes = web.fetch([_telling(site.hub, [urljoin(site.url, path) for path in lot]) for lot in lots], desk.manners)
    refused = [(lot, outcome) for lot, outcome in zip(lots, outcomes, strict=True) if not _taken(outcome)]
    fault = next((one.what if isinstance(one, Failed) else "asks for time" for _, one in refused), "")
    return Pinged(hub=site.hub, feeds=len(paths) - sum(len(lot) for lot, _ in refused), fault=fault)


def _telling(hub: str, addresses: list[str]) -> web.Request:
    form = [("hub.mode", "publish"), *(("hub.url", address) for address in addresses)]
    kind = ("Content-Type", "application/x-www-form-urlencoded")
    return web.Request(key=addresses[0], url=hub, headers=(kind,), body=urlencode(form).encode())


def _taken(outcome: Outcome) -> bool:
    """Whether the hub took it: most answer 204 or 202, without a document."""
    return isinstance(outcome, Fetched) or (isinstance(outcome, Failed) and 200 <= outcome.status < 300)
