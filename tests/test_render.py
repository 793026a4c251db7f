"""The docs tree: pages, their links, and what stands on them."""

from __future__ import annotations

import html
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bench.browsing import served
from bench.browsing import tab as opened
from digest import page, search
from digest.model import (
    Account,
    Brief,
    Calendar,
    Evidence,
    Facet,
    Feed,
    FeedHealth,
    Issue,
    Line,
    LineRecord,
    Link,
    Made,
    Moment,
    Observation,
    Outlet,
    Ownership,
    Page,
    Passage,
    Platform,
    Precision,
    Record,
    Role,
    Roster,
    Site,
    Standing,
    State,
    StoryRecord,
    Table,
    Tag,
    Topic,
)
from digest.page import address
from digest.render import SiteView, Templates, chapters, documents, prose, site
from digest.render.links import Here
from digest.search.writing import files_of
from digest.text import escape, link
from tests.browsing import browser_page, under_a_path

ROOT = Path(__file__).parent.parent
TEMPLATES = Templates(ROOT / "site_templates")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILES = {"feeds/briefs.xml", "feeds/feeds.opml", "feeds/sources.opml", "api/v1/index.json"}
HOSTILE = """A "quoted" <script>alert(1)</script> & {{ 7*7 }} {: #x } # 1. `code` *star* [l](javascript:alert(1)) ---"""

TOPICS = (
    Topic(id="weibo", title="Weibo diplomacy 微博外交", formerly=("weiplomacy",)),
    Topic(id="quiet", title="A quiet topic"),
)
OUTLETS = (
    Outlet(id="tass", name="TASS", country="RU", ownership=Ownership.STATE, role=Role.WIRE),
    Outlet(id="bbc", name="BBC World", country="GB", ownership=Ownership.PUBLIC, role=Role.PRESS),
)
ROSTER = Roster(
    site=Site(
        title="The Diplomacy Digest",
        url="https://example.org/digest/",
        tag=Tag(authority="example.org", since=date(2026, 1, 1)),
        repository="https://example.org/desk/digest",
    ),
    calendar=Calendar(zone=ZoneInfo("Europe/Brussels"), cut_off=time(6)),
    topics=TOPICS,
    outlets=OUTLETS,
    feeds=(Feed(id="tass-en", outlet="tass", url="https://tass.example.org/rss"),),
    platforms=(Platform(id="weibo", name="Sina Weibo"), Platform(id="wechat", name="WeChat", discloses=False)),
    accounts=(
        Account(id="il", platform="weibo", handle="@il", name="Embassy of Israel", office="il", kind="embassy"),
        Account(id="party", platform="wechat", handle="p", name="The Party", office="p", kind="party"),
    ),
)
ABOUT = tuple(
    Page(path=path.relative_to(ROOT / "content").as_posix(), text=path.read_text(encoding="utf-8"))
    for path in (*sorted((ROOT / "content").glob("*.md")), ROOT / "content" / "record" / "sources.md")
)


def issue(
    day: date = date(2026, 11, 20),
    *,
    word: str = "Edges",
    text: str = "",
    count: int = 2,
    state: State = State.PUBLISHED,
    made: Made = Made.DAILY,
    month: bool = False,
    story: str = "",
) -> Issue:
    """A brief with its record, as the program would have made them."""
    until = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
    urls = [f"https://tass.example.org/{day}/{number}" for number in range(count)]
    lines = tuple(
        Line(
            id=f"l{number}",
            text=text or f"{link('Talks resume over the lake', url)}, TASS says. The second sentence of the line.",
            more=(Link(label="BBC World", url=f"https://bbc.example.org/{number}"),),
        )
        for number, url in enumerate(urls)
    )
    brief = Brief(
        day=day,
        word=word,
        teaser="One clause; another; and much, much more.",
        state=state,
        since=until - timedelta(days=1),
        until=until,
        blocks=lines,
        made=made,
        month=month,
    )
    evidence = [
        Evidence(id=f"e{number}", feed="tass-en", outlet="tass", title="t", link=url, seen=until)
        for number, url in enumerate(urls)
    ]
    record = Record(
        day=day,
        state=state,
        since=brief.since,
        until=until,
        made=made,
        method="1.0",
        body=page.write(brief),
        lines=tuple(
            LineRecord(id=line.id, story=story or f"{day}-{line.id}", sentences=(), hash="", updated=until)
            for line in lines
        ),
        stories=tuple(
            StoryRecord(id=row, entries=(), facets=(Facet(kind="topic", id="weiplomacy", words=("weibo",)),))
            for row in dict.fromkeys(story or f"{day}-{line.id}" for line in lines)
        ),
        evidence=tuple(evidence),
        counts=(("entries", 280), ("outlets", 40), ("stories", 31)),
        month=month,
        published=until if state is State.PUBLISHED else None,
    )
    return Issue(brief=brief, record=record)


