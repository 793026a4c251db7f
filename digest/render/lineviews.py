"""What pages show of a line of a brief."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from digest.model import Brief
from digest.render.links import brief_path


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of a story: the brief and the anchor of its line."""

    brief: Brief
    line: str

    @property
    def path(self) -> str:
        return brief_path(self.brief)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """An outlet in the quiet row under a line; `url` is empty where the line itself links there.

    `page` is the outlet's own; `usual` tells the commonest of ownerships, which small screens leave out; `language` and
    `tongue` are the code and name of a language other than the site's.
    """

    name: str
    url: str = ""
    page: str = ""
    country: str = ""
    place: str = ""
    ownership: str = ""
    official: bool = False
    usual: bool = False
    language: str = ""
    tongue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line on a page: its first sentence as a heading, the rest below it; HTML, or else both Markdown.

    `hand` says what a person did to it, `worded` what a model did, `remarks` what editors tell of it, `aliases` under
    which ids it was known before, `earlier` where its story was told before, `thread` and `days` where all of its days
    are told, `why` the reasons for its place, best first, and `updated` the moment at which its text last changed.
    """

    anchor: str
    lead: Markup
    rest: Markup
    html: bool
    chips: tuple[Chip, ...]
    number: int = 0
    hand: str = ""
    remarks: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    earlier: Told | None = None
    worded: str = ""
    thread: str = ""
    days: int = 0
    why: tuple[str, ...] = ()
    updated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """What a person wrote between the lines, as it stands."""

    text: str
