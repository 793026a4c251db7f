"""The `digest` command: what people type, what they are told, and the exit code.

0 done (feeds that failed are reported, not fatal), 1 error, 2 called wrongly, 3 more feeds failed than --strict allows.
Stages are imported by the commands that use them, so that `digest --help` answers at once.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from digest import __version__
from digest.cli import accounts, editing, feeds, mail, reviewing, stories
from digest.cli.calling import (
    Folder,
    Json,
    Now,
    Offline,
    Private,
    Settings,
    as_json_text,
    build_site,
    day_of,
    err,
    open_desk,
    out,
    settings_of,
)
from digest.errors import DigestError, RosterFaults, TooManyFailures, UsageError

if TYPE_CHECKING:
    from digest.pipeline import Briefed, Desk, Overview, Pulled

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
app.command()(editing.edit)
app.command()(reviewing.review)
app.command()(reviewing.diff)

Strict = Annotated[
    float | None,
    typer.Option(
        "--strict", metavar="SHARE", min=0.0, max=1.0, help="Exit with 3 if more than this share of feeds failed."
    ),
]
Days = Annotated[list[str] | None, typer.Argument(metavar="[DATE]...", help="Days such as 2026-11-22; none: all due.")]


@app.callback()
def root(
    context: typer.Context,
    folder: Folder = None,
    now: Now = None,
    offline: Offline = False,
    as_json: Json = False,
    private: Private = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """A newsroom in a folder: feeds in, First POST-style briefs and a searchable archive site out."""
    context.obj = Settings(
        folder=folder or Path(), now=now or "", offline=offline, json=as_json, private=tuple(private or ())
    )
    if version:
        out.print(__version__)
        raise typer.Exit


@app.command()
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where; a newsroom that is there is completed.")
    ] = Path(),
    blank: Annotated[bool, typer.Option("--blank", help="A roster to fill in, for any beat.")] = False,
) -> None:
    """Make a new newsroom, or set up this clone of one."""
    from digest import pipeline

    written = pipeline.open_newsroom(folder, blank=blank)
    for name in written:
        out.print(f"wrote {folder / name}", markup=False)
    out.print("Ready: `digest run` pulls, composes and builds." if written else "Nothing to write: this is a newsroom.")


@app.command()
def check(
    context: typer.Context,
    folder: Folder = None,
    live: Annotated[bool, typer.Option("--live", help="Read the feeds too, keeping nothing.")] = False,
    since: Annotated[Path | None, typer.Option(help="With --live: only what this older feeds.yaml lacks.")] = None,
    private: Private = None,
) -> None:
    """Check feeds.yaml, and every page and decision that people may have changed."""
    from digest import pipeline

    settings = settings_of(context, folder, private=private)
    newsroom = pipeline.check(settings.folder)
    out.print(f"{newsroom.root} is in order.", markup=False)
    if live:
        with open_desk(settings) as desk:
            readings = pipeline.read_live(desk, since)
        for reading in readings:
            newest = f", newest {reading.newest:%Y-%m-%d}" if reading.newest else ", no dates"
            out.print(str(reading.problem or f"{reading.feed}: {reading.entries} entries{newest}"), markup=False)
        out.print(f"Read {len(readings)} feeds." if readings else "No feed was added or moved.")
        if any(reading.problem for reading in readings):
            raise TooManyFailures("a feed that was read cannot be used (see above)")


@app.command()
def pull(
    context: typer.Context,
    named: Annotated[
        list[str] | None, typer.Argument(metavar="[FEED]...", help="Feeds to ask, due or not; none: all that are due.")
    ] = None,
    folder: Folder = None,
    now: Now = None,
    strict: Strict = None,
    as_json: Json = False,
    private: Private = None,
) -> None:
    """Pull the feeds that are due and the accounts' figures; or certain feeds."""
    settings = settings_of(context, folder, now, private, as_json=as_json)
    with open_desk(settings) as desk:
        pulled = _pull(desk, named or ())
    _tell(settings, pulled=pulled)
    _judge(pulled, strict)


@app.command()
def brief(
    context: typer.Context, days: Days = None, folder: Folder = None, now: Now = None, as_json: Json = False
) -> None:
    """Compose the briefs that are due, or those of the days named."""
    from digest import pipeline

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        briefed = pipeline.brief(desk, tuple(day_of(day) for day in days or ()))
    _tell(settings, briefed=briefed)