def edited(given: Issue, *blocks: Line | Passage) -> Issue:
    """The issue after somebody changed its page by hand; its record stays."""
    return Issue(brief=replace(given.brief, blocks=blocks), record=given.record)


def observed(subject: str, printed: str, precision: Precision, value: int | None = None) -> Observation:
    """A figure of December 2016."""
    return Observation(
        subject=subject,
        metric="followers",
        observed=Moment.parse("2016-12"),
        precision=precision,
        value=value,
        printed=printed,
        said_by="What's on Weibo",
        source="https://weibo.example.org/",
    )


def table(observation: Observation, rank: int | None, platform: str = "weibo") -> Table:
    """A table of one account."""
    standing = Standing(account=observation.subject, rank=rank, low=None, high=None, observation=observation)
    moment = Moment.parse("2016-12")
    return Table(platform=platform, metric="followers", on=moment.first, standings=(standing,), observed=moment)


def full_view() -> SiteView:
    """A newsroom in use: days in two years, an open one, the record, standings, a failing feed."""
    days = [issue(date(2026, 11, 22) - timedelta(days=back), word=f"Word{back}") for back in (0, 1, 2, 6, 30, 400)]
    first = issue(date(2026, 11, 22), word="Waters", state=State.OPEN)
    return SiteView(
        roster=ROSTER,
        issues=(first, *days[1:]),
        record_issues=(
            issue(date(2011, 2, 10), made=Made.RECORD, text="[A reading](record/sources.md#fcw), FCW says."),
            issue(date(2016, 12, 1), made=Made.RECORD, month=True),
        ),
        tables=(
            table(observed("il", "over 1.91 million", Precision.LOWER_BOUND), 1),
            table(observed("party", "", Precision.UNDISCLOSED), None, "wechat"),
        ),
        observations=(observed("platform:weibo", "300 million", Precision.ROUNDED, 300_000_000),),
        cut_off=NOON,
        health=(FeedHealth(feed="tass-en", failures=2, trouble="the server answered <503>", last_ok=NOON),),
        extra=ABOUT,
    )


def rendered(view: SiteView) -> dict[str, str]:
    """The tree of a view: text by path."""
    return {each.path: each.text for each in site(view, TEMPLATES)}


def rendered_in(language: str, view: SiteView) -> dict[str, str]:
    """The tree of a view in a language: text by path."""
    return {each.path: each.text for each in site(view, Templates(ROOT / "site_templates", language=language))}


def as_html(text: str) -> str:
    """The body of a page as the engine makes it."""
    body = text.split("---\n", 2)[2] if text.startswith("---\n") else text
    return markdown.markdown(body, extensions=["attr_list", "md_in_html", "tables", "toc"])


def front_matter(text: str) -> dict[str, object]:
    """The front matter of a page as YAML reads it."""
    return dict(YAML(typ="safe", pure=True).load(text.split("---\n")[1]))


def things(text: str) -> list[dict[str, Any]]:
    """What a page tells machines of itself, things of schema.org."""
    found = front_matter(text)["data"]
    assert isinstance(found, list)
    return [json.loads(one) for one in found]


def links_of(path: str, text: str) -> Iterator[str]:
    """The addresses, relative to the site, that a page of the tree links to within the site."""
    for url in re.findall(r'href="([^"]*)"', as_html(text) if path.endswith(".md") else text):
        target = html.unescape(url).partition("#")[0]
        if not target or ":" in target:
            continue
        folder = posixpath.dirname(path)  # of an index this is the folder of its address too
        found = posixpath.normpath(posixpath.join(folder, target))
        yield "" if found == "." else found


@pytest.fixture(scope="module")
def tree() -> dict[str, str]:
    """The pages of a newsroom in use."""
    return rendered(full_view())


