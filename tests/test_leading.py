"""Where a line's key phrase leads, and how lines of one affair stand together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from digest import page
from digest.compose.brief import Composition
from digest.model import Edits, Facet, Retitle, Scope, Story
from tests.making import entry
from tests.test_compose import OUTLETS, chinese_newsroom, make, newsroom, story, texts

PAPER = entry("a", "Denmark lifts visa rules for seafarers after talks with Norway", outlet="herald", hours=3)
DOCUMENT = entry("b", "Denmark and Norway: joint communique on visa rules for seafarers", outlet="mfa", hours=1)
FREE = entry("c", "Denmark lifts visa rules for seafarers", outlet="post", hours=1, summary="")


def links(made: Composition) -> tuple[tuple[str, str], ...]:
    """What the first line links, and where."""
    (line,) = made.brief.lines
    return tuple((one.label, one.url) for one in page.links(line.text))


def paying(*keys: str) -> dict[str, Any]:
    """A newsroom in which those outlets are paid for."""
    return {"roster": newsroom(scope=Scope(), outlets=tuple(replace(one, paywall=one.id in keys) for one in OUTLETS))}


def test_an_office_s_own_document_is_linked_and_named() -> None:
    """A newspaper's headline leads, but its key phrase leads to the ministry's document; the paper is in the row."""
    made = make(story("s", PAPER, DOCUMENT))
    (line,) = made.brief.lines
    assert "Northern Herald" in line.text
    assert page.plain(line.text).endswith(" (primary source: the Foreign Ministry of Ruritania).")
    assert links(made) == (("Denmark lifts visa rules for seafarers", DOCUMENT.link),)
    assert [(link.label, link.url) for link in line.more] == [("The Northern Herald", PAPER.link)]
    assert made.record.lines[0].sentences[0].entries == (PAPER.id, DOCUMENT.id)


def test_a_document_about_something_else_is_not_taken_for_the_source() -> None:
    """A communique that shares only the country with the headline stays in the row."""
    other = replace(DOCUMENT, title="Denmark congratulates Iceland on its national day")
    made = make(story("s", PAPER, other, facets=(Facet(kind="country", id="DK", words=("Denmark", "Danish")),)))
    assert links(made)[0][1] == PAPER.link
    assert "primary source" not in made.brief.lines[0].text


def test_a_free_page_is_linked_where_the_headline_s_own_costs() -> None:
    """The better headline stands with its outlet, and leads to the page that everyone can read, which is named."""
    poor = replace(FREE, title="WATCH: Denmark LIFTS visa rules for seafarers!!!")
    made = make(story("s", PAPER, poor), **paying("herald"))
    assert page.plain(made.brief.lines[0].text).endswith(" (free to read: the Harbour Post).")
    assert links(made)[0][1] == poor.link
    assert links(make(story("s", PAPER, poor), **paying()))[0][1] == PAPER.link


def test_the_document_comes_before_the_free_page() -> None:
    """Where both are there, the office's own words are linked."""
    made = make(story("s", PAPER, FREE, DOCUMENT), **paying("herald"))
    assert DOCUMENT.link in {url for _, url in links(made)}


def test_a_page_in_another_language_never_takes_the_place_of_one_that_readers_can_read() -> None:
    """A document in Chinese stays in the row of an English line."""
    made = make(story("s", PAPER, replace(DOCUMENT, title="丹麦与挪威关于海员签证的联合公报", language="zh")))
    assert links(made)[0][1] == PAPER.link


def test_a_chinese_edition_announces_documents_in_chinese() -> None:
    """The frame around the name of the office is Chinese."""
    pair = (
        entry("a", "丹麦与挪威签署海员签证协定 明年起生效", outlet="daily", language="zh"),
        entry("b", "丹麦与挪威海员签证协定全文", outlet="mfa", language="zh"),
    )
    made = make(story("s", *pair), roster=chinese_newsroom())
    assert made.brief.lines[0].text.endswith("（原始文件：Foreign Ministry of Ruritania）。")


KENYA = (
    Facet(kind="country", id="KE", words=("Kenya",)),
    Facet(kind="topic", id="envoys", words=("envoy", "ambassador")),
)


