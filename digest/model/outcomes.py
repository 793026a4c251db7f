"""What fetching and reading a feed came to: closed unions instead of exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from digest.model.news import Entry
from digest.model.states import FeedState, Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document arrived. `url` is where it was found in the end, `body` its unpacked bytes.

    `good_for` is how long its server says it stays good (Cache-Control, Expires). `moved` is where it lies for good
    now: as far as redirects with 301 or 308 led from the address asked; empty where the first was none of these.
    """

    url: str
    body: bytes
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    good_for: timedelta = timedelta()
    moved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The server says (304) that nothing is new; the rest as in Fetched, validators only if it sent them again."""

    etag: str = ""
    last_modified: str = ""
    good_for: timedelta = timedelta()
    moved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Nothing usable came: `what` happened, `todo` for the editor.

    `untried` when nobody was asked, because the address is none or may not be asked; `unreachable` when no connection
    was made; `status` where the server answered, `wait` when it asked not to be asked for so long (Retry-After with 429
    or 503), `moved` as in Fetched.
    """

    what: str
    todo: str
    untried: bool = False
    unreachable: bool = False
    status: int = 0
    wait: timedelta | None = None
    moved: str = ""


NOT_A_FEED = Failed(what="it is not a feed", todo="find the feed's address on the publisher's site or remove it")
WEB_PAGE = Failed(what="a web page came instead of a feed", todo=NOT_A_FEED.todo)
NO_FEEDS = frozenset({NOT_A_FEED.what, WEB_PAGE.what})
"""What happened where a document is no feed at all, by which health tells it from other failures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """It was not asked, because its host told two others in the meantime to wait; `wait` is what is left of that."""

    wait: timedelta


Outcome = Fetched | Unchanged | Failed | Postponed


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a document holds: its entries, and how often it says that it changes."""

    entries: tuple[Entry, ...]
    rhythm: Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What one feed gave in one pull: its entries as read, the state to remember, the problem if there was one.

    `asked` is false where its host wanted no more requests in the meantime, so that nothing is known of it.
    """

    feed: str
    state: FeedState
    entries: tuple[Entry, ...] = ()
    problem: Failed | None = None
    asked: bool = True
