"""Reading: from the bytes of feeds to entries, and from the answers of platforms to figures."""

from __future__ import annotations

import csv
import gzip
import json
import pickle
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Account, Contents, Entry, Failed, Feed, Fetched, Outlet, Ownership, Platform, Role
from digest.sources import FigureRequest, bluesky, mastodon
from digest.sources.feeds import SUMMARY, read_feed
from digest.sources.texts import plain_text
from digest.text import digest_of, plain
from tests.serving import item, rss

SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
OUTLET = Outlet(
    id="one", name="The One", ownership=Ownership.PRIVATE, role=Role.PRESS, home="https://one.example/", language="fr"
)
FEED = Feed(id="feed", outlet="one", url="https://feeds.example/one.xml")


def document(body: bytes | str, charset: str = "") -> Fetched:
    """A document as fetched from the feed's address."""
    raw = body.encode() if isinstance(body, str) else body
    return Fetched(url=FEED.url, body=raw, charset=charset)


def read(body: bytes | str, feed: Feed = FEED, charset: str = "") -> tuple[Entry, ...]:
    """The entries of a document that can be read."""
    contents = read_feed(feed, OUTLET, document(body, charset), SEEN)
    assert not isinstance(contents, Failed), contents
    return contents.entries


def read_one(*items: str, feed: Feed = FEED) -> Entry:
    """The only entry of an RSS document."""
    (entry,) = read(rss(*items), feed)
    return entry


def atom(*entries: str, attributes: str = "", head: str = "") -> str:
    """An Atom document around entries that are XML already."""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>t</title><id>urn:x</id>{head}'
        f"{''.join(entries)}</feed>"
    )


def test_an_item_becomes_an_entry() -> None:
    """Title, link, date, summary, authors and categories of an item are kept, as plain text."""
    entry = read_one(
        "<item><title>Talks &amp;amp; tea: &lt;b&gt;Geneva&lt;/b&gt;</title><link>https://news.example/a?b=1&amp;c=2</link>"
        "<guid isPermaLink='false'>g1</guid><pubDate>Sun, 22 Nov 2026 10:30:00 +0100</pubDate>"
        "<author>desk@news.example (A. Writer)</author><category>Iran</category><category>Iran</category>"
        "<description>&lt;p&gt;First.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;Second.&lt;/p&gt;</description></item>"
    )
    assert replace(entry, id="") == Entry(
        id="",
        feed="feed",
        outlet="one",
        title="Talks & tea: Geneva",
        link="https://news.example/a?b=1&c=2",
        seen=SEEN,
        published=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        summary="First. Second.",
        language="fr",
        authors=("A. Writer",),
        categories=("Iran",),
    )


def test_json_feed_is_read_too() -> None:
    """JSON Feed, which feedparser does not know, gives entries like any other."""
    items = [
        {
            "id": 7,
            "url": "/a",
            "title": "Talks",
            "content_html": "<p>Text</p>",
            "date_published": "2026-11-22T10:30:00.5+01:00",
            "authors": [{"name": "A. Writer"}],
            "tags": ["Iran", 3],
            "language": "de",
        },
        {"id": "8", "content_text": "Only text on a <draft> &amp; more"},
        "nonsense",
        {"id": "9"},
    ]
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "t", "home_page_url": "https://news.example/"}
    first, second = read("\ufeff " + json.dumps(head | {"items": items}))
    assert first.link == "https://news.example/a"
    assert first.published == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert (first.title, first.summary, first.language) == ("Talks", "Text", "de")
    assert (first.authors, first.categories) == (("A. Writer",), ("Iran",))
    assert (second.title, second.link) == ("Only text on a <draft> & more", "https://news.example/")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("", "the document is empty"),
        (" \n", "the document is empty"),
        ("<!doctype html><html><body>Down for maintenance</body></html>", "a web page came instead of a feed"),
        ("hello", "it is not a feed"),
        ("<opml version='2.0'><body/></opml>", "it is not a feed"),
        ('{"error": "no"}', "it is not a feed"),
        ('{"items": [', "it is broken, nothing in it can be read"),
        ('{"items":' + "[" * 100_000, "it is broken, nothing in it can be read"),
        ("<rss version='2.0'><channel><title>cut", "it is broken, nothing in it can be read"),
    ],
)
def test_what_is_no_feed_is_told(body: str, what: str) -> None:
    """What cannot be read as a feed becomes Failed with a sentence."""
    outcome = read_feed(FEED, OUTLET, document(body), SEEN)
    assert isinstance(outcome, Failed)
    assert outcome.what == what
    assert outcome.todo


