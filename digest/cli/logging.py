"""What is said on the error stream: words for people, or one JSON object a line for machines (`--log-format json`)."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from digest import clock
from digest.model import Problem

if TYPE_CHECKING:
    from rich.console import Console


class LogFormat(StrEnum):
    """How the log is written."""

    TEXT = "text"
    JSON = "json"


Format = Annotated[
    LogFormat,
    typer.Option("--log-format", envvar="DIGEST_LOG_FORMAT", help="How problems and steps are logged to stderr."),
]


class Log:
    """The log of one command."""

    def __init__(self) -> None:
        self.format = LogFormat.TEXT
        self._told: set[str] = set()

    def problem(self, problem: Problem) -> None:
        """What to look at, once; the command goes on."""
        if str(problem) in self._told:
            return  # composing and building both read the briefs
        self._told.add(str(problem))
        self._write(str(problem), "warning", place=str(problem.place), what=problem.what, todo=problem.todo)

    def warn(self, text: str) -> None:
        """Something to look at, in a sentence."""
        self._write(text, "warning")

    def error(self, text: str) -> None:
        """What ends the command."""
        self._write(text, "error", "red")

    def step(self, name: str, **counts: object) -> None:
        """What a step came to: machines are told here, people on the standard output."""
        if self.format is LogFormat.JSON:
            self._write(f"{name} done", "info", **{"step": name, **counts})

    def _write(self, text: str, level: str, colour: str | None = None, /, **fields: object) -> None:
        if self.format is LogFormat.JSON:
            row = {"at": clock.now().isoformat(), "level": level, "text": text, **fields}
            text, colour = json.dumps(row, ensure_ascii=False, default=str), None
        typer.secho(text, err=True, fg=colour)


log = Log()
"""The one log: a process runs one command."""


def terminal() -> Console:
    """The error stream as something that bars move on, where it is a terminal."""
    from rich.console import Console

    return Console(stderr=True)
