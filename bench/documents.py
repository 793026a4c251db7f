"""Input for the benches: recorded documents and headlines where the material is, else some of our own making."""

from __future__ import annotations

import csv
import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

_MOST_BYTES = 300_000
_MADE = 60
_NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
_SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ra", "se", "ti", "vu", "zen", "tor", "mil", "es")


def feed_documents(material: Path | None) -> list[bytes]:
    """Documents of feeds, always in the same order: recorded XML ones of up to 300 KB, else made ones."""
    folder = (material or Path()) / "data" / "feeds"
    if material is None or not (folder / "manifest.csv").is_file():
        return [_made_feed(number) for number in range(_MADE)]
    with (folder / "manifest.csv").open(encoding="utf-8") as rows:
        names = [row["file"] for row in csv.DictReader(rows) if not row["version"].startswith("json")]
    documents = (gzip.decompress((folder / name).read_bytes()) for name in names)
    return [document for document in documents if len(document) <= _MOST_BYTES]


def write_headlines(material: Path | None, n: int, path: Path) -> None:
    """Write n rows with id, title, published, source and story: by the material's own maker, else made ones."""
    maker = (material or Path()) / "tools" / "large.py"
    if material is not None and maker.is_file():
        subprocess.run([sys.executable, maker, str(n), path], check=True)
        return
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as out:
        for row in _made_headlines(n):
            out.write(json.dumps(row) + "\n")


def _made_feed(number: int) -> bytes:
    """An RSS document of 5 to 60 items with a paragraph each."""
    chance = random.Random(number)
    items = "".join(
        f"<item><title>{_words(chance, 9)}</title><link>https://made.example/{number}/{place}</link>"
        f"<guid>made-{number}-{place}</guid><pubDate>{format_datetime(_NOON - timedelta(hours=place))}</pubDate>"
        f"<category>{_words(chance, 1)}</category>"
        f"<description><![CDATA[<p>{_words(chance, 60)} <a href='/about'>{_words(chance, 3)}</a></p>]]></description>"
        "</item>"
        for place in range(chance.randint(5, 60))
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{_words(chance, 2)}</title><link>https://made.example/</link>"
        f"<description>{_words(chance, 6)}</description><language>en</language>{items}</channel></rss>"
    ).encode()


def _made_headlines(n: int) -> Iterator[dict[str, str]]:
    """Stories of four headlines that share most of their words."""
    chance = random.Random(n)
    story: list[str] = []
    for number in range(n):
        if number % 4 == 0:
            story = _words(chance, 10).split()
        title = " ".join([*chance.sample(story, 8), _words(chance, 1)])
        moment = (_NOON + timedelta(minutes=number)).isoformat()
        source, told = f"source-{number % 40}", f"story-{number // 4}"
        yield {"id": f"made-{number}", "title": title, "published": moment, "source": source, "story": told}


def _words(chance: random.Random, number: int) -> str:
    return " ".join("".join(chance.choices(_SYLLABLES, k=3)) for _ in range(number)).capitalize()