def test_every_page_has_its_path(tree: dict[str, str]) -> None:
    """Briefs lie at their dates, the record in its own tree, months and years at theirs, topics under t/."""
    assert {
        *(
            "index.md",
            "archive/index.md",
            "topics/index.md",
            "standings/index.md",
            "sources/index.md",
            "record/index.md",
        ),
        *(
            "2026/11/22/index.md",
            "2026/11/index.md",
            "2026/10/index.md",
            "2026/index.md",
            "2025/10/18/index.md",
            "2025/index.md",
        ),
        *(
            "t/weibo/index.md",
            "t/quiet/index.md",
            "t/weiplomacy/index.html",
            "record/2011/02/10/index.md",
            "record/2016/12/index.md",
        ),
        *("rail.html", "robots.txt", "about.md", "record/sources.md"),
    } <= set(tree)


def test_every_link_leads_to_a_page(tree: dict[str, str]) -> None:
    """Whatever a page links to within the site is in the tree, or is a file that another stage writes."""
    there = {address(path).rstrip("/") for path in tree} | set(tree) | FILES | {"t/weiplomacy"}
    found = {(path, target) for path, text in tree.items() for target in links_of(path, text)}
    missing = {(path, target) for path, target in found if target not in there and not target.startswith("data/")}
    assert missing == set()


def test_links_in_html_stand_on_indexes(tree: dict[str, str]) -> None:
    """Only the index of a folder links within the site in HTML, so that source and address agree for any engine."""
    others = {path: text for path, text in tree.items() if path.endswith(".md") and not path.endswith("index.md")}
    found = {path for path, text in others.items() if re.search(r'href="(?!https?:|#)', text)}
    assert found == set()


def test_the_same_view_gives_the_same_bytes() -> None:
    """The order in which issues arrive changes nothing."""
    view = full_view()
    turned = replace(view, issues=view.issues[::-1], record_issues=view.record_issues[::-1])
    assert rendered(view) == rendered(turned)


def test_a_line_is_a_section_of_its_own(tree: dict[str, str]) -> None:
    """Each line's first sentence is a heading with the line's id, the rest follows, and its number links to it."""
    body = as_html(tree["2026/11/22/index.md"])
    assert (
        '<h2 id="l0"><a href="https://tass.example.org/2026-11-22/0">Talks resume over the lake</a>, TASS says.' in body
    )
    assert "<p>The second sentence of the line.</p>" in body
    assert 'href="#l0"' in body


def test_a_year_begins_with_its_first_brief(tree: dict[str, str]) -> None:
    """The page of a year has the months from its first brief to its last, none before and none after."""
    months = re.findall(r"<caption>(?:<a[^>]*>)?(\w+ \d{4})", tree["2026/index.md"])
    assert months == ["October 2026", "November 2026"]


def test_outlets_say_whose_they_are(tree: dict[str, str]) -> None:
    """Beneath a line stand the outlets with country and owner, the cited one first and the others linked."""
    chips = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", as_html(tree["2026/11/22/index.md"])))
    assert "TASS · RU · state" in chips
    assert "BBC World · GB · public" in chips
    assert 'href="https://bbc.example.org/0"' in tree["2026/11/22/index.md"]


def test_the_state_of_a_brief_is_shown(tree: dict[str, str]) -> None:
    """An open brief says "so far" on its page and on the front page; a published one says nothing."""
    assert "so far" in tree["2026/11/22/index.md"]
    assert "so far" in tree["index.md"]
    assert "so far" not in tree["2026/11/21/index.md"]


def test_a_catch_up_says_what_it_was_built_from() -> None:
    """A brief composed afterwards says that it rests on what feeds still carried."""
    assert (
        "what feeds still carried"
        in rendered(SiteView(roster=ROSTER, issues=(issue(made=Made.CATCH_UP),)))["2026/11/20/index.md"]
    )


def test_counts_and_method_stand_on_the_page(tree: dict[str, str]) -> None:
    """A brief says from how much it was made, that a program made it, and where to change it."""
    text = tree["2026/11/21/index.md"]
    assert "From 280 entries of 40 outlets" in text
    assert "Composed automatically" in text
    assert 'href="https://example.org/desk/digest/edit/main/content/briefs/2026/11/21.md"' in text


