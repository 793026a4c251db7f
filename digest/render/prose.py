"""Inline Markdown as lines hold it: cut into sentences, with its links put right and its languages marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from digest.page import page_of
from digest.render.links import Here
from digest.text import LINK, TARGET, as_html, first_sentence_end, paragraph_as_html, primary

_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_LINK = re.compile(LINK)
_MANY = 4096
"""So many texts are remembered: the lines of a year, each of which stands on several pages."""

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af\U00020000-\U0003ffff"
_JOINT = "\u3000-\u303f\uff00-\uffef·0-9"
_RUN = re.compile(rf"[{_CJK}](?:[{_CJK}{_JOINT}]*[{_CJK}\u3000-\u303f\uff00-\uffef])?")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<=s)'(?=\s)")
_QUOTED = re.compile(r"""(?<!\w)'(?=\S)([^']*[^\s'])'(?!\w)|"([^"]*)\"""")
_WIDE_STOP = re.compile(r"(?<=[，。；：！？）、])(?: +(?=[^\s{])|\n(?=[\u3400-\u9fff“（]|<(?:a|b|strong|span) ))")
_UNTOUCHED = re.compile(rf"({TARGET}|<[^>]*>|`[^`]*`|&[#\w]+;)")
_SPOKEN = re.compile(rf"""(<span lang="[^"]*"[^>]*>.*?</span>|{TARGET}(?:\{{:[^{{}}]*\}})?|<[^>]*>|`[^`]*`|&[#\w]+;)""")


@lru_cache(maxsize=_MANY)
def cut(markdown: str) -> tuple[str, str]:
    """The first sentence of a line, on one row, and what follows it."""
    first, _, later = markdown.strip().partition("\n\n")
    if re.search(r"\n\s*(?:[-*+]|\d+[.)])\s", first):
        first, _, rows = first.partition("\n")
        later = f"{rows}\n\n{later}"
    first = " ".join(first.split())
    end = first_sentence_end(first)
    return first[:end].strip(), "\n\n".join(part.strip("\n") for part in (first[end:].strip(), later) if part.strip())


def settle(
    markdown: str, here: Here, tree: Collection[str], written: str, said: Callable[[str, str], str] | None = None
) -> str:
    """A brief's Markdown as it stands on the page `here`; `written` is the brief's own path below content/.

    Links to other files of content/, relative to that brief or from the top of content/, lead to their pages; a link
    of another kind than web or mail keeps only its label. `said` gives the attributes of a link's language by its label
    and address.
    """

    def put(match: re.Match[str]) -> str:
        path, hash_, anchor = match["url"].partition("#")
        if path and (page_ := page_of(path, tree, written)):
            return f"[{match['label']}]({here.source(page_)}{hash_}{anchor})"
        if not is_safe(match["url"]):
            return match["label"]
        attributes = said(match["label"], match["url"]) if said else ""
        return f"[<span{attributes}>{match['label']}</span>]({match['url']})" if attributes else match[0]

    return _LINK.sub(put, markdown)


def targets(markdown: str) -> tuple[str, ...]:
    """The addresses that a brief's Markdown links."""
    return tuple(match["url"] for match in _LINK.finditer(markdown))


@lru_cache(maxsize=_MANY)
def is_safe(url: str) -> bool:
    """Whether a link may lead there: the web, mail, or a place on the site itself."""
    try:
        scheme = urlsplit(url.strip()).scheme
    except ValueError:
        return False
    return not scheme or scheme.lower() in _SAFE_SCHEMES


@lru_cache(maxsize=_MANY)
def spoken(markdown: str) -> Markup:
    """Markdown as print sets it, its runs in Chinese, Japanese or Korean marked for fonts and screen readers."""
    parts = _SPOKEN.split(markdown)
    marked = (part if place % 2 else _RUN.sub(_in_its_language, set_well(part)) for place, part in enumerate(parts))
    return Markup("".join(marked))  # noqa: S704 - what comes in is Markdown or HTML already, and only our spans are added


