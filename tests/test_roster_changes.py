"""`digest feeds`: the roster changed by commands, with a real file and a real server, and not a byte beyond."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from ruamel.yaml import YAML

from digest import curate, feeds
from digest.curate import changing, layout
from digest.curate.splicing import Uneditable, put_in, take_out
from digest.errors import DigestError
from digest.model import Failed, Feed, FeedHealth, Fetched, Glimpse
from digest.pipeline.health import diagnose
from digest.pipeline.naming import feed_key, free, name_of_host, outlet_name, slug
from digest.sources.heads import Head, read_head
from digest.sources.pages import feed_addresses
from tests.newsrooms import ROSTER, Item, digest, newsroom, serve_items
from tests.serving import Site, item, rss, serving

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

HOME = '"https://gamma.example/"'

ROOM = f"""\
# The roster of two outlets; every comment stays.
{ROSTER}outlets:
  # Agencies
  - {{id: alpha, name: Alpha Times, ownership: state, role: wire, language: fr, home: "https://alpha.example/"}}   # old
  - {{id: beta,   name: 'Beta',  ownership: public, role: press}}

feeds:   # what is read
  # Alpha
  - {{id: alpha-world, outlet: alpha, url: "https://alpha.example/world.xml"}}  # daily
  - {{ id: alpha-sport, outlet: alpha, url: "https://alpha.example/sport.xml", weight: 0.50 }}

  # Beta
  - id: beta-all  # everything
    outlet: beta
    # its address moved in May
    url: "https://beta.example/feed"

# --- people
editors: []   # nobody yet
"""


@pytest.fixture
def server() -> Iterator[Site]:
    """The publishers' server."""
    with serving() as site:
        yield site


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A newsroom with a roster that people laid out."""
    folder = tmp_path / "room"
    folder.mkdir()
    folder.joinpath("feeds.yaml").write_text(ROOM, encoding="utf-8")
    return folder


def changes(folder: Path, before: str = ROOM) -> list[str]:
    """The lines that came to feeds.yaml (+) and went from it (-)."""
    after = folder.joinpath("feeds.yaml").read_bytes().decode()
    rows = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [row.rstrip("\r\n") for row in rows if row[0] in "+-"]


def feed_of(title: str, language: str = "de", count: int = 3, home: str = "https://gamma.example/") -> bytes:
    """A feed with a head and some dated entries."""
    rows = [item(f"{title} {n}", guid=f"{title}{n}", date=f"Sat, {10 + n} Oct 2024 08:00:00 GMT") for n in range(count)]
    return rss(f"<language>{language}</language>", *rows, title=title, link=home)


# --- add ----------------------------------------------------------------------------------------------------------


def test_a_feed_is_added_at_its_address(room: Path, server: Site) -> None:
    """The command shows what it found and writes outlet and feed as two lines, filled in with what the feed says."""
    server.routes["/rss"] = (200, {}, feed_of("Gamma Zeitung: Welt &amp; Politik"))
    said = digest(room, "feeds", "add", f"{server.url}/rss").stdout.splitlines()
    assert said == [
        f'Found {server.url}/rss: "Gamma Zeitung: Welt & Politik", de, 3 entries, newest 2024-10-12',
        "Added gamma-welt-politik of gamma, a new outlet (private, press): feeds.yaml:33:9",
    ]
    assert changes(room) == [
        f"+   - {{id: gamma, name: Gamma Zeitung, ownership: private, role: press, language: de, home: {HOME}}}",
        "+   - id: gamma-welt-politik",
        "+     outlet: gamma",
        f'+     url: "{server.url}/rss"',
    ]
    digest(room, "check")


def test_options_say_what_no_feed_tells(room: Path, server: Site) -> None:
    """Outlet, name, owner, role, country, language, topics, weight and id come from who adds the feed."""
    server.routes["/rss"] = (200, {}, feed_of("x", language="de"))
    words = "--outlet mfa --country CH --ownership ministry --role primary --language fr --topic talks --weight 1.5"
    digest(room, "feeds", "add", f"{server.url}/rss", *words.split(), "--id", "mfa-news", "--name", "Ministry, Bern")
    assert changes(room)[0] == (
        '+   - {id: mfa, name: "Ministry, Bern", country: CH, ownership: ministry, role: primary, language: fr,'
        f" home: {HOME}}}"
    )
    assert [row.strip("+ ") for row in changes(room)[1:]] == [
        "- id: mfa-news",
        "outlet: mfa",
        f'url: "{server.url}/rss"',
        "topics: [talks]",
        "weight: 1.5",
    ]


def test_a_feed_joins_the_outlet_whose_page_it_belongs_to(room: Path, server: Site) -> None:
    """A feed of a known outlet stands behind that outlet's last one, laid out like it, with its own language."""
    server.routes["/rss"] = (
        200,
        {},
        feed_of("Alpha Times - Politics", language="en", home="https://www.alpha.example"),
    )
    digest(room, "feeds", "add", f"{server.url}/rss")
    assert changes(room) == [
        f'+   - {{id: alpha-politics, outlet: alpha, url: "{server.url}/rss", language: en}}',
    ]
    rows = room.joinpath("feeds.yaml").read_text().splitlines()
    assert "alpha-sport" in rows[rows.index(changes(room)[0][2:]) - 1]


