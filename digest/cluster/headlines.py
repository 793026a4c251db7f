"""Headlines without what newsrooms hang on them, and what stands for one that only says who wrote a text."""

from __future__ import annotations

import re

LEAD = 600
"""How much of a title or summary counts, in characters: what stands further down belongs to other stories too."""

_OPENING = 200  # characters of a summary that stand for a headline

_LABEL = re.compile(
    r"^\s*(?:(?:live(?: updates?| news)?|urgent|flash|watch|video|photos?|exclusive|breaking(?: news)?|just in|"
    r"updated?(?: \d+)?|in (?:pictures|brief)|analysis|opinion|roundup|explaine[rd]|factbox|editorial|"
    r"快讯|快訊|突发|独家|直播)"
    r"\s*[:：|–—-]+\s*|[\[(【][^\])】]{1,16}[\])】]\s*)+",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\s+[|–—-]\s+(?:[^\W\d_a-z]\S*(?:\s+|$)){1,4}$")

# Who wrote a text, where and when. One "Source:" may be what a headline is about, two labels are not.
_CREDITS = re.compile(
    r"(?:\b(?:Source|Author|Writer|Editor|Reporter): [\w.]+(?: [A-Z]\w+)?\s*){2,}"
    r"|^[A-Z][\w. ]{2,30}, [A-Z][a-z]{2,8}\.? \d{1,2} \([A-Z][\w ]{1,20}\)(?: ?[-–—]+)?"
)
_CREDITS_IN_HAN = re.compile(
    r"(?:[（(【]?\w{0,4}(?:(?:来源|來源)[：:/]\s?[^\s：:，。！？）)】]{2,12}"
    r"|(?:记者|記者|作者|编辑|編輯|责编|编审|审核|监制)[：:/]\s?[^\s：:，。！？）)】]{2,4})"
    r"(?:[）)】]|(?=\s|$|\w{2,6}[：:]))\s*)+"
    r"|^\w{2,12}?\d{1,2}月\d{1,2}日[电電讯訊](?:\s?[（(][^）)]{0,30}[）)])?(?:\s?[题題]?[：:])?"
)
_BYLINE = re.compile(
    r"(?:(?:Edited|Written|Reported|Compiled|Translated|Photos?|Images?) (?:by|courtesy of)|Reporter in)"
    r"(?:,? (?:the|and|of|[A-Z][\w.'-]*))+"
)
_BYLINE_IN_HAN = re.compile(
    r"\w*(?:记者|記者|通讯员|通訊員|摄影：|攝影：)[：:]?\s?\w{2,3}(?:[、 ]\w{2,3})*"
    r"|\w{2,16}(?:供图|供圖|[ /]?摄|[ /]?攝)"
)


def headline(title: str, summary: str = "") -> str:
    """The title without what newsrooms hang on it: "LIVE:", "[Video]", "| Reuters", "…", "来源：新华社 编辑：王明".

    Where the whole title only says who wrote a text, where and when, the opening of the summary stands for it.
    """
    title = title[:LEAD].rstrip()
    if title.endswith(("...", "…")):
        title = title.rstrip(".… ")
    if not (told := _told(title)):
        return summary[:_OPENING] or title
    title = told
    if leading := _LABEL.match(title):
        title = title[leading.end() :] or title
    hung = " - " in title or "|" in title or not title.isascii()  # quick to look for; few titles have one
    source = _SOURCE.search(title) if hung else None
    return title[: source.start()] if source and source.start() >= 2 * len(source.group()) else title


def _told(title: str) -> str:
    """A title without who wrote the text, where and when; empty where it says no more."""
    byline = _BYLINE
    if not title.isascii():
        title, byline = _CREDITS_IN_HAN.sub(" ", title).strip(), _BYLINE_IN_HAN
    elif ": " in title or "(" in title:
        title = _CREDITS.sub(" ", title).strip()
    wordless = not title[:1].isalpha() and not any(map(str.isalpha, title))
    return "" if wordless or byline.fullmatch(title) else title
