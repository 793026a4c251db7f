"""Stories of a file: the clustering alone, for tools, for measuring it, and for asking it why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from digest import cluster, encode
from digest.errors import UsageError
from digest.model import EncoderName, Entry
from digest.pipeline.rows import in_words, lines_of, object_of
from digest.text import clean, plain

if TYPE_CHECKING:
    from concurrent.futures import Executor

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The story of each entry of a file, in the file's order, and the seconds that each stage took."""

    stories: Mapping[str, str]
    seconds: Mapping[str, float]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many entries each story has, the largest first."""
        return tuple(sorted(Counter(self.stories.values()).values(), reverse=True))


def tell_stories(path: Path, executor: Executor | None = None, encoder: EncoderName | None = None) -> Told:
    """Cluster the rows of a JSONL file (gzipped or not).

    Rows carry id and title, and may carry summary, lang, published (ISO 8601 or RFC 822), source, and batch: rows of
    different batches (say, days) are clustered apart, by `executor` where there is one. An encoder compares them across
    languages too. Raises UsageError naming the row that cannot be read, or saying how to install the encoder.
    """
    model = encode.encoder(encoder) if encoder else None
    started = perf_counter()
    order: list[str] = []
    batches: dict[str, list[Entry]] = defaultdict(list)
    for batch, entry in entries_of(path):
        batches[batch].append(entry)
        order.append(entry.id)
    read = perf_counter()
    vectors = _vectors(batches.values(), model)
    encoded = perf_counter()
    spread = executor.map if executor else map
    found: dict[str, str] = {}
    for told in spread(partial(_stories, known=known_words(batches.values())), batches.values(), vectors):
        found |= told
    seconds = {"reading": read - started, "clustering": perf_counter() - encoded}
    if model:
        seconds["encoding"] = encoded - read
    return Told(stories={key: found[key] for key in order}, seconds=seconds)


def explain_story(path: Path, key: str, encoder: EncoderName | None = None) -> cluster.Explanation:
    """Why the row of a file with the id `key` stands in its story; UsageError as by `tell_stories`, or without it."""
    model = encode.encoder(encoder) if encoder else None
    batches: dict[str, list[Entry]] = defaultdict(list)
    for batch, entry in entries_of(path):
        batches[batch].append(entry)
    home = next((batch for batch, entries in batches.items() if any(entry.id == key for entry in entries)), None)
    if home is not None:
        vectors = dict(zip(batches, _vectors(batches.values(), model), strict=True))[home]
        return cluster.explain(batches[home], key, background=known_words(batches.values()), vectors=vectors)
    raise UsageError(f"{path} has no row with the id {key} (take one from `digest stories {path}`)")


def _vectors(batches: Iterable[Sequence[Entry]], model: encode.Encoder | None) -> list[cluster.Vectors | None]:
    """What the entries of each batch mean, where there is a model; where languages lie, the whole file says."""
    held = list(batches)
    if model is None:
        return [None] * len(held)
    everything = meanings_of([entry for entries in held for entry in entries], model)
    return [{entry.id: everything[entry.id] for entry in entries} for entries in held]


def _stories(
    entries: Sequence[Entry], vectors: cluster.Vectors | None, known: cluster.Background | None
) -> dict[str, str]:
    """The story of each entry of a batch."""
    found: dict[str, str] = {}
    for told in cluster.together(entries, background=known, vectors=vectors):
        found |= dict.fromkeys((entry.id for entry in told), cluster.story_id(told))
    return found


def known_words(batches: Iterable[Sequence[Entry]]) -> cluster.Background | None:
    """Which words are common is known from the whole file, where that is more than the batch itself."""
    held = list(batches)
    return cluster.background(entry for entries in held for entry in entries) if len(held) > 1 else None


def meanings_of(entries: Sequence[Entry], model: encode.Encoder) -> cluster.Vectors:
    """The centred vectors of entries that no newsroom keeps; equal headlines are encoded once."""
    texts = {entry.id: cluster.headline(entry.title, entry.summary) for entry in entries}
    distinct = list(dict.fromkeys(texts.values()))
    vectors = dict(zip(distinct, model.encode(distinct), strict=True))
    return cluster.centred(entries, {key: vectors[text] for key, text in texts.items()})


def entries_of(path: Path) -> Iterator[tuple[str, Entry]]:
    """The rows of a JSONL file as entries, each with its batch; UsageError names the row that cannot be read."""
    if not path.is_file():
        raise UsageError(f"{path} is not a file (name a .jsonl or .jsonl.gz file)")
    seen: set[str] = set()
    for number, row in enumerate(lines_of(path), 1):
        if row.strip():
            batch, entry = _entry(row, f"{path}:{number}")
            if entry.id in seen:
                raise UsageError(f"{path}:{number} repeats the id {entry.id} (ids must be unique)")
            seen.add(entry.id)
            yield batch, entry


def _entry(row: str, place: str) -> tuple[str, Entry]:
    try:
        item = object_of(row)
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
    except (ValueError, KeyError) as fault:
        raise UsageError(f"{place} is no item: {in_words(fault)} (each row needs an id and a title, as JSON)") from None


def _moment(value: str) -> datetime | None:
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = parsedate_to_datetime(value)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