PAGE = """<!doctype html><html><head><title>Gamma</title><base href="/news/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="comments/feed">
<link rel="alternate" hreflang="fr" href="/fr/">
<link REL="Alternate" TYPE="application/atom+xml; charset=utf-8" href="politics.xml">
<link rel=alternate type=application/feed+json href=//{host}/world.json>
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">
<link rel="alternate" type="application/rss+xml" href="http://[broken/">
<link rel="stylesheet" href="x.css"></head><body>&amp;<a href="/rss">RSS</a></body></html>"""


def test_a_page_leads_to_the_feeds_it_announces(room: Path, server: Site) -> None:
    """RSS, Atom and JSON feeds are found relative to the page's base; comments come last and the first is added."""
    server.routes |= {
        "/": (200, {"Content-Type": "text/html"}, PAGE.format(host=server.url.partition("//")[2]).encode()),
        "/news/comments/feed": (200, {}, feed_of("Comments for Gamma", count=5)),
        "/news/politics.xml": (200, {}, feed_of("Gamma Politics")),
        "/world.json": (
            200,
            {},
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "World", "items": []}).encode(),
        ),
    }
    said = json.loads(digest(room, "feeds", "add", server.url, "--json").stdout)
    paths = [one["url"].removeprefix(server.url) for one in said["found"]]
    assert paths == ["/news/politics.xml", "/world.json", "/news/comments/feed"]
    assert (said["feed"]["url"], said["is_new_outlet"]) == (f"{server.url}/news/politics.xml", True)
    assert "/wp-json/wp/v2/pages/1" not in {asked.path for asked in server.asked}


@pytest.mark.parametrize("path", ["/en/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml"])
def test_a_silent_page_is_tried_where_feeds_often_lie(room: Path, server: Site, path: str) -> None:
    """Where a page announces nothing, the common paths below it and at its host's root are tried."""
    server.routes |= {"/en/": (200, {}, b"<html>no links</html>"), path: (200, {}, feed_of("Gamma"))}
    digest(room, "feeds", "add", f"{server.url}/en/")
    assert f'url: "{server.url}{path}"' in room.joinpath("feeds.yaml").read_text()


