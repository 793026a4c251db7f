"""Labelled headlines into stories by digest: what `digest stories FILE` does."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

from digest.model import EncoderName
from digest.pipeline.clustering import tell_stories


def main(path: Path, out: Path, encoder: EncoderName | None) -> None:
    """Cluster the headlines of a file and write the story of each, under the name of the one setting there is."""
    told = tell_stories(path, encoder=encoder)
    out.write_text(json.dumps({"": dict(told.stories)}), encoding="utf-8")
    versions = {name: version(name) for name in ("numpy", "scipy", "wordfreq")}
    print(json.dumps({"items": len(told.stories), "read": len(told.stories), "versions": versions}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), EncoderName(sys.argv[3]) if sys.argv[3:] else None)
