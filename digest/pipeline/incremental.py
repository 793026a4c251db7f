"""What leaves were made from, kept from one build to the next, and leaves brought into the docs tree."""

from __future__ import annotations

from pathlib import Path

from digest.files.derived import Derived
from digest.files.yearly import keep_rows, rows_kept
from digest.leaves import Leaf, Ledger
from digest.model import Page


def remembered(folder: Path, base: str) -> Ledger:
    """The ledger of the last build; an empty one where that was of another program, other templates, another roster."""
    return Ledger(rows_kept(folder, base), base)


def remember(folder: Path, ledger: Ledger) -> None:
    """Keep the rows of this build, where they are not those of the last."""
    keep_rows(folder, ledger.base, ledger.after, ledger.before)


def bring(ledger: Ledger, leaf: Leaf, docs: Derived) -> None:
    """Bring the files of a leaf into the tree; it is made only if it is not as it was, or a file of it is not."""
    if ledger.stands(leaf):
        paths = ledger.after[leaf.name].value
        if isinstance(paths, tuple) and all(map(docs.stands, paths)):
            docs.keep(paths)
            return
    docs.write(_files(ledger.made(leaf, lambda made: tuple(_files(made)))))


def _files(made: Page | dict[str, bytes]) -> dict[str, bytes]:
    return {made.path: made.text.encode()} if isinstance(made, Page) else made
