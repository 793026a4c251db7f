"""A realistic archive of any number of days, made from a seed: what the site and its search have to carry.

Words come by their frequency (wordfreq), countries, outlets and topics after Zipf's law, eight to twelve stories a day,
some of them Chinese. The same seed gives the same archive. No text in it was ever published.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import TypeVar
from zoneinfo import ZoneInfo

from wordfreq import get_frequency_dict, top_n_list

from digest import page
from digest.model import (
    Brief,
    Calendar,
    Evidence,
    Facet,
    Feed,
    Issue,
    Line,
    LineRecord,
    Link,
    Made,
    Outlet,
    Ownership,
    Platform,
    Record,
    Role,
    Roster,
    Site,
    State,
    StoryRecord,
    Tag,
    Topic,
)
from digest.render import SiteView
from digest.text import digest_of, link

T = TypeVar("T")

LAST = date(2026, 11, 20)
"""The newest day of every archive."""

CHINESE = 0.12
"""The share of stories that are told in Chinese."""

_COUNTRIES = [
    "US",
    "CN",
    "RU",
    "GB",
    "UA",
    "IL",
    "FR",
    "DE",
    "IN",
    "JP",
    "IR",
    "TR",
    "KR",
    "EU",
    "PS",
    "SA",
    "BR",
    "PL",
    "CA",
    "AU",
    "IT",
    "PK",
    "ZA",
    "EG",
    "MX",
    "ES",
    "SY",
    "NG",
    "VN",
    "ID",
    "UN",
    "TW",
    "AE",
    "QA",
    "KE",
    "ET",
    "RS",
    "HU",
    "GR",
    "SE",
    "NO",
    "FI",
    "NL",
    "BE",
    "CH",
    "AT",
    "PT",
    "AR",
    "CL",
    "CO",
    "PE",
    "VE",
    "CU",
    "TH",
    "MY",
    "PH",
    "SG",
    "BD",
    "LK",
    "NP",
    "AF",
    "IQ",
    "JO",
    "LB",
    "YE",
    "SD",
    "LY",
    "TN",
    "MA",
    "DZ",
    "GH",
    "SN",
]
_TOPICS = (
    *("Summits", "Sanctions", "Embassies", "Weibo diplomacy", "Climate", "Trade", "Ceasefires", "Visas", "Elections"),
    *("United Nations", "Aid", "Spies", "Protocol", "Migration", "Arms control", "Borders", "Culture", "Consulates"),
)
_PLATFORMS = ("Sina Weibo", "WeChat", "Mastodon", "Bluesky", "YouTube", "Facebook")
_NAMED = {"CN": "China", "US": "America", "RU": "Russia", "FR": "France", "CA": "Canada", "IL": "Israel", "JP": "Japan"}


class Chance:
    """Draws from weighted lists, all from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = _Weighted(self.random, [w for w in top_n_list("en", 40_000) if len(w) > 1 or w == "a"], "en")
        self.chinese = _Weighted(self.random, [w for w in top_n_list("zh", 12_000) if not w.isascii()], "zh")
        self.names = [_name(self.random) for _ in range(6_000)]

    def zipf(self, items: Sequence[T], count: int = 1) -> list[T]:
        """Different items, the n-th as likely as 1/n."""
        found: dict[T, None] = {}
        while len(found) < count:
            place = int(len(items) ** self.random.random()) - 1
            found[items[place]] = None
        return list(found)


class _Weighted:
    def __init__(self, chance: random.Random, words: list[str], language: str) -> None:
        self._random, self._words = chance, words
        self._sums = list(accumulate(map(get_frequency_dict(language).__getitem__, words)))

    def draw(self, count: int) -> list[str]:
        """Words by their frequency in the language."""
        return self._random.choices(self._words, cum_weights=self._sums, k=count)


def archive(days: int, *, seed: int = 2026, last: date = LAST, outlets: int = 240) -> SiteView:
    """The view of a newsroom that made a brief on each of so many days up to `last`."""
    chance = Chance(seed)
    made = roster(outlets)
    issues = tuple(_issue(chance, made, last - timedelta(days=back)) for back in range(days))
    return SiteView(roster=made, issues=issues, cut_off=datetime.combine(last, time(6), UTC))


def roster(outlets: int = 240) -> Roster:
    """The newsroom of the archive."""
    chance = random.Random(7)
    names = [f"{_name(chance)} {chance.choice(['Times', 'Post', 'Gazette', 'News', 'Wire'])}" for _ in range(outlets)]
    listed = tuple(
        Outlet(
            id=f"o{number}",
            name=name,
            ownership=Ownership.STATE if number % 9 == 0 else Ownership.PRIVATE,
            role=Role.PRESS,
            country=_COUNTRIES[number % len(_COUNTRIES)],
            language=("en", "en", "en", "zh", "fr", "es", "ar", "ru")[number % 8],
        )
        for number, name in enumerate(names)
    )
    return Roster(
        site=Site(
            title="The Long Archive",
            url="https://archive.example/daily/",
            tag=Tag(authority="archive.example", since=date(2016, 1, 1)),
            repository="https://git.example/desk/archive",
        ),
        calendar=Calendar(zone=ZoneInfo("UTC"), cut_off=time(6)),
        topics=tuple(Topic(id=name.lower().replace(" ", "-"), title=name) for name in _TOPICS),
        outlets=listed,
        feeds=tuple(Feed(id=f"{each.id}-all", outlet=each.id, url=f"https://{each.id}.example/rss") for each in listed),
        platforms=tuple(Platform(id=name.split()[-1].lower(), name=name) for name in _PLATFORMS),
    )


