"""A new newsroom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from digest import files
from digest.errors import UsageError
from digest.files import Newsroom
from digest.pipeline.cloning import set_up_clone

_STARTER = Path(__file__).parent.parent / "starter"


def open_newsroom(folder: Path, *, blank: bool = False) -> tuple[str, ...]:
    """Make `folder` a newsroom, leaving alone every file that is there; returns the names of what was written.

    `blank` gives a roster to fill in for any beat, without the diplomacy roster and its record. In a git checkout the
    merge driver of briefs is set up for this clone. UsageError where `folder` is a file.
    """
    newsroom = Newsroom(folder.resolve())
    if newsroom.root.exists() and not newsroom.root.is_dir():
        raise UsageError(f"{folder} is a file (name a folder; it is made where there is none)")
    wanted = dict(_starter())
    # Where a roster is, the newsroom is somebody's: the diplomacy roster's record does not belong there.
    if not blank and not newsroom.roster.is_file():
        wanted |= dict(_shipped())
    written = []
    for name, source in sorted(wanted.items()):
        target = newsroom.root / name
        if not target.exists():
            files.write(target, source.read_bytes())
            written.append(name)
    set_up_clone(newsroom.root)
    return tuple(written)


def _starter() -> Iterator[tuple[str, Path]]:
    """The starter's files by their place; dots are left off their names there, so that packaging keeps them."""
    places = {
        "gitignore": ".gitignore",
        "gitattributes": ".gitattributes",
        "digest.yml": ".github/workflows/digest.yml",
        "check.yml": ".github/workflows/check.yml",
        "digest.sh": ".github/digest.sh",
        "feeds.yaml": "feeds.yaml",
        "about.md": "content/about.md",
    }
    for source, place in places.items():
        yield place, _STARTER / source
    for name in ("mkdocs.yml", "feeds.schema.json"):
        yield name, files.shipped() / name


def _shipped() -> Iterator[tuple[str, Path]]:
    shipped = files.shipped()
    yield "feeds.yaml", shipped / "feeds.yaml"
    content = shipped / "content"
    for path in [*content.glob("*.md"), *content.joinpath("record").rglob("*"), *_history(content)]:
        if path.is_file():
            yield path.relative_to(shipped).as_posix(), path


def _history(content: Path) -> Iterator[Path]:
    """The figures that come with the record, not those that a newsroom in this checkout pulled."""
    yield from content.joinpath("accounts", "observations").glob("201*.csv")
    yield from content.joinpath("accounts").glob("*.csv")