def test_the_method_is_told_by_its_version() -> None:
    """Readers see a number for the method; what it stands for is there for those who ask."""
    made = issue()
    named = replace(made, record=replace(made.record, method="tellings/4 frames/3"))
    text = rendered(SiteView(roster=ROSTER, issues=(named,)))["2026/11/20/index.md"]
    assert '<abbr title="tellings/4 frames/3">4.3</abbr>' in text


def test_without_a_repository_there_is_no_edit_link() -> None:
    """Where feeds.yaml names no repository, no page offers to be edited."""
    roster = replace(ROSTER, site=replace(ROSTER.site, repository=""))
    assert "Edit this brief" not in rendered(SiteView(roster=roster, issues=(issue(),)))["2026/11/20/index.md"]


def test_neighbours_are_written_into_the_page(tree: dict[str, str]) -> None:
    """A brief links to the days before and after it that have one."""
    text = tree["2026/11/20/index.md"]
    assert 'href="../16/" rel="prev"' in text
    assert 'href="../21/" rel="next"' in text


def test_what_a_hand_wrote_is_shown_and_marked() -> None:
    """A passage stands as written, a changed line and a line that the record does not know are marked."""
    made = issue(count=2)
    one, two = made.brief.lines
    mine = edited(
        made,
        replace(one, text=f"{one.text} And *more*."),
        Passage(text="A **note**."),
        two,
        Line(id="", text="My own line."),
    )
    text = rendered(SiteView(roster=ROSTER, issues=(mine,)))["2026/11/20/index.md"]
    assert "\nA **note**.\n" in text
    assert text.count(">Edited<") == 1
    assert text.count(">Added by the editor<") == 1
    assert "changed by an editor" in text
    assert "changed by an editor" not in rendered(SiteView(roster=ROSTER, issues=(made,)))["2026/11/20/index.md"]


def test_an_editors_links_lead_to_pages() -> None:
    """Links to other files of content/, relative to the brief or from the top, become links to their pages."""
    made = issue()
    words = "See [yesterday](18.md#l0), [then](2026/11/18.md), [how](../../../method.md) and [why](method.md)."
    mine = edited(made, Passage(text=words))
    view = SiteView(roster=ROSTER, issues=(mine, issue(date(2026, 11, 18))), extra=ABOUT)
    text = rendered(view)["2026/11/20/index.md"]
    assert "[yesterday](../18/index.md#l0), [then](../18/index.md)" in text
    assert "[how](../../../method.md) and [why](../../../method.md)" in text


def test_a_thread_leads_back() -> None:
    """A line whose story was told before links to the line of that day."""
    view = SiteView(roster=ROSTER, issues=(issue(story="s", count=1), issue(date(2026, 11, 18), story="s", count=1)))
    pages = rendered(view)
    assert 'Continues from <a href="../18/#l0">18 November 2026</a>' in pages["2026/11/20/index.md"]
    assert "Continues from" not in pages["2026/11/18/index.md"]


def test_the_rail_names_weekdays_only_for_a_fortnight() -> None:
    """A weekday stands for a day at most 14 days older than the newest brief, the full date for what is older."""
    newest = date(2026, 11, 20)
    view = SiteView(roster=ROSTER, issues=tuple(issue(newest - timedelta(days=back)) for back in (0, 14, 15)))
    rail = rendered(view)["rail.html"]
    assert re.findall(r"<b>(.*?)</b>", rail) == ["Friday", "Friday", "5 November 2026"]
    assert rail.count(">GO</span>") == 3
    assert '>More<span class="sr">: Every brief by day</span></a>' in rail
    assert 'href="feeds/briefs.xml">RSS Feed</a>' in rail


def test_the_front_page_holds_the_day_and_the_way_on(tree: dict[str, str]) -> None:
    """The front page leads with the newest brief, shows the days before it, the standings, the data and the record."""
    text = tree["index.md"]
    assert (
        text.index("Waters")
        < text.index("News Briefs")
        < text.index("Word1")
        < text.index("From the record, 2011-2016")
    )
    assert "over 1.91 million" in text
    assert "22 November 2026, 13:00 CET" in text


def test_an_empty_newsroom_has_a_front_page() -> None:
    """With nothing at all, every page of the navigation is there and the front page says so."""
    pages = rendered(SiteView(roster=ROSTER))
    assert {
        "index.md",
        "archive/index.md",
        "topics/index.md",
        "standings/index.md",
        "record/index.md",
        "sources/index.md",
    } <= set(pages)
    assert "The first brief is still to come" in pages["index.md"]


