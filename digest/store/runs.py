"""Runs of commands: when, what they counted, what was wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.model import Edition
from digest.store.file import File
from digest.store.rows import known_moment, moment, seconds

MOST_RUNS = 1_000
"""So many runs are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a command: what it counted and the problems it reported, one line each."""

    started: datetime
    command: str
    counts: Mapping[str, int]
    problems: tuple[str, ...] = ()
    ended: datetime | None = None


class Runs(File):
    """The runs that a store remembers."""

    def note_run(
        self,
        *,
        started: datetime,
        command: str,
        counts: Mapping[str, int],
        problems: Sequence[str] = (),
        ended: datetime | None = None,
    ) -> None:
        """Remember a run of a command; the oldest runs are forgotten."""
        told = json.dumps(dict(counts)), json.dumps(list(problems))
        with self._writing():
            self._db.execute(
                "INSERT INTO runs (started, ended, command, counts, problems) VALUES (?, ?, ?, ?, ?)",
                (seconds(started), seconds(ended) if ended else None, command, *told),
            )
            self._db.execute("DELETE FROM runs WHERE id <= (SELECT max(id) FROM runs) - ?", (MOST_RUNS,))

    def pulled_in(self, edition: Edition) -> bool:
        """Whether the feeds were pulled while the edition's window ran."""
        with self._told():
            found = self._db.execute(
                "SELECT 1 FROM runs WHERE command = 'pull' AND started >= ? AND started < ? LIMIT 1",
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
