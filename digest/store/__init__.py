"""The working set: entries as first seen and as revised, what is remembered of feeds, runs. The only SQL.

One SQLite file in WAL mode, made again from content/ where it is lost. `tables` has its tables, `file` opens it and
keeps transactions whole; what it holds stands in `feeds`, `entries`, `vectors` and `runs`; `care` looks after it.
"""

from __future__ import annotations

from digest.model import Run
from digest.store.backfills import Backfills
from digest.store.care import Care, Soundness, put_back
from digest.store.entries import MOST_REVISIONS, FirstSight, Kept, Revision
from digest.store.runs import MOST_RUNS, Runs
from digest.store.tables import SCHEMA
from digest.store.vectors import VECTOR_DAYS, Vectors

__all__ = [
    "MOST_REVISIONS",
    "MOST_RUNS",
    "SCHEMA",
    "VECTOR_DAYS",
    "FirstSight",
    "Kept",
    "Revision",
    "Run",
    "Soundness",
    "Store",
    "put_back",
]


class Store(Backfills, Vectors, Runs, Care):
    """The working set in a file, open while its `with` block runs.

    Every method raises StoreError, one line that says what happened, where, and what to do, when the file cannot be
    used: it is no database or another program's, was written by a newer version, is held by another run, is damaged.
    """
