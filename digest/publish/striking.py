"""Taking words back: a page without a line, and without what its teaser and title owe to that line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from digest import page
from digest.model import Block, Brief, Line
from digest.publish.merge import with_ids
from digest.text import teasers, tokens

_RESTS = 0.6
"""A text that has so much of its words from a line rests on it, if it has fewer from all others."""

_SHORTEST_STEM = 4

Retitle = Callable[[Sequence[str]], str]
"""Gives a title word for the texts of some lines."""


def strike(brief: Brief, line: str, texts: Collection[str], retitle: Retitle, stone: Line | None = None) -> Brief:
    """The brief without a line, whose `texts` are what was said in it and what it rested on.

    A tombstone takes its place, at the end where the line was not on the page. Clauses of the teaser and a title word
    that come from the line go too; the title's successor comes from the other lines.
    """
    rest = tuple(block for block in brief.blocks if not (isinstance(block, Line) and block.id == line))
    others = [page.plain(block.text) for block in rest if isinstance(block, Line)]
    blocks: tuple[Block, ...] = rest
    if stone:
        found = any(isinstance(block, Line) and block.id == line for block in brief.blocks)
        blocks = tuple(_stone(block, line, stone) for block in brief.blocks) if found else (*rest, stone)
    word = retitle(others) if _is_word_of(brief.word, texts, others) else brief.word
    teaser = teasers.without(brief.teaser, lambda clause: rests(clause, texts, others), told=len(others))
    return replace(brief, blocks=blocks, teaser=teaser, word=word)


def strike_page(text: str, line: str, texts: Collection[str], retitle: Retitle, stone: Line | None = None) -> str:
    """`strike` for a page; one that holds nothing of the line keeps every byte."""
    brief = with_ids(page.read(text))
    struck = strike(brief, line, texts, retitle, stone)
    return text if struck == brief else page.write(struck)


def rests(text: str, texts: Collection[str], others: Collection[str] = ()) -> bool:
    """Whether a text takes most of its words from `texts`, and fewer from each of the others."""
    words = set(tokens(text))
    own = _share(words, " ".join(texts))
    return own >= _RESTS and own > max((_share(words, other) for other in others), default=0.0)


def tells(text: str, texts: Collection[str]) -> bool:
    """Whether a title or teaser of an editor's owes anything to a line: `strike` would take something out of it."""
    clauses = teasers.clauses_of(text)
    return any(rests(clause, texts) for clause in clauses) or (len(clauses) == 1 and _is_word_of(text, texts, ()))


def _stone(block: Block, line: str, stone: Line) -> Block:
    return stone if isinstance(block, Line) and block.id == line else block


def _is_word_of(title: str, texts: Collection[str], others: Collection[str]) -> bool:
    """Whether a form of a title's words stands in `texts` and in none of the others."""
    here, there = ({token for text in group for token in tokens(text)} for group in (texts, others))
    stems = [word[: max(_SHORTEST_STEM, len(word) - 3)] for word in tokens(title)]
    return any(_begins(stem, here) and not _begins(stem, there) for stem in stems)


def _begins(stem: str, found: Collection[str]) -> bool:
    return any(token.startswith(stem) for token in found)


def _share(words: Collection[str], text: str) -> float:
    return len(set(words) & set(tokens(text))) / (len(words) or 1)
