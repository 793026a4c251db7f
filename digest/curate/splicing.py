"""A file of the editors changed by the program: items put into its lists or taken out, and not one other byte.

The text is never written anew from its tree: what a YAML library writes back is its own layout, and the editors' is
gone. A parser says where a list and its items stand; what is put in is laid out like its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from digest.curate.layout import Item, Layout, braced, quoted
from digest.errors import DigestError

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_COMMA = re.compile(r"(?:\s*,[ \t]*)?")


class Uneditable(Exception):
    """The file is laid out in a way that a program should not touch; the message says which."""


def refused(name: str, fault: Exception | str) -> DigestError:
    """What ends a change that a file of that name does not take."""
    reason = str(fault).splitlines()[0]
    return DigestError(f"{name} was not changed: {reason} (write it by hand)")


def put_in(text: str, section: str, items: Sequence[Item], *, after: str = "") -> str:
    """The text with items added to a top-level list, behind the item whose id is `after`, else at the list's end.

    The list is begun where there is none. Raises Uneditable.
    """
    if not items:
        return text
    file = _File(text)
    listed = file.value(section)
    if listed is None:
        return file.with_new_list(section, items)
    if not isinstance(listed, SequenceNode) or not listed.value:
        return file.with_begun_list(section, listed, items)
    behind = next((node for node in listed.value if after and _id_of(node) == after), listed.value[-1])
    return file.with_items(listed, behind, items)


def take_out(text: str, section: str, key: str) -> str:
    """The text without the lines of the item of a top-level list that has the id `key`. Raises Uneditable.

    Comments between items stay; those within the item or behind it on its line go with it.
    """
    file = _File(text)
    listed = file.value(section)
    if isinstance(listed, SequenceNode):
        for node in listed.value:
            if _id_of(node) == key:
                return file.without(listed, node)
    raise Uneditable(f"{section} has no item {key}")


def set_text(text: str, section: str, key: str, name: str, value: str) -> str:
    """The text with another value for the key `name` of the item `key` of a top-level list. Raises Uneditable.

    The value keeps its quotation marks, or has none, as far as it can be written so.
    """
    listed = _File(text).value(section)
    for node in listed.value if isinstance(listed, SequenceNode) else ():
        if _id_of(node) != key:
            continue
        found = next((one for at, one in node.value if at.value == name), None)
        start, end = (found.start_mark.index, found.end_mark.index) if found else (0, 0)
        # An alias stands for what is elsewhere; what has an anchor is repeated elsewhere.
        if not isinstance(found, ScalarNode) or found.anchor or not node.start_mark.index < start:
            raise Uneditable(f"the {name} of {key} is not a text of its own")
        return text[:start] + quoted(value, found.style or "") + text[end:]
    raise Uneditable(f"{section} has no item {key}")


def take_out_at(text: str, section: str, number: int) -> str:
    """The text without the lines of the item of a top-level list that stands at a place, from 0. Raises Uneditable."""
    file = _File(text)
    listed = file.value(section)
    if not isinstance(listed, SequenceNode) or number >= len(listed.value):
        raise Uneditable(f"{section} has no item {number + 1}")
    return file.without(listed, listed.value[number])


class _File:
    """A text and where its top-level values stand in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        root = YAML(typ="safe", pure=True).compose(text)
        if not isinstance(root, MappingNode):
            raise Uneditable("it is not a mapping of keys")
        self.root = root

    def value(self, section: str) -> Node | None:
        """The value of a top-level key; Uneditable where it repeats what stands elsewhere."""
        key, value = next(((key, value) for key, value in self.root.value if key.value == section), (None, None))
        if key is not None and value is not None:
            marks = [key.start_mark.index, value.start_mark.index]
            marks += [item.start_mark.index for item in value.value] if isinstance(value, SequenceNode) else []
            if marks != sorted(marks):
                raise Uneditable(f"{section} repeats by an alias what stands elsewhere")
        return value

    def with_new_list(self, section: str, items: Sequence[Item]) -> str:
        """With a list that was not there, at the end of the file."""
        if self.root.flow_style:
            raise Uneditable(f"it stands in braces and has no {section}")
        return self._with_break(self.text) + f"{section}:{self.newline}" + self._rows(items, self._habit())

    def with_begun_list(self, section: str, empty: Node, items: Sequence[Item]) -> str:
        """With items in a list that was empty: `feeds:` or `feeds: []`."""
        key = next(key for key, _ in self.root.value if key.value == section)
        start = self.text.index(":", key.end_mark.index) + 1
        begin, end, stop = empty.start_mark.index, empty.end_mark.index, self._line_end(start)
        is_list = isinstance(empty, SequenceNode)
        if self.root.flow_style or empty.anchor or (end > stop if is_list else begin != end):
            raise Uneditable(f"{section} is not a list that stands on lines of its own")
        line = self.text[start:begin].rstrip(" ") + self.text[end:stop] if is_list else self.text[start:stop]
        return self.text[:start] + self._with_break(line) + self._rows(items, self._habit()) + self.text[stop:]

    def with_items(self, listed: SequenceNode, behind: Node, items: Sequence[Item]) -> str:
        """With items behind one that is there, laid out as it is."""
        end = _end(behind)
        if listed.flow_style:
            return self.text[:end] + "".join(f", {braced(item)}" for item in items) + self.text[end:]
        dash = self._dash(listed, behind)
        apart = self.text[dash : behind.start_mark.index]
        layout = Layout(
            dash=listed.start_mark.column,
            gap=len(apart) if re.fullmatch("- +", apart) else 2,
            braces=isinstance(behind, CollectionNode) and bool(behind.flow_style),
        )
        at = self._next_line(end)
        return self._with_break(self.text[:at]) + self._rows(items, layout) + self.text[at:]

    def without(self, listed: SequenceNode, item: Node) -> str:
        """Without an item and the lines that are its own."""
        begin, end = item.start_mark.index, _end(item)
        if not listed.flow_style:
            return self.text[: self._line_start(self._dash(listed, item))] + self.text[self._next_line(end) :]
        comma = _COMMA.match(self.text, end)
        end = comma.end() if comma else end
        start, stop = self._line_start(begin), self._line_end(end)
        alone = not self.text[start:begin].strip() and not self.text[end:stop].strip()
        return self.text[:start] + self.text[stop:] if alone else self.text[:begin] + self.text[end:]

    def _dash(self, listed: SequenceNode, item: Node) -> int:
        """Where the dash of an item stands: in the list's column, on the item's line or above it."""
        column = listed.start_mark.column
        start = self._line_start(item.start_mark.index)
        while self.text[start : start + column + 1].strip(" ") != "-":
            if start <= listed.start_mark.index - column:
                raise Uneditable("an item of the list does not begin a line")
            start = self._line_start(start - 1)
        return start + int(column)

    def _habit(self) -> Layout:
        """How the file lays out its other lists, feeds and outlets before others."""
        alike = [value for key, value in self.root.value if key.value in {"feeds", "outlets"}]
        for value in [*alike, *(value for _, value in self.root.value)]:
            if isinstance(value, SequenceNode) and value.value and not value.flow_style:
                first = value.value[0]
                braces = not isinstance(first, MappingNode) or bool(first.flow_style)
                return Layout(dash=int(value.start_mark.column), braces=braces)
        return Layout()

    def _rows(self, items: Sequence[Item], layout: Layout) -> str:
        return "".join(line + self.newline for item in items for line in layout.lines(item))

    def _with_break(self, text: str) -> str:
        return text if text.endswith(("\n", "\r")) else text + self.newline

    def _line_start(self, index: int) -> int:
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def _line_end(self, index: int) -> int:
        match = _LINE.match(self.text, index)
        return match.end() if match else index

    def _next_line(self, index: int) -> int:
        """Where the line after a text that ends at `index` begins: there, where it ended with its line."""
        return index if self._line_start(index) == index else self._line_end(index)


def _id_of(node: Node) -> str:
    pairs = node.value if isinstance(node, MappingNode) else []
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")


def _end(node: Node) -> int:
    """Where a node's own text ends; the mark of a block stands at whatever follows it, behind comments."""
    if not isinstance(node, CollectionNode) or node.flow_style:
        return int(node.end_mark.index)
    children = [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]
    return max((_end(child) for child in children), default=int(node.start_mark.index))