def test_without_a_daily_brief_the_record_leads() -> None:
    """Offline on the first day, the front page says what could not be reached and opens with the record, as such."""
    view = SiteView(
        roster=ROSTER,
        record_issues=(issue(date(2016, 12, 1), made=Made.RECORD, month=True, word="Followers"),),
        unreached="None of the feeds <could> be reached.",
    )
    text = rendered(view)["index.md"]
    assert "None of the feeds &lt;could&gt; be reached." in text
    assert "No daily brief has been made yet" in text
    assert "Followers" in text
    assert "Reconstructed in 2026 from published documents" in text


def test_the_record_says_what_it_is(tree: dict[str, str]) -> None:
    """A page of the record has its banner with the documents, and its links into the tree lead there."""
    text = tree["record/2011/02/10/index.md"]
    assert "Reconstructed in 2026 from published documents" in text
    assert "[A reading](../../../sources.md#fcw)" in text
    assert "Edit this brief" not in text


def test_a_topic_lists_its_lines_newest_first(tree: dict[str, str]) -> None:
    """A topic's page has the lines of all days and of the record, each with date, link and outlets."""
    text = tree["t/weibo/index.md"]
    dates = re.findall(r'<time datetime="([^"]*)">', text)
    assert dates == sorted(dates, reverse=True)
    assert {"2026-11-22", "2016-12", "2011-02-10"} <= set(dates)
    assert 'href="../../2026/11/22/#l0"' in text
    assert "No line has touched this yet" in tree["t/quiet/index.md"]


def test_a_long_topic_is_paged_by_year() -> None:
    """Beyond a hundred lines the newest stand at the topic's address and each year at its own."""
    full = chapters.PAGE
    pages = rendered(SiteView(roster=ROSTER, issues=(issue(count=full), issue(date(2024, 1, 5), count=full))))
    assert "2026-11-20" in pages["t/weibo/index.md"]
    assert "2024-01-05" not in pages["t/weibo/index.md"]
    assert "2024-01-05" in pages["t/weibo/2024/index.md"]
    assert "2026-11-20" in pages["t/weibo/2026/index.md"]


def test_the_archive_greys_days_without_a_brief(tree: dict[str, str]) -> None:
    """Calendars link the days that have a brief and grey the others."""
    text = tree["2026/11/index.md"]
    assert 'href="22/"' in text
    assert '<td class="off">23</td>' in text


def test_standings_keep_the_printed_number(tree: dict[str, str]) -> None:
    """Figures stand as printed with their precision in words; who discloses nothing is listed without a place."""
    text = re.sub(r"<[^>]*>", " ", tree["standings/index.md"])
    assert re.search(r"over 1\.91 million\s+at least", text)
    assert "WeChat does not show how many follow an account" in text
    assert "What’s on Weibo" in text


def test_sources_tell_of_failing_feeds(tree: dict[str, str]) -> None:
    """The page of the sources says which feed failed, how often, and with what."""
    assert "failed 2 times in a row: the server answered &lt;503&gt;" in tree["sources/index.md"]


def test_no_password_of_a_feed_is_shown() -> None:
    """What stands before the host of a feed's address is for the newsroom alone, on whatever page it is named."""
    view = full_view()
    feeds = (replace(view.roster.feeds[0], url="https://me:secret@feeds.example:8000/rss?a=b"), *view.roster.feeds[1:])
    pages = rendered(replace(view, roster=replace(view.roster, feeds=feeds)))
    assert "https://feeds.example:8000/rss?a=b" in pages["sources/index.md"]
    assert not [path for path, text in pages.items() if "secret" in text]


def test_listings_stay_out_of_the_search() -> None:
    """Searching finds lines, briefs, figures and pages by people, not the lists that repeat them."""
    found = {each.path for each in documents(full_view())}
    assert {"2026/11/22/", "2026/11/22/#l0", "record/2016/12/#l1", "standings/#weibo-2016-12", "about/"} <= found
    assert not {path for path in found if path.startswith(("archive/", "topics/", "t/", "sources/", "2026/11/#"))}


