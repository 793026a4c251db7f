"""What must hold between the items of feeds.yaml and the files that it includes: ids, references, addresses, dates.

The checks read the trees as they are, so that they report beside the faults of single fields and not after them. They
pass over what is of the wrong type: that was reported already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from string import Template
from urllib.parse import urlsplit

from digest.curate.document import Document
from digest.curate.fields import is_id
from digest.curate.places import Step
from digest.curate.words import did_you_mean, shown
from digest.model import Place, Problem
from digest.sources.offered import BY_RECIPE, HANDLES, PATHS

_IDENTIFIED = ("topics", "outlets", "feeds", "platforms", "accounts", "events", "editors")
_NAME_AT_HOST = re.compile(r"@?[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_DOMAIN_OR_DID = re.compile(r"@?[^@\s.]+(\.[^@\s.]+)+|did:[a-z]+:\S+")
_WITHOUT_RECIPE = frozenset({"", "manual", *HANDLES})
_SECRET = re.compile(r"auth|cookie|key|secret|token|pass", re.IGNORECASE)
_HERE = re.compile(r"localhost|127\.[0-9.]+|::1")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOUR = re.compile(r"(?:hold\s+until\s+)?((?:[01]?[0-9]|2[0-3]):[0-5][0-9])")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of one of the lists."""

    document: Document
    section: str
    number: int

    def has(self, key: str) -> bool:
        """Whether the item has a value under `key`."""
        return self._get(key) is not None

    def text(self, key: str) -> str:
        """A text of the item, empty if it has none."""
        value = self._get(key)
        return value if isinstance(value, str) else ""

    def mapping(self, key: str) -> Mapping[str, object] | None:
        """A mapping of the item; None if it has none."""
        value = self._get(key)
        return value if isinstance(value, dict) else None

    def texts(self, key: str) -> Iterator[tuple[str, tuple[Step, ...]]]:
        """The texts in a list of the item, each with the path to it."""
        values = self._get(key)
        for number, value in enumerate(values if isinstance(values, list) else ()):
            if isinstance(value, str):
                yield value, (key, number)

    def place(self, *path: Step) -> Place:
        """Where a value of the item stands."""
        return self.document.value(self.section, self.number, *path)

    def problem(self, path: Sequence[Step], what: str, todo: str) -> Problem:
        """A fault of the value at `path` in the item."""
        return Problem(place=self.place(*path), what=what, todo=todo)

    def _get(self, key: str) -> object:
        raw = self.document.tree[self.section][self.number]
        return raw.get(key) if isinstance(raw, dict) else None


class _Roster:
    """The lists of all files, one after another."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.sections = {
            section: [
                _Item(document, section, number)
                for document in documents
                if isinstance(listed := document.tree.get(section), list)
                for number in range(len(listed))
            ]
            for section in _IDENTIFIED
        }

    def ids(self, section: str) -> set[str]:
        """The present and former ids of a list."""
        items = self.sections[section]
        return {item.text("id") for item in items} | {former for item in items for former, _ in item.texts("formerly")}


def problems_between(documents: Sequence[Document]) -> list[Problem]:
    """The faults between the items of a roster's documents, its main one first.

    Where a document broke off, nothing is said of references: what they miss may be in the part that was not read.
    """
    roster = _Roster(documents)
    found: list[Iterable[Problem]] = [_ids(roster.sections[section]) for section in _IDENTIFIED]
    found += [_addresses(roster.sections["feeds"]), _handles(roster.sections["accounts"])]
    found += [_recipes(roster.sections["accounts"]), _headers(roster.sections["accounts"])]
    found += [_periods(roster.sections["events"]), _hold(documents[0])]
    if all(document.whole for document in documents):
        found += [_references(roster)]
    return list(chain.from_iterable(found))


def _ids(items: Sequence[_Item]) -> Iterator[Problem]:
    """Two items with one id; a former id that is another's."""
    present: dict[str, _Item] = {}
    for item in items:
        if not (known := item.text("id")):
            continue
        if known in present:
            first = _beside(present[known].place("id"), item)
            yield item.problem(["id"], f"id {shown(known)} is taken", f"it is also {first}: give one of them another")
        present.setdefault(known, item)
    former: dict[str, Place] = {}
    for item in items:
        for known, path in item.texts("formerly"):
            place = item.place(*path)
            if known in present:
                owner = "its own" if present[known] is item else f"in use {_beside(present[known].place('id'), item)}"
                yield item.problem(path, f"former id {shown(known)} is {owner}", "a former id must be free: remove it")
            elif known in former:
                first = _beside(former[known], item)
                yield item.problem(path, f"former id {shown(known)} stands here twice", f"it is also {first}: keep one")
            former.setdefault(known, place)


def _beside(place: Place, item: _Item) -> str:
    """Where something else stands, seen from an item."""
    return f"in line {place.line}" if place.name == item.document.name else f"in {place.name}:{place.line}"


def _references(roster: _Roster) -> Iterator[Problem]:
    links = (("feeds", "outlet", "outlets"), ("accounts", "platform", "platforms"), ("accounts", "feed", "feeds"))
    for section, key, target in links:
        known = roster.ids(target)
        for item in roster.sections[section]:
            if is_id(wanted := item.text(key)) and wanted not in known:
                yield _unknown(item, [key], wanted, target, known)
    topics = roster.ids("topics")
    for item in roster.sections["feeds"]:
        for wanted, path in item.texts("topics"):
            if is_id(wanted) and wanted not in topics:
                yield _unknown(item, path, wanted, "topics", topics)


