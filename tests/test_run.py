"""The daily run, end to end: a real server, a real store, a real build."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import pytest

from digest import page
from digest.model import Brief
from tests.newsrooms import Item, digest, fingerprint, newsroom, serve_items
from tests.serving import Site, serving

OUTLETS = ("alpha", "beta", "gamma")
FIRST = date(2026, 11, 17)

WIRE = {
    0: [
        ("alpha", "Norland and Sudmark resume border talks in Geneva"),
        ("beta", "Norland, Sudmark resume talks on border in Geneva"),
        ("gamma", "Border talks between Norland and Sudmark resume in Geneva"),
        ("alpha", "Westria recalls its ambassador from Ostrovia over fishing rights"),
        ("beta", "Local team wins the cup after a long night"),
    ],
    1: [
        ("alpha", "Ministers sign a water treaty on the shared river Lumen"),
        ("gamma", "Treaty on the river Lumen is signed by three ministers"),
        ("beta", "Envoy of Westria returns to Ostrovia as fishing row cools"),
        ("gamma", "Heat wave closes schools in the south"),
    ],
    2: [
        ("beta", "Sanctions on Caldera's central bank are lifted after ten years"),
        ("alpha", "Caldera sanctions lifted after a decade of central bank isolation"),
        ("gamma", "New embassy of Ostrovia opens its doors in Port Meridian"),
    ],
}


def items(upto: int) -> list[Item]:
    """What the outlets carry on a day: the items of that day and of those before."""
    return [
        Item(outlet, title, datetime(2026, 11, 16, 9, tzinfo=UTC) + timedelta(days=day, minutes=number))
        for day in range(upto + 1)
        for number, (outlet, title) in enumerate(WIRE[day])
    ]


def run(folder: Path, server: Site, day: int) -> None:
    """The run of a day, after its edition has closed."""
    serve_items(server, OUTLETS, items(day))
    moment = datetime(2026, 11, 16, 18, tzinfo=UTC) + timedelta(days=day)
    digest(folder, "run", "--now", moment.isoformat())


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    """The outlets' server."""
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def three_days(tmp_path_factory: pytest.TempPathFactory, server: Site) -> Path:
    """A newsroom after runs on three days in a row."""
    folder = newsroom(tmp_path_factory.mktemp("daily") / "room", server, OUTLETS)
    for day in range(3):
        run(folder, server, day)
    return folder


@pytest.fixture
def room(three_days: Path, tmp_path: Path) -> Path:
    """A copy of that newsroom to change."""
    return Path(shutil.copytree(three_days, tmp_path / "room"))


def brief_of(folder: Path, day: date) -> Brief:
    """The brief of a day as its page says it."""
    return page.read((folder / f"content/briefs/{day:%Y/%m/%d}.md").read_text())


def test_each_day_gets_its_brief(three_days: Path) -> None:
    """Three runs give two published briefs and an open one, each with the stories of its own window."""
    briefs = [brief_of(three_days, FIRST + timedelta(days=back)) for back in range(3)]
    assert [one.state.value for one in briefs] == ["published", "published", "open"]
    assert "Geneva" in page.write(briefs[0])
    assert "Lumen" in page.write(briefs[1])
    assert "Caldera" in page.write(briefs[2])
    assert not any("cup" in page.write(one) or "Heat" in page.write(one) for one in briefs)


def test_a_story_names_all_its_outlets(three_days: Path) -> None:
    """Three outlets on one event make one line that links each of them."""
    (talks,) = (one for one in brief_of(three_days, FIRST).lines if "Geneva" in one.text)
    linked = {link.url.split("/")[2] for link in (*page.links(talks.text), *talks.more)}
    assert linked == {"alpha.example", "beta.example", "gamma.example"}


def test_every_sentence_has_its_evidence(three_days: Path) -> None:
    """The record holds, for each sentence of each line, entries that it knows."""
    record = json.loads((three_days / "content/briefs/2026/11/17.json").read_text())
    known = {one["id"] for one in record["evidence"]}
    sentences = [sentence for line in record["lines"] for sentence in line["sentences"]]
    assert sentences
    assert all(sentence["entries"] and set(sentence["entries"]) <= known for sentence in sentences)


def test_running_a_day_twice_changes_no_byte(room: Path, server: Site) -> None:
    """The same run at the same moment leaves content, pages and site as they are."""
    before = fingerprint(room / "content", room / ".digest/docs", room / "site")
    run(room, server, 2)
    assert fingerprint(room / "content", room / ".digest/docs", room / "site") == before


