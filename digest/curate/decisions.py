"""The keys of an `edits.yaml`: the decisions that an editor may take on one brief."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, PlainValidator

from digest.curate.fields import Label, Text, refused, string
from digest.curate.grammar import Grammar
from digest.curate.keys import Keys
from digest.curate.words import shown

_LINE = re.compile(r"[\w-]+")
_PLACE = re.compile(r"first|last|after #?([\w-]+)")


def _line(value: object) -> str:
    text = string(value).strip().removeprefix("#")
    if not _LINE.fullmatch(text):
        raise refused(f"is not the id of a line: {shown(text)}", "copy what follows the # of its address")
    return text


def _place(value: object) -> str:
    text = " ".join(string(value).split())
    match = _PLACE.fullmatch(text)
    if not match:
        raise refused(f"must be first, last or after ID, not {shown(text)}", "write something like after k3m9x0a1bc")
    return match[1] or text


LineId = Annotated[str, PlainValidator(_line)]
Spot = Annotated[str, PlainValidator(_place)]


class Decision(Keys):
    """One decision, who made it and why."""

    title: Text = Field(default="", examples=["Edges"])
    teaser: Text = Field(default="", examples=["Talks resume; and much, much more."])
    lead: LineId = Field(default="", examples=["k3m9x0a1bc"])
    pin: LineId = Field(default="", examples=["k3m9x0a1bc"])
    mute: LineId = Field(default="", examples=["k3m9x0a1bc"])
    retitle: LineId = Field(default="", examples=["k3m9x0a1bc"])
    merge: list[LineId] = Field(default=[], examples=[["k3m9x0a1bc", "q1w2e3r4t5"]])
    split: LineId = Field(default="", examples=["k3m9x0a1bc"])
    add: Text = Field(default="", examples=["The [ministry](https://example.org/) moves today."])
    note: LineId = Field(default="", examples=["k3m9x0a1bc"])
    correct: LineId = Field(default="", examples=["k3m9x0a1bc"])
    withdraw: LineId = Field(default="", examples=["k3m9x0a1bc"])
    text: Text = Field(default="", examples=["New words for the line."])
    entries: list[LineId] = Field(default=[], examples=[["a1b2c3d4e5"]])
    outlets: list[Label] = Field(default=[], examples=[["tass"]])
    place: Spot = Field(default="last", examples=["after k3m9x0a1bc"])
    id: LineId = Field(default="", examples=["k3m9x0a1bc"])
    public: bool = Field(default=False, examples=[True])
    by: Text = Field(examples=["anna"])
    why: Label = Field(default="", examples=["reads better"])


class Decisions(Keys):
    """What the file holds."""

    decisions: list[Decision] = Field(default=[], examples=[[{"title": "Edges", "by": "anna"}]])


_WORDS = ("text",), 'add text: "the words of the line"'
OF_DAY = Grammar(
    kinds=(
        "title",
        "teaser",
        "lead",
        "pin",
        "mute",
        "retitle",
        "merge",
        "split",
        "add",
        "note",
        "correct",
        "withdraw",
    ),
    beside={
        "text": ("retitle", "add", "note", "correct"),
        "entries": ("split",),
        "outlets": ("split",),
        "place": ("add",),
        "id": ("add",),
        "public": ("note",),
    },
    needs={
        "retitle": _WORDS,
        "note": (("text",), 'add text: "the words of the note"'),
        "correct": (("text",), 'add text: "what the line says now"'),
        "split": (("entries", "outlets"), "say which go, by their ids or by their outlets"),
        "withdraw": (("why",), "add why: readers are told the reason"),
    },
)
