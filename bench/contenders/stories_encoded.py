"""Labelled headlines into stories by an encoder alone: average linkage of its vectors, at each distance."""

from __future__ import annotations

import gzip
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from digest import cluster, encode
from digest.model import EncoderName
from digest.pipeline.clustering import entries_of, meanings_of

_APART = [at / 100 for at in range(30, 98, 4)]


def main(path: Path, out: Path, encoder: EncoderName) -> None:
    """Cluster the headlines of a file, batch by batch, and write the story of each for each distance."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        batch_of = {row["id"]: row.get("batch", "") for row in map(json.loads, lines)}
    entries = [entry for _, entry in entries_of(path)]
    vectors: cluster.Vectors = meanings_of(entries, encode.encoder(encoder))
    found: dict[str, dict[str, str]] = {f"{at:.2f}": {} for at in _APART}
    for batch in sorted(set(batch_of.values())):
        keys = [entry.id for entry in entries if batch_of[entry.id] == batch]
        tree = linkage(np.array([vectors[key] for key in keys], dtype=np.float64), method="average", metric="cosine")
        for at in _APART:
            groups = fcluster(tree, at, criterion="distance").tolist()
            found[f"{at:.2f}"] |= {key: f"{batch} {group}" for key, group in zip(keys, groups, strict=True)}
    out.write_text(json.dumps(found), encoding="utf-8")
    print(json.dumps({"items": len(entries), "read": len(entries), "versions": {"scipy": version("scipy")}}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), EncoderName(sys.argv[3]))
