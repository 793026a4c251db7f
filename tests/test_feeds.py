"""The feeds that leave the site: Atom, RSS and JSON Feed of briefs and stories."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from digest import feeds
from digest.feeds.channel import MOST_ITEMS
from digest.model import (
    Amendment,
    AmendmentKind,
    Block,
    Evidence,
    Facet,
    Failed,
    Feed,
    Issue,
    Link,
    Outlet,
    Ownership,
    Passage,
    Role,
    Sentence,
    State,
    StoryRecord,
    Topic,
)
from digest.publish.noticing import noticed
from digest.text import escape
from tests import validity
from tests.making import DAY, UNTIL, brief, issue, line, roster

ROSTER = roster(
    topics=(Topic(id="talks", title="Talks & treaties", formerly=("parleys",)), Topic(id="quiet", title="Quiet")),
    outlets=(
        Outlet(id="une", name="Une", ownership=Ownership.PRIVATE, role=Role.PRESS, language="fr"),
        Outlet(id="one", name="One", ownership=Ownership.PRIVATE, role=Role.PRESS, language="en"),
    ),
)
SITE = ROSTER.site
TREE = frozenset({"2026/11/19/index.md", "about.md"})
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z")
HOSTILE = st.text(max_size=80)


def published(*blocks: Block, days: int = 0, **other: Any) -> Issue:
    """A published issue, some days before the usual one."""
    back = timedelta(days=days)
    made = issue(brief(*blocks, state=State.PUBLISHED, day=DAY - back, until=UNTIL - back, **other))
    lines = tuple(replace(row, updated=UNTIL - back) for row in made.record.lines)
    return replace(made, record=replace(made.record, lines=lines))


def telling(key: str, entries: Sequence[str], *, days: int = 0, text: str = "", outlet: str = "one") -> Issue:
    """A published issue with one line, which tells a story on talks in France from some entries."""
    told = published(line(key, text), days=days)
    seen = UNTIL - timedelta(days=days, hours=3)
    facets = (Facet(kind="topic", id="parleys", words=()), Facet(kind="country", id="FR", words=()))
    evidence = tuple(
        Evidence(id=one, feed=outlet, outlet=outlet, title=one, link=f"https://{outlet}.example/{one}", seen=seen)
        for one in entries
    )
    sentences = (Sentence(text=told.brief.lines[0].text, entries=tuple(entries)),)
    rows = tuple(replace(row, sentences=sentences) for row in told.record.lines)
    stories = (StoryRecord(id=key, entries=tuple(entries), facets=facets),)
    return replace(told, record=replace(told.record, lines=rows, stories=stories, evidence=evidence))


def documents(*issues: Issue, **site: Any) -> dict[str, bytes]:
    """The feeds of some issues by their paths."""
    made = replace(ROSTER, site=replace(SITE, **site))
    return feeds.documents(feeds.newsstand(made, issues), TREE)


def archives(*issues: Issue) -> dict[str, bytes]:
    """The archive documents of some issues by their paths."""
    found = feeds.archives(feeds.newsstand(ROSTER, issues), TREE)
    return {path: data for archive in found for path, data in archive.files().items()}


def entries(document: bytes) -> list[tuple[str, str, str]]:
    """The ids, titles and links of a feed, as feedparser reads them."""
    parsed = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo
    return [(entry.id, entry.title, entry.link) for entry in parsed.entries]


def json_entries(document: bytes) -> list[tuple[str, str, str]]:
    """The ids, titles and links of a JSON Feed."""
    return [(item["id"], item["title"], item["url"]) for item in json.loads(document)["items"]]


@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=3))
def test_any_words_make_feeds_that_follow_the_rules(words: list[tuple[str, str]]) -> None:
    """Whatever titles, teasers, lines and passages hold, every document is well-formed and says the same items."""
    shown = [
        published(line("a", escape(text) or "x"), Passage(text=text), days=days, word=word, teaser=text)
        for days, (word, text) in enumerate(words)
    ]
    made = documents(*shown)
    for path, document in made.items():
        check(path, document)
    for name in ("feeds/briefs", "feeds/stories"):
        told = entries(made[f"{name}.atom.xml"])
        assert [(key, link) for key, _, link in told] == [(key, link) for key, _, link in entries(made[f"{name}.xml"])]
        assert [(key, link) for key, _, link in told] == [
            (key, link) for key, _, link in json_entries(made[f"{name}.json"])
        ]


@given(st.lists(st.one_of(HOSTILE, HOSTILE.map(escape)), min_size=1, max_size=3))
def test_plain_lines_are_what_markdown_makes_of_them(texts: list[str]) -> None:
    """Lines of words and links, which need no Markdown, read as they do where a person's own words need it."""
    lines = [line(f"a{number}", text.strip() or "x") for number, text in enumerate(texts)]
    both = (published(*lines), published(*lines, Passage(text="*So*")))
    told, whole = (json.loads(documents(one)["feeds/briefs.json"])["items"][0]["content_html"] for one in both)
    assert told in whole