@app.command()
def publish(
    context: typer.Context,
    day: Annotated[str, typer.Argument(metavar="[DATE]", help="The brief's day; none: with --ping only.")] = "",
    to_hub: Annotated[
        bool, typer.Option("--ping", help="Tell the WebSub hub; when the site that it fetches is up to date.")
    ] = False,
    folder: Folder = None,
    now: Now = None,
    private: Private = None,
) -> None:
    """Publish a brief: from then on no build and no upgrade changes a word of it. Tell the hub of the feeds."""
    from digest import pipeline

    if not day and not to_hub:
        raise UsageError("publish which brief? (name its day, or say --ping)")
    with open_desk(settings_of(context, folder, now, private)) as desk:
        fresh = bool(day) and pipeline.publish_day(desk, day_of(day))
        pinged = pipeline.ping(desk) if to_hub else None
    if day:
        out.print(f"Published the brief of {day}." if fresh else f"The brief of {day} was published before.")
    if pinged and pinged.fault:
        raise TooManyFailures(
            f"{pinged.hub} was told of {pinged.feeds} feeds only: {pinged.fault} (tell it again later)"
        )
    if pinged:
        out.print(f"Told {pinged.hub} of {pinged.feeds} feeds.", markup=False)
    elif to_hub:
        out.print("feeds.yaml names no `site.hub`: nobody to tell.")


@app.command()
def build(
    context: typer.Context,
    folder: Folder = None,
    now: Now = None,
    clean: Annotated[bool, typer.Option("--clean", help="Make everything anew, whatever is there.")] = False,
) -> None:
    """Build the site from content/ and feeds.yaml: what changed since the last build."""
    settings = settings_of(context, folder, now)
    with open_desk(settings) as desk:
        build_site(desk, clean=clean)


@app.command()
def run(
    context: typer.Context,
    folder: Folder = None,
    now: Now = None,
    offline: Offline = False,
    strict: Strict = None,
    as_json: Json = False,
    private: Private = None,
) -> None:
    """Pull, compose all that is due, and build the site."""
    from digest import pipeline

    settings = settings_of(context, folder, now, private, offline=offline, as_json=as_json)
    with open_desk(settings) as desk:
        pulled = None if settings.offline else _pull(desk)
        briefed = pipeline.brief(desk)
        _tell(settings, pulled=pulled, briefed=briefed)
        build_site(desk, quiet=settings.json)
    if pulled:
        _judge(pulled, strict)


@app.command()
def status(context: typer.Context, folder: Folder = None, now: Now = None, as_json: Json = False) -> None:
    """Show how the feeds do and which briefs wait for an editor."""
    from digest import pipeline

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        overview = pipeline.overview(desk)
    if settings.json:
        sys.stdout.write(as_json_text(asdict(overview)))
        return
    ok = [feed for feed in overview.feeds if not (feed.trouble or feed.changed)]
    out.print(f"{len(ok)} of {len(overview.feeds)} feeds are well.")
    for feed in overview.feeds:
        if feed.gone:
            said = f"{feed.feed}: {feed.trouble} on {feed.gone:%Y-%m-%d}, not asked since"
            out.print(f"{said} (`digest feeds remove {feed.feed}`)", markup=False)
        elif feed.trouble:
            last = f"last read {feed.last_ok:%Y-%m-%d %H:%M} UTC" if feed.last_ok else "never read"
            out.print(
                f"{feed.feed}: {feed.trouble}, {feed.failures} times in a row, {last} ({feed.todo})", markup=False
            )
        if feed.changed:
            todo = f"look at it, then `digest feeds accept {feed.feed}`"
            out.print(f"{feed.feed}: {feed.held} entries are kept aside: they {feed.changed} ({todo})", markup=False)
        if feed.moved:
            out.print(f"{feed.feed}: moved for good to {feed.moved} (`digest feeds fix {feed.feed}`)", markup=False)
    out.print(f"{overview.published} briefs are published.")
    for day in overview.open:
        out.print(f"{day} is open: its window still runs.")
    for day in overview.review:
        out.print(f"{day} is in review: `digest publish {day}` when it is good.")
    _tell_doubts(overview)
    for past in overview.runs:
        counts = ", ".join(f"{number} {name}" for name, number in past.counts.items())
        out.print(f"{past.started:%Y-%m-%d %H:%M} UTC {past.command}: {counts}", markup=False)


