"""Labelled headlines into stories by digest: what `digest stories FILE` does."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

from digest.model import EncoderName
from digest.pipeline.clustering import tell_stories


def main(path: Path, out: Path, encoder: EncoderName | None) -> None:
    """Cluster the headlines of a file and write the story of each, under the name of the one setting there is."""
    gc.set_threshold(10_000)  # as every command does
    told = tell_stories(path, encoder=encoder)
    out.write_text(json.dumps({"": dict(told.stories)}), encoding="utf-8")
    print(json.dumps({"items": len(told.stories), "read": len(told.stories), "versions": {}}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), EncoderName(sys.argv[3]) if sys.argv[3:] else None)
