"""The `digest` command: what people type, what they are told, and the exit code.

0 done (feeds that failed are reported, not fatal), 1 error, 2 called wrongly, 3 more feeds failed than --strict allows,
4 built, but the newest data are older than --fresh allows.
Stages are imported by the commands that use them, so that `digest --help` answers at once.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from digest import __version__
from digest.cli import accounts, backfilling, editing, feeds, mail, overseeing, reads, reviewing, store, stories
from digest.cli.calling import (
    Cluster,
    Engine,
    Folder,
    Json,
    Now,
    Offline,
    Private,
    Settings,
    as_json_text,
    build_site,
    day_of,
    duration_of,
    open_desk,
    out,
    settings_of,
)
from digest.cli.logging import Format, LogFormat, err, log
from digest.errors import DigestError, RosterFaults, TooManyFailures, UsageError

if TYPE_CHECKING:
    from digest.pipeline.briefing import Briefed
    from digest.pipeline.desk import Desk
    from digest.pipeline.pulling import Pulled

_FULL = "make room, then run again"
_RIGHTS = "give this user the right to write there, then run again"
_ADVICE = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EROFS: _RIGHTS, errno.EACCES: _RIGHTS, errno.EPERM: _RIGHTS}
"""What to do about what the system refuses."""

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
app.command()(editing.edit)
app.command()(backfilling.backfill)
app.command()(overseeing.status)
app.command()(reviewing.review)
app.command()(reviewing.diff)

Strict = Annotated[
    float | None,
    typer.Option(
        "--strict", metavar="SHARE", min=0.0, max=1.0, help="Exit with 3 if more than this share of feeds failed."
    ),
]
Fresh = Annotated[
    str | None,
    typer.Option(
        "--fresh", metavar="TIME", help="If nothing newer than this came (26h), say so on the page and exit with 4."
    ),
]
Days = Annotated[list[str] | None, typer.Argument(metavar="[DATE]...", help="Days such as 2026-11-22; none: all due.")]


def _tell_version(wanted: bool) -> None:
    if wanted:
        out.print(__version__)
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
    from digest.pipeline import checking

    settings = settings_of(context, folder, private=private)
    newsroom = checking.check(settings.folder)
    out.print(f"{newsroom.root} is in order.", markup=False)
    if live:
        from digest.pipeline import probing

        with open_desk(settings) as desk:
            readings = probing.read_live(desk, since)
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
    cluster: Cluster = "",
) -> None:
    """Pull the feeds that are due and the accounts' figures; or certain feeds."""
    settings = settings_of(context, folder, now, private, as_json=as_json)
    with open_desk(settings) as desk:
        pulled = _pull(desk, named or (), cluster)
    _tell(settings, pulled=pulled)
    _judge(pulled, strict)


@app.command()
def brief(
    context: typer.Context, days: Days = None, folder: Folder = None, now: Now = None, as_json: Json = False
) -> None:
    """Compose the briefs that are due, or those of the days named."""
    from digest.pipeline import briefing

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        briefed = briefing.brief(desk, tuple(day_of(day) for day in days or ()))
    _tell(settings, briefed=briefed)


@app.command()
def publish(
    context: typer.Context,
    day: Annotated[str, typer.Argument(metavar="[DATE]", help="The brief's day; none: with --ping only.")] = "",
    to_hub: Annotated[
        bool, typer.Option("--ping", help="Tell the WebSub hub; when the site that it fetches is up to date.")
    ] = False,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", envvar="DIGEST_EDITOR", help="Who read it; readers are told.")
    ] = "",
    folder: Folder = None,
    now: Now = None,
    private: Private = None,
) -> None:
    """Publish a brief: from then on no build and no upgrade changes a word of it. Tell the hub of the feeds."""
    from digest.pipeline import briefing, pinging

    if not day and not to_hub:
        raise UsageError("publish which brief? (name its day, or say --ping)")
    with open_desk(settings_of(context, folder, now, private)) as desk:
        fresh = bool(day) and briefing.publish_day(desk, day_of(day), by)
        pinged = pinging.ping(desk) if to_hub else None
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
    fresh: Fresh = None,
    engine: Annotated[Engine, typer.Option("--engine", help="What turns the pages into a site.")] = Engine.MKDOCS,
    zensical: Annotated[
        Path | None,
        typer.Option("--zensical", envvar="DIGEST_ZENSICAL", help="The program of Zensical's own virtual environment."),
    ] = None,
) -> None:
    """Build the site from content/ and feeds.yaml: what changed since the last build."""
    age = duration_of(fresh, "--fresh") if fresh else None
    with open_desk(settings_of(context, folder, now)) as desk:
        build_site(desk, clean=clean, fresh=age, engine=engine, zensical=zensical)


