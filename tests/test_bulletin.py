"""Beneath a brief's stories: what moved in the standings, who is new on the platforms or gone, what is ahead."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from digest import feeds, figures, page, publish
from digest.compose.bulletin import Moves, bulletin
from digest.model import (
    Account,
    AccountEvent,
    Edition,
    Edits,
    Event,
    Line,
    LineRecord,
    Milestone,
    Moment,
    Observation,
    Platform,
    Precision,
    Retitle,
    Standing,
)
from digest.pipeline import briefing, building, pulling
from digest.pipeline.accounting import policy_of
from digest.pipeline.bulletins import Bulletins
from digest.pipeline.desk import open_desk
from tests.making import roster
from tests.newsrooms import Item, digest, newsroom, serve_items
from tests.serving import LOOPBACK, serving

MORE = """\
platforms:
  - {id: bluesky, name: Bluesky}
accounts:
  - {id: one, platform: bluesky, handle: one.example, name: First ministry, office: one, kind: ministry}
  - {id: two, platform: bluesky, handle: two.example, name: "Second [ministry]", office: two, kind: ministry}
  - {id: cam, platform: bluesky, handle: "", name: Third ministry, office: cam, kind: ministry}
events:
  - {id: talks, title: Talks in Geneva, from: 2026-11-18, until: 2026-11-19, place: Geneva, link: "https://talks.example/"}
  - {id: summit, title: A summit, from: 2026-12-14}
"""
DAY = date(2026, 11, 17)
SEEN = datetime(2026, 11, 16, 12, tzinfo=UTC)


def counted(subject: str, number: int, day: int) -> Observation:
    """A count of a day of November."""
    return Observation(
        subject=subject,
        metric="followers",
        observed=Moment(first=date(2026, 11, day)),
        precision=Precision.EXACT,
        value=number,
        low=number,
        high=number,
        printed=str(number),
        method="api",
        source="https://social.example/",
    )


ROWS = [
    *(counted("one", 9_000 + day, day) for day in range(7, 20)),
    *(counted("two", 8_000 if day < 16 else 10_400, day) for day in range(7, 20)),
]
EVENTS = [
    AccountEvent(account="cam", kind="opened", on=Moment(first=date(2026, 11, 16)), source="https://times.example/a"),
    AccountEvent(account="one", kind="suspended", on=Moment(first=date(2026, 11, 17)), source="A note", note="for [x]"),
    AccountEvent(account="two", kind="closed", on=Moment(first=date(2026, 8, 17)), source="Old news"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom with three editions, of Tuesday 17 to Thursday 19 November and the Monday before them."""
    folder = tmp_path_factory.mktemp("room")
    with serving() as server:
        room = newsroom(folder, server, ["times"], more=MORE)
        accounts = room / "content/accounts"
        accounts.joinpath("observations").mkdir(parents=True)
        accounts.joinpath("observations/2026.csv").write_text(figures.write_rows(ROWS))
        accounts.joinpath("events.csv").write_text(figures.write_events(EVENTS))
        for back in range(3, -1, -1):
            at = SEEN + timedelta(days=2 - back)
            titles = [f"Envoy opens talks in round {4 - back}", f"Ambassador signs treaty number {4 - back}"]
            serve_items(server, ["times"], [Item("times", title, at) for title in titles])
            with open_desk(room, now=at.isoformat(), allow_private=LOOPBACK) as desk:
                pulling.pull(desk)
                briefing.brief(desk)
    return room


@pytest.fixture
def room(made: Path, tmp_path: Path) -> Path:
    """A copy of that newsroom."""
    return shutil.copytree(made, tmp_path / "room")


def text(room: Path, day: int) -> str:
    """The brief of a day of November."""
    return (room / f"content/briefs/2026/11/{day}.md").read_text()