def test_an_empty_feed_is_no_failure() -> None:
    """A feed without items gives no entries and no problem."""
    assert read(rss()) == ()
    assert read(atom()) == ()


# --- addresses ----------------------------------------------------------------------------------------------------


BURNER = "feedburner:origLink"


@pytest.mark.parametrize(
    ("body", "link"),
    [
        (rss(item("t", link="/a")), "https://news.example/a"),
        (rss(item("t", link="  https://x.example/a b\n ")), "https://x.example/a%20b"),
        (rss(item("t", link="javascript:alert(1)")), "https://news.example/"),
        (rss(item("t", link=" data:text/html,x", guid="g")), "https://news.example/"),
        (rss(item("t", link="//x.example/a")), "https://x.example/a"),
        (rss(item("t", link="https://x.example/\u202egnp.exe")), "https://x.example/%E2%80%AEgnp.exe"),
        (rss(item("t", link="http://[bad/a")), "https://news.example/"),
        (rss(item("t", guid="https://x.example/permalink")), "https://x.example/permalink"),
        (rss(item("t", guid="g"), link=""), "https://one.example/"),
        (atom('<entry><title>t</title><id>1</id><link href="a"/></entry>'), "https://feeds.example/a"),
        (
            atom(
                '<entry xml:base="deep/"><title>t</title><id>1</id><link href="a"/></entry>',
                attributes='xml:base="https://base.example/"',
            ),
            "https://base.example/deep/a",
        ),
        (
            atom(
                '<entry><title>t</title><id>1</id><link href="foo"/></entry>', attributes='xml:base="javascript:x()//"'
            ),
            "https://feeds.example/foo",
        ),
        (
            rss(
                item("t", link="https://feedproxy.example/~r/1")[:-7],
                f"<{BURNER}>https://news.example/1</{BURNER}></item>",
            ).replace(b"<rss ", b'<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '),
            "https://news.example/1",
        ),
    ],
)
def test_links_are_whole_web_addresses(body: bytes | str, link: str) -> None:
    """Relative links are completed, others than http and https fall back to the feed's home."""
    (entry,) = read(body)
    assert entry.link == link


