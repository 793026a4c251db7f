"""The roster changed by commands: feeds added, removed, taken over from lists and given as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from digest import curate, feeds, files
from digest.curate import changing
from digest.errors import UsageError
from digest.feeds import Subscription
from digest.model import Failed, Feed, Outlet, Ownership, Place, Problem, Role, Roster
from digest.pipeline.desk import Desk
from digest.pipeline.discovery import Found, find_feeds
from digest.pipeline.proposing import Draft, Wish
from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was found at an address, and the feed made of the first with its outlet; no `place` if it was a trial."""

    found: tuple[Found, ...]
    feed: Feed
    outlet: Outlet
    is_new_outlet: bool
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The ids of the feeds and outlets that a list brought, and why others of it were passed over."""

    feeds: tuple[str, ...]
    outlets: tuple[str, ...]
    skipped: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A feed's address before and after, and where it stands in the file."""

    feed: str
    old: str
    new: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The feeds that were given their new addresses, why others were not, and those that are gone."""

    moved: tuple[Moved, ...]
    skipped: tuple[Problem, ...]
    gone: tuple[str, ...]


def add_feed(desk: Desk, url: str, wish: Wish, *, is_trial: bool = False) -> Added:
    """Find the feed at an address and write it, with its outlet if that is new, into feeds.yaml.

    A trial writes nothing. Raises UsageError for what is no address, for a feed that is there already (with its
    place) and for wishes that cannot be met; DigestError where no feed is found or feeds.yaml cannot be changed.
    """
    roster, path = desk.roster, desk.newsroom.roster
    address = curate.address_of(url)
    if not address:
        raise UsageError(f"{url} is no web address (write something like https://example.org/feed.xml)")
    wish.check(roster)
    _refuse_known(path, address)
    found = find_feeds(address, now=desk.now, manners=desk.manners)
    _refuse_known(path, found[0].url)
    draft = Draft(roster)
    key = draft.add(found[0], wish)
    if not draft.outlets and wish.is_of_outlet:
        outlet_id = draft.feeds[0]["outlet"]
        raise UsageError(
            f"{outlet_id} is an outlet of {path.name} already: what it is stands there (change it by hand)"
        )
    change = changing.with_items(path, outlets=draft.outlets, feeds=draft.feeds)
    feed = next(feed for feed in change.roster.feeds if feed.id == key)
    outlet = next(outlet for outlet in change.roster.outlets if outlet.id == feed.outlet)
    if not is_trial:
        files.write(change.path, change.data)
    place = None if is_trial else _place(path, key)
    return Added(found=found, feed=feed, outlet=outlet, is_new_outlet=bool(draft.outlets), place=place)


def remove_feed(desk: Desk, key: str) -> Place:
    """Take a feed out of the file that lists it and give its place there; its outlet, and all that it told, stays."""
    place = _place(desk.newsroom.roster, key)
    change = changing.without_feed(desk.newsroom.roster, key)
    files.write(change.path, change.data)
    return place or Place(name=change.path.name)


def fix_feeds(desk: Desk, keys: Sequence[str] = (), *, is_trial: bool = False) -> Fixed:
    """Write into feeds.yaml where its feeds, or those of `keys`, moved for good; only their addresses change.

    A feed whose new address another one has already is passed over; a trial writes nothing. Raises UsageError for what
    is no feed, DigestError where a file cannot be changed so.
    """
    path = desk.newsroom.roster
    with Store(desk.newsroom.store) as store:
        states = store.states()
    listed = {one.id: one for one in changing.listed(path)}
    if unknown := next((key for key in keys if key not in listed), None):
        raise UsageError(f"{unknown} is no feed of {path.name} (`digest feeds list` names them)")
    wanted = {
        key: (one, state)
        for key, one in listed.items()
        if (not keys or key in keys) and (state := states.get(key)) and state.url == one.url
    }
    moved, skipped = list[Moved](), list[Problem]()
    taken = {curate.same_address(one.url): one.id for one in listed.values()}
    for key, (one, state) in wanted.items():
        new = curate.address_of(state.moved) if state.moved else ""
        holder = taken.get(curate.same_address(new), key) if new else key
        if new and holder == key:
            taken[curate.same_address(new)] = key
            moved.append(Moved(feed=key, old=one.url, new=new, place=one.place))
        elif new:
            what = f"moved to {new}, where {holder} is already"
            skipped.append(Problem(place=one.place, what=what, todo=f"remove one: `digest feeds remove {key}`"))
    changes = changing.with_addresses(path, {one.feed: one.new for one in moved}) if moved else ()
    for change in () if is_trial else changes:
        files.write(change.path, change.data)
    gone = tuple(key for key, (_, state) in wanted.items() if state.gone)
    return Fixed(moved=tuple(moved), skipped=tuple(skipped), gone=gone)


def import_feeds(desk: Desk, path: Path, wish: Wish) -> Imported:
    """Write the feeds of an OPML list that the roster lacks into feeds.yaml, all of them or none.

    No feed is asked. Raises UsageError for what is no OPML, DigestError where feeds.yaml cannot be changed.
    """
    if not path.is_file():
        raise UsageError(f"{path} is not a file (name an OPML file)")
    rows = feeds.read_opml(path.read_bytes())
    if isinstance(rows, Failed):
        raise UsageError(f"{path}: {rows.what} ({rows.todo})")
    wish.check(desk.roster)
    known = {curate.same_address(one.url): one for one in changing.listed(desk.newsroom.roster)}
    draft, skipped, added = Draft(desk.roster), list[Problem](), dict[str, str]()
    for row in rows:
        address = curate.address_of(row.url)
        same = curate.same_address(address)
        if not address:
            skipped.append(_skipped(row.url, "its url is no web address", "correct it in the list"))
        elif same in known:
            one = known[same]
            skipped.append(_skipped(row.url, f"stands at {one.place} already, as {one.id}", "nothing to do"))
        elif same in added:
            skipped.append(_skipped(row.url, "stands twice in the list", "nothing to do"))
        else:
            added[same] = draft.add(_as_found(row, address), _as_wish(row, wish, desk.roster), key=row.id)
    if added:
        change = changing.with_items(desk.newsroom.roster, outlets=draft.outlets, feeds=draft.feeds)
        files.write(change.path, change.data)
    return Imported(
        feeds=tuple(added.values()),
        outlets=tuple(str(item["id"]) for item in draft.outlets),
        skipped=tuple(skipped),
    )


def export_feeds(roster: Roster, path: Path | None) -> bytes:
    """The roster's feeds as OPML, written to `path` if there is one."""
    document = feeds.write_opml(roster)
    if path:
        files.write(path, document)
    return document


