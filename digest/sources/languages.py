"""Languages of entries: tags in their usual form, and what the script of a text says where nobody does."""

from __future__ import annotations

import re

from digest.text import primary

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_][A-Za-z0-9]+)*")
_NO_LANGUAGE = {"und", "mul", "zxx", "mis"}
_ENOUGH = 0.3
"""A script stands for a language from so large a share of a text's letters on; names in Latin letters are common."""

_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = (
    # Kana come first: Japanese is written in Han as well.
    (re.compile("[\u3041-\u30ff]"), 0.1, "ja"),
    (re.compile("[\uac00-\ud7af\u1100-\u11ff]"), _ENOUGH, "ko"),
    (re.compile("[\u3400-\u9fff\uf900-\ufaff]"), _ENOUGH, "zh ja yue"),
    (re.compile("[\u0400-\u04ff]"), _ENOUGH, "ru uk be bg sr mk kk ky mn tg tt uz az bs"),
    (re.compile("[\u0600-\u06ff]"), _ENOUGH, "ar fa ur ps ku ckb sd ug ms"),
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), _ENOUGH, "el"),
    (re.compile("[\u0900-\u097f]"), _ENOUGH, "hi mr ne sa kok"),
    (re.compile("[\u0e00-\u0e7f]"), _ENOUGH, "th"),
    (re.compile("[\u0590-\u05ff]"), _ENOUGH, "he yi"),
)
"""Scripts with the share that makes a text theirs and the languages written in them, the commonest first."""

_SIGNS = (
    (re.compile("[іїєґІЇЄҐ]"), "ru", "uk"),
    (re.compile("[ٹڈڑےں]"), "ar", "ur"),
    (re.compile("[پچژگک]"), "ar", "fa"),
)
"""Letters by which a neighbour is told from the commonest language of a script."""


def tag_of(written: str) -> str:
    """A BCP 47 tag (language, script, region) in its usual case; nothing for what is none."""
    match = _TAG.fullmatch(written.strip())
    if not match or match[1].lower() in _NO_LANGUAGE:
        return ""
    parts = (match[1].lower(), (match[2] or "").title(), (match[3] or "").upper())
    return "-".join(part for part in parts if part)


def by_script(text: str, usual: str) -> str:
    """The language of a text of which nobody says it: the outlet's `usual` one, unless the script shows another."""
    if text.isascii():
        return usual
    letters = len(_LETTER.findall(text)) or 1
    for script, share, written in _SCRIPTS:
        if len(script.findall(text)) / letters >= share:
            languages = written.split()
            if primary(usual) in languages:
                return usual
            return next((to for sign, of, to in _SIGNS if of == languages[0] and sign.search(text)), languages[0])
    return usual
