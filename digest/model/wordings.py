"""Wordings: what a model, where the operator names one, made of a headline."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A model that answers chats as OpenAI's interface does: the address of that interface, its name there, the key."""

    url: str
    model: str
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the model `by` made of the headline of an entry; no `text` where nothing that it said could stand."""

    entry: str
    text: str
    by: str
    translated: bool = False
