"""The feeds of a newsroom: which there are, and what each of them says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

from digest import page
from digest.feeds import words
from digest.feeds.accounts import account_feeds
from digest.feeds.atom import atom
from digest.feeds.channel import ATOM, MOST_BYTES, MOST_ITEMS, RSS, Category, Channel, Item
from digest.feeds.corrections import corrections
from digest.feeds.jsonfeed import jsonfeed
from digest.feeds.metrics import METRICS_PATH, metrics
from digest.feeds.offering import channel as channel_of
from digest.feeds.offering import offer as _offer
from digest.feeds.offering import titled
from digest.feeds.rss import rss
from digest.feeds.threads import Telling, Thread, published, threads, updated
from digest.language import Language
from digest.leaves import Leaf, Ledger
from digest.model import AccountEvent, Issue, Made, Observation, Offer, OfferKind, Outlet, Roster, State
from digest.text import digest_of

BRIEFS, STORIES = "feeds/briefs", "feeds/stories"
"""Where the two main feeds lie, without the ending of a format."""

_FORMAT = "3"
"""The version of what archive documents look like: with another one they are all written anew."""


@dataclass(frozen=True, slots=True)
class Newsstand:
    """What may leave the newsroom: its published daily briefs, newest first, and their stories.

    `others` are the feeds that tell no stories: of corrections, figures, accounts and platforms.
    """

    roster: Roster
    language: Language
    issues: tuple[Issue, ...]
    threads: tuple[Thread, ...]
    observations: tuple[Observation, ...]
    others: tuple[tuple[Offer, Channel], ...]
    _by_id: Mapping[str, Thread]
    _outlets: Mapping[str, Outlet]

    @property
    def leaf_name(self) -> str:
        """Leaves are given what they need of it."""
        return "newsstand"

    def thread(self, story: str) -> Thread | None:
        """A story by its id."""
        return self._by_id.get(story)

    def outlet(self, key: str) -> Outlet | None:
        """An outlet by its present or a former id."""
        return self._outlets.get(key)


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


def newsstand(
    roster: Roster,
    issues: Iterable[Issue],
    observations: Iterable[Observation] = (),
    events: Iterable[AccountEvent] = (),
    language: Language | None = None,
) -> Newsstand:
    """The newsstand of some briefs, in any order, figures and events; briefs that are not published stay inside.

    What is said around them is in `language`, else in English.
    """
    spoken = language or Language()
    out = [issue for issue in issues if issue.head.state is State.PUBLISHED and issue.outline.published]
    out = [issue for issue in out if issue.head.made is not Made.RECORD]
    newest = tuple(sorted(out, key=lambda issue: issue.day, reverse=True))
    told, figures = threads(roster, newest), tuple(observations)
    outlets = {key: outlet for outlet in roster.outlets for key in (outlet.id, *outlet.formerly)}
    others = account_feeds(roster, figures, events, spoken)
    if newest:
        others = (corrections(roster.site, newest, spoken), *others)
    by_id = {thread.id: thread for thread in told}
    return Newsstand(roster, spoken, newest, told, figures, others, by_id, outlets)


def offers(stand: Newsstand) -> tuple[Offer, ...]:
    """The feeds that have something to say; that of the briefs is there from the first day."""
    return (*(shelf.offer for shelf in _shelves(stand)), *(offer for offer, _ in stand.others))


def documents(stand: Newsstand, tree: Collection[str]) -> dict[str, bytes]:
    """Every feed of `offers`, by its path. `tree` has the paths of the site's pages, which briefs may link to."""
    ledger = Ledger()
    made: dict[str, bytes] = {}
    for leaf in leaves(stand, tree, ledger):
        made |= ledger.made(leaf)
    return made


def leaves(stand: Newsstand, tree: Collection[str], ledger: Ledger) -> Iterator[Leaf]:
    """The feeds as leaves, each of which makes its documents by their paths."""
    months = _months(stand)
    previous = _path(months[0][0]) if months else ""
    for shelf in _shelves(stand):
        offer = shelf.offer
        if offer.kind == "briefs":
            yield Leaf(offer.rss, _briefs, (stand, shelf, stand.issues[:MOST_ITEMS], previous, tree))
        else:
            yield Leaf(offer.rss, _stories, (stand, shelf, tree, ledger))
    for offer, channel in stand.others:
        if offer.rss == METRICS_PATH:
            yield Leaf(offer.rss, _figures, (stand.roster.site.title, stand, offer, channel, stand.observations))
        else:
            yield Leaf(offer.rss, _written, (offer, channel))


def archive_leaves(stand: Newsstand, tree: Collection[str]) -> Iterator[Leaf]:
    """The documents of `archives` as leaves."""
    for month, previous, following in _chain(stand):
        yield Leaf(_path(month[0]), _archived, (stand, month, previous, following, tree))


def _archived(
    stand: Newsstand, month: tuple[str, tuple[Issue, ...]], previous: str, following: str, tree: Collection[str]
) -> dict[str, bytes]:
    return _archive(stand, month, previous, following, tree).files()


