"""The edits of a day: what editors decided for one brief."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field, PlainValidator, ValidationError

from digest.curate.document import Document, faults, read
from digest.curate.fields import Label, Text, refuse, string
from digest.curate.keys import Keys
from digest.curate.sentences import problems_of
from digest.curate.words import one_of, shown
from digest.model import Edits, Problem, Retitle
from digest.text import digest_of

_KINDS = ("title", "teaser", "lead", "pin", "mute", "retitle")
_LINE = re.compile(r"[\w-]+")


def _line(value: object) -> str:
    text = string(value).strip().removeprefix("#")
    if not _LINE.fullmatch(text):
        refuse(f"is not the id of a line: {shown(text)}", "copy what follows the # of its address")
    return text


LineId = Annotated[str, PlainValidator(_line)]


class Decision(Keys):
    """One decision, who made it and why."""

    title: Text = Field(default="", examples=["Edges"])
    teaser: Text = Field(default="", examples=["Talks resume; and much, much more."])
    lead: LineId = Field(default="", examples=["k3m9x0a1bc"])
    pin: LineId = Field(default="", examples=["k3m9x0a1bc"])
    mute: LineId = Field(default="", examples=["k3m9x0a1bc"])
    retitle: LineId = Field(default="", examples=["k3m9x0a1bc"])
    text: Text = Field(default="", examples=["New words for the line."])
    by: Text = Field(examples=["anna"])
    why: Label = Field(default="", examples=["reads better"])


class Decisions(Keys):
    """What the file holds."""

    decisions: list[Decision] = Field(default=[], examples=[[{"title": "Edges", "by": "anna"}]])


def load_edits(path: Path) -> Edits:
    """Read the decisions on one brief, such as `16.edits.yaml`; a file that is not there holds none.

    Later decisions win over earlier ones on the same thing. Raises RosterFaults with every fault of the file.
    """
    if not path.exists():
        return Edits()
    document = read(path, _name(path))
    problems = [*document.problems, *_kinds(document)]
    decisions: list[Decision] = []
    try:
        decisions = Decisions.model_validate(document.tree).decisions
    except ValidationError as error:
        problems += problems_of(error, document, Decisions)
    if problems:
        raise faults(problems, [document])
    return _edits(decisions)


def _name(path: Path) -> str:
    """The file as a newsroom's people know it: days of all months have a `16.edits.yaml`."""
    parts = path.parts
    start = len(parts) - parts[::-1].index("content") - 1 if "content" in parts else -1
    return "/".join(parts[start:])


def _kinds(document: Document) -> Iterator[Problem]:
    """Decisions that decide nothing, or more than one thing."""
    listed = document.tree.get("decisions")
    for number, item in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(item, dict):
            continue
        at = ("decisions", number)
        kinds = [key for key in item if key in _KINDS]
        if not kinds:
            todo = "write something like {pin: k3m9x0a1bc, by: anna}"
            yield Problem(place=document.value(*at), what=f"a decision needs {one_of(_KINDS)}", todo=todo)
        for kind in kinds[1:]:
            what = f"{kind} stands beside {kinds[0]} in one decision"
            yield Problem(place=document.key(*at, kind), what=what, todo="write two decisions")
        if "text" in item and "retitle" not in item:
            yield Problem(place=document.key(*at, "text"), what="text goes with retitle only", todo="remove it")
        if "retitle" in item and "text" not in item:
            todo = 'add text: "the words of the line"'
            yield Problem(place=document.key(*at, "retitle"), what="retitle has no text", todo=todo)
        for key in (*kinds, "text"):
            if item.get(key, key) in (None, ""):
                yield Problem(place=document.value(*at, key), what=f"{key} must not be empty", todo="write what it is")


def _edits(decisions: Sequence[Decision]) -> Edits:
    """What holds after all decisions, each taken in its turn."""
    words = {"title": "", "teaser": "", "lead": ""}
    pinned: dict[str, None] = {}
    muted: dict[str, None] = {}
    texts: dict[str, str] = {}
    for decision in decisions:
        if decision.pin or decision.lead:
            muted.pop(decision.pin or decision.lead, None)
        if decision.pin:
            pinned[decision.pin] = None
        if decision.mute:
            pinned.pop(decision.mute, None)
            words["lead"] = "" if words["lead"] == decision.mute else words["lead"]
            muted[decision.mute] = None
        if decision.retitle:
            texts[decision.retitle] = decision.text
        words |= {key: value for key in words if (value := getattr(decision, key))}
    held = [*words.values(), [*pinned], [*muted], [*texts.items()]]
    return Edits(
        title=words["title"],
        teaser=words["teaser"],
        lead=words["lead"],
        pin=tuple(pinned),
        mute=tuple(muted),
        retitle=tuple(Retitle(line=line, text=text) for line, text in texts.items()),
        hash=digest_of(json.dumps(held)) if decisions else "",
    )