def test_lines_on_one_affair_stand_together() -> None:
    """A line about the country and topic of an earlier one follows it, whatever weighs more in between."""
    made = make(
        *(
            story(key, *(entry(f"{key}{outlet}", title, outlet=outlet) for outlet in told), facets=facets)
            for key, title, told, facets in (
                (
                    "a",
                    "Kenya recalls ambassador from Cairo over leaked cables on dam",
                    ("wire", "herald", "post"),
                    KENYA,
                ),
                ("b", "Peru and Chile reopen embassy talks after copper strike", ("wire", "herald"), ()),
                ("c", "Kenya asks envoy in Rome to explain grain shipments for Cairo", ("post",), KENYA),
            )
        )
    )
    assert list(texts(made)) == ["a", "c", "b"]
    assert [text.startswith("Related") for text in texts(made).values()] == [False, True, False]


DAM = (Facet(kind="country", id="KE", words=("Kenya",)),)
RECALLED = "Kenya recalls ambassador from Cairo over leaked cables on dam"
SHUT = "Kenya shuts visa hall of its embassy in Cairo over cables"
AGAIN = "Kenya recalls Cairo ambassador over leaked dam cables"


def told_by(key: str, title: str, *outlets: str) -> Story:
    """A story of those outlets about the dam."""
    return story(key, *(entry(f"{key}{outlet}", title, outlet=outlet) for outlet in outlets), facets=DAM)


def test_more_of_an_affair_stands_in_its_line() -> None:
    """What somebody else does in the matter of a line is that line's second sentence, with its own evidence."""
    shut = "Cairo shuts visa hall of Kenya embassy over cables"
    first, second = told_by("a", RECALLED, "wire", "herald", "radio"), told_by("b", shut, "wire", "post")
    made = make(first, second)
    (line,), (row,), (kept,) = made.brief.lines, made.record.lines, made.record.stories
    said = page.plain(line.text)
    assert said.index(RECALLED) < said.index(shut)
    assert [set(one.entries) & {entry.id for entry in second.entries} != set() for one in row.sentences] == [
        False,
        True,
    ]
    assert set(kept.entries) == {one.id for one in (*first.entries, *second.entries)}
    assert row.why[-1] == "tells 1 more of its affair"


def test_another_matter_of_an_affair_has_its_own_line() -> None:
    """What the same country does besides stands behind the line of its affair, and not in it."""
    made = make(told_by("a", RECALLED, "wire", "herald", "radio"), told_by("b", SHUT, "wire", "post"))
    assert [len(row.sentences) for row in made.record.lines] == [1, 1]
    assert [text.startswith("Also today: ") for text in texts(made).values()] == [False, True]


def test_a_retelling_lends_a_line_its_outlets() -> None:
    """A story that says what the line says has no sentence; its outlets stand in the row."""
    made = make(told_by("a", RECALLED, "wire", "herald"), told_by("b", AGAIN, "post", "radio"))
    (line,), (row,) = made.brief.lines, made.record.lines
    assert len(row.sentences) == 1
    assert len(line.more) == 3


def test_what_an_editor_worded_takes_nothing_in() -> None:
    """A line with an editor's words tells its own story alone."""
    edits = Edits(retitle=(Retitle(line="a", text="Cables, again"),))
    made = make(told_by("a", RECALLED, "wire", "herald", "radio"), told_by("b", SHUT, "wire", "post"), edits=edits)
    assert [len(one.entries) for one in made.record.stories] == [3]


def test_two_sides_of_one_affair_are_told_as_such() -> None:
    """Lines about one country that share much of their words are joined by "Also today"."""
    facet = (Facet(kind="country", id="KE", words=("Kenya",)),)
    rows = (
        ("a", "Kenya recalls ambassador from Cairo over leaked cables on dam", facet),
        ("b", "Kenya shuts visa hall of its embassy in Cairo for a week", facet),
        ("c", "Norway and Finland sign border treaty after three years of talks", ()),
        ("d", "Brazil offers to host summit on lithium prices in the spring", ()),
    )
    made = make(
        *(story(key, entry(key, title, outlet="wire"), facets=facets) for key, title, facets in rows),
        roster=newsroom(scope=Scope()),
    )
    assert sum(bool(re.match("Also today[:,] ", text)) for text in texts(made).values()) == 1
