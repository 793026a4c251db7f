"""The RSS feed of published briefs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from digest import feeds
from digest.model import Issue, Line, Link, State
from digest.text import clean, escape
from tests.making import DAY, UNTIL, brief, issue, line, roster

ROSTER = roster()


def published(*blocks: Line, days: int = 0, **other: object) -> Issue:
    """A published issue, some days before the usual one."""
    back = timedelta(days=days)
    return issue(brief(*blocks, state=State.PUBLISHED, day=DAY - back, until=UNTIL - back, **other))


HOSTILE = st.text(max_size=80).map(clean)


@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=3))
def test_any_words_make_a_well_formed_feed(words: list[tuple[str, str]]) -> None:
    """Whatever titles and lines hold, the feed is XML and reads back to the same briefs."""
    issues = [
        published(line("a", escape(text) or "x"), days=days, word=word or "x", teaser=text)
        for days, (word, text) in enumerate(words)
    ]
    document = feeds.rss(ROSTER, issues)
    etree.fromstring(document)
    parsed = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo
    assert [entry.link for entry in parsed.entries] == [feeds.address(ROSTER.site, one.brief) for one in issues]


def test_an_inbox_learns_what_is_in_it() -> None:
    """A title carries the word, the first clause and the date; the guid never depends on either."""
    (entry,) = feedparser.parse(feeds.rss(ROSTER, [published(line("a"))])).entries
    assert entry.title == "First POST: Edges: One (20 November 2026)"
    assert entry.id == "tag:example.org,2026-01-01:brief/2026-11-20"
    assert entry.link == "https://example.org/digest/2026/11/20/"
    assert parsedate_to_datetime(entry.published) == UNTIL


def test_only_published_briefs_leave_the_newsroom() -> None:
    """Open briefs and those in review are in no feed, and the newest published one comes first."""
    shown = [published(line("a"), days=2), published(line("b"), days=1), issue(brief(line("c"), state=State.OPEN))]
    parsed = feedparser.parse(feeds.rss(ROSTER, shown))
    assert [entry.link[-11:-1] for entry in parsed.entries] == ["2026/11/19", "2026/11/18"]
    assert (
        len(feedparser.parse(feeds.rss(ROSTER, [published(days=back) for back in range(60)])).entries) == feeds.NEWEST
    )


def test_the_feed_follows_rss_2_0() -> None:
    """The channel has what RSS 2.0 asks for, a link to itself, and no date but that of its newest brief."""
    root = etree.fromstring(feeds.rss(ROSTER, [published(line("a"))]))
    channel = root.find("channel")
    assert channel is not None
    assert root.get("version") == "2.0"
    assert [channel.findtext(tag) for tag in ("title", "link", "description")] == [
        "The Digest & Co: First POST",
        "https://example.org/digest/",
        "The Digest & Co",
    ]
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert own.get("href") == "https://example.org/digest/feeds/briefs.xml"
    assert parsedate_to_datetime(channel.findtext("lastBuildDate") or "") == UNTIL


def test_the_content_is_the_page() -> None:
    """An item carries the lines as readers get them, hand edits included, with no script and absolute links."""
    by_hand = line(
        "a", '[Talks](https://t.example/) open <script>alert(1)</script>, *says* an editor. <a onclick="x">y</a>'
    )
    shown = replace(by_hand, more=(Link(label="A & B", url="https://b.example/"),))
    (entry,) = feedparser.parse(feeds.rss(ROSTER, [published(shown)]), sanitize_html=False).entries
    html = entry.content[0].value
    assert '<a href="https://t.example/">Talks</a> open' in html
    assert '<a href="https://b.example/">A &amp; B</a>' in html
    assert "<em>says</em>" in html
    assert "script" not in html
    assert "onclick" not in html


def test_the_same_briefs_give_the_same_bytes() -> None:
    """No moment of building is in the feed."""
    issues = [published(line("a"), days=back) for back in range(3)]
    assert feeds.rss(ROSTER, issues) == feeds.rss(ROSTER, tuple(reversed(issues)))
