"""Labelled headlines into stories by digest with its one knob moved: what other settings of it would give."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

from digest import cluster, encode
from digest.cluster.stories import RESOLUTION, survey
from digest.model import EncoderName, Entry
from digest.pipeline.clustering import entries_of, known_words, meanings_of

_TIMES = (0.5, 0.65, 0.8, 1.0, 1.2, 1.5, 2.0)


def main(path: Path, out: Path, encoder: EncoderName | None) -> None:
    """Cluster the headlines of a file, batch by batch, and write the story of each for each setting of the knob."""
    batches: dict[str, list[Entry]] = defaultdict(list)
    for batch, entry in entries_of(path):
        batches[batch].append(entry)
    everything = [entry for entries in batches.values() for entry in entries]
    vectors = meanings_of(everything, encode.encoder(encoder)) if encoder else None
    found: dict[str, dict[str, str]] = {f"{times:.2f}": {} for times in _TIMES}
    known = known_words(batches.values())
    for entries in batches.values():
        ordered = sorted(entries, key=lambda entry: entry.order)
        for times in _TIMES:
            for places in survey(ordered, known, vectors, resolution=times * RESOLUTION).groups():
                told = [ordered[place] for place in places]
                found[f"{times:.2f}"] |= dict.fromkeys((entry.id for entry in told), cluster.story_id(told))
    out.write_text(json.dumps(found), encoding="utf-8")
    count = len(everything)
    print(json.dumps({"items": count, "read": count, "versions": {"numpy": version("numpy")}}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), EncoderName(sys.argv[3]) if sys.argv[3:] else None)
