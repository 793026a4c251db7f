"""Leaves: what is promised is made again when what it was given or what it read has changed, and only then."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass

from digest.leaves import Leaf, Ledger, Tree, name_of

made: list[str] = []


@dataclass(frozen=True, slots=True)
class Given:
    """Something that a leaf is given."""

    words: tuple[str, ...]


def write(given: Given, tree: Tree) -> str:
    """Make a page that looks for another one."""
    made.append("page")
    return f"{given.words} {'there' if 'other' in tree else 'missing'}"


def gather(given: Given, tree: Tree, ledger: Ledger) -> str:
    """Make a page out of another one."""
    return f"[{ledger.recalled(Leaf('inner', write, (given, tree)))}]"


def built(before: Ledger | None, words: str, pages: frozenset[str], base: str = "") -> tuple[Ledger, str, int]:
    """One build: its ledger, what it gave, and how often the page was made."""
    ledger = Ledger(before.after if before else {}, base)
    tree = Tree(pages, ledger)
    made.clear()
    return ledger, ledger.recalled(Leaf("outer", gather, (Given((words,) * 200), tree, ledger))), len(made)


def test_a_leaf_is_made_once_while_nothing_changes() -> None:
    """A second build recalls what the first one made."""
    first, text, count = built(None, "one", frozenset())
    assert count == 1
    assert built(first, "one", frozenset())[1:] == (text, 0)


def test_what_a_leaf_is_given_names_it() -> None:
    """Other words, however deep in what was given, make it anew."""
    first, _, _ = built(None, "one", frozenset())
    _, text, count = built(first, "two", frozenset())
    assert count == 1
    assert "two" in text


def test_what_a_leaf_read_names_it_too() -> None:
    """A page that appeared, for which a leaf inside another one had looked, makes both anew; other pages do not."""
    first, _, _ = built(None, "one", frozenset())
    assert built(first, "one", frozenset({"else"}))[2] == 0
    _, text, count = built(first, "one", frozenset({"other"}))
    assert count == 1
    assert "there" in text


def test_another_base_makes_everything_anew() -> None:
    """What all leaves depend on changes all of them."""
    first, _, _ = built(None, "one", frozenset())
    assert built(first, "one", frozenset(), base="other")[2] == 1


def test_values_have_the_same_name_in_every_process() -> None:
    """Whatever the seed by which a process orders its sets, and a long pattern is known by all of it."""
    program = (
        "import re; from datetime import date; from digest.leaves import name_of;"
        "print(name_of((frozenset(date(2026, 11, day) for day in range(1, 20)), re.compile('a|' * 300 + 'b'))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
    assert name_of(re.compile("a|" * 300 + "b")) != name_of(re.compile("a|" * 300 + "c"))
