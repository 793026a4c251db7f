"""Feeds that move, end or rest, by the commands: what is asked, what is told, and what is written into feeds.yaml."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest import curate
from digest.curate import changing
from digest.curate.splicing import Uneditable, set_text
from digest.errors import DigestError, RosterFaults
from tests.newsrooms import ROSTER, digest, newsroom
from tests.serving import Site, item, rss, serving

DAY = "2026-11-{:02}T{:02}:00Z"


@pytest.fixture
def server() -> Iterator[Site]:
    """The publishers' server."""
    with serving() as site:
        yield site


def feed_of(name: str) -> bytes:
    """A feed with three entries."""
    return rss(*(item(f"{name} {n}", guid=f"{name}{n}") for n in range(3)), title=name)


def asked_since(server: Site, mark: int = 0) -> list[str]:
    """The paths that were asked after so many requests."""
    return [asked.path for asked in server.asked[mark:]]


def moved(folder: Path, server: Site) -> Path:
    """A newsroom whose alpha has moved for good, and whose omega is gone."""
    server.routes |= {
        "/alpha.xml": (301, {"Location": "/new/alpha.xml"}, b""),
        "/new/alpha.xml": (200, {"ETag": '"1"'}, feed_of("alpha")),
        "/beta.xml": (200, {}, feed_of("beta")),
        "/omega.xml": (410, {}, b""),
    }
    newsroom(folder, server, ["alpha", "beta", "omega"])
    for day, hour in ((16, 8), (16, 20), (17, 8)):
        digest(folder, "pull", "--now", DAY.format(day, hour))
    return folder


# --- moved and gone -----------------------------------------------------------------------------------------------


def test_a_move_is_told_followed_and_written_on_request(tmp_path: Path, server: Site) -> None:
    """A redirect that lasts is asked where it leads, told by status and health, and written by `feeds fix` alone."""
    folder = moved(tmp_path / "room", server)
    roster, mark = folder / "feeds.yaml", len(server.asked)
    before = roster.read_text()
    digest(folder, "pull", "--now", DAY.format(17, 12))
    assert sorted(asked_since(server, mark)) == ["/beta.xml", "/new/alpha.xml"]
    assert server.asked[-1].headers.get("if-none-match", '"1"') == '"1"'
    new = f"{server.url}/new/alpha.xml"
    assert f"alpha-all: moved for good to {new} (`digest feeds fix alpha-all`)" in digest(folder, "status").stdout
    states = {one["feed"]: one for one in json.loads(digest(folder, "feeds", "health", "--json").stdout)}
    assert (states["alpha-all"]["condition"], states["omega-all"]["condition"]) == ("moved", "gone")
    trial = digest(folder, "feeds", "fix", "--dry-run").stdout.splitlines()
    assert trial[0].endswith(f"alpha-all: {server.url}/alpha.xml -> {new}")
    assert trial[1:] == [
        "omega-all is gone: its publisher ended it (`digest feeds remove omega-all`)",
        "Would change 1 address.",
    ]
    assert roster.read_text() == before
    assert digest(folder, "feeds", "fix", "beta-all").stdout == "No address to change.\n"
    assert digest(folder, "feeds", "fix").stdout.splitlines()[-1] == "Changed 1 address."
    assert roster.read_text() == before.replace(f"{server.url}/alpha.xml", new)
    mark = len(server.asked)
    digest(folder, "pull", "--now", DAY.format(17, 14))
    assert sorted(asked_since(server, mark)) == ["/beta.xml", "/new/alpha.xml"]
    (asked,) = [asked for asked in server.asked[mark:] if asked.path == "/new/alpha.xml"]
    assert asked.headers["if-none-match"] == '"1"'
    assert digest(folder, "feeds", "fix", "gamma", code=2).stderr.startswith("gamma is no feed of feeds.yaml")


def test_an_old_address_helps_where_the_new_one_fails(tmp_path: Path, server: Site) -> None:
    """When the new place gives no feed, the old one is asked in the same pull, and what it serves is taken."""
    folder = moved(tmp_path / "room", server)
    server.routes |= {"/new/alpha.xml": (200, {}, b"<html>parked</html>"), "/alpha.xml": (200, {}, feed_of("again"))}
    mark = len(server.asked)
    said = json.loads(digest(folder, "pull", "--json", "--now", DAY.format(17, 12)).stdout)["pulled"]
    assert [path for path in asked_since(server, mark) if "alpha" in path] == ["/new/alpha.xml", "/alpha.xml"]
    assert (said["failed"], said["new"]) == (0, 3)
    assert "moved" not in digest(folder, "status").stdout


