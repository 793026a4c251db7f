"""`digest backfill`: an archive made day by day from dumps or from what the store has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.desk import open_desk
from digest.cli.logging import log, terminal
from digest.cli.options import Cluster, Folder, Now, day_of, settings_of
from digest.cli.output import counted, say

if TYPE_CHECKING:
    from rich.progress import Progress

Workers = Annotated[int, typer.Option("--workers", min=0, help="Processes of this machine; 0: one a processor.")]

_EVERY = 30.0
"""Seconds between two lines of progress where there is no terminal."""


def backfill(
    context: typer.Context,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="The first day.")],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day.")],
    sources: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="PATH", help="A .jsonl, a .jsonl.gz or a folder of dated feed documents."),
    ] = None,
    cluster: Cluster = "",
    workers: Workers = 0,
    folder: Folder = None,
    now: Now = None,
) -> None:
    """Make the briefs of past days; cut off, it goes on where it was when it is called again."""
    from rich.progress import Progress

    from digest.pipeline import backfilling, spreading

    first, last, err = day_of(since), day_of(until), terminal()
    with (
        open_desk(settings_of(context, folder, now)) as desk,
        spreading.spread(cluster, workers=workers) as executor,
        Progress(console=err, transient=True, disable=not err.is_terminal) as bars,
    ):
        said = _Said(bars)
        filled = backfilling.backfill(
            desk, first, last, sources=sources or (), executor=executor, on_read=said.read, on_day=said.day
        )
    for problem in filled.briefed.problems:
        log.problem(problem)
    log.step("backfill", entries=filled.entries, changed=len(filled.briefed.changed))
    entries = counted(filled.entries, "entry")
    briefs = counted(len(filled.briefed.changed), "brief")
    say(f"Took over {entries}; made {briefs} from {first} to {last}.")


class _Said:
    """What is said meanwhile: a bar on a terminal, elsewhere a line now and then with an estimate."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task = bars.add_task("Reading", total=None)
        self._began = self._last = monotonic()
        self._first = 0

    def read(self, source: str, count: int) -> None:
        """So much of a source is read."""
        self._bars.update(self._task, description=f"Reading {source}: {count}")
        self._line(f"{source}: {count} read")

    def day(self, number: int, of: int, day: date) -> None:
        """So many days are through."""
        if not self._first:
            self._first, self._began = number, monotonic()
        passed = number - self._first
        left = (monotonic() - self._began) / passed * (of - number) if passed else 0.0
        self._bars.update(self._task, description=f"Composing {day}", completed=number, total=of)
        self._line(f"{day}: {number} of {of} days, about {left / 60:.0f} minutes left")

    def _line(self, text: str) -> None:
        if not self._bars.console.is_terminal and monotonic() - self._last > _EVERY:
            self._last = monotonic()
            typer.secho(text, err=True)
