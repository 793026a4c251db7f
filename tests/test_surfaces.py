"""One brief on every surface: the same lines, in the same order, with the same links."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import html
from lxml.html import HtmlElement

from digest import publish
from digest.files import Newsroom
from digest.model import Block, Evidence, Link, Passage, State
from digest.pipeline import mailing
from digest.pipeline.desk import open_desk
from digest.publish import merge
from tests.browsing import browser_page, under_a_path
from tests.making import DAY, UNTIL, brief, issue, line, tombstone
from tests.newsrooms import ROOT, ROSTER, digest

BASE = "https://digest.example/daily/"
HOME = f"{BASE}2026/11/20/"

Told = tuple[str, tuple[str, ...]]
"""A line: its words, and where its links lead, those of the row of other outlets last."""

BLOCKS: tuple[Block, ...] = (
    line(
        "a",
        "[Envoys of 14 states](https://one.example/e1?a=1&b=2) met in Geneva, One reports. They *left* by "
        "[train](https://two.example/x_y(z)), 大使馆说 “so be it”.",
        more=(
            Link(label="Une & Co", url="https://une.example/x"),
            Link(label="Der Bote", url="https://bote.example/#q"),
        ),
    ),
    Passage(text="A word *between* the lines, with [a link](https://between.example/)."),
    line(
        "b",
        r"A ministry says \*nothing\* &amp; 1 &lt; 2 of [it](https://three.example/), officials said. No more.",
    ),
    line("c", "Related: see [the day before](19.md#k1) and [who we are](about.md)."),
    tombstone("d", DAY + timedelta(days=1)),
    line("", "A bullet by hand with `code` and <b>bold</b>, without a link."),
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom with the brief and that of the day before, built, and changed by hand after it was published."""
    folder = tmp_path_factory.mktemp("surfaces")
    more = "mail: {from: brief@digest.example, unsubscribe: 'https://digest.example/leave?who={token}'}"
    folder.joinpath("feeds.yaml").write_text(f"{ROSTER}outlets: []\nfeeds: []\n{more}\n", encoding="utf-8")
    folder.joinpath("mkdocs.yml").write_bytes(ROOT.joinpath("mkdocs.yml").read_bytes())
    for days, blocks in ((1, (line("k1"),)), (0, BLOCKS)):
        back = timedelta(days=days)
        made = issue(
            brief(*blocks, state=State.PUBLISHED, day=DAY - back, until=UNTIL - back),
            counts=(("entries", 3), ("outlets", 2)),
            evidence=(
                Evidence(
                    id="e1", feed="one", outlet="one", title="E", link="https://one.example/e1?a=1&b=2", seen=UNTIL
                ),
            ),
        )
        settled = merge.Settled(page=made.record.body, record=made.record)
        publish.save(Newsroom(folder).briefs, settled, Newsroom(folder).journal)
    written = folder / "content/briefs/2026/11/20.md"
    written.write_text(written.read_text().replace("They *left*", "They *all* left"), encoding="utf-8")
    digest(folder, "build", "--now", "2026-11-22T09:00Z")
    return folder


def told(words: str, links: list[str]) -> Told:
    """A line with its white space folded."""
    return " ".join(words.split()), tuple(links)


def hrefs(element: HtmlElement, base: str = HOME) -> list[str]:
    """Where the links in an element lead."""
    return [urljoin(base, link.get("href")) for link in element.iter("a")]


def on_the_page(source: str, base: str = HOME) -> Iterator[Told]:
    """The lines of a page of the site: lead, what follows it, and the row of outlets."""
    for box in html.document_fromstring(source).find_class("line"):
        for silent in (*box.find_class("line__number"), *box.find_class("remark"), *box.find_class("chip--note")):
            silent.drop_tree()
        chips = [link for row in box.find_class("chips") for link in hrefs(row, base)]
        for row in box.find_class("chips"):
            row.drop_tree()
        yield told(box.text_content(), hrefs(box, base) + chips)


def in_a_feed(content: str) -> Iterator[Told]:
    """The lines of an item's content."""
    for row in html.fragment_fromstring(content, create_parent="div").findall("ul/li"):
        yield told(re.split(r"\n\s*More: ", row.text_content())[0], hrefs(row))


def web(folder: Path) -> list[Told]:
    """The page on the site."""
    return list(on_the_page(folder.joinpath("site/2026/11/20/index.html").read_text("utf-8")))


def parsed(folder: Path, name: str) -> list[Told]:
    """The newest item of a feed, as feedparser reads it."""
    document = folder.joinpath("site/feeds", name).read_bytes()
    entry = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False).entries[0]
    assert entry.link == HOME
    return list(in_a_feed(entry.content[0].value))