def test_a_move_to_what_is_no_feed_is_never_proposed(tmp_path: Path, server: Site) -> None:
    """A publisher that redirects its feed to its front page for good has a feed that fails, not one that moved."""
    server.routes |= {"/alpha.xml": (301, {"Location": "/"}, b""), "/": (200, {}, b"<!doctype html><html>news</html>")}
    folder = newsroom(tmp_path / "room", server, ["alpha"])
    for day in (16, 17, 18, 19):
        digest(folder, "pull", "alpha-all", "--now", DAY.format(day, 8))
    assert digest(folder, "feeds", "fix").stdout == "No address to change.\n"
    assert "not a feed" in digest(folder, "feeds", "health").stdout


def test_a_move_onto_another_feed_is_passed_over(tmp_path: Path, server: Site) -> None:
    """Where the new address is in the roster already, the feed is left to a person, and the others are written."""
    folder = moved(tmp_path / "room", server)
    roster = folder / "feeds.yaml"
    before = roster.read_text().replace("/beta.xml", "/new/alpha.xml/")
    roster.write_text(before)
    done = digest(folder, "feeds", "fix")
    assert f"moved to {server.url}/new/alpha.xml, where beta-all is already" in done.stderr
    assert "No address to change." in done.stdout
    assert roster.read_text() == before


def test_what_is_gone_stays_unasked_until_its_address_changes(tmp_path: Path, server: Site) -> None:
    """A feed that ended is asked once, told with its date, and asked again under another address."""
    folder = moved(tmp_path / "room", server)
    assert asked_since(server).count("/omega.xml") == 1
    assert "omega-all: HTTP 410 on 2026-11-16, not asked since" in digest(folder, "status").stdout
    server.routes["/omega2.xml"] = (200, {}, feed_of("omega"))
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace("/omega.xml", "/omega2.xml"))
    digest(folder, "pull", "--now", DAY.format(17, 9))
    assert "omega" not in digest(folder, "status").stdout


# --- due and named ------------------------------------------------------------------------------------------------


def test_only_what_is_due_is_asked_and_named_feeds_always(tmp_path: Path, server: Site) -> None:
    """A pull says how many feeds were not due; a feed that is named is asked in any case; a stranger is refused."""
    server.routes |= {
        f"/{name}.xml": (200, {"Cache-Control": "max-age=9000"}, feed_of(name)) for name in ("alpha", "beta")
    }
    folder = newsroom(tmp_path / "room", server, ["alpha", "beta"])
    assert digest(folder, "pull", "--now", DAY.format(16, 8)).stdout == "Read 2 of 2 feeds: 6 new entries, 0 figures.\n"
    said = digest(folder, "pull", "--now", DAY.format(16, 9), "--strict", "0").stdout
    assert said == "Read 0 of 0 feeds: 0 new entries, 0 figures; 2 were not due.\n"
    said = digest(folder, "pull", "beta-all", "--now", DAY.format(16, 10)).stdout
    assert said == "Read 1 of 1 feeds: 0 new entries, 0 figures.\n"
    said = digest(folder, "pull", "--json", "--now", DAY.format(16, 11)).stdout
    assert (json.loads(said)["pulled"]["feeds"], json.loads(said)["pulled"]["not_due"]) == (1, 1)
    assert asked_since(server) == ["/alpha.xml", "/beta.xml", "/beta.xml", "/alpha.xml"] or len(server.asked) == 4
    assert "gamma is no feed of feeds.yaml" in digest(folder, "pull", "gamma", code=2).stderr
    digest(folder, "check", "--live")
    assert len(server.asked) == 6


def test_a_rule_that_is_loosened_takes_effect_at_once(tmp_path: Path, server: Site) -> None:
    """When an editor takes a rule away, the next pull reads the same document again, whatever its server said."""
    server.routes["/alpha.xml"] = (200, {"ETag": '"1"', "Cache-Control": "max-age=80000"}, feed_of("alpha"))
    folder = newsroom(tmp_path / "room", server, ["alpha"])
    roster = folder / "feeds.yaml"
    text = roster.read_text()
    roster.write_text(text.replace('alpha.xml"}', 'alpha.xml", keep: ["title:alpha 1"]}'))
    assert "1 new entry" in digest(folder, "pull", "--now", DAY.format(16, 8)).stdout
    roster.write_text(text)
    assert "2 new entries" in digest(folder, "pull", "--now", DAY.format(16, 9)).stdout
    assert "if-none-match" not in server.asked[-1].headers
    assert "1 was not due" in digest(folder, "pull", "--now", DAY.format(16, 10)).stdout


