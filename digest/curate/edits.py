"""The edits of a day: what editors decided for one brief."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field, PlainValidator, ValidationError

from digest.curate.document import Document, faults, read
from digest.curate.fields import Label, Text, refused, string
from digest.curate.keys import Keys
from digest.curate.sentences import problems_of
from digest.curate.words import did_you_mean, one_of, shown
from digest.model import (
    Addition,
    Correction,
    Editor,
    Edits,
    Merge,
    Note,
    Problem,
    Retitle,
    Split,
    Withdrawal,
)
from digest.text import clean, digest_of, link

Held = TypeVar("Held", bound=BaseModel)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Which keys decide something, which others may stand beside them, and which of those must (one of a group)."""

    kinds: tuple[str, ...]
    beside: dict[str, tuple[str, ...]]
    needs: dict[str, tuple[tuple[str, ...], str]]

    def problems(self, document: Document) -> Iterator[Problem]:
        """Decisions that decide nothing, or more than one thing, or not all of it."""
        listed = document.tree.get("decisions")
        for number, item in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(item, dict):
                yield from self._of_item(document, number, item)

    def _of_item(self, document: Document, number: int, item: dict[str, object]) -> Iterator[Problem]:
        at = ("decisions", number)
        kinds = [key for key in item if key in self.kinds]
        if not kinds:
            todo = "write something like {mute: k3m9x0a1bc, by: anna}"
            yield Problem(place=document.value(*at), what=f"a decision needs {one_of(self.kinds)}", todo=todo)
        for kind in kinds[1:]:
            what = f"{kind} stands beside {kinds[0]} in one decision"
            yield Problem(place=document.key(*at, kind), what=what, todo="write two decisions")
        for key, hosts in self.beside.items():
            if key in item and not set(kinds) & set(hosts):
                what = f"{key} goes with {one_of(hosts)} only"
                yield Problem(place=document.key(*at, key), what=what, todo="remove it")
        for kind in kinds:
            keys, todo = self.needs.get(kind, ((), ""))
            if keys and not set(keys) & item.keys():
                yield Problem(place=document.key(*at, kind), what=f"{kind} has no {one_of(keys)}", todo=todo)
        for key in (*kinds, *self.beside):
            if key in item and item[key] in (None, "", []):
                yield Problem(place=document.value(*at, key), what=f"{key} must not be empty", todo="write what it is")
        merged = item.get("merge")
        if isinstance(merged, list) and len(set(map(str, merged))) == 1:
            todo = "name two lines or more"
            yield Problem(place=document.value(*at, "merge"), what="merge names one line only", todo=todo)


