"""A bundle of Pagefind from pages of HTML: `python search_pagefind.py PAGES BUNDLE`."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path


def main(pages: Path, bundle: Path) -> None:
    """Index the pages; tell how many they are, and how many files the bundle has."""
    program = [sys.executable, "-m", "pagefind", "--site", str(pages), "--output-path", str(bundle)]
    subprocess.run([*program, "--force-language", "en", "--silent"], check=True, capture_output=True)
    told = {
        "items": sum(path.is_file() for path in bundle.rglob("*")),
        "read": sum(1 for _ in pages.iterdir()),
        "versions": {"pagefind": version("pagefind")},
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