def _issue(chance: Chance, made: Roster, day: date) -> Issue:
    until = datetime.combine(day, time(6), UTC)
    stories = [_story(chance, made, day, number) for number in range(chance.random.randint(8, 12))]
    words = [word for word in chance.words.draw(40) if len(word) > 5] or ["Morning"]
    brief = Brief(
        day=day,
        word=words[0].capitalize(),
        teaser=_teaser(chance),
        state=State.PUBLISHED,
        since=until - timedelta(days=1),
        until=until,
        blocks=tuple(line for line, _, _ in stories),
    )
    record = Record(
        day=day,
        state=State.PUBLISHED,
        since=brief.since,
        until=until,
        made=Made.DAILY,
        method="archive/1",
        body=page.write(brief),
        lines=tuple(
            LineRecord(id=line.id, story=story.id, sentences=(), hash=page.line_hash(line), updated=until)
            for line, story, _ in stories
        ),
        stories=tuple(story for _, story, _ in stories),
        evidence=tuple(row for _, _, rows in stories for row in rows),
        counts=(("entries", 280), ("outlets", 40), ("stories", len(stories))),
        whole=True,
        published=until,
    )
    return Issue(brief=brief, record=record)


def _teaser(chance: Chance) -> str:
    clauses = (" ".join(chance.words.draw(chance.random.randint(7, 10))) for _ in range(3))
    return f"{'; '.join(clauses).capitalize()}; and much, much more."


def _story(chance: Chance, made: Roster, day: date, number: int) -> tuple[Line, StoryRecord, tuple[Evidence, ...]]:
    key = digest_of(str(day), str(number))
    outlets = chance.zipf(made.outlets, 1 + int(chance.random.expovariate(0.6)) % 6)
    countries = chance.zipf(_COUNTRIES, chance.random.choice((1, 1, 2)))
    topics = chance.zipf([topic.id for topic in made.topics], chance.random.choice((0, 1, 1, 2)))
    seen = datetime.combine(day, time(1), UTC) + timedelta(minutes=number)
    rows = tuple(
        Evidence(
            id=digest_of(key, outlet.id),
            feed=f"{outlet.id}-all",
            outlet=outlet.id,
            title=" ".join(chance.words.draw(9)).capitalize(),
            link=f"https://{outlet.id}.example/{day:%Y/%m/%d}/{key}",
            seen=seen,
            published=seen,
            language=outlet.language,
        )
        for outlet in outlets
    )
    tell = _chinese if chance.random.random() < CHINESE else _english
    line = Line(
        id=key,
        text=tell(chance, rows[0].link, outlets[0].name, countries),
        more=tuple(Link(label=outlet.name, url=row.link) for outlet, row in zip(outlets[1:], rows[1:], strict=True)),
    )
    facets = [Facet(kind="topic", id=topic, words=()) for topic in topics]
    facets += [Facet(kind="country", id=code, words=()) for code in countries]
    return line, StoryRecord(id=key, entries=tuple(row.id for row in rows), facets=tuple(facets)), rows


def _english(chance: Chance, url: str, outlet: str, countries: Sequence[str]) -> str:
    """One to three sentences with a person, now and then a country or a platform, and a number."""
    dice = chance.random
    lead = chance.words.draw(dice.randint(8, 14))
    lead.insert(dice.randrange(len(lead)), " ".join(dice.choices(chance.names, k=2)))
    if (name := _NAMED.get(countries[0])) and dice.random() < 0.7:
        lead.insert(0, name)
    if dice.random() < 0.1:
        lead.append(f"on {dice.choice(_PLATFORMS)}")
    rest = [_sentence(chance) for _ in range(dice.randint(0, 2))]
    return " ".join((f"{link(' '.join(lead).capitalize(), url)}, {outlet} reports.", *rest))


def _sentence(chance: Chance) -> str:
    words = chance.words.draw(chance.random.randint(9, 20))
    if chance.random.random() < 0.3:
        words.insert(len(words) // 2, f"{chance.random.randint(2, 90)}.{chance.random.randint(0, 9)} million")
    return f"{' '.join(words).capitalize()}."


def _chinese(chance: Chance, url: str, outlet: str, countries: Sequence[str]) -> str:
    """A sentence or two in Chinese; countries are named now and then."""
    words = chance.chinese.draw(chance.random.randint(10, 18))
    if countries[0] == "CN":
        words.insert(0, "中国")
    rest = f"{''.join(chance.chinese.draw(14))}。" if chance.random.random() < 0.5 else ""
    return f"{link(''.join(words), url)}（{outlet}）。{rest}"


def _name(chance: random.Random) -> str:
    """A name that nobody need bear."""
    starts, ends = (
        ["B", "Br", "D", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "T", "V", "Z", "Sh", "Ch"],
        ["n", "r", "s", "l", "v", "k", "m", "ski", "son", "ev", "ova", "ez"],
    )
    return "".join([chance.choice(starts), chance.choice("aeiou"), chance.choice("lrnmtdk"), chance.choice("aeiou"),
                    chance.choice(ends)])  # fmt: skip


def lines(view: SiteView) -> Iterator[tuple[Issue, Line]]:
    """Every line of the archive with the brief it stands in."""
    for issue in view.issues:
        for line in issue.brief.lines:
            yield issue, line
