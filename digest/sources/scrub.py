"""The bytes of a document without what no parser survives, in an encoding that is told."""

from __future__ import annotations

import re
from contextlib import suppress

from digest.model import Fetched

_START = re.compile(rb"<(?:\?xml|rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_ENDS = (b"</rss>", b"</feed>", b"</rdf:RDF>")
_MORE = re.compile(rb"<(?:item|entry)[\s>]")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding=[\"']([A-Za-z0-9._-]+)", re.IGNORECASE)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\x1b")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?")
_ONE_BYTE = re.compile(r"|us-ascii|ascii|utf-?8|latin-?1|iso-?8859-\d+|(?:windows|cp)-?125\d|koi8-[ru]", re.IGNORECASE)
_HEAD = 2_000


def scrubbed(document: Fetched) -> tuple[bytes, str]:
    """The bytes without what parsers stumble over, and the encoding to read them in ("" where they say it)."""
    body, charset = document.body, document.charset
    if b"\0" in body[:4] or body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body, charset  # UTF-16 or UTF-32: nothing here can be found byte by byte
    body = _root_only(body.removeprefix(b"\xef\xbb\xbf")).translate(None, _CONTROLS)
    body = _REFERENCE.sub(_legal_reference, body)
    if _ONE_BYTE.fullmatch(charset) and _ONE_BYTE.fullmatch(declared(body)):
        return _as_utf8(body, charset)
    return body, charset


def declared(body: bytes) -> str:
    """The encoding that an XML declaration at the start names, or nothing."""
    match = _DECLARED.match(body)
    return match[1].decode() if match else ""


def decoded(body: bytes, charset: str) -> str:
    """Scrubbed bytes as text: in the encoding told, else the one declared, else UTF-8; what is broken is marked so."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    for name in (charset, declared(body), "utf-8"):
        with suppress(LookupError, ValueError):  # no encoding that is known, or not the one
            if name:
                return body.decode("gb18030" if name.lower().startswith("gb") else name)
    return body.decode("windows-1252", "replace")


def _root_only(body: bytes) -> bytes:
    """Without warnings of a script before the document, or pieces of one after it."""
    start = _START.search(body, 0, _HEAD)
    before = body[: start.start()].strip() if start else b""
    if start and (start[0].startswith(b"<?") or not before.startswith((b"<!", b"<?"))):
        body = body[start.start() :]
    end = max((at + len(tag) for tag in _ENDS if (at := body.rfind(tag)) >= 0), default=0)
    return body[:end] if end and not _MORE.search(body, end) else body


def _legal_reference(match: re.Match[bytes]) -> bytes:
    digits = (match[1] or match[2]).lstrip(b"0")
    code = int(digits or b"0", 16 if match[1] else 10) if len(digits) <= 7 else -1
    legal = code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return match[0] if legal else b""


def _as_utf8(body: bytes, charset: str) -> tuple[bytes, str]:
    """Read as UTF-8 what is UTF-8, whatever it says, even when a few bytes of it are broken.

    Text of one byte a character is hardly ever valid UTF-8, while the declarations of feeds are often wrong; and a
    parser that meets one broken byte would take the whole document for something else.
    """
    if body.isascii():
        return body, charset
    text = body.decode(errors="replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return (text.encode(), "utf-8") if whole >= broken else (body, charset)
