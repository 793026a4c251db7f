"""Maintenance of the store: a copy each day, putting it back, looking at it, making it smaller, forgetting what is old.

The copy is written row by row (SQLite's `VACUUM INTO`), so it is sound or it is not there. `desk` is the one place that
puts it back: a step that meets `errors.Damaged` ends, the copy takes the file's place without the mark of having been
opened, and so the next pull takes it for a lost store that knows a lot: what the briefs told comes back, and what was
out before the newest of them closed gets no second chance.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from digest.errors import Damaged, StoreError
from digest.model import Place, Problem, State
from digest.pipeline.desk import Desk
from digest.pipeline.loading import issues_of
from digest.pipeline.running import running
from digest.store import Soundness, Store

LEAST_KEPT = timedelta(days=30)
"""What is younger is never forgotten: threads, backgrounds and what is usual of feeds look back so far."""


def copy_daily(desk: Desk, store: Store) -> tuple[Problem, ...]:
    """Copy the store once a day; a Problem where that fails, for the run itself is well."""
    try:
        store.back_up(now=desk.now)
    except (OSError, StoreError) as error:
        if isinstance(error, Damaged):
            raise
        what = f"could not be copied: {error}"
        return (Problem(place=Place(name=desk.newsroom.store.name), what=what, todo="the copy of before stays"),)
    return ()


def look(desk: Desk) -> Soundness:
    """What a look at the whole store found; Damaged where it is not sound."""
    with Store(desk.newsroom.store) as store:
        found = store.look()
    if found.faults:
        raise Damaged(f"{desk.newsroom.store} is damaged: {'; '.join(found.faults)}")
    return found


def compact(desk: Desk) -> tuple[int, int]:
    """Give back the room that the store does not need; its bytes before and after."""
    with Store(desk.newsroom.store) as store:
        return store.compact()


def prune(desk: Desk, keep: timedelta) -> tuple[int, datetime]:
    """Forget entries older than `keep`; gives how many, and before which moment they were seen.

    What an edition that is not published rests on stays, and what was published stands in content/.
    """
    waiting = [issue.record.since for issue in issues_of(desk) if issue.record.state is not State.PUBLISHED]
    before = min([desk.now - max(keep, LEAST_KEPT), *(since - LEAST_KEPT for since in waiting)])
    with running(desk, "prune") as run, Store(desk.newsroom.store) as store:
        forgotten = store.prune(before)
        run.note({"forgotten": forgotten})
    return forgotten, before