_WORDS = ("text",), 'add text: "the words of the line"'
_OF_DAY = Grammar(
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


def load_edits(path: Path, editors: Collection[Editor] = ()) -> Edits:
    """Read the decisions on one brief, such as `16.edits.yaml`; a file that is not there holds none.

    Later decisions win over earlier ones on the same thing. Where `editors` are given, each decision must be by one
    of them. Raises RosterFaults with every fault of the file.
    """
    if not path.exists():
        return Edits()
    return _edits(decisions_of(path, Decisions, _OF_DAY, editors=editors).decisions)


def read_edits(path: Path, text: str, editors: Collection[Editor] = ()) -> Edits:
    """The decisions as `load_edits` would read them if the file held `text`."""
    return _edits(read_decisions(path, text, editors))


def read_decisions(path: Path, text: str, editors: Collection[Editor] = ()) -> tuple[Decision, ...]:
    """The decisions one by one, if the file held `text`. Raises RosterFaults with every fault."""
    return tuple(decisions_of(path, Decisions, _OF_DAY, editors=editors, text=text).decisions)


def decisions_of(
    path: Path, model: type[Held], grammar: Grammar, *, editors: Collection[Editor] = (), text: str | None = None
) -> Held:
    """What a file of decisions holds. Raises RosterFaults with every fault."""
    document = read(path, name_of(path), text)
    problems = [*document.problems, *grammar.problems(document), *_strangers(document, editors)]
    try:
        held = model.model_validate(document.tree)
    except ValidationError as error:
        problems += problems_of(error, document, model)
    if problems:
        raise faults(problems, [document])
    return held


def name_of(path: Path) -> str:
    """The file as a newsroom's people know it: days of all months have a `16.edits.yaml`."""
    parts = path.parts
    start = len(parts) - parts[::-1].index("content") - 1 if "content" in parts else -1
    return "/".join(parts[start:])


def _strangers(document: Document, editors: Collection[Editor]) -> Iterator[Problem]:
    """Decisions by people who are no editors of this newsroom."""
    known = [editor.id for editor in editors]
    listed = document.tree.get("decisions")
    for number, item in enumerate(listed if isinstance(listed, list) and known else ()):
        by = item.get("by") if isinstance(item, dict) else None
        if isinstance(by, str) and by and clean(by) not in known:
            todo = did_you_mean(by, known, f"write {one_of(known)}, or add them to editors in feeds.yaml")
            place = document.value("decisions", number, "by")
            yield Problem(place=place, what=f"by is no editor of this newsroom: {shown(by)}", todo=todo)


class _Keys:
    """Gives each decision a name of its own; the same one taken twice counts twice."""

    def __init__(self) -> None:
        self._turns: Counter[str] = Counter()

    def __call__(self, *parts: str) -> str:
        key = digest_of(*parts)
        self._turns[key] += 1
        return key if self._turns[key] == 1 else f"{key}-{self._turns[key]}"


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
    key = _Keys()
    return Edits(
        title=words["title"],
        teaser=words["teaser"],
        lead=words["lead"],
        pin=tuple(pinned),
        mute=tuple(muted),
        retitle=tuple(Retitle(line=line, text=text) for line, text in texts.items()),
        merge=_merges(decisions, key),
        split=_splits(decisions, key),
        add=tuple(_addition(one, key) for one in decisions if one.add),
        note=tuple(_note(one, key) for one in decisions if one.note),
        correct=tuple(_correction(one, key) for one in decisions if one.correct),
        withdraw=_withdrawals(decisions),
        hash=digest_of(json.dumps(held)) if any(held) else "",
        by=tuple(dict.fromkeys(one.by for one in decisions if not one.note or one.public)),
    )


def _merges(decisions: Sequence[Decision], key: _Keys) -> tuple[Merge, ...]:
    """The decisions that stories are one."""
    return tuple(
        Merge(lines=tuple(dict.fromkeys(one.merge)), key=key("merge", *one.merge), by=one.by)
        for one in decisions
        if one.merge
    )


def _splits(decisions: Sequence[Decision], key: _Keys) -> tuple[Split, ...]:
    """The decisions that a story is two."""
    return tuple(
        Split(
            line=one.split,
            entries=tuple(dict.fromkeys(one.entries)),
            outlets=tuple(dict.fromkeys(one.outlets)),
            key=key("split", one.split, *sorted(one.entries), "/", *sorted(one.outlets)),
            by=one.by,
        )
        for one in decisions
        if one.split
    )


def _addition(one: Decision, key: _Keys) -> Addition:
    """A line of the editor's own; an address alone becomes a link with its host, or with `text`, as its label."""
    text = clean(one.add)
    if re.fullmatch(r"https?://\S+", text):
        host = re.sub(r"^https?://(?:www\.)?([^/?#]+).*$", r"\1", text)
        text = link(clean(one.text) or host, text)
    elif one.text:
        text = f"{text} {clean(one.text)}"
    name = one.id or digest_of("add", one.add)
    return Addition(id=name, text=text, place=one.place, key=key("add", name), by=one.by)


def _note(one: Decision, key: _Keys) -> Note:
    name = key("note", one.note, one.text, str(one.public))
    return Note(line=one.note, text=clean(one.text), public=one.public, key=name, by=one.by)


def _correction(one: Decision, key: _Keys) -> Correction:
    name = key("correct", one.correct, one.text)
    return Correction(line=one.correct, text=clean(one.text), key=name, by=one.by, why=one.why)


def _withdrawals(decisions: Sequence[Decision]) -> tuple[Withdrawal, ...]:
    """Each line once, with the reason that was given last."""
    last = {one.withdraw: one for one in decisions if one.withdraw}
    return tuple(
        Withdrawal(line=line, why=one.why, key=digest_of("withdraw", line), by=one.by) for line, one in last.items()
    )
