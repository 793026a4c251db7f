"""Feeds that are no longer what they were: kept aside until an editor has looked, and no normal feed among them."""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import clock
from digest.model import Entry, Feed, FeedState, Fetched, Fresh, Outlet, Ownership, Past, Role, Scope
from digest.pipeline.drift import FLOOD, HISTORY, NEWS, SETTLED, change, usual_since
from digest.sources.feeds import read_feed
from digest.store import Store
from tests.making import entry
from tests.newsrooms import digest, newsroom
from tests.serving import Site, item, rss, serving

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OUTLET = Outlet(id="one", name="The One", ownership=Ownership.PRIVATE, role=Role.PRESS, home="https://one.example/")
FEED = Feed(id="a", outlet="one", url="https://feeds.one.example/all")
STATE = FeedState(feed="a", url=FEED.url, since=NOW - 30 * DAY)
PAST = Past(
    links=tuple(f"https://www.news.example/{n}" for n in range(40)),
    titles=tuple(f"Talks on item {n} go on" for n in range(40)),
    languages=frozenset({"en", "en-GB"}),
    seen=112,  # four a day
    last=NOW - timedelta(hours=1),
)

SCOPE = Scope(core={"en": ("talks", "envoy")})


def news(count: int = 6, host: str = "news.example", title: str = "New talks", language: str = "en") -> list[Entry]:
    """New entries of one kind."""
    return [
        entry(f"n{n}", f"{title} {n}", link=f"https://{host}/new/{n}", language=language, seen=NOW)
        for n in range(count)
    ]


def found(news: list[Entry], past: Past = PAST, state: FeedState = STATE, feed: Feed = FEED) -> str:
    """What changed, by the guard's judgement."""
    return change(feed, OUTLET, state, past, news, now=NOW)


# --- the decision -------------------------------------------------------------------------------------------------


def test_what_goes_on_as_before_is_let_in() -> None:
    """The same hosts, languages and numbers are no change, nor is another host of the same owner, nor the outlet's."""
    assert found(news()) == ""
    for host in ("live.news.example", "one.example", "cdn.one.example", "news.google.com", "feedproxy.google.com"):
        assert found(news(host=host)) == "", host


def test_links_that_lead_elsewhere_are_a_change() -> None:
    """When none of several new links lies with a host that was known, the feed may be in other hands."""
    assert found(news(host="casino.test")) == "lead to casino.test, those before to news.example"
    mixed = [*news(5, host="casino.test"), *news(1)]
    assert found(mixed) == ""


def test_a_feed_that_leads_anywhere_has_no_hosts_of_its_own() -> None:
    """A list of links to all the world is not judged by the next place that it leads to."""
    past = replace(PAST, links=tuple(f"https://site{n}.example/" for n in range(40)))
    assert found(news(host="site99.example"), past) == ""


def test_addresses_below_a_countrys_general_domains_are_told_apart() -> None:
    """Two publishers of co.uk are two, two hosts of one of them are one."""
    past = replace(PAST, links=("https://www.daily.co.uk/1",) * 40)
    assert found(news(host="m.daily.co.uk"), past) == ""
    assert found(news(host="casino.co.uk"), past).startswith("lead to casino.co.uk")


def test_another_script_or_language_is_a_change() -> None:
    """Titles in a script that it never had, or a language by its own word that it never had, want a look."""
    assert found(news(title="Онлайн казино бонус")).startswith("are in another script")
    chinese = replace(PAST, titles=("外交部发言人谈会谈",) * 40, languages=frozenset({"zh"}))
    assert found(news(title="Best bonus"), chinese) == "are in Latin letters, as none before"
    assert found(news(language="id")) == "are said to be in id, those before in en"
    assert found(news(language="en-US")) == ""
    assert found(news(language="id"), feed=replace(FEED, language="id")) == ""


def test_one_stray_title_does_not_make_a_script_known() -> None:
    """A script is known to a feed that uses it now and then, not to one that did so once."""
    once = replace(PAST, titles=(*(("Talks go on",) * 99), "Онлайн казино"))
    often = replace(PAST, titles=(*(("Talks go on",) * 90), *(("Переговоры идут",) * 10)))
    assert found(news(title="Переговоры"), once)
    assert found(news(title="Переговоры"), often) == ""