@app.command()
def run(
    context: typer.Context,
    folder: Folder = None,
    now: Now = None,
    offline: Offline = False,
    strict: Strict = None,
    fresh: Fresh = None,
    as_json: Json = False,
    private: Private = None,
    cluster: Cluster = "",
) -> None:
    """Pull, compose all that is due, and build the site."""
    from digest.pipeline import briefing

    age = duration_of(fresh, "--fresh") if fresh else None
    settings = settings_of(context, folder, now, private, offline=offline, as_json=as_json)
    with open_desk(settings) as desk:
        pulled = None if settings.offline else _pull(desk, cluster=cluster)
        briefed = briefing.brief(desk)
        _tell(settings, pulled=pulled, briefed=briefed)
        build_site(desk, fresh=age, quiet=settings.json)
    if pulled:
        _judge(pulled, strict)


@app.command()
def serve(
    context: typer.Context,
    folder: Folder = None,
    now: Now = None,
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8000,
) -> None:
    """Show the site on this machine and build it again whenever content/ or feeds.yaml changes."""
    from digest import site
    from digest.pipeline.desk import newsroom_at

    settings = settings_of(context, folder, now)

    def rebuild() -> None:
        with open_desk(settings) as desk:
            build_site(desk, quiet=True)

    rebuild()
    newsroom = newsroom_at(settings.folder)
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
    from digest.pipeline import merging

    if not merging.merge_file(base, ours, theirs, name):
        log.warn(f"{name}: a line was changed on both sides; the editor's text stays")


def main() -> None:
    """Run the command; faults of people's files and of the world end it with a line each, never with a traceback."""
    try:
        app()
    except DigestError as fault:
        for row in str(fault).splitlines():
            log.error(row)
        if isinstance(fault, RosterFaults):
            count = len(fault.problems)
            log.error(f"{count} fault{'s' if count > 1 else ''}; no brief was touched.")
        sys.exit(fault.exit_code)
    except (OSError, UnicodeError, OverflowError) as fault:
        log.error(_sentence(fault))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _sentence(fault: OSError | UnicodeError | OverflowError) -> str:
    """What the world did, and what to do about it."""
    if isinstance(fault, OSError) and fault.strerror:
        where = f"{fault.filename}: " if fault.filename else ""
        todo = _ADVICE.get(fault.errno or 0, "check the file and its folder")
        return f"{where}{fault.strerror} ({todo}; what was published is whole)"
    return f"{type(fault).__name__}: {fault} (check the file or moment that it names)"


def _pull(desk: Desk, named: Sequence[str] = (), cluster: str = "") -> Pulled:
    from digest.pipeline import pulling, spreading

    with (
        spreading.spread_reading(cluster) as executor,
        Progress(console=err, transient=True, disable=not err.is_terminal) as progress,
    ):
        task = progress.add_task("Pulling feeds", total=len(named or desk.roster.feeds))
        return pulling.pull(desk, on_done=lambda _: progress.advance(task), named=named, executor=executor)


def _tell(settings: Settings, *, pulled: Pulled | None = None, briefed: Briefed | None = None) -> None:
    if pulled:
        log.step("pull", feeds=pulled.feeds, failed=pulled.failed, new=pulled.new, not_due=pulled.not_due)
    if briefed:
        log.step("brief", changed=briefed.changed, published=briefed.published)
    if settings.json:
        said = {"pulled": asdict(pulled) if pulled else None, "briefed": asdict(briefed) if briefed else None}
        sys.stdout.write(as_json_text(said))
        return
    if pulled:
        for problem in pulled.problems:
            log.problem(problem)
        read = f"Read {pulled.feeds - pulled.failed} of {pulled.feeds} feeds: {pulled.new} new entries"
        rest = f"; {pulled.not_due} {'was' if pulled.not_due == 1 else 'were'} not due" if pulled.not_due else ""
        out.print(pulled.unreached or f"{read}, {pulled.observations} figures{rest}.", markup=False)
    if briefed:
        for problem in briefed.problems:
            log.problem(problem)
        days = ", ".join(str(day) for day in briefed.changed)
        out.print(f"Composed {days}." if days else "No brief changed.")


def _judge(pulled: Pulled, strict: float | None) -> None:
    if strict is not None and pulled.feeds and pulled.failed > strict * pulled.feeds:
        raise TooManyFailures(
            f"{pulled.failed} of {pulled.feeds} feeds failed, more than --strict {strict:g} allows"
            " (see `digest feeds health`)"
        )
