"""Topics and countries: every line that touches them, over time, and for a country its outlets and accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.model import Account, Made, Page, Topic
from digest.render import mentions, timelines
from digest.render.chapters import chapters
from digest.render.desk import Desk
from digest.render.links import COUNTRIES, TOPICS, Here, account_path, chapter_path, country_path, topic_path
from digest.render.mentions import Mention, Told
from digest.render.outlets import OutletRow, outlet_rows
from digest.render.subscribing import alternates
from digest.render.templates import Templates, matter


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


def topics(desk: Desk, told: Told, templates: Templates) -> list[Page]:
    """The list of topics and the pages of each; former ids lead on to the present ones."""
    subjects = [_topic(desk, topic, told) for topic in desk.roster.topics]
    say = desk.language.say
    about = say("Every line of every brief, by topic.")
    front = matter("listing", say("Topics"), about, section="Topics")
    pages = [templates.page(TOPICS, "topics.md.j2", front, entries=_entries(desk, subjects))]
    for subject in subjects:
        pages += _pages(desk, subject, templates)
    for topic in desk.roster.topics:
        pages += [
            templates.file(f"t/{name}/index.html", "moved.html.j2", target=topic_path(topic.id), title=topic.title)
            for name in topic.formerly
        ]
    return pages


def countries(desk: Desk, told: Told, templates: Templates) -> list[Page]:
    """The list of countries and the pages of each: of those that lines touch, or that have outlets or accounts."""
    roster, say = desk.roster, desk.language.say
    codes = {
        *told.countries,
        *(outlet.country for outlet in roster.outlets if outlet.country),
        *(account.country for account in roster.accounts if account.country),
    }
    subjects = [_country(desk, code, told) for code in sorted(codes)]
    subjects.sort(key=lambda subject: (subject.title.casefold(), subject.path))
    about = say("Every line of every brief, by the countries that it touches.")
    front = matter("listing", say("Countries"), about, section="Countries")
    pages = [templates.page(COUNTRIES, "countries.md.j2", front, entries=_entries(desk, subjects))]
    for subject in subjects:
        pages += _pages(desk, subject, templates)
    return pages


def _topic(desk: Desk, topic: Topic, told: Told) -> Subject:
    about = desk.language.say("%(subject)s: every line, newest first.", subject=topic.title)
    fed = [feed for feed in desk.roster.feeds if {topic.id, *topic.formerly} & set(feed.topics)]
    return Subject(
        kind="topic",
        section="Topics",
        up=TOPICS,
        title=topic.title,
        about=about,
        path=topic_path(topic.id),
        mentions=told.topics.get(topic.id, ()),
        feeds=alternates(desk.view.offers, "topic", key=topic.id),
        outlets=outlet_rows(desk, feeds=fed),
        terms=tuple(dict.fromkeys(term for terms in topic.match.values() for term in terms)),
    )


def _country(desk: Desk, code: str, told: Told) -> Subject:
    name, language = desk.language.country(code), desk.language
    accounts = [one for one in desk.roster.accounts if code in {one.country, one.host}]
    ours = {outlet.id for outlet in desk.roster.outlets if outlet.country == code}
    return Subject(
        kind="country",
        section="Countries",
        up=COUNTRIES,
        title=name,
        about=language.say("%(subject)s: every line, newest first.", subject=name),
        path=country_path(code),
        mentions=told.countries.get(code, ()),
        feeds=alternates(desk.view.offers, "country", key=code),
        outlets=outlet_rows(desk, feeds=[feed for feed in desk.roster.feeds if feed.outlet in ours]),
        accounts=tuple(
            (one, account_path(one.id), desk.platform(one.platform))
            for one in sorted(accounts, key=lambda one: (one.name.casefold(), one.platform, one.id))
        ),
    )


def _entries(desk: Desk, subjects: Sequence[Subject]) -> list[Entry]:
    return [_entry(desk, subject) for subject in subjects]


def _entry(desk: Desk, subject: Subject) -> Entry:
    newest = mentions.date_of(desk, subject.mentions[0].issue) if subject.mentions else ""
    return Entry(title=subject.title, path=subject.path, count=len(subject.mentions), newest=newest)


def _pages(desk: Desk, subject: Subject, templates: Templates) -> list[Page]:
    found = chapters(subject.mentions, lambda mention: mention.day)
    days = [mention.day for mention in subject.mentions if mention.issue.brief.made is not Made.RECORD]
    timeline = timelines.timeline(days, desk.language)
    parts = tuple((chapter_path(subject.path, one.year, one.month), one.label(desk.language), one) for one in found)
    return [
        templates.page(
            path,
            "subject.md.j2",
            matter(
                "subject",
                f"{subject.title}, {label}" if label else subject.title,
                subject.about,
                section=subject.section,
                feeds=list(subject.feeds),
            ),
            subject=subject,
            timeline=None if label else timeline,
            part=label,
            parts=tuple((target, each) for target, each, _ in parts if each),
            rows=[mentions.row(desk, mention, Here(path)) for mention in chapter.rows],
        )
        for path, label, chapter in parts
    ]