def test_a_pull_without_a_network_changes_nothing(tmp_path: Path, server: Site) -> None:
    """Feeds that could not be asked because there was no network are due at the next pull, with no failure counted."""
    server.routes["/alpha.xml"] = (200, {}, feed_of("alpha"))
    folder = newsroom(tmp_path / "room", server, ["alpha"])
    roster = folder / "feeds.yaml"
    text = roster.read_text()
    roster.write_text(text.replace(server.url, "http://127.0.0.1:1"))
    for hour in (8, 9, 10):
        assert "No network" in digest(folder, "pull", "--now", DAY.format(16, hour)).stdout
    roster.write_text(text)
    assert "Read 1 of 1 feeds" in digest(folder, "pull", "--now", DAY.format(16, 10)).stdout


def test_a_dead_feed_alone_is_not_taken_for_a_missing_network(tmp_path: Path, server: Site) -> None:
    """When only feeds that cannot be connected to are due, or one is named, they fail and back off like any other."""
    server.routes["/alpha.xml"] = (200, {"Cache-Control": "max-age=80000"}, feed_of("alpha"))
    folder = newsroom(tmp_path / "room", server, ["alpha", "beta"])
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace(f"{server.url}/beta.xml", "http://127.0.0.1:1/beta.xml"))
    digest(folder, "pull", "--now", DAY.format(16, 8))
    assert "Read 0 of 1 feeds" in digest(folder, "pull", "--now", DAY.format(16, 9)).stdout
    assert "Read 0 of 1 feeds" in digest(folder, "pull", "beta-all", "--now", DAY.format(16, 9)).stdout
    assert "3 times in a row" in digest(folder, "status").stdout


# --- whom it may ask ----------------------------------------------------------------------------------------------


def outside() -> dict[str, str]:
    """The environment of someone who has not allowed any network."""
    return {name: value for name, value in os.environ.items() if name != "DIGEST_ALLOW_PRIVATE"}


@pytest.mark.parametrize("words", [["pull", "alpha-all"], ["check", "--live"], ["feeds", "add", "{url}/new.xml"]])
def test_networks_are_allowed_by_who_runs_the_command(tmp_path: Path, server: Site, words: list[str]) -> None:
    """Commands that ask servers refuse private ones, until an option before or behind them allows their network."""
    server.routes |= {"/alpha.xml": (200, {}, feed_of("alpha")), "/new.xml": (200, {}, feed_of("new"))}
    folder = newsroom(tmp_path / "room", server, ["alpha"])
    words = [word.format(url=server.url) for word in words]
    code = {"pull": 0, "check": 3, "feeds": 1}[words[0]]
    digest(folder, *words, code=code, env=outside())
    assert server.asked == []
    digest(folder, *words, "--allow-private", "10.0.0.0/8", "--allow-private", "127.0.0.0/8", env=outside())
    assert server.asked
    mark = len(server.asked)
    if words[0] != "feeds":  # that feed is in the roster by now
        digest(folder, "--allow-private", "127.0.0.1", *words, env=outside())
        assert len(server.asked) > mark


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("everything", "--allow-private 'everything' is no network (write something like 10.0.0.0/8 or ::1)"),
        (
            "10.1.2.3/8",
            "--allow-private '10.1.2.3/8' has bits set behind its prefix (write something like 10.0.0.0/8 or ::1)",
        ),
    ],
)
def test_what_is_no_network_is_refused_in_one_line(tmp_path: Path, server: Site, given: str, said: str) -> None:
    """A misspelt network ends the command with exit code 2 and one line, from the option as from the environment."""
    folder = newsroom(tmp_path / "room", server, ["alpha"])
    assert digest(folder, "pull", "--allow-private", given, code=2, env=outside()).stderr == f"{said}\n"
    env = outside() | {"DIGEST_ALLOW_PRIVATE": f"127.0.0.0/8 {given}"}
    assert digest(folder, "pull", code=2, env=env).stderr == f"{said}\n"


# --- the file -----------------------------------------------------------------------------------------------------


