"""The page grammar: a brief as the Markdown file that readers' pages come from and editors change, and back.

    ---
    title: "First POST: Edges"
    date: 2015-04-16
    state: published
    since: 2015-04-15T06:00:00Z
    until: 2015-04-16T06:00:00Z
    teaser: "One clause; another clause; a third; and much, much more."
    ---

    - [The key phrase](https://example.org/a) of a sentence, Al Jazeera reports. {: #k3m9x0a1bc }
      More: [BBC World](https://example.org/b), [TASS](https://example.org/c)

A bullet is a line; whatever else stands between bullets is a passage that a person wrote. A line's id stands at the
end of its text; a bullet written by hand has none yet. Keys that a person adds to the front matter are kept.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from digest import text as words
from digest.errors import PageFault
from digest.model import Block, Brief, Line, Link, Made, Passage, State

_STATE = re.compile(r"^state:[^\r\n]*", re.MULTILINE)
_OWN_KEYS = re.compile(
    r"""title:\ (?P<title>".*")\n
    date:\ (?P<date>\d{4}-\d{2}-\d{2}|"\d{4}-\d{2}")\n
    state:\ (?P<state>[a-z]+)\n
    since:\ (?P<since>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)\n
    until:\ (?P<until>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)\n
    teaser:\ (?P<teaser>".*")\n
    (?:made:\ (?P<made>[a-z-]+)\n)?""",
    re.VERBOSE,
)
_KEY = re.compile(r"^([A-Za-z_][\w-]*):", re.MULTILINE)
_ID = re.compile(r"[ \t]*\{:?\s*#([\w-]+)\s*\}[ \t]*$", re.MULTILINE)
_LINK = re.compile(words.LINK)
_CONFLICT = re.compile(r"^(?:<<<<<<< |>>>>>>> )", re.MULTILINE)
_FENCE = re.compile(r"^(```+|~~~+)")
_MORE = "More: "
_KNOWN = ("title", "date", "state", "since", "until", "teaser", "made")


def write(brief: Brief) -> str:
    """The page of a brief. `read` gives the same brief back."""
    parts = [front_matter(brief), *(_write_block(block) for block in brief.blocks)]
    return "\n\n".join(parts) + "\n"


def read(text: str, name: str = "page") -> Brief:
    """The brief of a page, hand-edited or not.

    Raises PageFault, naming `name` and the line, where the front matter is not what a brief needs.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    if marker := _CONFLICT.search(text):
        row = text.count("\n", 0, marker.start()) + 1
        raise PageFault(f"{name}:{row} has the marks of a merge that failed (keep one side and delete the marks)")
    file = words.fronted(text)
    if file is None:
        raise PageFault(f"{name}:1 has no front matter (start the page with the block between two lines of ---)")
    values = _own(file.keys) or _yaml(file.keys, name)
    try:
        return _brief(values, _extra(file.keys), tuple(_read_blocks(file.text)))
    except KeyError as missing:
        raise PageFault(f"{name}:1 front matter has no {missing.args[0]} (add it)") from None
    except ValueError as fault:
        raise PageFault(f"{name}:1 front matter cannot be read: {fault} (write it as the other briefs do)") from None


def added(brief: Brief, key: str) -> str:
    """What a person added to the front matter under a key, as plain text; nothing where they did not."""
    raw = next((raw for name, raw in brief.extra if name == key), "")
    try:
        held = YAML(typ="safe", pure=True).load(raw) if raw else None
    except YAMLError:
        return ""
    value = held.get(key) if isinstance(held, dict) else None
    return words.clean(str(value)) if value is not None and not isinstance(value, dict | list) else ""


def restate(text: str, state: State) -> str:
    """The page with another state, which its front matter may have lost, and not one other byte changed."""
    file = words.fronted(text)
    if file is None:
        return text
    said = f"state: {state.value}"
    keys, found = _STATE.subn(said, file.keys, count=1)
    return "".join([file.opening, keys if found else f"{keys}{said}{file.line_end}", file.closing, file.text])


def front_matter(brief: Brief) -> str:
    """The block between the two lines of ---, without a line end."""
    day = f"{brief.day:%Y-%m}" if brief.month else brief.day.isoformat()
    known = {
        "title": json.dumps(brief.title, ensure_ascii=False),
        "date": json.dumps(day) if brief.month else day,
        "state": brief.state.value,
        "since": _moment(brief.since),
        "until": _moment(brief.until),
        "teaser": json.dumps(brief.teaser, ensure_ascii=False),
    }
    if brief.made is not Made.DAILY:
        known["made"] = brief.made.value
    rows = [f"{key}: {value}" for key, value in known.items()] + [raw for _, raw in brief.extra]
    return "\n".join(["---", *rows, "---"])


def line_markdown(line: Line) -> str:
    """A line as its block in the page."""
    anchor = f" {{: #{line.id} }}" if line.id else ""
    more = f"\n{_MORE}{', '.join(words.link(link.label, link.url) for link in line.more)}" if line.more else ""
    return "- " + f"{line.text}{anchor}{more}".replace("\n", "\n  ")


def line_hash(line: Line) -> str:
    """What identifies the words of a line: its text and its row of outlets."""
    return words.digest_of(line_markdown(line), length=16)


def text_hash(brief: Brief) -> str:
    """What identifies the words of a brief: its title, its teaser and its blocks, in their order."""
    return words.digest_of(brief.title, brief.teaser, *map(_write_block, brief.blocks), length=16)


