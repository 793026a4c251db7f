"""Figures and events that the news tells, and figures that fell by half: an editor accepts or rejects them."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest import figures
from digest.pipeline import briefing, building, pulling
from digest.pipeline.desk import open_desk
from tests.newsrooms import Item, digest, newsroom, serve_items
from tests.serving import LOOPBACK, Reply, serving

NOW = ("--now", "2026-11-20T07:00:00Z")
ACCOUNTS = """\
platforms:
  - {{id: weibo, name: Sina Weibo, country: CN}}
accounts:
  - {{id: il-weibo, platform: weibo, handle: "", name: Embassy of Israel in China, office: il, kind: embassy,
     country: IL, host: CN}}
  - {{id: ca-weibo, platform: weibo, handle: "", name: Embassy of Canada in China, office: ca, kind: embassy,
     country: CA, host: CN}}
  - {{id: live, platform: weibo, handle: x, name: Living account, office: live, kind: io, source: json,
     recipe: {{url: "{url}/live", path: n}}}}
editors:
  - {{id: anna, name: Anna}}
"""
FIGURE = "Envoy talks on Weibo: the Israeli embassy in China has over 1.91 million followers"
EVENT = "Ambassador says Canada's embassy in China opened an official Weibo account"


def answer(number: int) -> Reply:
    """What the living account's server says."""
    return (200, {"Content-Type": "application/json"}, json.dumps({"n": number}).encode())


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom whose news tells a figure and an event, and one of whose counts fell by half from day to day."""
    folder = tmp_path_factory.mktemp("room")
    with serving() as server:
        made = newsroom(folder, server, ["one"], more=ACCOUNTS.format(url=server.url))
        at = datetime(2026, 11, 19, 12, tzinfo=UTC)
        serve_items(server, ["one"], [Item("one", FIGURE, at), Item("one", EVENT, at)])
        for number, now in ((1000, "2026-11-19T13:00:00Z"), (400, "2026-11-20T07:00:00Z")):
            server.routes["/live"] = answer(number)
            with open_desk(made, now=now, allow_private=LOOPBACK) as desk:
                pulling.pull(desk)
                briefing.brief(desk)
    return made


@pytest.fixture
def room(pulled: Path, tmp_path: Path) -> Path:
    """A copy of that newsroom."""
    return shutil.copytree(pulled, tmp_path / "room")


def docs(room: Path) -> Path:
    """The pages, derived anew."""
    with open_desk(room, now=NOW[1]) as desk:
        building.build(desk)
    return room / ".digest/docs"


def waits(room: Path) -> dict[str, str]:
    """What waits, by its words, with its id."""
    return {one["says"]: one["id"] for one in json.loads(digest(room, "accounts", "waiting", "--json", *NOW).stdout)}


def test_what_waits_is_listed(room: Path) -> None:
    """A figure and an event from the news and a fall by half wait, each with its reason and its address."""
    said = digest(room, "accounts", "waiting", *NOW).stdout
    assert "il-weibo followers over 1.91 million, 2026-11-19" in said
    assert "ca-weibo opened, 2026-11-19" in said
    assert "live followers 400, 2026-11-20" in said
    assert "half or less of live followers 1,000, 2026-11-19" in said
    assert "https://one.example/" in said
    assert len(waits(room)) == 3


def test_the_review_shows_them_with_what_to_type(room: Path) -> None:
    """The review of the day has each of them with its commands, on the page and in Markdown."""
    ids = waits(room)
    digest(room, "review", "2026-11-20", *NOW)
    page = (room / ".digest/review/2026-11-20.html").read_text()
    markdown = digest(room, "review", "2026-11-20", "--markdown", *NOW).stdout
    for words, key in ids.items():
        assert words in page
        assert f"digest accounts accept {key} --by anna" in page
        assert f"digest accounts reject {key} --by anna" in page
        assert f"digest accounts accept {key} --by anna" in markdown


def test_accepting_writes_down(room: Path) -> None:
    """What was proposed stands in the accounts' files with its source and is proposed no more; a fall is checked."""
    ids = waits(room)
    done = digest(room, "accounts", "accept", *ids.values(), *NOW)
    assert done.stdout.count("it counts") == 3
    rows, _ = figures.read_rows((room / "content/accounts/observations/2026.csv").read_text())
    (told,) = [row for row in rows if row.subject == "il-weibo"]
    assert (told.low, told.high, told.method, str(told.recorded)) == (1_910_000, 1_920_000, "article", "2026-11-20")
    (event,), _ = figures.read_events((room / "content/accounts/events.csv").read_text())
    assert (event.account, event.kind) == ("ca-weibo", "opened")
    assert "accept: " in (room / "content/desk.yaml").read_text()
    assert waits(room) == {}
    pages = docs(room)
    assert "checked by an editor" in (pages / "a/live/index.md").read_text()
    assert "opened" in (pages / "a/ca-weibo/index.md").read_text()


