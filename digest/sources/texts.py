"""Texts of items: plain, short, and without what publishers add to every one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.text import clean, plain

_MARKUP = 32_000
"""So much of a text is looked through; a summary keeps a thousand characters of it."""

_BROKEN = 4_000
"""...and so much of one whose tags do not close, each of which is looked for to the end."""


def plain_text(markup: str) -> str:
    """HTML of any length as one line of plain text, in a time that its author cannot choose."""
    if len(markup) > _BROKEN:
        markup = markup[: _MARKUP if _closes(markup[:_MARKUP]) else _BROKEN]
        if markup.rfind("<") > markup.rfind(">"):  # the cut went through a tag
            markup = markup[: markup.rfind("<")]
    return plain(markup)


def _closes(markup: str) -> bool:
    tags = markup.count("<") <= 2 * markup.count(">") + 100
    return tags and markup.count("<!--") <= 2 * markup.count("-->") + 100


def without_ending(title: str, names: Iterable[str]) -> str:
    """A title without the publisher's name at its end; of several names the first that stands there goes."""
    for name in names:
        if name and name.casefold() in title.casefold():
            ending = re.compile(rf"\s+(?:[-–—|·•:»«]|::)\s+{re.escape(clean(name))}$", re.IGNORECASE)
            shorter = ending.sub("", title)
            if shorter != title:
                return shorter
    return title


def cut(value: str, most: int) -> str:
    """At most so many characters, cut at a word's end and marked where it was cut."""
    if len(value) <= most:
        return value
    head, space, _ = value[:most].rpartition(" ")
    return (head if space and len(head) > most // 2 else value[: most - 1]).rstrip(" ,;:–—-") + "…"
