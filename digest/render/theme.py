"""The theme's own words in another language than English, as files that take the place of the theme's own."""

from __future__ import annotations

import json
from collections.abc import Mapping

from digest.language import Language
from digest.model import Page

_MATERIAL = """\
{% import "partials/languages/en.html" as fallback %}
{% set own = OWN %}
{% macro t(key) %}{{ own[key] if key in own else (fallback.t(key) or key) }}{% endmacro %}
"""

_WORDS = """\
{% set words = WORDS %}
{% macro t(text) %}{{ words[text] if text in words else text }}{% endmacro %}
"""

_SCRIPT = "const words = {};"
"""Where the table of words stands in the theme's own script."""

_FEED = ":root::before { content: WORDS; }\n"

_FEED_TYPE = {
    "zh": """\
@namespace atom url("http://www.w3.org/2005/Atom");
:root { --serif: "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", serif; }
:root { --sans: "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
:root > channel > description, atom|feed:root > atom|subtitle { font-style: normal; }
"""
}
"""A feed does not tell a browser its language, so its style names the typefaces, and slants nothing in Chinese."""


def theme_words(language: Language, script: str) -> tuple[Page, ...]:
    """The files of the theme that say its words, the scripts' and the feeds' in a language; none in English.

    `script` is the theme's own language.js.
    """
    if not language.words:
        return ()
    own = {"language": language.code, "action.skip": language.say("Skip to the text")}
    words = _literal({key: text for key, text in language.words.items() if "%(" not in key})
    feed = language.say(
        "This is a feed. Copy the address of this page into a feed reader, and what is new comes to you."
    )
    style = _FEED_TYPE.get(language.code, "") + _FEED.replace("WORDS", json.dumps(feed, ensure_ascii=False))
    return (
        Page(path="assets/feed-words.css", text=style),
        Page(path="assets/search/language.js", text=script.replace(_SCRIPT, f"const words = {words};")),
        Page(path="partials/language.html", text=_MATERIAL.replace("OWN", _literal(own))),
        Page(path="partials/words.html", text=_WORDS.replace("WORDS", words)),
    )


def _literal(words: Mapping[str, str]) -> str:
    """A table as both a script and a template read it."""
    return json.dumps(words, ensure_ascii=False, indent=0, sort_keys=True)
