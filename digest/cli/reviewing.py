"""`digest review` and `digest diff`: what an editor looks at, and what people changed."""

from __future__ import annotations

import sys
import webbrowser
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.desk import open_desk
from digest.cli.options import Folder, Json, Now, day_of, settings_of
from digest.cli.output import as_json_text, say

Waiting = Annotated[str, typer.Argument(metavar="[DATE]", help="The brief's day; none: the one that waits.")]
Day = Annotated[str, typer.Argument(metavar="DATE", help="The brief's day, such as 2026-11-22.")]
Markdown = Annotated[bool, typer.Option("--markdown", help="Print it as Markdown, as for the summary of a job.")]
Open = Annotated[bool, typer.Option("--open", help="Open the page in a browser.")]
Take = Annotated[
    list[str] | None,
    typer.Option("--take", metavar="ID|all", help="Put the composed text in place of the hand's; repeat it."),
]


def review(
    context: typer.Context,
    day: Waiting = "",
    markdown: Markdown = False,
    in_browser: Open = False,
    folder: Folder = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Write the morning's review as one local page: lines with reasons, what was left out, what to type."""
    from digest.pipeline import reviewing

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        view = reviewing.review(desk, day_of(day) if day else None)
        path = reviewing.write_review(desk, view)
        summary = reviewing.review_markdown(desk, view) if markdown else ""
    if settings.json:
        sys.stdout.write(as_json_text(asdict(view)))
    elif markdown:
        sys.stdout.write(summary)
    else:
        say(f"Wrote {path}")
    if in_browser:
        webbrowser.open(Path(path).as_uri())


def diff(
    context: typer.Context,
    day: Day,
    take: Take = None,
    folder: Folder = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Show what people changed in a brief against what was composed, line by line, and conflicts."""
    from digest.pipeline import differing

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        found = differing.take(desk, day_of(day), tuple(take)) if take else differing.diff(desk, day_of(day))
    if settings.json:
        sys.stdout.write(as_json_text([asdict(one) for one in found]))
        return
    for one in found:
        if take:
            say(f"{one.key} is as composed: {one.was.splitlines()[0]}")
            continue
        against = " (new evidence says otherwise)" if one.conflict else ""
        say(f"{one.key}{against}")
        for row in one.unified[3:]:
            say(f"  {row}")
    if not found:
        say(f"Nobody changed the brief of {day}.")
