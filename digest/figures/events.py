"""Account events and statements as CSV rows: what happened to accounts, and what others say about figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import get_args

from digest.figures import sheets
from digest.model import AccountEvent, EventKind, Moment, Post, Problem, Statement
from digest.text import digest_of

EVENT_COLUMNS = ("account", "kind", "on", "source", "note")
POST_COLUMNS = ("account", "at")
STATEMENT_COLUMNS = ("subject", "other", "on", "says", "said_by", "source")
_KINDS: Mapping[str, EventKind] = {kind: kind for kind in get_args(EventKind)}


def write_events(events: Iterable[AccountEvent], *, header: bool = True) -> str:
    """Account events as CSV rows, in the order given."""
    return sheets.write(EVENT_COLUMNS, events, header=header)


def read_events(
    text: str, name: str = "content/accounts/events.csv"
) -> tuple[tuple[AccountEvent, ...], tuple[Problem, ...]]:
    """Account events of a CSV file, doubles folded, and a Problem for every row that cannot be one."""
    return sheets.read(text, name, EVENT_COLUMNS, _event, "account event")


def event_of(kind: str, *, account: str, on: Moment, source: str, note: str = "") -> AccountEvent | None:
    """The event of a kind as people write it; None for what is no kind of event."""
    known = _KINDS.get(kind)
    return AccountEvent(account=account, kind=known, on=on, source=source, note=note) if known else None


def id_of_event(event: AccountEvent) -> str:
    """What names an event for ever: made of what it says, not of its note or what became of its account."""
    return digest_of("event", event.formerly or event.account, event.kind, str(event.on), event.source)


def id_of_happening(event: AccountEvent) -> str:
    """What names that which happened, for ever, whoever tells it: subscribers read of it once.

    Editors judge what one source says of it, and that is what `id_of_event` names.
    """
    return digest_of(event.formerly or event.account, event.kind, str(event.on))


def read_statements(
    text: str, name: str = "content/accounts/statements.csv"
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """Statements of a CSV file, doubles folded, and a Problem for every row that cannot be one."""
    return sheets.read(text, name, STATEMENT_COLUMNS, _statement, "statement")


def write_posts(posts: Iterable[Post], *, header: bool = True) -> str:
    """Moments of posts as CSV rows, in the order given."""
    return sheets.write(POST_COLUMNS, posts, header=header)


def read_posts(text: str, name: str = "content/accounts/posts") -> tuple[tuple[Post, ...], tuple[Problem, ...]]:
    """Moments of posts of a CSV file, doubles folded, and a Problem for every row that cannot be one."""
    return sheets.read(text, name, POST_COLUMNS, _post, "moment of a post")


def _post(row: Mapping[str, str]) -> Post:
    _need(row, "account", "at")
    at = datetime.fromisoformat(row["at"])
    if at.tzinfo is None:
        raise ValueError(f"{row['at']} has no time zone")
    return Post(account=row["account"], at=at)


def _event(row: Mapping[str, str]) -> AccountEvent:
    _need(row, "account", "source")
    moment, note = Moment.parse(row["on"]), row["note"] or ""
    if event := event_of(row["kind"], account=row["account"], on=moment, source=row["source"], note=note):
        return event
    raise ValueError(f"kind {row['kind']!r} is none of {', '.join(_KINDS)}")


def _statement(row: Mapping[str, str]) -> Statement:
    _need(row, "subject", "says", "said_by", "source")
    return Statement(
        subject=row["subject"],
        other=row["other"],
        on=Moment.parse(row["on"]),
        says=row["says"],
        said_by=row["said_by"],
        source=row["source"],
    )


def _need(row: Mapping[str, str], *columns: str) -> None:
    for column in columns:
        if not row[column]:
            raise ValueError(f"its {column} is missing")
