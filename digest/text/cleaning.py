"""Plain text on one line, from what anyone sent."""

from __future__ import annotations

import html
import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_SILENT = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|p|div|li|tr|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)


def clean(value: str) -> str:
    """One line of plain text: NFC, no control, bidi-override or invisible characters, white space folded."""
    if value.isascii() and value.isprintable():  # most texts, quickly
        return " ".join(value.split())
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", value)).split())


def plain(markup: str) -> str:
    """HTML or plain text as one line of plain text; scripts and styles are dropped with what they hold."""
    if not markup:
        return ""
    if "<" in markup:
        markup = _TAG.sub("", _BREAK.sub(" ", _SILENT.sub(" ", markup)))
    return clean(html.unescape(markup))