@given(st.lists(st.text("abc é中文 ,.;:!?'-", min_size=1, max_size=80), min_size=1, max_size=3))
def test_every_format_reads_back_to_the_same_items(words: list[str]) -> None:
    """Feedparser finds the same ids, titles and links in Atom, RSS and JSON Feed, in the same order."""
    made = documents(*(published(line("a"), days=days, teaser=text) for days, text in enumerate(words)))
    for name in ("feeds/briefs", "feeds/stories"):
        told = json_entries(made[f"{name}.json"])
        assert entries(made[f"{name}.atom.xml"]) == entries(made[f"{name}.xml"]) == told


def check(path: str, document: bytes) -> None:
    """The rules that a validator has for a document of a feed."""
    validity.check(path, document, SITE.url)


def test_an_inbox_learns_what_is_in_it() -> None:
    """A title carries the word, the first clause and the date; the guid never depends on either."""
    (entry,) = feedparser.parse(documents(published(line("a")))["feeds/briefs.xml"]).entries
    assert entry.title == "First POST: Edges: One (20 November 2026)"
    assert entry.id == "tag:example.org,2026-01-01:brief/2026-11-20"
    assert entry.link == "https://example.org/digest/2026/11/20/"
    assert parsedate_to_datetime(entry.published) == UNTIL


def test_only_published_briefs_leave_the_newsroom() -> None:
    """Open briefs and those in review are in no feed, and the newest published one comes first."""
    made = documents(published(line("a"), days=2), published(line("b"), days=1), issue(brief(line("c"))))
    assert [link[-11:-1] for _, _, link in entries(made["feeds/briefs.xml"])] == ["2026/11/19", "2026/11/18"]
    assert b"Line c" not in b"".join(made.values())
    many = documents(*(published(line(f"l{back}"), days=back) for back in range(60)))
    assert {len(entries(many[f"feeds/{name}.atom.xml"])) for name in ("briefs", "stories")} == {MOST_ITEMS}


def test_a_feed_with_nothing_in_it_is_not_written() -> None:
    """Before the first brief there is the feed of briefs alone, in every format, and it is valid."""
    made = documents()
    assert set(made) == {"feeds/briefs.xml", "feeds/briefs.atom.xml", "feeds/briefs.json"}
    for path, document in made.items():
        check(path, document)
    assert "feeds/t/quiet.xml" not in documents(telling("a", ["e1"]))


