"""What stands on the pages of the site: countries, outlets, stories over days, the calendar, and what machines read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from digest.language import Language
from digest.model import (
    Evidence,
    Facet,
    Feed,
    FeedHealth,
    Issue,
    Line,
    Redirect,
    State,
    StoryRecord,
)
from digest.render import SiteView, chapters, prose, timelines
from digest.render.mentions import Mention
from tests.test_render import NOON, ROSTER, as_html, front_matter, full_view, issue, rendered, rendered_in, things

DAY = date(2026, 11, 20)
PAGE = "2026/11/20/index.md"


def telling(day: date, *, story: str = "s1", title: str = "Talks resume over the lake", **facets: str) -> Issue:
    """A brief of one line, told by TASS and the BBC, whose story touches what the facets name."""
    made = issue(day, count=1, story=story)
    url = made.record.evidence[0].link
    seen = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    evidence = (
        Evidence(id=f"t{day}", feed="tass-en", outlet="tass", title=title, link=url, seen=seen, published=seen),
        Evidence(
            id=f"b{day}", feed="bbc", outlet="bbc", title="Lake talks", link="https://bbc.example.org/0", seen=seen
        ),
    )
    told = StoryRecord(
        id=story,
        entries=tuple(row.id for row in evidence),
        facets=tuple(Facet(kind="country", id=code, words=(word,)) for code, word in facets.items()),
    )
    return Issue(brief=made.brief, record=replace(made.record, evidence=evidence, stories=(told,)))


def plain(text: str) -> str:
    """A page as its readers read it, on one row."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", as_html(text)))


def test_a_country_has_its_lines_and_its_outlets() -> None:
    """A country's page lists its lines with date and outlets, marks the words that put them there, and whose feeds
    there are."""
    view = SiteView(roster=ROSTER, issues=(telling(DAY, RU="lake", FR="Paris"),), cut_off=NOON)
    pages = rendered(view)
    russia = pages["c/RU/index.md"]
    assert '<mark class="ours">lake</mark>' in russia
    assert 'href="../../2026/11/20/#l0"' in russia
    assert 'href="../../outlets/tass/"' in russia
    assert "not read yet" in russia
    assert 'Here because of: <mark class="ours">Paris</mark>' in re.sub(r"\s+", " ", pages["c/FR/index.md"])
    assert ">Russia<" in pages["c/index.md"]
    assert front_matter(pages["c/GB/index.md"])["title"] == "United Kingdom"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Israel's envoy and the ministers' aides", "Israel’s envoy and the ministers’ aides"),
        ("EU calls raid 'unlawful', cites \"no cause\"", "EU calls raid ‘unlawful’, cites “no cause”"),
        ('外交部称"平静"', "外交部称“平静”"),
        ("L'ambassadeur d'Oslo", "L’ambassadeur d’Oslo"),
        ("Kremlin “denies” Macron’s talks", "Kremlin “denies” Macron’s talks"),
        ("a lone \" and 5' 7", "a lone \" and 5' 7"),
    ],
)
def test_pages_are_set_as_print_is(typed: str, printed: str) -> None:
    """Apostrophes and quotation marks of a keyboard become those of print; a mark without its partner stays."""
    assert prose.set_well(typed) == printed


def test_links_and_markup_keep_their_quotation_marks() -> None:
    """Only words are set; addresses, attributes and code stay as they are."""
    for kept in ('<a href="x">', "[x](https://x.example/it's)", "`it's`", '[x](https://x.example/){: lang="en"}'):
        assert kept in prose.spoken(f"Envoy's {kept} leaves")


def test_full_width_marks_need_no_space() -> None:
    """In Chinese nothing is put between sentences, and what begins a block of Markdown still does."""
    assert prose.closed_up("未经审阅。 <strong>当日尚未结束：</strong> 二。\n三\n\n- 四。 {: #l0 }\n- 五") == (
        "未经审阅。<strong>当日尚未结束：</strong> 二。三\n\n- 四。 {: #l0 }\n- 五"
    )


def test_a_silent_feed_says_since_when() -> None:
    """A feed that answers without anything new for more than a week says since when there are no items."""
    health = FeedHealth(feed="tass-en", last_ok=NOON, newest=NOON - timedelta(days=30))
    page = rendered(SiteView(roster=ROSTER, issues=(telling(DAY),), health=(health,), cut_off=NOON))
    for path in ("outlets/tass/index.md", "sources/index.md", "c/RU/index.md"):
        assert "no items since 23 October 2026" in plain(page[path])


