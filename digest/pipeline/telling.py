"""Stories of a file: the clustering alone, for tools and for measuring it."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from digest import cluster, encode
from digest.errors import UsageError
from digest.model import EncoderName, Entry
from digest.pipeline.meaning import meanings_of
from digest.text import clean, plain

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def tell_stories(path: Path, encoder: EncoderName | None = None) -> Iterator[str]:
    """The story of each row of a JSONL file (gzipped or not), as rows `{"id", "story"}` in the file's order.

    Rows carry id and title, and may carry summary, lang, published (ISO 8601 or RFC 822), source, and batch: rows of
    different batches (say, days) are clustered apart. An encoder compares them across languages too. Raises
    UsageError naming the row that cannot be read, or saying how to install the encoder.
    """
    model = encode.encoder(encoder) if encoder else None
    batches: dict[str, list[Entry]] = defaultdict(list)
    order = []
    for batch, entry in _entries(path):
        batches[batch].append(entry)
        order.append(entry.id)
    # Which words are common is known from the whole file, where that is more than the batch itself.
    everything = [entry for entries in batches.values() for entry in entries]
    known = cluster.background(everything) if len(batches) > 1 else None
    vectors = meanings_of(everything, model) if model else None
    told = (
        story for entries in batches.values() for story in cluster.cluster(entries, background=known, vectors=vectors)
    )
    story_of = {entry.id: story.id for story in told for entry in story.entries}
    for key in order:
        yield json.dumps({"id": key, "story": story_of[key]}, ensure_ascii=False)


def _entries(path: Path) -> Iterator[tuple[str, Entry]]:
    if not path.is_file():
        raise UsageError(f"{path} is not a file (name a .jsonl or .jsonl.gz file)")
    seen: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as rows:
        for number, row in enumerate(rows, 1):
            if row.strip():
                batch, entry = _entry(row, f"{path}:{number}")
                if entry.id in seen:
                    raise UsageError(f"{path}:{number} repeats the id {entry.id} (ids must be unique)")
                seen.add(entry.id)
                yield batch, entry


def _entry(row: str, place: str) -> tuple[str, Entry]:
    try:
        item = json.loads(row)
        published = _moment(str(item.get("published") or ""))
        source = clean(str(item.get("source") or ""))
        entry = Entry(
            id=str(item["id"]),
            feed=source,
            outlet=source,
            title=plain(str(item["title"])),
            link="",
            seen=published or _UNDATED,
            published=published,
            summary=plain(str(item.get("summary") or "")),
            language=str(item.get("lang") or ""),
        )
        return str(item.get("batch") or ""), entry
    except (ValueError, KeyError, AttributeError) as fault:
        raise UsageError(f"{place} is no item: {fault} (each row needs an id and a title, as JSON)") from None


def _moment(value: str) -> datetime | None:
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = parsedate_to_datetime(value)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
