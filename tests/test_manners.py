"""Two weeks with strict servers: what a pull does to those who ask for patience, played in an hour's steps."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from digest.model import Edition
from digest.pipeline import pulling
from digest.pipeline.desk import open_desk
from digest.store import Store
from tests.newsrooms import ROSTER
from tests.serving import LOOPBACK, Asked, Reply, Site, item, rss, serving

START = datetime(2026, 11, 2, 0, 30, tzinfo=UTC)  # a Monday
DAYS = 14
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BEGUN = START - DAY  # when the feeds had their first entries
SLACK = MINUTE  # as is documented: a run may start a minute earlier than the last


@dataclass(slots=True)
class Feed:
    """A feed of its temper, and what its server has noted of those who ask for it.

    `every` is how often it changes. `allowed` is how long it wants to be left alone after an answer, by whatever words.
    """

    name: str
    every: timedelta = 8 * HOUR
    allowed: timedelta = timedelta()
    headers: dict[str, str] = field(default_factory=dict)
    head: str = ""
    etag: bool = True
    skips_hours: frozenset[int] = frozenset()
    skips_days: frozenset[int] = frozenset()
    busy: int = 0
    fails: float = 0.0
    ends: timedelta | None = None
    moved: str = ""
    status: int = 301

    delivered: int = -1
    answered: list[datetime] = field(default_factory=list)
    not_before: datetime | None = None
    waits: datetime | None = None
    told: datetime = START
    redirects: list[datetime] = field(default_factory=list)
    is_gone: bool = False


class World:
    """The servers' common clock, their feeds by path, and the book of faults."""

    def __init__(self, seed: int) -> None:
        self.now = START
        self.chance = random.Random(seed)
        # Dice of their own, so that the order in which feeds are asked decides nothing.
        self.dice = {name: random.Random(f"{seed} {name}") for name in (*LISTED, "moved-new", "shifted-new")}
        self.feeds: dict[str, Feed] = {}
        self.hosts: dict[str, list[Feed]] = defaultdict(list)
        self.book: list[str] = []

    def add(self, site: Site, feed: Feed) -> None:
        """Let a server answer for a feed."""
        self.feeds[feed.name] = feed
        self.hosts[site.url].append(feed)
        site.routes[f"/{feed.name}"] = lambda asked: self.answer(site, feed, asked)

    def answer(self, site: Site, feed: Feed, asked: Asked) -> Reply:
        """Answer, and note what should not have been asked."""
        time.sleep(0.002)  # long enough for a third connection to be seen
        now = self.now
        dated = {"Date": format_datetime(now, usegmt=True)}
        self.judge(site, feed, asked)
        if feed.is_gone or (feed.ends and now - START > feed.ends):
            feed.is_gone = True
            return 410, dated, b""
        if feed.moved:
            feed.redirects.append(now)
            return feed.status, {**dated, "Location": feed.moved}, b""
        if feed.busy and self.dice[feed.name].random() < 0.15:
            feed.told = now
            feed.waits = now + self.dice[feed.name].choice([2, 3, 30]) * HOUR
            wait = feed.waits - now
            words = format_datetime(feed.waits, usegmt=True) if feed.busy == 503 else f"{wait.total_seconds():.0f}"
            return feed.busy, {**dated, "Retry-After": words}, b""
        if self.dice[feed.name].random() < feed.fails:
            return 500, dated, b""
        return self.document(feed, asked, dated)

    def document(self, feed: Feed, asked: Asked, dated: dict[str, str]) -> Reply:
        """The feed's present document, or that it is the one that was sent before."""
        now, version = self.now, self.version(feed)
        validators = {}
        if feed.etag:
            # An opaque text with what headers hardly ever have; a server sees it again byte for byte.
            validators["ETag"] = f'W/"{feed.name} \u00fc, ;{version}"'.encode().decode("latin-1")
        else:
            validators["Last-Modified"] = f"Mon,  {version} Nov 26 08:00 +0100"
        headers = {**dated, **validators, **feed.headers}
        if "Expires" in headers:
            headers["Expires"] = format_datetime(now + feed.allowed, usegmt=True)
        feed.answered.append(now)
        feed.not_before = now + min(feed.allowed, DAY) - SLACK
        same = [
            asked.headers.get(name) == validators.get(key)
            for name, key in (("if-none-match", "ETag"), ("if-modified-since", "Last-Modified"))
            if key in validators
        ]
        if all(same):
            return 304, headers, b""
        if feed.delivered == version:
            self.fault(feed, "was asked for a whole document that it had sent before")
        feed.delivered = version
        return 200, headers, self.body(feed, version)

    def judge(self, site: Site, feed: Feed, asked: Asked) -> None:
        """Note a request that came when it should not."""
        now, last = self.now, feed.answered[-1] if feed.answered else None
        if feed.is_gone:
            self.fault(feed, "was asked though it is gone")
        if feed.not_before and now < feed.not_before:
            self.fault(feed, "was asked before it said")
        if feed.waits and now < feed.waits:
            self.fault(feed, "was not given the patience that it asked for")
        if sum(1 for one in self.hosts[site.url] if one.waits and one.waits > now and one.told < now) > 1:
            self.fault(feed, "was asked though its host is overrun")
        skipped = now.hour in feed.skips_hours or now.weekday() in feed.skips_days
        if skipped and last and now - last < DAY - SLACK:
            self.fault(feed, "was asked at an hour or day that it skips")
        if len(feed.redirects) >= 3 and feed.redirects[-1] - feed.redirects[0] >= DAY:
            self.fault(feed, "had said often enough where it is")

    def fault(self, feed: Feed, what: str) -> None:
        self.book.append(f"{self.now:%a %H:%M} {feed.name} {what}")

    def version(self, feed: Feed) -> int:
        return (self.now - BEGUN) // feed.every

    def body(self, feed: Feed, version: int) -> bytes:
        rows = [
            item(
                f"{feed.name} no. {number}",
                guid=f"{feed.name}{number}",
                link=f"https://{feed.name}.example/{number}",
                date=format_datetime(BEGUN + number * feed.every),
            )
            for number in range(max(0, version - 20), version + 1)
        ]
        return rss(feed.head, *rows, title=feed.name)


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    """Four servers, each a host of its own."""
    with ExitStack() as stack:
        yield [stack.enter_context(serving()) for _ in range(4)]


