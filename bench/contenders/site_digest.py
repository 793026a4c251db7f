"""`digest build` in a newsroom: `python -m bench.contenders.site_digest FOLDER [--clean]`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("mkdocs", "mkdocs-material", "markdown", "jinja2")


def main(folder: Path, *options: str) -> None:
    """Run the command and tell how many files the site has, of how many briefs."""
    subprocess.run([sys.executable, "-m", "digest", "build", *options], cwd=folder, check=True, capture_output=True)
    told = {
        "items": sum(len(names) for _, _, names in os.walk(folder / "site")),
        "read": sum(name.endswith(".json") for _, _, names in os.walk(folder / "content" / "briefs") for name in names),
        "versions": {name: version(name) for name in _LIBRARIES},
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
