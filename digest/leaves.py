"""Leaves: files of the tree that are promised, and made only where something that they are made from changed.

A leaf is a function and its arguments. It is made anew when what it is given, or what it reads through the ledger's
sources while it is made, is not what it was; so nobody keeps lists of what depends on what. Source of the idea: the
traces of "Build Systems a la Carte" (Mokhov, Mitchell and Peyton Jones 2018).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from hashlib import blake2b
from re import Pattern
from types import FunctionType, MethodType
from typing import Any

_LONG = 400
"""Names of more characters are kept as hashes."""

_PLAIN = frozenset({str, int, bool, type(None)})
"""Kinds of values that spell themselves."""

Note = tuple[Hashable, ...]
"""One thing that was read: the name of a source, and what it was asked."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What `make(*given)` gives once it is called: a page, files by their paths, or a value that others are made of.

    `make` is a function of a module, never one made on the way: what it knows, it is given. Among `given` what has a
    `leaf_name` is named by that; values are named by what they hold.
    """

    name: str
    make: Callable[..., Any]
    given: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a leaf: the name of what it was given, what it read, what the answers were, and its value."""

    given: str
    notes: tuple[Note, ...]
    answers: str
    value: object = None


class Ledger:
    """The rows of the last build, those of this one, and the sources that leaves read.

    `base` names what all leaves depend on: the program, the templates, the roster.
    """

    def __init__(self, before: Mapping[str, Row] | None = None, base: str = "") -> None:
        self.before, self.base = before or {}, base
        self._sources: dict[str, Callable[..., object]] = {}
        self._answers: dict[Note, str] = {}
        self._noting: list[dict[Note, None]] = []
        self._notes: dict[Note, Note] = {}
        self._names: dict[int, tuple[object, str]] = {}
        self.after: dict[str, Row] = {}
        self.leaf_name = "ledger"

    def source(self, kind: str, answer: Callable[..., object]) -> None:
        """Let leaves read from a source; `answer` tells what it says when it is asked something."""
        self._sources[kind] = answer

    def let_go(self) -> None:
        """Hold no value any longer that leaves were given; for whoever is done with them and needs the memory."""
        self._names.clear()

    def close(self) -> None:
        """Hold nothing any longer but the rows, once all leaves are as they should be."""
        for held in (self._names, self._answers, self._notes, self._sources):
            held.clear()

    def note(self, *asked: Hashable) -> None:
        """Say that a leaf that is being made reads from a source."""
        note = self._notes.setdefault(asked, asked)  # one object for all that ask alike: there are many
        for notes in self._noting:
            notes[note] = None

    def stands(self, leaf: Leaf) -> bool:
        """Whether a leaf is as it was made last."""
        row = self.after.get(leaf.name) or self.before.get(leaf.name)
        if row is None or row.given != self._given(leaf) or row.answers != self._say(row.notes):
            return False
        self.after[leaf.name] = row
        return True

    def made(self, leaf: Leaf, kept: Callable[[Any], object] = lambda _: None) -> Any:
        """Make a leaf and note what it reads; `kept` gives what of its value is remembered."""
        notes: dict[Note, None] = {}
        self._noting.append(notes)
        try:
            value = leaf.make(*leaf.given)
        finally:
            self._noting.pop()
        read = tuple(notes)
        self.after[leaf.name] = Row(self._given(leaf), read, self._say(read), kept(value))
        return value

    def recalled(self, leaf: Leaf) -> Any:
        """The value of a leaf, made only if it is not as it was."""
        if not self.stands(leaf):
            return self.made(leaf, lambda value: value)
        row = self.after[leaf.name]
        for note in row.notes:
            self.note(*note)
        return row.value

    def _given(self, leaf: Leaf) -> str:
        parts = [self.base, leaf.make.__module__, leaf.make.__qualname__, *map(self._named, leaf.given)]
        return _hash("\0".join(parts).encode("utf-8", "surrogatepass"))

    def _say(self, notes: tuple[Note, ...]) -> str:
        said, known = [], self._answers.get
        for note in notes:
            answer = known(note)
            if answer is None:
                source = self._sources.get(str(note[0]))
                answer = self._answers[note] = self._named(source(*note[1:])) if source else "gone"
            said.append(answer)
        return _hash("\0".join(said).encode("utf-8", "surrogatepass"))

    def _named(self, value: object) -> str:
        """What identifies a value: its own name, or what it holds; of much a hash, worked out once."""
        if type(value) in _PLAIN:
            return repr(value)
        known = self._names.get(id(value))
        if known is not None:
            return known[1]
        said = self._spelled(value)
        if len(said) <= _LONG:
            return said
        name = _hash(said.encode("utf-8", "surrogatepass"))
        self._names[id(value)] = value, name  # with the value itself, so that no other takes its place in memory
        return name

    def _spelled(self, value: Any) -> str:
        name = getattr(value, "leaf_name", None)
        if isinstance(name, str) and name:
            return name
        if isinstance(value, Mapping):
            return f"{{{','.join(f'{self._named(key)}:{self._named(one)}' for key, one in value.items())}}}"
        if isinstance(value, frozenset | set):
            return f"<{','.join(sorted(map(self._named, value)))}>"
        if isinstance(value, FunctionType | MethodType):
            return f"{value.__module__}.{value.__qualname__}"
        if isinstance(value, Pattern):  # of a long one `repr` has the beginning alone
            return f"/{value.pattern}/{value.flags}"
        if parts := _parts(type(value)):
            value = type(value).__name__, *[getattr(value, part) for part in parts]
        return f"({','.join(map(self._named, value))})" if isinstance(value, tuple | list) else repr(value)


def name_of(value: object) -> str:
    """What identifies a value by what it holds; the same in every process, whatever the order of its sets."""
    return Ledger()._named(value)


class Tree(Collection[str]):
    """The paths of the pages; a leaf that asks whether one is there is made anew when that changes."""

    leaf_name = "tree"

    def __init__(self, paths: frozenset[str], ledger: Ledger) -> None:
        self.paths, self._ledger = paths, ledger
        ledger.source("page", paths.__contains__)
        ledger.source("pages", lambda: self.paths)

    def __contains__(self, path: object) -> bool:
        self._ledger.note("page", str(path))
        return path in self.paths

    def __iter__(self) -> Iterator[str]:
        self._ledger.note("pages")
        return iter(sorted(self.paths))

    def __len__(self) -> int:
        self._ledger.note("pages")
        return len(self.paths)


_found_parts: dict[type, tuple[str, ...]] = {}


def _parts(kind: type) -> tuple[str, ...]:
    """The names of what a dataclass holds, looked up once; nothing for what is none."""
    found = _found_parts.get(kind)
    if found is None:
        found = _found_parts[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    return found


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()