# --- dates and languages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("Sun, 22 Nov 2026 10:00:00 GMT", datetime(2026, 11, 22, 10, tzinfo=UTC)),
        ("2026-11-22T10:00:00+08:00", datetime(2026, 11, 22, 2, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 09:00:00 GMT", datetime(2026, 11, 23, 9, tzinfo=UTC)),
        ("Tue, 24 Nov 2026 09:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None),
        ("0000-00-00T00:00:00Z", None),
        ("yesterday", None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_only_plausible_dates_are_believed(written: str, published: datetime | None) -> None:
    """Dates before 1990, more than a day ahead or in no known form are no dates."""
    assert read_one(item("t", guid="g", date=written)).published == published


@pytest.mark.parametrize(
    ("of_entry", "of_document", "of_feed", "language"),
    [
        ("", "", "", "fr"),
        ("", "en_us", "", "en-US"),
        ("", "en-us", "zh-hant-tw", "zh-Hant-TW"),
        ("", "English", "", "fr"),
        ("", "und", "", "fr"),
        ("de", "en", "zh", "de"),
        ("en", "en", "zh", "zh"),
    ],
)
def test_the_nearest_language_counts(of_entry: str, of_document: str, of_feed: str, language: str) -> None:
    """An entry's own language comes first, then what editors say, then the document's, then the outlet's."""
    entry = f'<entry xml:lang="{of_entry or of_document}"><title>t</title><id>1</id></entry>'
    (read_entry,) = read(atom(entry, attributes=f'xml:lang="{of_document}"'), replace(FEED, language=of_feed))
    assert read_entry.language == language


@pytest.mark.parametrize(
    ("title", "outlet", "language"),
    [
        ("Talks resume in Geneva", "en", "en"),
        ("外交部发言人答记者问", "en", "zh"),
        ("外務省が声明を発表", "en", "ja"),
        ("外務省発表", "ja-JP", "ja-JP"),
        ("외교부 대변인 논평", "en", "ko"),
        ("МИД России выразил протест", "en", "ru"),
        ("Зеленський їде до Відня", "en", "uk"),
        ("Външно министерство", "bg", "bg"),
        ("وزارة الخارجية", "en", "ar"),
        ("گفتگو درباره پرونده هسته‌ای", "en", "fa"),
        ("پاکستان کے وزیر خارجہ نے بڑا بیان دے دیا ہیں", "en", "ur"),
        ("Υπουργείο Εξωτερικών", "en", "el"),
        ("विदेश मंत्रालय", "en", "hi"),
        ("กระทรวงการต่างประเทศ", "en", "th"),
        ("משרד החוץ", "en", "he"),
        ("Embassy opens Weibo account 中国", "en", "en"),
    ],
)
def test_a_script_tells_the_language_that_nobody_says(title: str, outlet: str, language: str) -> None:
    """Where neither entry, editors nor document say a language, a script that the outlet's has not tells another."""
    found = read_feed(FEED, replace(OUTLET, language=outlet), document(rss(item(title, guid="g"))), SEEN)
    assert not isinstance(found, Failed)
    assert [entry.language for entry in found.entries] == [language]


# --- text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Talks resume - The One", "Talks resume"),
        ("Talks resume | the one", "Talks resume"),
        ("Talks resume – The Other", "Talks resume – The Other"),
        ("The One", "The One"),
        ("Who is The One", "Who is The One"),
    ],
)
def test_the_outlets_name_is_no_part_of_a_title(title: str, kept: str) -> None:
    """The outlet's own name at a title's end goes, any other stays."""
    assert read_one(item(title, guid="g")).title == kept


def test_google_news_names_the_publisher() -> None:
    """Of an item that Google News passes on, the publisher leaves the title's end and stands where an author would."""
    source = "<source url='https://www.spiegel.de'>DER SPIEGEL</source></item>"
    link = "https://news.google.com/rss/articles/CBMihAFBVV95cUx?oc=5"
    passed_on = read_one(item("Talks - resumed - DER SPIEGEL", guid="g", link=link)[:-7] + source)
    assert (passed_on.title, passed_on.authors) == ("Talks - resumed", ("DER SPIEGEL",))
    own = read_one(item("Talks resumed", guid="g", link="/a")[:-7] + source)
    assert (own.title, own.authors) == ("Talks resumed", ())


def test_links_lose_their_marks_and_entries_keep_their_ids() -> None:
    """An entry's link is canonical; its id rests on what the publisher wrote, whatever becomes of the link."""
    marked = read_one(item("t", link="https://x.example/a?utm_source=rss&amp;id=1"))
    assert marked.link == "https://x.example/a?id=1"
    assert marked.id == digest_of("feed", "https://x.example/a?utm_source=rss&id=1")


@pytest.mark.parametrize(
    "piece", ["<!-- ", "<br ", "<a <", "<!-- >", "<script>", "&lt;", "<p title='", "<![CDATA[", "</"]
)
def test_no_markup_takes_long(piece: str) -> None:
    """Texts made of what parsers look for to the end cost little, however long they are."""
    started = time.process_time()
    for _ in range(20):
        plain_text(piece * 100_000)
    assert time.process_time() - started < 8


def test_nothing_unseen_is_kept() -> None:
    """Controls, marks that turn the direction of text and halves of characters are in no field of an entry."""
    bad = "a&#x202e;b&#x2066;c&#x200b;d\ufeffe\x7ff"
    entry = read_one(item(bad, guid="g", body=bad)[:-7] + f"<category>{bad}</category><author>{bad}</author></item>")
    assert (entry.title, entry.summary, entry.categories, entry.authors) == (
        "abcdef",
        "abcdef",
        ("abcdef",),
        ("abcdef",),
    )


def test_long_texts_are_cut_at_a_word() -> None:
    """A summary ends within its limit, at a word's end, and shows that it goes on."""
    summary = read_one(item("t", guid="g", body="word " * 1000)).summary
    assert len(summary) <= SUMMARY
    assert summary.endswith("word…")
    assert len(read_one(item("t", guid="g", body="文" * 5000)).summary) == SUMMARY


def test_a_summary_stands_in_for_a_title() -> None:
    """An entry without a title takes the start of its summary; one without both is nothing."""
    entry, *none = read(rss(item("", guid="a", body="word " * 50), item("", guid="b")))
    assert not none
    assert entry.title.startswith("word word")
    assert len(entry.title) <= 90


def test_a_summary_behind_a_large_picture_is_safe() -> None:
    """Markup too long to be looked through never ends up as text."""
    body = f"&lt;p&gt;Text.&lt;/p&gt;&lt;img src='data:image/png;base64,{'A' * 100_000}'&gt;"
    assert read_one(item("t", guid="g", body=body)).summary == "Text."


# --- bytes --------------------------------------------------------------------------------------------------------

GOOD = item("Café 外交", guid="good", body="外交部发言人")


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (b"\n\n <br/>\nWarning: mysql_connect()\n" + rss(GOOD), ""),
        (b"Notice: x in feed.php\n" + rss(GOOD).partition(b"?>")[2], ""),
        (rss(GOOD) + b"\n<!-- cached --><script>x</script>", ""),
        (b"\xef\xbb\xbf" + rss(GOOD), ""),
        (rss(GOOD), "iso-8859-1"),
        (rss(GOOD).replace(b"utf-8", b"windows-1252"), ""),
        (rss(GOOD + item("\x00\x01a\x08\x1f", guid="x")), ""),
        (rss(GOOD + item("a&#xD800;b&#0;c&#x110000;&#99999999999;", guid="x")), ""),
        (rss(GOOD + item("aXXb", guid="x")).replace(b"XX", b"\xff\xfe\xc3\x28\xed\xa0\x80"), ""),
        (rss(GOOD).decode().replace("utf-8", "utf-16").encode("utf-16"), ""),
        (rss(GOOD).decode().replace("utf-8", "gb2312").encode("gb18030"), ""),
        (rss(GOOD).decode().replace("utf-8", "gb2312").encode("gb18030"), "gb2312"),
        (rss(GOOD)[:-20], ""),
    ],
)
def test_damaged_bytes_cost_no_entry(body: bytes, charset: str) -> None:
    """Junk around a document, wrong encodings, controls and broken characters leave the good entry as it was."""
    assert "Café 外交" in [entry.title for entry in read(body, charset=charset)]


