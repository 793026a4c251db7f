"""A site engine on pages that are there, from nothing: `python -m bench.contenders.site_peers ENGINE FOLDER`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

_COMMANDS = {
    "mkdocs": ["mkdocs", "build", "--quiet", "--clean"],
    "zensical": ["zensical", "build", "--clean"],
    "hugo": ["hugo", "--quiet", "--destination", "site", "--cleanDestinationDir"],
}
_PACKAGES = {"mkdocs": "mkdocs-material", "zensical": "zensical", "hugo": "hugo"}


def main(engine: str, folder: Path) -> None:
    """Build the site and tell how many files it has, of how many pages."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    command = [str(Path(sys.executable).parent / _COMMANDS[engine][0]), *_COMMANDS[engine][1:]]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=quiet)
    told = {
        "items": sum(path.is_file() for path in (folder / "site").rglob("*")),
        "read": sum(1 for _ in folder.rglob("*.md")),
        "versions": {_PACKAGES[engine]: version(_PACKAGES[engine])},
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
