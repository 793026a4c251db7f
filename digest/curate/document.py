"""One YAML file of the editors as a tree with places.

The tree is built from the parser's events, without ruamel's nodes and comments: half the time of a round trip. It
leaves every scalar the text that the editor typed, so that `country: NO`, `cut_off: 6:00`, `handle: 007` and a line id
of ten digits mean what they say, whichever version of YAML one has in mind; what should be a number or a yes or no
is read as one where a field asks for it. An empty value is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, StreamMark
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from ruamel.yaml.reader import ReaderError

from digest.curate import places
from digest.curate.places import Step
from digest.errors import RosterFaults
from digest.model import Place, Problem
from digest.text import clean

Node = CommentedMap | CommentedSeq | str | None

_EMPTY = {"", "~", "null", "Null", "NULL"}
_DEEPEST = 60
# Values, those that aliases repeat counted each time: a few lines can otherwise stand for billions.
_LARGEST = 1_000_000

_SYNTAX = (
    (
        r"mapping values are not allowed",
        "has a colon where no key can stand",
        'put a text that holds ": " in quotes, or indent the key like its neighbours',
    ),
    (r"character '\\t'", "begins with a tab", "indent with spaces"),
    (r"character '(.)' that cannot start", 'has a text that begins with "{0}"', "put it in quotes"),
    (r"content, but found '<stream end>'", "ends before an opened bracket is closed", "add the ] or } that is missing"),
    (r"content, but found '\?'", 'has a text that begins with "?"', "put it in quotes"),
    (r"content, but found '(.)'", 'has "{0}" where a value should stand', "add the value, or put the text in quotes"),
    (r"unexpected end of stream|document separator", "opens a quotation that is never closed", "close it"),
    (r"expected ',' or '(.)'", 'opens a bracket that is not closed by "{0}"', "close it, or add the missing comma"),
    (r"could not find expected ':'", "has a key without a colon", 'write "key: value"'),
    (r"but found '<scalar>'", "goes on after a closing quotation mark", "put the whole text in one pair of quotes"),
    (r"expected <block end>", "does not line up with the lines above", "indent it like its neighbours"),
    (r"sequence entries are not allowed", "begins a list beside its key", "begin the list on the next line"),
    (r"unknown escape character '(.)'", 'has "\\{0}" in double quotes', "use single quotes, or write \\\\"),
    (r"scanning an alias", 'has a text that begins with "*"', "put it in quotes"),
    (r"expected chomping|comment or a line break", "goes on beside | or >", "begin the text on the next line"),
)
_AT_OPENING = re.compile(r"unexpected end of stream|document separator|expected ',' or|could not find expected ':'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read: its tree, empty when the file is, and the faults of its YAML.

    `whole` is false where the file could not be read to its end; its tree is empty then.
    """

    name: str
    tree: CommentedMap
    problems: tuple[Problem, ...] = ()
    whole: bool = True

    def value(self, *path: Step) -> Place:
        """The place of a value."""
        line, column = places.of_value(self.tree, path)
        return Place(name=self.name, line=line, column=column)

    def key(self, *path: Step) -> Place:
        """The place of a key."""
        line, column = places.of_key(self.tree, path)
        return Place(name=self.name, line=line, column=column)


class _Broken(Exception):
    """The file cannot be read on from here."""

    def __init__(self, what: str, todo: str, line: int = 1, column: int = 1) -> None:
        self.what, self.todo, self.line, self.column = what, todo, line, column


def read(path: Path, name: str, text: str | None = None) -> Document:
    """Read a file that exists; what is wrong with its YAML is in the document's problems, under `name`.

    Where `text` is given, it is read in the file's stead.
    """
    reader = _Reader(name)
    try:
        tree = reader.read(_text(path) if text is None else text)
    except _Broken as broken:
        reader.report(broken.what, broken.todo, broken.line, broken.column)
        return Document(name=name, tree=CommentedMap(), problems=tuple(reader.problems), whole=False)
    return Document(name=name, tree=tree, problems=tuple(reader.problems))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _Broken(f"cannot be read: {error.strerror}", "look at the file and its permissions") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        raise _Broken("is not UTF-8 text", "save the file as UTF-8", *_line_and_column(before)) from None


