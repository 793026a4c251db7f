"""`digest publish`, `digest build` and `digest serve`: from briefs to what readers get."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.desk import Engine, build_site, open_desk
from digest.cli.options import Folder, Fresh, Now, Private, day_of, duration_of, settings_of
from digest.cli.output import counted, say
from digest.errors import TooManyFailures, UsageError


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
        say(f"Published the brief of {day}." if fresh else f"The brief of {day} was published before.")
    feeds = counted(pinged.feeds, "feed") if pinged else ""
    if pinged and pinged.fault:
        raise TooManyFailures(f"{pinged.hub} was told of {feeds} only: {pinged.fault} (tell it again later)")
    if pinged:
        say(f"Told {pinged.hub} of {feeds}.")
    elif to_hub:
        say("feeds.yaml names no `site.hub`: nobody to tell.")


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


def serve(
    context: typer.Context,
    folder: Folder = None,
    now: Now = None,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port on 127.0.0.1.")] = 8000,
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
    say(f"Serving {newsroom.site} (Ctrl-C ends it)")
    site.serve(newsroom, rebuild, port=port)
