"""`digest feeds`: what the newsroom reads, seen, added, removed, exchanged and looked after."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.desk import open_desk
from digest.cli.logging import log
from digest.cli.options import EditedBy, Folder, Json, Now, Private, Trial, Why, day_of, only_editor, settings_of
from digest.cli.output import as_json_text, columns, counted, say
from digest.model import Feed, Outlet, Ownership, Role

if TYPE_CHECKING:
    from digest.pipeline.discovery import Found

app = typer.Typer(help="List, add, remove, import, export and look after the feeds.", no_args_is_help=True)

OutletId = Annotated[str, typer.Option("--outlet", metavar="ID", help="The outlet; a new id makes a new outlet.")]
Topics = Annotated[
    list[str] | None, typer.Option("--topic", metavar="ID", help="A topic that everything in it is on; repeat it.")
]
OwnedBy = Annotated[Ownership, typer.Option("--ownership", help="Who owns a new outlet.")]
InRole = Annotated[Role, typer.Option("--role", help="What a new outlet does with news.")]
Country = Annotated[str, typer.Option("--country", metavar="CC", help="Where a new outlet is: ISO 3166, or UN or EU.")]
Name = Annotated[str, typer.Option("--name", help="The name of a new outlet.")]
Language = Annotated[str, typer.Option("--language", metavar="CODE", help="Its language, where the feed errs.")]
Weight = Annotated[float | None, typer.Option("--weight", min=0.1, max=5, help="How much it counts; 1 if not given.")]
FeedId = Annotated[str, typer.Option("--id", metavar="ID", help="The feed's id; made of its title if not given.")]


@app.command("list")
def list_feeds(context: typer.Context, folder: Folder = None, now: Now = None, as_json: Json = False) -> None:
    """List the feeds with outlet, country, ownership, language, weight and state."""
    from digest.pipeline import health

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        states = {one.feed: one.condition.value for one in health.feeds_health(desk)}
    outlets = {outlet.id: outlet for outlet in desk.roster.outlets}
    rows = [_row(feed, outlets[feed.outlet], states[feed.id]) for feed in desk.roster.feeds]
    if settings.json:
        sys.stdout.write(as_json_text(rows))
        return
    heads = ["feed", "outlet", "country", "ownership", "language", "weight", "state"]
    for line in columns([heads, *([str(row[head]) for head in ("id", *heads[1:])] for row in rows)]):
        say(line)


@app.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="A feed, or a page that has one.")],
    outlet: OutletId = "",
    topic: Topics = None,
    ownership: OwnedBy = Ownership.PRIVATE,
    role: InRole = Role.PRESS,
    country: Country = "",
    name: Name = "",
    language: Language = "",
    weight: Weight = None,
    feed_id: FeedId = "",
    trial: Trial = False,
    folder: Folder = None,
    now: Now = None,
    as_json: Json = False,
    private: Private = None,
) -> None:
    """Find the feed at an address and write it into feeds.yaml, with its outlet if that is new."""
    from digest.pipeline import curating, proposing

    settings = settings_of(context, folder, now, private, as_json=as_json)
    wish = proposing.Wish(
        id=feed_id,
        outlet=outlet,
        topics=tuple(topic or ()),
        weight=weight,
        name=name,
        country=country,
        ownership=ownership,
        role=role,
        language=language,
    )
    with open_desk(settings) as desk:
        added = curating.add_feed(desk, url, wish, is_trial=trial)
    if settings.json:
        said = asdict(added) | {"place": str(added.place) if added.place else None}
        sys.stdout.write(as_json_text(said))
        return
    for one in added.found:
        say(f"Found {_told(one)}")
    new = f", a new outlet ({added.outlet.ownership}, {added.outlet.role})" if added.is_new_outlet else ""
    what = f"{added.feed.id} of {added.outlet.id}{new}"
    say(f"Added {what}: {added.place}" if added.place else f"Would add {what}.")
    if len(added.found) > 1:
        say("The first was taken; add another by its own address.")


@app.command()
def remove(
    context: typer.Context,
    feed: Annotated[str, typer.Argument(metavar="ID", help="The feed's id.")],
    folder: Folder = None,
) -> None:
    """Take a feed out of feeds.yaml; its outlet, and what it told, stays."""
    from digest.pipeline import curating

    with open_desk(settings_of(context, folder)) as desk:
        place = curating.remove_feed(desk, feed)
    say(f"Removed {feed}, which stood at {place}.")


@app.command()
def fix(
    context: typer.Context,
    named: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="The feeds; none: all.")] = None,
    trial: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Write the new addresses of feeds that moved for good into feeds.yaml, and say which are gone."""
    from digest.pipeline import curating

    settings = settings_of(context, folder, as_json=as_json)
    with open_desk(settings) as desk:
        fixed = curating.fix_feeds(desk, named or (), is_trial=trial)
    if settings.json:
        sys.stdout.write(as_json_text(asdict(fixed)))
        return
    for problem in fixed.skipped:
        log.problem(problem)
    for one in fixed.moved:
        say(f"{one.place} {one.feed}: {one.old} -> {one.new}")
    for key in fixed.gone:
        say(f"{key} is gone: its publisher ended it (`digest feeds remove {key}`)")
    changed = "1 address" if len(fixed.moved) == 1 else f"{len(fixed.moved)} addresses"
    say(f"{'Would change' if trial else 'Changed'} {changed}." if fixed.moved else "No address to change.")


