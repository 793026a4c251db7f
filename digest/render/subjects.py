"""Topics and countries: every line that touches them, over time, and for a country its outlets and accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digest.leaves import Leaf
from digest.model import Account, Made, Page, Topic
from digest.render import mentions, timelines
from digest.render.almanac import Almanac
from digest.render.chapters import Chapter, chapters
from digest.render.links import COUNTRIES, TOPICS, Here, account_path, chapter_path, country_path, topic_path
from digest.render.mentions import Mention, Told
from digest.render.outlets import OutletRow, outlet_rows
from digest.render.subscribing import alternates
from digest.render.templates import Front, Templates, leaf, matter, moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A subject in the list of its kind; `newest` is the date of its newest line in words."""

    title: str
    path: str
    count: int
    newest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A topic or a country with all that its pages show; `feeds` are those that the site offers about it."""

    kind: str
    id: str
    section: str
    up: str
    title: str
    about: str
    path: str
    mentions: Sequence[Mention]
    feeds: Sequence[dict[str, str]]
    outlets: Sequence[OutletRow] = ()
    accounts: Sequence[tuple[Account, str, str]] = ()
    terms: Sequence[str] = ()


def topics(almanac: Almanac, told: Told, templates: Templates) -> Iterator[Leaf]:
    """The list of topics and the pages of each; former ids lead on to the present ones."""
    subjects = [_topic(almanac, topic, told) for topic in almanac.roster.topics]
    say = almanac.language.say
    front = matter("listing", say("Topics"), say("Every line of every brief, by topic."), section="Topics")
    yield leaf(TOPICS, _list, TOPICS, "topics.md.j2", front, _entries(almanac, subjects), templates)
    for subject in subjects:
        yield from _pages(almanac, subject, templates)
    for topic in almanac.roster.topics:
        for name in topic.formerly:
            path = f"t/{name}/index.html"
            yield leaf(path, moved, path, topic_path(topic.id), topic.title, templates)


def countries(almanac: Almanac, told: Told, templates: Templates) -> Iterator[Leaf]:
    """The list of countries and the pages of each: of those that lines touch, or that have outlets or accounts."""
    roster, say = almanac.roster, almanac.language.say
    codes = {
        *told.countries,
        *(outlet.country for outlet in roster.outlets if outlet.country),
        *(account.country for account in roster.accounts if account.country),
    }
    subjects = [_country(almanac, code, told) for code in sorted(codes)]
    subjects.sort(key=lambda subject: (subject.title.casefold(), subject.path))
    about = say("Every line of every brief, by the countries that it touches.")
    front = matter("listing", say("Countries"), about, section="Countries")
    yield leaf(COUNTRIES, _list, COUNTRIES, "countries.md.j2", front, _entries(almanac, subjects), templates)
    for subject in subjects:
        yield from _pages(almanac, subject, templates)


def _list(path: str, template: str, front: Front, entries: list[Entry], templates: Templates) -> Page:
    return templates.page(path, template, front, entries=entries)


def _topic(almanac: Almanac, topic: Topic, told: Told) -> Subject:
    about = almanac.language.say("%(subject)s: every line, newest first.", subject=topic.title)
    fed = [feed for feed in almanac.roster.feeds if {topic.id, *topic.formerly} & set(feed.topics)]
    return Subject(
        kind="topic",
        id=topic.id,
        section="Topics",
        up=TOPICS,
        title=topic.title,
        about=about,
        path=topic_path(topic.id),
        mentions=told.topics.get(topic.id, ()),
        feeds=alternates(almanac.view.offers, "topic", key=topic.id),
        outlets=outlet_rows(almanac, feeds=fed),
        terms=tuple(dict.fromkeys(term for terms in topic.match.values() for term in terms)),
    )


def _country(almanac: Almanac, code: str, told: Told) -> Subject:
    name, language = almanac.language.country(code), almanac.language
    accounts = [one for one in almanac.roster.accounts if code in {one.country, one.host}]
    ours = {outlet.id for outlet in almanac.roster.outlets if outlet.country == code}
    return Subject(
        kind="country",
        id=code,
        section="Countries",
        up=COUNTRIES,
        title=name,
        about=language.say("%(subject)s: every line, newest first.", subject=name),
        path=country_path(code),
        mentions=told.countries.get(code, ()),
        feeds=alternates(almanac.view.offers, "country", key=code),
        outlets=outlet_rows(almanac, feeds=[feed for feed in almanac.roster.feeds if feed.outlet in ours]),
        accounts=tuple(
            (one, account_path(one.id), almanac.platform(one.platform))
            for one in sorted(accounts, key=lambda one: (one.name.casefold(), one.platform, one.id))
        ),
    )


def _entries(almanac: Almanac, subjects: Sequence[Subject]) -> list[Entry]:
    return [_entry(almanac, subject) for subject in subjects]


def _entry(almanac: Almanac, subject: Subject) -> Entry:
    newest = mentions.date_of(almanac, subject.mentions[0].issue) if subject.mentions else ""
    return Entry(title=subject.title, path=subject.path, count=len(subject.mentions), newest=newest)


def _pages(almanac: Almanac, subject: Subject, templates: Templates) -> Iterator[Leaf]:
    found = chapters(subject.mentions)
    days = [mention.issue.day for mention in subject.mentions if mention.issue.head.made is not Made.RECORD]
    timeline = timelines.timeline(days, almanac.language)
    parts = [(chapter_path(subject.path, one.year, one.month), one.label(almanac.language), one) for one in found]
    others = tuple((target, each) for target, each, _ in parts if each)
    head = replace(subject, mentions=())
    for path, label, chapter in parts:
        # Of the rows that stand on other pages the first page says how many there are, the others nothing.
        first = () if label else (len(subject.mentions), timeline)
        part = _Part(path=path, label=label, parts=others, first=first)
        yield leaf(path, _chapter, almanac, head, part, chapter, templates)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One page of a subject among the others; `first` has what only the first of them shows."""

    path: str
    label: str
    parts: tuple[tuple[str, str], ...]
    first: tuple[()] | tuple[int, timelines.Timeline | None]


def _chapter(almanac: Almanac, subject: Subject, part: _Part, chapter: Chapter[Mention], templates: Templates) -> Page:
    count, timeline = part.first or (0, None)
    what, here = (subject.kind, subject.id), Here(part.path)
    return templates.page(
        part.path,
        "subject.md.j2",
        matter(
            "subject",
            f"{subject.title}, {part.label}" if part.label else subject.title,
            subject.about,
            section=subject.section,
            feeds=list(subject.feeds),
        ),
        subject=subject,
        count=count,
        timeline=timeline,
        part=part.label,
        parts=part.parts,
        rows=[mentions.row(almanac, mention, what, here) for mention in chapter.rows],
    )
