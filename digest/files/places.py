"""Where a newsroom keeps what, and what the package ships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from digest.files.journal import Journal

_MANY = 8192
"""So many paths of days are remembered: each is asked for again for every line that leads to it."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The places of one newsroom, all below `root`."""

    root: Path

    @property
    def roster(self) -> Path:
        return self.root / "feeds.yaml"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def briefs(self) -> Path:
        return self.content / "briefs"

    @property
    def policy(self) -> Path:
        return self.content / "desk.yaml"

    @property
    def record(self) -> Path:
        return self.content / "record"

    @property
    def accounts(self) -> Path:
        return self.content / "accounts"

    @property
    def letters(self) -> Path:
        return self.content / "letters"

    @property
    def articles(self) -> Path:
        return self.content / "articles"

    @property
    def reads(self) -> Path:
        return self.content / "reads.csv"

    @property
    def status(self) -> Path:
        return self.content / "status.json"

    @property
    def templates(self) -> Path:
        return self.root / "site_templates"

    @property
    def work(self) -> Path:
        return self.root / ".digest"

    @property
    def store(self) -> Path:
        return self.work / "wire.db"

    @property
    def lock(self) -> Path:
        return self.work / "lock"

    @property
    def holder(self) -> Path:
        return self.work / "holder.json"

    @property
    def journal(self) -> Journal:
        return Journal(self.work / "pending.json", self.content)

    @property
    def docs(self) -> Path:
        return self.work / "docs"

    @property
    def outlines(self) -> Path:
        """The briefs as they were parsed, whole and in outline."""
        return self.work / "outlines"

    @property
    def leaves(self) -> Path:
        """What the files of `docs` were made from."""
        return self.work / "leaves"

    @property
    def known(self) -> Path:
        """What the files of `docs` hold, as of the last look."""
        return self.work / "docs.pickle"

    @property
    def sources(self) -> Path:
        """What the files of `content` hold, as of the last look."""
        return self.work / "content.pickle"

    @property
    def built(self) -> Path:
        """What the last build of the pages came to."""
        return self.work / "built.pickle"

    @property
    def theme(self) -> Path:
        return self.work / "theme"

    @property
    def site(self) -> Path:
        return self.root / "site"


def shipped() -> Path:
    """The newsroom that the package carries: mkdocs.yml, feeds.yaml, site_templates/, content/.

    In a wheel it lies inside the package; in a checkout the repository itself is that newsroom.
    """
    package = Path(__file__).parent.parent
    inside = package / "newsroom"
    return inside if inside.is_dir() else package.parent


@lru_cache(maxsize=_MANY)
def day_path(day: date, *, month: bool = False) -> str:
    """`2015/04/16`, or `2016/12` for what is known to the month only."""
    return f"{day:%Y/%m}" if month else f"{day:%Y/%m/%d}"


def day_of(path: Path) -> date | None:
    """The day of a file below a shelf, `2015/04/16.edits.yaml`; None for anything else."""
    try:
        return date.fromisoformat("-".join((*path.parent.parts, path.name.partition(".")[0])))
    except ValueError:
        return None