def test_a_trial_changes_nothing(room: Path, server: Site) -> None:
    """With --dry-run the command says what it would add and leaves the file as it is."""
    server.routes["/rss"] = (200, {}, feed_of("Gamma"))
    assert "Would add gamma-all of gamma" in digest(room, "feeds", "add", f"{server.url}/rss", "--dry-run").stdout
    assert changes(room) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["http://ALPHA.example/world.xml/"], 2, "feeds.yaml:24:10 lists http://ALPHA.example/world.xml/ already"),
        (["not an address"], 2, "not an address is no web address"),
        (["{url}/missing"], 1, "{url}/missing: HTTP 404 ("),
        (["{url}/page"], 1, "{url}/page: no feed stands or is announced there"),
        (["{url}/it/is/here", "--topic", "tolks"], 2, "tolks is no topic of feeds.yaml (it has talks)"),
        (["{url}/it/is/here", "--id", "beta-all"], 2, "beta-all is a feed of feeds.yaml already"),
        (["{url}/it/is/here", "--id", "Beta All"], 2, "'Beta All' cannot be an id"),
        (["{url}/it/is/here", "--country", "Utopia"], 2, "'Utopia' is not the code of a country"),
        (["{url}/it/is/here", "--language", "klingon"], 2, "'klingon' is not the code of a language"),
    ],
)
def test_what_cannot_be_added_is_refused_in_one_line(
    room: Path, server: Site, words: list[str], code: int, said: str
) -> None:
    """A double (with its place), a dead address, a page without feeds and wishes that cannot be met change nothing."""
    server.routes |= {"/page": (200, {}, b"<html>hello</html>"), "/it/is/here": (200, {}, feed_of("Gamma"))}
    done = digest(room, "feeds", "add", *(word.format(url=server.url) for word in words), code=code)
    assert done.stderr.startswith(said.format(url=server.url))
    assert len(done.stderr.splitlines()) == 1
    assert changes(room) == []


def test_what_is_said_of_a_known_outlet_is_not_passed_over(room: Path, server: Site) -> None:
    """Options that are for new outlets are refused where the feed's outlet is in the roster already."""
    server.routes["/rss"] = (200, {}, feed_of("Gamma"))
    said = digest(room, "feeds", "add", f"{server.url}/rss", "--outlet", "beta", "--country", "FR", code=2).stderr
    assert said.startswith("beta is an outlet of feeds.yaml already: what it is stands there")
    assert changes(room) == []


def test_a_double_behind_a_page_is_refused_too(room: Path, server: Site) -> None:
    """A page whose feed is in the roster already is refused with that feed's place."""
    server.routes |= {
        "/": (200, {}, b'<link rel="alternate" type="application/rss+xml" href="/rss">'),
        "/rss": (200, {}, feed_of("Gamma")),
    }
    digest(room, "feeds", "add", f"{server.url}/rss")
    place = re.search(r"feeds\.yaml:\d+:\d+", digest(room, "feeds", "add", server.url, code=2).stderr)
    assert place


# --- remove -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "gone"),
    [
        ("alpha-world", ['-   - {id: alpha-world, outlet: alpha, url: "https://alpha.example/world.xml"}  # daily']),
        (
            "beta-all",
            [
                "-   - id: beta-all  # everything",
                "-     outlet: beta",
                "-     # its address moved in May",
                '-     url: "https://beta.example/feed"',
            ],
        ),
    ],
)
def test_removing_takes_exactly_the_feeds_lines(room: Path, key: str, gone: list[str]) -> None:
    """The lines of the feed go, its outlet and all other comments stay."""
    assert digest(room, "feeds", "remove", key).stdout.startswith(f"Removed {key}, which stood at feeds.yaml:")
    assert changes(room) == gone


def test_a_removed_feed_is_no_longer_spoken_of(tmp_path: Path, server: Site) -> None:
    """What a removed feed did stays in the store, but neither status nor health names it."""
    folder = newsroom(tmp_path / "room", server, ["alpha", "beta"])
    digest(folder, "pull", "--now", "2026-11-18T10:00Z")
    digest(folder, "feeds", "remove", "alpha-all")
    assert "alpha" not in digest(folder, "status").stdout + digest(folder, "feeds", "health").stdout


def test_an_unknown_feed_cannot_be_removed(room: Path) -> None:
    """A feed that is not there ends with exit code 2 and one line."""
    assert "gamma-all is no feed of feeds.yaml" in digest(room, "feeds", "remove", "gamma-all", code=2).stderr


def test_a_feed_of_an_included_file_is_removed_there(room: Path) -> None:
    """The file that lists the feed is changed, the one that includes it is not."""
    main, part = room / "feeds.yaml", room / "rosters" / "asia.yaml"
    part.parent.mkdir()
    part.write_text("feeds:\n  # Asia\n  - {id: beta-asia, outlet: beta, url: 'https://beta.example/asia'}\n")
    main.write_text(ROOM + "include: [rosters/asia.yaml]\n")
    assert "rosters/asia.yaml:3:10" in digest(room, "feeds", "remove", "beta-asia").stdout
    assert part.read_text() == "feeds:\n  # Asia\n"
    assert main.read_text() == ROOM + "include: [rosters/asia.yaml]\n"


