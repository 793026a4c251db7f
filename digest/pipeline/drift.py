"""Drift: whether a feed is no longer what it was, so much that an editor should look before readers do.

An address that fell into other hands goes on being a feed: of a casino, in another language, in floods. Decided from
the feed's past and its news alone. It takes several news and a past of some days to call anything a change, so that a
feed that is new, quiet or of many places is let alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import comb
from urllib.parse import urlsplit

from digest.model import Entry, Feed, FeedState, Outlet, Past, Scope
from digest.pipeline.naming import SECOND_LEVEL
from digest.sources.languages import by_script
from digest.sources.links import is_passed_on
from digest.text import find_terms, primary

HISTORY = 20
"""Nothing is a change where fewer entries are known..."""
SETTLED = timedelta(days=7)
"""...or for a shorter time..."""
NEWS = 5
"""...or where fewer are new."""
WINDOW = timedelta(days=28)
"""What is usual is counted over this time."""
JUMP = 5
"""More than so many times the usual number of a day..."""
FLOOD = 50
"""...and more than this number is a jump."""
AT_HOME = 0.8
"""A feed whose links lie with so few hosts (three) to this share has hosts of its own; others lead anywhere."""
STRAY = 0.02
"""A script that has no more of a feed's titles is not one of its own."""

AT_LEAST_ON = 0.3
"""A feed of which fewer titles have a term of the beat is one of many matters..."""
SLACK = 0.8
"""...and none is held to more than this of its usual share..."""
BY_CHANCE = 1e-5
"""...nor called changed where chance explains its news better than that."""

_OPEN = Scope()
_PASSING = re.compile(r"(?:feedproxy|feeds|news|t|l|lnk|rss|r)\.(?:google|feedburner|co|feedblitz)\b|feedsportal\.com")


def change(
    feed: Feed,
    outlet: Outlet,
    state: FeedState,
    past: Past,
    news: Sequence[Entry],
    *,
    scope: Scope = _OPEN,
    now: datetime,
) -> str:
    """What a feed's news show to have changed, in words that follow on "its new entries"; nothing where nothing did.

    `past` is to count what was seen from `usual_since` on; `news` are the entries that editions could have now.
    """
    if not is_settled(state, now) or len(past.links) < HISTORY or len(news) < NEWS:
        return ""
    return (
        _other_hosts(feed, outlet, past, news)
        or _other_language(feed, past, news)
        or _off_beat(scope, past, news)
        or _flood(state, past, news, now)
    )


def is_settled(state: FeedState, now: datetime) -> bool:
    """Whether a feed is known for long enough to be judged."""
    return state.since is not None and now - state.since >= SETTLED


def usual_since(state: FeedState, now: datetime) -> datetime:
    """From when on a feed's entries are counted to know how many are usual."""
    return max(state.since or now, now - WINDOW)


def _other_hosts(feed: Feed, outlet: Outlet, past: Past, news: Sequence[Entry]) -> str:
    before = Counter(filter(None, map(_site, past.links)))
    own = {_site(feed.url), _site(outlet.home)}
    found = Counter(site for entry in news if (site := _site(entry.link)))
    is_at_home = sum(count for _, count in before.most_common(3)) >= AT_HOME * before.total()
    if not before or not is_at_home or found.total() < NEWS or found.keys() & (before.keys() | own):
        return ""
    return f"lead to {_first(found)}, those before to {_first(before)}"


def _other_language(feed: Feed, past: Past, news: Sequence[Entry]) -> str:
    """Another script; or another language by the publisher's own word, where no editor set it."""
    before = Counter(by_script(title, "") for title in past.titles)
    found = Counter(by_script(entry.title, "") for entry in news)
    if not any(before[script] > STRAY * before.total() for script in found):
        return (
            f"are in another script (as of {_first(found)})"
            if _first(found)
            else "are in Latin letters, as none before"
        )
    if feed.language:
        return ""
    said = {primary(entry.language) for entry in news} - {""}
    known = {primary(language) for language in past.languages}
    return (
        f"are said to be in {', '.join(sorted(said))}, those before in {', '.join(sorted(known))}"
        if (said and known and not said & known)
        else ""
    )


def _off_beat(scope: Scope, past: Past, news: Sequence[Entry]) -> str:
    """Titles off the beat, so many at once that a feed which goes on as before would not have them by chance."""
    before = sum(_is_on(scope, title) for title in past.titles) / len(past.titles) if past.titles else 0.0
    found = sum(_is_on(scope, entry.title) for entry in news)
    usual = SLACK * before
    chance = sum(comb(len(news), n) * usual**n * (1 - usual) ** (len(news) - n) for n in range(found + 1))
    if before < AT_LEAST_ON or chance >= BY_CHANCE:
        return ""
    return f"are off the beat ({found} of {len(news)} have its terms, of those before {before:.0%})"


def _is_on(scope: Scope, title: str) -> bool:
    return bool(find_terms(scope.core, title) or find_terms(scope.near, title))


def _flood(state: FeedState, past: Past, news: Sequence[Entry], now: datetime) -> str:
    days = max((now - usual_since(state, now)) / timedelta(days=1), 1.0)
    usual = past.seen / days
    gap = max((now - past.last) / timedelta(days=1), 1.0) if past.last else 1.0
    if len(news) <= FLOOD or len(news) <= JUMP * usual * gap:
        return ""
    return f"are {len(news)} at once, where {usual:.0f} a day are usual"


def _first(counts: Counter[str]) -> str:
    return counts.most_common(1)[0][0]


def _site(url: str) -> str:
    """The part of a host that its owner has registered, roughly; nothing for who only passes readers on."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if not host or is_passed_on(url) or _PASSING.search(host):
        return ""
    labels = host.split(".")
    size = 3 if len(labels) > 2 and labels[-2] in SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return host if host.replace(".", "").isdigit() else ".".join(labels[-size:])