def test_a_feed_is_shown_by_its_address() -> None:
    """The list of sources shows where a feed lies, not the roster's own id of it; a long address loses its middle."""
    far = f"https://www.far.example/{'deep/' * 9}news.xml?all=1"
    roster = replace(ROSTER, feeds=(replace(ROSTER.feeds[0], url=far), *ROSTER.feeds[1:]))
    text = plain(rendered(SiteView(roster=roster))["sources/index.md"])
    assert "far.example/…/news.xml" in text
    assert ROSTER.feeds[0].id not in text


def test_an_outlet_has_what_it_told() -> None:
    """An outlet's page says whose it is and lists its headlines with date and link, and the line that tells each."""
    pages = rendered(SiteView(roster=ROSTER, issues=(telling(DAY), telling(date(2026, 11, 18), story="s2"))))
    tass = pages["outlets/tass/index.md"]
    assert "Russia · state · news agency" in plain(tass)
    assert re.findall(r'datetime="([^"]*)"', tass) == ["2026-11-20", "2026-11-18"]
    assert 'href="https://tass.example.org/2026-11-20/0">Talks resume over the lake</a>' in tass
    assert 'told in <a href="../../2026/11/20/#l0">First POST: Edges</a>' in tass
    assert "No brief has told anything" not in tass


def test_a_story_over_days_has_a_page() -> None:
    """A story told on two days has a page with both tellings and the entries behind them; one told once has none."""
    first, second = telling(date(2026, 11, 18)), telling(DAY)
    pages = rendered(SiteView(roster=ROSTER, issues=(first, second, telling(date(2026, 11, 19), story="s2"))))
    thread = pages["s/s1/index.md"]
    assert thread.index('datetime="2026-11-20"') < thread.index('datetime="2026-11-18"')
    assert "Told on 2 days" in plain(thread)
    assert 'href="../../2026/11/18/#l0"' in thread
    assert "2 items behind it" in thread
    assert 'href="https://bbc.example.org/0">Lake talks</a>' in thread
    assert "s/s2/index.md" not in pages
    assert '<a href="../../../s/s1/">2 days of this story</a>' in pages[PAGE]


def test_a_merged_story_leads_to_the_other() -> None:
    """The address of a story that editors merged into another one leads to that one's page."""
    later = telling(DAY)
    later = Issue(brief=later.brief, record=replace(later.record, redirects=(Redirect(line="old", to="l0"),)))
    pages = rendered(SiteView(roster=ROSTER, issues=(telling(date(2026, 11, 18)), later)))
    assert 'href="../s1/"' in pages["s/old/index.html"]


def test_an_empty_day_says_why() -> None:
    """A month's calendar tells a day off, a holiday and a day on which nothing was made, but not days to come."""
    weekdays = frozenset(range(5))
    roster = replace(ROSTER, calendar=replace(ROSTER.calendar, days=weekdays, holidays=frozenset({date(2026, 11, 18)})))
    pages = rendered(SiteView(roster=roster, issues=(issue(date(2026, 11, 13)), issue(DAY))))
    text = plain(pages["2026/11/index.md"])
    assert "18 November : holiday" in text
    assert "14 November : no edition on Saturday" in text
    assert re.search(r"16–17 November, 19 November : no brief was made", text)
    assert "before the first brief" in text
    assert "21 November" not in text
    assert 'title="holiday"' in pages["2026/index.md"]


def test_busy_days_are_darker() -> None:
    """The calendar's shades follow the number of entries that a brief was made from."""
    busy, quiet = issue(DAY), issue(date(2026, 11, 18))
    quiet = Issue(brief=quiet.brief, record=replace(quiet.record, counts=(("entries", 20),)))
    text = rendered(SiteView(roster=ROSTER, issues=(busy, quiet)))["2026/index.md"]
    assert re.search(r'shade--4"><a href="11/20/"', text)
    assert re.search(r'shade--1"><a href="11/18/"', text)


def test_why_a_line_stands_here() -> None:
    """A brief's page gives the reasons for the place of a line, which need no script to be read."""
    made = issue(count=1)
    lines = tuple(replace(row, why=("told by 16 outlets",)) for row in made.record.lines)
    view = SiteView(roster=ROSTER, issues=(Issue(brief=made.brief, record=replace(made.record, lines=lines)),))
    text = rendered(view)[PAGE]
    assert "<details><summary>Why here</summary><ul><li>told by 16 outlets</li></ul></details>" in text