@pytest.mark.parametrize(
    ("on", "count", "scope", "is_change"),
    [
        (0, 12, SCOPE, True),
        (2, 30, SCOPE, True),
        (0, 6, SCOPE, False),
        (8, 12, SCOPE, False),
        (0, 12, Scope(), False),
        (0, 12, Scope(core={"en": ("football",)}), False),
    ],
)
def test_a_jump_off_the_beat_is_a_change(on: int, count: int, scope: Scope, is_change: bool) -> None:
    """A feed that was on the beat and suddenly is not has changed; one of all sorts has not."""
    titles = [*news(on), *news(count - on, title="Cheap casino bonus")]
    assert bool(change(FEED, OUTLET, STATE, PAST, titles, scope=scope, now=NOW)) is is_change


@pytest.mark.parametrize(
    ("count", "seen", "days_away", "is_a_flood"),
    [
        (FLOOD, 0, 0, False),
        (FLOOD + 1, 0, 0, True),
        (60, 28 * 12, 0, False),
        (61, 28 * 12, 0, True),
        (400, 28 * 100, 0, False),
        (61, 28 * 12, 2, False),
    ],
)
def test_a_flood_is_a_change(count: int, seen: int, days_away: int, is_a_flood: bool) -> None:
    """More than fifty and five times the usual number of a day at once; after days without a pull, of those days."""
    past = replace(PAST, seen=seen, last=NOW - days_away * DAY)
    assert found(news(count), past)[:4] == ("are " if is_a_flood else "")


@given(
    st.integers(0, HISTORY + 5),
    st.integers(0, NEWS + 1),
    st.timedeltas(timedelta(), 2 * SETTLED) | st.none(),
)
def test_little_history_is_never_judged(known: int, count: int, age: timedelta | None) -> None:
    """Where little is known, for few days, or little is new, even the strangest news are let in."""
    past = replace(PAST, links=PAST.links[:known], titles=PAST.titles[:known])
    state = replace(STATE, since=None if age is None else NOW - age)
    judged = known >= HISTORY and count >= NEWS and age is not None and age >= SETTLED
    assert bool(found(news(count, "casino.test", "казино"), past, state)) is judged


# --- the run ------------------------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[Site]:
    """The publisher's server."""
    with serving() as site:
        yield site


def serve(server: Site, day: int, *, host: str = "alpha.example", title: str = "Envoys hold talks") -> None:
    """Let the feed have eight entries of each day up to one of November 2026, the last day's of some kind."""
    rows = []
    for of in range(1, day + 1):
        where, what = (host, title) if of == day else ("alpha.example", "Envoys hold talks")
        rows += [
            item(
                f"{what} {of}.{n}",
                guid=f"{of}.{n}",
                link=f"https://{where}/{of}/{n}",
                date=format_datetime(datetime(2026, 11, of, 8, n, tzinfo=UTC)),
            )
            for n in range(8)
        ]
    server.routes["/alpha.xml"] = (200, {}, rss(*rows, title="Alpha"))


def pulled(folder: Path, day: int, *words: str, code: int = 0) -> dict[str, object]:
    """What a pull on a day of November says."""
    words = (*words, "--json", "--now", f"2026-11-{day:02}T10:00Z")
    said: dict[str, object] = json.loads(digest(folder, "pull", *words, code=code).stdout)["pulled"]
    return said


