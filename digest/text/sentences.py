"""Where the first sentence of a text ends, in Markdown as in plain words."""

from __future__ import annotations

import re

from digest.text.inline import LINK

_STOP = re.compile(
    rf"""(?P<link>{LINK})  # a link is passed over as a whole
    |(?P<skip>\\.|<[^>]*>|`[^`]*`)
    |(?P<end>[.!?…]["'”’»)]*(?=\s+\S)|[。！？][”』」]*)""",
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:mr|mrs|ms|dr|prof|st|gen|col|lt|sgt|capt|sen|rep|gov|hon|amb|no|vs|etc|al|inc|ltd|co|corp"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))\.$",
    re.IGNORECASE,
)


def first_sentence_end(markdown: str) -> int:
    """How long the first sentence is, with what closes it; the whole text where it is the only one.

    No sentence ends within a link or code, after an abbreviation or an initial, or before a lower-case letter.
    """
    for match in _STOP.finditer(markdown):
        end = match.end()
        if match["skip"] or (match["link"] and not re.search(r"[.!?…。！？]\]\(", match["link"])):
            continue
        following = markdown[end:].lstrip()
        if not following or (match["end"] and _ABBREVIATION.search(markdown[: match.start() + 1])):
            continue
        if not following.lstrip("\"'“‘«([*_")[:1].islower() and (
            markdown[end : end + 1].isspace() or (match["end"] or " ") in "。！？"
        ):
            return end
    return len(markdown)