def _line_and_column(before: str) -> tuple[int, int]:
    """Where a text stands that has `before` before it."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def faults(problems: Iterable[Problem], documents: Sequence[Document]) -> RosterFaults:
    """The problems of some documents as one exception: each once, in the order of the documents and their lines."""
    rank = {document.name: number for number, document in enumerate(documents)}

    def position(problem: Problem) -> tuple[int, int, int]:
        return rank[problem.place.name], problem.place.line, problem.place.column

    return RosterFaults(tuple(sorted(dict.fromkeys(problems), key=position)))


class _Reader:
    """Builds the tree of one file."""

    def __init__(self, name: str) -> None:
        self.problems: list[Problem] = []
        self._name = name
        self._text = ""
        self._events: Iterator[Event] = iter(())
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._open: set[str] = set()
        self._size = 0

    def report(self, what: str, todo: str, line: int, column: int) -> None:
        place = Place(name=self._name, line=line, column=column)
        self.problems.append(Problem(place=place, what=what, todo=todo))

    def read(self, text: str) -> CommentedMap:
        self._text = text
        self._events = YAML(typ="safe", pure=True).parse(text)
        try:
            return self._document()
        except ReaderError as error:
            place = _line_and_column(text[: error.position])
            raise _Broken("holds a control character", "remove it", *place) from None
        except MarkedYAMLError as error:
            raise _broken_syntax(error) from None

    def _document(self) -> CommentedMap:
        next(self._events)
        if isinstance(next(self._events), StreamEndEvent):
            return CommentedMap()
        root = next(self._events)
        tree = self._node(root, 0)
        next(self._events)
        after = next(self._events)
        if isinstance(after, DocumentStartEvent):
            raise _Broken("begins a second document", 'remove the "---"', *_place(after.start_mark))
        if tree is not None and not isinstance(tree, CommentedMap):
            raise _Broken("must be a mapping of keys", 'write "key: value" lines', *_place(root.start_mark))
        return CommentedMap() if tree is None else tree

    def _node(self, event: Event, depth: int) -> Node:
        self._size += 1
        if depth > _DEEPEST or self._size > _LARGEST:
            what = "is nested too deeply" if depth > _DEEPEST else "holds too many values"
            raise _Broken(what, "write it in a simpler way", *_place(event.start_mark))
        if isinstance(event, ScalarEvent | CollectionStartEvent):
            return self._anchored(event, depth)
        return self._alias(cast("AliasEvent", event))  # the only other event that a node begins with

    def _anchored(self, event: ScalarEvent | CollectionStartEvent, depth: int) -> Node:
        if event.tag:
            self.report(f"has the tag {event.tag}", "remove it", *_place(event.start_mark))
        if not event.anchor:
            return self._content(event, depth)
        before = self._size
        self._open.add(event.anchor)
        node = self._content(event, depth)
        self._open.discard(event.anchor)
        self._anchors[event.anchor] = node, self._size - before
        return node

    def _content(self, event: ScalarEvent | CollectionStartEvent, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            is_plain = event.implicit[0]
            return None if is_plain and event.value in _EMPTY else str(event.value)
        return self._mapping(depth + 1) if isinstance(event, MappingStartEvent) else self._sequence(depth + 1)

    def _alias(self, event: AliasEvent) -> Node:
        line, column = _place(event.start_mark)
        if event.anchor in self._open:
            raise _Broken(f"repeats &{event.anchor} within itself", "write the values out", line, column)
        if event.anchor not in self._anchors:
            todo = "put a text that begins with * in quotes"
            raise _Broken(f"repeats &{event.anchor}, which is not above", todo, line, column)
        node, size = self._anchors[event.anchor]
        self._size += size
        return node

    def _mapping(self, depth: int) -> CommentedMap:
        found = CommentedMap()
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = str(event.value) if isinstance(event, ScalarEvent) else self._node(event, depth)
            start = event.start_mark
            event = next(self._events)
            value, mark = self._node(event, depth), event.start_mark
            if not isinstance(key, str):
                self.report("has a key that is not text", "write a word as the key", *_place(start))
            elif key in found:
                first = found.lc.key(key)[0] + 1
                todo = f"it is also in line {first}: keep one"
                self.report(f"{clean(key)} stands here twice", todo, *_place(start))
            else:
                found[key] = value
                found.lc.add_kv_line_col(key, [start.line, start.column, mark.line, mark.column])
        return found

    def _sequence(self, depth: int) -> CommentedSeq:
        found = CommentedSeq()
        while not isinstance(event := next(self._events), SequenceEndEvent):
            value = self._node(event, depth)
            place = _place(event.start_mark)
            if value is None and event.start_mark.index == event.end_mark.index:
                # An empty item's mark is the next token's: go back to the dash.
                place = _line_and_column(self._text[: event.start_mark.index].rstrip()[:-1])
            found.lc.add_idx_line_col(len(found), [place[0] - 1, place[1] - 1])
            found.append(value)
        return found


def _place(mark: StreamMark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def _broken_syntax(error: MarkedYAMLError) -> _Broken:
    problem = f"{error.context or ''}: {error.problem or ''}"
    opening = error.context_mark is not None and _AT_OPENING.search(problem)
    mark = error.context_mark if opening else error.problem_mark or error.context_mark
    for pattern, what, todo in _SYNTAX:
        if match := re.search(pattern, problem):
            return _Broken(what.format(*match.groups()), todo, *_place(mark))
    return _Broken(f"is not YAML: {error.problem}", "look at this line and the one above", *_place(mark))
