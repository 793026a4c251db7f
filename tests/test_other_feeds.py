"""The feeds that tell no stories: corrections, figures, accounts and platforms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from digest import feeds, files, page
from digest.language import language_of
from digest.model import (
    Account,
    AccountEvent,
    Amendment,
    AmendmentKind,
    Issue,
    Moment,
    Observation,
    Platform,
    Precision,
)
from tests import validity
from tests.making import DAY, UNTIL, line, roster, tombstone
from tests.test_feeds import SITE, TREE, published, telling
from tests.test_metrics import observations

OWN = roster(
    platforms=(Platform(id="weibo", name="Sina Weibo"),),
    accounts=(
        Account(id="one", platform="weibo", handle="one", name="One & embassy", office="one", kind="embassy"),
        Account(id="two", platform="x", handle="two", name="Two", office="two", kind="embassy", formerly=("old-two",)),
    ),
)
FIGURE = Observation(
    subject="one",
    metric="followers",
    observed=Moment(first=date(2026, 11, 1)),
    precision=Precision.LOWER_BOUND,
    low=1_910_000,
    printed="over 1.91 million",
    said_by="The Paper",
    source="https://paper.example/a?b=1&c=2",
)


def made(
    issues: Iterable[Issue] = (), figures: Iterable[Observation] = (), events: Iterable[AccountEvent] = ()
) -> dict[str, bytes]:
    """The feeds of a newsroom by their paths, each of them valid."""
    found = feeds.documents(feeds.newsstand(OWN, issues, figures, events), TREE)
    for path, document in found.items():
        validity.check(path, document, SITE.url)
    return found


@given(st.lists(observations(), max_size=6), st.text(max_size=60))
def test_any_figure_and_event_makes_valid_feeds(rows: list[Observation], text: str) -> None:
    """Whatever sources print and people note, the feeds of accounts and platforms follow the rules."""
    rows = [
        replace(row, subject=subject) for row, subject in zip(rows, ["one", "two", "platform:weibo"] * 2, strict=False)
    ]
    happened = AccountEvent(
        account="two", formerly="old-two", kind="opened", on=Moment(first=DAY), source=text, note=text
    )
    found = made(figures=rows, events=[happened])
    assert {"feeds/a/two.xml", "feeds/a/two.atom.xml", "feeds/p/x.xml", "feeds/p/x.atom.xml"} <= set(found)
    assert ("feeds/p/weibo.xml" in found) == any(row.subject != "two" for row in rows)


def test_an_account_has_its_figures_and_events_each_once() -> None:
    """Newest first, in the words of the sources, under ids that the metrics feed has too; doubles are folded."""
    opened = AccountEvent(account="one", kind="opened", on=Moment.parse("2012-03"), note="With a greeting.")
    found = made(figures=[FIGURE, FIGURE, replace(FIGURE, subject="two")], events=[opened])
    parsed = feedparser.parse(found["feeds/a/one.atom.xml"])
    assert parsed.feed.title == "The Digest & Co: One & embassy on Sina Weibo"
    assert [entry.title for entry in parsed.entries] == [
        "One & embassy on Sina Weibo: followers over 1.91 million (1 November 2026)",
        "One & embassy on Sina Weibo: opened (March 2012)",
    ]
    assert parsed.entries[0].link == "https://example.org/digest/a/one/"
    assert 'href="https://paper.example/a?b=1&amp;c=2"' in parsed.entries[0].content[0].value
    assert parsed.entries[1].summary == "Opened, March 2012. With a greeting."
    assert found["feeds/p/weibo.xml"].count(b"<item>") == 2
    metrics = feedparser.parse(found["feeds/metrics.xml"])
    assert parsed.entries[0].id in {entry.id for entry in metrics.entries}
    atom = feedparser.parse(found["feeds/metrics.atom.xml"])
    assert {entry.id for entry in atom.entries} == {entry.id for entry in metrics.entries}


def test_accounts_of_which_nothing_is_known_have_no_feed() -> None:
    """No feed is written or offered that has nothing to say."""
    assert not [path for path in made(figures=[FIGURE]) if "two" in path or "/p/x" in path]
    assert [offer.kind for offer in feeds.offers(feeds.newsstand(OWN, ()))] == ["briefs"]


def amended(kind: AmendmentKind, *, days: int = 0, hours: int = 1, text: str = "It is so.") -> Issue:
    """A published issue with a line `a` on which something was done some hours after it was published."""
    told = published(line("a", text), line("b", "Something else."), days=days)
    at = UNTIL - timedelta(days=days) + timedelta(hours=hours)
    one = Amendment(line="a", change=kind, at=at, why="We misread <it>.", was="It was so & so.", now=text)
    return replace(told, record=replace(told.record, amendments=(one,)))


def test_corrections_have_a_feed() -> None:
    """What was corrected is told with what it said and says, newest first; additions are none."""
    issues = [
        amended(AmendmentKind.CORRECTED, days=1),
        amended(AmendmentKind.CORRECTED),
        amended(AmendmentKind.ADDED, days=2),
    ]
    parsed = feedparser.parse(made(issues)["feeds/corrections.atom.xml"], sanitize_html=False)
    assert [entry.title for entry in parsed.entries] == [
        "Corrected: a line of First POST: Edges (20 November 2026)",
        "Corrected: a line of First POST: Edges (19 November 2026)",
    ]
    assert parsed.entries[0].link == "https://example.org/digest/2026/11/20/#a"
    assert parsed.entries[0].content[0].value == (
        "<p>It said: “It was so &amp; so.”</p>\n<p>It says: “It is so.”</p>\n<p>We misread &lt;it&gt;.</p>"
    )
    assert parsed.entries[0].updated.startswith("2026-11-20T07:00:00")


def test_a_withdrawn_line_leaves_every_feed_and_says_so_where_it_stood() -> None:
    """In briefs and stories its words give way to the tombstone under the same id, and the corrections say why."""
    before = published(line("a", "Secret words."), line("b", "Kept words."))
    at = UNTIL + timedelta(days=1)
    stone = tombstone("a", at.date())
    brief = replace(before.brief, blocks=(stone, before.brief.blocks[1]))
    gone = Amendment(line="a", change=AmendmentKind.WITHDRAWN, at=at, why="It was not so.")
    record = replace(before.record, lines=before.record.lines[1:], amendments=(gone,), body=page.write(brief))
    old, new = made([before]), made([Issue(brief=brief, record=record)])
    assert b"Secret words" in b"".join(old.values())
    assert b"Secret" not in b"".join(new.values())
    for name in ("briefs", "stories"):
        was, now = (feedparser.parse(each[f"feeds/{name}.atom.xml"]).entries for each in (old, new))
        assert {entry.id for entry in was} == {entry.id for entry in now}
        told = [entry for entry in now if "Withdrawn on 21 November 2026: It was not so." in entry.content[0].value]
        assert len(told) == 1
        assert told[0].updated.startswith("2026-11-21T06:00:00")
    (entry,) = feedparser.parse(new["feeds/corrections.xml"]).entries
    assert entry.title == "Withdrawn: a line of First POST: Edges (20 November 2026)"
    assert entry.summary == "It was not so."


def withdrawn(told: Issue, at: datetime) -> Issue:
    """The issue after its only line was taken back."""
    (line_,) = told.brief.lines
    gone = Amendment(line=line_.id, change=AmendmentKind.WITHDRAWN, at=at, why="It was not so.")
    stone = tombstone(line_.id, at.date())
    record = replace(told.record, lines=(), stories=(), evidence=(), amendments=(gone,))
    return Issue(brief=replace(told.brief, blocks=(stone,)), record=record)


def test_a_telling_that_is_taken_back_is_told() -> None:
    """A story of which only the newest telling was withdrawn says so, and since when, with the way to what stands."""
    first, second = telling("a", ["e1"], days=1), telling("a", ["e1", "e2"], text="Secret words.")
    at = UNTIL + timedelta(hours=5)
    (entry,) = feedparser.parse(made([first, withdrawn(second, at)])["feeds/stories.atom.xml"]).entries
    assert entry.id == feedparser.parse(made([first])["feeds/stories.atom.xml"]).entries[0].id
    assert entry.title == "Withdrawn on 20 November 2026: It was not so. (20 November 2026)"
    assert entry.updated.startswith("2026-11-20T11:00:00")
    assert "2026/11/19/#a" in entry.content[0].value


def test_what_nobody_saw_needs_no_withdrawal() -> None:
    """A line that was withdrawn before its brief was published is no story, and stays a tombstone in the brief."""
    found = made([withdrawn(telling("a", ["e1"]), UNTIL - timedelta(hours=1))])
    assert "feeds/stories.atom.xml" not in found
    assert b"Withdrawn on" in found["feeds/briefs.atom.xml"]


def test_corrections_between_two_moments() -> None:
    """Those after the first moment up to the second, newest first: what happened since the last edition."""
    issues = [amended(AmendmentKind.CORRECTED, hours=hours) for hours in (1, 2, 3)]
    at = [UNTIL + timedelta(hours=hours) for hours in (1, 3)]
    assert [one.what.at for one in feeds.corrected(issues, since=at[0], until=at[1])] == [
        at[1],
        at[1] - timedelta(hours=1),
    ]
    assert feeds.corrected(issues, since=datetime(2027, 1, 1, tzinfo=UTC)) == []


def test_feeds_speak_the_language_of_the_site() -> None:
    """Around what is told, the feeds and the mail of a Chinese site say everything in Chinese."""
    issues = [telling("a", ["e1"]), telling("b", ["e2"], days=1)]
    chinese = language_of("zh", [files.shipped() / "site_templates"])
    stand = feeds.newsstand(OWN, issues, language=chinese)
    assert "报道" in [offer.title.partition("：")[2] for offer in feeds.offers(stand)]
    stories = feeds.documents(stand, TREE)["feeds/stories.atom.xml"].decode()
    letter = feeds.letter(stand, stand.issues[0], TREE, sender="brief@example.org")
    for told in (stories, letter.subject):
        assert "（2026年11月" in told
    assert "退订" in letter.text
    assert "退订" in letter.html
    assert not re.search("November|More|Leave|You get", stories + letter.text)
