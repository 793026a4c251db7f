"""Saying of a value what is wrong with it, and how it is told to programs that complete YAML."""

from __future__ import annotations

from pydantic import WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

SAID = "said"
"""The type of the errors that carry their own words: `what` follows the name of the key, `todo` is the advice."""


def refused(what: str, todo: str) -> PydanticCustomError:
    """The error that says of a value what is wrong with it."""
    return PydanticCustomError(SAID, "{what}", {"what": what, "todo": todo})


def string(value: object) -> str:
    """A value that must be text."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    return value


def schema(**keywords: object) -> WithJsonSchema:
    """How JSON Schema describes a value that is text in the file."""
    return WithJsonSchema({"type": "string", **keywords})