def world_of(sites: list[Site], seed: int) -> World:
    """Feeds of every temper, three to a host, and what two of them moved to."""
    world = World(seed)
    one, two, three, four = sites
    sy = "<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>weekly</sy:updatePeriod>"
    hours = "".join(f"<hour>{hour}</hour>" for hour in (0, 1, 2, 3, 24))
    days = "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"
    world.add(one, Feed("plain", every=3 * HOUR))
    world.add(one, Feed("maxage", allowed=2 * HOUR, headers={"Cache-Control": "public, max-age=7200"}))
    world.add(one, Feed("expires", allowed=5 * HOUR, headers={"Expires": ""}, etag=False))
    world.add(two, Feed("ttl", allowed=3 * HOUR, head="<ttl>180</ttl>"))
    world.add(two, Feed("weekly", every=DAY, allowed=7 * DAY, head=sy))
    world.add(
        two,
        Feed(
            "skips",
            head=f"<skipHours>{hours}</skipHours>{days}",
            skips_hours=frozenset({0, 1, 2, 3}),
            skips_days=frozenset({5, 6}),
        ),
    )
    world.add(three, Feed("toomany", busy=429))
    world.add(three, Feed("overrun", busy=503, etag=False))
    world.add(three, Feed("flaky", fails=0.3))
    world.add(four, Feed("ended", ends=3 * DAY))
    world.add(four, Feed("moved", moved=f"{four.url}/moved-new"))
    world.add(four, Feed("shifted", moved=f"{one.url}/shifted-new", status=308))
    world.add(four, Feed("moved-new", every=5 * HOUR))
    world.add(one, Feed("shifted-new", allowed=HOUR, headers={"Cache-Control": "max-age=3600"}))
    return world


