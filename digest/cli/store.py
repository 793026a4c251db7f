"""`digest store`: the working set looked at, made smaller, written out, and rid of what is old."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.desk import open_desk
from digest.cli.options import Folder, Json, Now, duration_of, settings_of
from digest.cli.output import as_json_text, counted, say

app = typer.Typer(help="Look after the working set in .digest/wire.db.", no_args_is_help=True)


@app.command()
def check(context: typer.Context, folder: Folder = None, as_json: Json = False) -> None:
    """Read the whole store and say whether it is sound; where it is not, its last copy is put in its place."""
    from digest.pipeline import maintenance

    settings = settings_of(context, folder, as_json=as_json)
    with open_desk(settings) as desk:
        found = maintenance.look(desk)
    if settings.json:
        sys.stdout.write(as_json_text(asdict(found)))
        return
    held = counted(found.entries, "entry")
    if found.oldest and found.newest:
        held += f", first seen {found.oldest:%Y-%m-%d} to {found.newest:%Y-%m-%d}"
    say(f"The store is sound: {held}; {_megabytes(found.size)}, schema {found.schema}.")
    say(f"Copied on {_minute(found.copied)}." if found.copied else "No copy yet: the next pull makes one.")


@app.command()
def compact(context: typer.Context, folder: Folder = None) -> None:
    """Give back the room that the store no longer needs."""
    from digest.pipeline import maintenance

    with open_desk(settings_of(context, folder)) as desk:
        before, after = maintenance.compact(desk)
    say(f"The store has {_megabytes(after)} now; it had {_megabytes(before)}.")


@app.command()
def export(
    context: typer.Context,
    target: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to; else the terminal.")] = None,
    folder: Folder = None,
) -> None:
    """Write every entry as a row of JSON, which `digest backfill --from` reads."""
    from digest.pipeline import dumping

    rows = 0
    with (
        open_desk(settings_of(context, folder)) as desk,
        target.open("w", encoding="utf-8") if target else nullcontext(sys.stdout) as file,
    ):
        for row in dumping.export(desk):
            file.write(f"{row}\n")
            rows += 1
    if target:
        say(f"Wrote {counted(rows, 'entry')} to {target}.")


@app.command()
def prune(
    context: typer.Context,
    keep: Annotated[str, typer.Option("--keep", metavar="TIME", help="How far back to remember, such as 400d.")],
    folder: Folder = None,
    now: Now = None,
) -> None:
    """Forget entries that no brief needs any more; what was published stands in content/ and stays."""
    from digest.pipeline import maintenance

    time = duration_of(keep, "--keep")
    with open_desk(settings_of(context, folder, now)) as desk:
        forgotten, before = maintenance.prune(desk, time)
    entries = counted(forgotten, "entry")
    say(f"Forgot {entries} from before {before:%Y-%m-%d} (`digest store compact` gives back the room).")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
