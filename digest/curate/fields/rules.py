"""What a feed's editor takes and leaves of its entries."""

from __future__ import annotations

import re
from typing import Annotated, Literal, cast

from pydantic import PlainValidator

from digest.curate.fields.errors import refused, schema, string
from digest.curate.words import one_of, shown
from digest.model import Rule
from digest.text import clean

_RULE = re.compile(r"(\w+)\s*:\s*(.+)", re.DOTALL)
_EXPRESSION = re.compile(r"/(.+)/(\w*)", re.DOTALL)
_PARTS = ("title", "category", "link", "author")


def _rule(value: object) -> Rule:
    """A part of an entry and what it must have: an expression between slashes, or text in any case.

    A category and an author are meant whole by a text, a title and a link where the text stands in them.
    """
    text = string(value).strip()
    match = _RULE.fullmatch(text)
    if not match or match[1] not in _PARTS:
        todo = "write something like title:/podcast/i or category:Sport"
        raise refused(f"must begin with {one_of([f'{part}:' for part in _PARTS])}, not {shown(text)}", todo)
    part = cast("Literal['title', 'category', 'link', 'author']", match[1])
    expression = _EXPRESSION.fullmatch(match[2])
    if not expression:
        plain = re.escape(clean(match[2]))
        whole = part in {"category", "author"}
        return Rule(part=part, pattern=re.compile(rf"\A{plain}\Z" if whole else plain, re.IGNORECASE))
    if expression[2] not in {"", "i"}:
        raise refused(f'has "{expression[2]}" after its last slash', "write i for any case, or nothing")
    try:
        return Rule(part=part, pattern=re.compile(expression[1], re.IGNORECASE if expression[2] else 0))
    except re.error as error:
        where = f" at character {match.start(2) + 2 + error.pos}" if error.pos is not None else ""
        raise refused(
            f"has a regular expression that cannot be read: {error.msg}{where}",
            r"put a \ before ( [ . * + ? to mean the character",
        ) from None


EntryRule = Annotated[Rule, PlainValidator(_rule), schema(pattern=f"^({'|'.join(_PARTS)}):.+$")]