def address(path: str) -> str:
    """The address of a file of the docs tree, relative to the site: pages are folders, other files keep their names."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


def page_of(path: str, tree: Collection[str], written: str) -> str:
    """The page of the docs tree that a path in a brief means, or nothing.

    Paths are relative to that brief, `written` below content/, or to the top of content/. An address on the web means
    none, whatever the tree has.
    """
    if "://" in path:
        return ""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(written), path))
    for name in (path, beside, path.removeprefix("briefs/"), beside.removeprefix("briefs/")):
        for found in (name, f"{name.removesuffix('.md')}/index.md"):
            if found in tree:
                return found
    return ""


def links(markdown: str) -> tuple[Link, ...]:
    """The links of a piece of inline Markdown, in their order, labels in plain text."""
    return tuple(Link(label=words.unescape(label), url=url) for label, url in _LINK.findall(markdown))


def plain(markdown: str) -> str:
    """Inline Markdown as plain text: links become their labels, attribute lists go."""
    return words.unescape(re.sub(r"\{:[^}]*\}", "", _LINK.sub(lambda match: match.group(1), markdown)))


def _write_block(block: Block) -> str:
    return line_markdown(block) if isinstance(block, Line) else block.text


def _read_blocks(body: str) -> Iterator[Block]:
    for chunk in _chunks(body.split("\n")):
        yield _read_line(chunk) if chunk[0].startswith("- ") else Passage(text="\n".join(chunk))


def _chunks(rows: list[str]) -> Iterator[list[str]]:
    """Blocks as lists of rows: a bullet with what is indented under it, or rows up to an empty one."""
    chunk: list[str] = []
    fence = ""
    for number, row in enumerate(rows):
        if fence:
            chunk.append(row)
            fence = "" if row.rstrip() == fence else fence
            continue
        inside = row.startswith("  ") and chunk and chunk[0].startswith("- ")
        held_open = not row.strip() and chunk and chunk[0].startswith("- ") and _goes_on(rows, number)
        if inside or held_open:
            chunk.append(row)
        elif not row.strip() or row.startswith("- "):
            if chunk:
                yield chunk
            chunk = [row] if row.strip() else []
        else:
            opens = None if chunk else _FENCE.match(row)
            fence = opens.group() if opens else ""
            chunk.append(row)
    if chunk:
        yield chunk


def _goes_on(rows: list[str], number: int) -> bool:
    following = next((row for row in rows[number:] if row.strip()), "")
    return following.startswith("  ")


def _read_line(chunk: list[str]) -> Line:
    rows = [chunk[0][2:], *(row.removeprefix("  ") for row in chunk[1:])]
    more: tuple[Link, ...] = ()
    if len(rows) > 1 and (found := _read_more(rows[-1])):
        more, rows = found, rows[:-1]
    text = "\n".join(rows)
    match = _ID.search(text)
    if match:
        text = text[: match.start()] + text[match.end() :]
    return Line(id=match.group(1) if match else "", text=text.strip(), more=more)


def _read_more(row: str) -> tuple[Link, ...]:
    """The outlets of a `More:` row; nothing if a person made something else of it, which is then text."""
    if not row.startswith(_MORE):
        return ()
    found = links(row)
    return found if row == f"{_MORE}{', '.join(words.link(link.label, link.url) for link in found)}" else ()


def _brief(values: Mapping[str, object], extra: tuple[tuple[str, str], ...], blocks: tuple[Block, ...]) -> Brief:
    title, day = _said(values, "title"), _said(values, "date")
    series, colon, word = title.partition(": ")
    return Brief(
        day=date.fromisoformat(day if len(day) > 7 else f"{day}-01"),
        month=len(day) == 7,
        series=series if colon else "",
        word=word if colon else title,
        teaser=_said(values, "teaser") if values.get("teaser") else "",
        state=State(str(values["state"])),
        since=_read_moment(values["since"]),
        until=_read_moment(values["until"]),
        made=Made(str(values.get("made", Made.DAILY.value))),
        blocks=blocks,
        extra=extra,
    )


def _said(values: Mapping[str, object], key: str) -> str:
    """The text under a key; ValueError where there is something else, such as a list."""
    value = values[key]
    if value is None or isinstance(value, dict | list):
        raise ValueError(f"{key} is no text")
    return str(value)


def _own(source: str) -> Mapping[str, object]:
    """Front matter that stands as `write` writes it, which is JSON value by value and read a hundred times sooner than
    YAML; nothing where a person made something else of it."""
    match = _OWN_KEYS.fullmatch(source)
    if match is None:
        return {}
    values = {key: value for key, value in match.groupdict().items() if value is not None}
    try:
        said = {key: json.loads(values[key]) for key in ("title", "teaser")}
    except ValueError:
        return {}
    return values | said | {"date": values["date"].strip('"')}


def _yaml(source: str, name: str) -> Mapping[str, object]:
    try:
        values = YAML(typ="safe", pure=True).load(StringIO(source))
    except MarkedYAMLError as fault:
        row = fault.problem_mark.line + 2 if fault.problem_mark else 1
        raise PageFault(f"{name}:{row} front matter is not YAML: {fault.problem} (quote the value)") from None
    except YAMLError as fault:
        raise PageFault(f"{name}:1 front matter is not YAML: {fault} (quote the value)") from None
    if not isinstance(values, dict):
        raise PageFault(f"{name}:1 front matter holds no keys (write title, date, state, since, until and teaser)")
    return values


def _extra(source: str) -> tuple[tuple[str, str], ...]:
    """The keys that are not ours, each with its rows as they stand."""
    starts = [(match.group(1), match.start()) for match in _KEY.finditer(source)]
    ends = [start for _, start in starts[1:]] + [len(source)]
    return tuple(
        (key, source[start:end].rstrip("\n"))
        for (key, start), end in zip(starts, ends, strict=True)
        if key not in _KNOWN
    )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_moment(value: object) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