def test_the_site_needs_content_and_roster_alone(room: Path, server: Site) -> None:
    """With the working set and the site deleted, a build gives the same site, and the next day repeats nothing told."""
    before = fingerprint(room / "site")
    shutil.rmtree(room / ".digest")
    shutil.rmtree(room / "site")
    digest(room, "build", "--now", "2026-11-18T18:00Z")
    assert fingerprint(room / "site") == before
    told = {one for path in (room / "content/briefs").rglob("*.json") for one in entries_of(path)}
    serve_items(server, OUTLETS, items(2))
    digest(room, "run", "--now", "2026-11-19T18:00Z")
    next_day = room / "content/briefs/2026/11/20.json"
    assert not next_day.exists() or not told & set(entries_of(next_day))


def entries_of(record: Path) -> list[str]:
    """The ids of the entries that a record tells."""
    return [one["id"] for one in json.loads(record.read_text())["evidence"]]


def test_a_hand_edit_stays(room: Path, server: Site) -> None:
    """Words that a person wrote into an open brief are still there after news came in and the window closed."""
    path = room / "content/briefs/2026/11/19.md"
    path.write_text(path.read_text().replace("\n- ", "\nBy the editor: a quiet day.\n\n- ", 1))
    more = [
        *items(2),
        Item("gamma", "Caldera sanctions end as central bank rejoins", datetime(2026, 11, 18, 20, tzinfo=UTC)),
    ]
    serve_items(server, OUTLETS, more)
    digest(room, "run", "--now", "2026-11-18T22:00Z")
    assert "By the editor: a quiet day." in path.read_text()
    assert "gamma.example" in path.read_text()
    digest(room, "run", "--now", "2026-11-19T12:00Z")
    assert "By the editor: a quiet day." in path.read_text()
    assert "state: published" in path.read_text()


def test_published_words_are_frozen(room: Path, server: Site) -> None:
    """No later run changes a published page, even when its entries are gone and its topics are renamed."""
    before = fingerprint(room / "content/briefs/2026")
    roster = room / "feeds.yaml"
    roster.write_text(roster.read_text().replace("{id: talks, title: Talks,", "{id: parleys, title: Parleys,"))
    serve_items(server, OUTLETS, [])
    digest(room, "run", "--now", "2026-11-18T19:00Z")
    after = fingerprint(room / "content/briefs/2026")
    assert {name: after[name] for name in before if "/19." not in name} == {
        name: value for name, value in before.items() if "/19." not in name
    }
    assert "2026/11/17.md is published" in digest(room, "brief", "2026-11-17").stderr


def test_edits_decide(room: Path, server: Site) -> None:
    """A muted story leaves an open brief, and a title of the editor's own takes the program's place."""
    brief = brief_of(room, date(2026, 11, 19))
    muted = next(one for one in brief.lines if "Caldera" in one.text)
    decisions = f"decisions:\n  - {{mute: {muted.id}, by: anna}}\n  - {{title: Doorways, by: anna, why: the embassy}}\n"
    (room / "content/briefs/2026/11/19.edits.yaml").write_text(decisions)
    run(room, server, 2)
    edited = brief_of(room, date(2026, 11, 19))
    assert edited.word == "Doorways"
    assert muted.id not in {one.id for one in edited.lines}