LISTED = (
    "plain",
    "maxage",
    "expires",
    "ttl",
    "weekly",
    "skips",
    "toomany",
    "overrun",
    "flaky",
    "ended",
    "moved",
    "shifted",
)


def newsroom(folder: Path, world: World) -> Path:
    """A newsroom that reads them all, with the manners of any, but without pauses between requests."""
    where = {feed.name: url for url, feeds in world.hosts.items() for feed in feeds}
    rows = [f'  - {{id: {name}, outlet: all, url: "{where[name]}/{name}"}}' for name in LISTED]
    text = ROSTER.replace("pull: {every: 0s, apart: 0s}", "pull: {apart: 0s}")
    outlets = "outlets:\n  - {id: all, name: All, ownership: private, role: press}\nfeeds:\n"
    folder.joinpath("feeds.yaml").write_text(text + outlets + "\n".join(rows) + "\n")
    return folder


def test_two_weeks_without_a_fault(tmp_path: Path, sites: list[Site]) -> None:
    """Asked hourly for two weeks, strict servers have nothing to complain of, and every live feed is read each day."""
    world = world_of(sites, seed=7)
    folder = newsroom(tmp_path, world)
    with ThreadPoolExecutor(1) as executor:
        for hour in range(24 * DAYS):
            world.now = START + hour * HOUR + timedelta(seconds=world.chance.randint(-240, 240))
            with open_desk(folder, now=world.now.isoformat(), allow_private=LOOPBACK) as desk:
                pulling.pull(desk, executor=executor)
    assert world.book == []
    assert max(site.busiest for site in sites) <= 2
    for name in (*LISTED[:6], "moved-new", "shifted-new"):
        answered = world.feeds[name].answered
        gaps = [later - earlier for earlier, later in zip(answered, [*answered[1:], world.now], strict=True)]
        assert max(gaps) <= 25 * HOUR + 10 * MINUTE, name
    with Store(folder / ".digest" / "wire.db") as store:
        states, health = store.states(), {one.feed: one for one in store.health()}
        always = Edition(day=date(2026, 11, 30), since=START - 999 * DAY, until=START + 999 * DAY)
        known = {entry.title for entry in store.entries(always)}
    assert [name for name in LISTED if health[name].gone] == ["ended"]
    assert {name: health[name].moved for name in LISTED if health[name].moved} == {
        "moved": f"{sites[3].url}/moved-new",
        "shifted": f"{sites[0].url}/shifted-new",
    }
    assert states["weekly"].rhythm.every == 7 * DAY
    assert states["skips"].rhythm.days == {5, 6}
    assert not [one.feed for one in health.values() if one.changed]
    for feed in world.feeds.values():
        assert {f"{feed.name} no. {number}" for number in range(feed.delivered + 1)} <= known
        assert feed.ends or feed.moved or feed.delivered >= world.version(feed) - DAY // feed.every - 1


def test_the_book_notes_what_is_wrong(tmp_path: Path, sites: list[Site]) -> None:
    """The servers are strict indeed: a newsroom that forgets everything between two pulls has its faults noted."""
    world = world_of(sites, seed=7)
    folder = newsroom(tmp_path, world)
    with ThreadPoolExecutor(1) as executor:
        for hour in range(30):
            world.now = START + (60 + hour) * HOUR
            with open_desk(folder, now=world.now.isoformat(), allow_private=LOOPBACK) as desk:
                pulling.pull(desk, executor=executor)
            (folder / ".digest" / "wire.db").unlink()
    noted = {fault.partition(" was ")[2] or fault.partition(" had ")[2] for fault in world.book}
    assert noted >= {
        "asked for a whole document that it had sent before",
        "asked though it is gone",
        "asked before it said",
        "asked at an hour or day that it skips",
        "not given the patience that it asked for",
        "said often enough where it is",
    }
