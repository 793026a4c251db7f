"""Readers' letters and the question of the day: on the brief that they answer, and all together on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digest import page
from digest.model import Brief, Issue, Letter, Made, Page
from digest.render import prose
from digest.render.almanac import Almanac
from digest.render.links import LETTERS, brief_path
from digest.render.templates import Templates, matter

_LONGEST = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """A letter with the line that it answers: its anchor and its first words, empty for the brief as a whole."""

    letter: Letter
    anchor: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Postbag:
    """What readers were asked and wrote on one brief; without a brief where there is none of that day."""

    day: date
    question: str
    letters: tuple[LetterView, ...]
    brief: Brief | None = None

    @property
    def path(self) -> str:
        return brief_path(self.brief) if self.brief else ""


def postbag(almanac: Almanac, issue: Issue) -> Postbag:
    """The question of a brief (`question:` in its front matter) and the letters on it, oldest first."""
    brief = issue.head
    if brief.made is Made.RECORD:
        return Postbag(day=brief.day, question="", letters=(), brief=brief)
    written = almanac.letters(brief.day)
    return Postbag(
        day=brief.day,
        question=page.added(brief, "question"),
        letters=tuple(_view(one, issue) for one in written),
        brief=brief,
    )


def letters(almanac: Almanac, templates: Templates) -> Page:
    """All questions and letters, those on the newest brief first."""
    say = almanac.language.say
    return templates.page(
        LETTERS,
        "letters.md.j2",
        matter("column", say("Letters"), say("What readers were asked, and what they wrote."), section="Archive"),
        bags=tuple(_bags(almanac)),
    )


def _bags(almanac: Almanac) -> Iterator[Postbag]:
    told = {issue.day for issue in almanac.daily.issues}
    bags = [postbag(almanac, issue) for issue in almanac.daily.issues]
    for day in {one.day for one in almanac.view.beside.letters} - told:
        stray = (one for one in almanac.view.beside.letters if one.day == day)
        views = tuple(LetterView(letter=one, anchor="", about="") for one in stray)
        bags.append(Postbag(day=day, question="", letters=views))
    yield from sorted((bag for bag in bags if bag.question or bag.letters), key=lambda bag: bag.day, reverse=True)


def _view(letter: Letter, issue: Issue) -> LetterView:
    moved = {one.line: one.to for one in issue.outline.redirects}
    line = moved.get(letter.line, letter.line)
    found = next((pair for pair in issue.placed if line and pair[0].id == line), None)
    if found is None:
        return LetterView(letter=letter, anchor="", about="")
    about = page.plain(prose.cut(found[0].text)[0])
    about = about if len(about) <= _LONGEST else f"{about[:_LONGEST].rsplit(' ', 1)[0]}…"
    return LetterView(letter=letter, anchor=found[1], about=about)