class _Links(HTMLParser):
    """The addresses and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids |= {values["id"] or ""} if "id" in values else set()
        for name in ("href", "src"):
            if values.get(name):
                self.found.append(values[name] or "")


def parsed(path: Path) -> _Links:
    """The links of an HTML file."""
    links = _Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


def test_every_link_of_the_site_leads_somewhere(three_days: Path) -> None:
    """Each link inside the site is relative, so that any path serves it, and its page and anchor exist."""
    site = three_days / "site"
    pages = {path: parsed(path) for path in site.rglob("*.html") if path.name != "404.html"}
    assert len(pages) > 8
    for path, links in pages.items():
        for link in links.found:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith(("mailto:", "data:", "javascript:")):
                continue
            assert not parts.path.startswith("/"), f"{path}: {link}"
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path}: {link}"
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].ids | {"__search", "__drawer"}, f"{path}: {link}"


def test_no_request_leaves_the_site(three_days: Path) -> None:
    """No page loads a script, style, font or picture from another host."""
    for path in (three_days / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|img|iframe)[^>]+src="https?://', html), path
        assert not re.findall(r'<link[^>]+rel="(?:stylesheet|preconnect|preload)"[^>]+href="https?://', html), path


def test_the_feed_of_briefs_is_built_and_linked(three_days: Path) -> None:
    """The site has the RSS of published briefs, and every page names it."""
    parsed_feed = feedparser.parse((three_days / "site/feeds/briefs.xml").read_bytes())
    assert [entry.link[-11:-1] for entry in parsed_feed.entries] == ["2026/11/18", "2026/11/17"]
    for path in (three_days / "site").rglob("index.html"):
        assert "feeds/briefs.xml" in path.read_text(encoding="utf-8"), path


def test_the_page_of_feeds_lists_what_is_there(three_days: Path) -> None:
    """/subscribe/ leads to every feed of the site, each of them lies where it says, and the front page names two."""
    site = three_days / "site"
    listed = {link for link in parsed(site / "subscribe/index.html").found if link.startswith("../feeds/")}
    found = {f"../{path.relative_to(site).as_posix()}" for path in site.glob("feeds/**/*") if path.is_file()}
    assert {
        "../feeds/briefs.atom.xml",
        "../feeds/stories.json",
        "../feeds/t/talks.xml",
        "../feeds/feeds.opml",
    } <= listed
    assert {path for path in found if not path.startswith("../feeds/briefs/")} == listed
    for path in sorted((site / "feeds").rglob("*.xml")):
        own = f"https://digest.example/daily/{path.relative_to(site).as_posix()}"
        assert f'href="{own}"' in path.read_text(encoding="utf-8")
    front, topic = ((site / name).read_text(encoding="utf-8") for name in ("index.html", "t/talks/index.html"))
    assert 'href="feeds/stories.atom.xml"' in front
    assert 'href="../../feeds/t/talks.atom.xml"' in topic


def test_a_hand_on_a_published_page_dates_its_item(three_days: Path, tmp_path: Path) -> None:
    """After a hand edit a build moves the date of that brief in its feed, once; another build rewrites no byte."""
    room = shutil.copytree(three_days, tmp_path / "room")
    page_path = room / "content/briefs/2026/11/17.md"
    before = dates_of(room)
    page_path.write_text(page_path.read_text("utf-8").replace("First POST: ", "First POST: Another "), "utf-8")
    digest(room, "build", "--now", "2026-11-25T12:00Z")
    after = dates_of(room)
    assert {key for key in after if after[key] != before[key]} == {"tag:digest.example,2026-01-01:brief/2026-11-17"}
    assert after["tag:digest.example,2026-01-01:brief/2026-11-17"] == "2026-11-25T12:00:00Z"
    once = fingerprint(room / "content", room / "site" / "feeds")
    digest(room, "build", "--now", "2026-11-26T12:00Z")
    assert fingerprint(room / "content", room / "site" / "feeds") == once


def dates_of(room: Path) -> dict[str, str]:
    """The dates of the last changes of the briefs, as their feed tells."""
    feed = json.loads((room / "site/feeds/briefs.json").read_bytes())
    return {item["id"]: item["date_modified"] for item in feed["items"]}


def test_a_plain_strict_build_is_clean(room: Path) -> None:
    """`mkdocs build --strict` alone builds the same pages, with no plugin or hook of ours."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "plain"],
        cwd=room,
        capture_output=True,
        text=True,
        check=False,
        env={"NO_MKDOCS_2_WARNING": "1", "PATH": "/usr/bin"},
    )
    assert done.returncode == 0, done.stderr
    built = {path.relative_to(room / "site") for path in (room / "site").rglob("*.html")}
    assert {path.relative_to(room / "plain") for path in (room / "plain").rglob("*.html")} == built


def test_without_a_network_one_line_says_so(tmp_path: Path) -> None:
    """When nothing can be reached the run says so in one line and builds a site."""
    with serving() as gone:
        folder = newsroom(tmp_path / "room", gone, [f"outlet{number}" for number in range(12)])
    said = digest(folder, "run", "--now", "2026-11-17T18:00Z")
    assert said.stdout.count("No network") == 1
    assert said.stderr == ""
    assert "No network" in (folder / "site/index.html").read_text()


def test_a_dead_feed_is_told_and_harms_nobody(tmp_path: Path, server: Site) -> None:
    """A feed that answers 404 is told in one line and by status; the others are read, and --strict counts it."""
    folder = newsroom(tmp_path / "room", server, [*OUTLETS, "dead"])
    serve_items(server, OUTLETS, items(0))
    said = digest(folder, "run", "--now", "2026-11-16T18:00Z")
    assert re.search(r"^dead-all .*404.* \(.+\)$", said.stderr, re.MULTILINE)
    assert "Read 3 of 4 feeds" in said.stdout
    assert "dead-all: " in digest(folder, "status").stdout
    digest(folder, "pull", "--now", "2026-11-16T19:00Z", "--strict", "0.5")
    digest(folder, "pull", "--now", "2026-11-16T20:00Z", "--strict", "0.1", code=3)


