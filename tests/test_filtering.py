"""A feed's own rules: what its editor keeps, drops, mutes and limits, in the file and in the run."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import curate
from digest.errors import RosterFaults
from digest.model import Feed, Rule
from digest.pipeline.filtering import wanted, within_a_days_most
from digest.store import Store
from tests.making import EDITION, UNTIL, entry
from tests.newsrooms import ROSTER, Item, digest, newsroom, serve_items
from tests.serving import Site, item, rss

OUTLETS = "outlets:\n  - {id: one, name: One, ownership: private, role: press}\nfeeds:\n"


def roster_with(folder: Path, keys: str) -> Feed:
    """The one feed of a roster, with those keys."""
    path = folder / "feeds.yaml"
    path.write_text(f"{ROSTER}{OUTLETS}  - id: a\n    outlet: one\n    url: https://one.example/\n    {keys}\n")
    return curate.load(path).feeds[0]


def rule(folder: Path, text: str) -> Rule:
    """A rule as feeds.yaml says it."""
    return roster_with(folder, f"keep: [{json.dumps(text)}]").keep[0]


TALKS = entry(
    "a", "Talks open in Geneva", link="https://one.example/sport/1", categories=("World News",), authors=("Ana M.",)
)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("title:/^talks/i", True),
        ("title:/^talks/", False),
        ("title:geneva", True),
        ("title: open in", True),
        ("title:[a-z]", False),
        ("link:/\\/sport\\//", True),
        ("link:/sport/", True),
        ("category:world news", True),
        ("category:World", False),
        ("category:/^World/", True),
        ("author:ana m.", True),
        ("author:/^M/", False),
    ],
)
def test_a_rule_matches_text_or_an_expression(tmp_path: Path, text: str, matches: bool) -> None:
    """Text is found in any case, whole for names; an expression between slashes is taken at its word."""
    assert wanted(TALKS, Feed(id="a", outlet="one", url="", keep=(rule(tmp_path, text),))) is matches


def test_dropping_is_stronger_than_keeping(tmp_path: Path) -> None:
    """With no rule everything is taken, with keep what one of them matches, and never what drop matches."""
    title, sport = rule(tmp_path, "title:talks"), rule(tmp_path, "link:/sport/")
    other = entry("b", "Weather")
    plain = Feed(id="a", outlet="one", url="")
    keeping = Feed(id="a", outlet="one", url="", keep=(title, rule(tmp_path, "author:nobody")))
    both = Feed(id="a", outlet="one", url="", keep=(title,), drop=(sport,))
    assert [wanted(one, feed) for feed in (plain, keeping, both) for one in (TALKS, other)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_rules_and_limits_are_read_as_written(tmp_path: Path) -> None:
    """A feed carries its rules, its day and its number; left empty they are none."""
    feed = roster_with(tmp_path, "drop: ['title:/a/i']\n    mute_until: 2026-12-01\n    max_items_per_day: 20")
    assert feed.drop == (Rule(part="title", pattern=re.compile("a", re.IGNORECASE)),)
    assert (feed.mute_until, feed.max_items_per_day) == (date(2026, 12, 1), 20)
    assert feed.muted(date(2026, 11, 30))
    assert not feed.muted(date(2026, 12, 1))
    empty = roster_with(tmp_path, "keep:\n    drop: []\n    mute_until:\n    max_items_per_day:")
    assert (empty.keep, empty.drop, empty.mute_until, empty.max_items_per_day) == ((), (), None, None)


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        (
            "keep: ['title:/(talks/i']",
            "12 an item of keep has a regular expression that cannot be read: missing ), unterminated subpattern at",
        ),
        ("keep: [ok, 'title:x']", '12 an item of keep must begin with title:, category:, link: or author:, not "ok"'),
        ("keep: ['title:x', body:y]", "23 an item of keep must begin with title:, category:, link: or author:, not"),
        ("drop: ['link:/x/im']", '12 an item of drop has "im" after its last slash (write i for any case'),
        ("drop: title:x", '11 drop must be a list, not "title:x"'),
        ("mute_until: soon", '17 mute_until must be a date of the calendar, not "soon" (write it as 2026-11-22)'),
        (
            "max_items_per_day: many",
            '24 max_items_per_day must be a whole number between 1 and 10000, not "many" (write a number such as 20)',
        ),
        ("max_items_per_day: 2.5", "24 max_items_per_day must be a whole number between 1 and 10000, not 2.5"),
        ("max_items_per_day: 0", "24 max_items_per_day must be between 1 and 10000, not 0"),
    ],
)
def test_faults_of_rules_have_their_place(tmp_path: Path, keys: str, fault: str) -> None:
    """A bad expression, an unknown part, a word for a number: each is told at its line and column."""
    with pytest.raises(RosterFaults) as caught:
        roster_with(tmp_path, keys)
    (problem,) = caught.value.problems
    line = (ROSTER + OUTLETS).count("\n") + 4
    assert str(problem).startswith(f"feeds.yaml:{line}:{fault}")


def test_what_is_dropped_never_enters_the_store(tmp_path: Path, server: Site) -> None:
    """A run keeps the entries that the rules take, and nothing of the others is remembered."""
    wire = [("Envoys meet", "World"), ("Podcast: envoys", "Podcast"), ("Weather", "World")]
    rows = [
        item(title, guid=title).replace("</item>", f"<category>{category}</category></item>")
        for title, category in wire
    ]
    server.routes["/alpha.xml"] = (200, {}, rss(*rows))
    folder = newsroom(tmp_path, server, ["alpha"])
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace('.xml"}', '.xml", keep: [title:envoys], drop: [category:Podcast]}'))
    assert json.loads(digest(folder, "pull", "--json", "--now", "2026-11-18T18:00Z").stdout)["pulled"]["new"] == 1
    with Store(folder / ".digest/wire.db") as store:
        assert store.health()[0].entries == 1


def test_a_muted_feed_is_not_asked(tmp_path: Path, server: Site) -> None:
    """Before its day a muted feed is left alone, from that day on it is read."""
    outlets = ("alpha", "beta")
    serve_items(server, outlets, [Item(name, "Talks", datetime(2026, 11, 18, tzinfo=UTC)) for name in outlets])
    folder = newsroom(tmp_path, server, outlets)
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace('alpha.xml"}', 'alpha.xml", mute_until: 2026-11-19}'))
    before = json.loads(digest(folder, "pull", "--json", "--now", "2026-11-18T23:59Z").stdout)["pulled"]
    assert (before["feeds"], [asked.path for asked in server.asked]) == (1, ["/beta.xml"])
    after = json.loads(digest(folder, "pull", "--json", "--now", "2026-11-19T00:00Z").stdout)["pulled"]
    assert (after["feeds"], after["new"]) == (2, 1)


def test_a_feed_has_its_most_a_day(tmp_path: Path, server: Site) -> None:
    """Two pulls of one day together take the most that the feed may give; what is left is no news the day after."""
    folder = newsroom(tmp_path, server, ["alpha"])
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace('.xml"}', '.xml", max_items_per_day: 3}'))

    def new(upto: int, now: str) -> int:
        wire = [Item("alpha", f"Talks {n}", datetime(2026, 11, 18, tzinfo=UTC)) for n in range(upto)]
        serve_items(server, ["alpha"], wire)
        return int(json.loads(digest(folder, "pull", "--json", "--now", now).stdout)["pulled"]["new"])

    assert new(2, "2026-11-18T08:00Z") == 2
    assert new(6, "2026-11-18T12:00Z") == 1
    assert new(7, "2026-11-19T08:00Z") == 1


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 71)), max_size=40), st.integers(1, 5))
def test_no_day_has_more_than_its_most(sights: list[tuple[str, int]], most: int) -> None:
    """However entries come, no day of the newsroom's zone sees more of a limited feed; others are not held back."""
    zone = ZoneInfo("Asia/Shanghai")
    entries = [
        entry(str(n), "x", feed=feed, seen=UNTIL + timedelta(hours=hour)) for n, (feed, hour) in enumerate(sights)
    ]
    feeds = {"a": Feed(id="a", outlet="one", url="", max_items_per_day=most)}
    first_sight = within_a_days_most(lambda one: one.seen, feeds, zone, {("a", UNTIL.date()): 1})
    seen = [(one.feed, one.seen.astimezone(zone).date()) for one in entries if first_sight(one)]
    days = {day for feed, day in seen if feed == "a"}
    assert all(seen.count(("a", day)) <= most - (day == UNTIL.date()) for day in days)
    assert len([one for one in seen if one[0] == "b"]) == len([one for one in entries if one.feed == "b"])


def test_the_store_counts_by_feed(tmp_path: Path) -> None:
    """First sights are counted for each feed within a half-open window."""
    with Store(tmp_path / "wire.db") as store:
        store.reseed([entry("a", "A"), entry("b", "B", outlet="two"), entry("c", "C", hours=24)])
        assert store.seen_by_feed(EDITION.since, EDITION.until) == {"one": 1, "two": 1}