def _unknown(item: _Item, path: Sequence[Step], wanted: str, target: str, known: set[str]) -> Problem:
    what = f"{target.removesuffix('s')} {shown(wanted)} is not in {target}"
    return item.problem(path, what, did_you_mean(wanted, sorted(known), f"add it to {target}"))


def _addresses(feeds: Sequence[_Item]) -> Iterator[Problem]:
    """Two feeds with one address; http and https, letter case of the host and a last slash make no difference."""
    yield from _doubles(feeds, "url", "feed", lambda item: same_address(item.text("url")))


def same_address(url: str) -> str:
    """What two addresses have in common that lead to one feed: all but scheme, case of the host, a last slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}" if parts.netloc else url


def _handles(accounts: Sequence[_Item]) -> Iterator[Problem]:
    yield from _doubles(accounts, "handle", "account", _same_account)
    for item in accounts:
        handle, source = item.text("handle"), item.text("source")
        if not item.has("handle") or "://" in handle:
            continue
        on_mastodon = source == "mastodon" or (handle and item.text("platform") == "mastodon")
        if on_mastodon and not _NAME_AT_HOST.fullmatch(handle):
            todo = "write something like auswaertigesamt@social.bund.de"
            yield item.problem(["handle"], f"handle must be name@host on Mastodon, not {shown(handle)}", todo)
        if source == "bluesky" and not _DOMAIN_OR_DID.fullmatch(handle):
            todo = "write something like eudiplomacy.bsky.social"
            yield item.problem(["handle"], f"handle must be a domain on Bluesky, not {shown(handle)}", todo)


def _recipes(accounts: Sequence[_Item]) -> Iterator[Problem]:
    """A source that needs a recipe without one, a recipe without a path, and one that nothing asks for."""
    for item in accounts:
        source, recipe = item.text("source"), item.mapping("recipe")
        if source in BY_RECIPE and recipe is None:
            yield item.problem(["source"], f"source {source} needs a recipe", 'add recipe: {url: "https://..."}')
        elif recipe is not None and source in _WITHOUT_RECIPE:
            todo = f"write source: {', '.join(sorted(BY_RECIPE))}, or remove it"
            yield item.problem(["recipe"], f"recipe is for other sources than {source or 'manual'}", todo)
        elif recipe is not None and source in PATHS and not recipe.get("path"):
            yield item.problem(["recipe"], "recipe has no path", f"add path: {PATHS[source]}")


def _headers(accounts: Sequence[_Item]) -> Iterator[Problem]:
    """Secrets written out, or sent where others can read them: feeds.yaml is public, and so is http."""
    for item in accounts:
        recipe = item.mapping("recipe") or {}
        headers, url = recipe.get("headers"), recipe.get("url")
        for name, text in headers.items() if isinstance(headers, dict) else ():
            if not isinstance(text, str):
                continue
            named = [*Template(text).get_identifiers()]
            if _SECRET.search(str(name)) and not named:
                todo = f"write the name of an environment variable: {name}: $MY_TOKEN"
                yield item.problem(["recipe", "headers", name], f"{name} must not stand in feeds.yaml", todo)
            elif named and isinstance(url, str) and not _is_safe(url):
                todo = "write its https address"
                yield item.problem(["recipe", "url"], f"url would send ${named[0]} unencrypted", todo)


def _is_safe(url: str) -> bool:
    """Whether nobody reads on the way there; what is no address is told elsewhere."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return True
    return parts.scheme != "http" or bool(_HERE.fullmatch(parts.hostname or ""))


def _same_account(item: _Item) -> str:
    handle = item.text("handle").removeprefix("@").casefold()
    return f"{item.text('platform')} {handle}" if handle else ""


def _doubles(items: Sequence[_Item], key: str, called: str, same: Callable[[_Item], str]) -> Iterator[Problem]:
    first: dict[str, _Item] = {}
    for item in items:
        if not (sameness := same(item)):
            continue
        if sameness in first:
            other = first[sameness]
            todo = f"it is also {_beside(other.place(key), item)}: remove one"
            yield item.problem([key], f"{key} is that of {called} {shown(other.text('id'))}", todo)
        first.setdefault(sameness, item)


def _periods(events: Sequence[_Item]) -> Iterator[Problem]:
    for item in events:
        start, end = item.text("from"), item.text("until")
        # Dates of the calendar compare as they are written.
        if _DATE.fullmatch(start) and _DATE.fullmatch(end) and end < start:
            yield item.problem(["until"], f"until is before from ({start})", "write a day on or after it")


def _hold(document: Document) -> Iterator[Problem]:
    """An hour up to which briefs are held, when it is past at their close."""
    editions = document.tree.get("editions")
    if not isinstance(editions, dict):
        return
    cut_off, until = (_HOUR.fullmatch(str(editions.get(key))) for key in ("cut_off", "unattended"))
    if cut_off and until and until[1].rjust(5, "0") <= cut_off[1].rjust(5, "0"):
        place = document.value("editions", "unattended")
        what = f"unattended holds until {until[1]}, which is not after cut_off ({cut_off[1]})"
        yield Problem(place=place, what=what, todo="write a later hour, or publish")