def test_the_channel_says_whose_it_is() -> None:
    """RSS has what its specification asks for, and every format names the hub that the newsroom names."""
    made = documents(published(line("a")), hub="https://hub.example/")
    channel = etree.fromstring(made["feeds/briefs.xml"]).find("channel")
    assert channel is not None
    assert [channel.findtext(tag) for tag in ("title", "link", "description", "language", "ttl")] == [
        "The Digest & Co: First POST",
        "https://example.org/digest/",
        "The Digest & Co",
        "en",
        "60",
    ]
    assert parsedate_to_datetime(channel.findtext("lastBuildDate") or "") == UNTIL
    for root in (channel, etree.fromstring(made["feeds/briefs.atom.xml"])):
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["hub"] == "https://hub.example/"
    assert json.loads(made["feeds/briefs.json"])["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert b"hub" not in b"".join(documents(published(line("a"))).values())


def test_people_who_open_a_feed_are_helped() -> None:
    """Each XML document names a style sheet that lies in the theme, relative to itself."""
    for path, document in documents(telling("a", ["e1"])).items():
        if path.endswith(".xml"):
            (href,) = re.findall(rb'<\?xml-stylesheet type="text/css" href="([^"]+)"\?>', document)
            assert href.decode() == "../" * path.count("/") + "assets/feed.css"


def test_the_content_is_the_page() -> None:
    """An item carries the lines as readers get them, hand edits included, with no script and absolute links."""
    by_hand = line(
        "a",
        '[Talks](https://t.example/) open <script>alert(1)</script>, *says* an editor. <a onclick="x">y</a> '
        "[Before](19.md#b), [here](#a), [us](about.md), [odd](javascript:alert(1)) and [who](//w.example/x).",
    )
    shown = replace(by_hand, more=(Link(label="A & B", url="https://b.example/"),))
    made = documents(published(shown))
    (entry,) = feedparser.parse(made["feeds/briefs.xml"], sanitize_html=False).entries
    html = entry.content[0].value
    assert '<a href="https://t.example/">Talks</a> open' in html
    assert '<a href="https://b.example/">A &amp; B</a>' in html
    assert "<em>says</em>" in html
    assert '<a href="https://example.org/digest/2026/11/19/#b">Before</a>' in html
    assert '<a href="https://example.org/digest/2026/11/20/#a">here</a>' in html
    assert '<a href="https://example.org/digest/about/">us</a>' in html
    assert '<a href="https://w.example/x">who</a>' in html
    assert "script" not in html
    assert "onclick" not in html
    assert json.loads(made["feeds/briefs.json"])["items"][0]["content_html"] == html


def test_the_same_briefs_give_the_same_bytes() -> None:
    """No moment of building is in a feed, and the order in which briefs arrive changes nothing."""
    issues = [telling("a", [f"e{back}"], days=back) for back in range(40)]
    assert documents(*issues) == documents(*issues[::-1])
    assert archives(*issues) == archives(*issues[::-1])


def test_a_story_is_one_item_and_told_again_with_new_evidence_only() -> None:
    """A story keeps its id over days; a telling without new evidence moves nothing, one with it moves its date."""
    first, again = telling("a", ["e1"], days=2), telling("a", ["e1"], days=1)
    newer = telling("a", ["e1", "e2"], text="[More](https://one.example/e2) is known, One reports.")
    assert documents(first)["feeds/stories.xml"] == documents(first, again)["feeds/stories.xml"]
    item = json.loads(documents(first, again, newer)["feeds/stories.json"])["items"]
    assert [one["id"] for one in item] == ["tag:example.org,2026-01-01:story/a"]
    assert item[0]["title"] == "More is known, One reports. (20 November 2026)"
    assert item[0]["url"] == "https://example.org/digest/2026/11/20/#a"
    assert item[0]["date_published"] == "2026-11-18T06:00:00Z"
    assert item[0]["date_modified"] == "2026-11-20T06:00:00Z"
    assert '<a href="https://example.org/digest/2026/11/18/#a">18 November 2026</a>' in item[0]["content_html"]


def test_topics_countries_and_languages_have_feeds_of_their_own() -> None:
    """A story is in the feed of each of its topics (by its present id), countries and its outlets' languages."""
    stand = feeds.newsstand(ROSTER, [telling("a", ["e1"], outlet="une"), telling("b", ["e2"], days=1)])
    made = feeds.documents(stand, TREE)
    assert {path for path in made if path.count("/") > 1} == {
        *("feeds/t/talks.xml", "feeds/t/talks.atom.xml", "feeds/c/FR.xml", "feeds/c/FR.atom.xml"),
        *("feeds/l/fr.xml", "feeds/l/fr.atom.xml", "feeds/l/en.xml", "feeds/l/en.atom.xml"),
    }
    assert len(entries(made["feeds/t/talks.atom.xml"])) == 2
    assert [key[-1] for key, _, _ in entries(made["feeds/l/fr.xml"])] == ["a"]
    parsed = feedparser.parse(made["feeds/c/FR.atom.xml"])
    assert parsed.feed.title == "The Digest & Co: France"
    assert [row.label for row in parsed.entries[0].tags] == ["Talks & treaties", "France"]
    offered = {path for offer in feeds.offers(stand) for path in (offer.rss, offer.atom, offer.json) if path}
    assert offered == set(made)


def noted(shown: Issue, now: datetime) -> Issue:
    """The issue after a look at its page."""
    return replace(shown, record=noticed(shown, now))


def moments(document: bytes) -> dict[str, str]:
    """The date of each item's last change, by its id."""
    return {item["id"]: item["date_modified"] for item in json.loads(document)["items"]}


def test_a_hand_edit_moves_the_date_of_that_item_only() -> None:
    """The moment at which a changed page is first seen dates its brief and its line, until the next change."""
    before = [telling("a", ["e1"]), telling("b", ["e2"], days=1)]
    later = UNTIL + timedelta(days=3, hours=1)
    by_hand = replace(before[1].brief, blocks=(line("b", "An editor's own words."), line("hand", "And one more.")))
    edited = noted(replace(before[1], brief=by_hand), later)
    assert noted(before[0], later).record is before[0].record
    assert noted(edited, later + timedelta(days=1)).record is edited.record
    for name, key in (("briefs", "brief/2026-11-19"), ("stories", "story/b")):
        old, new = (moments(documents(*each)[f"feeds/{name}.json"]) for each in (before, (before[0], edited)))
        moved = {one for one in old if old[one] != new[one]}
        assert moved == {f"tag:example.org,2026-01-01:{key}"}
        assert new[moved.pop()] == "2026-11-23T07:00:00Z"
    again = replace(edited, brief=replace(by_hand, blocks=(line("b", "An editor's own words."),)))
    final = noted(again, later + timedelta(hours=5))
    assert moments(documents(final)["feeds/stories.json"]) == {
        "tag:example.org,2026-01-01:story/b": "2026-11-23T07:00:00Z"
    }
    assert moments(documents(final)["feeds/briefs.json"]) == {
        "tag:example.org,2026-01-01:brief/2026-11-19": "2026-11-23T12:00:00Z"
    }


def test_a_withdrawn_line_leaves_every_feed() -> None:
    """What an editor withdrew is in no feed any more, and dates the brief that it stood in."""
    told = published(line("a", "Kept words."), line("b", "Withdrawn words."))
    at = UNTIL + timedelta(days=1)
    gone = replace(
        told.record,
        lines=told.record.lines[:1],
        amendments=(Amendment(line="b", change=AmendmentKind.WITHDRAWN, at=at),),
    )
    after = Issue(brief=replace(told.brief, blocks=told.brief.blocks[:1]), record=gone)
    made = documents(after)
    assert b"Withdrawn words" not in b"".join(made.values())
    assert list(moments(made["feeds/briefs.json"]).values()) == ["2026-11-21T06:00:00Z"]
    assert list(moments(made["feeds/stories.json"]).values()) == ["2026-11-20T06:00:00Z"]


def test_what_hands_did_before_publication_is_no_news() -> None:
    """A page in review may be changed at will; its record notes nothing until it is out."""
    shown = issue(brief(line("a")))
    edited = replace(shown, brief=replace(shown.brief, word="Doorways"))
    assert noticed(edited, UNTIL) is edited.record


def test_older_briefs_are_in_archive_documents() -> None:
    """Following prev-archive from the feed gives every brief ever published, in Atom and in RSS."""
    issues = [published(line(f"l{back}"), days=back) for back in range(120)]
    made = documents(*issues) | archives(*issues)
    for ending in (".atom.xml", ".xml"):
        found, name, visited = set(), f"feeds/briefs{ending}", 0
        while name:
            root = etree.fromstring(made[name])
            head = root if ending == ".atom.xml" else root.find("channel")
            assert head is not None
            assert (head.find(f"{HISTORY}archive") is not None) == bool(visited)
            assert ("next-archive" in {link.get("rel") for link in head.findall(f"{ATOM}link")}) == (visited == 4)
            links = {link.get("rel"): link.get("href") or "" for link in head.findall(f"{ATOM}link")}
            if visited:
                assert links["current"] == f"https://example.org/digest/feeds/briefs{ending}"
            found |= {key for key, _, _ in entries(made[name])}
            name = links.get("prev-archive", "").removeprefix("https://example.org/digest/")
            visited += 1
        assert visited == 5
        assert len(found) == 120
    for path, document in made.items():
        check(path, document)


def test_a_new_brief_changes_no_archive_document() -> None:
    """The documents of months that are over stay as they are, byte for byte, when another brief comes."""
    issues = [published(line(f"l{back}"), days=back) for back in range(1, 100)]
    before, after = archives(*issues), archives(published(line("new")), *issues)
    assert before == after
    next_month = published(line("new"), days=-20)
    more = archives(next_month, *issues)
    assert {path: more[path] for path in before} == before
    assert set(more) - set(before) == {"feeds/briefs/2026-11.xml", "feeds/briefs/2026-11.atom.xml"}


def test_a_hand_edit_renews_one_archive_document() -> None:
    """The mark of a month changes with its words, and with nothing else."""
    issues = [published(line(f"l{back}"), days=back) for back in range(100)]
    edited = [*issues[:60], replace(issues[60], brief=replace(issues[60].brief, word="Doorways")), *issues[61:]]
    marks = [[one.mark for one in feeds.archives(feeds.newsstand(ROSTER, each), TREE)] for each in (issues, edited)]
    assert [old == new for old, new in zip(*marks, strict=True)] == [True, False, True]


def test_long_briefs_stay_within_the_limit() -> None:
    """A document never grows beyond its limit: a text is cut between lines with a link to the rest, then items go."""
    long = [
        published(*(line(f"l{back}-{number}", "word & " * 300) for number in range(12)), days=back, teaser="t" * 5000)
        for back in range(70)
    ]
    for path, document in (documents(*long) | archives(*long)).items():
        check(path, document)
    item = json.loads(documents(*long)["feeds/briefs.json"])["items"][0]
    assert item["content_html"].endswith(
        '<p><a href="https://example.org/digest/2026/11/20/">Read on at The Digest &amp; Co</a></p>'
    )
    assert item["content_html"].count("<li>") == 3


def test_the_feeds_of_the_site_are_a_list_to_import() -> None:
    """OPML of the site's own feeds has each of them once, in the primary format."""
    offers = feeds.offers(feeds.newsstand(ROSTER, [telling("a", ["e1"])]))
    read = feeds.read_opml(feeds.write_offers(ROSTER, offers))
    assert not isinstance(read, Failed)
    assert [row.url for row in read] == [f"https://example.org/digest/{offer.atom}" for offer in offers]


def test_the_public_list_of_sources_has_no_password() -> None:
    """What stands before the host of an address is for the newsroom alone."""
    own = replace(ROSTER, feeds=(Feed(id="one-all", outlet="one", url="https://me:secret@one.example:8000/rss?a=b"),))
    read = feeds.read_opml(feeds.write_opml(own, public=True))
    assert not isinstance(read, Failed)
    assert read[0].url == "https://one.example:8000/rss?a=b"
