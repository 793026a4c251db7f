"""What a new feed and its outlet are called and said to be in feeds.yaml, before anyone has looked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from digest import curate
from digest.curate.layout import Item
from digest.errors import UsageError
from digest.model import Outlet, Ownership, Role, Roster, by_any_id
from digest.pipeline.discovery import Found
from digest.pipeline.naming import feed_key, free, name_of_host, outlet_at, outlet_name
from digest.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an editor says of a new feed. Nothing is guessed of who owns an outlet and where it is."""

    id: str = ""
    outlet: str = ""
    topics: tuple[str, ...] = ()
    weight: float | None = None
    name: str = ""
    country: str = ""
    ownership: Ownership = Ownership.PRIVATE
    role: Role = Role.PRESS
    language: str = ""

    @property
    def is_of_outlet(self) -> bool:
        """Whether something is said that only a new outlet can take."""
        return bool(self.name or self.country) or (self.ownership, self.role) != (Ownership.PRIVATE, Role.PRESS)

    def check(self, roster: Roster) -> None:
        """Raise UsageError for what feeds.yaml could not say."""
        topics = by_any_id(roster.topics)
        for topic in self.topics:
            if topic not in topics:
                raise UsageError(f"{topic} is no topic of feeds.yaml (it has {_some(topics)})")
        for key in (self.id, self.outlet):
            if key and not curate.is_id(key):
                raise UsageError(f"{key!r} cannot be an id (write lower-case letters, digits and single hyphens)")
        if self.id in _feed_ids(roster):
            raise UsageError(f"{self.id} is a feed of feeds.yaml already (choose another --id)")
        if self.country and not curate.country_of(self.country):
            raise UsageError(f"{self.country!r} is not the code of a country (write two capitals such as CH, or UN)")
        if self.language and not curate.language_of(self.language):
            raise UsageError(f"{self.language!r} is not the code of a language (write a code such as en or zh-Hant)")


class Draft:
    """Items for feeds.yaml, made one feed at a time, with ids that are free."""

    def __init__(self, roster: Roster) -> None:
        self.outlets: list[Item] = []
        self.feeds: list[Item] = []
        self._known = list(roster.outlets)
        self._feed_ids = _feed_ids(roster)

    def add(self, found: Found, wish: Wish, key: str = "") -> str:
        """Draft a feed, and its outlet if it is new; gives the feed's id, which is `key` where that is a free id."""
        home = curate.address_of(found.home) if found.home else ""
        home = home or urljoin(found.url, "/")
        language = curate.language_of(wish.language or found.language)
        outlet = self._outlet(found.title, home, language, wish)
        title = clean(found.title)
        proposed = wish.id or (key if curate.is_id(key) else "") or feed_key(title, outlet.id, outlet.name)
        made = free(proposed, self._feed_ids)
        self._feed_ids.add(made)
        item: Item = {
            "id": made,
            "outlet": outlet.id,
            "url": found.url,
            "language": language if language and language != outlet.language else "",
            "topics": wish.topics,
            "weight": wish.weight or 0,
        }
        self.feeds.append(item)
        return made

    def _outlet(self, title: str, home: str, language: str, wish: Wish) -> Outlet:
        """The outlet that is wished, or else whose pages the feed belongs to, or else a new one."""
        taken = by_any_id(self._known)
        known = taken.get(wish.outlet) if wish.outlet else outlet_at(home, self._known)
        if known:
            return known
        host = name_of_host(home)
        outlet = Outlet(
            id=wish.outlet or free(host, taken),
            name=clean(wish.name) or outlet_name(clean(title), host),
            country=curate.country_of(wish.country),
            ownership=wish.ownership,
            role=wish.role,
            language=language or "en",
            home=home,
        )
        self._known.append(outlet)
        self.outlets.append(_item(outlet, language))
        return outlet


def _item(outlet: Outlet, language: str) -> Item:
    return {
        "id": outlet.id,
        "name": outlet.name,
        "country": outlet.country,
        "ownership": outlet.ownership.value,
        "role": outlet.role.value,
        "language": language,
        "home": outlet.home,
    }


def _feed_ids(roster: Roster) -> set[str]:
    return set(by_any_id(roster.feeds))


def _some(names: Iterable[str]) -> str:
    few = sorted(names)
    return f"{', '.join(few[:8])}{', ...' if len(few) > 8 else ''}" if few else "none"
