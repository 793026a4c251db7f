"""How frequent words are in general, and which Chinese characters are one: wordfreq's tables, read as they lie there.

Its own way to them reads word breakers and tables of languages first, which takes longer than a day's stories do. The
format is that of `wordfreq.read_cBpack`: a header, then lists of words, each a centibel rarer than the one before.
Source: Speer 2022, doi:10.5281/zenodo.7199437; its characters' forms are those of OpenCC.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgpack

from digest.text import primary

_PATTERN = re.compile(r"\d[\d.,]")
_PREFIX, _SUFFIX = "small_", ".msgpack.gz"


def known(language: str) -> bool:
    """Whether there is a table of a language (ISO 639)."""
    return language in _tables()


def by_frequency(language: str) -> Iterator[tuple[str, float]]:
    """The words of a known language, the most frequent first, each with its share of all words of texts.

    Without those with two digits: "00" in a table stands for all numbers of two.
    """
    header, *buckets = _unpacked(_tables()[language])
    if header != {"format": "cB", "version": 1}:
        raise ValueError(f"wordfreq's table of {language} is of another format: {header}")
    for centibels, words in enumerate(buckets):
        share = 10 ** (-centibels / 100)
        yield from ((word, share) for word in words if not _PATTERN.search(word))


def simplified(value: str) -> str:
    """Chinese as the mainland writes it, character by character: good for comparing, not for reading."""
    return value if value.isascii() else value.translate(_simple())


def in_mainland_form(value: str, language: str) -> str:
    """The same of a text in Chinese, or in a language that nobody named; other texts as they are."""
    return simplified(value) if primary(language) in {"", "yue", "zh"} else value


@cache
def _simple() -> Mapping[int, str]:
    forms: Mapping[int, str] = _unpacked(_data() / f"_chinese_mapping{_SUFFIX}")
    return forms


@cache
def _tables() -> Mapping[str, Path]:
    paths = sorted(_data().glob(f"{_PREFIX}*{_SUFFIX}"))
    return {path.name.removeprefix(_PREFIX).removesuffix(_SUFFIX): path for path in paths}


def _data() -> Path:
    spec = find_spec("wordfreq")  # looks for it, and imports nothing
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("wordfreq is not installed")
    return Path(spec.origin).parent / "data"


def _unpacked(path: Path) -> Any:
    return msgpack.unpackb(gzip.decompress(path.read_bytes()), strict_map_key=False)
