"""The desk that a command works at, and the site that several of them build."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from digest.cli.logging import log, terminal
from digest.cli.options import Settings, network_of
from digest.cli.output import counted, say
from digest.errors import Stale

if TYPE_CHECKING:
    from digest.pipeline.desk import Desk


@contextmanager
def open_desk(settings: Settings) -> Iterator[Desk]:
    """Open the newsroom that the command is for."""
    from digest.pipeline.desk import open_desk as opened

    allowed = tuple(map(network_of, settings.private))
    folder, now, command = settings.folder, settings.now, settings.command
    with opened(folder, now=now, allow_private=allowed, secrets=os.environ, command=command) as desk:
        yield desk


class Engine(StrEnum):
    """What turns pages into a site."""

    MKDOCS = "mkdocs"
    ZENSICAL = "zensical"


def build_site(
    desk: Desk,
    *,
    quiet: bool = False,
    clean: bool = False,
    fresh: timedelta | None = None,
    engine: Engine = Engine.MKDOCS,
    zensical: Path | None = None,
) -> None:
    """Bring the pages and the site up to date, or make all of them anew, with the engine named.

    Stale, once that is done, where the newest data are older than `fresh`.
    """
    from digest import site
    from digest.pipeline import building
    from digest.site import zensical as other

    err = terminal()
    with err.status("Building the site") if err.is_terminal else nullcontext():
        built = building.build(desk, clean=clean, fresh=fresh)
        if engine is Engine.ZENSICAL:
            warnings = other.build(desk.newsroom, desk.roster, program=zensical)
        else:
            warnings = site.build(desk.newsroom, desk.roster, built=built.moment, clean=clean)
    for problem in built.problems:
        log.problem(problem)
    for warning in warnings:
        log.warn(f"site: {warning}")
    if not quiet:
        say(f"Built {desk.newsroom.site} ({counted(built.changed, 'page')} changed)")
    if built.stale:
        raise Stale(f"{built.stale}: the site stands still, and says so (see `digest feeds health`)")