def test_machines_read_what_a_brief_rests_on() -> None:
    """A brief is a NewsArticle that is based on each page it links, with absolute addresses."""
    (article,) = things(rendered(SiteView(roster=ROSTER, issues=(telling(DAY),)))[PAGE])
    assert article["@type"] == "NewsArticle"
    assert article["url"] == "https://example.org/digest/2026/11/20/"
    assert article["datePublished"] == "2026-11-20T06:00:00+00:00"
    assert [(work["url"], work["publisher"]["name"]) for work in article["isBasedOn"]] == [
        ("https://tass.example.org/2026-11-20/0", "TASS"),
        ("https://bbc.example.org/0", "BBC World"),
    ]


def test_tables_are_lists_for_machines() -> None:
    """The table of the most followed is an ItemList in its order, an account's figures are a Dataset."""
    pages = rendered(full_view())
    kinds = [each["@type"] for each in things(pages["standings/index.md"])]
    assert kinds.count("ItemList") == 2
    (month,) = things(pages["2026/11/index.md"])
    assert month["itemListElement"][0]["url"] == "https://example.org/digest/2026/11/22/"


def test_a_brief_can_be_passed_on() -> None:
    """A brief's page has plain links to mail, Mastodon, Bluesky, Weibo and X, which carry its own address."""
    text = rendered(SiteView(roster=ROSTER, issues=(issue(),)))[PAGE]
    address = "https%3A%2F%2Fexample.org%2Fdigest%2F2026%2F11%2F20%2F"
    links = re.findall(r'<li><a href="([^"]*)" rel="nofollow noreferrer">', text)
    assert [re.split(r"[:?#]", link, maxsplit=2)[1] for link in links] == [
        "",
        "//share.joinmastodon.org/",
        "//bsky.app/intent/compose",
        "//service.weibo.com/share/share.php",
        "//x.com/intent/post",
    ]
    assert all(address in link for link in links)


def test_headlines_keep_their_language() -> None:
    """A linked headline in another language says which it is and how it runs; the site's own language says nothing."""
    url = "https://tass.example.org/2026-11-20/0"
    made = issue(count=1, text=f"[محادثات حول البحيرة]({url}), TASS says.")
    rows = tuple(replace(row, language="ar") for row in made.record.evidence)
    shown = Issue(brief=made.brief, record=replace(made.record, evidence=rows))
    text = rendered(SiteView(roster=ROSTER, issues=(shown,)))[PAGE]
    assert f'<a href="{url}"><span lang="ar" dir="rtl">محادثات حول البحيرة</span></a>' in text
    assert '<abbr title="in Arabic">ar</abbr>' in text
    assert prose.tongue("Talks", "ar", "en") == ""
    assert prose.tongue("Pourparlers", "fr-FR", "en") == ' lang="fr"'
    assert prose.tongue("Pourparlers", "fr", "fr") == ""


@pytest.mark.parametrize(
    "text",
    [
        "[Envoys](https://one.example/) *left*, One says.",
        "[Envoys](https://one.example/) left, One says. As [told before](../19.md).",
        "[Envoys](https://one.example/) left, One says.\n\n- By train\n- By boat",
    ],
)
def test_what_is_more_than_words_and_links_is_left_to_the_engine(text: str) -> None:
    """Plain lines stand on pages as HTML; emphasis, lists and links to pages as Markdown, which the engine reads."""
    plain = "[Envoys](https://one.example/) left, One says. Others stay."
    pages = [rendered(SiteView(roster=ROSTER, issues=(issue(count=1, text=one),))) for one in (plain, text)]
    assert '<a href="https://one.example/">Envoys</a> left, One says.</h2>\n<p>Others stay.</p>' in pages[0][PAGE]
    assert "\n## [Envoys](https://one.example/)" in pages[1][PAGE]


def test_marks_touch_words_only() -> None:
    """Words are marked where they stand as a whole in the text, never in addresses; what is not there is told."""
    lead = prose.spoken("[US and UN](https://us.example/US) talk, US says; USA. 会谈")
    marked, missing = prose.marked(lead, ("US", "会谈", "Paris"))
    assert str(marked).count('<mark class="ours">US</mark>') == 2
    assert "https://us.example/US)" in marked
    assert '<mark class="ours">会谈</mark>' in marked
    assert missing == ("Paris",)


def test_long_lists_do_not_grow() -> None:
    """Up to a hundred rows there is one page; beyond, one for each year, and for each month of a crowded year."""
    told = [issue(DAY - timedelta(days=back)) for back in range(800)]
    rows = [Mention(issue=one, anchor=anchor) for one in told for anchor in ("l0", "l1")]
    assert [len(one.rows) for one in chapters.chapters(rows[:100])] == [100]
    newest, *parts = chapters.chapters(rows)
    assert list(newest.rows) == rows[:100]
    assert [row for part in parts for row in part.rows] == rows
    assert {part.month for part in parts if part.year == 2025} == set(range(1, 13))
    assert max(len(part.rows) for part in parts) <= chapters.YEAR


