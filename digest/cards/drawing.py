"""Drawing: the words of a card on paper, in sixteen colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops

from digest.cards.card import SIZE, Card
from digest.cards.typefaces import Shape, Style, Typefaces

_PAPER = (0xFD, 0xFC, 0xF9)
_INK, _SOFT, _WAX = (0x17, 0x18, 0x1B), (0x55, 0x56, 0x5A), (0x9C, 0x1F, 0x1B)
_SHADES = {_INK: 5, _SOFT: 5, _WAX: 5}
"""Each colour in so many shades down to paper, for soft edges: sixteen in all, half a byte a pixel."""

_LEFT, _RIGHT, _BOTTOM = 72, SIZE[0] - 72, SIZE[1] - 54
_UNSPACED = "\u3000-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_CLOSING = "、。，．：；？！）」』】》〉”’…"
_PIECE = re.compile(rf"[{_UNSPACED}][{_CLOSING}]*|[^\s{_UNSPACED}]+[{_CLOSING}]*|\s+")
_WORD_SIZES = (132, 116, 100, 88, 76, 64, 54)
_MOST_SHOWN_AS_BLANK = 0.2


_Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Type:
    """How words are set: in which style, size, colour, and how far apart their lines are."""

    faces: Typefaces
    style: Style
    size: int
    color: _Color

    @property
    def line(self) -> int:
        return round(self.size * (1.12 if self.style == "headline" else 1.28))

    def shapes(self, text: str) -> Iterator[Shape]:
        """The characters of a text; those that no face has are left out."""
        face = None
        for character in text:
            fits = face if character.isspace() and face else self.faces.face(self.style, character)
            if fits:
                face = fits
                yield face.shape(self.size, character)

    def width(self, text: str) -> float:
        return sum(shape.advance for shape in self.shapes(text))

    def shows(self, text: str) -> bool:
        """Whether there are shapes for nearly all of a text: with holes in it, it had better not be shown at all."""
        missing = sum(self.faces.face(self.style, character) is None for character in text)
        return bool(text) and missing <= _MOST_SHOWN_AS_BLANK * len(text)

    def lines(self, text: str, width: int, most: int) -> list[str]:
        """A text in lines of at most `width` pixels; what does not fit in `most` of them gives way to an ellipsis."""
        rows, filled = [""], 0.0
        for piece in _PIECE.findall(text):
            wide = self.width(piece)
            if rows[-1] and not piece.isspace() and filled + wide > width:
                rows, filled = [*rows, ""], 0.0
            if rows[-1] or not piece.isspace():
                rows[-1], filled = rows[-1] + piece, filled + wide
        rows = [row.strip() for row in rows if row.strip()]
        return rows if len(rows) <= most else [*rows[: most - 1], self._cut(rows[most - 1] + "…", width)]

    def _cut(self, row: str, width: int) -> str:
        """A row that ends with an ellipsis and fits, cut between words where there are any."""
        while self.width(row) > width and len(row) > 2:
            row = row[:-2]
            row = f"{(row.rpartition(' ')[0] or row).rstrip(' ,;:')}…"
        return row


def draw(card: Card, faces: Typefaces) -> bytes:
    """The card as a PNG; the same card and faces give the same bytes."""
    sheet = _Sheet()
    small, series, text = (_Type(faces, "text", size, color) for size, color in ((30, _SOFT), (36, _SOFT), (36, _INK)))
    sheet.bar(_WAX, (0, 0, SIZE[0], 13))
    sheet.put(small, card.masthead, (_LEFT, 78))
    sheet.put(small, card.day, (_RIGHT - small.width(card.day), 78))
    sheet.bar(_SOFT, (_LEFT, 104, _RIGHT + 1, 105))
    word, top = _fitting(faces, card.word), 170
    shown = word.shows(card.word)
    if shown and card.series and series.shows(card.series):
        sheet.put(series, f"{card.series}:", (_LEFT, top))
        top += 10
    for row in word.lines(card.word if shown else card.masthead, _RIGHT - _LEFT, 2):
        top += word.line
        sheet.put(word, row, (_LEFT, top - round(word.size * 0.2)))
    if text.shows(card.teaser):
        top += 10
        for row in text.lines(card.teaser, _RIGHT - _LEFT, max(1, (_BOTTOM - 48 - top) // text.line)):
            top += text.line
            sheet.put(text, row, (_LEFT, top))
    sheet.put(small, card.foot, (_LEFT, _BOTTOM))
    return sheet.png()


def _fitting(faces: Typefaces, word: str) -> _Type:
    """The largest type in which a title stands on one line; the smallest where none does."""
    types = [_Type(faces, "headline", size, _WAX) for size in _WORD_SIZES]
    return next((one for one in types if one.width(word) <= _RIGHT - _LEFT), types[-1])


class _Sheet:
    """The paper, with a stencil for each colour: colours do not meet, so no shades need be searched for."""

    def __init__(self) -> None:
        self._stencils = {color: Image.new("L", SIZE) for color in _SHADES}

    def bar(self, color: _Color, box: tuple[int, int, int, int]) -> None:
        """Fill a rectangle."""
        self._stencils[color].paste(255, box)

    def put(self, kind: _Type, text: str, at: tuple[float, int]) -> None:
        """Set a line with its baseline at a place."""
        left, base = at
        for shape in kind.shapes(text):
            self._stencils[kind.color].paste(255, (round(left) + shape.left, base + shape.top), shape.ink)
            left += shape.advance

    def png(self) -> bytes:
        """The sheet as a PNG."""
        image, palette = Image.new("L", SIZE), [*_PAPER]
        for color, stencil in self._stencils.items():
            first, count = len(palette) // 3 - 1, _SHADES[color]
            shades = [round(value / 255 * count) for value in range(256)]
            image = ImageChops.add(image, stencil.point([shade and first + shade for shade in shades]))
            for shade in range(1, count + 1):
                palette += [
                    round(paper + (full - paper) * shade / count) for paper, full in zip(_PAPER, color, strict=True)
                ]
        drawn = Image.frombytes("P", SIZE, image.tobytes())
        drawn.putpalette(palette)
        held = BytesIO()
        drawn.save(held, "PNG")
        return held.getvalue()
