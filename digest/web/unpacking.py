"""Documents unpacked as they arrive: content encodings undone piece by piece, and never further than the limit."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import Protocol

import brotli

MOST_LAYERS = 3
"""A document may be packed so many times over; a few servers do it twice by mistake."""
MOST_MEMBERS = 1000
"""A gzip may consist of so many members (RFC 1952, 2.2); empty ones could keep us busy for long."""

_HEAD = 512  # bytes by which it is judged whether something is packed as its server says
_ROOM = 1 << 20  # more than can come out of a head
_GZIP = b"\x1f\x8b"
_WITH_GZIP = zlib.MAX_WBITS | 16
_TOO_EARLY = "it ends too early"
_TEXT = re.compile(rb"(?:\xef\xbb\xbf|\xfe\xff|\xff\xfe)?[\s\0]*[<{]")


class TooLarge(Exception):
    """A document goes on beyond `most` bytes, measured as `how` says."""

    def __init__(self, most: int, how: str) -> None:
        super().__init__(f"larger than {most:,} bytes {how}")


class Unpacking:
    """A document in the making: `add` its pieces as they come, then take the `whole`.

    `encoding` is the header Content-Encoding. What only says that it is packed stays as it is, and so does what is
    packed in a way nobody asked for. Both methods raise TooLarge when more than `most` bytes would come out, and
    zlib.error or brotli.error when the packing cannot be undone or ends too early. How a document is cut into pieces
    makes no difference. Memory stays within a few times `most`.
    """

    def __init__(self, encoding: str, most: int) -> None:
        kinds = [name for name in (part.strip().lower() for part in encoding.split(",")) if name in _OPENERS]
        if len(kinds) > MOST_LAYERS:
            raise zlib.error(f"packed {len(kinds)} times over")
        self.layers = [_Layer(kind, most) for kind in reversed(kinds)]
        self.most = most
        self.body = bytearray()

    def add(self, piece: bytes) -> None:
        """Take the next piece as it was sent."""
        self._pass_on(piece, 0)

    def whole(self) -> bytes:
        """The document, when all of it was added."""
        for number, layer in enumerate(self.layers):
            self._pass_on(layer.end(), number + 1)
        return bytes(self.body)

    def _pass_on(self, piece: bytes, start: int) -> None:
        for layer in self.layers[start:]:
            piece = layer.add(piece)
        self.body += piece
        if len(self.body) > self.most:
            raise TooLarge(self.most, "unpacked")


class _Stream(Protocol):
    """One way of packing being undone."""

    def add(self, piece: bytes, room: int) -> bytes:
        """What comes out of a piece: all of it, or at least `room` bytes, after which it is not asked again."""

    def end(self) -> None:
        """Raise if something is still to come."""


class _Layer:
    """One content encoding: how it is undone is decided by the first bytes that came, then kept to."""

    def __init__(self, kind: str, most: int) -> None:
        self.open = _OPENERS[kind]
        self.most = most
        self.head = b""
        self.stream: _Stream | None = None
        self.given = 0

    def add(self, piece: bytes) -> bytes:
        if self.stream is None:
            self.head += piece
            return self._begin() if len(self.head) >= _HEAD else b""
        unpacked = self.stream.add(piece, self.most + 1 - self.given)
        self.given += len(unpacked)
        if self.given > self.most:
            raise TooLarge(self.most, "unpacked")
        return unpacked

    def end(self) -> bytes:
        unpacked = self._begin() if self.stream is None and self.head else b""
        if self.stream is not None:
            self.stream.end()
        return unpacked

    def _begin(self) -> bytes:
        head, self.head = self.head, b""
        self.stream = self.open(head[:_HEAD])
        return self.add(head)


class _Plain:
    """Not packed at all."""

    def add(self, piece: bytes, room: int) -> bytes:
        return piece[:room]

    def end(self) -> None:
        """It ends where it ends."""


class _Gzip:
    """One member or several; what follows the last is left out, as gzip does."""

    def __init__(self) -> None:
        self.member = zlib.decompressobj(_WITH_GZIP)
        self.members = 1
        self.begun = b""  # of what may be the next member's mark
        self.over = False

    def add(self, piece: bytes, room: int) -> bytes:
        unpacked = bytearray()
        while piece and len(unpacked) < room:
            if self.member.eof and not (piece := self._next_member(piece)):
                break
            unpacked += self.member.decompress(piece, room - len(unpacked))
            piece = self.member.unused_data
        return bytes(unpacked)

    def _next_member(self, piece: bytes) -> bytes:
        """Get ready for another member if that is what a piece begins; nothing if it is not, or not yet to be told."""
        piece, self.begun = self.begun + piece, b""
        if self.over or not piece.startswith(_GZIP):
            self.over = self.over or piece != _GZIP[:1]
            self.begun = piece[:1]
            return b""
        if self.members == MOST_MEMBERS:
            raise zlib.error(f"more than {MOST_MEMBERS} members")
        self.member, self.members = zlib.decompressobj(_WITH_GZIP), self.members + 1
        return piece

    def end(self) -> None:
        if not self.member.eof:
            raise zlib.error(_TOO_EARLY)


class _Deflate:
    """One stream; what follows it is left out."""

    def __init__(self, wrapper: int) -> None:
        self.stream = zlib.decompressobj(wrapper)

    def add(self, piece: bytes, room: int) -> bytes:
        return b"" if self.stream.eof else self.stream.decompress(piece, room)

    def end(self) -> None:
        if not self.stream.eof:
            raise zlib.error(_TOO_EARLY)


class _Brotli:
    """One stream; the library tells no end from what follows it, so that nothing may."""

    def __init__(self) -> None:
        self.stream = brotli.Decompressor()

    def add(self, piece: bytes, room: int) -> bytes:
        if self.stream.is_finished() and piece:
            raise brotli.error("something follows its end")
        unpacked = bytearray(self.stream.process(piece, output_buffer_limit=room))
        while len(unpacked) < room and not self.stream.can_accept_more_data():
            unpacked += self.stream.process(b"", output_buffer_limit=room - len(unpacked))
        return bytes(unpacked)

    def end(self) -> None:
        if not self.stream.is_finished():
            raise zlib.error(_TOO_EARLY)


def _open_gzip(head: bytes) -> _Stream:
    return _Gzip() if head.startswith(_GZIP) else _Plain()


def _open_deflate(head: bytes) -> _Stream:
    """The standard asks for a zlib wrapper (RFC 9110, 8.4.1.2), which many servers leave out."""
    if len(head) > 1 and head[0] & 0x0F == 8 and int.from_bytes(head[:2]) % 31 == 0:  # RFC 1950, 2.2
        return _Deflate(zlib.MAX_WBITS)
    return _judged(lambda: _Deflate(-zlib.MAX_WBITS), head)


def _open_brotli(head: bytes) -> _Stream:
    return _judged(_Brotli, head)


def _judged(kind: Callable[[], _Stream], head: bytes) -> _Stream:
    """A stream, or a text: where packing leaves no mark of its own, only undoing it tells."""
    if _TEXT.match(head):
        trial = kind()
        try:
            trial.add(head, _ROOM)
            if len(head) < _HEAD:  # there is no more
                trial.end()
        except (zlib.error, brotli.error):
            return _Plain()
    return kind()


_OPENERS: dict[str, Callable[[bytes], _Stream]] = {
    "gzip": _open_gzip, "x-gzip": _open_gzip, "deflate": _open_deflate, "br": _open_brotli,
}  # fmt: skip
