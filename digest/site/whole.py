"""Whole pieces of HTML, set aside before Python-Markdown takes pages apart.

Most of a page that is written here is HTML that no Markdown is in: chips, lists, tables, charts. Python-Markdown and
MkDocs each parse it tag by tag, to find out where it ends, and that is most of what a build costs. A piece between two
blank lines whose tags are all closed in it can be put by at once, as the extension `fenced_code` does it with code; the
elements of the page stay the same. What is not so plain is left to them.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from typing_extensions import override

WHOLE_HTML = f"{__name__}:WholeHtml"
"""How a list of Markdown's extensions names the one of this module."""

_BEFORE_HTML = 25
"""The priority that comes after the normalising of white space (30) and before all that parses HTML (21 and 20)."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(/|\s[^<>]*|)>")
_FIRST = re.compile(r"<([a-z][a-z0-9]*)[ >]")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_VERBATIM = frozenset({"math", "pre", "script", "style", "textarea"})
_MARKDOWN = re.compile(r"\smarkdown[\s=>]")


class WholeHtml(Extension):
    """The extension by which a build has whole pieces of HTML set aside."""

    @override
    def extendMarkdown(self, md: Markdown) -> None:
        """Come before the parsers of HTML."""
        md.preprocessors.register(_Aside(md), "whole_html", _BEFORE_HTML)


class _Aside(Preprocessor):
    @override
    def run(self, lines: list[str]) -> list[str]:
        """The lines with a mark in place of each whole piece of HTML."""
        pieces = "\n".join(lines).split("\n\n")
        return "\n\n".join(map(self._settled, pieces)).split("\n")

    def _settled(self, piece: str) -> str:
        html = piece.strip("\n")
        first = _FIRST.match(html)
        if first is None or not self.md.is_block_level(first[1]) or not is_whole(html):
            return piece
        return piece.replace(html, self.md.htmlStash.store(html))


def is_whole(html: str) -> bool:
    """Whether all tags of a piece of HTML are closed in it, nothing but white space is between the outermost, and no
    Markdown inside."""
    if html[-1:] != ">" or ("markdown" in html and _MARKDOWN.search(html)):
        return False
    # Words, then slash, name and attributes of a tag, and so on: cut in one go, for there are very many.
    parts = _TAG.split(html)
    waiting: list[str] = []
    for words, closes, name, attributes in zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=False):
        if (not waiting and words.strip()) or name in _VERBATIM:
            return False
        if closes:
            if not waiting or waiting.pop() != name:
                return False
        elif name not in _VOID and attributes[-1:] != "/":
            waiting.append(name)
    return not waiting and not parts[-1] and len(parts) // 4 == html.count("<")