def _refuse_known(path: Path, address: str) -> None:
    for one in changing.listed(path):
        if one.is_at(address):
            raise UsageError(f"{one.place} lists {address} already, as {one.id} (nothing was changed)")


def _place(path: Path, key: str) -> Place | None:
    return next((one.place for one in changing.listed(path) if one.id == key), None)


def _skipped(url: str, what: str, todo: str) -> Problem:
    return Problem(place=Place(name=url), what=what, todo=todo)


def _as_found(row: Subscription, address: str) -> Found:
    return Found(url=address, title=row.name or row.title, home=row.home, language=row.language, entries=0, newest=None)


def _as_wish(row: Subscription, wish: Wish, roster: Roster) -> Wish:
    """What the list says of a feed, where it says it; else what was wished for all."""
    topics = {topic.id: topic.id for topic in roster.topics} | {
        topic.title.casefold(): topic.id for topic in roster.topics
    }
    named = _topics(row.folders, topics)
    said = Wish(
        outlet=row.outlet if curate.is_id(row.outlet) else wish.outlet,
        topics=tuple(dict.fromkeys((*wish.topics, *named))),
        name=row.name,
        country=curate.country_of(row.country) or wish.country,
        ownership=Ownership(row.ownership) if row.ownership in set(Ownership) else wish.ownership,
        role=Role(row.role) if row.role in set(Role) else wish.role,
    )
    with suppress(ValueError):
        weight = float(row.weight)
        return replace(said, weight=weight if 0.1 <= weight <= 5 and weight != 1 else None)
    return said


def _topics(folders: Iterable[str], topics: dict[str, str]) -> list[str]:
    return [topics[folder.casefold()] for folder in folders if folder.casefold() in topics]