def test_hostile_words_stay_words() -> None:
    """Titles, teasers, outlets and topics that look like markup come out as the text they are."""
    roster = replace(
        ROSTER,
        topics=(replace(TOPICS[0], title=HOSTILE),),
        outlets=tuple(replace(outlet, name=HOSTILE) for outlet in OUTLETS),
        site=replace(ROSTER.site, title=HOSTILE, description=HOSTILE),
    )
    made = issue(word=HOSTILE, text=f"{link(HOSTILE, 'https://tass.example.org/1')} stands. Then {escape(HOSTILE)}")
    hostile = Issue(
        brief=replace(
            made.brief,
            teaser=HOSTILE,
            blocks=tuple(
                replace(row, more=(Link(label=HOSTILE, url="javascript:alert(1)"),)) for row in made.brief.lines
            ),
        ),
        record=made.record,
    )
    pages = rendered(SiteView(roster=roster, issues=(hostile,), unreached=HOSTILE))
    for path in (
        "index.md",
        "2026/11/20/index.md",
        "2026/11/index.md",
        "archive/index.md",
        "t/weibo/index.md",
        "topics/index.md",
        "sources/index.md",
    ):
        body = as_html(pages[path])
        assert "<script" not in body, path
        assert 'href="javascript' not in body, path
        assert 'id="x"' not in body, path
    assert front_matter(pages["2026/11/20/index.md"])["title"] == f"First POST: {HOSTILE}"
    heading = as_html(pages["2026/11/20/index.md"]).split("</h1>")[0]
    assert prose.set_well(HOSTILE) in html.unescape(re.sub("<[^>]*>", "", heading))


@given(st.text(max_size=200))
def test_front_matter_survives_yaml(title: str) -> None:
    """Whatever a title holds, the front matter is YAML that gives back its visible characters."""
    pages = rendered(SiteView(roster=replace(ROSTER, topics=(Topic(id="t", title=title),))))
    assert isinstance(front_matter(pages["t/t/index.md"])["title"], str)


@given(
    st.lists(
        st.sampled_from(
            ["The U.S. said no.", "He left.", "[Yes. No](https://e.org/a.b).", "好。", "“Why?”", "no. 5", "and"]
        ),
        min_size=1,
    )
)
def test_cutting_loses_nothing(parts: Sequence[str]) -> None:
    """A line cut into its first sentence and the rest still has every character but the space between them."""
    text = " ".join(parts)
    lead, rest = prose.cut(text)
    assert lead
    assert f"{lead}{rest}".replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("[A. B](https://e.org/x.y) resumes, TASS says. More.", "[A. B](https://e.org/x.y) resumes, TASS says."),
        ("The U.S. Embassy opens. It is new.", "The U.S. Embassy opens."),
        ("[Is it over?](https://e.org/) Perhaps.", "[Is it over?](https://e.org/)"),
        ("以色列使馆开通微博。粉丝很多。", "以色列使馆开通微博。"),
        ("It rose by 1.5 million. Then it fell.", "It rose by 1.5 million."),
        ("“We met.” They did not.", "“We met.”"),
        ("Only one sentence", "Only one sentence"),
        ("[Talks with U.S.](https://e.org/), One reports. More.", "[Talks with U.S.](https://e.org/), One reports."),
    ],
)
def test_where_the_first_sentence_ends(text: str, lead: str) -> None:
    """Abbreviations, addresses, decimals and quotations do not end a sentence early."""
    assert prose.cut(text)[0] == lead


def test_scripts_say_their_language() -> None:
    """Runs in Chinese, Japanese and Korean are marked, addresses and tags are left alone."""
    assert prose.spoken("[微博](https://e.org/微博) x") == '[<span lang="zh">微博</span>](https://e.org/微博) x'
    assert prose.spoken_plain("外務省のページ & 한국") == (
        '<span lang="ja">外務省のページ</span> &amp; <span lang="ko">한국</span>'
    )


