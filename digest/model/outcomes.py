"""What fetching and reading a feed came to: closed unions instead of exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from digest.model.news import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What the store remembers of a feed between runs; validators are kept as the server wrote them."""

    feed: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document arrived. `url` is where it was found in the end, `body` its unpacked bytes."""

    url: str
    body: bytes
    content_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The server says (304), or the bytes prove, that nothing is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Nothing usable came: `what` happened, `todo` for the editor. `unreachable` when no connection was made."""

    what: str
    todo: str
    unreachable: bool = False


Outcome = Fetched | Unchanged | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What one feed gave in one pull: its entries as read, the state to remember, the problem if there was one."""

    feed: str
    entries: tuple[Entry, ...] = ()
    state: FeedState | None = None
    problem: Failed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """How a feed does: last success, last trouble and how often in a row, newest item, items kept so far."""

    feed: str
    last_ok: datetime | None = None
    newest: datetime | None = None
    failures: int = 0
    trouble: str = ""
    todo: str = ""
    entries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """The newest entries that are known of a feed: how many, how many of them with a date, and their links."""

    feed: str
    entries: int
    dated: int
    links: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the public pages say of the sources, once an edition.

    `cut_off` is the moment of the newest data; `unreached` says in one sentence why nothing could be pulled, if so.
    """

    edition: date
    cut_off: datetime | None = None
    unreached: str = ""
    feeds: tuple[FeedHealth, ...] = ()
