"""`digest stories FILE`: which rows of a file tell one event, how many there are, and why."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.options import Json, settings_of
from digest.cli.output import as_json_text, counted, say
from digest.errors import UsageError
from digest.model import EncoderName

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from digest.cluster import Explanation, Link
    from digest.pipeline.clustering import Told

_LARGEST = 10


def stories(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSONL of items, gzipped or not.")],
    explain: Annotated[str, typer.Option(metavar="ID", help="Say why this row stands in its story.")] = "",
    stats: Annotated[
        bool, typer.Option("--stats", help="Say how many stories there are, and how long it took.")
    ] = False,
    multilingual: Annotated[bool, typer.Option("--multilingual", help="Compare by meaning, across languages.")] = False,
    encoder: Annotated[EncoderName | None, typer.Option("--encoder", help="With what: use if not given.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes for files with several batches.")] = 1,
    as_json: Json = False,
) -> None:
    """Cluster the items of a file into stories: rows of id and story."""
    from digest.pipeline import clustering

    if explain and stats:
        raise UsageError("--explain and --stats are two questions (ask one at a time)")
    with_what = encoder or (EncoderName.USE if multilingual else None)
    settings = settings_of(context, as_json=as_json)
    if explain:
        why = clustering.explain_story(file, explain, with_what)
        sys.stdout.write(as_json_text(_explained(why)) if settings.json else _in_words(why))
        return
    with _workers(jobs) as executor:
        told = clustering.tell_stories(file, executor, with_what)
    if stats:
        _say(_statistics(told), as_json=settings.json)
        return
    encode = json.JSONEncoder(ensure_ascii=False).encode
    sys.stdout.writelines(encode({"id": key, "story": story}) + "\n" for key, story in told.stories.items())


def _workers(jobs: int) -> AbstractContextManager[Executor | None]:
    """Processes for several jobs; none, and nothing that they need, for one."""
    if jobs == 1:
        return nullcontext()
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs)


def _statistics(told: Told) -> dict[str, Any]:
    sizes = told.sizes
    return {
        "entries": len(told.stories),
        "stories": len(sizes),
        "alone": sizes.count(1),
        "largest": sizes[:_LARGEST],
        "seconds": {stage: round(seconds, 3) for stage, seconds in told.seconds.items()},
    }


def _say(known: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(as_json_text(known))
        return
    entries = counted(known["entries"], "entry tells", "entries tell")
    alone = counted(known["alone"], "stands", "stand")
    say(f"{entries} {counted(known['stories'], 'story')}; {alone} alone.")
    say(f"Entries of the largest: {', '.join(map(str, known['largest'])) or 'none'}.")
    say(", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in known["seconds"].items()))


def _explained(why: Explanation) -> dict[str, Any]:
    return {
        "id": why.entry.id,
        "title": why.entry.title,
        "floor": why.floor,
        "inside": [_linked(link) for link in why.inside],
        "outside": [_linked(link) for link in why.outside],
    }


def _linked(link: Link) -> dict[str, Any]:
    values = asdict(link)
    entry = values.pop("entry")
    return {"id": entry["id"], "title": entry["title"], **values, "shared": dict(link.shared)}


def _in_words(why: Explanation) -> str:
    lines = [f"{why.entry.id}: {why.entry.title}"]
    lines.append(f"Its story has {len(why.inside)} more:" if why.inside else "It stands alone.")
    lines += [_line(link) for link in why.inside]
    if why.outside:
        lines.append(f"Nearest outside (neighbours from {why.floor:g} on):")
        lines += [_line(link) for link in why.outside]
    return "\n".join(lines) + "\n"


def _line(link: Link) -> str:
    meaning = "" if link.meaning is None else f", {link.meaning:.2f} in meaning"
    shared = ", ".join(f"{word} {weight:.2f}" for word, weight in link.shared) or "no word"
    elsewhere = ", other places or numbers" if link.named < 1 else ""
    how = "the same headline" if link.copy else f"{link.likeness:.2f} alike"
    return f"  {link.entry.id}: {link.entry.title}\n    {how}{meaning}, {link.hours:+.1f} h{elsewhere}; shares {shared}"
