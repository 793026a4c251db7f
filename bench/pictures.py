"""The README's pictures of the site: `make site`, then `make pictures`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.browsing import served, tab

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of the bundled site, by day or by night."""

    name: str
    page: str
    scheme: Literal["light", "dark"]


PICTURES = (
    Picture(name="front", page="", scheme="light"),
    Picture(name="brief", page="record/2016/12/", scheme="dark"),
)


def take(site: Path, docs: Path) -> None:
    """Photograph the pages of a built site into a folder."""
    with served(site) as address, tab(height=860) as page:
        for each in PICTURES:
            page.emulate_media(color_scheme=each.scheme)
            page.goto(f"{address}{each.page}", wait_until="networkidle")
            page.screenshot(path=docs / f"{each.name}.png")


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site", ROOT / "docs")