@given(
    st.sampled_from(["index.md", "a.md", "a/index.md", "a/b.md", "a/b/c.md"]),
    st.sampled_from(["index.md", "a.md", "a/index.md", "a/b.md", "x.xml"]),
)
def test_relative_links_meet(source: str, target: str) -> None:
    """From any page, the relative address of another file leads to it."""
    relative = Here(source)(target)
    assert posixpath.normpath(posixpath.join("/", address(source), relative)).lstrip("/") == address(target).rstrip("/")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a newsroom in use, built as `mkdocs build --strict` builds it."""
    root = tmp_path_factory.mktemp("newsroom")
    for path, text in rendered(full_view()).items():
        file = root / ".digest" / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    parts = search.segments(documents(full_view()))
    index = {f"{search.folder(part.name)}/{path}": data for part in parts for path, data in files_of(part)}
    for path, data in (index | {search.MANIFEST: search.manifest(part.name for part in parts)}).items():
        (root / ".digest" / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / ".digest" / "docs" / path).write_bytes(data)
    (root / ".digest" / "docs" / "feeds").mkdir()
    (root / ".digest" / "docs" / "feeds" / "briefs.xml").write_text("<rss/>", encoding="utf-8")
    shutil.copytree(ROOT / "site_templates" / "theme", root / ".digest" / "theme")
    shutil.copy(ROOT / "mkdocs.yml", root)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return root / "site"


def test_the_engine_takes_the_pages(built: Path) -> None:
    """A strict build makes a page for each brief, and nothing in it asks another host for anything."""
    front = (built / "index.html").read_text(encoding="utf-8")
    assert (built / "2026" / "11" / "22" / "index.html").is_file()
    assert 'type="application/rss+xml"' in front
    for tag in re.findall(r"<(?:script|link|img)\b[^>]*(?:src|href)=\"([^\"]*)\"", front):
        assert not tag.startswith(("http:", "https:", "//")), tag


def test_pages_that_people_write_are_set_as_print_is(built: Path) -> None:
    """Straight quotation marks and apostrophes of the Markdown are curly on the page."""
    written = (ROOT / "content" / "about.md").read_text(encoding="utf-8")
    shown = html.unescape((built / "about" / "index.html").read_text(encoding="utf-8"))
    assert '"Over 1.91 million"' in written
    assert "“Over 1.91 million”" in shown
    assert "techPresident’s" in shown


@pytest.mark.browser
def test_the_search_has_a_page_of_its_own(built: Path, tmp_path: Path) -> None:
    """Under a sub-path an address such as search/?q=talks shows what it finds, and the header opens the same search."""
    (tmp_path / "repo").symlink_to(built)
    with served(tmp_path) as address, opened(f"{address}repo/search/?q=talks&year=2025") as tab:
        tab.wait_for_selector(".search__hit")
        assert tab.locator(".search__hit a").first.get_attribute("href") == f"{address}repo/2025/10/18/#l0"
        assert tab.locator(".search__hit time").first.inner_text() == "18 October 2025"
        assert tab.locator(".search__hit mark").first.inner_text() == "Talks"
        tab.select_option("select[name=year]", "")
        tab.wait_for_url("**/search/?q=talks")
        tab.goto(f"{address}repo/2026/11/21/")
        tab.click("[data-search]")
        tab.keyboard.type("reading")
        tab.wait_for_selector(".search__hit >> text=from the record")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/repo/search/?q=reading")
        tab.wait_for_selector(".search__hit")


def test_without_scripts_the_search_leads_on(built: Path) -> None:
    """The magnifier is a plain link to the page of the search, which tells readers without scripts where to look."""
    assert 'href="../../../search/" data-search' in (built / "2026/11/22/index.html").read_text(encoding="utf-8")
    page_ = (built / "search/index.html").read_text(encoding="utf-8")
    assert re.search(r"<noscript>.*archive/", page_, re.DOTALL)


@pytest.mark.browser
def test_a_phone_shows_everything_without_sideways_scrolling(built: Path, tmp_path: Path) -> None:
    """Under a sub-path, on a screen of 390 pixels: no page is wider, nothing fails to load, and the rail arrives."""
    with under_a_path(built, tmp_path / "base") as address, browser_page(width=390) as tab:
        for path in (
            "",
            "2026/11/22/",
            "2026/11/",
            "archive/",
            "t/weibo/",
            "standings/",
            "sources/",
            "record/",
            "about/",
        ):
            tab.goto(f"{address}{path}")
            assert tab.evaluate("document.documentElement.scrollWidth") <= 390, path
        tab.goto(f"{address}2026/11/21/")
        tab.wait_for_selector(".rail__days")
        assert "2026/11/22/" in (tab.get_attribute(".rail__days h3 a", "href") or "")
