"""Places: where in a YAML file a value or a key stands.

A tree is what ruamel.yaml's round trip gives, or `document.read`: containers that remember lines and columns. The
places are those of the file as it was read; a container that was changed since answers for what it held then.
"""

from __future__ import annotations

from collections.abc import Sequence

from ruamel.yaml.comments import CommentedMap, CommentedSeq

Step = str | int
"""A key of a mapping, or the number (from 0) of an item of a list."""


def of_value(tree: object, path: Sequence[Step]) -> tuple[int, int]:
    """Line and column, both from 1, of the value at `path`, such as `("feeds", 3, "weight")`.

    Where the tree ends before the path does, the last value on the way; the first line for the tree itself.
    """
    return _walk(tree, path, of_key=False)


def of_key(tree: object, path: Sequence[Step]) -> tuple[int, int]:
    """Line and column, both from 1, of the key that `path` ends with; of an item of a list, the item's own."""
    return _walk(tree, path, of_key=True)


def _walk(tree: object, path: Sequence[Step], *, of_key: bool) -> tuple[int, int]:
    line, column = 0, 0
    for depth, step in enumerate(path, start=1):
        if not isinstance(tree, CommentedMap | CommentedSeq) or step not in (tree.lc.data or {}):
            break
        mark = tree.lc.data[step]
        tree = tree[step]
        # The parser puts an empty value where the next token stands, lines below: its key tells more.
        empty_elsewhere = tree is None and mark[0] != mark[-2]
        key = (of_key and depth == len(path)) or empty_elsewhere
        line, column = mark[:2] if key else mark[-2:]
    return line + 1, column + 1