def test_a_feed_in_other_hands_waits_for_an_editor(tmp_path: Path, server: Site) -> None:
    """Its new entries are in no brief, status, health and run tell so, and accepting it lets them in."""
    folder = newsroom(tmp_path / "room", server, ["alpha"])
    for day in (2, 3, 12):
        serve(server, day)
        assert not pulled(folder, day)["problems"]
    serve(server, 13, host="casino.test", title="Jackpot for you")
    said = pulled(folder, 13)
    assert said["new"] == 0
    assert "casino.test" in str(said["problems"])
    assert "digest feeds accept alpha-all" in str(said["problems"])
    assert "8 entries are kept aside: they lead to casino.test" in digest(folder, "status").stdout
    health = json.loads(digest(folder, "feeds", "health", "--json").stdout)
    assert (health[0]["condition"], "8 entries kept aside" in health[0]["evidence"]) == ("changed", True)
    digest(folder, "brief", "--now", "2026-11-13T12:00Z")
    assert "Jackpot" not in "".join(path.read_text() for path in folder.glob("content/**/*.md"))
    assert pulled(folder, 13)["new"] == 0
    done = digest(folder, "feeds", "accept", "alpha-all", "--now", "2026-11-13T13:00Z")
    assert done.stdout == "Accepted alpha-all: 8 of its entries can be in a brief now.\n"
    assert "are kept aside: they" not in digest(folder, "status").stdout
    digest(folder, "brief", "--now", "2026-11-13T14:00Z")
    with Store(folder / ".digest" / "wire.db") as store:
        assert store.seen_by_feed(datetime(2026, 11, 13, 13, tzinfo=UTC), datetime(2026, 11, 14, tzinfo=UTC)) == {
            "alpha-all": 8
        }
    again = digest(folder, "feeds", "accept", "alpha-all", code=2).stderr
    assert again == "nothing is kept aside of alpha-all (see `digest feeds health`)\n"
    assert "alpho is no feed of feeds.yaml" in digest(folder, "feeds", "accept", "alpho", code=2).stderr


# --- what is normal -----------------------------------------------------------------------------------------------


def snapshots(material: Path) -> dict[str, list[tuple[datetime, bytes]]]:
    """The recorded snapshots of each feed, oldest first."""
    folder = material / "data" / "feeds"
    series: dict[str, list[tuple[datetime, bytes]]] = defaultdict(list)
    with (folder / "series.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            moment = datetime.fromisoformat(row["date"])
            series[f"{row['repo']}/{row['path']}"].append(
                (moment, gzip.decompress((folder / row["file"]).read_bytes()))
            )
    return {name: sorted(shots) for name, shots in series.items()}


@pytest.mark.material
def test_recorded_feeds_are_never_kept_aside(tmp_path: Path, material: Path) -> None:
    """Over months of five real feeds, with gaps of days and weeks, nothing is taken for a change."""
    judged = 0
    for number, (name, shots) in enumerate(snapshots(material).items()):
        state = FeedState(feed="a", url=FEED.url, since=shots[0][0])
        with Store(tmp_path / f"{number}.db") as store:
            for moment, body in shots:
                contents = read_feed(FEED, OUTLET, Fetched(url=FEED.url, body=body), moment)
                entries = getattr(contents, "entries", ())
                fresh = store.news("a", entries)
                past = store.past("a", since=usual_since(state, moment))
                assert change(FEED, OUTLET, state, past, fresh, now=moment) == "", (name, moment)
                judged += len(past.links) >= HISTORY and len(fresh) >= NEWS and moment - shots[0][0] >= SETTLED
                store.keep(
                    [Fresh(feed="a", state=state, entries=entries)], now=moment, first_sight=lambda one: one.seen
                )
    assert judged >= 12


@pytest.mark.material
def test_a_month_of_headlines_is_never_kept_aside(tmp_path: Path, material: Path) -> None:
    """Of 68 outlets' headlines, pulled daily for 30 days, no outlet's are taken for a change."""
    by_day: dict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(material / "data" / "wire" / "wire.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            by_day[row["day"]].append(row)
    days = sorted(by_day)[:30]
    start = clock.parse(f"{days[0]}T20:00Z")
    with Store(tmp_path / "wire.db") as store:
        for number, day in enumerate(days):
            now = start + number * DAY
            batches: dict[str, list[Entry]] = defaultdict(list)
            for row in by_day[day]:
                feed = row["outlet"]
                batches[feed].append(
                    entry(row["link"], row["title"], outlet=feed, link=row["link"], seen=now, language="en")
                )
            for feed, batch in batches.items():
                state = FeedState(feed=feed, url=f"https://{feed}/", since=start)
                one = Feed(id=feed, outlet=feed, url=f"https://{feed}/")
                past = store.past(feed, since=usual_since(state, now))
                told = change(one, replace(OUTLET, home=""), state, past, store.news(feed, batch), now=now)
                assert told == "", (feed, day)
                store.keep(
                    [Fresh(feed=feed, state=state, entries=tuple(batch))], now=now, first_sight=lambda one: one.seen
                )
