"""The typefaces of cards: Literata, which the package has, and one of this machine's for Chinese, Japanese, Korean."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

Style = Literal["headline", "text"]

# Files as systems name them, the best first: serif faces of a good weight, then whatever has the characters.
_EASTERN = (
    *("NotoSerifCJK-SemiBold.ttc", "NotoSerifCJK-Medium.ttc", "NotoSerifCJK-Regular.ttc", "NotoSerifCJKsc-Regular.otf"),
    *("SourceHanSerif-Regular.ttc", "SourceHanSerifSC-Regular.otf", "NotoSerifSC-Regular.otf", "Songti.ttc"),
    *("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "SourceHanSans-Regular.ttc", "PingFang.ttc"),
    *("Hiragino Sans GB.ttc", "msyh.ttc", "simsun.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc", "uming.ttc"),
)
_PLACES = {
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": (r"C:\Windows\Fonts",),
}
_ELSEWHERE = ("~/.local/share/fonts", "~/.fonts", "/usr/local/share/fonts", "/usr/share/fonts")
_SIMPLIFIED = (" SC", " GB", "YaHei")
_MISSING = "\U0010fffd"


_MANY = 2048
"""So many shapes are held: those of alphabets in all sizes, and of the signs of some Chinese titles and teasers."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A character at a size: its ink, where that begins beside the pen and above the baseline, how far the pen goes."""

    ink: Image.Image
    left: int
    top: int
    advance: float


@dataclass(frozen=True, slots=True)
class Face:
    """A file with a typeface, and which of its faces."""

    file: str
    index: int = 0

    def shape(self, size: int, character: str) -> Shape:
        """A character at a size in pixels. The basic layout sets one beside the other, so a text is its characters."""
        return _shape(self.file, self.index, size, character)

    def has(self, character: str) -> bool:
        """Whether it has a shape for a character."""
        return _has(self.file, self.index, character)


_FONTS = Path(__file__).parent / "fonts"
_OWN: dict[Style, Face] = {
    "headline": Face(str(_FONTS / "Literata-Headline.ttf")),
    "text": Face(str(_FONTS / "Literata-Text.ttf")),
}


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The faces to set words in: those of the package, and `eastern` for characters that they lack, if any."""

    eastern: Face | None = None

    def face(self, style: Style, character: str) -> Face | None:
        """The face for a character; None where no face has it."""
        own = _OWN[style]
        if own.has(character):
            return own
        return self.eastern if self.eastern and self.eastern.has(character) else None


def typefaces() -> Typefaces:
    """The package's faces with what this machine has for Chinese, Japanese and Korean."""
    return Typefaces(eastern=next(_found(), None))


def _found() -> Iterator[Face]:
    names: dict[str, str] = {}
    for place in _PLACES.get(sys.platform, _ELSEWHERE):
        for folder, _, files in os.walk(Path(place).expanduser()):
            for name in files:
                names.setdefault(name, str(Path(folder) / name))
    for name in _EASTERN:
        if name in names:
            yield Face(names[name], _simplified(names[name]))


def _simplified(file: str) -> int:
    """Which face of a collection has the Chinese of the mainland; the first where none says so."""
    for index in range(10 if file.endswith(".ttc") else 0):
        try:
            family = str(ImageFont.truetype(file, 12, index=index).getname()[0])
        except OSError:
            break
        if any(mark in f"{family} " for mark in _SIMPLIFIED):
            return index
    return 0


@cache
def _loaded(file: str, index: int, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is the same on every machine; the other one depends on a library that few have.
    return ImageFont.truetype(file, size, index=index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(_MANY)
def _shape(file: str, index: int, size: int, character: str) -> Shape:
    # Hinting takes most of the time of setting a text, and the same characters come again and again.
    font = _loaded(file, index, size)
    left, top, right, bottom = map(int, font.getbbox(character, anchor="ls"))
    ink = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(ink).text((-left, -top), character, fill=255, font=font, anchor="ls")
    return Shape(ink, left, top, font.getlength(character))


@cache
def _has(file: str, index: int, character: str) -> bool:
    font = _loaded(file, index, 24)
    return character.isspace() or bytes(font.getmask(character)) != _blank(file, index)


@cache
def _blank(file: str, index: int) -> bytes:
    return bytes(_loaded(file, index, 24).getmask(_MISSING))
