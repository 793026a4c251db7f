"""The readers against feedparser alone on recorded feeds: what is lost, and where they differ, with the reason."""

from __future__ import annotations

import csv
import gzip
import warnings
from calendar import timegm
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import feedparser
import feedparser.api
import pytest

from digest.model import Entry, Failed
from digest.sources.feeds import read_feed, read_plainly
from digest.sources.links import address, canonical
from digest.sources.texts import cut
from digest.text import digest_of, plain
from tests.test_sources import FEED, OUTLET, SEEN, document, read

REASONS = {
    ("published", "003-nohost"): "its dates have a 26th month and up; feedparser reads 26 May 2020 from 2005-26-12",
    ("published", "120-istories.media"): "an announcement's date is days ahead: no date of publication",
    ("published", "358-www.kc0011.net"): "2020/1/10 is 10 January; feedparser reads 1 November",
    ("published", "363-www.koreatimes.co.kr"): "feedparser reads no `28 Jul 2022 4:35:5 GMT+9`",
    ("title", "160-news.google.com"): "the publisher's name at the end goes, because <source> names it",
    ("authors", "160-news.google.com"): "Google News gives no author: the publisher in <source> stands in",
    ("authors", "028-biorxiv.org"): "a name of hundreds of characters is cut",
    ("authors", "389-www.n24.de"): "`N24.de (mailto:info@N24.de)`: feedparser keeps half of the address",
}
"""Where an entry says something else than feedparser, and why feedparser is not right there."""


@dataclass(frozen=True)
class Told:
    """What feedparser alone says of an item."""

    guid: str
    link: str
    title: str
    published: datetime | None
    authors: frozenset[str]


def recorded(material: Path) -> Iterator[tuple[str, bytes]]:
    """Every XML document of the corpus by its short name."""
    folder = material / "data" / "feeds"
    with (folder / "manifest.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["version"] and not row["version"].startswith("json"):
                name = row["file"].removeprefix("corpus/").removesuffix(".xml.gz")
                yield name, gzip.decompress((folder / row["file"]).read_bytes())


def told_by_feedparser(body: bytes) -> list[Told]:
    """The items of a document as feedparser reads them, each once, with a title at least."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
        return list(dict.fromkeys(told(item) for item in found.entries if plain(item.get("title", ""))))


def told(item: Any) -> Told:
    """One item in feedparser's own words, its texts made plain."""
    stamp = dict.get(item, "published_parsed") or dict.get(item, "updated_parsed")
    return Told(
        guid=item.get("id", ""),
        link=item.get("feedburner_origlink") or item.get("link", ""),
        title=cut(plain(item.get("title", "")), 500),
        published=datetime.fromtimestamp(timegm(stamp), UTC) if stamp and 1990 < stamp[0] < 2027 else None,
        authors=frozenset(plain(one.get("name", "")) for one in item.get("authors") or () if one.get("name")),
    )


def differences(entry: Entry, item: Told) -> Iterator[str]:
    """The names of the fields in which an entry differs from what feedparser says."""
    if item.guid and entry.id != digest_of(FEED.id, item.guid):
        yield "id"
    if entry.title != item.title:
        yield "title"
    if item.link.startswith("http") and entry.link != canonical(address(item.link, "")):
        yield "link"
    if entry.published != item.published:
        yield "published"
    mail = any("@" in name for name in item.authors)
    if not mail and set(entry.authors) != item.authors:
        yield "authors"


@pytest.mark.material
def test_entries_agree_with_feedparser(material: Path) -> None:
    """Id, title, link, date and author of 99.9 in 100 entries are feedparser's; other differences have a reason."""
    fields, differing = 0, Counter[tuple[str, str]]()
    for name, body in recorded(material):
        entries = read(body)
        items = told_by_feedparser(body)
        titles, guids = Counter(item.title for item in items), Counter(item.guid for item in items)
        titled = {item.title: item for item in items if titles[item.title] == 1 and guids[item.guid or item.title] <= 1}
        for entry in entries:
            item = titled.get(entry.title) or titled.get(f"{entry.title} - {(*entry.authors, '')[0]}")
            if item:
                fields += 5
                differing.update((field, name) for field in differences(entry, item))
    unexplained = Counter({key: count for key, count in differing.items() if key not in REASONS})
    assert fields > 50_000
    assert unexplained.total() <= fields / 1_000, unexplained
    assert set(REASONS) <= set(differing)


@pytest.mark.material
def test_the_plain_reader_agrees_with_the_first(material: Path) -> None:
    """Without feedparser all but a few in a thousand entries keep their id, title, link and date."""
    entries, differing = 0, Counter[str]()
    for name, body in recorded(material):
        plainly = read_plainly(FEED, OUTLET, document(body), SEEN)
        assert not isinstance(plainly, Failed) or not read(body), name
        known = {} if isinstance(plainly, Failed) else {entry.id: entry for entry in plainly.entries}
        for entry in read(body):
            entries += 1
            other = known.get(entry.id)
            if other is None:
                differing["id"] += 1
                continue
            differing.update(f for f in ("title", "link", "published") if getattr(entry, f) != getattr(other, f))
    assert entries > 13_000
    assert differing["id"] <= entries * 0.005, differing
    assert differing["title"] <= entries * 0.01, differing  # feedparser mends what was encoded twice
    assert differing["link"] <= entries * 0.005, differing
    assert differing["published"] <= entries * 0.001, differing


@contextmanager
def standard_parser() -> Iterator[None]:
    """Python's own XML driver in the place of ours."""
    ours = feedparser.api.PREFERRED_XML_PARSERS[:]
    feedparser.api.PREFERRED_XML_PARSERS[:] = []
    try:
        yield
    finally:
        feedparser.api.PREFERRED_XML_PARSERS[:] = ours


def everything(body: bytes) -> str:
    """All that feedparser says of a document, in words that can be compared."""
    found = dict(feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False))
    return repr((str(found.pop("bozo_exception", "")), found))


def test_texts_in_one_piece_change_nothing() -> None:
    """Lines, entities, comments and markup inside texts read as with Python's own XML driver; ours comes first."""
    assert feedparser.api.PREFERRED_XML_PARSERS[0] == "digest.sources.sax"
    texts = (
        "one\ntwo &amp; three &#233; <![CDATA[four <b>five</b>\n]]> six <!-- seven --> eight",
        "<div xmlns='http://www.w3.org/1999/xhtml'>\n <p>nine &lt;\n ten</p>\n</div>\n",
        " \n ",
        "é" * 20_000 + "&amp;",
        "unclosed <b> &nbsp;",
    )
    for text, kind in product(texts, ("html", "xhtml", "text")):
        body = (
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>f</title><entry>"
            f"<title>{text}</title><id>1</id><content type='{kind}'>{text}</content></entry></feed>"
        ).encode()
        with standard_parser():
            told = everything(body)
        assert everything(body) == told


@pytest.mark.material
def test_texts_in_one_piece_change_no_recorded_feed(material: Path) -> None:
    """Of every recorded document feedparser says the same, to the letter, with our XML driver and with Python's."""
    for name, body in recorded(material):
        with standard_parser():
            told = everything(body)
        assert everything(body) == told, name


def test_the_first_reader_is_feedparser() -> None:
    """What is compared is feedparser's reading and not the plain one."""
    body = b"<rss version='2.0'><channel><item><title>a</title><guid>1</guid></item></channel></rss>"
    assert read_feed(FEED, OUTLET, document(body), SEEN) == read_plainly(FEED, OUTLET, document(body), SEEN)
