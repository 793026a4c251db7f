"""Unpacking: content encodings undone as a document arrives."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Sequence

import brotli
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.model import Failed, Fetched
from digest.web.unpacking import MOST_MEMBERS, TooLarge, Unpacking
from tests.asking import fetch_one, page

TEXT = b"<rss>text</rss>" * 9


def bare(data: bytes) -> bytes:
    """Deflate without its wrapper, as many servers send it."""
    return zlib.compress(data, wbits=-15)


def members(data: bytes) -> bytes:
    """A gzip of three members, one of them empty."""
    half = len(data) // 2
    return gzip.compress(data[:half]) + gzip.compress(b"") + gzip.compress(data[half:])


WAYS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "members": ("gzip", members),
    "deflate": ("deflate", zlib.compress),
    "bare": ("deflate", bare),
    "brotli": ("br", brotli.compress),
    "brotli, other window": ("br", lambda data: bytes(brotli.compress(data, lgwin=16, quality=1))),
    "plain": ("identity", bytes),
    "unknown": ("zstd", bytes),
}


def unpacked(packed: bytes, encoding: str, cuts: Sequence[int] = (), most: int = 10_000_000) -> bytes | str:
    """What comes out of a document that arrives cut there, or the name of what is raised."""
    places = sorted({min(cut, len(packed)) for cut in cuts})
    try:
        unpacking = Unpacking(encoding, most)
        for start, end in zip([0, *places], [*places, len(packed)], strict=True):
            unpacking.add(packed[start:end])
        return unpacking.whole()
    except (zlib.error, brotli.error, TooLarge) as error:
        return "too large" if isinstance(error, TooLarge) else "broken"


CUTS = st.lists(st.integers(0, 3000), max_size=30)


@given(data=st.binary() | st.text().map(str.encode), ways=st.lists(st.sampled_from(list(WAYS)), max_size=3), cuts=CUTS)
@example(data=b"\xef\xbb\xbf<rss/>", ways=["bare"], cuts=[1])
@example(data=b"x" * 121, ways=["brotli"], cuts=[])  # begins with a space and "<"
@example(data=b"", ways=["brotli"], cuts=[])
@settings(max_examples=300)
def test_what_is_packed_is_unpacked(data: bytes, ways: list[str], cuts: list[int]) -> None:
    """Every way of packing, and up to three on top of one another, is undone, however the document is cut."""
    packed, encodings = data, []
    for way in ways:
        encoding, pack = WAYS[way]
        packed = pack(packed)
        encodings.append(encoding)
    # The empty document, and one that is not packed as said, are what they are.
    assert unpacked(packed, ", ".join(encodings), cuts) == data


@given(
    encoding=st.sampled_from(["gzip", "deflate", "br", "gzip, br", "br, deflate"]),
    packed=st.one_of(
        st.binary(max_size=2000),
        st.tuples(st.sampled_from(list(WAYS.values())), st.binary(max_size=3000), st.binary(max_size=20)).map(
            lambda parts: parts[0][1](parts[1]) + parts[2]
        ),
        st.tuples(st.sampled_from(list(WAYS.values())), st.binary(max_size=3000), st.integers(1, 40)).map(
            lambda parts: parts[0][1](parts[1])[: -parts[2]]
        ),
        st.binary(max_size=1500).map(lambda tail: b"<?xml " + tail),
    ),
    cuts=CUTS,
)
@settings(max_examples=300)
def test_how_a_document_is_cut_makes_no_difference(encoding: str, packed: bytes, cuts: list[int]) -> None:
    """Whole, broken, cut short, with something behind it or not packed at all: in pieces it comes to the same."""
    assert unpacked(packed, encoding, cuts) == unpacked(packed, encoding)
    assert unpacked(packed, encoding, range(len(packed))) == unpacked(packed, encoding)


@given(data=st.binary(min_size=1, max_size=5000), way=st.sampled_from(list(WAYS)), cuts=CUTS)
def test_the_limit_is_exact(data: bytes, way: str, cuts: list[int]) -> None:
    """As many bytes as allowed come through, and one more does not."""
    encoding, pack = WAYS[way]
    assert unpacked(pack(data), encoding, cuts, most=len(data)) == data
    assert unpacked(pack(data), encoding, cuts, most=len(data) - 1) == "too large"


BOMBS = {
    "gzip": gzip.compress(bytes(100_000_000), 9),
    "deflate": zlib.compress(bytes(100_000_000), 9),
    "br": brotli.compress(bytes(100_000_000), quality=3),
    "gzip, gzip": gzip.compress(gzip.compress(bytes(100_000_000))),
}


@pytest.mark.parametrize("encoding", BOMBS)
def test_a_bomb_takes_little_memory(encoding: str) -> None:
    """A small document that unpacks to a hundred megabytes is given up with few of them made."""
    tracemalloc.start()
    assert unpacked(BOMBS[encoding], encoding, most=1_000_000) == "too large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_what_follows_a_gzip_is_left_out() -> None:
    """Bytes after the last member are no part of the document, even if a member comes after them."""
    for junk in (b"\0" * 100, b"\x1f", b"junk" + gzip.compress(b"more")):
        assert unpacked(gzip.compress(TEXT) + junk, "gzip") == TEXT


BROKEN = {
    "cut gzip": ("gzip", gzip.compress(TEXT)[:-5]),
    "cut second member": ("gzip", gzip.compress(TEXT) + gzip.compress(TEXT)[:-5]),
    "false gzip": ("gzip", gzip.compress(TEXT)[:3] + b"\xff" * 40),
    "wrong sum": ("gzip", gzip.compress(TEXT)[:-8] + bytes(8)),
    "empty members": ("gzip", gzip.compress(b"") * (MOST_MEMBERS + 1)),
    "cut deflate": ("deflate", zlib.compress(TEXT)[:-5]),
    "false deflate": ("deflate", zlib.compress(TEXT)[:3] + b"\xff" * 40),
    "cut brotli": ("br", brotli.compress(TEXT)[:-5]),
    "false brotli": ("br", brotli.compress(TEXT)[:3] + b"\xff" * 40),
    "four layers": ("gzip, gzip, gzip, gzip", TEXT),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_packing_is_told(how: str) -> None:
    """What ends too early, cannot be undone, fails its check or is packed beyond reason becomes Failed."""
    encoding, packed = BROKEN[how]
    outcome = fetch_one(page(packed, Content_Encoding=encoding))
    assert isinstance(outcome, Failed)
    assert (outcome.what, outcome.status) == ("its compression cannot be undone", 200)


@pytest.mark.parametrize("text", [TEXT, b'{"version": 1}', b"\xef\xbb\xbf \n" + TEXT, TEXT.decode().encode("utf-16")])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, gzip", "none"])
def test_a_document_that_only_says_it_is_packed_is_taken_as_it_is(encoding: str, text: bytes) -> None:
    """XML and JSON in clear under the name of a packing are read all the same."""
    assert unpacked(text, encoding) == text


def test_a_document_packed_twice_by_mistake_is_unpacked() -> None:
    """Two names for one packing, and two packings under two names, come to the document."""
    for body in (gzip.compress(TEXT), gzip.compress(gzip.compress(TEXT))):
        outcome = fetch_one(page(body, Content_Encoding="gzip, GZIP"))
        assert isinstance(outcome, Fetched)
        assert outcome.body == TEXT


@pytest.mark.parametrize(
    ("body", "encoding", "what"),
    [
        (b"x" * 2_000_000, "identity", "larger than 1,500,000 bytes as it is sent"),
        (b"x" * 1_200_000, "identity", "larger than 1,000,000 bytes unpacked"),
        (BOMBS["gzip"], "gzip", "larger than 1,000,000 bytes unpacked"),
        (BOMBS["br"], "br", "larger than 1,000,000 bytes unpacked"),
    ],
    ids=["long", "long unpacked", "gzip bomb", "brotli bomb"],
)
def test_large_documents_are_given_up(body: bytes, encoding: str, what: str) -> None:
    """A document that is larger than the limits, as sent or unpacked, becomes Failed."""
    outcome = fetch_one(page(body, Content_Encoding=encoding), wire_bytes=1_500_000, max_bytes=1_000_000)
    assert isinstance(outcome, Failed)
    assert outcome.what == what