# --- the text of the file -----------------------------------------------------------------------------------------

NEW: layout.Item = {"id": "x", "outlet": "o", "url": "https://x.example/", "topics": ["a", "b"], "language": ""}
ROW = '{id: x, outlet: o, url: "https://x.example/", topics: [a, b]}'
LINES = 'id: x\n{0}outlet: o\n{0}url: "https://x.example/"\n{0}topics: [a, b]\n'


@pytest.mark.parametrize(
    ("text", "head", "added"),
    [
        ("a: 1\n", "a: 1\n", f"feeds:\n  - {ROW}\n"),
        ("a: 1", "a: 1", f"\nfeeds:\n  - {ROW}\n"),
        ("feeds:\nz: 1\n", "feeds:\n", f"  - {ROW}\n"),
        ("feeds:  # none\n\nz: 1\n", "feeds:  # none\n", f"  - {ROW}\n"),
        ("feeds:\n- {id: a}\n\n# z\nz: 1\n", "feeds:\n- {id: a}\n", f"- {ROW}\n"),
        (
            "feeds:\n    -   id: a\n        b: c # d\n# z\n",
            "feeds:\n    -   id: a\n        b: c # d\n",
            "    -   " + LINES.format(" " * 8),
        ),
        ("feeds:\n  -\n    id: a\n  # z\n", "feeds:\n  -\n    id: a\n", "  - " + LINES.format("    ")),
        ("feeds:\n  - {id: a,\n     b: c}", "feeds:\n  - {id: a,\n     b: c}", f"\n  - {ROW}\n"),
        ("feeds: [{id: a}] # z\n", "feeds: [{id: a}", f", {ROW}"),
        ("{feeds: [\n {id: a}, # c\n {id: b},\n]}\n", "{feeds: [\n {id: a}, # c\n {id: b}", f", {ROW}"),
        ("feeds:\n- {id: a}\r\nz: 1\r\n", "feeds:\n- {id: a}\r\n", f"- {ROW}\r\n"),
    ],
)
def test_an_item_is_laid_out_like_its_neighbours(text: str, head: str, added: str) -> None:
    """Whatever the list looks like, what is added follows it and every other byte stays."""
    assert put_in(text, "feeds", [NEW]) == head + added + text[len(head) :]


def test_an_empty_list_in_brackets_is_begun_on_lines() -> None:
    """`feeds: []` keeps its comment and gets its items below."""
    assert put_in("feeds: []   # none\nz: 1\n", "feeds", [NEW]) == f"feeds:   # none\n  - {ROW}\nz: 1\n"


@pytest.mark.parametrize(
    "text",
    [
        "{a: 1}",
        "- a\n",
        "feeds: 3\n",
        "a: &x [{id: a}]\nfeeds: *x\n",
        "a: &x {id: q}\nfeeds:\n  - *x\n",
        "feeds: [\n]\n",
    ],
)
def test_a_layout_that_cannot_be_kept_is_left_alone(text: str) -> None:
    """Braces around everything, aliases and what is no list are for a person to change."""
    with pytest.raises(Uneditable):
        put_in(text, "feeds", [NEW])


def test_an_item_in_a_bracketed_list_goes_with_its_comma() -> None:
    """From a list in brackets the item goes with its comma, and with its line if nothing else stands there."""
    text = "feeds: [{id: a}, {id: b},\n  {id: c}, # c\n  {id: d}\n]\n"
    assert take_out(text, "feeds", "a") == "feeds: [{id: b},\n  {id: c}, # c\n  {id: d}\n]\n"
    assert take_out(text, "feeds", "d") == "feeds: [{id: a}, {id: b},\n  {id: c}, # c\n]\n"


