"""Runs of commands: when, what they counted, what was wrong."""

from __future__ import annotations

import json
from datetime import datetime

from digest.model import Edition, Run
from digest.store.file import File
from digest.store.rows import known_moment, moment, seconds

MOST_RUNS = 1_000
"""So many runs are remembered."""


class Runs(File):
    """The runs that a store remembers."""

    def begin_run(self, command: str, *, started: datetime) -> int:
        """Note that a command has begun; gives the number under which its end is noted. The oldest are forgotten."""
        with self._writing():
            made = self._db.execute(
                "INSERT INTO runs (started, ended, command, counts, problems) VALUES (?, NULL, ?, '{}', '[]')",
                (seconds(started), command),
            )
            self._db.execute("DELETE FROM runs WHERE id <= ? - ?", (made.lastrowid, MOST_RUNS))
        return made.lastrowid or 0

    def end_run(self, number: int, run: Run) -> None:
        """Note what came of a run that had begun."""
        ended = seconds(run.ended) if run.ended else None
        told = json.dumps(dict(run.counts)), json.dumps(list(run.problems), ensure_ascii=False)
        with self._writing():
            self._db.execute(
                "UPDATE runs SET ended = ?, command = ?, counts = ?, problems = ? WHERE id = ?",
                (ended, run.command, *told, number),
            )

    def pulled_in(self, edition: Edition) -> bool:
        """Whether the feeds were pulled while the edition's window ran; a pull that was cut off is none."""
        with self._told():
            found = self._db.execute(
                "SELECT 1 FROM runs WHERE command = 'pull' AND counts <> '{}' AND started >= ? AND started < ? LIMIT 1",
                (seconds(edition.since), seconds(edition.until)),
            )
            return found.fetchone() is not None

    def runs(self, limit: int = 20) -> tuple[Run, ...]:
        """The last runs, newest first."""
        with self._told():
            rows = self._db.execute(
                "SELECT started, ended, command, counts, problems FROM runs ORDER BY id DESC LIMIT ?", (limit,)
            )
            return tuple(
                Run(
                    started=known_moment(started),
                    ended=moment(ended),
                    command=command,
                    counts=json.loads(counts),
                    problems=tuple(json.loads(problems)),
                )
                for started, ended, command, counts, problems in rows
            )
