"""What a bench gives, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One contender at one task of size `n`: the median of its runs, processor and wall clock in seconds.

    `cpu` is that of the process and all it started, `cpu_range` the lowest and the highest of the runs; `rss` the most
    memory that the same processes held at once, in MB, what several of them share counted once; `items` what came out,
    from `read` of n inputs.
    """

    task: str
    who: str
    n: int
    runs: int
    cpu: float
    cpu_range: tuple[float, float]
    wall: float
    rss: float
    items: int
    read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A figure made from rows, and the bound that it has to keep, if one was set: at least, or at most, `goal`."""

    what: str
    value: float
    unit: str = ""
    goal: float | None = None
    at_least: bool = True

    @property
    def met(self) -> bool | None:
        """Whether it keeps its bound; None without one."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One bench as run: when (ISO date), on what, with what, and what came out."""

    name: str
    about: str
    day: str
    machine: str
    versions: Mapping[str, str]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a bench is to be run: its sizes, how often, the peers' interpreter (None: without them), where to work."""

    sizes: Sequence[int]
    folder: Path
    repeats: int = 3
    peers: Path | None = None
    material: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One run of one contender: what it cost and what it said.

    `work` are the seconds of processor time that it measured itself for the task alone, without its start and files.
    """

    cpu: float
    wall: float
    rss: float
    items: int
    read: int
    work: float = 0.0
    versions: Mapping[str, str] = field(default_factory=dict)