NOTES = st.sampled_from(["", "\n", "# note\n", "  # - {id: x}\n", "\n  # note\n\n"])
ITEMS = st.sampled_from(
    ["  - {{id: {0}, outlet: o}}\n", "  - id: {0}\n    outlet: o # why\n", "  -   # {0}\n    id: {0}\n"]
)


@given(st.lists(st.tuples(NOTES, ITEMS), min_size=1, max_size=6), NOTES, st.data())
def test_putting_in_and_taking_out_is_no_change(rows: list[tuple[str, str]], end: str, data: st.DataObject) -> None:
    """In any list an item that is put behind any other and taken out again leaves the very text there was."""
    text = "feeds:\n" + "".join(note + row.format(f"k{n}") for n, (note, row) in enumerate(rows)) + end + "z: 1\n"
    after = data.draw(st.sampled_from([f"k{n}" for n in range(len(rows))]))
    changed = put_in(text, "feeds", [NEW], after=after)
    assert take_out(changed, "feeds", "x") == text
    kept = take_out(changed, "feeds", after)
    assert all(note in kept for note, _ in rows)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=30))
def test_whatever_a_publisher_is_called_is_read_back(name: str) -> None:
    """A name with colons, quotes, hashes or words that YAML knows comes back from the file as it was put in."""
    text = put_in("outlets:\n  - {id: a}\n  - id: b\n", "outlets", [{"id": "x", "name": name}], after="a")
    text = put_in(text, "outlets", [{"id": "y", "name": name}], after="b")
    read = YAML(typ="safe", pure=True).load(text)["outlets"]
    assert [row["name"] for row in read if "name" in row] == [name, name]


def test_a_change_that_would_break_the_roster_is_not_made(room: Path) -> None:
    """A feed whose anchor others use cannot be removed; the reason is told and the file stays."""
    text = ROOM.replace("weight: 0.50 }", "topics: &t [talks] }").replace("# everything\n", "\n    topics: *t\n")
    room.joinpath("feeds.yaml").write_text(text)
    said = digest(room, "feeds", "remove", "alpha-sport", code=1).stderr
    assert said.startswith("feeds.yaml was not changed: feeds.yaml:")
    assert "&t, which is not above" in said
    assert changes(room, text) == []


def test_a_byte_order_mark_and_windows_lines_stay(room: Path) -> None:
    """A file saved by Notepad is changed in its own manner."""
    text = "\ufeff" + ROOM.replace("\n", "\r\n")
    path = room / "feeds.yaml"
    path.write_bytes(text.encode())
    change = changing.with_items(path, outlets=[], feeds=[{**NEW, "outlet": "beta", "topics": []}])
    added = b'  - id: x\r\n    outlet: beta\r\n    url: "https://x.example/"\r\n'
    assert change.data.replace(added, b"") == text.encode()
    assert len(change.data) == len(text.encode()) + len(added)
    with pytest.raises(DigestError, match="was not changed: feeds"):
        changing.with_items(path, outlets=[], feeds=[{**NEW, "outlet": "nobody"}])


# --- lists of feeds -----------------------------------------------------------------------------------------------

