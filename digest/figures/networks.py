"""Social networks as the news names them, and which platforms of a roster they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from digest.model import Account, Roster


@dataclass(frozen=True, kw_only=True)
class Network:
    """A network by its `names` in Latin letters and in Chinese (`han`).

    One that is a word (`is_a_word`: "Threads") or a letter counts as named only where it is spoken of as a place.
    """

    names: tuple[str, ...]
    han: tuple[str, ...] = ()
    is_a_word: tuple[str, ...] = ()

    @cached_property
    def _named(self) -> re.Pattern[str]:
        alone = [*map(_whole, self.names), *self.han]
        return re.compile("|".join([*(f"(?i:{name})" for name in alone), *map(_as_a_place, self.is_a_word)]))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_whole, (*self.names, *self.is_a_word, *self.han))), re.IGNORECASE)

    def is_named_in(self, sentence: str) -> bool:
        """Whether a sentence names it."""
        return self._named.search(sentence) is not None

    def accounts(self, roster: Roster) -> list[Account]:
        """The accounts of a roster on platforms whose id or name names it: `x`, `Twitter`, `sina-weibo`."""
        here = {one.id for one in roster.platforms if self._whole.search(f"{one.id} {one.name}")}
        return [account for account in roster.accounts if account.platform in here]


def _whole(name: str) -> str:
    return rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" if name.isascii() else re.escape(name)


def _as_a_place(name: str) -> str:
    return rf"\b(?:on|joins|joined|quits?|leaves|left) {name}\b|\b{name} (?:account|channel|suspend|ban)"


NETWORKS = (
    Network(names=("Weibo",), han=("微博",)),
    Network(names=("WeChat", "Weixin"), han=("微信",)),
    Network(names=("Twitter",), han=("推特",), is_a_word=("X",)),
    Network(names=("Facebook",), han=("脸书", "臉書")),
    Network(names=("Instagram",)),
    Network(names=("Bluesky",)),
    Network(names=("Mastodon",)),
    Network(names=("YouTube",)),
    Network(names=("TikTok",)),
    Network(names=("Douyin",), han=("抖音",)),
    Network(names=("Xiaohongshu",), han=("小红书",)),
    Network(names=("LinkedIn",)),
    Network(names=("VKontakte", "VK")),
    Network(names=("Truth Social",)),
    Network(names=(), is_a_word=("Telegram",)),
    Network(names=(), is_a_word=("Threads",)),
)

ANY = rf"(?:Sina\s+)?(?:{'|'.join(name for one in NETWORKS for name in (*one.names, *one.is_a_word))})\b"
"""Any of them in English, as a pattern."""

ANY_HAN = "|".join(name for one in NETWORKS for name in one.han)
"""Any of them in Chinese, as a pattern."""


def network_of(sentence: str, before: Network | None) -> Network | None:
    """The network that a sentence is on: its own, else the one before; none where it names several."""
    named = list(_named_in(sentence))
    return before if not named else named[0] if len(named) == 1 else None


def _named_in(sentence: str) -> Iterator[Network]:
    return (one for one in NETWORKS if one.is_named_in(sentence))