def _briefs(
    stand: Newsstand, shelf: _Shelf, issues: Sequence[Issue], previous: str, tree: Collection[str]
) -> dict[str, bytes]:
    items = [_brief(stand, issue, tree) for issue in issues]
    return _written(shelf.offer, _channel(stand, shelf, items, previous=previous))


def _stories(stand: Newsstand, shelf: _Shelf, tree: Collection[str], ledger: Ledger) -> dict[str, bytes]:
    items = [ledger.recalled(Leaf(f"item {one.id}", _story, (stand, one, tree))) for one in shelf.threads]
    return _written(shelf.offer, _channel(stand, shelf, items))


def _figures(
    _title: str, stand: Newsstand, offer: Offer, channel: Channel, observations: tuple[Observation, ...]
) -> dict[str, bytes]:
    # Its RSS has every field, for programs.
    return _written(offer, channel) | {METRICS_PATH: metrics(stand.roster, observations, stand.language)}


def _written(offer: Offer, channel: Channel) -> dict[str, bytes]:
    made = {offer.rss: _fitted(rss, channel), offer.atom: _fitted(atom, channel)}
    return made | ({offer.json: _fitted(jsonfeed, channel)} if offer.json else {})


def archives(stand: Newsstand, tree: Collection[str]) -> tuple[Archive, ...]:
    """The briefs of each month that is over (one of a later month is published) as archive documents, newest first.

    A month's documents depend on its own briefs and on whether the month before has any, so that a new brief changes
    none of them; the oldest names the month after it, so that each is part of a chain. Source: RFC 5005, section 4.
    """
    return tuple(_archive(stand, *each, tree) for each in _chain(stand))