LIST = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE opml [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<opml version="1.1"><head><title>mine</title></head><body>
<outline text="Talks">
  <outline text="Gamma | World" type="rss" xmlUrl="https://gamma.example/world" htmlUrl="https://gamma.example/"/>
  <outline title="Gamma - Asia" xmlurl="feed://gamma.example/asia" htmlUrl="https://gamma.example/" language="zh_CN"/>
</outline>
<outline text="Alpha again" xmlUrl="http://alpha.example/world.xml"/>
<outline text="Gamma once more" xmlUrl="https://gamma.example/world/"/>
<outline text="&secret;A radio" xmlUrl="https://radio.example/podcast?x=1&amp;y=2"/>
<outline text="Broken" xmlUrl="mailto:someone"/>
<outline text="a folder without feeds"/>
</body></opml>"""


def test_a_list_of_feeds_is_taken_over(room: Path) -> None:
    """Feeds that are new are written with their outlets and topics; doubles and what is no address are told."""
    room.joinpath("mine.opml").write_text(LIST)
    done = digest(room, "feeds", "import", "mine.opml", "--country", "AT")
    assert done.stderr.splitlines() == [
        "http://alpha.example/world.xml stands at feeds.yaml:24:10 already, as alpha-world (nothing to do)",
        "https://gamma.example/world/ stands twice in the list (nothing to do)",
        "mailto:someone its url is no web address (correct it in the list)",
    ]
    assert done.stdout.startswith("Added 3 feeds and 2 outlets; passed over 3.\n")
    roster = curate.load(room / "feeds.yaml")
    assert [(feed.id, feed.outlet, feed.url, feed.language, feed.topics) for feed in roster.feeds[3:]] == [
        ("gamma-world", "gamma", "https://gamma.example/world", "", ("talks",)),
        ("gamma-asia", "gamma", "http://gamma.example/asia", "zh-CN", ("talks",)),
        ("radio-all", "radio", "https://radio.example/podcast?x=1&y=2", "", ()),
    ]
    assert [(outlet.name, outlet.country) for outlet in roster.outlets[2:]] == [("Gamma", "AT"), ("A radio", "AT")]
    assert not [row for row in changes(room) if row.startswith("-")]
    again = digest(room, "feeds", "import", "mine.opml").stdout
    assert again == "Added 0 feeds and 0 outlets; passed over 6.\n"


def test_a_list_that_goes_out_comes_back(room: Path, tmp_path: Path) -> None:
    """What one newsroom exports another imports: the same feeds with their outlets, owners, topics and weights."""
    digest(room, "feeds", "export", "out.opml")
    assert digest(room, "feeds", "export").stdout.encode() == room.joinpath("out.opml").read_bytes()
    other = tmp_path / "other"
    other.mkdir()
    other.joinpath("feeds.yaml").write_text(ROSTER)
    digest(other, "feeds", "import", str(room / "out.opml"))
    mine, theirs = curate.load(room / "feeds.yaml"), curate.load(other / "feeds.yaml")
    assert theirs.feeds == mine.feeds
    assert [(one.id, one.name, one.ownership, one.role) for one in theirs.outlets] == [
        (one.id, one.name, one.ownership, one.role) for one in mine.outlets
    ]


def test_the_list_is_opml_as_readers_know_it(room: Path) -> None:
    """OPML 2.0 with the attributes that feed readers use, the same bytes each time."""
    roster = curate.load(room / "feeds.yaml")
    document = feeds.write_opml(roster)
    root = etree.fromstring(document)
    first = root.find("body/outline")
    assert first is not None
    assert (root.get("version"), root.findtext("head/title")) == ("2.0", "Feeds of The Test Digest")
    assert [first.get(name) for name in ("type", "text", "xmlUrl", "htmlUrl", "language")] == [
        "rss",
        "Alpha Times (alpha-world)",
        "https://alpha.example/world.xml",
        "https://alpha.example/",
        "fr",
    ]
    assert document == feeds.write_opml(roster)


@given(st.one_of(st.binary(max_size=60), st.binary(max_size=40).map(lambda body: b"<opml><body>" + body)))
def test_no_list_is_too_broken(document: bytes) -> None:
    """Whatever bytes come as a list, they are read as far as they go or said to be no OPML."""
    assert isinstance(feeds.read_opml(document), tuple | Failed)


def test_what_is_no_list_is_refused(room: Path) -> None:
    """A missing file and a web page end with exit code 2 and one line."""
    room.joinpath("page.html").write_text("<html/>")
    assert "page.html: it is not OPML" in digest(room, "feeds", "import", "page.html", code=2).stderr
    assert "nowhere.opml is not a file" in digest(room, "feeds", "import", "nowhere.opml", code=2).stderr
    assert changes(room) == []


# --- list and health ----------------------------------------------------------------------------------------------


def test_the_feeds_are_listed_with_their_state(room: Path) -> None:
    """One row for each feed in the roster's order, as columns and as JSON."""
    rows = [re.split(r"\s{2,}", line) for line in digest(room, "feeds", "list").stdout.splitlines()]
    assert rows[0] == ["feed", "outlet", "country", "ownership", "language", "weight", "state"]
    assert rows[2] == ["alpha-sport", "Alpha Times", "state", "fr", "0.5", "unread"]
    said = json.loads(digest(room, "feeds", "list", "--json").stdout)
    assert [row["id"] for row in said] == ["alpha-world", "alpha-sport", "beta-all"]
    assert said[2]["state"] == "unread"


def test_health_names_each_trouble_with_its_evidence(tmp_path: Path, server: Site) -> None:
    """After real pulls each feed has its class: what is well is only counted, what is not comes with its reason."""
    names = ("well", "gone", "page", "dead", "old", "thin", "undated", "twin", "muted")
    moment = datetime(2026, 11, 18, 8, tzinfo=UTC)
    wire = [Item("well", f"Talks {n}", moment + timedelta(minutes=n)) for n in range(10)]
    wire += [Item("old", f"Past {n}", moment - timedelta(days=100 + n)) for n in range(5)]
    wire += [Item("thin", "Alone", moment)]
    serve_items(server, names, wire)
    server.routes |= {
        "/gone.xml": (410, {}, b""),
        "/page.xml": (200, {}, b"<!doctype html><html>moved</html>"),
        "/dead.xml": (500, {}, b""),
        "/undated.xml": (200, {}, rss(*(item(f"U{n}", guid=f"u{n}", link=f"https://u.example/{n}") for n in range(4)))),
        "/twin.xml": server.routes["/well.xml"],
    }
    folder = newsroom(tmp_path / "room", server, names)
    roster = folder / "feeds.yaml"
    roster.write_text(roster.read_text().replace('muted.xml"', 'muted.xml", mute_until: 2027-01-01'))
    for hour in (10, 11, 12, 13, 15):  # each failure doubles the time until the next try
        digest(folder, "pull", "--now", f"2026-11-18T{hour}:00Z")
    found = json.loads(digest(folder, "feeds", "health", "--json", "--now", "2026-11-18T16:00Z").stdout)
    assert {one["feed"].removesuffix("-all"): (one["condition"], one["evidence"]) for one in found} == {
        "well": ("ok", "10 entries, the newest of 2026-11-18"),
        "gone": ("gone", "HTTP 410 on 2026-11-18, never read, not asked since"),
        "page": ("not a feed", "a web page came instead of a feed, 5 times in a row, never read"),
        "dead": ("dead", "HTTP 500, 5 times in a row, never read"),
        "old": ("stale", "its newest entry is of 2026-08-10"),
        "thin": ("thin", "1 entry"),
        "undated": ("no dates", "none of its newest 4 entries has a date"),
        "twin": ("duplicate", "10 of its newest 10 links are in well-all too"),
        "muted": ("muted", "not read before 2027-01-01"),
    }
    said = digest(folder, "feeds", "health", "--now", "2026-11-18T16:00Z").stdout.splitlines()
    todo = "look for another, or `digest feeds remove gone-all`"
    assert f"gone-all: gone: HTTP 410 on 2026-11-18, never read, not asked since ({todo})" in said
    assert said[-1] == "1 ok, 1 muted, 1 gone, 1 not a feed, 1 dead, 1 duplicate, 1 thin, 1 no dates, 1 stale"


def condition(health: FeedHealth | None, links: int = 5, dated: int = 5) -> str:
    """The condition of a feed with that health and as many links."""
    glimpse = Glimpse(feed="a", entries=5, dated=dated, links=frozenset(map(str, range(links))))
    feed = Feed(id="a", outlet="o", url="u")
    known = {"a": health} if health else {}
    (found,) = diagnose([feed], known, {"a": glimpse}, now=NOW, today=NOW.date())
    return found.condition.value


def test_the_edges_of_each_condition() -> None:
    """Five failures make a feed dead, 90 days and a second stale, two entries thin."""
    well = FeedHealth(feed="a", last_ok=NOW, newest=NOW, entries=3)
    assert condition(None) == "unread"
    assert condition(well) == "ok"
    assert condition(FeedHealth(feed="a", failures=4, trouble="HTTP 500")) == "failing"
    assert condition(FeedHealth(feed="a", failures=5, trouble="HTTP 500")) == "dead"
    assert condition(FeedHealth(feed="a", failures=1, trouble="HTTP 410", gone=NOW)) == "gone"
    assert condition(FeedHealth(feed="a", last_ok=NOW, newest=NOW - timedelta(days=90), entries=3)) == "ok"
    assert condition(FeedHealth(feed="a", last_ok=NOW, newest=NOW - timedelta(days=91), entries=3)) == "stale"
    assert condition(FeedHealth(feed="a", last_ok=NOW, newest=NOW, entries=2)) == "thin"
    assert condition(well, dated=0) == "no dates"


@pytest.mark.parametrize(("shared", "found"), [(8, {}), (9, {"b": "duplicate"})])
def test_more_than_four_fifths_of_links_make_a_duplicate(shared: int, found: dict[str, str]) -> None:
    """Of two feeds that share more than 80 % of their links the later one is the duplicate; 80 % is not more."""
    feeds_of_both = [Feed(id=key, outlet="o", url=key) for key in "ab"]
    links = {"a": range(10), "b": range(10 - shared, 20 - shared)}
    glimpses = {
        key: Glimpse(feed=key, entries=10, dated=10, links=frozenset(map(str, of))) for key, of in links.items()
    }
    health = {key: FeedHealth(feed=key, last_ok=NOW, newest=NOW, entries=10) for key in "ab"}
    told = diagnose(feeds_of_both, health, glimpses, now=NOW, today=date(2026, 11, 22))
    assert {one.feed: one.condition.value for one in told if one.condition.value != "ok"} == found


# --- names and heads ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "home", "names"),
    [
        ("BBC News - World", "https://www.bbc.co.uk/news/", ("bbc", "BBC News", "bbc-world")),
        ("World RSS Feed | Le Monde", "https://www.lemonde.fr/", ("lemonde", "Le Monde", "lemonde-world")),
        ("微博外交", "https://news.sina.com.cn/", ("sina", "微博外交", "sina-all")),
        ("", "http://127.0.0.1:8000/", ("127-0-0-1", "127-0-0-1", "127-0-0-1-all")),
        ("Außenpolitik & Übersee", "https://a.example/", ("a", "Außenpolitik & Übersee", "a-all")),
    ],
)
def test_names_are_made_of_title_and_host(title: str, home: str, names: tuple[str, str, str]) -> None:
    """An outlet is called after its host and the part of the title that looks like it, a feed after the rest."""
    key = name_of_host(home)
    name = outlet_name(title, key)
    assert (key, name, feed_key(title, key, name)) == names


