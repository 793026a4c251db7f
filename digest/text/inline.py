"""Inline Markdown: the one escaper for everything that came from outside, and its way back and on to HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from digest.text.cleaning import clean
from digest.text.scripts import UNSPACED

TARGET = r"\]\([^()\s]*\)"
"""As a pattern: where a link leads, from the end of its label on."""

LINK = r"\[(?P<label>(?:\\.|[^\]\\])*)\]\((?P<url>[^()\s]*)\)"
"""As a pattern: a link as pages have it, with its label as Markdown."""

_ALWAYS = re.compile(r"([\\`*_\[\]{}])")
_AT_START = re.compile(r"^([#+\-=~:>|!^]|\d+(?=[.)]))")
_ENTITY = re.compile(r"&(?=#|[A-Za-z])")
_ESCAPED = re.compile(r"(?<=\d)\\(?=[.)])()|\\([\\`*_\[\]{}])|&(amp|lt|#\d+);")
_PLAIN_INLINE = re.compile(
    r"""(?P<words>[^\\`*_\[\]{}<&!\x00-\x1f]+|!(?!\[))
    |\[(?P<label>(?:\\.|[^\[\]\\])*)\]\((?P<url>https?://(?:[^\s()<>\[\]\\`{}|^"'&]|&(?!\#?\w+;))*)\)
    |\\(?P<sign>[\\`*_{}\[\]()>#+.!-])
    |(?P<entity>&(?:amp|lt|\#\d+);)
    |(?P<and>&(?![#A-Za-z]))
    |(?P<mark></?span(?:\ [a-z]+="[\w-]*")*>)""",
    re.VERBOSE,
)
_BEGINS_BLOCK = re.compile(r"[-+#>=:|~\s]|\d+[.)](?:\s|$)")
_ENTITY_IN_URL = re.compile(r"&(?=#?\w+;)")
_ENDS_UNSPACED = re.compile(rf"[。！？…；][”’」』）]*(?:{TARGET})?$")
_OPENS_UNSPACED = re.compile(rf"[\W_]*(?:\d+[\W_]*)?[{UNSPACED}]")
_UNSAFE_IN_URL = frozenset(" \"'()<>[]\\`{}|^")
_UNSAFE = re.compile(f"[{re.escape(''.join(sorted(_UNSAFE_IN_URL)))}]")


def escape(value: str) -> str:
    """Plain text as inline Markdown that renders to that very text, wherever on a line it stands.

    Only what Markdown, its attribute lists, HTML or a template language could read as markup is escaped, so that
    the result stays pleasant to edit by hand.
    """
    value = _ALWAYS.sub(r"\\\1", clean(value))
    value = _ENTITY.sub("&amp;", value).replace("<", "&lt;")
    if match := _AT_START.match(value):
        mark = match.group(1)
        value = f"{mark}\\{value[len(mark) :]}" if mark.isdigit() else f"&#{ord(mark)};{value[1:]}"
    return value


def unescape(markdown: str) -> str:
    """The plain text that `escape` made this Markdown from."""

    def original(match: re.Match[str]) -> str:
        return html.unescape(f"&{match.group(3)};") if match.group(3) else match.group(2) or ""

    return _ESCAPED.sub(original, markdown)


def escape_url(url: str) -> str:
    """An address that is safe between the parentheses of a Markdown link; doing it twice changes nothing."""
    url = _ENTITY_IN_URL.sub("%26", url)
    address, mark, place = url.partition("#")
    url = f"{address}{mark}{place.replace('#', '%23')}"
    if url.isprintable() and not _UNSAFE.search(url):
        return url
    return "".join(f"%{ord(char):02X}" if char in _UNSAFE_IN_URL else char for char in url if char.isprintable())


def link(label: str, url: str) -> str:
    """A Markdown link with a label in plain text."""
    return f"[{escape(label)}]({escape_url(url)})"


def running(sentences: Iterable[str]) -> str:
    """Sentences as running text: a space between two, and none where both are of a script that writes none."""
    made = ""
    for sentence in sentences:
        unspaced = _ENDS_UNSPACED.search(made) and _OPENS_UNSPACED.match(sentence)
        made = f"{made}{'' if not made or unspaced else ' '}{sentence}"
    return made


def as_html(markdown: str) -> str | None:
    """Inline Markdown as the HTML that Python-Markdown makes of it, where it is words and links to the web as `escape`
    and `link` write them, and spans around them; None where there is more in it, which takes Markdown itself to read.
    """
    made = []
    end = 0
    while found := _PLAIN_INLINE.match(markdown, end):
        end = found.end()
        match found.lastgroup:
            case "words":
                made.append(found.group().replace(">", "&gt;"))
            case "url":
                label = as_html(found["label"])
                if label is None:
                    return None
                made.append(f'<a href="{found["url"].replace("&", "&amp;")}">{label}</a>')
            case "sign":
                made.append("&gt;" if found["sign"] == ">" else found["sign"])
            case "and":
                made.append("&amp;")
            case _:
                made.append(found.group())
    return "".join(made) if end == len(markdown) else None


def paragraph_as_html(markdown: str) -> str | None:
    """The same of what a paragraph says; None also where it begins like a list or another block of its own kind."""
    return None if _BEGINS_BLOCK.match(markdown) else as_html(markdown)