def test_a_page_of_a_list_is_named_by_its_briefs() -> None:
    """Its name changes with a brief in it and with where it is cut, and where a brief was not read there is none."""
    some = [replace(issue(DAY - timedelta(days=back)), leaf_name=f"brief {back}") for back in range(80)]
    rows = [Mention(issue=one, anchor=anchor) for one in some for anchor in ("l0", "l1")]
    edited = [
        replace(row, issue=replace(row.issue, leaf_name="edited")) if not place else row
        for place, row in enumerate(rows)
    ]
    names = [chapters.chapters(found)[0].leaf_name for found in (rows[:99], rows[:100], edited[:100])]
    assert len(set(names)) == 3
    assert all(names)
    assert chapters.chapters([*rows[:9], Mention(issue=issue(DAY), anchor="l0")])[0].leaf_name == ""


def test_bars_count_what_was_told() -> None:
    """A timeline has a bar for each day, or for weeks and longer where days would be too many; one day draws none."""
    english = Language()
    assert timelines.timeline([DAY, DAY], english) is None
    few = timelines.timeline([DAY, DAY, DAY - timedelta(days=2)], english)
    assert few is not None
    assert [(bar.label, bar.height) for bar in few.bars] == [
        ("18 November 2026: 1", 50.0),
        ("20 November 2026: 2", 100.0),
    ]
    for back in (100, 1000, 10_000):
        many = timelines.timeline([DAY - timedelta(days=one) for one in range(back)], english)
        assert many is not None
        assert len(many.bars) <= timelines.BARS
        assert max(bar.x + bar.width for bar in many.bars) <= 100


def test_pages_keep_to_their_own_day() -> None:
    """A new brief changes the pages of its neighbours, lists and subjects, and no page of a month that is over."""
    before = full_view()
    after = replace(before, issues=(*before.issues, issue(date(2026, 11, 23), word="Newest", state=State.OPEN)))
    old, new = rendered(before), rendered(after)
    changed = {path for path in old if old[path] != new.get(path)}
    assert "2026/10/index.md" not in changed
    assert not {path for path in changed if re.match(r"2025/|2026/10/|2026/11/(?!22|index)", path)}


def test_the_roster_alone_makes_pages() -> None:
    """Every outlet, topic and country of the roster has its page before anything was told."""
    roster = replace(
        ROSTER, feeds=(*ROSTER.feeds, Feed(id="w", outlet="bbc", url="https://b.example/", topics=("weibo",)))
    )
    pages = rendered(SiteView(roster=roster))
    assert {
        "outlets/tass/index.md",
        "outlets/bbc/index.md",
        "c/RU/index.md",
        "c/GB/index.md",
        "t/quiet/index.md",
    } <= set(pages)
    assert "No brief has told anything of this outlet yet" in pages["outlets/bbc/index.md"]
    assert "BBC World" in pages["t/weibo/index.md"]


def test_a_line_by_hand_needs_no_record() -> None:
    """A line that the record does not know stands on its page, and on no page of a subject."""
    made = issue(count=1)
    mine = Issue(brief=replace(made.brief, blocks=(Line(id="", text="My own line."),)), record=made.record)
    pages = rendered(SiteView(roster=ROSTER, issues=(mine,)))
    assert "My own line." in pages[PAGE]
    assert "My own line." not in pages["t/weibo/index.md"]


def test_a_story_names_its_topics_before_its_countries() -> None:
    """What a story touches is listed beside it: topics first, then countries."""
    first, second = telling(date(2026, 11, 18), FR="Paris"), telling(DAY, RU="lake")
    (told,) = second.record.stories
    told = replace(told, facets=(*told.facets, Facet(kind="topic", id="weibo", words=("lake",))))
    second = Issue(brief=second.brief, record=replace(second.record, stories=(told,)))
    page_ = rendered(SiteView(roster=ROSTER, issues=(first, second)))["s/s1/index.md"]
    places = [page_.index(f'href="../../{path}/"') for path in ("t/weibo", "c/FR", "c/RU")]
    assert places == sorted(places)


def test_chinese_sentences_follow_each_other_without_a_space() -> None:
    """No space stands behind a full-width stop of a Chinese site: the mark brings its own."""
    view = SiteView(roster=ROSTER, issues=(telling(date(2026, 11, 18)), telling(DAY)))
    chinese = rendered_in("zh", view)[PAGE]
    assert "。" in chinese
    assert not re.search("[。；，：] ", chinese)
