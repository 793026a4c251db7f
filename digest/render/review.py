"""The review of a brief: a page for its editors alone, which is no part of the site, and the same as Markdown."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date

from digest.model import State
from digest.render.templates import Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A line with the reasons for its place and its entries (id, outlet, headline, address).

    `outlets` are the outlets' ids, `odd` the entries that may be of another story.
    """

    id: str
    text: str
    why: tuple[str, ...]
    entries: tuple[tuple[str, str, str, str], ...] = ()
    outlets: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()

    @property
    def apart(self) -> tuple[str, ...]:
        """The options that split off what may be of another story."""
        return tuple(word for entry in self.odd for word in ("--entry", entry))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A story without a line, why, and the line that seems to tell it."""

    id: str
    text: str
    outlets: tuple[str, ...]
    why: str
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A published line that rests on a headline which its publisher changed."""

    day: date
    line: str
    outlet: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that the review shows. `by` is the editor whom the commands name, empty where there may be several.

    `proposed` are figures and events that the news seems to tell, `fallen` figures that are half of the one before:
    (id, what it says, address, reasons). `feeds` are (id, condition, evidence, what to do), `distrusted` (day, line,
    feed), `notes` (line, text, editor), `hand` what people changed: (line, title or teaser; rows of a diff; whether
    new evidence says otherwise).
    """

    day: date
    state: State
    title: str
    teaser: str
    titles: tuple[str, ...]
    by: str
    lines: tuple[Reviewed, ...]
    left: tuple[Rest, ...]
    left_out: int
    alike: tuple[tuple[str, str], ...]
    proposed: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    fallen: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    feeds: tuple[tuple[str, str, str, str], ...]
    revised: tuple[Turned, ...]
    distrusted: tuple[tuple[date, str, str], ...]
    notes: tuple[tuple[str, str, str], ...]
    hand: tuple[tuple[str, str, bool], ...]

    @property
    def frozen(self) -> bool:
        """Whether the brief is published, so that its title, order and choice stay."""
        return self.state is State.PUBLISHED

    def text_of(self, line: str) -> str:
        """What a line says, by its id."""
        return next((one.text for one in self.lines if one.id == line), line)

    def command(self, *words: str, day: date | None = None) -> str:
        """What to type for a decision, on this day or another one."""
        who = ("--by", self.by or "NAME")
        return " ".join(("digest", "edit", str(day or self.day), *map(shlex.quote, words), *who))

    def judge(self, verdict: str, key: str) -> str:
        """What to type to accept or reject a figure or an event."""
        return " ".join(("digest", "accounts", verdict, key, "--by", self.by or "NAME"))


def review_page(view: Review, templates: Templates) -> str:
    """The review as one HTML page that needs nothing else."""
    return templates.file("review.html", "review.html.j2", view=view).text


def review_markdown(view: Review, templates: Templates) -> str:
    """The review as Markdown."""
    return templates.file("review.md", "review.md.j2", view=view).text