def test_rejecting_leaves_out(room: Path) -> None:
    """A rejected figure stands in its file and nowhere else; what is rejected is not proposed again."""
    ids = waits(room)
    digest(room, "accounts", "reject", *ids.values(), "--why", "not so", *NOW)
    assert waits(room) == {}
    page = (docs(room) / "a/live/index.md").read_text()
    assert "1,000" in page
    assert ">400<" not in page
    listed = {one["account"]: one for one in json.loads(digest(room, "accounts", "list", "--json").stdout)}
    assert listed["live"]["followers"] == "1,000"
    rows, _ = figures.read_rows((room / "content/accounts/observations/2026.csv").read_text())
    assert 400 in [row.value for row in rows]
    assert not (room / "content/accounts/events.csv").exists()
    told = digest(room, "accounts", "reject", next(iter(ids.values())), *NOW, code=2).stderr
    assert "is rejected already" in told


def test_a_rejection_can_be_taken_back(room: Path) -> None:
    """Accepting what was rejected makes it count again."""
    key = waits(room)["live followers 400, 2026-11-20"]
    digest(room, "accounts", "reject", key, *NOW)
    digest(room, "accounts", "accept", key, *NOW)
    assert "checked by an editor" in (docs(room) / "a/live/index.md").read_text()


def test_judging_composes_no_brief_anew(room: Path) -> None:
    """What is thought of figures changes no brief."""
    before = {path: path.read_bytes() for path in (room / "content/briefs").rglob("*") if path.is_file()}
    digest(room, "accounts", "reject", *waits(room).values(), *NOW)
    digest(room, "brief", *NOW)
    assert before == {path: path.read_bytes() for path in (room / "content/briefs").rglob("*") if path.is_file()}


@pytest.mark.parametrize(("words", "told"), [(("nothing",), "nothing has the id nothing"), (("x", "--by", "eve"), "x")])
def test_what_is_not_there_cannot_be_judged(room: Path, words: tuple[str, ...], told: str) -> None:
    """An unknown id is refused in a line, and nothing is written."""
    done = digest(room, "accounts", "accept", *words, *NOW, code=2)
    assert told in done.stderr
    assert not (room / "content/desk.yaml").exists()


def test_only_editors_judge(room: Path) -> None:
    """Where feeds.yaml names its editors, nobody else decides on a figure."""
    done = digest(room, "accounts", "reject", next(iter(waits(room).values())), "--by", "eve", *NOW, code=2)
    assert "by is no editor of this newsroom" in done.stderr


def test_posts_of_an_accounts_feed_are_remembered(pulled: Path, tmp_path: Path) -> None:
    """The moments at which an account's feed shows posts are kept in content/, each once, and tell its rhythm."""
    room = shutil.copytree(pulled, tmp_path / "room")
    at = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in range(2, 20)]
    with serving() as server:
        posts = [Item("one", f"Post {moment.day} of talks", moment) for moment in at if moment.weekday() < 5]
        serve_items(server, ["one"], posts)
        text = (room / "feeds.yaml").read_text()
        text = text.replace('url: "http', 'url: "http').replace("handle: x,", "handle: x, feed: one-all,")
        room.joinpath("feeds.yaml").write_text(re.sub(r"http://127\.0\.0\.1:\d+", server.url, text))
        for hour in (8, 9):
            with open_desk(room, now=f"2026-11-20T{hour:02}:00:00Z", allow_private=LOOPBACK) as desk:
                pulling.pull(desk)
    rows, faults = figures.read_posts((room / "content/accounts/posts/2026.csv").read_text())
    assert not faults
    assert {row.account for row in rows} == {"live"}
    assert len(rows) == len(set(rows)) == 14
    assert "How often it posts" in (docs(room) / "a/live/index.md").read_text()


def test_a_renamed_account_keeps_its_history(room: Path) -> None:
    """Another handle changes nothing of the history; another id keeps it too, with its events and its old address."""
    digest(room, "accounts", "event", "live", "renamed", "--on", "2026-11-20", "--source", "A note", *NOW)
    roster = room / "feeds.yaml"
    roster.write_text(roster.read_text().replace("handle: x,", "handle: another-name,"))
    assert "1,000" in (docs(room) / "a/live/index.md").read_text()
    roster.write_text(roster.read_text().replace("{id: live,", "{id: living, formerly: [live],"))
    (room / "content/accounts/statements.csv").write_text(
        "subject,other,on,says,said_by,source\nlive,,2014,It leads all others,A blog,A list\n"
        "il-weibo,live,2015,It is far behind,A blog,A list\n"
    )
    pages = docs(room)
    page = (pages / "a/living/index.md").read_text()
    assert "1,000" in page
    assert "another-name" in page
    assert "renamed" in page
    assert "living" in (pages / "a/live/index.html").read_text()
    assert "half or less" in page
    assert "It leads all others" in page
    assert "It is far behind" in page


def test_what_was_judged_under_another_id_is_judged(room: Path) -> None:
    """After accounts have other ids, what was accepted or rejected of them waits no more."""
    ids = waits(room)
    (accepted,) = (key for words, key in ids.items() if words.startswith("ca-weibo"))
    (rejected,) = (key for words, key in ids.items() if words.startswith("il-weibo"))
    digest(room, "accounts", "accept", accepted, *NOW)
    digest(room, "accounts", "reject", rejected, *NOW)
    roster = room / "feeds.yaml"
    for name in ("ca", "il"):
        roster.write_text(
            roster.read_text().replace(f"{{id: {name}-weibo,", f"{{id: {name}, formerly: [{name}-weibo],")
        )
    assert [words.partition(" ")[0] for words in waits(room)] == ["live"]
