"""`digest status`: how the newsroom does."""

from __future__ import annotations

import shlex
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from digest.cli.desk import open_desk
from digest.cli.options import Folder, Json, Now, settings_of
from digest.cli.output import as_json_text, counted, say

if TYPE_CHECKING:
    from digest.model import Run
    from digest.pipeline.overview import Overview


def status(context: typer.Context, folder: Folder = None, now: Now = None, as_json: Json = False) -> None:
    """Show how the feeds do and which briefs wait for an editor."""
    from digest.pipeline.overview import overview

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        found = overview(desk)
    if settings.json:
        sys.stdout.write(as_json_text(asdict(found)))
        return
    ok = [feed for feed in found.feeds if not (feed.trouble or feed.changed)]
    say(f"{len(ok)} of {len(found.feeds)} feeds are well.")
    for feed in found.feeds:
        if feed.gone:
            said = f"{feed.feed}: {feed.trouble} on {feed.gone:%Y-%m-%d}, not asked since"
            say(f"{said} (`digest feeds remove {feed.feed}`)")
        elif feed.trouble:
            times = f"{feed.failures} times in a row" if feed.failures > 1 else "once"
            last = f"last read {feed.last_ok:%Y-%m-%d %H:%M} UTC" if feed.last_ok else "never read"
            say(f"{feed.feed}: {feed.trouble}, {times}, {last} ({feed.todo})")
        if feed.changed:
            todo = f"look at it, then `digest feeds accept {feed.feed}`"
            held = counted(feed.held, "entry is", "entries are")
            say(f"{feed.feed}: {held} kept aside: they {feed.changed} ({todo})")
        if feed.moved:
            say(f"{feed.feed}: moved for good to {feed.moved} (`digest feeds fix {feed.feed}`)")
    say(f"{counted(found.published, 'brief is', 'briefs are')} published.")
    for day in found.open:
        say(f"{day} is open: its window still runs.")
    for day in found.review:
        say(f"{day} is in review: `digest publish {day}` when it is good.")
    _tell_doubts(found)
    for past in found.runs:
        say(_run_line(past))


def _tell_doubts(found: Overview) -> None:
    """Conflicts, and published lines whose publishers changed their headlines, with what to type."""
    for day, line in found.conflicts:
        say(f"{day} {line} was changed by hand, and new evidence says otherwise: `digest diff {day}`")
    for one in found.revised:
        now = f"says now “{one.after}”" if one.after else "carries it no longer"
        say(f"{one.day} {one.line}: {one.outlet} said “{one.before}”, {now}")
        words = shlex.quote(one.after) if one.after else "TEXT"
        say(f"  digest edit {one.day} --correct {one.line} {words} --why TEXT")
        say(f"  digest edit {one.day} --withdraw {one.line} --why TEXT")


def _run_line(run: Run) -> str:
    """When a step ran, for how long, what it counted, and its problems: those of feeds are told with the feeds."""
    counts = [f"{number} {name}" for name, number in run.counts.items()]
    if run.problems:
        first = "" if run.command.startswith("pull") else f": {run.problems[0]}"
        counts.append(f"{len(run.problems)} problem{'s' if len(run.problems) > 1 else ''}{first}")
    lasted = f"{(run.ended - run.started).total_seconds():.0f} s" if run.ended else "cut off"
    return f"{run.started:%Y-%m-%d %H:%M} UTC {run.command} ({lasted}): {', '.join(counts) or 'nothing to do'}"
