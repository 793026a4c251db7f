"""Pairs of texts that people judged, by digest: whether they stand in one story, and how alike they are."""

from __future__ import annotations

import gzip
import json
import sys
from importlib.metadata import version
from pathlib import Path

from digest import encode
from digest.cluster.stories import survey
from digest.model import EncoderName
from digest.pipeline.clustering import entries_of, meanings_of


def main(items: Path, judged: Path, out: Path, encoder: EncoderName | None) -> None:
    """Cluster the texts of a file, and write for each pair of another one whether they are together, and how alike."""
    entries = sorted((entry for _, entry in entries_of(items)), key=lambda entry: entry.order)
    vectors = meanings_of(entries, encode.encoder(encoder)) if encoder else None
    found = survey(entries, None, vectors)
    home = {entries[at].id: text for text, copies in enumerate(found.texts) for at in copies.entries}
    with gzip.open(judged, "rt", encoding="utf-8") as rows:
        pairs = [(home[row["a"]], home[row["b"]]) for row in map(json.loads, rows)]
    told = [(bool(found.story[a] == found.story[b]), float(found.likeness(a)[b])) for a, b in pairs]
    out.write_text(json.dumps(told), encoding="utf-8")
    versions = {name: version(name) for name in ("numpy", "scipy")}
    print(json.dumps({"items": len(told), "read": len(entries), "versions": versions}))


if __name__ == "__main__":
    texts, pairs, told = map(Path, sys.argv[1:4])
    main(texts, pairs, told, EncoderName(sys.argv[4]) if sys.argv[4:] else None)
