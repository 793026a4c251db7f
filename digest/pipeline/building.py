"""Build: every page of the site derived, and of when the newest data on them are."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digest import publish
from digest.files import stamps
from digest.files.kept import keep, kept
from digest.files.stamps import Known
from digest.model import Issue, Problem, State
from digest.pipeline.accounting import row_problems
from digest.pipeline.contributions import contribution_problems
from digest.pipeline.desk import Desk
from digest.pipeline.fingerprints import sources_of
from digest.pipeline.recording import record_due
from digest.pipeline.running import running
from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What deriving the pages came to: how many files changed, the moment of their newest data.

    `problems` keep what people wrote, in pages of briefs or beside them, out of the site. `stale` says since when
    nothing new has come, where that is longer than was allowed.
    """

    changed: int
    moment: datetime | None
    stale: str = ""
    problems: tuple[Problem, ...] = ()


def build(desk: Desk, *, clean: bool = False, fresh: timedelta | None = None) -> Built:
    """Derive every page of the site from content/ and feeds.yaml; where data are older than `fresh`, pages say so.

    `clean` first forgets what was derived before. Where nothing was touched since the last build, nothing is looked at.
    """
    with running(desk, "pages") as run:
        if clean:
            _forget(desk)
        sources = sources_of(desk)
        built = _standing(desk, sources, fresh) or _built(desk, sources, fresh)
        run.note({"changed": built.changed}, built.problems)
    return built


def _forget(desk: Desk) -> None:
    """Remove what was derived before."""
    newsroom = desk.newsroom
    for tree in (newsroom.docs, newsroom.theme, newsroom.outlines, newsroom.leaves):
        shutil.rmtree(tree, ignore_errors=True)
    for file in (newsroom.known, newsroom.built, newsroom.sources):
        file.unlink(missing_ok=True)


def _built(desk: Desk, sources: str, fresh: timedelta | None) -> Built:
    from digest.pipeline.paging import outlines_of, pages, record_of

    newsroom = desk.newsroom
    record_due(desk, record_of(desk))
    outlines = outlines_of(desk)
    issues = outlines.issues
    moment = _data_moment(desk, issues)
    newest = _newest_moment(desk) or moment
    still = _still_since(desk, newest, fresh)
    changed = pages(desk, issues, still_since=newest if still else None)
    problems = (*outlines.problems, *contribution_problems(newsroom, issues), *row_problems(newsroom))
    built = Built(changed=changed, moment=moment, stale=still, problems=problems)
    keep(newsroom.built, sources, (replace(built, changed=0), stamps.scan(newsroom.theme)))
    return built


def _standing(desk: Desk, sources: str, fresh: timedelta | None) -> Built | None:
    """What the last build came to, if it was of the same sources, would tell the same, and all that it made stands."""
    newsroom = desk.newsroom
    built, theme = kept(newsroom.built, sources) or (None, {})
    if built is None or theme != stamps.scan(newsroom.theme) or not Known(newsroom.docs, newsroom.known).stands():
        return None
    found: Built = built
    return found if _still_since(desk, _newest_moment(desk) or found.moment, fresh) == found.stale else None


def _still_since(desk: Desk, newest: datetime | None, fresh: timedelta | None) -> str:
    """What is told where nothing has come for longer than was allowed."""
    if fresh is None or (newest is not None and desk.now - newest <= fresh):
        return ""
    return f"nothing new has come since {newest:%Y-%m-%d %H:%M} UTC" if newest else "nothing has come yet"


def _data_moment(desk: Desk, issues: tuple[Issue, ...]) -> datetime | None:
    """The moment of the newest data on the pages, which their build date bears."""
    status = publish.read_status(desk.newsroom.status)
    closed = [issue.outline.until for issue in issues if issue.outline.state is not State.OPEN]
    return max([*closed, *([status.cut_off] if status and status.cut_off else [])], default=None)


def _newest_moment(desk: Desk) -> datetime | None:
    """When something new was last seen; None where there is no store, as in a build from content/ alone.

    That a feed answered proves nothing. Without a store, the moment that the pages bear has to do.
    """
    with Store(desk.newsroom.store) as store:
        seen = store.first_seen_range()
    return seen[1] if seen else None
