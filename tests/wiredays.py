"""A hundred days of real headlines, composed one after the other as a newsroom with the shipped roster would."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from digest import cluster, curate
from digest.compose.brief import Composition, compose
from digest.compose.memory import Earlier
from digest.model import Edition, Entry, Feed, Issue, Outlet, Ownership, Role, Roster, State, Story
from digest.pipeline import composing
from digest.text import clean, digest_of

ROOT = Path(__file__).parent.parent
BACKGROUND_DAYS = 7

KNOWN = """
apnews.com|Associated Press|US|ngo|wire
english.news.cn|Xinhua|CN|state|wire
tass.com|TASS|RU|state|wire
www.rt.com|RT|RU|state|press
sputnikglobe.com|Sputnik|RU|state|wire
www.chinadaily.com.cn|China Daily|CN|state|press
www.straitstimes.com|The Straits Times|SG|private|press
www.channelnewsasia.com|CNA|SG|public|press
www.aljazeera.com|Al Jazeera|QA|public|press
economictimes.indiatimes.com|The Economic Times|IN|private|press
timesofindia.indiatimes.com|The Times of India|IN|private|press
www.hindustantimes.com|Hindustan Times|IN|private|press
www.thehindu.com|The Hindu|IN|private|press
www.newindianexpress.com|The New Indian Express|IN|private|press
indianexpress.com|The Indian Express|IN|private|press
www.ndtv.com|NDTV|IN|private|press
www.firstpost.com|Firstpost|IN|private|press
www.theguardian.com|The Guardian|GB|private|press
www.bbc.com|BBC News|GB|public|press
www.bbc.co.uk|BBC News|GB|public|press
www.ft.com|Financial Times|GB|private|press
www.middleeasteye.net|Middle East Eye|GB|private|press
www.middleeastmonitor.com|Middle East Monitor|GB|ngo|press
www.scmp.com|South China Morning Post|HK|private|press
asiatimes.com|Asia Times|HK|private|analysis
www.dw.com|DW|DE|public|press
www.euronews.com|Euronews|FR|private|press
www.france24.com|France 24|FR|public|press
abcnews.go.com|ABC News|US|private|press
www.al-monitor.com|Al-Monitor|US|private|press
www.nytimes.com|The New York Times|US|private|press
archive.is|The New York Times|US|private|press
www.theepochtimes.com|The Epoch Times|US|private|press
thehill.com|The Hill|US|private|press
www.dailywire.com|The Daily Wire|US|private|press
time.com|Time|US|private|press
www.huffpost.com|HuffPost|US|private|press
www.democracynow.org|Democracy Now!|US|ngo|press
www.eurasiareview.com|Eurasia Review|US|ngo|analysis
southfront.press|South Front|RU|private|analysis
english.pravda.ru|Pravda.ru|RU|private|press
www.themoscowtimes.com|The Moscow Times|NL|private|press
meduza.io|Meduza|LV|private|press
www.jpost.com|The Jerusalem Post|IL|private|press
www.newagebd.net|New Age|BD|private|press
unb.com.bd|UNB|BD|private|wire
www.daily-sun.com|Daily Sun|BD|private|press
daily-sun.com|Daily Sun|BD|private|press
www.tbsnews.net|The Business Standard|BD|private|press
tob.news|Times of Bangladesh|BD|private|press
dailynewnation.com|The New Nation|BD|private|press
bdnews24.com|bdnews24|BD|private|press
thefinancialexpress.com.bd|The Financial Express|BD|private|press
www.thedailystar.net|The Daily Star|BD|private|press
www.dawn.com|Dawn|PK|private|press
www.geo.tv|Geo News|PK|private|press
news.google.com|Reuters|GB|private|wire
news.un.org|UN News|UN|io|wire
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the replay: its edition, its stories, what earlier briefs said, and what was composed of them."""

    edition: Edition
    stories: tuple[Story, ...]
    earlier: Earlier
    made: Composition

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The day's entries by id."""
        return {entry.id: entry for story in self.stories for entry in story.entries}


