"""The documents of feeds, as leaves: each is made anew only where what stands in it has changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from digest.feeds.archives import months_over, path_of
from digest.feeds.atom import atom
from digest.feeds.channel import MOST_BYTES, MOST_ITEMS, Channel
from digest.feeds.items import brief_item, story_item
from digest.feeds.jsonfeed import jsonfeed
from digest.feeds.listed import Listed, channel_of, listed
from digest.feeds.metrics import METRICS_PATH, metrics
from digest.feeds.newsstand import Newsstand
from digest.feeds.rss import rss
from digest.leaves import Leaf, Ledger
from digest.model import Issue, Observation, Offer


def documents(stand: Newsstand, tree: Collection[str]) -> dict[str, bytes]:
    """Every feed of `offers`, by its path. `tree` has the paths of the site's pages, which briefs may link to."""
    ledger = Ledger()
    made: dict[str, bytes] = {}
    for leaf in leaves(stand, tree, ledger):
        made |= ledger.made(leaf)
    return made


def leaves(stand: Newsstand, tree: Collection[str], ledger: Ledger) -> Iterator[Leaf]:
    """The feeds as leaves, each of which makes its documents by their paths."""
    months = months_over(stand)
    previous = path_of(months[0][0]) if months else ""
    for feed in listed(stand):
        offer = feed.offer
        if offer.kind == "briefs":
            yield Leaf(offer.rss, _briefs, (stand, feed, stand.issues[:MOST_ITEMS], previous, tree))
        else:
            yield Leaf(offer.rss, _stories, (stand, feed, tree, ledger))
    for offer, channel in stand.others:
        if offer.rss == METRICS_PATH:
            yield Leaf(offer.rss, _figures, (stand.roster.site.title, stand, offer, channel, stand.observations))
        else:
            yield Leaf(offer.rss, _written, (offer, channel))


def _briefs(
    stand: Newsstand, feed: Listed, issues: Sequence[Issue], previous: str, tree: Collection[str]
) -> dict[str, bytes]:
    items = [brief_item(stand, issue, tree) for issue in issues]
    return _written(feed.offer, channel_of(stand, feed, items, previous=previous))


def _stories(stand: Newsstand, feed: Listed, tree: Collection[str], ledger: Ledger) -> dict[str, bytes]:
    items = [ledger.recalled(Leaf(f"item {one.id}", story_item, (stand, one, tree))) for one in feed.threads]
    return _written(feed.offer, channel_of(stand, feed, items))


def _figures(
    _title: str, stand: Newsstand, offer: Offer, channel: Channel, observations: tuple[Observation, ...]
) -> dict[str, bytes]:
    # Its RSS has every field, for programs.
    return _written(offer, channel) | {METRICS_PATH: metrics(stand.roster, observations, stand.language)}


def _written(offer: Offer, channel: Channel) -> dict[str, bytes]:
    made = {offer.rss: _fitted(rss, channel), offer.atom: _fitted(atom, channel)}
    return made | ({offer.json: _fitted(jsonfeed, channel)} if offer.json else {})


def _fitted(write: Callable[[Channel], bytes], channel: Channel) -> bytes:
    """The document, without its oldest items where it would grow too long."""
    made = write(channel)
    while len(made) > MOST_BYTES and len(channel.items) > 1:
        kept = min(len(channel.items) - 1, len(channel.items) * MOST_BYTES // len(made))
        channel = replace(channel, items=channel.items[: max(kept, 1)])
        made = write(channel)
    return made
