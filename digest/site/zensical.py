"""Another engine: Zensical, from a virtual environment of its own, so that an archive outlives the tool that built it.

It reads mkdocs.yml, the pages and the theme as they are; only what the roster knows better is put into a copy of the
settings.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from mkdocs.utils.yaml import yaml_load

from digest.errors import BuildError
from digest.files import Newsroom
from digest.model import Roster

MEMORY = "made.pickle"
"""What the usual engine knows of the site below `.digest/`; after another one it must begin anew."""

HOME = ".zensical"
"""Where a newsroom keeps the virtual environment, unless it says otherwise."""

_SETTINGS = ".zensical.yml"
"""Where its settings stand while it builds: it takes all places from the folder that they are in."""

_MISSING = (
    "Zensical is not here (make it an environment of its own: python3 -m venv .zensical && "
    ".zensical/bin/pip install zensical; or name its program with --zensical)"
)


def build(newsroom: Newsroom, roster: Roster, *, program: Path | None = None) -> tuple[str, ...]:
    """Build `site/` from `.digest/docs/` with Zensical; returns what it warns of.

    `program` is the command of its environment, by default that in `.zensical/`, else the one on the path. Raises
    BuildError where there is none, or with the engine's own words where it fails.
    """
    command = _program(newsroom, program)
    settings = newsroom.root / _SETTINGS
    settings.write_text(json.dumps(_settings(newsroom, roster), indent=1, ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(newsroom.site, ignore_errors=True)
    newsroom.work.joinpath(MEMORY).unlink(missing_ok=True)
    try:
        done = subprocess.run(  # noqa: S603 - the program is the operator's, the arguments are ours
            [str(command), "build", "--clean", "--config-file", settings.name],
            cwd=newsroom.root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    finally:
        settings.unlink()
    said = [row.strip() for row in (*done.stdout.splitlines(), *done.stderr.splitlines()) if row.strip()]
    if done.returncode or not (newsroom.site / "index.html").is_file():
        raise BuildError(f"Zensical could not build the site: {' '.join(said[-3:])}")
    return tuple(row for row in said if "warning" in row.lower())


def _program(newsroom: Newsroom, program: Path | None) -> Path:
    own = newsroom.root / HOME / "bin" / "zensical"
    found = program or (own if own.is_file() else None) or shutil.which("zensical")
    if not found or not Path(found).is_file():
        raise BuildError(_MISSING)
    return Path(found).absolute()


def _settings(newsroom: Newsroom, roster: Roster) -> dict[str, object]:
    """What mkdocs.yml says, with the site's name and address from feeds.yaml."""
    path = newsroom.root / "mkdocs.yml"
    if not path.is_file():
        raise BuildError(f"{path} is missing (run `digest init` here, or restore it from git)")
    with path.open("rb") as file:
        known = yaml_load(file)
    named = {
        "site_url": roster.site.url,
        "site_name": roster.site.title,
        "site_description": roster.site.description,
    }
    return {**known, **named}
