"""What every command is called with: options that may stand before or after it, the desk, and the two consoles."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.cells import cell_len
from rich.console import Console

from digest.cli.logging import err, log
from digest.errors import Stale, UsageError
from digest.model import Network

if TYPE_CHECKING:
    from digest.pipeline.desk import Desk

_DURATION = re.compile("([0-9]{1,6}) ?([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}

out = Console(highlight=False, soft_wrap=True)


@dataclass(slots=True)
class Settings:
    """Options that may stand before or after the command."""

    folder: Path = Path()
    now: str = ""
    offline: bool = False
    json: bool = False
    private: tuple[str, ...] = ()
    command: str = "digest"


Folder = Annotated[Path | None, typer.Option("-C", "--directory", help="The newsroom's folder.", show_default=False)]
Now = Annotated[
    str | None, typer.Option("--now", metavar="MOMENT", envvar="DIGEST_NOW", help="Act as if it were this moment.")
]
Offline = Annotated[bool, typer.Option("--offline", help="Pull nothing.")]
Private = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-private",
        metavar="CIDR",
        envvar="DIGEST_ALLOW_PRIVATE",
        help="A network beside the open internet whose servers may be asked, such as 10.0.0.0/8; repeat it.",
        show_default=False,
    ),
]
Fresh = Annotated[
    str | None,
    typer.Option(
        "--fresh", metavar="TIME", help="If nothing newer than this came (26h), say so on the page and exit with 4."
    ),
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.")]
EditedBy = Annotated[str, typer.Option("--by", metavar="NAME", envvar="DIGEST_EDITOR", help="Who decides.")]
Trial = Annotated[bool, typer.Option("--dry-run", help="Only show what is found; change nothing.")]
Cluster = Annotated[
    str,
    typer.Option("--cluster", metavar="ADDRESS", help="A Dask scheduler whose workers help, such as tcp://host:8786."),
]
Json = Annotated[bool, typer.Option("--json", help="Say what was done as JSON.")]


def settings_of(
    context: typer.Context,
    folder: Path | None = None,
    now: str | None = None,
    private: Sequence[str] | None = None,
    *,
    offline: bool = False,
    as_json: bool = False,
) -> Settings:
    """The options of a command, over those that stood before it."""
    given: Settings = context.obj
    return Settings(
        folder=folder or given.folder,
        now=now or given.now,
        offline=offline or given.offline,
        json=as_json or given.json,
        private=tuple(dict.fromkeys((*given.private, *(private or ())))),
        command=named(context),
    )


def named(context: typer.Context) -> str:
    """The command as people know it, however the program was started: `digest store check`."""
    return " ".join(["digest", *context.command_path.removeprefix(context.find_root().command_path).split()])


@contextmanager
def open_desk(settings: Settings) -> Iterator[Desk]:
    """Open the newsroom that the command is for."""
    from digest.pipeline.desk import open_desk as opened

    allowed = tuple(map(_network, settings.private))
    folder, now, command = settings.folder, settings.now, settings.command
    with opened(folder, now=now, allow_private=allowed, secrets=os.environ, command=command) as desk:
        yield desk


def _network(text: str) -> Network:
    """A network as people write it; UsageError for what is none."""
    try:
        return ip_network(text.strip())
    except ValueError as error:
        what = "has bits set behind its prefix" if "host bits" in str(error) else "is no network"
        raise UsageError(f"--allow-private {text!r} {what} (write something like 10.0.0.0/8 or ::1)") from None


def as_json_text(value: Any) -> str:
    """A value as people and machines read it."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows in columns that line up, also where characters are two cells wide."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def day_of(text: str) -> date:
    """A day as people type it; UsageError for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a day (write it as 2026-11-22)") from None


def only_editor(editors: Sequence[str]) -> str:
    """Who decides where nobody is named: the one editor there is; UsageError for none or several."""
    if len(editors) != 1:
        known = f", one of {', '.join(editors)}" if editors else ""
        raise UsageError(f"nobody decides (say --by NAME{known}, or set DIGEST_EDITOR)")
    return editors[0]


def duration_of(text: str, option: str) -> timedelta:
    """A time as people type it, such as 26h or 400d; UsageError, which names the option, for what is none."""
    match = _DURATION.fullmatch(text.strip())
    if not match:
        raise UsageError(f"{option} {text!r} is no time (write a number with m, h or d behind it, such as 26h or 400d)")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


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

    with err.status("Building the site") if err.is_terminal else nullcontext():
        built = building.build(desk, clean=clean, fresh=fresh)
        if engine is Engine.ZENSICAL:
            warnings = other.build(desk.newsroom, desk.roster, program=zensical)
        else:
            warnings = site.build(desk.newsroom, desk.roster, built=built.moment, clean=clean)
    for problem in built.problems:
        log.warn(str(problem))
    for warning in warnings:
        log.warn(f"site: {warning}")
    if not quiet:
        out.print(f"Built {desk.newsroom.site} ({built.changed} pages changed)", markup=False)
    if built.stale:
        raise Stale(f"{built.stale}: the site stands still, and says so (see `digest feeds health`)")
