"""The items of feeds: a brief, and a story as it was told last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from urllib.parse import quote

from digest.feeds import words
from digest.feeds.channel import Category, Item
from digest.feeds.newsstand import Newsstand, topics_of
from digest.feeds.threads import Telling, Thread, published, updated
from digest.model import Issue


def brief_item(stand: Newsstand, issue: Issue, tree: Collection[str]) -> Item:
    """A brief, whole; `tree` has the paths of the site's pages, which it may link to."""
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
        categories=tuple(categories(stand, topics_of(stand.roster, issue), ())),
    )


def story_item(stand: Newsstand, thread: Thread, tree: Collection[str]) -> Item:
    """A story as it was told last, with the days on which it was told before."""
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
        categories=tuple(categories(stand, thread.topics, thread.countries)),
    )


def categories(stand: Newsstand, topics: Iterable[str], countries: Iterable[str]) -> Iterator[Category]:
    """Topics and countries as the subjects of an item."""
    titles = {topic.id: topic.title for topic in stand.roster.topics}
    for topic in topics:
        yield Category(term=topic, label=titles[topic])
    for code in countries:
        yield Category(term=code, label=stand.language.country(code))


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
    before = stand.language.say("Told before: %(days)s", days=stand.language.listed(rows))
    return f"<p>{before}</p>" if rows else ""