def test_the_standings_are_told_when_something_moved(room: Path) -> None:
    """Who moved up and which round number was passed since the last edition stands in one line with links."""
    assert (
        "**Standings:** [Second \\[ministry\\]](a/two/index.md) has moved up a place on Bluesky, to 1; "
        "[Second \\[ministry\\]](a/two/index.md) has passed 10,000 followers on Bluesky ([all movers]("
    ) in text(room, 17)
    assert "**Standings:**" not in text(room, 18)


def lines_anew(room: Path, edits: Edits) -> tuple[tuple[Line, LineRecord], ...]:
    """The lines beneath the stories of 17 November, from the files as they are now."""
    until = datetime(2026, 11, 17, 6, tzinfo=UTC)
    with open_desk(room, now=until.isoformat()) as desk:
        edition = Edition(day=DAY, since=until - timedelta(days=1), until=until)
        return Bulletins(desk, policy_of(desk)).of(edition, (), edits, until)


def told_anew(room: Path) -> str:
    """What they say."""
    return "".join(line.text for line, _ in lines_anew(room, Edits()))


def test_a_line_beneath_the_stories_takes_its_editors_words(room: Path) -> None:
    """A retitled line says the editor's words, on the page and in its record; the others stay."""
    (first, _), *rest = lines_anew(room, Edits())
    (line, record), *others = lines_anew(room, Edits(retitle=(Retitle(line=first.id, text="One rose."),)))
    assert (line.id, line.text, record.sentences[0].text) == (first.id, "One rose.", "One rose.")
    assert record.hash == page.line_hash(line)
    assert others == rest


def test_an_account_of_another_id_keeps_what_it_did(room: Path) -> None:
    """Who has another id in feeds.yaml still moves and passes numbers, and is listed with its figures and events."""
    old, new = "{id: two,", "{id: second, formerly: [two],"
    roster_file = room / "feeds.yaml"
    before = told_anew(room)
    roster_file.write_text(roster_file.read_text().replace(old, new))
    assert "has passed 10,000" in before
    assert told_anew(room) == before.replace("a/two/", "a/second/")
    (line,) = [row for row in digest(room, "accounts", "list").stdout.splitlines() if row.startswith("second")]
    assert "10,400" in line
    assert line.endswith("closed 2026-08-17")


def test_a_number_is_passed_for_the_first_time_ever(room: Path) -> None:
    """A round number that an account had long before, fell below, and passes again is not told."""
    assert "has passed 10,000" in told_anew(room)
    row = replace(counted("two", 12_000, 7), observed=Moment(first=date(2019, 5, 1)))
    (room / "content/accounts/observations/2019.csv").write_text(figures.write_rows([row]))
    told = told_anew(room)
    assert "has moved up a place" in told
    assert "has passed" not in told


def test_who_came_and_who_went_is_told_once(room: Path) -> None:
    """An event of the last days is told with its source in one brief, an old one in none."""
    whole = "".join(text(room, day) for day in (16, 17, 18, 19))
    opened = "**New on the platforms:** [Third ministry](a/cam/index.md) has opened an account on Bluesky"
    assert whole.count(opened) == text(room, 17).count(opened) == 1
    gone = "**Gone:** Bluesky has suspended the account of [First ministry](a/one/index.md)"
    assert whole.count(gone) == text(room, 18).count(f"{gone} (17 November 2026; for \\[x\\]; A note)") == 1
    assert "Old news" not in whole


def test_what_is_ahead(room: Path) -> None:
    """The first edition of a week looks ahead at all of it, a later one at today and tomorrow."""
    assert (
        "**Ahead this week:** [Talks in Geneva](https://talks.example/), Wednesday 18 November to 19 November"
        in text(room, 16)
    )
    assert "**Ahead:** [Talks in Geneva]" in text(room, 17)
    assert "**Ahead:** [Talks in Geneva]" in text(room, 18)
    assert "Ahead" not in text(room, 19)
    assert "A summit" not in text(room, 16)


