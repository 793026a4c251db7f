"""Edits: the decisions of editors, on one edition and standing ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Retitle:
    """Another text for one line."""

    line: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Stories that are one; the line keeps the id that stands first, the others lead to it."""

    lines: tuple[str, ...]
    key: str = ""
    by: str = ""


def merged_into(merges: Iterable[Merge]) -> dict[str, str]:
    """Where the ids of merged lines lead after all merges: what was merged into a line goes on with that line."""
    found: dict[str, str] = {}
    for one in merges:
        first, joined = one.lines[0], {found.get(line, line) for line in one.lines}
        found |= dict.fromkeys((line for line, to in found.items() if to in joined), first)
        found |= dict.fromkeys((*joined, *one.lines), first)
        found.pop(first, None)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Entries that are a story of their own: those named, and those that the named outlets have in the story `line`."""

    line: str
    entries: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    key: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A line of the editor's own, inline Markdown; `place` is "first", "last" or the id of the line before it."""

    id: str
    text: str
    place: str = "last"
    key: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark on a line; readers see it only if it is public."""

    line: str
    text: str
    public: bool = False
    key: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a published line is to say from now on, and why."""

    line: str
    text: str
    key: str = ""
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A line that is taken back; readers are told the reason."""

    line: str
    why: str
    key: str = ""
    by: str = ""


Decision = Merge | Split | Addition | Note | Correction | Withdrawal
"""What is followed after publication too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What the editors decided for one brief; ids are story (line) ids.

    `pin` keeps stories in the brief, `lead` puts one first, `mute` leaves stories out, `retitle` gives a line the
    editor's own words; `title` and `teaser` replace what the program would choose. `hash` names all of these, which
    only composing can follow; the others are followed after publication too, each once, and have a `key`. `by`
    names all who decided something that readers see.
    """

    title: str = ""
    teaser: str = ""
    lead: str = ""
    pin: tuple[str, ...] = ()
    mute: tuple[str, ...] = ()
    retitle: tuple[Retitle, ...] = ()
    merge: tuple[Merge, ...] = ()
    split: tuple[Split, ...] = ()
    add: tuple[Addition, ...] = ()
    note: tuple[Note, ...] = ()
    correct: tuple[Correction, ...] = ()
    withdraw: tuple[Withdrawal, ...] = ()
    hash: str = ""
    by: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What names the decisions that are followed after publication too, sorted."""
        groups: tuple[Sequence[Decision], ...] = (
            self.merge,
            self.split,
            self.add,
            self.note,
            self.correct,
            self.withdraw,
        )
        return tuple(sorted(decision.key for group in groups for decision in group))


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the editors decided for every brief from now on (`content/desk.yaml`).

    `mute` holds ids of stories and threads, `terms` words that keep a story out; of a feed in `distrust` nothing is
    used that was first seen on that day or later. Figures and account events are named by their ids: those `accepted`
    were looked at and are right, those `rejected` count nowhere and are not proposed again.
    """

    merge: tuple[Merge, ...] = ()
    split: tuple[Split, ...] = ()
    mute: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    distrust: dict[str, date] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    hash: str = ""