def test_latin_text_that_says_utf8_is_not_mangled() -> None:
    """A document in Latin-1 that claims to be UTF-8 is read as what it is."""
    assert read_one("<item><title>XX</title></item>").title == "XX"
    (entry,) = read(rss(item("Café déjà", guid="g")).decode().encode("latin-1"))
    assert entry.title == "Café déjà"


def test_japanese_in_seven_bits_survives() -> None:
    """The escapes of ISO-2022-JP are no control characters to be removed."""
    body = rss(item("外務省", guid="g")).decode().replace("utf-8", "iso-2022-jp").encode("iso-2022-jp")
    (entry,) = read(body)
    assert entry.title == "外務省"


@given(st.binary(max_size=300))
def test_no_bytes_raise(body: bytes) -> None:
    """Whatever arrives, reading gives entries or Failed."""
    for whole in (body, b"<rss version='2.0'><channel><item><title>" + body, b'{"items": [{"title": "' + body):
        assert isinstance(read_feed(FEED, OUTLET, document(whole), SEEN), Contents | Failed)


def test_readers_can_work_elsewhere() -> None:
    """The function, what it takes and what it gives can be sent to another process."""
    call = pickle.loads(pickle.dumps((read_feed, (FEED, OUTLET, document(rss(GOOD)), SEEN))))
    result = call[0](*call[1])
    assert pickle.loads(pickle.dumps(result)).entries == read(rss(GOOD))


# --- identity -----------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["", "a", "b", "c"])
ITEMS = st.lists(st.tuples(NAMES, NAMES, NAMES, NAMES), max_size=8)


def as_items(rows: list[tuple[str, str, str, str]]) -> list[str]:
    """Items of guid, link, title and body, each possibly empty."""
    return [
        item(title and f"Title {title}", guid=guid, link=link and f"https://x.example/{link}", body=body)
        for guid, link, title, body in rows
    ]


