"""`digest pull`, `digest brief` and `digest run`: what a day needs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.desk import build_site, open_desk
from digest.cli.logging import log, terminal
from digest.cli.options import (
    Cluster,
    Folder,
    Fresh,
    Json,
    Now,
    Offline,
    Private,
    Settings,
    day_of,
    duration_of,
    settings_of,
)
from digest.cli.output import as_json_text, counted, say
from digest.errors import TooManyFailures

if TYPE_CHECKING:
    from digest.pipeline.briefing import Briefed
    from digest.pipeline.desk import Desk
    from digest.pipeline.pulling import Pulled

Strict = Annotated[
    float | None,
    typer.Option(
        "--strict", metavar="SHARE", min=0.0, max=1.0, help="Exit with 3 if more than this share of feeds failed."
    ),
]
Days = Annotated[list[str] | None, typer.Argument(metavar="[DATE]...", help="Days such as 2026-11-22; none: all due.")]


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


def brief(
    context: typer.Context, days: Days = None, folder: Folder = None, now: Now = None, as_json: Json = False
) -> None:
    """Compose the briefs that are due, or those of the days named."""
    from digest.pipeline import briefing

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        briefed = briefing.brief(desk, tuple(day_of(day) for day in days or ()))
    _tell(settings, briefed=briefed)


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


def _pull(desk: Desk, named: Sequence[str] = (), cluster: str = "") -> Pulled:
    from rich.progress import Progress

    from digest.pipeline import pulling, spreading

    err = terminal()
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
        new, figures = counted(pulled.new, "new entry"), counted(pulled.observations, "figure")
        rest = f"; {pulled.not_due} {'was' if pulled.not_due == 1 else 'were'} not due" if pulled.not_due else ""
        read = f"Read {pulled.feeds - pulled.failed} of {pulled.feeds} feeds: {new}, {figures}{rest}."
        say(pulled.unreached or read)
    if briefed:
        for problem in briefed.problems:
            log.problem(problem)
        days = ", ".join(str(day) for day in briefed.changed)
        say(f"Composed {days}." if days else "No brief changed.")


def _judge(pulled: Pulled, strict: float | None) -> None:
    if strict is not None and pulled.feeds and pulled.failed > strict * pulled.feeds:
        raise TooManyFailures(
            f"{pulled.failed} of {pulled.feeds} feeds failed, more than --strict {strict:g} allows"
            " (see `digest feeds health`)"
        )