def test_these_lines_are_the_editors_too(room: Path) -> None:
    """A line of the standings can be muted; a published brief keeps what it said, whatever becomes of the figures."""
    published = text(room, 17)
    day18 = next(line for line in page.read(text(room, 18)).lines if "**Gone:**" in line.text)
    digest(room, "accounts", "reject", *(figures.id_of(row) for row in ROWS if row.subject == "two"), "--by", "x",
           "--now", "2026-11-19T05:00:00Z")  # fmt: skip
    digest(room, "brief", "--now", "2026-11-19T05:00:00Z")
    assert text(room, 17) == published
    issue = publish.read_issue(room / "content/briefs", date(2026, 11, 18))
    assert issue
    assert {line.id for line in issue.record.lines} >= {day18.id}


def test_the_pages_lead_to_the_accounts(room: Path) -> None:
    """On the brief's page the links of these lines lead to the accounts' pages."""
    with open_desk(room, now=SEEN.isoformat()) as desk:
        building.build(desk)
    shown = (room / ".digest/docs/2026/11/17/index.md").read_text()
    assert "](../../../a/two/index.md)" in shown
    assert "editor" not in shown.split("Standings:")[1].split("\n")[0]
    assert (room / ".digest/docs/feeds/events.ics").is_file()


def test_a_chinese_edition_is_told_the_same() -> None:
    """In Chinese these lines have the same facts in Chinese words, numbers, dates and punctuation."""
    site = replace(roster().site, languages=("zh",))
    accounts = [
        Account(id=key, platform="weibo", handle="", name=name, office=key, kind="embassy", country=key.upper())
        for key, name in (("fr", "法国大使馆"), ("pe", "秘鲁大使馆"))
    ]
    standing = Standing(
        account="fr", rank=2, low=12_000, high=12_000, shared=False, observation=counted("fr", 12_000, 17), moved=1
    )
    before, after = counted("pe", 1_999_000, 16), counted("pe", 2_001_000, 17)
    moves = Moves(
        risen=(standing,),
        milestones=(Milestone(number=2_000_000, before=before, after=after),),
        week=(figures.change(counted("pe", 1_900_000, 10), after),),
        events=(AccountEvent(account="fr", kind="opened", on=Moment(first=DAY), source="https://times.example/a"),),
    )
    meeting = Event(id="g", title="渔业会谈", start=date(2026, 11, 18), end=date(2026, 11, 19), place="日内瓦")
    here = roster(
        site=site, accounts=tuple(accounts), platforms=(Platform(id="weibo", name="微博"),), events=(meeting,)
    )
    told = [line for line, _ in bulletin(DAY, moves, here, opens_week=True, updated=SEEN)]
    assert [page.plain(line.text) for line in told] == [
        (
            "**排行：**法国大使馆在微博上升一位，列第2；微博上，秘鲁大使馆的关注者突破200万；"
            "一周之内，秘鲁大使馆在微博的关注者增加约10.1万（全部升降）。"
        ),
        "**平台新动态：**法国大使馆开设了微博账号（2026年11月17日；times.example）。",
        "**本周日程：**渔业会谈，11月18日星期三至11月19日，日内瓦（日历）。",
    ]
    assert (
        bulletin(DAY, moves, replace(here, site=replace(site, languages=("fr",))), opens_week=True, updated=SEEN) == ()
    )


def test_the_calendar_is_one(room: Path) -> None:
    """Calendar programs read the events as days that end where they end; the same roster gives the same bytes."""
    event = Event(
        id="g20", title="G20; a summit, in Miami", start=date(2026, 12, 14), end=date(2026, 12, 15), place="Miami, US"
    )
    made_ = feeds.agenda(roster(events=(event,)))
    assert made_ == feeds.agenda(roster(events=(event,)))
    (entry,) = Calendar.from_ical(made_).walk("VEVENT")
    assert entry["SUMMARY"] == "G20; a summit, in Miami"
    assert entry["LOCATION"] == "Miami, US"
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (date(2026, 12, 14), date(2026, 12, 16))
    assert entry["UID"] == "g20@example.org"
    assert max(map(len, made_.split(b"\r\n"))) <= 75