@given(ITEMS, st.randoms(use_true_random=False))
def test_ids_do_not_depend_on_order(rows: list[tuple[str, str, str, str]], chance: Any) -> None:
    """Shuffling the items of a document, or giving some twice, changes no entry's id, and no two share one."""
    first = read(rss(*as_items(rows)))
    shuffled = rows + rows[:2]
    chance.shuffle(shuffled)
    assert {entry.id: entry for entry in read(rss(*as_items(shuffled)))} == {entry.id: entry for entry in first}
    assert len({entry.id for entry in first}) == len(first)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=10, unique=True), st.integers(0, 30))
def test_ids_do_not_depend_on_the_batch(guids: list[int], cut: int) -> None:
    """An entry whose guid is its own has the same id whatever stands beside it, and whatever becomes of its text."""
    whole = {entry.title: entry.id for entry in read(rss(*(item(f"{n}", guid=f"g{n}", link="/same") for n in guids)))}
    for number in guids[:cut]:
        assert read_one(item(f"{number}", guid=f"g{number}", link="/other", body="new")).id == whole[f"{number}"]


def test_ids_belong_to_their_feed() -> None:
    """The same guid in two feeds names two entries; a renamed feed's entries keep theirs."""
    here, there = (read_one(GOOD, feed=replace(FEED, id=name)) for name in ("here", "there"))
    renamed = read_one(GOOD, feed=replace(FEED, id="there", formerly=("here", "between")))
    assert here.id != there.id
    assert renamed.id == here.id
    assert renamed.feed == "there"


def test_repeated_guids_are_told_apart() -> None:
    """One guid for all is told apart by link, one guid and link by text; what is the same in all is one entry."""
    by_link = read(rss(*(item("t", guid="0", link=f"/{n}") for n in range(3)), item("t", guid="0", link="/0")))
    assert len({entry.id for entry in by_link}) == len(by_link) == 3
    by_text = read(rss(*(item(f"t{n}", guid="0", link="/") for n in range(3)), item("t0", guid="0", link="/")))
    assert len({entry.id for entry in by_text}) == len(by_text) == 3


# --- the recorded feeds -------------------------------------------------------------------------------------------


