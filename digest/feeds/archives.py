"""Archive documents: the briefs of each month that is over. Source: RFC 5005, section 4."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from digest import page
from digest.feeds.atom import atom
from digest.feeds.channel import ATOM, RSS
from digest.feeds.items import brief_item, categories
from digest.feeds.listed import BRIEFS, channel_of, listed
from digest.feeds.newsstand import Newsstand, topics_of
from digest.feeds.rss import rss
from digest.feeds.threads import published, updated
from digest.leaves import Leaf
from digest.model import Issue
from digest.text import digest_of

_FORMAT = "3"
"""The version of what archive documents look like: with another one they are all written anew."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The documents with the briefs of a month that is over, made when asked for.

    `mark` stands at the end of each and changes with whatever is in them, so that those that are there need not be
    made again.
    """

    mark: bytes
    paths: tuple[str, ...]
    _files: Callable[[], Mapping[str, bytes]]

    def files(self) -> dict[str, bytes]:
        """The documents by their paths."""
        return {path: data + self.mark for path, data in self._files().items()}


def archives(stand: Newsstand, tree: Collection[str]) -> tuple[Archive, ...]:
    """The briefs of each month that is over (one of a later month is published) as archive documents, newest first.

    A month's documents depend on its own briefs and on whether the month before has any, so that a new brief changes
    none of them; the oldest names the month after it, so that each is part of a chain. Source: RFC 5005, section 4.
    """
    return tuple(_archive(stand, *each, tree) for each in _chain(stand))


def archive_leaves(stand: Newsstand, tree: Collection[str]) -> Iterator[Leaf]:
    """The documents of `archives` as leaves."""
    for month, previous, following in _chain(stand):
        yield Leaf(path_of(month[0]), _archived, (stand, month, previous, following, tree))


def _archived(
    stand: Newsstand, month: tuple[str, tuple[Issue, ...]], previous: str, following: str, tree: Collection[str]
) -> dict[str, bytes]:
    return _archive(stand, month, previous, following, tree).files()


def _chain(stand: Newsstand) -> Iterator[tuple[tuple[str, tuple[Issue, ...]], str, str]]:
    """The months that are over, newest first, with the paths of the one before and, of the oldest, of the one after."""
    months = months_over(stand)
    paths = [path_of(name) for name, _ in months]
    following = paths[-2] if len(paths) > 1 else ""
    for month, previous in zip(months, [*paths, ""][1:], strict=True):
        yield month, previous, "" if previous else following


def months_over(stand: Newsstand) -> list[tuple[str, tuple[Issue, ...]]]:
    """The months that are over with their briefs, newest first; the newest month that has any is not over."""
    months = groupby(stand.issues, key=lambda issue: f"{issue.day:%Y-%m}")
    return [(month, tuple(issues)) for month, issues in months][1:]


def path_of(month: str) -> str:
    """Where the archive document of a month lies, without the ending of a format."""
    return f"{BRIEFS}/{month}"


def _archive(
    stand: Newsstand, month: tuple[str, tuple[Issue, ...]], previous: str, following: str, tree: Collection[str]
) -> Archive:
    name, issues = month
    site = stand.roster.site
    feed = next(listed(stand))
    said = [site.title, site.url, site.languages[0], feed.offer.title, feed.about, previous, following]
    for issue in issues:
        said += [page.text_hash(issue.brief), str(issue.brief.day), str(published(issue)), str(updated(issue))]
        said += [category.label for category in categories(stand, topics_of(stand.roster, issue), ())]

    def files() -> Mapping[str, bytes]:
        made = channel_of(stand, feed, [brief_item(stand, issue, tree) for issue in issues], previous=previous)
        channel = replace(made, path=path_of(name), archive_of=BRIEFS, next=following)
        return {channel.path + ATOM: atom(channel), channel.path + RSS: rss(channel)}

    return Archive(
        mark=f"<!-- {digest_of(_FORMAT, *said, length=16)} -->\n".encode(),
        paths=(path_of(name) + ATOM, path_of(name) + RSS),
        _files=files,
    )