def entries_by_day(material: Path) -> dict[date, tuple[Entry, ...]]:
    """The entries of the wire, by the day whose edition they fall in."""
    outlets = _outlets()
    found: dict[date, dict[str, Entry]] = {}
    with gzip.open(material / "data/wire/wire.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            entry = _entry(row, outlets)
            found.setdefault(date.fromisoformat(row["day"]), {}).setdefault(entry.id, entry)
    return {day: tuple(sorted(found[day].values(), key=lambda one: one.order)) for day in sorted(found)}


def wire_roster(material: Path) -> Roster:
    """The shipped roster's beat and topics, with the wire's outlets."""
    shipped = curate.load(ROOT / "feeds.yaml")
    with gzip.open(material / "data/wire/wire.jsonl.gz", "rt", encoding="utf-8") as rows:
        hosts = sorted({json.loads(row)["outlet"] for row in rows})
    known = _outlets()
    outlets = {one.id: one for one in (known.get(host) or _unknown(host) for host in hosts)}
    feeds = tuple(Feed(id=key, outlet=key, url=f"https://{key}.example/feed") for key in outlets)
    return replace(shipped, outlets=tuple(outlets.values()), feeds=feeds)


def clustered(
    days: Mapping[date, Sequence[Entry]], roster: Roster
) -> Iterator[tuple[date, tuple[Story, ...], cluster.Background]]:
    """The stories of each day before they are tied to threads, with the background of the week before."""
    for day, entries in days.items():
        recent = [one for back in range(1, BACKGROUND_DAYS + 1) for one in days.get(day - timedelta(days=back), ())]
        background = cluster.background([*recent, *entries])
        yield day, cluster.cluster(entries, topics=roster.topics, background=background), background


def replay(days: Iterator[tuple[date, tuple[Story, ...], cluster.Background]], roster: Roster) -> Iterator[Day]:
    """Each day composed with the memory of the days before it."""
    earlier: list[Issue] = []
    for day, stories, background in days:
        edition = edition_of(day)
        threads = composing.told_before(edition, earlier)
        told = cluster.continue_threads(stories, threads, background=background)
        memory = composing.memory_of(edition.day, earlier)
        made = compose(
            edition,
            told,
            roster=roster,
            earlier=memory,
            state=State.PUBLISHED,
            whole=True,
            updated=edition.until,
        )
        earlier.insert(0, Issue(brief=made.brief, record=made.record))
        yield Day(edition=edition, stories=told, earlier=memory, made=made)


def edition_of(day: date) -> Edition:
    """The edition that closes at six in the morning (UTC) of a day."""
    until = datetime.combine(day, time(6), tzinfo=UTC)
    return Edition(day=day, since=until - timedelta(days=1), until=until)


def _outlets() -> dict[str, Outlet]:
    rows = [row.split("|") for row in KNOWN.split("\n") if row]
    ids: dict[str, str] = {}
    for host, name, *_ in rows:
        ids.setdefault(name, host.removeprefix("www."))
    return {
        host: Outlet(id=ids[name], name=name, country=country, ownership=Ownership(owner), role=Role(role))
        for host, name, country, owner, role in rows
    }


def _unknown(host: str) -> Outlet:
    return Outlet(id=host, name=host.removeprefix("www."), ownership=Ownership.PRIVATE, role=Role.PRESS)


def _entry(row: Mapping[str, str], outlets: Mapping[str, Outlet]) -> Entry:
    outlet = outlets.get(row["outlet"]) or _unknown(row["outlet"])
    moment = parsedate_to_datetime(row["published"]).astimezone(UTC)
    return Entry(
        id=digest_of(outlet.id, row["link"]),
        feed=outlet.id,
        outlet=outlet.id,
        title=clean(row["title"]),
        link=row["link"],
        seen=moment,
        published=moment,
        language="en",
    )