def atom(folder: Path) -> list[Told]:
    """Atom 1.0."""
    return parsed(folder, "briefs.atom.xml")


def rss(folder: Path) -> list[Told]:
    """RSS 2.0."""
    return parsed(folder, "briefs.xml")


def json_feed(folder: Path) -> list[Told]:
    """JSON Feed 1.1."""
    feed = json.loads(folder.joinpath("site/feeds/briefs.json").read_bytes())
    return list(in_a_feed(feed["items"][0]["content_html"]))


def api(folder: Path) -> list[Told]:
    """The brief as JSON."""
    rows = json.loads(folder.joinpath("site/api/v1/briefs/2026-11-20.json").read_bytes())["lines"]
    return [told(row["text"], [link["url"] for link in (*row["links"], *row["more"])]) for row in rows]


def message(folder: Path, number: int) -> str:
    """A part of the message, plain text (0) or HTML (1)."""
    with open_desk(folder, now="2026-11-22T09:00Z") as desk:
        letter = mailing.letter_of(desk, DAY)
        made = message_from_bytes(mailing.example(letter, desk.roster), policy=default)
    assert isinstance(made, EmailMessage)
    return str(list(made.iter_parts())[number].get_content()).replace("\r\n", "\n")


def mail_html(folder: Path) -> list[Told]:
    """The HTML of the e-mail edition."""
    found = []
    for row in html.document_fromstring(message(folder, 1)).find_class("rule")[:-1]:
        links = hrefs(row)
        for more in row.find_class("soft"):
            more.drop_tree()
        found.append(told(row.text_content(), links))
    return [one for one in found if not one[0].startswith("A word between")]


def mail_text(folder: Path) -> list[Told]:
    """The plain text of the e-mail edition."""
    blocks = message(folder, 0).split("\n* ")[1:]
    rows = [block.split("\n\n")[0].split("\n") for block in blocks]
    return [
        told(
            " ".join(row for row in lines if not row.startswith("    ")),
            [row.rpartition(": ")[2].strip() for row in lines if row.startswith("    ")],
        )
        for lines in rows
    ]


def in_print(folder: Path) -> list[Told]:
    """What is visible of the page when it is printed."""
    with under_a_path(folder / "site", folder / "served") as address, browser_page() as browser:
        browser.emulate_media(media="print")
        browser.goto(f"{address}2026/11/20/")
        hidden = "e => [...e.querySelectorAll('*')].filter(x => !x.checkVisibility()).forEach(x => x.remove())"
        browser.locator("article").evaluate(hidden)
        source = str(browser.content())
        return [(words, tuple(link.replace(address, BASE) for link in links))
                for words, links in on_the_page(source, f"{address}2026/11/20/")]  # fmt: skip


SURFACES: tuple[Callable[[Path], list[Told]], ...] = (web, atom, rss, json_feed, api, mail_html, mail_text)


@pytest.mark.parametrize(
    "surface",
    [*SURFACES, pytest.param(in_print, marks=pytest.mark.browser)],
    ids=lambda surface: surface.__name__,
)
def test_a_brief_is_the_same_everywhere(room: Path, surface: Callable[[Path], list[Told]]) -> None:
    """The page that an editor last touched is told line by line, link by link, wherever the brief goes."""
    assert surface(room) == [
        (
            "Envoys of 14 states met in Geneva, One reports. They all left by train, 大使馆说 “so be it”.",
            (
                *("https://one.example/e1?a=1&b=2", "https://two.example/x_y(z)"),
                *("https://une.example/x", "https://bote.example/#q"),
            ),
        ),
        ("A ministry says *nothing* & 1 < 2 of it, officials said. No more.", ("https://three.example/",)),
        ("Related: see the day before and who we are.", (f"{BASE}2026/11/19/#k1", f"{BASE}about/")),
        ("Withdrawn on 21 November 2026: It was not so.", ()),
        ("A bullet by hand with code and bold, without a link.", ()),
    ]


def test_every_surface_is_found_from_the_page(room: Path) -> None:
    """The page names the three feeds in its head, and its card."""
    root = html.document_fromstring(room.joinpath("site/2026/11/20/index.html").read_text("utf-8"))
    feeds = {link.get("type"): urljoin(HOME, link.get("href")) for link in root.xpath("//link[@rel='alternate']")}
    assert feeds == {
        "application/atom+xml": f"{BASE}feeds/briefs.atom.xml",
        "application/rss+xml": f"{BASE}feeds/briefs.xml",
        "application/feed+json": f"{BASE}feeds/briefs.json",
    }
    (card,) = root.xpath("//meta[@property='og:image']/@content")
    assert room.joinpath("site", card.removeprefix(BASE)).is_file()