@app.command()
def serve(
    context: typer.Context,
    folder: Folder = None,
    now: Now = None,
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8000,
) -> None:
    """Show the site on this machine and build it again whenever content/ or feeds.yaml changes."""
    from digest import pipeline, site

    settings = settings_of(context, folder, now)

    def rebuild() -> None:
        with open_desk(settings) as desk:
            build_site(desk, quiet=True)

    rebuild()
    newsroom = pipeline.newsroom_at(settings.folder)
    out.print(f"Serving {newsroom.site} (Ctrl-C ends it)", markup=False)
    site.serve(newsroom, rebuild, port=port)


app.command()(stories.stories)


@app.command()
def schema() -> None:
    """Print the JSON Schema of feeds.yaml, for editors that complete and check it."""
    from digest import curate

    sys.stdout.write(as_json_text(curate.schema()))


@app.command("merge-file", hidden=True)
def merge_file(base: Path, ours: Path, theirs: Path, name: str) -> None:
    """Merge a brief that two clones changed; git calls this (see .gitattributes)."""
    from digest import pipeline

    if not pipeline.merge_file(base, ours, theirs, name):
        err.print(f"{name}: a line was changed on both sides; the editor's text stays", markup=False)


def main() -> None:
    """Run the command; faults of people's files and of the world end it with a line each, never with a traceback."""
    try:
        app()
    except DigestError as fault:
        for row in str(fault).splitlines():
            err.print(row, markup=False, style="red" if err.is_terminal else None)
        if isinstance(fault, RosterFaults):
            count = len(fault.problems)
            err.print(f"{count} fault{'s' if count > 1 else ''}; no brief was touched.")
        sys.exit(fault.exit_code)
    except (OSError, UnicodeError, OverflowError) as fault:
        err.print(f"{type(fault).__name__}: {fault} (check the file or moment that it names)", markup=False)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _pull(desk: Desk, named: Sequence[str] = ()) -> Pulled:
    from digest import pipeline

    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("Pulling feeds", total=len(named or desk.roster.feeds))
        return pipeline.pull(desk, on_done=lambda _: progress.advance(task), named=named)


def _tell_doubts(overview: Overview) -> None:
    """Conflicts, and published lines whose publishers changed their headlines, with what to type."""
    for day, line in overview.conflicts:
        out.print(f"{day} {line} was changed by hand, and new evidence says otherwise: `digest diff {day}`")
    for one in overview.revised:
        out.print(f"{one.day} {one.line}: {one.outlet} said “{one.before}”, says now “{one.after}”", markup=False)
        out.print(f"  digest edit {one.day} --correct {one.line} {shlex.quote(one.after)} --why TEXT", markup=False)
        out.print(f"  digest edit {one.day} --withdraw {one.line} --why TEXT", markup=False)


def _tell(settings: Settings, *, pulled: Pulled | None = None, briefed: Briefed | None = None) -> None:
    if settings.json:
        said = {"pulled": asdict(pulled) if pulled else None, "briefed": asdict(briefed) if briefed else None}
        sys.stdout.write(as_json_text(said))
        return
    if pulled:
        for problem in pulled.problems:
            err.print(str(problem), markup=False)
        read = f"Read {pulled.feeds - pulled.failed} of {pulled.feeds} feeds: {pulled.new} new entries"
        rest = f"; {pulled.not_due} {'was' if pulled.not_due == 1 else 'were'} not due" if pulled.not_due else ""
        out.print(pulled.unreached or f"{read}, {pulled.observations} figures{rest}.", markup=False)
    if briefed:
        for problem in briefed.problems:
            err.print(str(problem), markup=False)
        days = ", ".join(str(day) for day in briefed.changed)
        out.print(f"Composed {days}." if days else "No brief changed.")


def _judge(pulled: Pulled, strict: float | None) -> None:
    if strict is not None and pulled.feeds and pulled.failed > strict * pulled.feeds:
        raise TooManyFailures(
            f"{pulled.failed} of {pulled.feeds} feeds failed, more than --strict {strict:g} allows"
            " (see `digest feeds health`)"
        )