def recorded(material: Path) -> Iterator[tuple[str, bytes]]:
    """Every document of the corpus by its name."""
    folder = material / "data" / "feeds"
    with (folder / "manifest.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            yield row["file"], gzip.decompress((folder / row["file"]).read_bytes())


def told_by_feedparser(body: bytes) -> set[tuple[str, ...]]:
    """What feedparser alone finds in a document: each item once that has a text at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False).entries
        items = {
            (item.get("id", ""), item.get("link", ""), plain(item.get("title", "")), plain(item.get("summary", "")))
            for item in found
        }
    return {(*names, title, summary) for *names, title, summary in items if title or summary}


@pytest.mark.material
def test_no_entry_of_a_real_feed_is_lost(material: Path) -> None:
    """Of every recorded document come all entries that feedparser finds, and JSON Feeds come on top."""
    documents, entries = 0, 0
    for name, body in recorded(material):
        found = read(body, replace(FEED, id=name))
        told = told_by_feedparser(body)
        if told:
            assert len(found) == len(told), name
        assert found or name.endswith("002-nohost.xml.gz"), name  # one whose items have no text at all
        assert len({entry.id for entry in found}) == len(found), name
        assert all(entry.title and entry.link.startswith("http") for entry in found), name
        documents, entries = documents + 1, entries + len(found)
    assert documents == 320
    assert entries == 13_355


# --- figures ------------------------------------------------------------------------------------------------------

TODAY = date(2026, 11, 22)


def account(key: str, handle: str, source: str, **other: Any) -> Account:
    """An embassy's account."""
    return Account(id=key, platform=source, handle=handle, name=key, office=key, kind="embassy", source=source, **other)


@pytest.mark.parametrize(
    ("handle", "url", "asked"),
    [
        ("@embassy@social.example", "", "https://social.example/api/v1/accounts/lookup?acct=embassy"),
        ("embassy@own.example", "https://social.own.example/@embassy", "https://social.own.example/api/v1/accounts/lookup?acct=embassy"),
        ("embassy", "https://social.example/users/embassy", "https://social.example/api/v1/accounts/lookup?acct=embassy"),
        ("embassy@social.example", "https://ministry.example/", "https://social.example/api/v1/accounts/lookup?acct=embassy"),
    ],
)  # fmt: skip
def test_mastodon_accounts_are_asked_for_at_their_server(handle: str, url: str, asked: str) -> None:
    """The server is that of the profile page, else that of the handle."""
    (request,) = mastodon.requests((account("x", handle, "mastodon", url=url),), ())
    assert request == FigureRequest(key=("x",), url=asked)


def test_an_api_of_ones_own_is_asked_instead() -> None:
    """A platform's own address replaces every server, and then tells apart equal names on different ones."""
    platforms = (
        Platform(id="mastodon", name="Mastodon", api="https://proxy.example/"),
        Platform(id="bluesky", name="Bluesky", api="https://proxy.example"),
    )
    accounts = (account("x", "a@one.example", "mastodon"), account("y", "a.example", "bluesky"))
    (first,) = mastodon.requests(accounts[:1], platforms)
    (second,) = bluesky.requests(accounts[1:], platforms)
    assert first.url == "https://proxy.example/api/v1/accounts/lookup?acct=a@one.example"
    assert second.url == "https://proxy.example/xrpc/app.bsky.actor.getProfiles?actors=a.example"


def test_bluesky_accounts_are_asked_for_in_dozens() -> None:
    """Accounts go 25 to an address, in their order, and those that would spoil it stay out."""
    accounts = [account(f"a{n}", f"@n{n}.example", "bluesky") for n in range(30)]
    accounts.insert(3, account("bad", "no domain", "bluesky"))
    first, second = bluesky.requests(accounts, ())
    assert [len(request.key) for request in (first, second)] == [25, 5]
    assert first.key + second.key == tuple(one.id for one in accounts if one.id != "bad")
    assert first.url.startswith(
        "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfiles?actors=n0.example&actors=n1"
    )


def test_bluesky_figures_find_their_accounts() -> None:
    """Profiles in any order, by handle or DID, in any case, go to their accounts; missing ones give nothing."""
    accounts = [
        account("one", "One.example", "bluesky"),
        account("two", "did:plc:two", "bluesky"),
        account("gone", "gone.example", "bluesky"),
    ]
    (request,) = bluesky.requests(accounts, ())
    found = [
        {"handle": "two.example", "did": "did:plc:two", "followersCount": 2, "postsCount": 0},
        {"handle": "one.example", "did": "did:plc:one", "followersCount": 1},
    ]
    rows = bluesky.read(request, document(json.dumps({"profiles": found})), TODAY)
    assert not isinstance(rows, Failed)
    assert [(row.subject, row.metric, row.value) for row in rows] == [
        ("one", "followers", 1),
        ("two", "followers", 2),
        ("two", "posts", 0),
    ]
    assert rows[1].source.endswith("/xrpc/app.bsky.actor.getProfile?actor=did:plc:two")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<html>hello</html>", "a web page came instead of figures"),
        ("", "the answer holds no figures"),
        ("[]", "the answer holds no figures"),
        ("[" * 100_000, "the answer holds no figures"),
        ('{"error": "Record not found"}', "the server names no such account: Record not found"),
    ],
)
def test_answers_without_figures_are_told(body: str, what: str) -> None:
    """A web page, other JSON and an error message become Failed with a sentence."""
    request = FigureRequest(key=("x",), url="https://social.example/api/v1/accounts/lookup?acct=x")
    outcome = mastodon.read(request, document(body), TODAY)
    assert isinstance(outcome, Failed)
    assert outcome.what == what


@pytest.mark.parametrize("count", [-1, None, "12", True, 1.5])
def test_only_counts_are_figures(count: object) -> None:
    """A hidden or odd count gives no observation."""
    request = FigureRequest(key=("x",), url="https://social.example/api/v1/accounts/lookup?acct=x")
    answer = document(json.dumps({"username": "x", "followers_count": count, "statuses_count": 3}))
    rows = mastodon.read(request, answer, TODAY)
    assert not isinstance(rows, Failed)
    assert [row.metric for row in rows] == ["posts"]
