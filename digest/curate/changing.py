"""Changes of feeds.yaml that the program makes, worked out before anything is written.

A change is good when the roster reads as before but for what was wanted; what is not good is refused with a reason.

The file is never written anew from its tree: a YAML library's own layout would take the place of the editors'.
`splicing` composes the text only to learn where a list and its items stand, then puts lines in or takes lines out; what
is new is laid out like its neighbours (`layout`). A layout that cannot be kept (aliases, everything in braces) is
refused with a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest.curate.checks import same_address
from digest.curate.layout import Item
from digest.curate.roster import documents_of, load
from digest.curate.splicing import Uneditable, put_in, refused, set_text, take_out
from digest.errors import RosterFaults, UsageError
from digest.model import Place, Roster

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What to write where, and the roster that is read from it then."""

    path: Path
    data: bytes
    roster: Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed as feeds.yaml or a file that it includes lists it."""

    id: str
    url: str
    place: Place

    def is_at(self, url: str) -> bool:
        """Whether it is read from that address; scheme, case of the host and a last slash make no difference."""
        return same_address(self.url) == same_address(url)


def listed(path: Path) -> tuple[Listed, ...]:
    """The feeds with the places of their ids."""
    return tuple(
        Listed(id=item["id"], url=item["url"], place=document.value("feeds", number, "id"))
        for document in documents_of(path)
        for number, item in enumerate(document.tree.get("feeds") or ())
    )


def with_items(path: Path, *, outlets: Sequence[Item], feeds: Sequence[Item]) -> Change:
    """feeds.yaml with more outlets and feeds: each feed behind the last one of its outlet, or at the list's end.

    Raises DigestError, saying why, where the file cannot be changed so.
    """
    before, text = load(path), _text(path)
    try:
        text = put_in(text, "outlets", outlets)
        for after_id, together in _by_neighbour(path, before, feeds).items():
            text = put_in(text, "feeds", together, after=after_id)
        after = load(path, {path.name: text})
    except (Uneditable, RosterFaults) as fault:
        raise refused(path.name, fault) from None
    new_feeds = tuple(feed for feed in after.feeds if feed not in before.feeds)
    new_outlets = tuple(outlet for outlet in after.outlets if outlet not in before.outlets)
    rest = replace(
        after,
        feeds=tuple(feed for feed in after.feeds if feed not in new_feeds),
        outlets=tuple(outlet for outlet in after.outlets if outlet not in new_outlets),
    )
    if rest != before or (len(new_feeds), len(new_outlets)) != (len(feeds), len(outlets)):
        raise refused(path.name, "it would change more than that")
    return _change(path, text, after)


def without_feed(path: Path, key: str) -> Change:
    """feeds.yaml, or the file it includes that lists the feed, without it; the feed's outlet stays.

    Raises UsageError where there is no such feed, DigestError where the file cannot be changed so.
    """
    before = load(path)
    place = next((feed.place for feed in listed(path) if feed.id == key), None)
    if place is None:
        raise UsageError(f"{key} is no feed of {path.name} (`digest feeds list` names them)")
    target = path.parent / place.name
    try:
        text = take_out(_text(target), "feeds", key)
        after = load(path, {place.name: text})
    except (Uneditable, RosterFaults) as fault:
        raise refused(place.name, fault) from None
    if after != replace(before, feeds=tuple(feed for feed in before.feeds if feed.id != key)):
        raise refused(place.name, "it would change more than that")
    return _change(target, text, after)


def with_addresses(path: Path, urls: Mapping[str, str]) -> tuple[Change, ...]:
    """feeds.yaml and the files it includes with other addresses for some feeds, by id; only what changes is given.

    Raises DigestError, saying why, where a file cannot be changed so.
    """
    before = load(path)
    texts: dict[str, str] = {}
    for one in listed(path):
        if one.id in urls:
            name = one.place.name
            try:
                texts[name] = set_text(
                    texts.get(name) or _text(path.parent / name), "feeds", one.id, "url", urls[one.id]
                )
            except Uneditable as fault:
                raise refused(name, fault) from None
    try:
        after = load(path, texts)
    except RosterFaults as fault:
        raise refused(path.name, fault) from None
    wanted = tuple(replace(feed, url=urls.get(feed.id, feed.url)) for feed in before.feeds)
    if after != replace(before, feeds=wanted):
        raise refused(path.name, "it would change more than that")
    return tuple(_change(path.parent / name, text, after) for name, text in texts.items())


def _by_neighbour(path: Path, roster: Roster, feeds: Sequence[Item]) -> dict[str, list[Item]]:
    """New feeds by the last feed of their outlet in the main file, by "" where it has none there."""
    here = {feed.id for feed in listed(path) if feed.place.name == path.name}
    last = {feed.outlet: feed.id for feed in roster.feeds if feed.id in here}
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in feeds:
        groups[last.get(str(item["outlet"]), "")].append(item)
    return groups


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def _change(path: Path, text: str, roster: Roster) -> Change:
    marked = path.read_bytes().startswith(_BOM.encode())
    return Change(path=path.resolve(), data=(_BOM + text if marked else text).encode(), roster=roster)
