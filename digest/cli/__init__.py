"""The `digest` command: what people type, what they are told, and the exit code.

0 done (feeds that failed are reported, not fatal), 1 error, 2 called wrongly, 3 more feeds failed than --strict allows
or a hub refused, 4 built, but the newest data are older than --fresh allows.
Stages are imported by the commands that use them, so that `digest --help` answers at once. `options` has what commands
share, `desk` opens the newsroom, `output` and `logging` speak; every other module has commands that belong together.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from digest import __version__
from digest.cli import (
    accounts,
    backfilling,
    daily,
    editing,
    feeds,
    mail,
    publishing,
    reads,
    reviewing,
    status,
    store,
    stories,
)
from digest.cli.desk import open_desk
from digest.cli.logging import Format, LogFormat, log
from digest.cli.options import Folder, Json, Now, Offline, Private, Settings, named, settings_of
from digest.cli.output import as_json_text, counted, say
from digest.errors import DigestError, RosterFaults, TooManyFailures

_FULL = "make room, then run again"
_RIGHTS = "give this user the right to write there, then run again"
_ADVICE = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "a limit on the size of files was met: raise it (`ulimit -f`), then run again",
    errno.EROFS: _RIGHTS,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EADDRINUSE: "another program uses that port: say --port with a free one",
}
"""What to do about what the system refuses."""

_YOUNG = 10_000
"""So many new objects are searched at once for what holds itself in circles. A command makes hundreds of thousands
that stay until it ends: searched after every 700, as Python does, they took a fifth of a build. At the end they are
not searched once more, which took a tenth of `digest stories`."""

_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")
"""Of NumPy's linear algebra, unless somebody says otherwise: matrices here are sparse, and threads that wait for work
took a seventh of the processor time of a day's stories."""

app = typer.Typer(
    name="digest",
    help="A newsroom in a folder: feeds in, First POST-style briefs and a searchable archive site out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(feeds.app, name="feeds")
app.add_typer(accounts.app, name="accounts")
app.add_typer(mail.app, name="mail")
app.add_typer(store.app, name="store")
app.add_typer(reads.app, name="reads")


def _tell_version(wanted: bool) -> None:
    if wanted:
        say(__version__)
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    folder: Folder = None,
    now: Now = None,
    offline: Offline = False,
    as_json: Json = False,
    private: Private = None,
    log_format: Format = LogFormat.TEXT,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """A newsroom in a folder: feeds in, First POST-style briefs and a searchable archive site out."""
    log.format = log_format
    context.obj = Settings(
        folder=folder or Path(), now=now or "", offline=offline, json=as_json, private=tuple(private or ())
    )


@app.command()
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where; a newsroom that is there is completed.")
    ] = Path(),
    blank: Annotated[bool, typer.Option("--blank", help="A roster to fill in, for any beat.")] = False,
) -> None:
    """Make a new newsroom, or set up this clone of one."""
    from digest.pipeline import opening

    written = opening.open_newsroom(folder, blank=blank)
    for name in written:
        say(f"wrote {folder / name}")
    say("Ready: `digest run` pulls, composes and builds." if written else "Nothing to write: this is a newsroom.")


@app.command()
def check(
    context: typer.Context,
    folder: Folder = None,
    live: Annotated[bool, typer.Option("--live", help="Read the feeds too, keeping nothing.")] = False,
    since: Annotated[Path | None, typer.Option(help="With --live: only what this older feeds.yaml lacks.")] = None,
    private: Private = None,
) -> None:
    """Check feeds.yaml, and every page and decision that people may have changed."""
    from digest.pipeline import checking

    settings = settings_of(context, folder, private=private)
    newsroom = checking.check(settings.folder)
    say(f"{newsroom.root} is in order.")
    if live:
        from digest.pipeline import probing

        with open_desk(settings) as desk:
            readings = probing.read_live(desk, since)
        for reading in readings:
            newest = f", newest {reading.newest:%Y-%m-%d}" if reading.newest else ", no dates"
            entries = counted(reading.entries, "entry")
            say(str(reading.problem or f"{reading.feed}: {entries}{newest}"))
        say(f"Read {counted(len(readings), 'feed')}." if readings else "No feed was added or moved.")
        if any(reading.problem for reading in readings):
            raise TooManyFailures("a feed that was read cannot be used (see above)")


for command in (
    daily.run,
    daily.pull,
    daily.brief,
    reviewing.review,
    reviewing.diff,
    editing.edit,
    publishing.publish,
    publishing.build,
    publishing.serve,
    status.status,
    backfilling.backfill,
    stories.stories,
):
    app.command()(command)


@app.command()
def schema() -> None:
    """Print the JSON Schema of feeds.yaml, for editors that complete and check it."""
    from digest import curate

    sys.stdout.write(as_json_text(curate.schema()))


@app.command("merge-file", hidden=True)
def merge_file(base: Path, ours: Path, theirs: Path, name: str) -> None:
    """Merge a brief, or decisions, that two clones changed; git calls this (see .gitattributes)."""
    from digest.pipeline import merging

    if not merging.merge_file(base, ours, theirs, name):
        log.warn(f"{name}: a line was changed on both sides; the editor's text stays")


def main() -> None:
    """Run the command; faults of its words, of people's files and of the world end it with a line each."""
    gc.set_threshold(_YOUNG)
    os.environ.setdefault(*_ONE_THREAD)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without Chinese is no reason to end
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as fault:
        if said := _called_wrongly(fault):  # nothing where the help was shown instead
            log.error(said)
        sys.exit(fault.exit_code)
    except DigestError as fault:
        for row in str(fault).splitlines():
            log.error(row)
        if isinstance(fault, RosterFaults):
            log.error(f"{counted(len(fault.problems), 'fault')}; no brief was touched.")
        sys.exit(fault.exit_code)
    except (OSError, UnicodeError, OverflowError) as fault:
        log.error(_sentence(fault))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()


def _called_wrongly(fault: typer.TyperException) -> str:
    """What is wrong with the words of a command, on one line, and where the right ones are listed."""
    said = " ".join(fault.format_message().replace("Value error, ", "").split())
    context = getattr(fault, "ctx", None)
    command = named(context) if context else _command_in(sys.argv[1:])
    return f"{command}: {said.removesuffix('.')} (`{command} --help` lists what it takes)" if said else ""


def _command_in(words: Sequence[str]) -> str:
    """The command that some words begin with, for faults of options, which do not say whose they are."""
    found, names = typer.main.get_command(app), ["digest"]
    for word in words:
        if isinstance(found, TyperGroup) and word in found.commands:
            found = found.commands[word]
            names.append(word)
    return " ".join(names)


def _sentence(fault: OSError | UnicodeError | OverflowError) -> str:
    """What the world did, and what to do about it."""
    if isinstance(fault, OSError) and fault.strerror:
        name = fault.filename2 or fault.filename  # where something is put in place: the place
        where = f"{name}: " if name else ""
        todo = _ADVICE.get(fault.errno or 0, "check the file and its folder")
        return f"{where}{fault.strerror} ({todo}; what was published is whole)"
    return f"{type(fault).__name__}: {fault} (check the file or moment that it names)"