@app.command()
def accept(
    context: typer.Context,
    named: Annotated[list[str], typer.Argument(metavar="ID...", help="Feeds of which entries are kept aside.")],
    folder: Folder = None,
    now: Now = None,
) -> None:
    """Let in what is kept aside of a feed that changed, and take what it is now for usual."""
    from digest.pipeline import trusting

    with open_desk(settings_of(context, folder, now)) as desk:
        for key in named:
            count = trusting.accept(desk, key)
            say(f"Accepted {key}: {count} of its entries can be in a brief now.")


@app.command()
def distrust(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="FEED", help="The feed's id.")],
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="The first day that is not trusted.")],
    why: Why = "",
    by: EditedBy = "",
    folder: Folder = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Rely on a feed no more: in no brief from then on; lists the published lines that rest on it."""
    from digest.pipeline import trusting

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        by = by or only_editor([editor.id for editor in desk.roster.editors])
        lines = trusting.distrust(desk, key, since=day_of(since), by=by, why=why)
    if settings.json:
        sys.stdout.write(as_json_text([asdict(one) for one in lines]))
        return
    say(f"{key} is in no brief any more with what it said since {since}.")
    for one in lines:
        say(f"{one.day} {one.line} rests on it: {one.text}")
        reason = shlex.quote(why) if why else "TEXT"
        say(f"  digest edit {one.day} --withdraw {one.line} --why {reason} --by {by}")
        say(f"  digest edit {one.day} --correct {one.line} TEXT --why {reason} --by {by}")
    if not lines:
        say("No published line rests on that.")


@app.command("import")
def import_list(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="A list of feeds from any feed reader.")],
    topic: Topics = None,
    ownership: OwnedBy = Ownership.PRIVATE,
    role: InRole = Role.PRESS,
    country: Country = "",
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Write the feeds of an OPML list that feeds.yaml lacks into it; folders named like topics become topics."""
    from digest.pipeline import curating, proposing

    settings = settings_of(context, folder, as_json=as_json)
    wish = proposing.Wish(topics=tuple(topic or ()), ownership=ownership, role=role, country=country)
    with open_desk(settings) as desk:
        done = curating.import_feeds(desk, file, wish)
    if settings.json:
        sys.stdout.write(as_json_text(asdict(done)))
        return
    for problem in done.skipped:
        log.problem(problem)
    added = counted(len(done.feeds), "feed"), counted(len(done.outlets), "outlet")
    say(f"Added {' and '.join(added)}; passed over {len(done.skipped)}.")
    if done.outlets:
        say("New outlets are said to be private press: look at their ownership, role and country in feeds.yaml.")


@app.command("export")
def export_list(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE.opml]", help="Where; none: to the terminal.")] = None,
    folder: Folder = None,
) -> None:
    """Give the feeds as OPML 2.0, for feed readers and other newsrooms."""
    from digest.pipeline import curating

    with open_desk(settings_of(context, folder)) as desk:
        document = curating.export_feeds(desk.roster, file)
    if file:
        say(f"Wrote {counted(len(desk.roster.feeds), 'feed')} to {file}")
    else:
        sys.stdout.write(document.decode())


@app.command()
def health(context: typer.Context, folder: Folder = None, now: Now = None, as_json: Json = False) -> None:
    """Say which feeds want looking after, why, and what to do."""
    from digest.pipeline import health

    settings = settings_of(context, folder, now, as_json=as_json)
    with open_desk(settings) as desk:
        found = health.feeds_health(desk)
    if settings.json:
        sys.stdout.write(as_json_text([asdict(one) for one in found]))
        return
    for one in found:
        if one.condition is not health.Condition.OK:
            todo = f" ({one.todo})" if one.todo else ""
            say(f"{one.feed}: {one.condition}: {one.evidence}{todo}")
    counts = Counter(one.condition for one in found)
    say(", ".join(f"{counts[one]} {one}" for one in health.Condition if counts[one]) or "There are no feeds.")


def _row(feed: Feed, outlet: Outlet, state: str) -> dict[str, str | float]:
    return {
        "id": feed.id,
        "url": feed.url,
        "outlet": outlet.name,
        "country": outlet.country,
        "ownership": outlet.ownership.value,
        "language": feed.language or outlet.language,
        "weight": feed.weight,
        "state": state,
    }


def _told(found: Found) -> str:
    newest = f"newest {found.newest:%Y-%m-%d}" if found.newest else "no dates"
    said = [f'"{found.title}"' if found.title else "no title", found.language or "no language"]
    return f"{found.url}: {', '.join([*said, counted(found.entries, 'entry'), newest])}"
