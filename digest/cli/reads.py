"""`digest reads`: how often pages were read, from a web server's log or a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.desk import open_desk
from digest.cli.options import Folder, Now, settings_of
from digest.cli.output import counted, say

app = typer.Typer(help="How often pages were read.", no_args_is_help=True)

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Logs in the combined format, or CSVs of day, path, readers.")
]


@app.callback()
def root() -> None:
    """How often pages were read."""


@app.command("import")
def import_(context: typer.Context, paths: Files, folder: Folder = None, now: Now = None) -> None:
    """Count the readers of pages in logs or tables (.gz too); who they were is not kept."""
    from digest.pipeline import counting

    with open_desk(settings_of(context, folder, now)) as desk:
        for path in paths:
            found = counting.count_reads(desk, path)
            days = f", {found.first} to {found.last}" if found.first else f" below {desk.roster.site.url}"
            readers, pages = counted(found.readers, "reader"), counted(found.pages, "page")
            say(f"{path}: {readers} of {pages}{days}")