def ready(lead: Markup, rest: Markup) -> tuple[Markup, Markup] | None:
    """A sentence and the paragraphs below it as HTML, where no more is in them than words and links to the web; None
    where there is: lists, emphasis, links to pages of the site are for the engine to read and to check."""
    paragraphs = [part for part in str(rest).split("\n\n") if part.strip("\n")]
    made = [as_html(str(lead)), *map(paragraph_as_html, paragraphs)]
    if None in made:
        return None
    below = "\n".join(f"<p>{html}</p>" for html in made[1:])
    return Markup(made[0]), Markup(below)  # noqa: S704 - the HTML of Markdown that may stand on a page as it is


def spoken_plain(text: str) -> Markup:
    """Plain text as HTML, its runs in Chinese, Japanese or Korean script marked."""
    return spoken(str(escape(set_well(text))))


def closed_up(markdown: str) -> str:
    """Markdown without the spaces that templates leave behind full-width marks, which bring their own."""
    return _WIDE_STOP.sub("", markdown)


def set_well(text: str) -> str:
    """A text with the apostrophes and quotation marks of print, whatever keyboard it was written on."""
    if "'" not in text and '"' not in text:
        return text
    return _QUOTED.sub(_in_marks, _APOSTROPHE.sub("’", text))


def _in_marks(match: re.Match[str]) -> str:
    return f"‘{match[1]}’" if match[1] else f"“{match[2]}”"


_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_OWN_SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ug", "ckb", "sd"), re.compile("[\u0600-\u06ff]")),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "be", "mk", "kk", "ky"), re.compile("[\u0400-\u04ff]")),
    "he": re.compile("[\u0590-\u05ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "zh": re.compile(f"[{_CJK}]"),
    "ja": re.compile(f"[{_CJK}]"),
    "ko": _HANGUL,
}


def tongue(text: str, language: str, site: str) -> Markup:
    """The attributes that say in which language a text is; none where it is the site's or shows none of its script."""
    code = primary(language)
    script = _OWN_SCRIPTS.get(code)
    if not code or code == site or (script and not script.search(text)):
        return Markup()
    direction = Markup(' dir="rtl"') if code in _RIGHT_TO_LEFT else Markup()
    return Markup(' lang="{}"{}').format(code, direction)


def spoken_in(text: str, language: str, site: str) -> Markup:
    """Plain text as HTML that says in which language it is, if that is not the site's."""
    said = tongue(text, language, site)
    return Markup("<span{}>{}</span>").format(said, text) if said else spoken_plain(text)


def _in_its_language(match: re.Match[str]) -> str:
    run = match[0]
    language = "ja" if _KANA.search(run) else "ko" if _HANGUL.search(run) else "zh"
    return f'<span lang="{language}">{run}</span>'


def marked(markdown: Markup, words: Iterable[str]) -> tuple[Markup, tuple[str, ...]]:
    """Markdown in which the words are marked wherever they stand in its text, and those of them that do not."""
    wanted = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    if not wanted:
        return markdown, ()
    found: set[str] = set()
    pattern = re.compile("|".join(_whole(str(escape(word))) for word in wanted), re.IGNORECASE)

    def mark(match: re.Match[str]) -> str:
        found.add(match[0].casefold())
        return f'<mark class="ours">{match[0]}</mark>'

    parts = _UNTOUCHED.split(str(markdown))
    text = "".join(part if place % 2 else pattern.sub(mark, part) for place, part in enumerate(parts))
    missing = tuple(word for word in dict.fromkeys(words) if word and str(escape(word)).casefold() not in found)
    return Markup(text), missing  # noqa: S704 - Markdown that came in as such, and only our marks are added


def _whole(word: str) -> str:
    """A word where it stands as a whole; scripts without spaces have no such place."""
    before = r"(?<!\w)" if word[0].isascii() else ""
    after = r"(?!\w)" if word[-1].isascii() else ""
    return f"{before}{re.escape(word)}{after}"
