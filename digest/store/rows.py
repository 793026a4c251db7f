"""Values as rows and back. Moments are kept as whole seconds, UTC."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from digest.model import Entry, FeedHealth, FeedState, Move, Rhythm
from digest.text import digest_of

STATE_COLUMNS = (
    "etag, last_modified, body_hash, failures, url, reading, due, wait, every, skipped_hours, skipped_days, moved_to,"
    " moved_since, moved_last, moved_times, gone, since, changed"
)
"""What a feed's state is kept in."""


def read_state(  # noqa: PLR0917 - one for each column of a row
    feed: str,
    etag: str,
    last_modified: str,
    body_hash: str,
    failures: int,
    url: str,
    reading: str,
    due: int | None,
    wait: int | None,
    every: int,
    hours: str,
    days: str,
    moved_to: str,
    moved_since: int,
    moved_last: int,
    moved_times: int,
    gone: int | None,
    since: int | None,
    changed: str,
) -> FeedState:
    move = (
        Move(to=moved_to, since=known_moment(moved_since), last=known_moment(moved_last), times=moved_times)
        if moved_to
        else None
    )
    return FeedState(
        feed=feed,
        url=url,
        reading=reading,
        etag=etag,
        last_modified=last_modified,
        body_hash=body_hash,
        due=moment(due),
        wait=moment(wait),
        failures=failures,
        rhythm=Rhythm(every=timedelta(seconds=every), hours=_numbers(hours), days=_numbers(days)),
        move=move,
        gone=moment(gone),
        since=moment(since),
        changed=changed,
    )


def _written(numbers: frozenset[int]) -> str:
    return json.dumps(sorted(numbers)) if numbers else "[]"


def _numbers(written: str) -> frozenset[int]:
    """A set of numbers as it is written; nearly always there are none."""
    return frozenset() if written == "[]" else frozenset(json.loads(written))


def state_row(state: FeedState) -> tuple[str | int | None, ...]:
    """A feed's state as its columns."""
    move = state.move
    return (
        state.etag,
        state.last_modified,
        state.body_hash,
        state.failures,
        state.url,
        state.reading,
        seconds(state.due) if state.due else None,
        seconds(state.wait) if state.wait else None,
        int(state.rhythm.every.total_seconds()),
        _written(state.rhythm.hours),
        _written(state.rhythm.days),
        move.to if move else "",
        seconds(move.since) if move else None,
        seconds(move.last) if move else None,
        move.times if move else 0,
        seconds(state.gone) if state.gone else None,
        seconds(state.since) if state.since else None,
        state.changed,
    )


def read_health(  # noqa: PLR0917 - one for each column of a row
    last_ok: int | None,
    newest: int | None,
    trouble: str,
    todo: str,
    entries: int,
    status: int,
    *,
    state: FeedState,
    held: int,
) -> FeedHealth:
    return FeedHealth(
        feed=state.feed,
        last_ok=moment(last_ok),
        newest=moment(newest),
        failures=state.failures,
        trouble=trouble,
        todo=todo,
        entries=entries,
        status=status,
        gone=state.gone,
        moved=state.moved,
        changed=state.changed,
        held=held,
    )


def read_entry(  # noqa: PLR0917 - one for each column of a row
    key: str,
    feed: str,
    outlet: str,
    title: str,
    link: str,
    seen: int,
    published: int | None,
    summary: str,
    language: str,
    authors: str,
    categories: str,
) -> Entry:
    return Entry(
        id=key,
        feed=feed,
        outlet=outlet,
        title=title,
        link=link,
        seen=known_moment(seen),
        published=moment(published),
        summary=summary,
        language=language,
        authors=tuple(json.loads(authors)),
        categories=tuple(json.loads(categories)),
    )


def entry_row(
    entry: Entry, content: str, wording: str, *, sight: datetime | None, held: datetime | None = None
) -> tuple[str | int | None, ...]:
    """An entry as its columns."""
    return (
        entry.id,
        entry.feed,
        entry.outlet,
        seconds(sight) if sight else None,
        seconds(entry.published) if entry.published else None,
        entry.title,
        entry.link,
        entry.summary,
        entry.language,
        json.dumps(entry.authors, ensure_ascii=False) if entry.authors else "[]",
        json.dumps(entry.categories, ensure_ascii=False) if entry.categories else "[]",
        content,
        wording,
        seconds(held) if held else None,
    )


def content_of(entry: Entry) -> str:
    return digest_of(entry.link, entry.title, entry.summary, entry.published.isoformat() if entry.published else "")


def wording_of(entry: Entry) -> str:
    return digest_of(entry.title, entry.summary)


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def known_moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else known_moment(seconds)
