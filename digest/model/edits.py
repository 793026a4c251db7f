"""Edits: the decisions of an editor on one edition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Retitle:
    """Another text for one line."""

    line: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What the editors decided for one brief; ids are story (line) ids.

    `pin` keeps stories in the brief, `lead` puts one first, `mute` leaves stories out, `retitle` gives a line the
    editor's own words; `title` and `teaser` replace what the program would choose.
    """

    title: str = ""
    teaser: str = ""
    lead: str = ""
    pin: tuple[str, ...] = ()
    mute: tuple[str, ...] = ()
    retitle: tuple[Retitle, ...] = ()
    hash: str = ""
