"""Texts, ids, and the terms of the beat."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import PlainValidator

from digest.curate.fields.codes import Language
from digest.curate.fields.errors import refused, schema, string
from digest.curate.words import did_you_mean, one_of, shown
from digest.sources import offered
from digest.text import clean

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 100
"""Ids are names of files, to which endings and numbers are added."""


def _label(value: object) -> str:
    return clean(string(value))


def _text(value: object) -> str:
    if not (text := _label(value)):
        raise refused("must not be empty", "write a text")
    return text


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return bool(_ID.fullmatch(text)) and len(text) <= _LONGEST_ID


def _id(value: object) -> str:
    text = string(value)
    if not is_id(text):
        made = "-".join(re.findall(r"[a-z0-9]+", text.casefold()))
        todo = f'write "{made}"' if is_id(made) else "write something like bbc-world"
        if _ID.fullmatch(text):
            raise refused(f"must have no more than {_LONGEST_ID} characters, not {len(text)}", todo)
        raise refused(f"must be lower-case letters, digits and single hyphens, not {shown(text)}", todo)
    return text


def _term(value: object) -> str:
    text = _text(value)
    if "*" in text[:-1] or len(text.removesuffix("*").strip()) == 0:
        raise refused(
            f"may have a * only after the beginning of a word, not {shown(text)}", "write something like diplom*"
        )
    return text


def _handle(value: object) -> str:
    text = _label(value).removeprefix("@")
    if "://" in text:
        raise refused(f"must be a name on its platform, not {shown(value)}", "put an address under url")
    return text


def _source(value: object) -> str:
    text, known = string(value).strip(), ("manual", *offered.names())
    if text not in known:
        todo = did_you_mean(text, known, "install the package that brings it, or write one of them")
        raise refused(f"must be {one_of(known)}, not {shown(text)}", todo)
    return text


Label = Annotated[str, PlainValidator(_label), schema()]
Text = Annotated[str, PlainValidator(_text), schema(minLength=1)]
Id = Annotated[str, PlainValidator(_id), schema(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=_LONGEST_ID)]
Handle = Annotated[str, PlainValidator(_handle), schema()]
Source = Annotated[str, PlainValidator(_source), schema(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Term = Annotated[str, PlainValidator(_term), schema(pattern=r"^[^*]+\*?$")]
TermLists = dict[Language, list[Term]]
PartyLists = dict[Text, list[Term]]
