"""Options that commands share, which may stand before or after a command, and what people type in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

import typer

from digest import clock
from digest.errors import UsageError
from digest.model import Network


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


def day_of(text: str) -> date:
    """A day as people type it; UsageError for what is none, or too far away."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a day (write it as 2026-11-22)") from None
    clock.check_year(day)
    return day


def only_editor(editors: Sequence[str]) -> str:
    """Who decides where nobody is named: the one editor there is; UsageError for none or several."""
    if len(editors) != 1:
        known = f", one of {', '.join(editors)}" if editors else ""
        raise UsageError(f"nobody decides (say --by NAME{known}, or set DIGEST_EDITOR)")
    return editors[0]


def duration_of(text: str, option: str) -> timedelta:
    """A time as people type it, such as 26h or 400d; UsageError, which names the option, for what is none."""
    if (found := clock.duration(text)) is None:
        raise UsageError(
            f"{option} {text!r} is no time (write a number with s, m, h or d behind it, such as 26h or 400d)"
        )
    return found


def network_of(text: str) -> Network:
    """A network as people write it; UsageError for what is none."""
    try:
        return ip_network(text.strip())
    except ValueError as error:
        what = "has bits set behind its prefix" if "host bits" in str(error) else "is no network"
        raise UsageError(f"--allow-private {text!r} {what} (write something like 10.0.0.0/8 or ::1)") from None
