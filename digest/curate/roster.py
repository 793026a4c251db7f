"""feeds.yaml and the files it includes, as a Roster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from digest.curate import keys
from digest.curate.checks import problems_between
from digest.curate.document import Document, faults, read
from digest.curate.sentences import problems_of
from digest.curate.words import nearest, shown
from digest.errors import RosterFaults
from digest.model import (
    Account,
    Calendar,
    Clustering,
    Editor,
    EncoderName,
    Event,
    Feed,
    Mailing,
    Manners,
    Outlet,
    Place,
    Platform,
    Problem,
    Recipe,
    Roster,
    Scope,
    Site,
    Tag,
    Topic,
)

_File = TypeVar("_File", bound=keys.Keys)


def load(path: Path, instead: Mapping[str, str] | None = None) -> Roster:
    """Read feeds.yaml and what it includes.

    References lead to present ids: a feed that names its outlet by a former id gets the present one. `instead` has
    texts to read in the stead of files, by their names in faults: what the roster would be. Raises RosterFaults with
    every fault of every file, in the order of the files and their lines.
    """
    files = _Files(path, instead or {})
    documents, problems = files.documents, files.problems
    problems += [problem for document in documents for problem in document.problems]
    file = _read(keys.File, documents[0], problems)
    parts = [_read(keys.Part, document, problems) for document in documents[1:]]
    problems += problems_between(documents)
    if problems or file is None:
        raise faults(problems, documents)
    return _roster(file, [file, *(part for part in parts if part)])


def documents_of(path: Path) -> tuple[Document, ...]:
    """feeds.yaml and what it includes, as they stand: the main file first."""
    return tuple(_Files(path, {}).documents)


def place_of(path: Path, *keys: str) -> Place:
    """Where feeds.yaml has the value under these keys, for faults that only the world shows."""
    return _Files(path, {}).documents[0].value(*keys)


def _read(model: type[_File], document: Document, problems: list[Problem]) -> _File | None:
    """The document as its keys; faults go to `problems`."""
    if not document.whole:
        return None
    try:
        return model.model_validate(document.tree)
    except ValidationError as error:
        problems += problems_of(error, document, model)
        return None


class _Files:
    """The main file and those that it includes, each read once, depth first."""

    def __init__(self, main: Path, instead: Mapping[str, str]) -> None:
        self._instead = instead
        self.documents: list[Document] = []
        self.problems: list[Problem] = []
        self._newsroom = main.parent.resolve()
        self._above: list[Path] = []
        self._read: set[Path] = set()
        if not main.exists():
            todo = "run the command in the newsroom's folder, or write the file"
            raise RosterFaults((Problem(place=Place(name=main.name), what="does not exist", todo=todo),))
        self._take(self._newsroom / main.name, main.name)

    def _take(self, path: Path, name: str) -> None:
        document = read(path, name, self._instead.get(name))
        self.documents.append(document)
        self._read.add(path)
        self._above.append(path)
        listed = document.tree.get("include")
        for number, target in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(target, str) and target.strip():
                self._include(target.strip(), path, document.value("include", number))
        self._above.pop()

    def _include(self, target: str, by: Path, place: Place) -> None:
        path = _resolved(by.parent, target)
        if refusal := self._refusal(path):
            what, todo = refusal
            self.problems.append(Problem(place=place, what=f"include {shown(target)} {what}", todo=todo))
        elif path:
            self._take(path, path.relative_to(self._newsroom).as_posix())

    def _refusal(self, path: Path | None) -> tuple[str, str] | None:
        """What speaks against including a file, and what to do."""
        if path is None or not path.is_relative_to(self._newsroom):
            return "is not a path inside the newsroom's folder", "write it relative to this file, with /"
        if path in self._above:
            return "leads back to a file that includes it", "remove it"
        if path in self._read:
            return "was included before", "remove one of the two"
        if not path.is_file():
            near = nearest(path.name, tuple(sorted(file.name for file in path.parent.glob("*.y*ml"))))
            return "does not exist", f"did you mean {near} there?" if near else "write the path of a file"
        return None


def _resolved(folder: Path, target: str) -> Path | None:
    """Where a relative path leads, links followed; None if it leads nowhere."""
    if "\\" in target or Path(target).is_absolute():
        return None
    try:
        path = (folder / target).resolve()
        path.is_file()
    except (OSError, RuntimeError, ValueError):
        return None
    return path


def _roster(file: keys.File, parts: Sequence[keys.Part]) -> Roster:
    topics = tuple(_topic(item) for part in parts for item in part.topics)
    outlets = tuple(_outlet(item) for part in parts for item in part.outlets)
    present_topics, present_outlets = _present(topics), _present(outlets)
    feeds = tuple(_feed(item, present_outlets, present_topics) for part in parts for item in part.feeds)
    present_feeds = _present(feeds)
    return Roster(
        site=_site(file.site),
        calendar=_calendar(file.editions),
        scope=_scope(file.scope),
        manners=_manners(file.pull),
        clustering=_clustering(file.clustering),
        mailing=Mailing(sender=file.mail.sender, subscribe=file.mail.subscribe, unsubscribe=file.mail.unsubscribe),
        topics=topics,
        outlets=outlets,
        feeds=feeds,
        platforms=tuple(_platform(item) for part in parts for item in part.platforms),
        accounts=tuple(_account(item, present_feeds) for part in parts for item in part.accounts),
        events=tuple(_event(item) for part in parts for item in part.events),
        editors=tuple(Editor(id=item.id, name=item.name) for part in parts for item in part.editors),
    )


def _present(items: Iterable[Topic | Outlet | Feed]) -> dict[str, str]:
    """The present id for every present or former one."""
    return {known: item.id for item in items for known in (item.id, *item.formerly)}


def _terms(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(terms) for language, terms in lists.items()}


def _site(item: keys.Site) -> Site:
    return Site(
        title=item.title,
        url=item.url,
        tag=Tag(authority=item.tag.authority, since=item.tag.since),
        series=item.series,
        description=item.description,
        repository=item.repository,
        contact=item.contact,
        hub=item.hub,
        languages=tuple(item.languages),
    )


def _calendar(item: keys.Editions) -> Calendar:
    return Calendar(
        zone=item.zone,
        cut_off=item.cut_off,
        days=frozenset(item.days),
        holidays=frozenset(item.holidays),
        unattended=item.unattended.then,
        hold_until=item.unattended.until,
    )


def _clustering(item: keys.Clustering) -> Clustering:
    return Clustering(encoder=None if item.encoder == "none" else EncoderName(item.encoder))


def _scope(item: keys.Scope) -> Scope:
    return Scope(
        core=_terms(item.core),
        near=_terms(item.near),
        acts=_terms(item.acts),
        against=_terms(item.against),
        out=_terms(item.out),
        parties=_terms(item.parties),
        ownership=tuple(item.ownership),
    )


def _manners(item: keys.Pull) -> Manners:
    return Manners(
        per_host=item.per_host,
        apart=item.apart.total_seconds(),
        at_once=item.at_once,
        seconds=item.seconds.total_seconds(),
        every=item.every,
    )


def _topic(item: keys.Topic) -> Topic:
    return Topic(id=item.id, title=item.title, match=_terms(item.match), formerly=tuple(item.formerly))


def _outlet(item: keys.Outlet) -> Outlet:
    return Outlet(
        id=item.id,
        name=item.name,
        ownership=item.ownership,
        role=item.role,
        country=item.country,
        language=item.language,
        home=item.home,
        excerpt=item.excerpt,
        paywall=item.paywall,
        formerly=tuple(item.formerly),
    )


def _feed(item: keys.Feed, outlets: dict[str, str], topics: dict[str, str]) -> Feed:
    return Feed(
        id=item.id,
        outlet=outlets[item.outlet],
        url=item.url,
        language=item.language,
        topics=tuple(topics[topic] for topic in item.topics),
        weight=item.weight,
        keep=tuple(item.keep),
        drop=tuple(item.drop),
        mute_until=item.mute_until,
        max_items_per_day=item.max_items_per_day,
        every=item.every,
        formerly=tuple(item.formerly),
    )


def _platform(item: keys.Platform) -> Platform:
    return Platform(
        id=item.id,
        name=item.name,
        owner=item.owner,
        country=item.country,
        discloses=item.discloses,
        api=item.api,
    )


def _recipe(item: keys.Recipe) -> Recipe:
    return Recipe(url=item.url, path=item.path, locale=item.locale, headers=tuple(item.headers.items()))


def _account(item: keys.Account, feeds: Mapping[str, str]) -> Account:
    return Account(
        id=item.id,
        platform=item.platform,
        handle=item.handle,
        name=item.name,
        office=item.office,
        kind=item.kind,
        country=item.country,
        host=item.host,
        url=item.url,
        source=item.source,
        recipe=_recipe(item.recipe) if item.recipe else None,
        feed=feeds.get(item.feed, ""),
        formerly=tuple(item.formerly),
    )


def _event(item: keys.Event) -> Event:
    return Event(
        id=item.id,
        title=item.title,
        start=item.start,
        end=item.end or item.start,
        place=item.place,
        link=item.link,
    )