def test_manners_are_read_as_written(tmp_path: Path) -> None:
    """`pull` and a feed's `every` have their units; left out, the usual manners hold."""
    path = tmp_path / "feeds.yaml"
    outlets = "outlets:\n  - {id: one, name: One, ownership: private, role: press}\nfeeds:\n"
    feeds = '  - {id: a, outlet: one, url: "https://one.example/", every: 6 h}\n'
    path.write_text(
        ROSTER.replace("{every: 0s, apart: 0s}", "{every: 2h, apart: 90s, per_host: 1, at_once: 4, seconds: 20s}")
        + outlets
        + feeds
    )
    roster = curate.load(path)
    manners = roster.manners
    assert (manners.every.total_seconds(), manners.apart, manners.per_host) == (7200, 90.0, 1)
    assert (manners.at_once, manners.seconds, manners.allow_private) == (4, 20.0, ())
    assert [feed.every and feed.every.total_seconds() for feed in roster.feeds] == [6 * 3600]
    path.write_text(ROSTER.replace("pull: {every: 0s, apart: 0s}\n", ""))
    assert curate.load(path).manners.every.total_seconds() == 50 * 60


@pytest.mark.parametrize(
    ("pull", "fault"),
    [
        ("{every: 50}", "every must be a number with s, m, h or d behind it, not 50 (write something like 50m)"),
        ("{every: 8d}", 'every must be between 0s and 7d, not "8d" (write something like 50m)'),
        ("{seconds: 0s}", 'seconds must be between 1s and 2m, not "0s" (write something like 8s)'),
        ("{apart: 1h}", 'apart must be between 0s and 10m, not "1h" (write something like 1s)'),
        ("{per_host: 20}", "per_host must be between 1 and 8, not 20 (write a number such as 2)"),
        ("{allow_private: [10.0.0.0/8]}", "allow_private is not a key of pull (it has every, per_host,"),
    ],
)
def test_faults_of_manners_have_their_place(tmp_path: Path, pull: str, fault: str) -> None:
    """What is no time, out of bounds or not for the file to say is told in a line with its place."""
    path = tmp_path / "feeds.yaml"
    path.write_text(ROSTER.replace("pull: {every: 0s, apart: 0s}", f"pull: {pull}"))
    with pytest.raises(RosterFaults) as caught:
        curate.load(path)
    (problem,) = caught.value.problems
    assert f"{problem.what} ({problem.todo})".startswith(fault)
    assert problem.place.line == 11


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ('url: "https://a.example/1"  # x', 'url: "https://new.example/?a=1"  # x'),
        ("url: 'https://a.example/1'", "url: 'https://new.example/?a=1'"),
        ("url: https://a.example/1 # x", "url: https://new.example/?a=1 # x"),
        ("url:   \n      https://a.example/1", "url:   \n      https://new.example/?a=1"),
    ],
)
def test_an_address_changes_in_its_own_quotes(written: str, after: str) -> None:
    """Whatever the quotation marks, only what is between them changes."""
    text = f"feeds:\n  # one\n  - id: a\n    {written}\n    outlet: o\n  - {{id: b, url: x}}\n"
    assert set_text(text, "feeds", "a", "url", "https://new.example/?a=1") == text.replace(written, after)


@pytest.mark.parametrize(
    "text",
    [
        "feeds:\n  - {id: a, url: &u https://a.example/}\n",
        "x: &u https://a.example/\nfeeds:\n  - {id: a, url: *u}\n",
        "feeds:\n  - {id: a}\n",
        "feeds:\n  - {id: b, url: x}\n",
    ],
)
def test_an_address_that_stands_elsewhere_is_left_alone(text: str) -> None:
    """What an alias repeats, or is not there, is for a person to change."""
    with pytest.raises(Uneditable):
        set_text(text, "feeds", "a", "url", "https://new.example/")


def test_addresses_of_included_files_change_there(tmp_path: Path) -> None:
    """Each file gets the addresses of the feeds that it lists, and a change that would break the roster is refused."""
    outlets = "outlets:\n  - {id: one, name: One, ownership: private, role: press}\n"
    main, part = tmp_path / "feeds.yaml", tmp_path / "asia.yaml"
    main.write_text(
        ROSTER + outlets + "feeds:\n  - {id: a, outlet: one, url: 'https://a.example/'}\ninclude: [asia.yaml]\n"
    )
    part.write_text("feeds:  # Asia\n  - {id: b, outlet: one, url: 'https://b.example/'}\n")
    changes = changing.with_addresses(main, {"a": "https://a.example/2", "b": "https://b.example/2"})
    assert {change.path.name: change.data.decode() for change in changes} == {
        "feeds.yaml": main.read_text().replace("a.example/", "a.example/2"),
        "asia.yaml": part.read_text().replace("b.example/", "b.example/2"),
    }
    with pytest.raises(DigestError, match="was not changed"):
        changing.with_addresses(main, {"a": "https://b.example/"})