def _chain(stand: Newsstand) -> Iterator[tuple[tuple[str, tuple[Issue, ...]], str, str]]:
    """The months that are over, newest first, with the paths of the one before and, of the oldest, of the one after."""
    months = _months(stand)
    paths = [_path(name) for name, _ in months]
    following = paths[-2] if len(paths) > 1 else ""
    for month, previous in zip(months, [*paths, ""][1:], strict=True):
        yield month, previous, "" if previous else following


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A feed to be: what it offers, the page it follows and its stories, newest first."""

    offer: Offer
    about: str
    home: str = ""
    threads: tuple[Thread, ...] = ()


def _shelves(stand: Newsstand) -> Iterator[_Shelf]:
    site, language = stand.roster.site, stand.language
    say = language.say
    yield _Shelf(
        _offer("briefs", BRIEFS, titled(site, site.series, language) if site.series else site.title, json=True),
        site.description or site.title,
    )
    if not stand.threads:
        return
    about = say("Each story once, and again only when there is new evidence.")
    newest, name = stand.threads[:MOST_ITEMS], say("stories")
    yield _Shelf(_offer("stories", STORIES, titled(site, name, language), json=True), about, threads=newest)
    found = _sorted(stand.threads)
    for topic in stand.roster.topics:
        if told := found.get(("topic", topic.id)):
            offer = _offer("topic", f"feeds/t/{topic.id}", titled(site, topic.title, language), key=topic.id)
            yield _Shelf(offer, say("Stories on %(topic)s.", topic=topic.title), f"t/{topic.id}/", tuple(told))
    for (kind, code), told in sorted(found.items()):
        if kind == "country":
            name = language.country(code)
            offer = _offer(kind, f"feeds/c/{quote(code, safe='')}", titled(site, name, language), key=code)
            yield _Shelf(offer, say("Stories about %(country)s.", country=name), threads=tuple(told))
        elif kind == "language":
            name = language.tongue(code)
            title = say("sources in %(language)s", language=name)
            offer = _offer(kind, f"feeds/l/{quote(code, safe='')}", titled(site, title, language), key=code)
            yield _Shelf(offer, say("Stories that outlets tell in %(language)s.", language=name), threads=tuple(told))


def _sorted(told: Iterable[Thread]) -> dict[tuple[OfferKind, str], list[Thread]]:
    """The newest threads on each topic, country and language."""
    found: dict[tuple[OfferKind, str], list[Thread]] = {}
    for thread in told:
        keys: list[tuple[OfferKind, str]] = [("topic", key) for key in thread.topics]
        keys += [("country", key) for key in thread.countries]
        keys += [("language", key) for key in thread.languages]
        for key in keys:
            newest = found.setdefault(key, [])
            if len(newest) < MOST_ITEMS:
                newest.append(thread)
    return found


def _channel(stand: Newsstand, shelf: _Shelf, items: Sequence[Item], *, previous: str = "") -> Channel:
    return channel_of(stand.roster.site, shelf.offer, shelf.about, shelf.home, items, previous=previous)


def _brief(stand: Newsstand, issue: Issue, tree: Collection[str]) -> Item:
    brief, site = issue.brief, stand.roster.site
    teaser = words.summary(brief.teaser)
    place = words.Place(site, brief, tree, stand.language)
    return Item(
        id=words.tag(site, "brief", str(brief.day)),
        link=place.address,
        title=words.headline(brief, stand.language),
        summary=teaser or words.summary(brief.title),
        content="\n".join(filter(None, (words.paragraph(teaser), words.html(brief.blocks, place)))),
        published=published(issue),
        updated=updated(issue),
        categories=tuple(_categories(stand, topics_of(stand.roster, issue), ())),
    )


def topics_of(roster: Roster, issue: Issue) -> tuple[str, ...]:
    """The present ids of the topics of the stories that have a line in a brief."""
    told = {line.story for line in issue.outline.shown}
    facets = [facet for row in issue.outline.stories if row.id in told for facet in row.facets]
    present = {old: topic.id for topic in roster.topics for old in (topic.id, *topic.formerly)}
    return tuple(dict.fromkeys(present[row.id] for row in facets if row.kind == "topic" and row.id in present))


def _categories(stand: Newsstand, topics: Iterable[str], countries: Iterable[str]) -> Iterator[Category]:
    titles = {topic.id: topic.title for topic in stand.roster.topics}
    for topic in topics:
        yield Category(term=topic, label=titles[topic])
    for code in countries:
        yield Category(term=code, label=stand.language.country(code))


def _story(stand: Newsstand, thread: Thread, tree: Collection[str]) -> Item:
    newest, site = thread.newest, stand.roster.site
    place = words.Place(site, newest.issue.head, tree, stand.language)
    said = words.spoken(newest.lines[0].text)
    return Item(
        id=words.tag(site, "story", thread.id),
        link=f"{place.address}#{quote(newest.anchor)}",
        title=words.dated(_title(newest, said) or stand.language.say("A story"), newest.issue.day, stand.language),
        summary=words.summary(said),
        content="\n".join(filter(None, (words.html(newest.lines, place), _earlier(stand, thread)))),
        published=thread.tellings[0].published,
        updated=newest.updated,
        categories=tuple(_categories(stand, thread.topics, thread.countries)),
    )


def _title(telling: Telling, said: str) -> str:
    """The first sentence of a line, as the record cuts it; one that a hand wrote anew is cut where it gets long."""
    first = telling.lines[0].id
    row = next((row for row in telling.issue.record.lines if row.id == first), None)
    sentence = words.spoken(row.sentences[0].text) if row and row.sentences else ""
    return words.title(sentence if sentence and said.startswith(sentence) else said)


def _earlier(stand: Newsstand, thread: Thread) -> str:
    site = stand.roster.site
    rows = [
        f'<a href="{words.address(site, one.issue.head)}#{quote(one.anchor)}">{stand.language.full(one.issue.day)}</a>'
        for one in thread.tellings[-6:-1][::-1]
    ]
    days = stand.language.say(", ").join(rows)
    before = stand.language.say("Told before: %(days)s", days=days)
    return f"<p>{before}</p>" if rows else ""


def _fitted(write: Callable[[Channel], bytes], channel: Channel) -> bytes:
    """The document, without its oldest items where it would grow too long."""
    made = write(channel)
    while len(made) > MOST_BYTES and len(channel.items) > 1:
        kept = min(len(channel.items) - 1, len(channel.items) * MOST_BYTES // len(made))
        channel = replace(channel, items=channel.items[: max(kept, 1)])
        made = write(channel)
    return made


def _months(stand: Newsstand) -> list[tuple[str, tuple[Issue, ...]]]:
    """The months that are over with their briefs, newest first; the newest month that has any is not over."""
    months = groupby(stand.issues, key=lambda issue: f"{issue.day:%Y-%m}")
    return [(month, tuple(issues)) for month, issues in months][1:]


def _path(month: str) -> str:
    return f"{BRIEFS}/{month}"


def _archive(
    stand: Newsstand, month: tuple[str, tuple[Issue, ...]], previous: str, following: str, tree: Collection[str]
) -> Archive:
    name, issues = month
    site = stand.roster.site
    shelf = next(_shelves(stand))
    said = [site.title, site.url, site.languages[0], shelf.offer.title, shelf.about, previous, following]
    for issue in issues:
        said += [page.text_hash(issue.brief), str(issue.brief.day), str(published(issue)), str(updated(issue))]
        said += [category.label for category in _categories(stand, topics_of(stand.roster, issue), ())]

    def files() -> Mapping[str, bytes]:
        made = _channel(stand, shelf, [_brief(stand, issue, tree) for issue in issues], previous=previous)
        channel = replace(made, path=_path(name), archive_of=BRIEFS, next=following)
        return {channel.path + ATOM: atom(channel), channel.path + RSS: rss(channel)}

    return Archive(
        mark=f"<!-- {digest_of(_FORMAT, *said, length=16)} -->\n".encode(),
        paths=(_path(name) + ATOM, _path(name) + RSS),
        _files=files,
    )
