"""The page grammar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import page
from digest.errors import PageFault
from digest.model import Brief, Line, Link, Made, Passage, State
from digest.text import clean, escape, escape_url

WORDS = st.text(min_size=1, max_size=60).map(clean).filter(bool)
IDS = st.text(alphabet="0123456789abcdefghjkmnpqrstvwxyz", min_size=4, max_size=12)
URLS = st.text(max_size=30).map(lambda tail: escape_url(f"https://example.org/{tail}"))
LINKS = st.builds(Link, label=WORDS, url=URLS)
LINES = st.builds(Line, id=IDS, text=WORDS.map(escape), more=st.lists(LINKS, max_size=3).map(tuple))
PASSAGES = st.builds(Passage, text=WORDS.map(lambda words: f"*By hand:* {escape(words)}"))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    """Any brief that the program or a person could have made."""
    until = draw(MOMENTS)
    return Brief(
        day=until.date(),
        word=draw(WORDS),
        teaser=draw(st.text(max_size=80).map(clean)),
        state=draw(st.sampled_from(State)),
        since=until - timedelta(days=1),
        until=until,
        made=draw(st.sampled_from(Made)),
        blocks=tuple(draw(st.lists(st.one_of(LINES, PASSAGES), max_size=5, unique_by=str))),
    )


@given(briefs())
def test_a_brief_survives_its_page(brief: Brief) -> None:
    """Writing a brief as its page and reading that page gives the same brief, whatever its words hold."""
    assert page.read(page.write(brief)) == brief


@given(briefs())
def test_writing_is_stable(brief: Brief) -> None:
    """A page that was read and written again holds the same bytes."""
    text = page.write(brief)
    assert page.write(page.read(text)) == text


@given(briefs())
def test_front_matter_is_yaml_whoever_wrote_it(brief: Brief) -> None:
    """A page whose front matter a person set otherwise, with the same values, is the same brief."""
    text = page.write(brief)
    assert page.read(text.replace("\nstate: ", "\nstate:  ", 1)) == page.read(text)


HAND = """---
title: 'First POST: Edges'
date: 2015-04-16
state: review
since: 2015-04-15T06:00:00Z
until: 2015-04-16T06:00:00Z
teaser: One; two; three.
image:
  src: "a.png"
photo: by me
---

A word before we start,
over two rows.
- [Key](https://example.org/a) phrase, *edited*. {: #abc1 }
  More: [BBC World](https://example.org/b), [TASS](https://example.org/c)
- A bullet by hand

  with a second paragraph

## A heading
"""


def test_a_hand_edited_page_is_read_whole() -> None:
    """Passages, bullets without an id, other quoting and added keys are all kept."""
    brief = page.read(HAND)
    assert (brief.word, brief.teaser, brief.state) == ("Edges", "One; two; three.", State.REVIEW)
    assert brief.extra == (("image", 'image:\n  src: "a.png"'), ("photo", "photo: by me"))
    assert brief.blocks == (
        Passage(text="A word before we start,\nover two rows."),
        Line(
            id="abc1",
            text="[Key](https://example.org/a) phrase, *edited*.",
            more=(
                Link(label="BBC World", url="https://example.org/b"),
                Link(label="TASS", url="https://example.org/c"),
            ),
        ),
        Line(id="", text="A bullet by hand\n\nwith a second paragraph"),
        Passage(text="## A heading"),
    )
    assert page.read(page.write(brief)) == brief


def test_a_more_row_that_a_person_rewrote_is_text() -> None:
    """A row of outlets with words of an editor's own belongs to the line's text and is not lost."""
    edited = HAND.replace(
        "More: [BBC World](https://example.org/b),", "More: see [BBC World](https://example.org/b) and"
    )
    line = page.read(edited).lines[0]
    assert line.more == ()
    assert "see [BBC World]" in line.text


def test_a_month_keeps_its_precision() -> None:
    """A brief that is dated to a month only is written and read as such."""
    brief = Brief(
        day=date(2016, 12, 1),
        month=True,
        word="Followers",
        teaser="",
        state=State.PUBLISHED,
        since=datetime(2016, 12, 1, tzinfo=UTC),
        until=datetime(2017, 1, 1, tzinfo=UTC),
        made=Made.RECORD,
        blocks=(),
    )
    assert 'date: "2016-12"' in page.write(brief)
    assert page.read(page.write(brief)) == brief


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace("---\n", "", 1), "a.md:1 has no front matter"),
        (lambda text: text.replace("teaser: One", "teaser: One: two: [", 1), "a.md:7 front matter is not YAML"),
        (lambda text: text.replace("state: review\n", ""), "has no state"),
        (lambda text: text.replace("review", "done"), "'done' is not a valid State"),
        (lambda text: text.replace("teaser: One", "teaser: [One, two]\nx: One", 1), "teaser is no text"),
        (lambda text: re.sub("title: .*", "title:", text), "title is no text"),
    ],
)
def test_faults_of_a_page_are_named(spoil: object, said: str) -> None:
    """A page that cannot be read says in one line which file and row, and what to do."""
    assert callable(spoil)
    with pytest.raises(PageFault) as caught:
        page.read(spoil(HAND), "a.md")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_links_and_plain_text_of_a_line() -> None:
    """Links come out with labels as readers see them, and plain text has no markup left."""
    markdown = r"[U.S. \[sic\] talks](https://example.org/x){: lang=\"zh\" } go on, TASS reports."
    assert page.links(markdown) == (Link(label="U.S. [sic] talks", url="https://example.org/x"),)
    assert page.plain(markdown) == "U.S. [sic] talks go on, TASS reports."
