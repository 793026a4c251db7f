"""Social cards: a picture with the words of a brief, drawn when they changed."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from digest import cards, publish
from digest.files import Newsroom
from digest.model import Made
from digest.pipeline import building
from digest.pipeline.desk import open_desk
from digest.publish import merge
from tests.making import brief, line, roster
from tests.newsrooms import ROSTER
from tests.test_feeds import telling

FACES = cards.typefaces()
SITE = roster().site


def card(**other: object) -> cards.Card:
    """The card of a brief."""
    return cards.card_of(SITE, brief(line("a"), **other), "20 November 2026")


def picture(drawn: cards.Card, faces: cards.Typefaces = FACES) -> Image.Image:
    """A card as drawn."""
    return Image.open(BytesIO(cards.draw(drawn, faces)))


def ink(image: Image.Image, box: tuple[int, int, int, int] = (0, 130, 1200, 540)) -> int:
    """How many pixels between masthead and foot are not paper."""
    area = image.convert("RGB").crop(box)
    gone = ImageChops.difference(area, Image.new("RGB", area.size, area.getpixel((0, 0))))
    return sum(gone.convert("L").point([0] + [1] * 255).histogram()[1:])


def test_a_card_is_as_social_networks_want_it() -> None:
    """It is a PNG of 1200 by 630 pixels in sixteen colours, a few kilobytes, the same bytes each time."""
    drawn = cards.draw(card(), FACES)
    image = Image.open(BytesIO(drawn))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(image.convert("RGB").getcolors(256) or ()) <= 16
    assert len(drawn) < 40_000
    assert drawn == cards.draw(card(), FACES)


def test_its_address_changes_with_its_words() -> None:
    """Title, teaser, day and site make its name; the lines of the brief do not."""
    first = card()
    assert re.fullmatch(r"cards/2026/11/20-[0-9a-z]{10}\.png", first.path)
    assert first.page == "2026/11/20/index.md"
    assert cards.card_of(SITE, brief(line("b", "Other.")), "20 November 2026") == first
    others = [card(word="Doors"), card(teaser="Another."), cards.card_of(replace(SITE, title="T"), brief(), "x")]
    assert len({first.path, *(one.path for one in others)}) == 4
    assert card(made=Made.RECORD).path.startswith("cards/record/2026/11/20-")


@settings(max_examples=40)
@given(st.text(max_size=60), st.text(max_size=300))
def test_any_words_can_be_drawn(word: str, teaser: str) -> None:
    """Whatever a title and a teaser hold, the card has words on it that stay on the paper."""
    image = picture(card(word=word, teaser=teaser))
    for edge in ((0, 20, 40, 630), (1160, 20, 1200, 630), (0, 600, 1200, 630)):
        assert ink(image, edge) == 0


def test_long_titles_and_teasers_fit() -> None:
    """A long title gets smaller, a long teaser ends with an ellipsis above the foot."""
    image = picture(card(word="Overextended Rapprochements Everywhere Again", teaser="Clause after clause; " * 60))
    assert ink(image) > 10_000
    assert ink(image, (0, 548, 1200, 552)) == 0


@pytest.mark.skipif(FACES.eastern is None, reason="this machine has no typeface for Chinese")
def test_chinese_is_set_where_there_is_a_face_for_it() -> None:
    """Two different words look different, as boxes would not."""
    one, other = (picture(card(word=word, teaser="")) for word in ("大使", "会谈"))
    assert ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox()
    assert ink(one) > 3_000


def test_what_cannot_be_set_gives_way_to_the_name_of_the_site() -> None:
    """Without a face for a script no boxes are drawn: the card says whose it is, and of which day."""
    plain = cards.Typefaces()
    one, other = (picture(card(word=word, teaser=word * 5), plain) for word in ("大使馆", "会谈"))
    assert ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None
    named = picture(card(word=SITE.title, teaser="", series=""), plain)
    assert ImageChops.difference(one.convert("RGB"), named.convert("RGB")).getbbox() is None


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A newsroom with two published briefs."""
    tmp_path.joinpath("feeds.yaml").write_text(f"{ROSTER}outlets: []\nfeeds: []\n", encoding="utf-8")
    for days in (0, 1):
        issue = telling(f"k{days}", [f"e{days}"], days=days)
        record = replace(issue.record, counts=(("entries", 3), ("outlets", 2)))
        settled = merge.Settled(page=record.body, record=record)
        publish.save(Newsroom(tmp_path).briefs, settled, Newsroom(tmp_path).journal)
    return tmp_path


def build(room: Path) -> Path:
    """Derive the pages; gives their folder."""
    with open_desk(room, now="2026-11-22T09:00Z") as desk:
        building.build(desk)
    return room / ".digest" / "docs"


def test_each_brief_has_a_card_that_its_page_names(room: Path) -> None:
    """Pages name their card in the front matter, the front page that of the newest brief, and the files are there."""
    docs = build(room)
    for page in ("2026/11/20/index.md", "2026/11/19/index.md"):
        (path,) = re.findall(r'^card: "(cards/[^"]+\.png)"$', docs.joinpath(page).read_text(), re.MULTILINE)
        assert docs.joinpath(path).read_bytes().startswith(b"\x89PNG")
    newest = next(docs.joinpath("cards/2026/11").glob("20-*.png"))
    assert f'"{newest.relative_to(docs).as_posix()}"' in docs.joinpath("index.md").read_text()


def test_only_a_card_whose_words_changed_is_drawn(room: Path) -> None:
    """A build without a change touches none; a new title draws one card anew and drops the one before."""
    docs = build(room)
    before = {path: path.stat().st_mtime_ns for path in docs.joinpath("cards").rglob("*.png")}
    build(room)
    assert {path: path.stat().st_mtime_ns for path in docs.joinpath("cards").rglob("*.png")} == before
    page = room / "content/briefs/2026/11/20.md"
    page.write_text(page.read_text().replace("First POST: Edges", "First POST: Corners"), encoding="utf-8")
    build(room)
    after = {path: path.stat().st_mtime_ns for path in docs.joinpath("cards").rglob("*.png")}
    assert len(after) == len(before)
    assert len(before.items() & after.items()) == len(before) - 1