def test_an_empty_newsroom_catches_up(tmp_path: Path, server: Site) -> None:
    """The first run of a newsroom makes its last editions from the dates that feeds give, and says so on each page."""
    folder = newsroom(tmp_path / "room", server, OUTLETS)
    serve_items(server, OUTLETS, items(2))
    digest(folder, "run", "--now", "2026-11-19T18:00Z")
    briefs = [brief_of(folder, FIRST + timedelta(days=back)) for back in range(3)]
    assert [one.made.value for one in briefs] == ["catch-up"] * 3
    assert "feeds still carried" in (folder / "site/2026/11/17/index.html").read_text()


FAULTS = """\
version: 1
site:
  title: Broken
  url: not-an-address
  tag: {authority: digest.example, since: 2026-01-01}
  colour: red
editions:
  zone: Etc/Nowhere
  cut_off: "06:00"
outlets:
  - {id: one, name: One, ownership: wicked, role: press}
feeds:
  - {id: a, outlet: two, url: "https://one.example/feed", weight: high}
  - {id: a, outlet: one, url: "https://one.example/other"}
"""


def test_all_faults_of_a_roster_are_told_at_once(tmp_path: Path) -> None:
    """Seven faults in one feeds.yaml come as seven lines with row and column, and nothing is written."""
    tmp_path.joinpath("feeds.yaml").write_text(FAULTS)
    said = digest(tmp_path, "run", code=1)
    places = re.findall(r"^feeds\.yaml:(\d+):(\d+) .+ \(.+\)$", said.stderr, re.MULTILINE)
    assert [int(row) for row, _ in places] == [4, 6, 8, 11, 13, 13, 14]
    assert [path.name for path in tmp_path.iterdir()] == ["feeds.yaml"]


def test_new_feeds_are_read_before_they_go_in(tmp_path: Path, server: Site) -> None:
    """`check --live --since` reads only what an older roster lacks, even a broken one, and fails on a dead feed."""
    folder = newsroom(tmp_path / "room", server, OUTLETS)
    serve_items(server, OUTLETS, items(0))
    older = tmp_path / "older.yaml"
    older.write_text((folder / "feeds.yaml").read_text().replace("gamma-all", "gamma-old"))
    said = digest(folder, "check", "--live", "--since", str(older)).stdout
    assert "gamma-all: " in said
    assert "alpha-all" not in said
    older.write_text("feeds: [")
    assert "alpha-all: " in digest(folder, "check", "--live", "--since", str(older)).stdout
    server.routes["/gamma.xml"] = (404, {}, b"")
    digest(folder, "check", "--live", code=3)


def test_a_link_that_leads_nowhere_stops_no_edition(room: Path) -> None:
    """A wrong link written by hand is told, and the site is built all the same."""
    path = room / "content/briefs/2026/11/19.md"
    path.write_text(path.read_text() + "\n\nSee [this](nowhere.md).\n")
    assert "nowhere.md" in digest(room, "build", "--now", "2026-11-18T18:00Z").stderr


@pytest.mark.parametrize(
    ("name", "command"),
    [("content/briefs/2026/11/19.md", "check"), ("content/about.md", "build"), ("feeds.yaml", "build")],
)
def test_a_file_in_another_encoding_is_named(room: Path, name: str, command: str) -> None:
    """A file that is not UTF-8 ends the command with one line that names it."""
    (room / name).write_bytes("\ufeffcaf\u00e9".encode("utf-16"))
    said = digest(room, command, code=1).stderr
    assert Path(name).name in said
    assert "UTF-8" in said


@pytest.mark.parametrize("day", ["18", "19"])
def test_one_broken_page_stops_no_other_day(room: Path, server: Site, day: str) -> None:
    """A page that cannot be read is told and left alone, its brief stands as generated, and the next days are made."""
    path = room / f"content/briefs/2026/11/{day}.md"
    path.write_text("---\ntitle: [\n")
    serve_items(
        server, OUTLETS, [*items(2), Item("beta", "Envoy of Caldera resigns", datetime(2026, 11, 19, 9, tzinfo=UTC))]
    )
    said = digest(room, "run", "--now", "2026-11-19T18:00Z")
    assert f"content/briefs/2026/11/{day}.md cannot be read" in said.stderr
    assert path.read_text() == "---\ntitle: [\n"
    assert "Caldera" in (room / "content/briefs/2026/11/20.md").read_text()
    assert (room / f"site/2026/11/{day}/index.html").is_file()
    built = [digest(room, "build", "--now", "2026-11-19T18:00Z").stderr for _ in range(2)]
    assert [told.count(f"content/briefs/2026/11/{day}.md cannot be read") for told in (said.stderr, *built)] == [
        1,
        1,
        1,
    ]


