"""Three lists for the front page: what ranked first, what editors picked, what was read most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from digest import page
from digest.model import Issue, State
from digest.reads import most_read
from digest.render.almanac import Almanac
from digest.render.lines import headline
from digest.render.links import article_path, brief_path
from digest.text import teasers

LENGTH = 5
PICKED = timedelta(days=30)
"""An editor's pick is shown for so long, seen from the newest brief."""
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list: its words, the page and anchor it leads to, its day; its readers where they are counted."""

    text: str
    path: str
    anchor: str = ""
    day: date | None = None
    readers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists; one that has nothing to show is empty. `until` is the day up to which reads were counted."""

    top: tuple[Item, ...] = ()
    picks: tuple[Item, ...] = ()
    read: tuple[Item, ...] = ()
    until: date | None = None


def lists(almanac: Almanac) -> Lists:
    """What the front page lists beside its brief, whose own lines are not repeated."""
    lead, *earlier = almanac.daily.issues or (None,)
    published = [issue for issue in earlier if issue and issue.outline.state is State.PUBLISHED]
    top = [item for issue in published[:LENGTH] for item in _lines(issue, first=True)]
    read, until = _read(almanac)
    return Lists(top=tuple(top), picks=tuple(_picks(almanac, lead))[:LENGTH], read=read, until=until)


def _lines(issue: Issue, *, first: bool = False, ids: frozenset[str] = frozenset()) -> Iterator[Item]:
    # What a brief tells of the standings and the calendar beneath its stories was not ranked with them.
    told = {"", *(story.id for story in issue.outline.stories)}
    others = {*issue.outline.withdrawn, *(line.id for line in issue.outline.lines if line.story not in told)}
    standing = [(line, anchor) for line, anchor in issue.placed if line.id not in others]
    for line, anchor in standing[:1] if first else [pair for pair in standing if pair[0].id in ids]:
        yield Item(text=headline(line), path=brief_path(issue.head), anchor=anchor, day=issue.day)


def _picks(almanac: Almanac, lead: Issue | None) -> Iterator[Item]:
    """The lines that editors pinned or put first, newest first."""
    for issue in almanac.daily.issues:
        if lead is None or lead.day - issue.day > PICKED:
            return
        picked = frozenset(line for day, line in almanac.view.beside.picks if day == issue.day)
        moved = {one.line: one.to for one in issue.outline.redirects}
        yield from _lines(issue, ids=frozenset(moved.get(line, line) for line in picked))


def _read(almanac: Almanac) -> tuple[tuple[Item, ...], date | None]:
    """The briefs and articles that most readers read in the last week for which there are counts."""
    reads = almanac.view.beside.reads
    until = max((one.day for one in reads), default=None)
    if until is None:
        return (), None
    known = {page.address(brief_path(one.head)): one.head for one in (*almanac.daily.issues, *almanac.record.issues)}
    written = {page.address(article_path(one)): one for one in almanac.view.beside.articles}
    found: list[Item] = []
    for path, readers in most_read(reads, until - WEEK, until):
        if path in known:
            brief = known[path]
            text = teasers.first_clause(brief.teaser) or brief.title
            found.append(Item(text=text, path=brief_path(brief), day=brief.day, readers=readers))
        elif path in written:
            article = written[path]
            found.append(Item(text=article.title, path=article_path(article), day=article.written, readers=readers))
    return tuple(found[:LENGTH]), until
