"""What pydantic finds wrong with a file, in sentences for its editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from digest.curate.document import Document
from digest.curate.fields import SAID
from digest.curate.keys import File, Part, fields_of
from digest.curate.places import Step
from digest.curate.words import did_you_mean, one_of, shown
from digest.model import Problem
from digest.text import clean

_BETWEEN = ("{label} must be between {low} and {high}, not {given}", "write a number such as {example}")
_WHOLE = ("{label} must be a whole number between {low} and {high}, not {given}", "write a number such as {example}")
_TRUE_OR_FALSE = ("{label} must be true or false, not {given}", "write one of them")
_MAPPING = ("{label} must be a mapping of keys, not {given}", "write something like {example}")
_CHOICE = ("{label} must be {choices}, not {given}", "{nearest_choice}")

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where another word begins in the name of a model."""

_OTHER = ("{label} cannot be {given}", "write something like {example}")

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("{label} is missing in {owner}", "add it, such as {key}: {example}"),
    "extra_forbidden": ("{key} is not a key of {owner}", "{nearest_key}"),
    SAID: ("{label} {what}", "{todo}"),
    "string_type": ("{label} must be text, not {given}", "write something like {example}"),
    "string_too_short": ("{label} must not be empty", "write something like {example}"),
    "float_type": _BETWEEN,
    "float_parsing": _BETWEEN,
    "finite_number": _BETWEEN,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "greater_than_equal": _BETWEEN,
    "less_than_equal": _BETWEEN,
    "bool_type": _TRUE_OR_FALSE,
    "bool_parsing": _TRUE_OR_FALSE,
    "list_type": ("{label} must be a list, not {given}", "write something like {example}"),
    "too_short": ("{label} must not be an empty list", "write something like {example}, or leave the key out"),
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "literal_error": _CHOICE,
    "enum": _CHOICE,
}
"""What is wrong and what to do, by the type of pydantic's error."""


def problems_of(error: ValidationError, document: Document, root: type[BaseModel]) -> list[Problem]:
    """The faults of a document that was read as `root`, each at its place."""
    return [_problem(details, document, root) for details in error.errors(include_url=False)]


def _problem(error: ErrorDetails, document: Document, root: type[BaseModel]) -> Problem:
    kind, path = error["type"], error["loc"]
    of_key = kind == "extra_forbidden"
    if path[-1:] == ("[key]",):
        path, of_key = path[:-1], True
    place = document.value(*path)
    if kind == "missing":
        place = document.key(*path[:-1])
    elif of_key:
        place = document.key(*path)
    what, todo = _SENTENCES.get(kind, _OTHER)
    words = _words(error, _find(root, path), document)
    return Problem(place=place, what=what.format_map(words), todo=todo.format_map(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """What the schema says of a path: the model of the mapping at `owner`, its field there, the steps within that."""

    path: tuple[Step, ...]
    model: type[BaseModel]
    owner: tuple[Step, ...]
    field: FieldInfo | None
    within: tuple[Step, ...]

    @property
    def key(self) -> str:
        """The key that the fault is about."""
        return str(self.path[len(self.owner)]) if self.path else ""


def _find(root: type[BaseModel], path: tuple[Step, ...]) -> _Spot:
    model, at, field = root, 0, None
    below: type[BaseModel] | None = root
    for depth, step in enumerate(path):
        if below and isinstance(step, str):
            model, at = below, depth
            field = fields_of(model).get(step)
            below = _model_in(field)
    return _Spot(path=path, model=model, owner=path[:at], field=field, within=path[at + 1 :])


def _model_in(field: FieldInfo | None) -> type[BaseModel] | None:
    """The model that a field holds, alone or as the items of a list."""
    kind = field.annotation if field else None
    kind = next(iter(get_args(kind)), kind)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _words(error: ErrorDetails, spot: _Spot, document: Document) -> dict[str, object]:
    """Everything that a sentence may speak of."""
    context = error.get("ctx", {})
    bounds = spot.field.metadata if spot.field else ()
    choices = re.findall(r"'([^']+)'", str(context.get("expected", ""))) or [str(context.get("expected", ""))]
    return {
        "key": clean(spot.key) or "an empty key",
        "label": _label(spot, document),
        "owner": _owner(spot, document),
        "given": shown(error["input"]),
        "example": _example(spot),
        "low": next((rule.ge for rule in bounds if hasattr(rule, "ge")), None),
        "high": next((rule.le for rule in bounds if hasattr(rule, "le")), None),
        "choices": one_of(choices),
        "nearest_choice": did_you_mean(error["input"], choices, f"write {one_of(choices)}"),
        "nearest_key": _known_keys(spot),
        "what": context.get("what"),
        "todo": context.get("todo"),
    }


def _label(spot: _Spot, document: Document) -> str:
    if not spot.path:
        return document.name
    name = clean(".".join([spot.key, *(step for step in spot.within if isinstance(step, str))]))
    return f"an item of {name}" if spot.within and isinstance(spot.within[-1], int) else name


def _owner(spot: _Spot, document: Document) -> str:
    """The mapping that has or lacks a key, as a sentence names it: `feed "bbc-world"`."""
    if not spot.owner:
        return document.name
    owner: Any = document.tree  # the path of a fault leads through containers
    for step in spot.owner:
        owner = owner[step]
    known = owner.get("id") if isinstance(owner, Mapping) else None
    kind = _WORD.sub(" ", spot.model.__name__).lower()
    return f"{kind} {shown(known)}" if known else kind


def _known_keys(spot: _Spot) -> str:
    if issubclass(spot.model, Part) and spot.key in fields_of(File):
        return "move it to feeds.yaml, the only file that has it"
    keys = fields_of(spot.model)
    return did_you_mean(spot.key, keys, f"it has {one_of(keys, 'and')}")


def _example(spot: _Spot) -> str:
    """What could stand there, as YAML in one line."""
    example = _example_of(spot.field)
    for step in spot.within:
        if isinstance(example, list):
            example = example[0]
        elif isinstance(example, Mapping):
            example = example.get(step, next(iter(example.values())))
    return _in_yaml(example)


def _example_of(field: FieldInfo | None) -> object:
    if field is None:
        return _examples_of(File)
    if field.examples:
        return field.examples[0]
    model = _model_in(field)
    made = _examples_of(model) if model else "a value"
    return [made] if get_args(field.annotation) else made


def _examples_of(model: type[BaseModel]) -> dict[str, object]:
    return {key: _example_of(field) for key, field in fields_of(model).items() if field.is_required()}


def _in_yaml(value: object) -> str:
    match value:
        case Mapping():
            return f"{{{', '.join(f'{key}: {_in_yaml(part)}' for key, part in value.items())}}}"
        case list():
            return f"[{', '.join(map(_in_yaml, value))}]"
        case bool():
            return str(value).lower()
        case _:
            return str(value)