@given(st.text(max_size=80), st.text(max_size=40))
def test_names_are_always_ids(title: str, host: str) -> None:
    """Whatever titles and hosts look like, what is made of them can be an id, and a taken one gets a number."""
    key = name_of_host(f"https://{host.replace('[', '').replace(']', '')}/")
    made = feed_key(title, key, outlet_name(title, key))
    assert curate.is_id(key)
    assert curate.is_id(made)
    assert slug(title) == "" or curate.is_id(slug(title))
    assert free(made, {made, f"{made}-2"}) == f"{made}-3"


def test_a_feed_says_what_it_is() -> None:
    """Title, page and language come from RSS, Atom and JSON heads; broken bytes have none."""
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sr"><title type="html">A &amp;amp; B</title>'
        b'<link rel="self" href="https://a.example/feed"/><link href="https://a.example/"/></feed>'
    )
    made = b'{"version": "1.1", "title": "J", "home_page_url": "https://j.example/", "items": []}'
    assert read_head(Fetched(url="u", body=atom)) == Head(title="A & B", home="https://a.example/", language="sr")
    assert read_head(Fetched(url="u", body=made)) == Head(title="J", home="https://j.example/")
    assert read_head(Fetched(url="u", body=b"\xff\xfe{{<")) == Head()


@given(st.binary(max_size=80))
def test_no_page_is_too_broken(body: bytes) -> None:
    """Whatever bytes come as a page, what was announced before the damage is found and nothing is raised."""
    page = Fetched(url="https://p.example/", body=b"<link rel=alternate type=application/rss+xml href=f.xml><p>" + body)
    assert feed_addresses(page)[0] == "https://p.example/f.xml"
