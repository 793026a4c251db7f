"""Where pages lie in the tree, and the relative addresses between them.

A page that holds links in HTML is the index of a folder: its source and its address then have the same place, and a
relative link means the same to every engine, whether it rewrites links in HTML (Zensical) or not (MkDocs).
"""

from __future__ import annotations

import posixpath
from datetime import date
from functools import lru_cache

from digest.files import day_path
from digest.model import Article, Brief, Made, Roundup
from digest.page import address

ARCHIVE = "archive/index.md"
ARTICLES = "articles/index.md"
CORRECTIONS = "corrections/index.md"
COUNTRIES = "c/index.md"
LETTERS = "letters/index.md"
METHOD = "method.md"
MOVERS = "standings/movers/index.md"
RECORD = "record/index.md"
SEARCH = "search/index.md"
SOURCES = "sources/index.md"
STANDINGS = "standings/index.md"
TOPICS = "topics/index.md"


def brief_path(brief: Brief) -> str:
    """The page of a brief: `2015/04/16/index.md`, or `record/2016/12/index.md` in the section From the record."""
    section = "record/" if brief.made is Made.RECORD else ""
    return f"{section}{day_path(brief.day, month=brief.month)}/index.md"


def written_path(brief: Brief) -> str:
    """Where people find the brief, below `content/`: `briefs/2015/04/16.md`."""
    section = "record" if brief.made is Made.RECORD else "briefs"
    return f"{section}/{day_path(brief.day, month=brief.month)}.md"


def month_path(day: date) -> str:
    """The page of a month."""
    return f"{day:%Y/%m}/index.md"


def year_path(year: int) -> str:
    """The page of a year."""
    return f"{year:04}/index.md"


def topic_path(topic: str) -> str:
    """The page of a topic."""
    return f"t/{topic}/index.md"


def country_path(country: str) -> str:
    """The page of a country, by its code."""
    return f"c/{country.upper()}/index.md"


def thread_path(story: str) -> str:
    """The page of a story that is told on several days."""
    return f"s/{story}/index.md"


def outlet_path(outlet: str) -> str:
    """The page of an outlet."""
    return f"outlets/{outlet}/index.md"


def chapter_path(path: str, year: int = 0, month: int = 0) -> str:
    """The page of a part of a long list that begins at `path`: of its newest part, of a year, of a month."""
    part = f"{year:04}/{month:02}/" if month else f"{year:04}/" if year else ""
    return f"{path.removesuffix('index.md')}{part}index.md"


def account_path(account: str, year: int | None = None) -> str:
    """The page of an account, or that of its figures of one earlier year."""
    return f"a/{account}/{year:04}/index.md" if year else f"a/{account}/index.md"


def office_path(office: str) -> str:
    """The page of an office: its accounts side by side."""
    return f"o/{office}/index.md"


def platform_path(platform: str) -> str:
    """The page of a platform."""
    return f"p/{platform}/index.md"


def standings_path(year: int | None = None) -> str:
    """The page of the standings, or that of the tables of one earlier year."""
    return f"standings/{year:04}/index.md" if year else STANDINGS


def article_path(article: Article) -> str:
    """The page of a signed article."""
    return f"articles/{article.id}/index.md"


def roundup_path(roundup: Roundup) -> str:
    """The page of a round-up: `weeks/2015-W16/index.md`, `months/2015-04/index.md`."""
    return f"{roundup.kind}s/{roundup.name}/index.md"


class Here:
    """A place in the tree; called with another file's path, it gives the relative address to it from here."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __call__(self, target: str, anchor: str = "") -> str:
        relative = _relative(self.path, target)
        return f"{relative}#{anchor}" if anchor else relative

    def source(self, target: str) -> str:
        """The path to another file as Markdown links write it, which the engine follows and checks."""
        return posixpath.relpath(target, posixpath.dirname(self.path) or ".")


@lru_cache(maxsize=4096)
def _relative(path: str, target: str) -> str:
    """As `posixpath.relpath` tells it, which takes ten times as long, for it first asks where the program runs."""
    here, there = address(path).split("/")[:-1], address(target).split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]]) or "./"
