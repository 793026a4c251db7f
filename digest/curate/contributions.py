"""content/letters and content/articles: Markdown files by people, their front matter checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field, PlainValidator, ValidationError

from digest.curate.document import Document, read
from digest.curate.fields import Day, Label, Text, Url, is_id, refused, string
from digest.curate.grammar import name_of
from digest.curate.keys import Keys
from digest.curate.sentences import problems_of
from digest.curate.words import shown
from digest.errors import FileFault
from digest.files import read as read_text
from digest.model import Article, Letter, Place, Problem
from digest.text import LINK, clean, first_sentence_end, fronted

_PERMALINK = re.compile(r"(?:https?://\S+?)?/?(\d{4})[/-](\d{2})[/-](\d{2})/?(?:#([\w-]+))?")
_LINK = re.compile(LINK)
Held = TypeVar("Held", bound=BaseModel)


def _permalink(value: object) -> tuple[date, str]:
    text = string(value).strip()
    match = _PERMALINK.fullmatch(text)
    try:
        day = date(*map(int, match.groups()[:3])) if match else None
    except ValueError:
        day = None
    if match is None or day is None:
        raise refused(f"is no brief's or line's address: {shown(text)}", "write something like /2026/11/17/#k3m9x0a1bc")
    return day, match[4] or ""


Permalink = Annotated[tuple[date, str], PlainValidator(_permalink)]


class LetterFront(Keys):
    """The front matter of a letter."""

    name: Text = Field(alias="from", examples=["Mina Roth"])
    place: Label = Field(default="", examples=["Geneva"])
    date: Day = Field(examples=["2026-11-17"])
    re: Permalink = Field(examples=["/2026/11/17/#k3m9x0a1bc"])


class ArticleFront(Keys):
    """The front matter of an article."""

    title: Text = Field(examples=["Who answers on Weibo"])
    byline: Text = Field(examples=["Anna Example"])
    date: Day = Field(examples=["2026-11-17"])
    source: Text = Field(examples=["the embassy's yearly report"])
    link: Url = Field(default="", examples=["https://example.org/report"])
    standfirst: Label = Field(default="", examples=["A year in figures."])
    figures: list[Label] = Field(default=[], examples=[["k3m9x0a1bc"]])


def load_letters(folder: Path) -> tuple[tuple[Letter, ...], tuple[Problem, ...]]:
    """The letters of a folder, oldest first, and a Problem for each that cannot be read."""
    letters: list[Letter] = []
    problems: list[Problem] = []
    for path in _files(folder):
        held, text, faults = _read(path, LetterFront)
        problems += faults
        if held is not None:
            day, line = held.re
            paragraphs = tuple(filter(None, map(clean, re.split(r"\n\s*\n", text))))
            letters.append(
                Letter(
                    id=path.stem,
                    name=held.name,
                    place=held.place,
                    written=held.date,
                    day=day,
                    line=line,
                    paragraphs=paragraphs,
                )
            )
    return tuple(sorted(letters, key=lambda one: (one.written, one.id))), tuple(problems)


def load_articles(folder: Path) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles of a folder, newest first, and a Problem for each that cannot be read."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for path in _files(folder):
        held, text, faults = _read(path, ArticleFront)
        problems += faults
        if held is None:
            continue
        article = Article(
            id=path.stem,
            title=held.title,
            byline=held.byline,
            written=held.date,
            source=held.source,
            link=held.link,
            standfirst=held.standfirst,
            figures=tuple(held.figures),
            text=text.strip(),
        )
        if problem := _unsourced(article, path):
            problems.append(problem)
        else:
            articles.append(article)
    return tuple(sorted(articles, key=lambda one: (one.written, one.id), reverse=True)), tuple(problems)


def _files(folder: Path) -> Iterator[Path]:
    """The Markdown files of a folder whose names can be addresses, README apart."""
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        if path.stem.casefold() != "readme":
            yield path


def _read(path: Path, model: type[Held]) -> tuple[Held | None, str, list[Problem]]:
    """The front matter of a file and its text, or why there are none."""
    name = name_of(path)
    try:
        whole = read_text(path).removeprefix("\ufeff")
    except FileFault:
        return None, "", list(read(path, name).problems)
    file = fronted(whole)
    if file is None or not is_id(path.stem):
        what, todo = (
            ("has no front matter", "start it with a block between two lines of ---")
            if file is None
            else ("has a name that can be no address", "name it with lower-case letters, digits and hyphens")
        )
        return None, "", [Problem(place=Place(name=name, line=1, column=1), what=what, todo=todo)]
    document: Document = read(path, name, f"\n{file.keys}")  # so that its lines are those of the file
    problems = list(document.problems)
    if not document.whole:
        return None, "", problems
    try:
        held = model.model_validate(document.tree)
    except ValidationError as error:
        return None, "", [*problems, *problems_of(error, document, model)]
    if not file.text.strip():
        place = Place(name=name, line=whole.count("\n") + 1, column=1)
        problems.append(Problem(place=place, what="has no text", todo="write it below the front matter"))
    return (None if problems else held), file.text, problems


def _unsourced(article: Article, path: Path) -> Problem | None:
    """An article must name its source in its first sentence, as a newspaper does."""
    prose = "\n".join(row for row in article.text.splitlines() if not row.startswith("#"))
    said = prose.strip()
    first = clean(_LINK.sub(r"\g<label>", said[: first_sentence_end(said)]))
    if clean(article.source).casefold() in first.casefold():
        return None
    place = Place(name=name_of(path), line=1, column=1)
    what = f"does not name its source in its first sentence: {shown(article.source)}"
    return Problem(place=place, what=what, todo="name it there as `source` does")