def test_the_record_says_what_state_a_brief_has(room: Path) -> None:
    """A published page that was put back as it stood in review stays published on the site and in its feeds, and is
    told, as is a hand that writes another state."""
    path = room / "content/briefs/2026/11/18.md"
    published = path.read_text()
    path.write_text(published.replace("state: published", "state: review"))
    said = digest(room, "run", "--offline", "--now", "2026-11-18T20:00Z").stderr
    told = "content/briefs/2026/11/18.md says that its brief is review, which is published (write `state: published`)"
    assert said == f"{told}\n"
    assert digest(room, "check", code=1).stderr.startswith(told)
    assert "(18 November 2026)" in (room / "site/feeds/briefs.xml").read_text()
    assert "in review" not in (room / "site/2026/11/18/index.html").read_text()
    path.write_text(published)
    later = room / "content/briefs/2026/11/19.md"
    later.write_text(later.read_text().replace("state: open", "state: published"))
    assert "(write `state: open`, or `digest publish 2026-11-19`)" in digest(room, "check", code=1).stderr


def test_a_published_page_that_lost_its_record_is_left_alone(room: Path) -> None:
    """Nothing is composed over a page that says it is published, and it is told until its record is back."""
    path, record = (room / f"content/briefs/2026/11/18{ending}" for ending in (".md", ".json"))
    kept, words = record.read_text(), path.read_text()
    record.unlink()
    said = digest(room, "run", "--offline", "--now", "2026-11-18T20:00Z").stderr
    told = "content/briefs/2026/11/18.md is published, but its record is gone (restore 18.json from git; "
    assert said.startswith(told)
    assert digest(room, "check", code=1).stderr.startswith(told)
    assert path.read_text() == words
    record.write_text(kept)
    assert not digest(room, "run", "--offline", "--now", "2026-11-18T20:00Z").stderr
    assert (path.read_text(), record.read_text()) == (words, kept)


def test_a_day_of_which_nothing_came_is_told(room: Path) -> None:
    """Who asks for the brief of a day that has none, as in a year typed wrongly, is told so."""
    told = (
        "content/briefs/2025/11/18.md is not there: nothing came while its edition ran (look at the day, or pull first)"
    )
    assert digest(room, "brief", "2025-11-18", "--now", "2026-11-19T07:00Z").stderr == f"{told}\n"


def test_a_broken_page_is_not_published(room: Path) -> None:
    """`digest publish` refuses a brief whose page cannot be read, with its place, and changes nothing."""
    path = room / "content/briefs/2026/11/19.md"
    path.write_text(path.read_text().replace("title:", "titel:"))
    before = fingerprint(room / "content")
    said = digest(room, "publish", "2026-11-19", "--now", "2026-11-19T07:00Z", code=1).stderr
    assert said == "content/briefs/2026/11/19.md:1 front matter has no title (add it)\n"
    assert fingerprint(room / "content") == before


def test_a_page_with_the_marks_of_a_merge_is_refused(room: Path) -> None:
    """A conflict that someone committed is told with its row instead of being published."""
    path = room / "content/briefs/2026/11/19.md"
    path.write_text(path.read_text() + "\n<<<<<<< HEAD\n")
    assert "marks of a merge" in digest(room, "check", code=1).stderr


def test_a_call_that_cannot_work_is_refused(tmp_path: Path, room: Path) -> None:
    """A folder without a roster, a moment that is none and a day that is none end with exit code 2 and one line."""
    digest(tmp_path, "run", code=2)
    digest(room, "run", "--now", "soon", code=2)
    digest(room, "publish", "2026-99-99", code=2)
    digest(room, "publish", "2020-01-01", code=2)


def test_machines_are_told_in_json(room: Path, server: Site) -> None:
    """`--json` prints one JSON document and nothing else."""
    serve_items(server, OUTLETS, items(2))
    said = json.loads(digest(room, "run", "--now", "2026-11-18T18:00Z", "--json").stdout)
    assert said["pulled"]["feeds"] == 3
    assert said["briefed"]["changed"] == []
    assert json.loads(digest(room, "status", "--json").stdout)["published"] == 2
