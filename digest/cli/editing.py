"""`digest edit`: an editor's decisions from the command line."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.desk import build_site, open_desk
from digest.cli.logging import log
from digest.cli.options import EditedBy, Folder, Json, Now, Why, day_of, only_editor, settings_of
from digest.cli.output import as_json_text, say
from digest.errors import UsageError

if TYPE_CHECKING:
    from digest.curate.layout import Item

Lines = list[str] | None
Pair = tuple[str, str]

_NONE = ("", "")

Day = Annotated[str, typer.Argument(metavar="DATE", help="The brief's day, such as 2026-11-22.")]
Pin = Annotated[Lines, typer.Option("--pin", metavar="ID", help="Keep a story in the brief; repeat it.")]
Lead = Annotated[str, typer.Option("--lead", metavar="ID", help="Put a story first.")]
Mute = Annotated[Lines, typer.Option("--mute", metavar="ID", help="Leave a story out; repeat it.")]
Title = Annotated[str, typer.Option("--title", metavar="WORD", help="The title word.")]
Teaser = Annotated[str, typer.Option("--teaser", metavar="TEXT", help="The teaser.")]
Retitle = Annotated[Pair, typer.Option("--retitle", metavar="ID TEXT", help="Words of your own for a line.")]
Merge = Annotated[Pair, typer.Option("--merge", metavar="ID ID", help="Two lines are one story; the first id stays.")]
Split = Annotated[str, typer.Option("--split", metavar="ID", help="A story is two; say which --entry or --outlet go.")]
Entry = Annotated[Lines, typer.Option("--entry", metavar="ID", help="With --split: an entry that goes.")]
OfOutlet = Annotated[Lines, typer.Option("--outlet", metavar="ID", help="With --split: an outlet whose entries go.")]
Add = Annotated[str, typer.Option("--add", metavar="TEXT|URL", help="A line of your own, or an address.")]
Text = Annotated[str, typer.Option("--text", metavar="TEXT", help="With --add URL: the words of the link.")]
First = Annotated[bool, typer.Option("--first", help="With --add: before the other lines.")]
After = Annotated[str, typer.Option("--after", metavar="ID", help="With --add: after that line.")]
Note = Annotated[Pair, typer.Option("--note", metavar="ID TEXT", help="A note on a line, for editors only.")]
Public = Annotated[bool, typer.Option("--public", help="With --note: readers see it.")]
Correct = Annotated[Pair, typer.Option("--correct", metavar="ID TEXT", help="What a published line says from now on.")]
Withdraw = Annotated[Lines, typer.Option("--withdraw", metavar="ID", help="Take a line back; --why tells readers.")]


def edit(
    context: typer.Context,
    day: Day,
    pin: Pin = None,
    lead: Lead = "",
    mute: Mute = None,
    title: Title = "",
    teaser: Teaser = "",
    retitle: Retitle = _NONE,
    merge: Merge = _NONE,
    split: Split = "",
    entry: Entry = None,
    outlet: OfOutlet = None,
    add: Add = "",
    text: Text = "",
    first: First = False,
    after: After = "",
    note: Note = _NONE,
    public: Public = False,
    correct: Correct = _NONE,
    withdraw: Withdraw = None,
    why: Why = "",
    by: EditedBy = "",
    folder: Folder = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Decide on a brief: write it into the day's edits.yaml and follow it at once."""
    from digest.pipeline import editing

    settings = settings_of(context, folder, now, as_json=as_json)
    place = f"after {after.removeprefix('#')}" if after else "first" if first else ""
    addition: Item = {"add": add, "text": text, "place": place, "id": ""}
    remark: Item = {"note": _id(note[0]), "text": note[1], "public": public}
    items: list[Item] = [
        *([{"title": title}] if title else []),
        *([{"teaser": teaser}] if teaser else []),
        *([{"lead": _id(lead)}] if lead else []),
        *({"pin": _id(line)} for line in pin or ()),
        *({"mute": _id(line)} for line in mute or ()),
        *({"retitle": _id(line), "text": words} for line, words in [retitle] if line),
        *({"merge": [_id(one), _id(other)]} for one, other in [merge] if one),
        *([{"split": _id(split), "entries": entry or (), "outlets": outlet or ()}] if split else []),
        *([addition] if add else []),
        *([remark] if note[0] else []),
        *({"correct": _id(line), "text": words} for line, words in [correct] if line),
        *({"withdraw": _id(line)} for line in withdraw or ()),
    ]
    if not items:
        raise UsageError("nothing is decided (say what, such as --mute ID; `digest edit --help` lists it all)")
    with open_desk(settings) as desk:
        by = by or only_editor([editor.id for editor in desk.roster.editors])
        edited = editing.edit(desk, day_of(day), [{**item, "by": by, "why": why} for item in items])
        if withdraw and desk.newsroom.site.is_dir():
            build_site(desk, quiet=True)
    if settings.json:
        sys.stdout.write(as_json_text(asdict(edited)))
        return
    for problem in edited.problems:
        log.problem(problem)
    for row in edited.said or ("Noted; no word of the brief changed.",):
        say(row)


def _id(line: str) -> str:
    return line.strip().removeprefix("#")
